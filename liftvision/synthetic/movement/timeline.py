"""What the lifter does when: the phases of a clip, and how its reps differ from each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from liftvision.synthetic.recipes.recipe import MovementRecipe

Kind: TypeAlias = Literal[
    "walk_in",
    "stand",
    "bend_down",
    "set_up",
    "pull",
    "hold",
    "lower",
    "fall",
    "rest",
    "rise",
    "walk_out",
    "toe_touch",
]

WALK_S = 2.8
STAND_S = 1.0
BEND_S = 1.3
SET_UP_S = 0.9
REST_S = 0.8
FALL_S = 1.6
STRETCH_S = 0.15
QUIET_S = 4.0
TOE_TOUCH_S = 6.4
"""How long each phase takes that the recipe does not set: seconds, as lifters take them."""

USUAL_KNEE_DEG = {"conventional": 68.0, "sumo": 75.0, "romanian": 20.0}
"""Knee flexion at lift-off; of the Romanian deadlift, at its lowest point."""

PULL_VARIES = 0.2
FATIGUE = 0.25
LUMBAR_VARIES_DEG = 5.0
KNEE_VARIES_DEG = 3.0
FORWARD_VARIES_M = 0.008
"""By how much reps differ at a variation of 1: standard deviations (the pull's is of its
logarithm), and by how much longer the last pull is than the first."""


@dataclass(frozen=True)
class Span:
    """One phase of a clip.

    Attributes
    ----------
    kind
        What is done.
    rep
        Index of the rep that it belongs to or leads to, from 0; after the last one their number.
    begin_s, end_s
        On the clip's clock.
    """

    kind: Kind
    rep: int
    begin_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """How long it takes."""
        return self.end_s - self.begin_s


@dataclass(frozen=True)
class RepPlan:
    """What is a rep's own.

    Attributes
    ----------
    pull_s
        From lift-off to lockout.
    lumbar_deg, knee_deg
        Flexion at lift-off.
    forward_m
        How far the bar stands further forward than it belongs.
    """

    pull_s: float
    lumbar_deg: float
    knee_deg: float
    forward_m: float


def rep_plans(movement: MovementRecipe, seed: int) -> tuple[RepPlan, ...]:
    """Give each rep's own numbers; all alike, and the recipe's, at a variation of 0."""
    knee = movement.knee_setup_deg
    usual = RepPlan(
        pull_s=movement.pull_s,
        lumbar_deg=movement.lumbar_setup_deg,
        knee_deg=USUAL_KNEE_DEG.get(movement.lift, 0.0) if knee is None else knee,
        forward_m=movement.faults.bar_off_midfoot_m,
    )
    rng = np.random.default_rng([seed, 1])
    return tuple(
        _varied(usual, movement.variation, number / max(movement.reps - 1, 1), rng)
        for number in range(movement.reps)
    )


def _varied(usual: RepPlan, amount: float, tired: float, rng: np.random.Generator) -> RepPlan:
    pull, lumbar, knee, forward = amount * np.clip(rng.standard_normal(4), -2.0, 2.0)
    return replace(
        usual,
        pull_s=usual.pull_s * float(np.exp(PULL_VARIES * pull)) * (1 + FATIGUE * amount * tired),
        lumbar_deg=usual.lumbar_deg + float(LUMBAR_VARIES_DEG * lumbar),
        knee_deg=usual.knee_deg + float(KNEE_VARIES_DEG * knee),
        forward_m=usual.forward_m + abs(float(FORWARD_VARIES_M * forward)),
    )


def timeline(movement: MovementRecipe, seed: int) -> tuple[Span, ...]:
    """Give the phases of a clip, each from where the last one ends; the first begins at 0."""
    spans: list[Span] = []
    for kind, rep, duration_s in _phases(movement, rep_plans(movement, seed)):
        begin_s = spans[-1].end_s if spans else 0.0
        spans.append(Span(kind, rep, begin_s, begin_s + duration_s))
    return tuple(spans)


def duration(movement: MovementRecipe, seed: int) -> float:
    """Give how long the whole clip is, in seconds."""
    return timeline(movement, seed)[-1].end_s


def _phases(
    movement: MovementRecipe, reps: tuple[RepPlan, ...]
) -> Iterator[tuple[Kind, int, float]]:
    if movement.lift == "standing":
        yield "stand", 0, QUIET_S
    elif movement.lift == "toe_touch":
        yield "stand", 0, STAND_S
        yield "toe_touch", 0, TOE_TOUCH_S
        yield "stand", 0, STAND_S
    elif movement.lift == "romanian":
        yield from _from_the_top(movement, reps)
    else:
        yield from _from_the_floor(movement, reps)


def _from_the_top(
    movement: MovementRecipe, reps: tuple[RepPlan, ...]
) -> Iterator[tuple[Kind, int, float]]:
    """Give the phases of a Romanian deadlift: the bar is in the hands throughout."""
    if movement.start == "walk_in":
        yield "walk_in", 0, WALK_S
    yield "hold", 0, SET_UP_S + STAND_S * (movement.start != "set_up")
    for number, rep in enumerate(reps):
        yield "lower", number, movement.lowering_s
        if movement.floor == "dead_stop":
            yield "rest", number, STRETCH_S
        yield "pull", number, rep.pull_s
        last = number == movement.reps - 1
        yield "hold", number, movement.hold_s + REST_S * last
    if movement.ending == "standing":
        yield "hold", movement.reps, STAND_S
    elif movement.ending == "walk_out":
        yield "walk_out", movement.reps, WALK_S


def _from_the_floor(
    movement: MovementRecipe, reps: tuple[RepPlan, ...]
) -> Iterator[tuple[Kind, int, float]]:
    dropped = movement.lowering == "dropped"
    if movement.start == "walk_in":
        yield "walk_in", 0, WALK_S
    if movement.start != "set_up":
        yield "stand", 0, STAND_S
        yield "bend_down", 0, BEND_S
    yield "set_up", 0, SET_UP_S
    for number, rep in enumerate(reps):
        yield "pull", number, rep.pull_s
        yield "hold", number, movement.hold_s
        last = number == movement.reps - 1
        if dropped:
            yield "fall", number, FALL_S
            if not last:
                yield "bend_down", number + 1, BEND_S
                yield "set_up", number + 1, SET_UP_S
        else:
            yield "lower", number, movement.lowering_s
            if not last and movement.floor == "dead_stop":
                yield "rest", number + 1, movement.floor_pause_s
    yield from _after_the_last(movement, dropped)


def _after_the_last(movement: MovementRecipe, dropped: bool) -> Iterator[tuple[Kind, int, float]]:
    after = movement.reps
    if not dropped:
        yield "rest", after, REST_S
    if movement.ending == "set_up":
        return
    if not dropped:
        yield "rise", after, BEND_S
    yield "stand", after, STAND_S
    if movement.ending == "walk_out":
        yield "walk_out", after, WALK_S

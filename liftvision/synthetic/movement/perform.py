"""Perform a movement: every pose and the bar at any moments that are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.movement.course import COLUMNS, ROLL
from liftvision.synthetic.movement.events import true_reps
from liftvision.synthetic.movement.lifter import make_ready
from liftvision.synthetic.movement.passage import Passage, shaft
from liftvision.synthetic.movement.performance import BarMotion, Performance, TrueRep
from liftvision.synthetic.movement.phases import passages_of
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.timeline import duration
from liftvision.synthetic.movement.transitions import ROW_LENGTH, columns, from_row
from liftvision.synthetic.recipes.recipe import MovementRecipe

__all__ = ["duration", "perform"]

DIALS = {
    "lumbar_flexion": "lumbar",
    "thoracic_flexion": "thoracic",
    "pelvis_tilt": "pelvis_pitch",
}


def perform(
    body: Body,
    movement: MovementRecipe,
    plate_radius_m: float | None,
    times: FloatArray,
    seed: int,
) -> Performance:
    """Perform a movement.

    The same body, movement and seed move in the same way, whatever the times: two cameras may
    film one performance at their own.

    Parameters
    ----------
    body
        Whose.
    movement
        What is done.
    plate_radius_m
        Of the plates on the bar; None: the bar lies on blocks as high as plates of 450 mm.
    times
        (T,) s, within 0 and `duration`; before and after it nothing moves.
    seed
        Of everything that varies.
    """
    rehearsed = _rehearsed(body, movement, plate_radius_m, seed)
    passages = rehearsed.passages
    begins = np.array([passage.span.begin_s for passage in passages])
    moments = np.clip(times, 0.0, passages[-1].span.end_s)
    which = np.clip(np.searchsorted(begins, moments, side="right") - 1, 0, None)
    rows = np.zeros((len(times), ROW_LENGTH))
    for place, passage in enumerate(passages):
        rows[which == place] = passage.rows_at(moments[which == place])
    return Performance(
        times=times,
        poses=tuple(pose_of(body.skeleton, from_row(row)) for row in rows),
        dials={dial: rows[:, columns(name)][:, 0] for dial, name in DIALS.items()},
        bar=None if passages[0].bar is None else _bar(passages, moments, which),
        reps=rehearsed.reps,
    )


@dataclass(frozen=True, eq=False)
class _Rehearsed:
    """A performance before anybody has asked for any moment of it."""

    passages: tuple[Passage, ...]
    reps: tuple[TrueRep, ...]


# The cameras that film one performance ask for it one after the other.
@lru_cache(maxsize=2)
def _rehearsed(
    body: Body, movement: MovementRecipe, plate_radius_m: float | None, seed: int
) -> _Rehearsed:
    passages = passages_of(make_ready(body, movement, plate_radius_m, seed))
    return _Rehearsed(passages, true_reps(body, passages))


def _bar(passages: Sequence[Passage], times: FloatArray, which: IntArray) -> BarMotion:
    rows = np.zeros((len(times), COLUMNS))
    velocity = np.zeros((len(times), 3))
    for place, passage in enumerate(passages):
        here = which == place
        rows[here] = passage.bar_at(times[here])
        velocity[here] = passage.velocity_at(times[here])
    return BarMotion(
        centre=rows[:, :3],
        velocity=velocity,
        axis=shaft(rows),
        spin_deg=rows[:, ROLL],
        held=np.array([passages[place].held for place in which], dtype=np.bool_),
    )

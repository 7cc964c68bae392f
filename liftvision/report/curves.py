"""Which curves of a motion are worth a picture: panels of curves, for the strip and the plot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.findings.review import Review
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.landmarks import SIDES
from liftvision.report.colours import (
    BAR,
    CAVING,
    KNEE,
    LEFT,
    LUMBAR,
    RIGHT,
    SEPARATION,
    TRUNK_LEAN,
    TRUNK_THIGH,
    VELOCITY,
    Colour,
)
from liftvision.report.knee_caving import CALM, knees_caving
from liftvision.reps.rep import Rep

KNEES_INWARD = "knees inward (FPPA)"
"""Title of the panel of the knees' projection angles."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One quantity over time.

    Attributes
    ----------
    label
        Its name, as short as the field has it.
    colour
        Its colour in every picture.
    values, errors
        (T,) in the panel's unit; NaN where not measured.
    """

    label: str
    colour: Colour
    values: FloatArray
    errors: FloatArray

    @property
    def frames_seen(self) -> int:
        """Number of frames with a value."""
        return int(np.isfinite(self.values).sum())


class Mark(NamedTuple):
    """A stretch of time that stands out, in s, and its colour."""

    begin_s: float
    end_s: float
    colour: Colour


@dataclass(frozen=True, eq=False)
class Panel:
    """Curves that share an axis.

    Attributes
    ----------
    title
        What the axis shows.
    unit
        As in `UNITS`.
    curves
        At least one, each with at least one value.
    marks
        Stretches of time that stand out.
    """

    title: str
    unit: str
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def has_zero_line(self) -> bool:
        """Whether the sign says something: up or down, in or out, left or right."""
        return self.unit in ("m/s", "%") or self.title == KNEES_INWARD

    @property
    def frames_seen(self) -> int:
        """Frames in which its best curve has a value."""
        return max(curve.frames_seen for curve in self.curves)


def near_side_column(motion: Motion, name: str) -> tuple[FloatArray, FloatArray]:
    """Give values and errors (T,) of ``name_l`` or ``name_r``: in each shot the nearer side's.

    Where the nearer side has no value in a whole shot, or the view is unknown, it is the side
    with more values.
    """
    values = np.full(len(motion.times), np.nan)
    errors = values.copy()
    for shot, view in zip(motion.shots, motion.views, strict=True):
        seen = {
            s: int(np.isfinite(motion.columns[f"{name}_{s}"][shot.frames]).sum()) for s in SIDES
        }
        near = view.near_side
        side = near if near and seen[near] else max(SIDES, key=seen.__getitem__)
        values[shot.frames] = motion.columns[f"{name}_{side}"][shot.frames]
        errors[shot.frames] = motion.errors[f"{name}_{side}"][shot.frames]
    return values, errors


def _trunk_thigh(motion: Motion) -> tuple[FloatArray, FloatArray]:
    """Give trunk-thigh flexion with its errors (T,) in the shots that have no hip flexion."""
    values, errors = near_side_column(motion, "trunk_thigh_flexion")
    hip, _ = near_side_column(motion, "hip_flexion")
    for shot in motion.shots:
        if np.isfinite(hip[shot.frames]).any():
            values[shot.frames] = errors[shot.frames] = np.nan
    return values, errors


def panels(motion: Motion) -> tuple[Panel, ...]:
    """Give every panel that has something to show: the bar first, then angles, then frontal."""
    knee = near_side_column(motion, "knee_flexion")
    candidates = (
        _panel("bar height", "m", [_curve(motion, "bar_y", "bar height", BAR)]),
        _panel("bar velocity, up", "m/s", [_curve(motion, "bar_vy", "bar velocity", VELOCITY)]),
        _panel(
            "flexion and lean",
            "deg",
            [
                Curve("hip", TRUNK_THIGH, *near_side_column(motion, "hip_flexion")),
                Curve("trunk-thigh", TRUNK_THIGH, *_trunk_thigh(motion)),
                Curve("knee", KNEE, *knee),
                _curve(motion, "lumbar_flexion", "lumbar", LUMBAR),
                _curve(motion, "trunk_lean", "trunk lean", TRUNK_LEAN),
            ],
        ),
        _panel(
            KNEES_INWARD,
            "deg",
            [
                _curve(motion, "fppa_l", "left knee in", LEFT),
                _curve(motion, "fppa_r", "right knee in", RIGHT),
            ],
        ),
        _panel(
            "knee / ankle separation",
            UNITS["knee_ankle_separation"],
            [_curve(motion, "knee_ankle_separation", "knees / ankles", SEPARATION)],
        ),
        _panel(
            "hips to the lifter's left",
            UNITS["pelvis_shift"],
            [_curve(motion, "pelvis_shift", "hips to the left", TRUNK_THIGH)],
        ),
    )
    return tuple(panel for panel in candidates if panel is not None)


def main_panels(motion: Motion) -> tuple[Panel, ...]:
    """Give at most three panels: the bar's or another small one first, then that of angles.

    Of several small ones that are not the bar's, and of several of angles, it is the one that
    was seen longest. With the knees' inward angles goes their separation, in place of the bar's
    velocity.
    """
    shown = panels(motion)
    angles = _longest([panel for panel in shown if panel.unit == "deg"])
    beside = [panel for panel in shown if panel.unit == "1"]
    small = [panel for panel in shown if panel.unit in ("m", "m/s")]
    if any(panel.title == KNEES_INWARD for panel in angles):
        return (*small[:1], *angles, *beside)
    return (*(small or _longest(beside)), *angles)


def marked(
    shown: tuple[Panel, ...], motion: Motion, reps: tuple[Rep, ...], review: Review
) -> tuple[Panel, ...]:
    """Give panels with what stands out in them: where a knee caves in."""
    left, right = knees_caving(motion, reps, review).values()
    worst = np.maximum(left.levels, right.levels)
    # The bounds of the stretches in which it is not calm.
    edges = np.flatnonzero(np.diff(np.concatenate([[CALM], np.sign(worst), [CALM]])))
    marks = tuple(
        Mark(
            float(motion.times[first]),
            float(motion.times[last - 1]),
            CAVING[int(worst[first:last].max()) - 1],
        )
        for first, last in edges.reshape(-1, 2).tolist()
    )
    return tuple(
        replace(panel, marks=marks) if panel.title == KNEES_INWARD else panel for panel in shown
    )


def pair_panels(motion: Motion, reps: tuple[Rep, ...], review: Review) -> tuple[Panel, ...]:
    """Give what the strip under two clips shows of one of them: the bar's height and angles."""
    shown = tuple(panel for panel in panels(motion) if panel.unit in ("m", "deg"))
    return marked(shown, motion, reps, review)


def _longest(candidates: Sequence[Panel]) -> tuple[Panel, ...]:
    """Give the panel that was seen longest, alone; none of none."""
    return tuple(sorted(candidates, key=lambda panel: -panel.frames_seen)[:1])


def _curve(motion: Motion, name: str, label: str, colour: Colour) -> Curve:
    return Curve(label, colour, motion.columns[name], motion.errors[name])


def _panel(title: str, unit: str, curves: list[Curve]) -> Panel | None:
    seen = tuple(curve for curve in curves if curve.frames_seen)
    return Panel(title, unit, seen) if seen else None

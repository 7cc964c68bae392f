"""The columns of a motion as curves to draw: named, coloured, cut to reps, over the pull."""

from collections.abc import Iterable, Sequence

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray
from liftvision.errors import GivenError
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.landmarks import without_side
from liftvision.report import colours
from liftvision.report.colours import Colour
from liftvision.report.curves import Curve
from liftvision.report.timeline import begin_of
from liftvision.report.words import lowered, spelled_out
from liftvision.reps.rep import Rep

OF_COLUMN: dict[str, Colour] = {
    "knee_flexion": colours.KNEE,
    "hip_flexion": colours.TRUNK_THIGH,
    "trunk_thigh_flexion": colours.TRUNK_THIGH,
    "lumbar_flexion": colours.LUMBAR,
    "trunk_lean": colours.TRUNK_LEAN,
    "fppa_l": colours.LEFT,
    "fppa_r": colours.RIGHT,
    "knee_shift_l": colours.LEFT,
    "knee_shift_r": colours.RIGHT,
    "knee_ankle_separation": colours.SEPARATION,
    "pelvis_shift": colours.TRUNK_THIGH,
    "bar_y": colours.BAR,
    "bar_vy": colours.VELOCITY,
}
"""Colour of a column, with or without its side, as in the video."""

OTHERS: tuple[Colour, ...] = (
    (0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (90, 90, 90), (150, 120, 20),
)  # fmt: skip
"""For columns that have none, and for those whose colour another one has already."""

LEAST_GAP_S = 0.15
"""A gap as short as those that are bridged needs no explanation."""

HIP_COLUMNS = ("hip_flexion", "trunk_thigh_flexion")
"""What is taken for the hip: the first where the pelvis was measured, else the second."""

NEVER_SEEN = "it was not seen"


def known_column(name: str) -> str:
    """Give a column's name if there is such a column.

    Raises
    ------
    GivenError
        There is not.
    """
    if name not in UNITS:
        near = [known for known in UNITS if without_side(known) == name or known.startswith(name)]
        raise GivenError(
            f"There is no column {name!r}.", f"Take one of {', '.join(near or list(UNITS))}."
        )
    return name


def curves_of(motion: Motion, names: Iterable[str]) -> list[Curve]:
    """Give columns as curves, each in a colour of its own."""
    curves: list[Curve] = []
    for name in names:
        taken = [curve.colour for curve in curves]
        wanted = OF_COLUMN.get(name, OF_COLUMN.get(without_side(name), OTHERS[0]))
        colour = next((each for each in (wanted, *OTHERS) if each not in taken), wanted)
        curves.append(Curve(spelled_out(name), colour, motion.columns[name], motion.errors[name]))
    return curves


def near_columns(analysis: Analysis, bases: Sequence[str]) -> list[str]:
    """Give the columns of these names, with the side nearer to the camera, that have values."""
    motion, near = analysis.joined_motion, analysis.view.near_side or "l"
    names = [base if base in UNITS else f"{base}_{near}" for base in bases]
    return [name for name in names if np.isfinite(motion.columns[name]).any()]


def hip_column(analysis: Analysis) -> str:
    """Give the column that stands for the hip."""
    measured = near_columns(analysis, HIP_COLUMNS)
    return measured[0] if measured else f"{HIP_COLUMNS[0]}_{analysis.view.near_side or 'l'}"


def reason_for(motion: Motion, name: str) -> str:
    """Say why a column has no values."""
    return motion.not_measured.get(name) or motion.partly.get(name) or NEVER_SEEN


def gap_notes(
    motion: Motion, names: Sequence[str], frames: BoolArray, least_s: float = LEAST_GAP_S
) -> list[str]:
    """Say which columns have gaps, or nothing, in these frames (T,), and why.

    Gaps that make less than ``least_s`` together are not worth a word.
    """
    interval_s = float(np.median(np.diff(motion.times)))
    gaps: dict[str, list[str]] = {}
    notes = []
    for name in names:
        seen = np.isfinite(motion.columns[name][frames])
        if not seen.any():
            notes.append(f"{spelled_out(name)}: not measured: {reason_for(motion, name)}.")
        elif np.sum(~seen) * interval_s >= least_s and name in motion.partly:
            gaps.setdefault(motion.partly[name], []).append(lowered(spelled_out(name)))
    return notes + [f"Gaps in {' and '.join(each)}: {why}." for why, each in gaps.items()]


def frames_of(times: FloatArray, reps: Sequence[Rep]) -> BoolArray:
    """Tell which frames (T,) lie in one of these reps, from its first event to its last."""
    frames = np.zeros(len(times), dtype=np.bool_)
    for rep in reps:
        if rep.moments:
            frames |= (times >= begin_of(rep)) & (times <= rep.moments[-1])
    return frames


def pull_frames(times: FloatArray, rep: Rep) -> BoolArray:
    """Tell which frames (T,) lie between lift-off and lockout of a pulled rep."""
    assert rep.lift_off_s is not None and rep.lockout_s is not None
    return np.asarray((times >= rep.lift_off_s) & (times <= rep.lockout_s))

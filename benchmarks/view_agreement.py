"""How far two cameras that filmed the same lift at the same time agree on its angles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray

FEWEST_FRAMES = 10
"""In fewer frames that both tell, a rep is not compared."""


@dataclass(frozen=True, eq=False)
class ToldAngles:
    """The angles of one clip of a pair.

    Attributes
    ----------
    times
        (T,) seconds on the clip's clock.
    fitted, raw
        For each of `ANGLES` (T,) degrees of the near side, by the fitted body and by the
        landmarks alone; NaN where not told.
    reps
        Begin and end of each rep, s.
    """

    times: FloatArray
    fitted: Mapping[str, FloatArray]
    raw: Mapping[str, FloatArray]
    reps: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ViewAgreement:
    """Root mean square of the difference of one angle between two views, degrees.

    Attributes
    ----------
    angle, by
        Which, and whether it is ``fitted`` or ``raw``.
    frames
        In how many frames both tell it.
    rms, bias
        Over all of them, the second the mean of first less second view; None without a frame.
    reps
        The rms of each rep that has frames enough, in order.
    rep_count
        Reps of the first view.
    """

    angle: str
    by: str
    frames: int
    rms: float | None
    bias: float | None
    reps: tuple[float, ...]
    rep_count: int

    def is_within(self, most_deg: float) -> bool:
        """Tell whether the two views agree over the whole and in every rep."""
        whole = self.rms is not None and self.rms <= most_deg
        every = 0 < len(self.reps) == self.rep_count
        return whole and every and max(self.reps) <= most_deg


ANGLES = {
    "knee": "knee_flexion",
    "trunk-thigh": "trunk_thigh_flexion",
    "trunk lean": "trunk_lean",
    "shank lean": "shank_lean",
}
"""Title of each angle, and its column; that of a joint without the side."""


def near_column(angle: str, near_side: str | None) -> str:
    """Give the column of one of `ANGLES`; of a joint that of the nearer side."""
    name = ANGLES[angle]
    return f"{name}_{near_side}" if name.endswith("_flexion") else name


def told_angles(analysis: Analysis) -> ToldAngles:
    """Give the near side's angles of a clip, and its reps."""
    near = analysis.view.near_side or "l"
    motion = analysis.motion
    columns = {angle: near_column(angle, near) for angle in ANGLES}
    ends = [
        (rep.start_s if rep.start_s is not None else rep.lift_off_s, rep.end_s or rep.lowering_s)
        for rep in analysis.set.reps
    ]
    return ToldAngles(
        analysis.clip.times,
        {angle: motion.columns[column] for angle, column in columns.items()},
        {angle: motion.raw[column] for angle, column in columns.items()},
        tuple((begin, end) for begin, end in ends if begin is not None and end is not None),
    )


def view_agreements(first: ToldAngles, second: ToldAngles) -> list[ViewAgreement]:
    """Compare two clips with one clock, in the frames of the first and during its reps too."""
    agreements = []
    for by in ("raw", "fitted"):
        one: Mapping[str, FloatArray] = getattr(first, by)
        other: Mapping[str, FloatArray] = getattr(second, by)
        for angle in ANGLES:
            at_once = np.interp(first.times, second.times, other[angle], left=np.nan, right=np.nan)
            apart = one[angle] - at_once
            agreements.append(_agreement(angle, by, apart, first.times, first.reps))
    return agreements


def _agreement(
    angle: str,
    by: str,
    apart: FloatArray,
    times: FloatArray,
    reps: Sequence[tuple[float, float]],
) -> ViewAgreement:
    told = np.isfinite(apart)
    each = [told & (times >= begin) & (times <= end) for begin, end in reps]
    return ViewAgreement(
        angle,
        by,
        int(told.sum()),
        _rms(apart[told]) if told.any() else None,
        float(apart[told].mean()) if told.any() else None,
        tuple(_rms(apart[rep]) for rep in each if rep.sum() >= FEWEST_FRAMES),
        len(reps),
    )


def _rms(values: FloatArray) -> float:
    return float(np.sqrt(np.mean(values**2)))

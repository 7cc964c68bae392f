"""How far two cameras that filmed the same lift at the same time agree on its angles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rich import box
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray

ANGLES = {
    "knee": "knee_flexion",
    "trunk-thigh": "trunk_thigh_flexion",
    "trunk lean": "trunk_lean",
    "shank lean": "shank_lean",
}
"""Title of each angle, and its column; that of a joint without the side."""

JUDGED = ("knee", "trunk-thigh", "trunk lean")
MOST_APART_DEG = 6.0
"""The aim, for the fitted angles that are `JUDGED`."""

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

    @property
    def is_judged(self) -> bool:
        """Whether there is an aim for it."""
        return self.by == "fitted" and self.angle in JUDGED

    @property
    def is_right(self) -> bool:
        """Whether the aim is met, or there is none."""
        return not self.is_judged or self.is_within(MOST_APART_DEG)

    def is_within(self, most_deg: float) -> bool:
        """Tell whether the two views agree over the whole and in every rep."""
        whole = self.rms is not None and self.rms <= most_deg
        every = 0 < len(self.reps) == self.rep_count
        return whole and every and max(self.reps) <= most_deg


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


def agreements_table(lifts: Mapping[str, Sequence[ViewAgreement]]) -> Table:
    """Give what was found of some lifts, by their names, a row for each angle."""
    table = Table(box=box.SIMPLE_HEAD, title="two views of one lift, degrees apart (rms)")
    for heading in ("lift", "angle", "by"):
        table.add_column(heading, no_wrap=True)
    for heading in ("whole", "bias", "frames", "reps", "median rep", "worst rep", "aim"):
        table.add_column(heading, justify="right", no_wrap=True)
    for lift, agreements in lifts.items():
        for number, each in enumerate(agreements, 1):
            table.add_row(
                lift if number == 1 else "",
                each.angle,
                each.by,
                "-" if each.rms is None else f"{each.rms:.1f}",
                "-" if each.bias is None else f"{each.bias:+.1f}",
                str(each.frames),
                f"{len(each.reps)} of {each.rep_count}",
                f"{np.median(each.reps):.1f}" if each.reps else "-",
                f"{max(each.reps):.1f}" if each.reps else "-",
                ("met" if each.is_right else "MISSED") if each.is_judged else "",
                end_section=number % len(ANGLES) == 0,
            )
    return table


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

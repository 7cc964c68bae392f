"""One rendered clip's frontal plane, held against its truth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from front_truth import (
    SET_UP_S,
    TrueCave,
    begin_of,
    off_front_deg,
    true_caves,
    true_standing,
)

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.findings.knees import KneeSeverity, knee_severity
from liftvision.findings.review import Review
from liftvision.front.readout import FRONT_COLUMNS
from liftvision.measurement import Measurement
from liftvision.motion.front import Front
from liftvision.motion.measure import main_shot
from liftvision.pose.landmarks import SIDES, Side
from liftvision.reps.rep import KneeCave, Rep, Style
from liftvision.selfcheck.compare import same_frames
from liftvision.selfcheck.landmark_offsets import corrected_columns
from liftvision.selfcheck.rep_metrics import paired
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import Truth

STANDING = ("stance_width", "toe_out_l", "toe_out_r", "grip_width", "off_front")
"""Attributes of `motion.front.Front` that have a truth."""

NO_REP = "its pull was not found, or not whole"
NO_REASON = "no reason told"


@dataclass(frozen=True, eq=False)
class ColumnScore:
    """The errors of one column in one clip, in its unit: told minus true, NaN where not told.

    Attributes
    ----------
    errors, stated
        (N,) in the frames from lift-off to lockout, and the stated standard errors.
    everywhere
        (T,) in all frames of the clip.
    change
        (K,) of the change from the set-up, in the frames of those reps whose set-up was told.
    """

    errors: FloatArray
    stated: FloatArray
    everywhere: FloatArray
    change: FloatArray


@dataclass(frozen=True)
class Told:
    """One value: told and its standard error, NaN where it was not; and the true one."""

    value: float
    stated: float
    true: float

    @property
    def error(self) -> float:
        """Told minus true."""
        return self.value - self.true

    @property
    def ratio(self) -> float:
        """The error over the stated one."""
        return self.error / self.stated


@dataclass(frozen=True)
class LegScore:
    """One leg in one true rep.

    Attributes
    ----------
    rep
        Number of the true rep.
    side
        Of the lifter.
    true
        What the knee does.
    severity
        As it was told; None where it was not.
    change, shift, separation
        As they were told.
    reason
        Why nothing was told.
    """

    rep: int
    side: Side
    true: TrueCave
    severity: KneeSeverity | None
    change: Told
    shift: Told
    separation: Told
    reason: str | None = None

    @property
    def flagged(self) -> bool:
        """Whether the knee is told to cave in."""
        return self.severity not in (None, "none")


@dataclass(frozen=True, eq=False)
class FrontScore:
    """One clip.

    Attributes
    ----------
    clip
        Its name.
    rear
        Whether it is truly filmed from behind.
    off_deg
        How far the camera truly stands off the front or the rear, signed.
    reason
        Why the frontal plane was not measured; None where it was.
    columns, standing
        Each of `FRONT_COLUMNS` and of `STANDING`; empty where the analysis failed.
    legs
        Two for each true rep.
    style, true_style
        As it was told, and in truth.
    trouble, crashed
        Why there is no analysis: a refusal, or the end of a crash; whether it was the latter.
    """

    clip: str
    rear: bool
    off_deg: float
    reason: str | None = None
    columns: Mapping[str, ColumnScore] = field(default_factory=dict)
    standing: Mapping[str, Told] = field(default_factory=dict)
    legs: tuple[LegScore, ...] = ()
    style: Style = "unknown"
    true_style: str = ""
    trouble: str = ""
    crashed: bool = False

    @property
    def measured(self) -> bool:
        """Whether the frontal plane was measured at all."""
        return self.reason is None and not self.trouble


def score(analysis: Analysis, truth: Truth, clip: str) -> FrontScore:
    """Hold one clip against its truth.

    Parameters
    ----------
    analysis, truth
        Of the clip; at least one rep's lockout is in it.
    clip
        Its name.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    motion = analysis.motion
    shot = main_shot(analysis.clip, analysis.pose.xy)
    front = motion.fronts[shot] if motion.fronts else Front.not_measured(NO_REASON)
    frames = same_frames(truth.times, motion.times, clip)
    true = corrected_columns(truth)
    return FrontScore(
        clip=clip,
        rear=is_rear(truth),
        off_deg=off_front_deg(truth.recipe.camera.yaw_deg),
        reason=front.reason,
        columns={
            name: _column_score(analysis, truth, frames, name, true[name]) for name in FRONT_COLUMNS
        },
        standing=_standing(front, truth),
        legs=tuple(_legs(analysis, truth)),
        style=analysis.set.style,
        true_style=truth.recipe.movement.lift,
    )


def is_rear(truth: Truth) -> bool:
    """Tell whether a clip is filmed from behind."""
    return abs(truth.recipe.camera.yaw_deg) > 90.0


def _column_score(
    analysis: Analysis, truth: Truth, frames: IntArray, name: str, true: FloatArray
) -> ColumnScore:
    known = frames >= 0
    told, stated = (
        np.where(known, values[name][frames], np.nan)
        for values in (analysis.motion.columns, analysis.motion.errors)
    )
    errors = told - true
    lifting, changes = np.zeros(len(frames), dtype=np.bool_), [np.empty(0)]
    for rep in truth.reps:
        if rep.lockout_s is None:
            continue
        begin = begin_of(rep)
        strain = _between(truth.times, begin, rep.lockout_s)
        lifting |= strain
        set_up = errors[_between(truth.times, begin - SET_UP_S, begin)]
        if np.isfinite(set_up).any():
            changes.append(errors[strain] - float(np.nanmedian(set_up)))
    return ColumnScore(errors[lifting], stated[lifting], errors, np.concatenate(changes))


def _between(times: FloatArray, begin_s: float, end_s: float) -> BoolArray:
    return np.asarray((times >= begin_s) & (times <= end_s))


def _standing(front: Front, truth: Truth) -> dict[str, Told]:
    first = next(rep for rep in truth.reps if rep.lockout_s is not None)
    true = true_standing(truth, first)
    return {name: _told(getattr(front, name), true[name]) for name in STANDING}


def _told(measured: Measurement, true: float) -> Told:
    value = np.nan if measured.value is None else measured.value
    stated = np.nan if measured.error is None else measured.error
    return Told(value, stated, true)


def _legs(analysis: Analysis, truth: Truth) -> list[LegScore]:
    legs = []
    for true_rep, found in zip(truth.reps, paired(truth.reps, analysis.set.reps), strict=True):
        rep = found if same_pull(true_rep, found) else None
        caves = true_caves(truth, true_rep)
        if caves is not None:
            legs += [
                _leg(true_rep.number, side, cave, rep, analysis.review)
                for side, cave in zip(SIDES, caves, strict=True)
            ]
    return legs


def same_pull(true: TrueRep, rep: Rep | None) -> bool:
    """Tell whether a rep that was found for a true one goes up while that does."""
    if rep is None or rep.lift_off_s is None or rep.lockout_s is None or true.lockout_s is None:
        return False
    return rep.lift_off_s < true.lockout_s and begin_of(true) < rep.lockout_s


def _leg(number: int, side: Side, true: TrueCave, rep: Rep | None, review: Review) -> LegScore:
    told = KneeCave.not_measured(NO_REP) if rep is None else rep.knee_cave[side]
    return LegScore(
        rep=number,
        side=side,
        true=true,
        severity=None if rep is None else knee_severity(review, rep, side),
        change=_told(told.change, true.change),
        shift=_told(told.shift, true.shift),
        separation=_told(told.separation, true.separation),
        reason=told.change.reason,
    )

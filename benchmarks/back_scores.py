"""One rendered clip's hips and lumbar spine, held against their truth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from back_curves import ANGLES, SET_UP_S, Curve, column_of, curve_of, moment_frames
from body_scores import BAND

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.motion.back import Back, BackZero, Clothes
from liftvision.motion.measure import main_shot
from liftvision.reps.rep import Rep
from liftvision.reps.split import Turn, lumbar_share
from liftvision.selfcheck.compare import conditions, in_picture, same_frames
from liftvision.selfcheck.rep_metrics import paired
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.recipes.recipe import Sex
from liftvision.synthetic.truth.truth import Truth

MOMENTS = ("set_up", "lift_off", "knee_pass")
AT_MOMENTS = tuple(f"{angle}_at_{moment}" for angle in ANGLES for moment in MOMENTS)
DRIFT, SHARE = "lumbar_drift", "lumbar_share"
QUANTITIES = (*AT_MOMENTS, DRIFT, SHARE)
"""Degrees, the share in %. Drift: from the set-up to the knee pass."""

CHANGES = (("set_up", "knee_pass"), ("lift_off", "knee_pass"), ("lift_off", "lockout"))
"""Moments in between which the change of lumbar flexion is looked at."""

NO_REP, NO_REASON = "the rep was not found", "no reason told"


@dataclass(frozen=True, eq=False)
class Compared:
    """One quantity in the R true reps of a clip.

    Attributes
    ----------
    told, stated
        (R,) and the standard error stated with it; NaN where it was not told.
    true
        (R,) in truth.
    """

    told: FloatArray
    stated: FloatArray
    true: FloatArray

    @property
    def errors(self) -> FloatArray:
        """Told minus true (M,), of those that were told."""
        errors = self.told - self.true
        return np.asarray(errors[np.isfinite(errors)])

    @property
    def held(self) -> BoolArray:
        """Whether (M,) the band holds the truth, of those that were told."""
        errors = self.told - self.true
        known = np.isfinite(errors)
        with np.errstate(invalid="ignore"):
            return np.asarray(np.abs(errors[known]) <= BAND * self.stated[known])


@dataclass(frozen=True, eq=False)
class FrameErrors:
    """The errors of one angle in the N frames of the reps in which it was told, degrees.

    Attributes
    ----------
    errors, stated
        (N,) told minus true, and the stated standard error.
    lean
        (N,) of the line hip to shoulder, as it was measured.
    """

    errors: FloatArray
    stated: FloatArray
    lean: FloatArray


@dataclass(frozen=True)
class Lifter:
    """Who lifts, as the recipe has it."""

    sex: Sex
    height_m: float
    skin_tone: float


@dataclass(frozen=True, eq=False)
class BackScore:
    """One clip, read by one network.

    Attributes
    ----------
    clip, network
        Their names.
    own
        Whether clips of the lifter standing and touching the toes were given.
    clothes, lifter
        In truth.
    told_clothes, zero
        As they were judged; None where no back was measured.
    compared
        Every one of `QUANTITIES`; empty where the analysis failed.
    lean
        For each of `MOMENTS` (R,) the true lean of the trunk.
    changes
        (R, C) errors of the `CHANGES` of lumbar flexion; NaN where it was not told.
    frames
        For each of `ANGLES`.
    reasons
        Why a quantity was told in no rep.
    trouble
        Why there is no analysis: a refusal, or the end of a crash.
    crashed
        Whether it is a crash.
    """

    clip: str
    network: str
    own: bool
    clothes: Clothes
    lifter: Lifter
    told_clothes: Clothes | None = None
    zero: BackZero | None = None
    compared: Mapping[str, Compared] = field(default_factory=dict)
    lean: Mapping[str, FloatArray] = field(default_factory=dict)
    changes: FloatArray = field(default_factory=lambda: np.empty((0, len(CHANGES))))
    frames: Mapping[str, FrameErrors] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    crashed: bool = False


def score(analysis: Analysis, truth: Truth, clip: str, network: str, *, own: bool) -> BackScore:
    """Hold one clip against its truth.

    Angles are compared at the true events. The share is the one that a rep tells, with the events
    that were found, and is compared with that of the true angles at the true events.

    Parameters
    ----------
    analysis, truth
        Of the clip; there are reps in it.
    clip, network
        Their names.
    own
        Whether clips of the lifter's own back were given.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    motion = analysis.motion
    shot = main_shot(analysis.clip, analysis.pose.xy)
    back = motion.backs[shot] if motion.backs else Back.not_measured(NO_REASON)
    frames = same_frames(truth.times, motion.times, clip)
    curves = {angle: curve_of(angle, analysis, truth, frames) for angle in ANGLES}
    compared = _at_moments(curves, truth)
    compared[DRIFT] = _drift(compared, back)
    found = paired(truth.reps, analysis.set.reps)
    compared[SHARE] = _share(found, truth)
    return BackScore(
        clip=clip,
        network=network,
        own=own,
        clothes=conditions(truth)[1],
        lifter=lifter_of(truth),
        told_clothes=back.clothes,
        zero=back.zero,
        compared=compared,
        lean=_true_lean(truth),
        changes=_change_errors(curves["lumbar_flexion"], truth),
        frames={
            angle: _frame_errors(curve, analysis, truth, frames) for angle, curve in curves.items()
        },
        reasons={
            name: _reason(name, analysis, truth, back, found)
            for name, each in compared.items()
            if not len(each.errors)
        },
    )


def lifter_of(truth: Truth) -> Lifter:
    """Tell who lifts."""
    recipe = truth.recipe
    return Lifter(recipe.body.sex, recipe.body.height_m, recipe.wardrobe.skin_tone)


def true_share(truth: Truth, rep: TrueRep) -> float:
    """Give the lumbar spine's share of spine and hip in %, by the true angles; NaN: no such rep."""
    if rep.lift_off_s is None or rep.lockout_s is None:
        return np.nan
    lumbar, pelvis, hip = (
        float(-np.diff(np.interp([rep.lift_off_s, rep.lockout_s], truth.times, values))[0])
        for values in (truth.columns[column_of(angle, truth)] for angle in ANGLES)
    )
    return lumbar_share(Turn(lumbar, hip, pelvis + lumbar))


def _at_moments(curves: Mapping[str, Curve], truth: Truth) -> dict[str, Compared]:
    compared = {}
    for angle, curve in curves.items():
        for moment in MOMENTS:
            each = [curve.at(moment_frames(truth.times, rep, moment)) for rep in truth.reps]
            told, stated, true = np.array(each).reshape(-1, 3).T
            compared[f"{angle}_at_{moment}"] = Compared(told, stated, true)
    return compared


def _drift(compared: Mapping[str, Compared], back: Back) -> Compared:
    knee, set_up = (compared[f"lumbar_flexion_at_{name}"] for name in ("knee_pass", "set_up"))
    error = np.nan if back.change_error_deg is None else back.change_error_deg
    told = knee.told - set_up.told
    return Compared(told, np.where(np.isfinite(told), error, np.nan), knee.true - set_up.true)


def _share(found: list[Rep | None], truth: Truth) -> Compared:
    each = [(np.nan, np.nan, true_share(truth, rep)) for rep in truth.reps]
    for place, rep in enumerate(found):
        measured = None if rep is None else rep.metrics.get(SHARE)
        if measured is not None and measured.value is not None:
            stated = np.nan if measured.error is None else measured.error
            each[place] = (measured.value, stated, each[place][2])
    told, stated_each, true = np.array(each).reshape(-1, 3).T
    return Compared(told, stated_each, true)


def _true_lean(truth: Truth) -> dict[str, FloatArray]:
    lean = Curve(*(truth.columns["trunk_lean"],) * 3)
    return {
        moment: np.array(
            [lean.at(moment_frames(truth.times, rep, moment))[2] for rep in truth.reps]
        )
        for moment in MOMENTS
    }


def _change_errors(curve: Curve, truth: Truth) -> FloatArray:
    errors = np.full((len(truth.reps), len(CHANGES)), np.nan)
    for row, rep in zip(errors, truth.reps, strict=True):
        for place, pair in enumerate(CHANGES):
            ends = [curve.at(moment_frames(truth.times, rep, moment)) for moment in pair]
            (before, _, true_before), (after, _, true_after) = ends
            row[place] = (after - before) - (true_after - true_before)
    return errors


def _frame_errors(curve: Curve, analysis: Analysis, truth: Truth, frames: IntArray) -> FrameErrors:
    in_rep = np.zeros(len(truth.times), dtype=np.bool_)
    for rep in truth.reps:
        if rep.lift_off_s is not None and rep.lockout_s is not None:
            inside = truth.times >= rep.lift_off_s - SET_UP_S
            in_rep |= inside & (truth.times <= rep.lockout_s + SET_UP_S)
    told = in_rep & in_picture(truth) & np.isfinite(curve.told)
    lean = analysis.motion.columns["trunk_lean"][frames][told]
    return FrameErrors((curve.told - curve.true)[told], curve.stated[told], lean)


def _reason(
    name: str, analysis: Analysis, truth: Truth, back: Back, found: list[Rep | None]
) -> str:
    """Say why a quantity was told in no rep."""
    motion = analysis.motion
    if back.reason is not None:
        return back.reason
    if name == SHARE:
        told = [rep.metrics[SHARE].reason for rep in found if rep and SHARE in rep.metrics]
        return (told[0] if told else NO_REP) or NO_REASON
    column = column_of("lumbar_flexion" if name == DRIFT else name.partition("_at_")[0], truth)
    return motion.not_measured.get(column) or motion.partly.get(column) or NO_REASON

"""The fitted body's angles in the motion, in place of those of the landmarks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, spread
from liftvision.body.calibration import condition_of, error_factor
from liftvision.body.credible import SCATTERED, trunk_is_seen, why_no_leg, why_not
from liftvision.body.figure import POINTS, figure
from liftvision.body.fit import BodyFit, fit_body
from liftvision.body.gather import gather
from liftvision.body.proportions import CONVENTIONAL, SUMO, Stance
from liftvision.body.readout import ANGLES, read_angles
from liftvision.body.sight import seen_at
from liftvision.body.unknowns import InShot
from liftvision.given import Given
from liftvision.motion.angles import MAX_OFF_SIDE_DEG
from liftvision.motion.columns import SIDE_HIDDEN, is_far_side
from liftvision.motion.floor import at_rest
from liftvision.motion.motion import Motion
from liftvision.motion.positions import Column
from liftvision.motion.seen import Seen
from liftvision.pose.placing import as_landmarks
from liftvision.pose.view import off_side_deg
from liftvision.reps.rep import Style

LEAST_FRAMES = 8

MOST_OFF_SIDE_DEG = 46.0
"""Beyond this the angles of rendered clips are off by more than 10 degrees."""

MOST_ERROR_DEG = 9.0
"""An angle that is less sure than this is decided by what is usual, not by what was seen."""

STRAIGHT_DEG = 15.0
"""Behind plates a knee is not told that is straighter than this: there one centimetre of the leg's
length is ten degrees and more."""

HALF_A_LOCKOUT_DEG = 5.0
"""Standard error that thigh and shank have of such a knee: half of it each, which from lifter to
lifter is 0 to 25 degrees at the lockout."""

OF_LEGS = ("knee_flexion", "ankle_dorsiflexion", "trunk_thigh_flexion", "shank_lean")

LOST = "shoulder or hip was not found where the lifter is"
UNDECIDED = "what was seen does not decide it: plates or limbs hide the leg"
STRAIGHT = (
    "behind plates a knee that is nearly straight cannot be told: film from farther to the front"
)
NO_DEADLIFT = "no deadlift was found: angles are measured while the lifter stands at the bar"
NOT_AT_THE_BAR = "measured only while the lifter stands at the bar"
TOO_OBLIQUE = "the lifter is turned by more than 45 degrees from the side: film from the side"
BEHIND_PLATES = "a plate hides the leg"


@dataclass(frozen=True, eq=False)
class _ShotBody:
    """What the fit gives of one shot: columns (T,), reasons, fitted joints (T, 33, 2) px."""

    columns: dict[str, Column]
    reasons: dict[str, str]
    joints: FloatArray | None = None
    yaw_deg: float | None = None
    yaw_error_deg: float | None = None
    refused: str | None = None


def measure_bodies(
    motion: Motion,
    shots: Sequence[Seen],
    at_the_bar: Sequence[BoolArray],
    styles: Sequence[Style],
    given: Given,
) -> Motion:
    """Fit a body to each shot, and measure the sagittal angles on it.

    Where a deadlift was found and no body can be fitted, the landmarks' own angles stay, but for
    those of a leg that a plate hides.

    Parameters
    ----------
    motion
        Of the clip, with the landmarks' angles.
    shots
        What was seen in each shot.
    at_the_bar
        For each shot (T,) in which frames the lifter stands at the bar.
    styles
        Of the lift in each shot, as far as it is known.
    given
        What the user knows.
    """
    columns = {name: values.copy() for name, values in motion.columns.items()}
    errors = {name: values.copy() for name, values in motion.errors.items()}
    joints = np.full_like(motion.landmarks, np.nan)
    reasons: dict[str, str] = {}
    views = list(motion.views)
    refused: list[str | None] = []
    for number, (shot, seen) in enumerate(zip(motion.shots, shots, strict=True)):
        body = _body_of(seen, at_the_bar[number], styles[number], given)
        if body.joints is not None:
            joints[shot.frames] = body.joints
        for name, column in body.columns.items():
            columns[name][shot.frames] = column.values
            errors[name][shot.frames] = column.errors
        reasons |= body.reasons
        refused.append(body.refused)
        if body.yaw_deg is not None:
            views[number] = replace(seen.view, yaw_deg=body.yaw_deg, error_deg=body.yaw_error_deg)
    absent = {name for name in ANGLES if not np.isfinite(columns[name]).any()}
    return replace(
        motion,
        columns=columns,
        errors=errors,
        not_measured=_why_absent(motion, absent, reasons),
        partly={name: why for name, why in reasons.items() if name not in absent},
        raw={name: motion.columns[name] for name in ANGLES},
        joints=joints,
        refused=tuple(refused),
        views=tuple(views),
    )


def _why_absent(motion: Motion, absent: set[str], reasons: dict[str, str]) -> dict[str, str]:
    """Give the reasons for every absent column, the fit's before those of the landmarks."""
    before = motion.not_measured
    kept = {name: why for name, why in before.items() if name not in ANGLES}
    return kept | {
        name: reasons.get(name) or before.get(name) or UNDECIDED for name in sorted(absent)
    }


def _body_of(seen: Seen, at_the_bar: BoolArray, style: Style, given: Given) -> _ShotBody:
    view = seen.view
    if view.yaw_deg is None or off_side_deg(view.yaw_deg) > MAX_OFF_SIDE_DEG:
        return _ShotBody({}, {})
    # Cleaning takes out single landmarks; a frame without any is one without a lifter.
    found = np.asarray(np.isfinite(seen.landmarks).any(axis=(1, 2)))
    if (at_the_bar & found).sum() < LEAST_FRAMES or seen.scale.body.value is None:
        return _refused(seen, NO_DEADLIFT, everything=True)
    evidence = gather(seen.of(at_the_bar), at_rest(seen)[at_the_bar], given.height_m)
    fits = fit_body(evidence, _stances(given.style or style))
    best = fits[0]
    yaw_deg = float(np.degrees(best.shot[InShot.YAW]))
    if off_side_deg(yaw_deg) > MOST_OFF_SIDE_DEG:
        return _refused(seen, TOO_OBLIQUE)
    reason = why_not(best)
    if reason is not None:
        return _refused(seen, reason, everything=reason == SCATTERED)
    no_leg = why_no_leg(best)
    columns, reasons = _told(fits, no_leg)
    columns = {
        name: Column(
            *(spread(at_the_bar, np.where(found[at_the_bar], part, np.nan)) for part in column)
        )
        for name, column in columns.items()
    }
    if not at_the_bar.all():
        reasons = dict.fromkeys(columns, NOT_AT_THE_BAR) | reasons
    if no_leg is not None:
        # A fit that has the leg wrong drags hip and yaw along.
        return _ShotBody(columns, reasons)
    joints = spread(at_the_bar, _landmarks_of(best, seen.size))
    joints[~found] = np.nan
    yaw_error = float(np.degrees(np.sqrt(best.covariance.shot[InShot.YAW, InShot.YAW])))
    return _ShotBody(columns, reasons, joints, yaw_deg, yaw_error)


def _told(fits: Sequence[BodyFit], no_leg: str | None) -> tuple[dict[str, Column], dict[str, str]]:
    """Give the angles with errors that are true, NaN where they are too unsure, and the reasons.

    Without a leg the trunk is left to the landmarks.
    """
    columns: dict[str, Column] = {}
    reasons: dict[str, str] = {}
    evidence = fits[0].evidence
    condition = condition_of(evidence)
    angles = read_angles(fits)
    straight = angles[f"knee_flexion_{evidence.view.near_side}"].values < STRAIGHT_DEG
    straight &= condition == "plates"
    lost = ~trunk_is_seen(fits[0])
    for name, (values, errors) in angles.items():
        if is_far_side(name, evidence.view):
            reasons[name] = SIDE_HIDDEN
        elif no_leg is None:
            errors = errors * error_factor(name, condition)
            if name.startswith(OF_LEGS):
                errors = np.where(straight, np.hypot(errors, HALF_A_LOCKOUT_DEG), errors)
            unsure = errors > MOST_ERROR_DEG
            if lost.any():
                reasons[name] = LOST
            if unsure.any():
                reasons[name] = UNDECIDED
            unsure |= lost
            if name.startswith("knee_flexion") and straight.any():
                unsure |= straight
                reasons[name] = STRAIGHT
            columns[name] = Column(*(np.where(unsure, np.nan, part) for part in (values, errors)))
        elif name.startswith(OF_LEGS):
            reasons[name] = no_leg
            columns[name] = Column(*(np.full(len(values), np.nan),) * 2)
    return columns, reasons


def _refused(seen: Seen, reason: str, *, everything: bool = False) -> _ShotBody:
    """Take back the angles of a leg that a plate hides, or every angle.

    What is not taken back stays as the landmarks have it.
    """
    if seen.by.rim is None and not everything:
        return _ShotBody({}, {}, refused=reason)
    nothing = np.full(len(seen.times), np.nan)
    names = [name for name in ANGLES if everything or name.startswith(OF_LEGS)]
    why = reason if everything else f"{BEHIND_PLATES}, and {reason}"
    return _ShotBody(
        dict.fromkeys(names, Column(nothing, nothing)),
        dict.fromkeys(names, why),
        refused=reason,
    )


def _stances(style: Style) -> tuple[Stance, ...]:
    if style == "sumo":
        return (SUMO,)
    return (CONVENTIONAL, SUMO) if style == "unknown" else (CONVENTIONAL,)


def _landmarks_of(fit: BodyFit, size: tuple[int, int]) -> FloatArray:
    """Give the fitted joints (T, 33, 2) px in the places of their landmarks; NaN elsewhere."""
    shot = fit.figure_unknowns
    places = seen_at(figure(fit.frames, shot).joints, shot) * np.exp(shot[InShot.LOG_SCALE])
    return as_landmarks(places * np.array([1.0, -1.0]) + 0.5 * np.array(size), POINTS)

"""Pelvis, lumbar spine and hips of every shot, where its back can be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.motion.angles import sagittal_angles, sagittal_plane
from liftvision.motion.back import Back
from liftvision.motion.columns import is_far_side
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, Side
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import off_side_deg
from liftvision.spine.back_angles import BackAngles
from liftvision.spine.by_outline import angles_by_outline
from liftvision.spine.by_points import angles_by_points, standing_spine
from liftvision.spine.credible import TOO_OBLIQUE, UNSEEN
from liftvision.spine.keypoints import SpinePoints
from liftvision.spine.own_back import OwnBack
from liftvision.spine.rows import ShotBack, rows_of, upright
from liftvision.spine.shot_back import MOST_OFF_SIDE_DEG, shot_back

COLUMNS = ("hip_flexion_l", "hip_flexion_r", "pelvis_tilt", "lumbar_flexion")

THIGH_DEG, GUESSED_THIGH_DEG = 4.0, 6.0
"""Standard errors of the lean of a thigh: of a fitted body (`docs/body.md`), and where its angles
are not told: 4 degrees in 20 rendered clips with plates, 7 and more in lockouts with soft knees."""

HIDDEN_THEN = "the outline of the back is not seen at that moment"


@dataclass(frozen=True, eq=False)
class _Told:
    """What one shot gives: columns (T,) with errors, and what was seen of the back."""

    back: Back
    values: dict[str, FloatArray] = field(default_factory=dict)
    errors: dict[str, FloatArray] = field(default_factory=dict)


def measure_backs(
    motion: Motion,
    pose: PoseTrack,
    bar: BarTrack,
    at_the_bar: Sequence[BoolArray],
    own: OwnBack | None = None,
) -> Motion:
    """Measure pelvis tilt, lumbar flexion and hip flexion in every shot filmed from the side.

    Parameters
    ----------
    motion
        Of the clip, with the fitted body.
    pose, bar
        Steadied, as they were for the motion.
    at_the_bar
        For each shot (T,) in which frames the lifter stands at the bar.
    own
        What else is known of the lifter's back.
    """
    columns = {name: values.copy() for name, values in motion.columns.items()}
    errors = {name: values.copy() for name, values in motion.errors.items()}
    backs = []
    for number, shot in enumerate(motion.shots):
        seen = shot_back(motion, pose, bar, number)
        told = _told(motion, seen, at_the_bar[number], number, own or OwnBack())
        backs.append(told.back)
        for name, values in told.values.items():
            columns[name][shot.frames] = values
            errors[name][shot.frames] = told.errors[name]
    reasons = [back.reason for back in backs if back.reason]
    absent = {name for name in COLUMNS if not np.isfinite(columns[name]).any()}
    kept = {name: why for name, why in motion.not_measured.items() if name not in COLUMNS}
    return replace(
        motion,
        columns=columns,
        errors=errors,
        not_measured=kept | {name: _why_absent(name, kept, reasons) for name in sorted(absent)},
        partly={**motion.partly, **dict.fromkeys(sorted(set(COLUMNS) - absent), HIDDEN_THEN)},
        backs=tuple(backs),
    )


def _why_absent(name: str, others: Mapping[str, str], reasons: Sequence[str]) -> str:
    """Give why a column is NaN throughout: no back was read, or the thigh is not seen."""
    if reasons:
        return reasons[0]
    thigh = name.replace("hip_flexion", "trunk_thigh_flexion")
    return others.get(thigh, HIDDEN_THEN)


def _told(
    motion: Motion, seen: ShotBack | None, at_the_bar: BoolArray, number: int, own: OwnBack
) -> _Told:
    frames = motion.shots[number].frames
    if seen is None or off_side_deg(seen.yaw_deg) > MOST_OFF_SIDE_DEG:
        return _Told(Back.not_measured(TOO_OBLIQUE))
    at_the_bar = at_the_bar & np.isfinite(motion.columns["trunk_lean"][frames])
    if not at_the_bar.any():
        return _Told(Back.not_measured(motion.not_measured.get("trunk_lean", UNSEEN)))
    times = motion.times[frames]
    if own.points is None:
        angles = angles_by_outline(times, seen, at_the_bar, own)
    else:
        angles = _by_points(times, seen, at_the_bar, _of_frames(own.points, frames), own)
    return (
        _Told(Back.not_measured(angles))
        if isinstance(angles, str)
        else _with_hips(motion, number, angles)
    )


def _by_points(
    times: FloatArray,
    seen: ShotBack,
    at_the_bar: BoolArray,
    points: SpinePoints,
    own: OwnBack,
) -> BackAngles | str:
    """Give the angles by the points of another program, against the shot's upright frames."""
    standing = standing_spine(points, times, seen.turn, upright(rows_of(seen)))
    found = angles_by_points(points, times, seen.turn, standing)
    if found.reason is not None:
        return found.reason

    def then(values: FloatArray) -> FloatArray:
        return np.asarray(np.where(at_the_bar, values, np.nan))

    return BackAngles(
        pelvis_tilt=then(found.pelvis_tilt),
        lumbar_flexion=then(found.lumbar_flexion),
        pelvis_tilt_error=found.pelvis_tilt_error,
        lumbar_flexion_error=found.lumbar_flexion_error,
        hip_error=np.hypot(found.pelvis_tilt_error, THIGH_DEG),
        back=Back(
            "keypoints", None, None, "upright frames", found.change_error_deg, own.most_flexion
        ),
    )


def _of_frames(points: SpinePoints, frames: slice) -> SpinePoints:
    return replace(points, xy=points.xy[frames], confidence=points.confidence[frames])


def _with_hips(motion: Motion, number: int, angles: BackAngles) -> _Told:
    """Give the columns: those of the back, and hip flexion, the pelvis against the thigh."""
    values = {"pelvis_tilt": angles.pelvis_tilt, "lumbar_flexion": angles.lumbar_flexion}
    errors = {
        "pelvis_tilt": angles.pelvis_tilt_error,
        "lumbar_flexion": angles.lumbar_flexion_error,
    }
    for side, (thigh, is_guessed) in _thighs(motion, number).items():
        name = f"hip_flexion_{side}"
        values[name] = angles.pelvis_tilt - thigh
        guessed = np.hypot(angles.hip_error, GUESSED_THIGH_DEG)
        errors[name] = np.where(is_guessed, guessed, angles.hip_error)
    errors = {name: np.where(np.isfinite(values[name]), errors[name], np.nan) for name in values}
    return _Told(angles.back, values, errors)


def _thighs(motion: Motion, number: int) -> dict[Side, tuple[FloatArray, BoolArray]]:
    """Give the lean of the thigh (T,) of the sides that are seen, and where it is but a guess.

    Behind a plate the angles of a leg that is nearly straight are not told; the fitted body's
    thigh still says where about it is, which is enough for how far the hip came.
    """
    view, frames = motion.views[number], motion.shots[number].frames
    trunk = motion.columns["trunk_lean"][frames]
    guessed: dict[str, FloatArray] = {}
    if motion.joints is not None and view.yaw_deg is not None and view.near_side is not None:
        plane = sagittal_plane(motion.joints[frames], view.yaw_deg)
        guessed = sagittal_angles(plane, view.near_side)
    thighs: dict[Side, tuple[FloatArray, BoolArray]] = {}
    for side in SIDES:
        name = f"trunk_thigh_flexion_{side}"
        if is_far_side(name, view):
            continue
        told = trunk - motion.columns[name][frames]
        unknown = ~np.isfinite(told)
        if guessed:
            told = np.where(unknown, guessed["trunk_lean"] - guessed[name], told)
        thighs[side] = told, unknown
    return thighs

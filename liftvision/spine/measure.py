"""Pelvis, lumbar spine and hips of every shot, from the outline of the back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.motion.back import Back, BackZero, Clothes
from liftvision.motion.cleaning import clean
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View, off_side_deg
from liftvision.spine.calibration import CHANGE, LOOSE_FROM, back_error
from liftvision.spine.credible import (
    TOO_OBLIQUE,
    UNSEEN,
    believable_standing,
    is_like_learned,
    why_not,
)
from liftvision.spine.network import OUTPUTS, Network, back_network
from liftvision.spine.own_back import OwnBack
from liftvision.spine.rows import LEAN, ShotBack, features, mean_row, rows_of, upright
from liftvision.spine.visible import beside_plate

COLUMNS = ("hip_flexion_l", "hip_flexion_r", "pelvis_tilt", "lumbar_flexion")

MOST_OFF_SIDE_DEG = 20.0
"""Further off the outline is no longer that of the middle of the back."""

CUTOFF_HZ = 4.0
"""Of the filter over time: a spine unfolds slowly."""

FITTED_TRUNK_PERCENTILE, TRUNK_PERCENTILE = 95.0, 90.0
"""Of the distances hip to shoulder, which foreshortening and mistakes change: the trunk's length,
where a body was fitted, and where the landmarks have to do."""

HIDDEN_THEN = "the outline of the back is not seen at that moment"


@dataclass(frozen=True, eq=False)
class _Told:
    """What one shot gives: columns (T,) with errors, and what was seen of the back."""

    values: dict[str, FloatArray]
    errors: dict[str, FloatArray]
    back: Back


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
        What other clips show of the lifter's back.
    """
    columns = {name: values.copy() for name, values in motion.columns.items()}
    errors = {name: values.copy() for name, values in motion.errors.items()}
    backs = []
    for number, shot in enumerate(motion.shots):
        told = _told(motion, shot_back(motion, pose, bar, number), at_the_bar[number], number, own)
        backs.append(told.back)
        for name, values in told.values.items():
            columns[name][shot.frames] = values
            errors[name][shot.frames] = told.errors[name]
    reasons = [back.reason for back in backs if back.reason]
    reason = reasons[0] if reasons else HIDDEN_THEN
    absent = {name for name in COLUMNS if not np.isfinite(columns[name]).any()}
    kept = {name: why for name, why in motion.not_measured.items() if name not in COLUMNS}
    return replace(
        motion,
        columns=columns,
        errors=errors,
        not_measured=kept | dict.fromkeys(sorted(absent), reason),
        partly={**motion.partly, **{name: HIDDEN_THEN for name in COLUMNS if name not in absent}},
        backs=tuple(backs),
    )


def _told(
    motion: Motion,
    back: ShotBack | None,
    at_the_bar: BoolArray,
    number: int,
    own: OwnBack | None,
) -> _Told:
    view, frames = motion.views[number], motion.shots[number].frames
    if back is None or off_side_deg(back.yaw_deg) > MOST_OFF_SIDE_DEG:
        return _Told({}, {}, Back.not_measured(TOO_OBLIQUE))
    at_the_bar = at_the_bar & np.isfinite(motion.columns["trunk_lean"][frames])
    if not at_the_bar.any():
        return _Told({}, {}, Back.not_measured(motion.not_measured.get("trunk_lean", UNSEEN)))
    rows = rows_of(back)
    network = back_network()
    standing, zero = _standing(rows, own, network)
    told = dict(zip(OUTPUTS, network.tell(features(rows, standing, back.yaw_deg)).T, strict=True))
    seen = at_the_bar & is_like_learned(rows, network)
    reason = why_not(back, rows, at_the_bar, seen)
    if reason is not None:
        return _Told({}, {}, Back.not_measured(reason))
    clothes = _clothes(told["looseness"], rows[:, LEAN], seen)
    values = _cleaned(motion.times[frames], told, seen)
    values |= _hips(motion, frames, values["pelvis_tilt"], view)
    lean = rows[:, LEAN]
    errors = {
        name: np.where(
            np.isfinite(values[name]), back_error(_without_side(name), lean, clothes, zero), np.nan
        )
        for name in values
    }
    most = None if own is None else own.most_flexion
    seen_back = Back("outline", None, clothes, zero, CHANGE[clothes], most)
    return _Told(values, errors, seen_back)


def shot_back(motion: Motion, pose: PoseTrack, bar: BarTrack, number: int) -> ShotBack | None:
    """Collect what is seen of the back in one shot: joints of the fitted body where there is one.

    None where the view is not known.

    Parameters
    ----------
    motion
        Of the clip.
    pose, bar
        Steadied.
    number
        Of the shot.
    """
    frames = motion.shots[number].frames
    yaw = motion.views[number].yaw_deg
    if yaw is None:
        return None
    landmarks = motion.landmarks[frames]
    fitted = np.full_like(landmarks, np.nan) if motion.joints is None else motion.joints[frames]
    hip, shoulder, knee = (
        np.where(np.isfinite(middle(fitted, name)), middle(fitted, name), middle(landmarks, name))
        for name in ("hip", "shoulder", "knee")
    )
    length = np.linalg.norm(shoulder - hip, axis=1)
    is_fitted = np.isfinite(fitted[:, of_side("hip", "l"), 0])
    if is_fitted.sum() > 5:
        trunk_px = float(np.nanpercentile(length[is_fitted], FITTED_TRUNK_PERCENTILE))
    else:
        seen = length[np.isfinite(length)]
        trunk_px = float(np.percentile(seen, TRUNK_PERCENTILE)) if len(seen) else np.nan
    outline = pose.outline[frames]
    return ShotBack(
        outline=outline,
        visible=_visible(outline, bar, number, frames, trunk_px),
        hip=hip,
        shoulder=shoulder,
        knee=knee,
        trunk_px=trunk_px,
        turn=1 if np.sin(np.radians(yaw)) > 0.0 else -1,
        yaw_deg=yaw,
    )


def middle(joints: FloatArray, name: str) -> FloatArray:
    """Give the middle (T, 2) between both sides of a joint of (T, 33, 2)."""
    left, right = (joints[:, of_side(name, side)] for side in SIDES)
    return np.asarray(0.5 * (left + right))


def _visible(
    outline: FloatArray, bar: BarTrack, number: int, frames: slice, trunk_px: float
) -> BoolArray:
    rim = bar.shots[number].rim
    if rim is None:
        return np.ones(outline.shape[:2], dtype=np.bool_)
    half_axes = np.array([rim.half_width, rim.half_height])
    return beside_plate(outline, bar.centre[frames], half_axes, rim.tilt_deg, trunk_px)


def _standing(
    rows: FloatArray, own: OwnBack | None, network: Network
) -> tuple[FloatArray, BackZero]:
    """Give the row of the lifter upright that is known best, NaN where there is none."""
    if own is not None and np.isfinite(own.standing[LEAN]):
        return own.standing, "standing clip"
    standing = believable_standing(mean_row(rows[upright(rows)]), network)
    return standing, "upright frames" if np.isfinite(standing[LEAN]) else "usual back"


def _clothes(looseness: FloatArray, lean: FloatArray, seen: BoolArray) -> Clothes:
    return "loose" if float(np.median(looseness[seen])) >= LOOSE_FROM else "tight"


def _cleaned(
    times: FloatArray, told: dict[str, FloatArray], seen: BoolArray
) -> dict[str, FloatArray]:
    names = ("pelvis_tilt", "lumbar_flexion")
    raw = np.stack([np.where(seen, told[name], np.nan) for name in names], axis=1)
    return dict(zip(names, clean(times, raw, CUTOFF_HZ).T, strict=True))


def _hips(
    motion: Motion, frames: slice, pelvis_tilt: FloatArray, view: View
) -> dict[str, FloatArray]:
    """Give hip flexion: the pelvis against the thigh, whose lean the fitted body tells."""
    trunk = motion.columns["trunk_lean"][frames]
    return {
        f"hip_flexion_{side}": pelvis_tilt
        - (trunk - motion.columns[f"trunk_thigh_flexion_{side}"][frames])
        for side in SIDES
        if side == view.near_side or view.name != "side"
    }


def _without_side(column: str) -> str:
    return column.removesuffix("_l").removesuffix("_r")

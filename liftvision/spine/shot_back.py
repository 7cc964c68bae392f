"""What is seen of the back in one shot, collected from pose, fitted body and bar."""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.outline import turn_of
from liftvision.pose.track import PoseTrack
from liftvision.spine.rows import ShotBack
from liftvision.spine.visible import beside_plate

MOST_OFF_SIDE_DEG = 20.0
"""Further off the side the outline is no longer that of the middle of the back."""

FITTED_TRUNK_PERCENTILE, TRUNK_PERCENTILE = 95.0, 90.0
"""Of the distances hip to shoulder, which foreshortening and mistakes change: the trunk's length,
where a body was fitted, and where the landmarks have to do."""

LEAST_FITTED_FRAMES = 5


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
    if is_fitted.sum() > LEAST_FITTED_FRAMES:
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
        turn=turn_of(yaw),
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

"""When the bar passes the knees: both heights above the floor, each in its own plane.

In side views the near plate hides the knees just when the bar passes them, and the pose model then
invents them. But from standing to the set-up and back a knee's height changes by a centimetre at
most: it is taken from the frames of the shot in which the knees are seen, from the shank of the
fitted body, and from the stature.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.motion.estimates import Estimate, combined
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, Landmark, of_side

RIM_MARGIN = 1.15
"""Up to this many radii from the middle of the plate a knee is hidden: of a joint whose rim is
covered, the place is guessed."""

STANDING_M = 0.06
"""With the hips this near to their highest the lifter stands."""

LEAST_FRAMES = 3

BENT_DEG = 30.0
"""The bar passes the knees of a lifter who leans further than this."""

JOINT_ABOVE_LANDMARK_M = 0.015
SEEN_ERROR_M = 0.05
"""By how much the joint is above its landmark, and the standard error of its height in m: that
of the hip's height above the floor included, which is the larger part. Measured on rendered clips
of split ``train``."""

ANKLE_M, FITTED_ERROR_M = 0.113, 0.034
"""Height of the fitted body's ankle mark above the floor, less what its scale leaves out, and the
standard error of the knee's height by it: mean and scatter of 35 rendered side clips of split
``train``."""

OF_STATURE, OF_STATURE_ERROR_M = 0.286, 0.05
"""Height of the knees over the stature, and the standard error in m with a measured stature: median
and scatter on 20 rendered clips, that of the stature included. Tables of the field have 0.285
(Drillis and Contini 1966)."""


class KneePass(NamedTuple):
    """When the bar is as high as the knees, and the standard error of that; s."""

    time_s: float
    error_s: float


def knee_height(motion: Motion, bar: BarTrack, number: int) -> Estimate | None:
    """Give the height of the knees above the floor in one shot, m; None where nothing tells it.

    In a side view it is the near knee's, else the mean of both.

    Parameters
    ----------
    motion, bar
        Of the clip.
    number
        Of the shot.
    """
    estimates = []
    seen = _seen_heights(motion, bar, number)
    if len(seen) >= LEAST_FRAMES:
        above = float(np.median(seen)) + JOINT_ABOVE_LANDMARK_M
        estimates.append(Estimate(above, SEEN_ERROR_M))
    shank = _fitted_shank(motion, number)
    if shank is not None:
        estimates.append(Estimate(ANKLE_M + shank, FITTED_ERROR_M))
    stature = motion.scales[number].stature.value
    if stature is not None:
        estimates.append(Estimate(OF_STATURE * stature, OF_STATURE_ERROR_M))
    return combined(estimates) if estimates else None


def knee_pass(
    times: FloatArray, bar_height: FloatArray, knee: Estimate, lift_off_s: float, lockout_s: float
) -> KneePass | None:
    """Give when the bar comes to the height of the knees; None where it never was below.

    Parameters
    ----------
    times
        (T,) seconds.
    bar_height
        (T,) m above the floor; NaN where not seen.
    knee
        Their height, m.
    lift_off_s, lockout_s
        Of the pull.
    """
    above = bar_height - knee.value
    inside = np.flatnonzero(np.isfinite(above) & (times >= lift_off_s) & (times <= lockout_s))
    below = np.flatnonzero(above[inside] < 0.0)
    if len(below) == 0 or below[-1] + 1 >= len(inside):
        return None
    last, following = inside[below[-1]], inside[below[-1] + 1]
    step_s = times[following] - times[last]
    time_s = times[last] - above[last] * step_s / (above[following] - above[last])
    # How long the bar takes through the heights at which the knees may be.
    near = np.abs(above[inside]) <= max(knee.error, float(above[following] - above[last]))
    return KneePass(float(time_s), 0.5 * float(np.ptp(times[inside][near])))


def _seen_heights(motion: Motion, bar: BarTrack, number: int) -> FloatArray:
    """Give the heights (N,) m of the knees' landmarks in the frames that show them best."""
    frames, view = motion.shots[number].frames, motion.views[number]
    landmarks, scale = motion.landmarks[frames], motion.scales[number].body.value
    if scale is None:
        return np.empty(0)
    hips = landmarks[:, [Landmark.HIP_L, Landmark.HIP_R], 1].mean(axis=1)
    near = view.near_side if view.name == "side" else None
    sides = SIDES if near is None else (near,)
    knees = landmarks[:, [of_side("knee", side) for side in sides]]
    above = motion.columns["hip_height"][frames] - (knees[..., 1].mean(axis=1) - hips) * scale
    seen = np.isfinite(above) & ~_hidden(knees, bar, number, frames).any(axis=1)
    if not seen.any():
        return np.empty(0)
    with np.errstate(invalid="ignore"):
        standing = seen & (hips < np.nanpercentile(hips, 3.0) + STANDING_M / scale)
    return np.asarray(above[standing if standing.sum() >= LEAST_FRAMES else seen])


def _fitted_shank(motion: Motion, number: int) -> float | None:
    """Give how far the fitted body's knee is above its ankle in the pull, m; None without one.

    A shank that leans is lower: it is the median over the frames in which the lifter is bent over.
    """
    frames, side = motion.shots[number].frames, motion.views[number].near_side
    scale, joints = motion.scales[number].body.value, motion.joints
    if joints is None or side is None or scale is None:
        return None
    with np.errstate(invalid="ignore"):
        bent = motion.columns["trunk_lean"][frames] > BENT_DEG
    up = joints[frames, of_side("ankle", side), 1] - joints[frames, of_side("knee", side), 1]
    told = up[bent & np.isfinite(up)]
    return float(np.median(told)) * scale if len(told) >= LEAST_FRAMES else None


def _hidden(knees: FloatArray, bar: BarTrack, number: int, frames: slice) -> BoolArray:
    """Tell which knees (T, K) lie behind the near plate."""
    rim = bar.shots[number].rim
    if rim is None:
        return np.zeros(knees.shape[:2], dtype=bool)
    tilt = np.radians(rim.tilt_deg)
    turn = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
    away = (knees - bar.centre[frames, None]) @ turn.T
    with np.errstate(invalid="ignore"):
        far = np.hypot(away[..., 0] / rim.half_width, away[..., 1] / rim.half_height)
        return np.asarray(far < RIM_MARGIN)

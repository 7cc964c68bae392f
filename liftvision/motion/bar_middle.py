"""From what is followed of the bar, a plate beside the lifter, to the bar's middle in his plane.

In a side view the plate hides where it stands against the feet: a yaw that is wrong by 6 degrees
moves a plate 0.75 m beside the lifter by 8 cm against him, and a camera that looks up or down by
3 degrees by 4 cm. The hands hold the middle of the bar, and tell it better.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.estimates import Estimate, combined
from liftvision.motion.scale import beside_the_middle
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import Landmark

KNUCKLES = [Landmark.PINKY_L, Landmark.PINKY_R, Landmark.INDEX_L, Landmark.INDEX_R]
KNUCKLES_ABOVE_BAR_M = 0.047
WRISTS_ABOVE_BAR_M = 0.11
"""Where the landmarks of hands that hold a bar lie above its axis, in m."""

HANDS_ERROR_M = 0.025
"""Their standard error, a clip's median, forward or up. Measured on 20 rendered clips: 0.022
forward and 0.018 up for the knuckles, 0.015 up for the wrists."""

TILT_ERROR_DEG = 3.0
"""By how much the camera may look up or down."""

HELD_ABOVE_REST_M = 0.05
"""A bar so much above its lowest place is held."""

MIN_HELD_FRAMES = 5


class Shift(NamedTuple):
    """What is added to the followed point (`Seen.bar_m`) to have the bar's middle; m."""

    right: Estimate
    up: Estimate


def to_the_middle(seen: Seen) -> Shift:
    """Tell where the bar's middle is against the followed point, in the plane of the body."""
    right, up = _from_the_view(seen)
    held = _held(seen)
    if seen.by.source in ("plate", "point") and held.sum() >= MIN_HELD_FRAMES:
        knuckles = seen.body_m[:, KNUCKLES].mean(axis=1) - (0.0, KNUCKLES_ABOVE_BAR_M)
        apart = np.median((knuckles - seen.bar_m)[held], axis=0)
        right = combined([right, Estimate(float(apart[0]), HANDS_ERROR_M)])
        up = combined([up, Estimate(float(apart[1]), HANDS_ERROR_M)])
    return Shift(right, up)


def _held(seen: Seen) -> BoolArray:
    """Tell in which frames (T,) the bar is off its lowest place and the hands are seen."""
    above = seen.bar_m[:, 1]
    known = np.isfinite(above) & np.isfinite(seen.body_m[:, KNUCKLES]).all(axis=(1, 2))
    if not known.any():
        return known
    return np.asarray(known & (above > np.percentile(above[known], 2.0) + HELD_ABOVE_REST_M))


def _from_the_view(seen: Seen) -> Shift:
    """Tell the shift from how the lifter is turned, for a camera that is held level."""
    view = seen.view
    if seen.by.source == "wrists":
        return Shift(Estimate(0.0, HANDS_ERROR_M), Estimate(-WRISTS_ABOVE_BAR_M, HANDS_ERROR_M))
    if seen.by.source not in ("plate", "point"):
        return Shift(Estimate(0.0, HANDS_ERROR_M), Estimate(0.0, HANDS_ERROR_M))
    beside, beside_error = beside_the_middle(seen.by)
    # Half a turn is all that is possible where the view is unknown.
    yaw = np.radians(90.0 if view.yaw_deg is None else view.yaw_deg)
    yaw_error = np.radians(90.0 if view.error_deg is None else view.error_deg)
    right = np.sign(yaw) * beside * np.cos(yaw)
    from_yaw = beside * np.sin(yaw) * yaw_error
    right_error = np.linalg.norm([beside_error * np.cos(yaw), from_yaw, *_from_scale(seen, 0)])
    tilted = beside * np.sin(yaw) * np.sin(np.radians(TILT_ERROR_DEG))
    up_error = np.linalg.norm([tilted, *_from_scale(seen, 1)])
    return Shift(Estimate(float(right), float(right_error)), Estimate(0.0, float(up_error)))


def _from_scale(seen: Seen, axis: int) -> list[float]:
    """Give the error that a wrong parallax makes, far from the middle of the picture."""
    parallax = seen.scale.parallax
    if parallax.error is None or parallax.value is None:
        return []
    away = float(np.nanmedian(np.abs(seen.bar_m[:, axis])))
    return [away * parallax.error / parallax.value]


def middle_of(seen: Seen, shift: Shift) -> FloatArray:
    """Give the bar's middle (T, 2) in m, right and up, in the plane of the body."""
    return np.asarray(seen.bar_m + np.array([shift.right.value, shift.up.value]))

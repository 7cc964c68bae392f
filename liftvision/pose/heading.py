"""Where the lifter faces, from the model's own guess at the 3D pose.

Headings are seen from above: 0 to the camera, +90 to the picture's right, -90 to its left, 180
away from the camera.
"""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarks import Landmark

MAX_TURN_DEG = 60.0
"""A lifter does not turn while lifting. When the head or the legs are hidden the model falls
for a body that faces elsewhere, mostly the other way; such a pose is wrong altogether."""

MIN_SIDE_DEG = 22.5
"""Nearer than this to the front or the rear no side of the body is seen edge-on."""


def wrapped(degrees: FloatArray) -> FloatArray:
    """Bring angles into -180 to 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def heading(world: FloatArray, left: Landmark, right: Landmark) -> FloatArray:
    """Give the heading (...) in degrees of a body whose left and right are these landmarks.

    Parameters
    ----------
    world
        (..., 33, 3) m, x right, y down, z away from the camera.
    left, right
        The shoulders or the hips.
    """
    across = world[..., left, :] - world[..., right, :]
    return np.asarray(np.degrees(np.arctan2(across[..., 2], across[..., 0])), dtype=np.float64)


def median_heading(world: FloatArray, left: Landmark, right: Landmark) -> float:
    """Give the heading of the median line between two landmarks over (T, 33, 3) world."""
    across = np.nanmedian(world[:, left] - world[:, right], axis=0)
    return float(np.degrees(np.arctan2(across[2], across[0])))


def turned_away(world: FloatArray) -> BoolArray:
    """Tell in which frames of a shot (T, 33, 3) the body faces elsewhere than it mostly does."""
    if not np.isfinite(world[:, 0, 0]).any():
        return np.zeros(len(world), dtype=bool)
    usual = median_heading(world, Landmark.SHOULDER_L, Landmark.SHOULDER_R)
    off = heading(world, Landmark.SHOULDER_L, Landmark.SHOULDER_R) - usual
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(wrapped(off)) > MAX_TURN_DEG)


def shows_a_side(world: FloatArray) -> bool:
    """Tell whether a shot (T, 33, 3) shows the body's side, and with it the back's outline."""
    if not np.isfinite(world[:, 0, 0]).any():
        return False
    usual = np.radians(median_heading(world, Landmark.SHOULDER_L, Landmark.SHOULDER_R))
    return bool(abs(np.sin(usual)) > np.sin(np.radians(MIN_SIDE_DEG)))

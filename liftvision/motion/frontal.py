"""The knees seen from the front or the rear: frontal-plane projection angle and separation."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import SIDES, Side, of_side

MAX_OFF_FRONT_DEG = 15.0
"""A yaw of 15 degrees alone turns a knee that falls out into one that falls in (PMC6350144)."""


def frontal_plane_projection_angle(xy: FloatArray, side: Side) -> FloatArray:
    """Give the angle (..., T) in degrees between thigh and shank in the frontal plane.

    Positive means the knee lies inside the line from hip to ankle, towards the other leg.

    Parameters
    ----------
    xy
        (..., T, 33, 2) in any unit, y down: px of a front or rear view, or m in the lifter's
        frontal plane.
    side
        Whose leg.
    """
    hip, knee, ankle = (xy[..., of_side(joint, side), :] for joint in ("hip", "knee", "ankle"))
    other = xy[..., of_side("ankle", "r" if side == "l" else "l"), :]
    medial = np.sign(other[..., 0] - ankle[..., 0])
    thigh = np.arctan2(knee[..., 0] - hip[..., 0], knee[..., 1] - hip[..., 1])
    shank = np.arctan2(ankle[..., 0] - knee[..., 0], ankle[..., 1] - knee[..., 1])
    return np.asarray(medial * np.degrees(thigh - shank), dtype=np.float64)


def turned(world: FloatArray, degrees: float) -> FloatArray:
    """Turn landmarks (T, 33, 3) about the vertical and give what the camera sees, (T, 33, 2)."""
    turn = np.radians(degrees)
    across = world[..., 0] * np.cos(turn) + world[..., 2] * np.sin(turn)
    return np.stack([across, world[..., 1]], axis=-1)


def projection_error(world: FloatArray, side: Side, off_front_deg: float) -> FloatArray:
    """Give how far the projection angle (T,) in degrees may be off for being seen obliquely.

    A bent knee lies in front of hip and ankle; seen from beside the front it looks moved inward
    or outward. How far in front it lies is the model's guess.

    Parameters
    ----------
    world
        (T, 33, 3) m, x right, y down, z away from the camera.
    side
        Whose leg.
    off_front_deg
        How far the camera may stand off the front or the rear.
    """
    seen = [
        frontal_plane_projection_angle(turned(world, turn), side)
        for turn in (-off_front_deg, off_front_deg)
    ]
    return 0.5 * np.abs(seen[1] - seen[0])


def knee_ankle_separation(xy: FloatArray) -> FloatArray:
    """Give the distance of the knees over that of the ankles, across the picture, (..., T)."""
    apart = {
        joint: np.abs(np.subtract(*(xy[..., of_side(joint, side), 0] for side in SIDES)))
        for joint in ("knee", "ankle")
    }
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = apart["knee"] / apart["ankle"]
    return np.where(np.isfinite(ratio), ratio, np.nan)


def knee_shift(xy: FloatArray, side: Side) -> FloatArray:
    """Give how far the knee lies inside the line from hip to ankle, (..., T) % of the leg's length.

    The leg's length is that of thigh and shank where they are longest in the picture together.

    Parameters
    ----------
    xy
        (..., T, 33, 2) in any unit, in the frontal plane.
    side
        Whose leg.
    """
    hip, knee, ankle = (xy[..., of_side(joint, side), :] for joint in ("hip", "knee", "ankle"))
    other = xy[..., of_side("ankle", "r" if side == "l" else "l"), 0]
    medial = np.sign(other - ankle[..., 0])
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (knee[..., 1] - hip[..., 1]) / (ankle[..., 1] - hip[..., 1])
    line = hip[..., 0] + part * (ankle[..., 0] - hip[..., 0])
    length = np.linalg.norm(knee - hip, axis=-1) + np.linalg.norm(ankle - knee, axis=-1)
    # Single outliers are left out of what is longest.
    longest = np.nanquantile(length, 0.9, axis=-1, keepdims=True)
    return np.asarray(100.0 * medial * (knee[..., 0] - line) / longest)


def pelvis_shift(xy: FloatArray) -> FloatArray:
    """Give how far the hips' middle lies left of that of the ankles, (..., T) % of their distance.

    Parameters
    ----------
    xy
        (..., T, 33, 2) in any unit, in the frontal plane; the lifter's left is on the right.
    """
    hips, ankles = (
        [xy[..., of_side(joint, side), 0] for side in SIDES] for joint in ("hip", "ankle")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = (hips[0] + hips[1] - ankles[0] - ankles[1]) / np.abs(ankles[0] - ankles[1])
    return np.asarray(50.0 * np.where(np.isfinite(shift), shift, np.nan))


def hip_line_tilt(xy: FloatArray) -> FloatArray:
    """Give how much higher the left hip is than the right one, (..., T) degrees of their line.

    Parameters
    ----------
    xy
        (..., T, 33, 2) in any unit, y down, in the frontal plane.
    """
    left, right = (xy[..., of_side("hip", side), :] for side in SIDES)
    higher, across = right[..., 1] - left[..., 1], np.abs(left[..., 0] - right[..., 0])
    return np.asarray(np.degrees(np.arctan2(higher, across)))

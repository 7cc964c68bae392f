"""Angles of the body in its sagittal plane, from landmarks in the picture.

Segments are leaned: the angle of a segment against the vertical, zero upright, positive when its
upper end is in front of its lower end. A joint's flexion is the difference of two leans, so it is
signed and never jumps. In a view that is turned by some degrees from the side the forward
direction is foreshortened; `forward_scale` undoes it.
"""

import numpy as np
from scipy.ndimage import median_filter

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import SIDES, Landmark, Side, of_side

MAX_OFF_SIDE_DEG = 50.0
"""Beyond this yaw from the side view the forward direction is squeezed to below 0.64 of its
length and an error of the yaw of 10 degrees changes angles by as much."""


MAX_LEG_RATIO = 1.3
"""Shank and thigh are equally long within this factor: people differ by 4 % (standard deviation);
the model's landmarks of unhidden legs on real clips stay within 0.82 and 1.2."""

LEG_WINDOW = 7
"""Frames over which the verdict on a leg is steadied."""


def lean(lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Give the lean (T,) in degrees of segments between points (T, 2), forward and up."""
    along = upper - lower
    return np.asarray(np.degrees(np.arctan2(along[..., 0], along[..., 1])), dtype=np.float64)


def forward_scale(yaw_deg: float) -> float:
    """Px to the right for one px forward in the body: signed, zero when seen from the front."""
    return float(np.sin(np.radians(yaw_deg)))


def sagittal_plane(xy: FloatArray, yaw_deg: float) -> FloatArray:
    """Give landmarks (T, 33, 2) in the sagittal plane, forward and up, still in px.

    Parameters
    ----------
    xy
        (T, 33, 2) px in the upright image.
    yaw_deg
        Where the lifter faces: +90 to the picture's right, -90 to its left.
    """
    return np.stack([xy[..., 0] / forward_scale(yaw_deg), -xy[..., 1]], axis=-1)


def sagittal_angles(plane: FloatArray, near: Side) -> dict[str, FloatArray]:
    """Give every sagittal angle (T,) in degrees of landmarks in the sagittal plane.

    Parameters
    ----------
    plane
        (T, 33, 2) forward and up, any unit of length.
    near
        The side that is nearer to the camera; its shank gives `shank_lean`.
    """
    hips = plane[:, [Landmark.HIP_L, Landmark.HIP_R]].mean(axis=1)
    shoulders = plane[:, [Landmark.SHOULDER_L, Landmark.SHOULDER_R]].mean(axis=1)
    # The trunk is taken along its middle: a shoulder is wider than its hip, which in an oblique
    # view would look like a lean.
    trunk = lean(hips, shoulders)
    angles = {"trunk_lean": trunk}
    for side in SIDES:
        joint = {
            name: plane[:, of_side(name, side)]
            for name in ("hip", "knee", "ankle", "heel", "foot_index")
        }
        shank = lean(joint["ankle"], joint["knee"])
        thigh = lean(joint["knee"], joint["hip"])
        foot = joint["foot_index"] - joint["heel"]
        toes_up = np.degrees(np.arctan2(foot[:, 1], foot[:, 0]))
        angles[f"knee_flexion_{side}"] = wrapped(shank - thigh)
        angles[f"trunk_thigh_flexion_{side}"] = wrapped(trunk - thigh)
        angles[f"ankle_dorsiflexion_{side}"] = wrapped(shank + toes_up)
        if side == near:
            angles["shank_lean"] = shank
    return angles


def credible_leg(plane: FloatArray, side: Side) -> BoolArray:
    """Tell in which frames a leg can be a leg: its shank about as long as its thigh.

    The model invents a knee that a plate hides, mostly too near to the ankle or to the hip, and
    is as sure of it as of any other. The verdict of most frames within `LEG_WINDOW` counts.

    Parameters
    ----------
    plane
        (T, 33, 2) landmarks in the sagittal plane.
    side
        Whose leg.
    """
    hip, knee, ankle = (plane[:, of_side(joint, side)] for joint in ("hip", "knee", "ankle"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.linalg.norm(knee - ankle, axis=1) / np.linalg.norm(hip - knee, axis=1)
        credible = np.abs(np.log(ratio)) < np.log(MAX_LEG_RATIO)
    return np.asarray(median_filter(credible.astype(np.uint8), LEG_WINDOW) > 0, dtype=np.bool_)


def joints_of(column: str) -> tuple[str, ...]:
    """Name the joints that an angle is made of, so that it can be refused where one is unseen."""
    if column == "trunk_lean":
        return ("shoulder", "hip")
    if column == "shank_lean":
        return ("knee", "ankle")
    if column.startswith("knee_flexion"):
        return ("hip", "knee", "ankle")
    if column.startswith("trunk_thigh"):
        return ("shoulder", "hip", "knee")
    return ("knee", "ankle", "heel", "foot_index")

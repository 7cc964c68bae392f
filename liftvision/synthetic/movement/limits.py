"""How far joints go, and whether a pose keeps to that."""

from collections.abc import Mapping

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Pose, Skeleton
from liftvision.synthetic.movement.limbs import SIDES, flexion, limbs_of, toe_directions
from liftvision.synthetic.movement.turning import UP, turned, unit

LIMITS: Mapping[str, tuple[float, float]] = {
    "knee_flexion": (0.0, 150.0),
    "hip_flexion": (-30.0, 130.0),
    "ankle_dorsiflexion": (-45.0, 40.0),
    "elbow_flexion": (0.0, 150.0),
}
"""Degrees that joints of healthy adults reach, in round numbers; flexion positive, zero in
standing."""

LIMITS_AT_THE_BAR: Mapping[str, tuple[float, float]] = {**LIMITS, "elbow_flexion": (0.0, 20.0)}
"""While the arms hold the bar."""


def joint_angles(skeleton: Skeleton, pose: Pose) -> Mapping[str, FloatArray]:
    """Give the angles (2,) of the joints of `LIMITS` in a pose, degrees, left and right.

    Hip flexion is the pelvis against the thigh in the pelvis's own sagittal plane; ankle
    dorsiflexion the shank against the foot in the foot's own.
    """
    hips, knees, ankles, shoulders, elbows, wrists = (
        pose.heads[[skeleton.index(f"{bone}.{side}") for side in SIDES]]
        for bone in ("upperleg01", "lowerleg01", "foot", "upperarm01", "lowerarm01", "wrist")
    )
    pelvis = pose.rotations[skeleton.index(skeleton.names[0])]
    thighs = turned(pelvis.T, knees - hips)
    feet = pose.rotations[[skeleton.index(f"foot.{side}") for side in SIDES]]
    toes = turned(feet, toe_directions(limbs_of(skeleton).foot_yaw))
    shanks = unit(knees - ankles)
    forward = np.sum(shanks * toes, axis=-1)
    return {
        "knee_flexion": flexion(hips, knees, ankles),
        "hip_flexion": np.degrees(np.arctan2(thighs[:, 2], -thighs[:, 1])),
        "ankle_dorsiflexion": np.degrees(
            np.arctan2(forward, np.sum(shanks * turned(feet, UP), axis=-1))
        ),
        "elbow_flexion": flexion(shoulders, elbows, wrists),
    }


def beyond_limits(
    skeleton: Skeleton, pose: Pose, limits: Mapping[str, tuple[float, float]] = LIMITS
) -> Mapping[str, FloatArray]:
    """Give the angles (2,) of those joints that a pose takes further than they go."""
    return {
        joint: angles
        for joint, angles in joint_angles(skeleton, pose).items()
        if np.any(angles < limits[joint][0]) or np.any(angles > limits[joint][1])
    }


def within_limits(
    skeleton: Skeleton, pose: Pose, limits: Mapping[str, tuple[float, float]] = LIMITS
) -> bool:
    """Whether a pose takes no joint further than it goes."""
    return not beyond_limits(skeleton, pose, limits)

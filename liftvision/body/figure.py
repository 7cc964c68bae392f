"""The lifter as a figure of segments: where the pose model marks every joint for given unknowns.

Frame of reference: x forward, y up, z to the lifter's left, in m; the origin is on the floor,
midway between the ankles as they mostly stand. Both legs are alike; each bends in a plane that is
turned outward as the toes are, so that a wide stance shortens the legs seen from the side as it
does in truth.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.proportions import (
    ANKLE_HEIGHT_M,
    ANKLE_MARK_M,
    BALL_M,
    ELBOW_HALF_WIDTH_M,
    GRIP_HALF_WIDTH_M,
    HEEL_M,
    HIP_HALF_WIDTH,
    HIP_MARK_M,
    KNEE_MARK_M,
    PELVIS_SHARE,
    SHOULDER_HALF_WIDTH,
    TOE_M,
)
from liftvision.body.unknowns import InFrame, InShot

POINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
"""The joints of each side, named as the landmarks are."""

ELBOW_ALONG = 0.53
"""Of the way from shoulder to wrist."""


class Figure(NamedTuple):
    """Joints and bar, batched: (..., T, 8, 2, 3) m with sides left, right; (..., T, 3) m."""

    joints: FloatArray
    bar: FloatArray


def figure(frames: FloatArray, shot: FloatArray) -> Figure:
    """Give the figure.

    Parameters
    ----------
    frames
        (..., T, 7) unknowns of each frame, as `InFrame`.
    shot
        (..., 17) unknowns of the shot, as `InShot`.
    """

    def each(which: InFrame) -> FloatArray:
        return np.asarray(frames[..., which])

    def whole(which: InShot) -> FloatArray:
        return np.asarray(shot[..., which][..., None])

    stature = np.exp(whole(InShot.LOG_STATURE))
    shank, thigh = np.exp(whole(InShot.LOG_SHANK)), np.exp(whole(InShot.LOG_THIGH))
    stance, hip_half = whole(InShot.STANCE), HIP_HALF_WIDTH * stature
    knee, lean = each(InFrame.KNEE), each(InFrame.LEG_LEAN)
    leg = np.sqrt(shank**2 + thigh**2 + 2.0 * shank * thigh * np.cos(knee))
    splay = (stance - hip_half) / leg
    upright = np.sqrt(np.maximum(1.0 - splay**2, 0.05))

    lift = each(InFrame.HEEL_LIFT)
    tipped_up, tipped_forward = BALL_M * np.sin(lift), BALL_M * (1.0 - np.cos(lift))
    ankle = _point(each(InFrame.ANKLE_FORWARD) + tipped_forward, ANKLE_HEIGHT_M + tipped_up, stance)
    along = _point(upright * np.sin(lean), upright * np.cos(lean), -splay)
    out = whole(InShot.TOE_OUT)
    bend = _point(np.cos(out), np.zeros_like(knee), np.sin(out))
    bend = bend - (bend * along).sum(axis=-1, keepdims=True) * along
    bend = bend / np.linalg.norm(bend, axis=-1, keepdims=True)
    cosine = ((shank + thigh * np.cos(knee)) / leg)[..., None]
    sine = (thigh * np.sin(knee) / leg)[..., None]
    up_the_shank = cosine * along + sine * bend
    knee_joint = ankle + shank[..., None] * up_the_shank
    hip_joint = ankle + leg[..., None] * along
    up_the_thigh = (hip_joint - knee_joint) / thigh[..., None]

    trunk_lean = each(InFrame.TRUNK_LEAN)
    thigh_lean = np.arctan2(up_the_thigh[..., 0], up_the_thigh[..., 1])
    pelvis = thigh_lean + PELVIS_SHARE * (trunk_lean - thigh_lean)
    forward, up = HIP_MARK_M
    hip = hip_joint + _point(
        forward * np.cos(pelvis) + up * np.sin(pelvis),
        up * np.cos(pelvis) - forward * np.sin(pelvis),
        0.0,
    )
    trunk = np.exp(whole(InShot.LOG_TRUNK) + each(InFrame.TRUNK_STRETCH))
    shoulder = _point(
        hip[..., 0] + trunk * np.sin(trunk_lean),
        hip[..., 1] + trunk * np.cos(trunk_lean),
        SHOULDER_HALF_WIDTH * stature,
    )
    arm, swing = np.exp(whole(InShot.LOG_ARM)), each(InFrame.ARM_LEAN)

    def down_the_arm(length: FloatArray, beside: float) -> FloatArray:
        forward = shoulder[..., 0] + length * np.sin(swing)
        return _point(forward, shoulder[..., 1] - length * np.cos(swing), beside)

    def of_foot(forward: float, up: float) -> FloatArray:
        turned_forward = forward * np.cos(lift) + up * np.sin(lift)
        turned_up = up * np.cos(lift) - forward * np.sin(lift)
        return ankle + _point(turned_forward * np.cos(out), turned_up, turned_forward * np.sin(out))

    one_side = np.stack(
        [
            shoulder,
            down_the_arm(ELBOW_ALONG * arm, ELBOW_HALF_WIDTH_M),
            down_the_arm(arm, GRIP_HALF_WIDTH_M),
            hip,
            knee_joint + KNEE_MARK_M * up_the_thigh,
            ankle + ANKLE_MARK_M * up_the_shank,
            of_foot(*HEEL_M),
            of_foot(*TOE_M),
        ],
        axis=-2,
    )
    joints = one_side[..., None, :] * _MIRROR
    joints[..., 0] += whole(InShot.STAGGER)[..., None, None] * _STAGGERED
    return Figure(joints, down_the_arm(arm + whole(InShot.HAND), 0.0))


_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, -1.0]])

_STAGGERED = np.array([0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0])[:, None] * np.array([0.5, -0.5])
"""How far each joint goes with a left foot that stands ahead of the right one."""


def _point(x: FloatArray, y: FloatArray, z: FloatArray | float) -> FloatArray:
    return np.stack(np.broadcast_arrays(x, y, z), axis=-1)


def shank_lean(joints: FloatArray) -> FloatArray:
    """Give the lean (..., T, 2) in radians of both shanks in the sagittal plane."""
    return _lean(joints, "ankle", "knee")


def thigh_lean(joints: FloatArray) -> FloatArray:
    """Give the lean (..., T, 2) in radians of both thighs; backward is negative."""
    return _lean(joints, "knee", "hip")


def _lean(joints: FloatArray, lower: str, upper: str) -> FloatArray:
    along = joints[..., POINTS.index(upper), :, :] - joints[..., POINTS.index(lower), :, :]
    return np.asarray(np.arctan2(along[..., 0], along[..., 1]))

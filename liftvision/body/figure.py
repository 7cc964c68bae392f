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


LEAST_UPRIGHT = 0.05
"""Of the square of a leg's part that is upright: no stance is so wide, but a try may be."""


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
    leg = _leg(frames, shot)
    hip = leg.hip_joint + _hip_mark(leg, frames[..., InFrame.TRUNK_LEAN])
    shoulder = _shoulder(hip, frames, shot)
    arm, hand = np.exp(_whole(shot, InShot.LOG_ARM)), _whole(shot, InShot.HAND)
    swing = frames[..., InFrame.ARM_LEAN]

    def down_the_arm(length: FloatArray, beside: float) -> FloatArray:
        forward = shoulder[..., 0] + length * np.sin(swing)
        return _point(forward, shoulder[..., 1] - length * np.cos(swing), beside)

    lift, out = frames[..., InFrame.HEEL_LIFT], _whole(shot, InShot.TOE_OUT)
    one_side = np.stack(
        [
            shoulder,
            down_the_arm(ELBOW_ALONG * arm, ELBOW_HALF_WIDTH_M),
            down_the_arm(arm, GRIP_HALF_WIDTH_M),
            hip,
            leg.knee_joint + KNEE_MARK_M * leg.up_the_thigh,
            leg.ankle + ANKLE_MARK_M * leg.up_the_shank,
            leg.ankle + _of_foot(HEEL_M, lift, out),
            leg.ankle + _of_foot(TOE_M, lift, out),
        ],
        axis=-2,
    )
    joints = one_side[..., None, :] * _MIRROR
    joints[..., 0] += _whole(shot, InShot.STAGGER)[..., None, None] * _STAGGERED
    return Figure(joints, down_the_arm(arm + hand, 0.0))


class _Leg(NamedTuple):
    """The left leg: centres of its joints (..., T, 3) m, and unit vectors along its segments."""

    ankle: FloatArray
    up_the_shank: FloatArray
    knee_joint: FloatArray
    up_the_thigh: FloatArray
    hip_joint: FloatArray


def _leg(frames: FloatArray, shot: FloatArray) -> _Leg:
    shank, thigh = np.exp(_whole(shot, InShot.LOG_SHANK)), np.exp(_whole(shot, InShot.LOG_THIGH))
    stance, out = _whole(shot, InShot.STANCE), _whole(shot, InShot.TOE_OUT)
    hip_half = HIP_HALF_WIDTH * np.exp(_whole(shot, InShot.LOG_STATURE))
    knee, lean = frames[..., InFrame.KNEE], frames[..., InFrame.LEG_LEAN]
    length = np.sqrt(shank**2 + thigh**2 + 2.0 * shank * thigh * np.cos(knee))
    splay = (stance - hip_half) / length
    upright = np.sqrt(np.maximum(1.0 - splay**2, LEAST_UPRIGHT))

    lift = frames[..., InFrame.HEEL_LIFT]
    forward = frames[..., InFrame.ANKLE_FORWARD] + BALL_M * (1.0 - np.cos(lift))
    ankle = _point(forward, ANKLE_HEIGHT_M + BALL_M * np.sin(lift), stance)
    along = _point(upright * np.sin(lean), upright * np.cos(lean), -splay)
    bend = _point(np.cos(out), np.zeros_like(knee), np.sin(out))
    bend = bend - (bend * along).sum(axis=-1, keepdims=True) * along
    bend = bend / np.linalg.norm(bend, axis=-1, keepdims=True)
    cosine = ((shank + thigh * np.cos(knee)) / length)[..., None]
    sine = (thigh * np.sin(knee) / length)[..., None]
    up_the_shank = cosine * along + sine * bend
    knee_joint = ankle + shank[..., None] * up_the_shank
    hip_joint = ankle + length[..., None] * along
    up_the_thigh = (hip_joint - knee_joint) / thigh[..., None]
    return _Leg(ankle, up_the_shank, knee_joint, up_the_thigh, hip_joint)


def _hip_mark(leg: _Leg, trunk_lean: FloatArray) -> FloatArray:
    """Give where the hip is marked, from the centre of its joint."""
    thigh_lean = np.arctan2(leg.up_the_thigh[..., 0], leg.up_the_thigh[..., 1])
    pelvis = thigh_lean + PELVIS_SHARE * (trunk_lean - thigh_lean)
    forward, up = HIP_MARK_M
    return _point(
        forward * np.cos(pelvis) + up * np.sin(pelvis),
        up * np.cos(pelvis) - forward * np.sin(pelvis),
        0.0,
    )


def _shoulder(hip: FloatArray, frames: FloatArray, shot: FloatArray) -> FloatArray:
    lean = frames[..., InFrame.TRUNK_LEAN]
    trunk = np.exp(_whole(shot, InShot.LOG_TRUNK) + frames[..., InFrame.TRUNK_STRETCH])
    beside = SHOULDER_HALF_WIDTH * np.exp(_whole(shot, InShot.LOG_STATURE))
    return _point(hip[..., 0] + trunk * np.sin(lean), hip[..., 1] + trunk * np.cos(lean), beside)


def _of_foot(place: tuple[float, float], lift: FloatArray, out: FloatArray) -> FloatArray:
    """Give a place of the foot, forward and up, from the ankle with the heel lifted."""
    forward = place[0] * np.cos(lift) + place[1] * np.sin(lift)
    up = place[1] * np.cos(lift) - place[0] * np.sin(lift)
    return _point(forward * np.cos(out), up, forward * np.sin(out))


def _whole(shot: FloatArray, which: InShot) -> FloatArray:
    """Give an unknown of the shot (..., 1), to go with those of its frames."""
    return np.asarray(shot[..., which][..., None])


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

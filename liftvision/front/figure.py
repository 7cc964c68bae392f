"""The lifter as a figure with two legs of its own: where its joints are for given unknowns.

Frame of reference: x forward, y up, z to the lifter's left, in m; the origin is on the floor,
midway between the ankles as they mostly stand.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.proportions import (
    ANKLE_HEIGHT_M,
    ANKLE_MARK_M,
    HEEL_M,
    HIP_MARK_M,
    KNEE_MARK_M,
    PELVIS_SHARE,
    SHOULDER_HALF_WIDTH,
    TOE_M,
)
from liftvision.body.sight import seen_at
from liftvision.front.unknowns import InFrontFrame, InFrontShot

FRONT_POINTS = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
"""The joints of each side, named as the landmarks are."""

FOOT_AXIS_DEG = 6.5
"""From the line from the heel to the tip of the big toe outward to the axis of the foot, which its
turn-out is told by: measured on rendered bodies."""

HIP_MARK_OUT_M = 0.010
"""And outward of its joint; see `selfcheck.landmark_offsets`."""

SIGNS = np.array([1.0, -1.0])
"""Along z, of the left and the right side."""


class FrontFigure(NamedTuple):
    """Where the joints are marked, batched.

    ``joints`` (..., T, 6, 2, 3) m of `FRONT_POINTS`, sides left and right; ``apart`` (..., T, 3)
    m from the right hip to the left one, as each leg ends there.
    """

    joints: FloatArray
    apart: FloatArray


def front_figure(frames: FloatArray, shot: FloatArray) -> FrontFigure:
    """Give the figure.

    Parameters
    ----------
    frames
        (..., T, 13) unknowns of each frame, as `InFrontFrame`.
    shot
        (..., 17) unknowns of the shot, as `InFrontShot`.
    """
    shank = _direction(frames, InFrontFrame.SHANK_FORWARD_L, InFrontFrame.SHANK_LEFT_L)
    thigh = _direction(frames, InFrontFrame.THIGH_FORWARD_L, InFrontFrame.THIGH_LEFT_L)
    shank_m, thigh_m, trunk_m, stature = (
        np.exp(shot[..., which])
        for which in (
            InFrontShot.LOG_SHANK,
            InFrontShot.LOG_THIGH,
            InFrontShot.LOG_TRUNK,
            InFrontShot.LOG_STATURE,
        )
    )
    ankle = _ankles(frames, shot)
    knee = ankle + shank_m[..., None, None, None] * shank
    hip_joint = knee + thigh_m[..., None, None, None] * thigh
    hip = hip_joint + _hip_mark(frames)
    lean, side = frames[..., InFrontFrame.TRUNK_FORWARD], frames[..., InFrontFrame.TRUNK_LEFT]
    along = trunk_m[..., None] * np.exp(frames[..., InFrontFrame.TRUNK_STRETCH])
    up = along[..., None] * _unit(lean, side)
    beside = SHOULDER_HALF_WIDTH * stature[..., None, None, None] * _SIDEWAYS
    shoulder = (hip.mean(axis=-2) + up)[..., None, :] + beside
    joints = np.stack(
        [
            shoulder,
            hip,
            knee + KNEE_MARK_M * thigh,
            ankle + ANKLE_MARK_M * shank,
            ankle + _of_foot(HEEL_M, shot),
            ankle + _of_foot(TOE_M, shot),
        ],
        axis=-3,
    )
    return FrontFigure(joints, hip[..., 0, :] - hip[..., 1, :])


def seen_in_front(points: FloatArray, shot: FloatArray) -> FloatArray:
    """Project points (..., T, N..., 3) m into the picture, as `body.sight.seen_at`, and roll it."""
    places = seen_at(points, shot)
    roll = shot[..., InFrontShot.ROLL][(...,) + (None,) * (points.ndim - shot.ndim)]
    right, up = places[..., 0], places[..., 1]
    return np.stack(
        [right * np.cos(roll) - up * np.sin(roll), right * np.sin(roll) + up * np.cos(roll)],
        axis=-1,
    )


def _direction(frames: FloatArray, forward: InFrontFrame, left: InFrontFrame) -> FloatArray:
    """Give the unit vectors (..., T, 2, 3) up a segment of both legs."""
    return _unit(frames[..., forward : forward + 2], frames[..., left : left + 2])


def _unit(forward: FloatArray, left: FloatArray) -> FloatArray:
    """Give unit vectors (..., 3) that lean forward and to the left."""
    upright = np.cos(left)
    return np.stack([np.sin(forward) * upright, np.cos(forward) * upright, np.sin(left)], axis=-1)


def _hip_mark(frames: FloatArray) -> FloatArray:
    """Give where both hips are marked (..., T, 2, 3), from the centres of their joints."""
    thigh = frames[..., InFrontFrame.THIGH_FORWARD_L : InFrontFrame.THIGH_FORWARD_R + 1]
    trunk = frames[..., InFrontFrame.TRUNK_FORWARD, None]
    pelvis = thigh + PELVIS_SHARE * (trunk - thigh)
    forward, up = HIP_MARK_M
    return np.stack(
        [
            forward * np.cos(pelvis) + up * np.sin(pelvis),
            up * np.cos(pelvis) - forward * np.sin(pelvis),
            np.broadcast_to(HIP_MARK_OUT_M * SIGNS, pelvis.shape),
        ],
        axis=-1,
    )


def _ankles(frames: FloatArray, shot: FloatArray) -> FloatArray:
    """Give the joints (..., T, 2, 3)."""
    moved = frames[..., InFrontFrame.ANKLE_LEFT_L : InFrontFrame.ANKLE_LEFT_R + 1]
    left = shot[..., InFrontShot.STANCE][..., None, None] * SIGNS + moved
    forward = 0.5 * shot[..., InFrontShot.STAGGER][..., None, None] * SIGNS
    height = np.full_like(left, ANKLE_HEIGHT_M)
    return np.stack([np.broadcast_to(forward, left.shape), height, left], axis=-1)


def _of_foot(place: tuple[float, float], shot: FloatArray) -> FloatArray:
    """Give a place of both feet (..., 1, 2, 3), forward and up, from the ankle."""
    out = shot[..., InFrontShot.TOE_OUT_L : InFrontShot.TOE_OUT_R + 1]
    forward, up = place
    of_foot = np.stack(
        [forward * np.cos(out), np.full_like(out, up), forward * np.sin(out) * SIGNS], axis=-1
    )
    return np.asarray(of_foot[..., None, :, :])


_SIDEWAYS = SIGNS[:, None] * np.array([0.0, 0.0, 1.0])

"""Columns of the fitted figure with their errors, and how the lifter stands."""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.equations import derivatives
from liftvision.front.figure import FOOT_AXIS_DEG, FRONT_POINTS, SIGNS, front_figure
from liftvision.front.fit import FrontFit
from liftvision.front.unknowns import InFrontShot
from liftvision.motion.front import Knees
from liftvision.motion.frontal import (
    frontal_plane_projection_angle,
    hip_line_tilt,
    knee_ankle_separation,
    knee_shift,
    pelvis_shift,
)
from liftvision.motion.positions import Column
from liftvision.pose.landmarks import SIDES
from liftvision.pose.placing import as_landmarks

FRONT_COLUMNS = (
    "fppa_l",
    "fppa_r",
    "knee_ankle_separation",
    "knee_shift_l",
    "knee_shift_r",
    "pelvis_shift",
    "hip_line_tilt",
)
"""The columns that are measured on the figure, in order."""

_STANCE = len(FRONT_COLUMNS)


class FrontReading(NamedTuple):
    """What is read off a figure: each column, and the stance (T,) in m with its error."""

    columns: dict[str, Column]
    stance: Column


def in_frontal_plane(joints: FloatArray) -> FloatArray:
    """Give joints (..., T, 6, 2, 3) m as landmarks (..., T, 33, 2) m, to the left and down."""
    return as_landmarks(joints[..., [2, 1]] * np.array([1.0, -1.0]), FRONT_POINTS)


def read_front(fit: FrontFit) -> FrontReading:
    """Give values and standard errors (T,) of each column and of the stance."""
    picked = fit.covariance.frames
    values = _values(fit.frames, fit.figure_unknowns)
    _, by_frame, by_figure = derivatives(_values, fit.frames, fit.figure_unknowns)
    errors = np.sqrt(fit.covariance.over(fit.evidence.times, by_frame[picked], by_figure[picked]))
    columns = {name: Column(values[:, at], errors[:, at]) for at, name in enumerate(FRONT_COLUMNS)}
    return FrontReading(columns, Column(values[:, _STANCE], errors[:, _STANCE]))


def read_knees(fit: FrontFit) -> Knees:
    """Give where the knees are against the line from hip to ankle."""
    joints = front_figure(fit.frames, fit.figure_unknowns).joints
    hip, knee, ankle = (joints[:, FRONT_POINTS.index(name)] for name in ("hip", "knee", "ankle"))
    axis = (hip - ankle) / np.linalg.norm(hip - ankle, axis=-1, keepdims=True)
    away = (knee - ankle) - ((knee - ankle) * axis).sum(axis=-1, keepdims=True) * axis
    bend = np.linalg.norm(away, axis=-1)
    part = (knee[..., 1] - ankle[..., 1]) / (hip[..., 1] - ankle[..., 1])
    line = ankle[..., 2] + part * (hip[..., 2] - ankle[..., 2])
    toe_out = fit.shot[[InFrontShot.TOE_OUT_L, InFrontShot.TOE_OUT_R]] + np.radians(FOOT_AXIS_DEG)
    return Knees(
        outward=SIGNS * (knee[..., 2] - line),
        bend=bend,
        thigh_up=hip[..., 1] - knee[..., 1],
        shank_up=knee[..., 1] - ankle[..., 1],
        toe_out=bend * np.sin(toe_out),
        apart=knee[:, 0, 2] - knee[:, 1, 2],
    )


def _values(frames: FloatArray, shot: FloatArray) -> FloatArray:
    """Give every column of `FRONT_COLUMNS` and the stance, (..., T, 8)."""
    joints = front_figure(frames, shot).joints
    xy = in_frontal_plane(joints)
    ankles = joints[..., FRONT_POINTS.index("ankle"), :, 2]
    return np.stack(
        [
            *(frontal_plane_projection_angle(xy, side) for side in SIDES),
            knee_ankle_separation(xy),
            *(knee_shift(xy, side) for side in SIDES),
            pelvis_shift(xy),
            hip_line_tilt(xy),
            np.abs(ankles[..., 0] - ankles[..., 1]),
        ],
        axis=-1,
    )

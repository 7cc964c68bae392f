"""Angles of the fitted body with their errors."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.figure import POINTS, figure, shank_lean, thigh_lean
from liftvision.body.fit import BodyFit, likelihoods
from liftvision.body.unknowns import FRAME_UNKNOWNS, SHOT_UNKNOWNS, InFrame

ANGLES = (
    "knee_flexion_l",
    "knee_flexion_r",
    "ankle_dorsiflexion_l",
    "ankle_dorsiflexion_r",
    "trunk_thigh_flexion_l",
    "trunk_thigh_flexion_r",
    "shank_lean",
    "trunk_lean",
)

FOOT_PITCH_DEG = float(np.degrees(np.arctan2(-0.008, 0.211)))

STEP = 1e-6


class Column(NamedTuple):
    """Values and standard errors (T,) of one angle, degrees."""

    values: FloatArray
    errors: FloatArray


def angles_of(frames: FloatArray, shot: FloatArray, near: int) -> FloatArray:
    """Give the angles (..., T, 8) in degrees, in the order of `ANGLES`."""
    body = figure(frames, shot)
    shank, thigh = np.degrees(shank_lean(body.joints)), np.degrees(thigh_lean(body.joints))
    hips = body.joints[..., POINTS.index("hip"), :, :].mean(axis=-2)
    shoulders = body.joints[..., POINTS.index("shoulder"), :, :].mean(axis=-2)
    trunk = np.degrees(
        np.arctan2(shoulders[..., 0] - hips[..., 0], shoulders[..., 1] - hips[..., 1])
    )
    lift = np.degrees(frames[..., InFrame.HEEL_LIFT])
    knee, hip = shank - thigh, trunk[..., None] - thigh
    ankle = shank + (FOOT_PITCH_DEG - lift)[..., None]
    columns = [*np.moveaxis(knee, -1, 0), *np.moveaxis(ankle, -1, 0), *np.moveaxis(hip, -1, 0)]
    return np.stack([*columns, shank[..., near], trunk], axis=-1)


def read_angles(fits: Sequence[BodyFit]) -> Mapping[str, Column]:
    """Give values and standard errors (T,) of each angle in degrees.

    They are the means over the fits, each as likely as it is, and their errors reach to all.

    Parameters
    ----------
    fits
        Of one shot, under different assumptions.
    """
    shares = likelihoods(fits)
    each = np.stack([_values(fit) for fit in fits])
    values = np.einsum("f,fta->ta", shares, each)
    spread = np.stack([_variance(fit) for fit in fits]) + (each - values) ** 2
    errors = np.sqrt(np.einsum("f,fta->ta", shares, spread))
    return {name: Column(values[:, at], errors[:, at]) for at, name in enumerate(ANGLES)}


def _near(fit: BodyFit) -> int:
    return 1 if fit.evidence.view.near_side == "r" else 0


def _values(fit: BodyFit) -> FloatArray:
    return angles_of(fit.frames, fit.figure_unknowns, _near(fit))


def _variance(fit: BodyFit) -> FloatArray:
    """Give the variance (T, 8) that the fit's covariance makes of the angles."""
    count = FRAME_UNKNOWNS + SHOT_UNKNOWNS
    picked = fit.covariance.frames
    some = fit.frames[picked]
    frame_tries = np.broadcast_to(some, (count, *some.shape)).copy()
    shot_tries = np.broadcast_to(fit.figure_unknowns, (count, SHOT_UNKNOWNS)).copy()
    for unknown in range(FRAME_UNKNOWNS):
        frame_tries[unknown, :, unknown] += STEP
    shot_tries[FRAME_UNKNOWNS:] += STEP * np.eye(SHOT_UNKNOWNS)
    moved = angles_of(frame_tries, shot_tries, _near(fit))
    here = angles_of(some, fit.figure_unknowns, _near(fit))
    slopes = np.moveaxis((moved - here) / STEP, 0, -1)
    by_shot = np.zeros((*slopes.shape[:2], len(fit.shot)))
    by_shot[..., :SHOT_UNKNOWNS] = slopes[..., FRAME_UNKNOWNS:]
    variance = fit.covariance.of(slopes[..., :FRAME_UNKNOWNS], by_shot)
    times = fit.evidence.times
    return np.stack([np.interp(times, times[picked], column) for column in variance.T], axis=1)

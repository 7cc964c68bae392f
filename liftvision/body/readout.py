"""Angles of the fitted body with their errors."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.equations import derivatives
from liftvision.body.figure import POINTS, figure, shank_lean, thigh_lean
from liftvision.body.fit import BodyFit, likelihoods
from liftvision.body.unknowns import InFrame
from liftvision.motion.angles import lean
from liftvision.motion.positions import Column

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


def angles_of(frames: FloatArray, shot: FloatArray, near: int) -> FloatArray:
    """Give the angles (..., T, 8) in degrees, in the order of `ANGLES`."""
    body = figure(frames, shot)
    shank, thigh = np.degrees(shank_lean(body.joints)), np.degrees(thigh_lean(body.joints))
    hips = body.joints[..., POINTS.index("hip"), :, :].mean(axis=-2)
    shoulders = body.joints[..., POINTS.index("shoulder"), :, :].mean(axis=-2)
    trunk = lean(hips, shoulders)
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


def _values(fit: BodyFit) -> FloatArray:
    return angles_of(fit.frames, fit.figure_unknowns, fit.evidence.near)


def _variance(fit: BodyFit) -> FloatArray:
    """Give the variance (T, 8) that the fit's covariance makes of the angles."""
    picked = fit.covariance.frames
    angles = partial(angles_of, near=fit.evidence.near)
    _, by_frame, by_figure = derivatives(angles, fit.frames[picked], fit.figure_unknowns)
    return fit.covariance.over(fit.evidence.times, by_frame, by_figure)

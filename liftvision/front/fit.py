"""The fit of the figure to a whole shot."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.equations import Offsets, Problem, Smoothness, normal_equations
from liftvision.body.fit import second_differences
from liftvision.body.solving import Covariance, covariance, minimise
from liftvision.front.evidence import FrontEvidence
from liftvision.front.start import first_front_guess
from liftvision.front.terms import (
    front_frame_residuals,
    front_misfits,
    front_shot_residuals,
)
from liftvision.front.unknowns import FRONT_FRAME_UNKNOWNS, FRONT_SHOT_UNKNOWNS, InFrontFrame

WIDTHS = (8.0, 4.0, 2.5, 2.5)
"""Robust weights are narrowed in these stages, so that the start need not be good."""

STEPS = 6

FEET_WANDER_M = 0.004
"""How far a foot shifts, m for the root of a second."""


@dataclass(frozen=True, eq=False)
class FrontFit:
    """The figure fitted to a shot.

    Attributes
    ----------
    evidence
        To which it was fitted.
    frames
        (T, 13) unknowns of the frames, as `InFrontFrame`.
    shot
        (17 + 48,) unknowns of the shot, as `InFrontShot`, and the offsets of the landmarks.
    covariance
        Of the unknowns.
    believed
        (T, 6, 2) roots of the landmarks' robust weights.
    """

    evidence: FrontEvidence
    frames: FloatArray
    shot: FloatArray
    covariance: Covariance
    believed: FloatArray

    @property
    def figure_unknowns(self) -> FloatArray:
        """The unknowns (17,) of the shot without the offsets of the landmarks."""
        return self.shot[:FRONT_SHOT_UNKNOWNS]


def fit_front(evidence: FrontEvidence) -> FrontFit:
    """Fit the figure to a shot."""
    frames, shot = first_front_guess(evidence)
    smoothness = _smoothness(evidence)
    damping = 1e-3
    for width in WIDTHS:
        misfit = np.linalg.norm(front_misfits(frames, shot, evidence), axis=-1)
        believed = 1.0 / np.sqrt(1.0 + (misfit / width) ** 2)
        problem = _problem(evidence, believed, smoothness)
        frames, shot, damping = minimise(problem, frames, shot, STEPS, damping)
    return FrontFit(
        evidence=evidence,
        frames=frames,
        shot=shot,
        covariance=covariance(normal_equations(problem, frames, shot)),
        believed=believed,
    )


def _problem(evidence: FrontEvidence, believed: FloatArray, smoothness: Smoothness) -> Problem:
    gains = evidence.trust * believed[..., None] * evidence.weights[:, None, None, None]
    offsets = Offsets(
        gains=gains.reshape(len(gains), -1),
        posture=evidence.posture,
        usual=evidence.usual,
        spread=evidence.spread,
    )
    return Problem(
        partial(front_frame_residuals, evidence=evidence, believed=believed),
        partial(front_shot_residuals, evidence=evidence),
        smoothness,
        offsets,
    )


def _smoothness(evidence: FrontEvidence) -> Smoothness:
    feet = [InFrontFrame.ANKLE_LEFT_L, InFrontFrame.ANKLE_LEFT_R]
    second_by = np.ones(FRONT_FRAME_UNKNOWNS)
    second_by[InFrontFrame.TRUNK_STRETCH] = 0.3
    second_by[feet] = 0.0
    first_by = np.zeros(FRONT_FRAME_UNKNOWNS)
    first_by[feet] = 1.0
    wander = FEET_WANDER_M * np.sqrt(np.diff(evidence.times))
    return Smoothness(second_differences(evidence.times), second_by, 1.0 / wander, first_by)

"""The fit of the figure to a whole shot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.believing import believe
from liftvision.body.equations import Offsets, Problem, Smoothness, cost_of, normal_equations
from liftvision.body.evidence import Believed, Evidence
from liftvision.body.proportions import CONVENTIONAL, SUMO, Stance
from liftvision.body.solving import Covariance, covariance, minimise
from liftvision.body.start import first_guess
from liftvision.body.terms import frame_residuals, landmark_misfits, shot_residuals
from liftvision.body.unknowns import FRAME_UNKNOWNS, SHOT_UNKNOWNS, InFrame

WIDTHS = (8.0, 4.0, 2.0, 2.0)
"""Robust weights are narrowed in these stages, so that the start need not be good."""

STEPS = 6

DOUBT = 3.0
"""By how much less a difference of costs says than if everything assumed of the errors were so."""

ACCELERATION_RAD_S2, ACCELERATION_S = 20.0, 0.12
"""Usual angular acceleration of a joint, and over which time it lasts."""


@dataclass(frozen=True, eq=False)
class BodyFit:
    """The figure fitted to a shot.

    Attributes
    ----------
    evidence
        To which it was fitted.
    frames
        (T, 7) unknowns of the frames, as `InFrame`.
    shot
        (17 + 64,) unknowns of the shot, as `InShot`, and the offsets of the landmarks.
    covariance
        Of the unknowns; for it knees and hips at the top are never taken to be straight.
    believed
        Robust weights in the end.
    cost
        Twice the negative log of the likelihood, but for a constant.
    """

    evidence: Evidence
    frames: FloatArray
    shot: FloatArray
    covariance: Covariance
    believed: Believed
    cost: float

    @property
    def figure_unknowns(self) -> FloatArray:
        """The unknowns (17,) of the shot without the offsets of the landmarks."""
        return self.shot[:SHOT_UNKNOWNS]


def fit_body(evidence: Evidence, stances: Sequence[Stance] = (CONVENTIONAL, SUMO)) -> list[BodyFit]:
    """Fit the figure to a shot under each stance that is possible, the likeliest first."""
    fits = [_fit(replace(evidence, stance=stance)) for stance in stances]
    shares = likelihoods(fits)
    return [fits[index] for index in np.argsort(-shares)]


def likelihoods(fits: Sequence[BodyFit]) -> FloatArray:
    """Tell how likely each fit (F,) of a shot is, by its cost and by how common its stance is."""
    logs = np.array([np.log(fit.evidence.stance.share) - fit.cost / DOUBT / 2.0 for fit in fits])
    likely = np.exp(logs - logs.max())
    return np.asarray(likely / likely.sum())


def _fit(evidence: Evidence) -> BodyFit:
    frames, shot = first_guess(evidence)
    smoothness = _smoothness(evidence)
    damping = 1e-3
    for width in WIDTHS:
        believed = believe(frames, shot, evidence, width)
        problem = _problem(evidence, believed, smoothness, assume_straight=True)
        frames, shot, damping = minimise(problem, frames, shot, STEPS, damping)
    free = _problem(evidence, believed, smoothness, assume_straight=False)
    return BodyFit(
        evidence=evidence,
        frames=frames,
        shot=shot,
        covariance=covariance(normal_equations(free, frames, shot)),
        believed=believed,
        cost=_robust_cost(problem, frames, shot, evidence, believed),
    )


def _problem(
    evidence: Evidence, believed: Believed, smoothness: Smoothness, *, assume_straight: bool
) -> Problem:
    of_frames = partial(
        frame_residuals, evidence=evidence, believed=believed, assume_straight=assume_straight
    )
    gains = evidence.trust * believed.landmarks[..., None] * evidence.weights[:, None, None, None]
    offsets = Offsets(
        gains=gains.reshape(len(gains), -1),
        posture=evidence.posture,
        usual=evidence.usual,
        spread=evidence.spread * believed.offsets,
    )
    return Problem(of_frames, partial(shot_residuals, evidence=evidence), smoothness, offsets)


def _smoothness(evidence: Evidence) -> Smoothness:
    times = evidence.times
    second_by = np.ones(FRAME_UNKNOWNS)
    second_by[InFrame.TRUNK_STRETCH] = 0.3
    second_by[InFrame.ANKLE_FORWARD] = 0.0
    first_by = np.zeros(FRAME_UNKNOWNS)
    first_by[InFrame.ANKLE_FORWARD] = 1.0
    loose = np.maximum(evidence.loose_feet[1:], evidence.loose_feet[:-1])
    return Smoothness(
        second_differences(times), second_by, 1.0 / (loose * np.sqrt(np.diff(times))), first_by
    )


def second_differences(times: FloatArray) -> FloatArray:
    """Give weights (T - 2, 3) that make a joint's angular acceleration, in what is usual."""
    before, after = np.diff(times)[:-1], np.diff(times)[1:]
    second = np.stack(
        [
            2.0 / (before * (before + after)),
            -2.0 / (before * after),
            2.0 / (after * (before + after)),
        ],
        axis=1,
    )
    usual = np.sqrt(0.5 * (before + after) / ACCELERATION_S) / ACCELERATION_RAD_S2
    return np.asarray(second * usual[:, None])


def _robust_cost(
    problem: Problem, frames: FloatArray, shot: FloatArray, evidence: Evidence, believed: Believed
) -> float:
    """Give the cost with Cauchy's loss in place of the weights."""
    misfit = np.sum(landmark_misfits(frames, shot, evidence) ** 2, axis=-1)
    weights = evidence.weights[:, None, None] ** 2
    weighted = np.sum(weights * believed.landmarks**2 * misfit)
    width = WIDTHS[-1] ** 2
    robust = np.sum(weights * width * np.log1p(misfit / width))
    return cost_of(problem, frames, shot) - float(weighted) + float(robust)

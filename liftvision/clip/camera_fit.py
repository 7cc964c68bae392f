"""By how much a camera turned and zoomed between two pictures, from points seen in both.

Places in the picture are slopes: px right and down of its middle, over the focal length. A change
(4,) holds the rotation vector of the scene as the camera has it, in radians, and the logarithm of
the zoom. The focal length is hardly ever known, but it shows in how much further the edges of the
picture move than its middle; see `FocalEvidence`.
"""

import math
from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray

SAME_WAY_PX = 1.5
"""Points of the background differ by less in how they have moved since the frame before."""

MODES_TRIED = 48
"""Of so many points it is seen how many others moved in the same way."""

TUKEY = 4.685
"""Points that are off by more than so many standard deviations do not count (Tukey's biweight at
95 % of the efficiency of least squares; Huber and Ronchetti, Robust Statistics, 2009)."""

MEDIAN_TO_SIGMA = 0.85
"""From the median distance of points that scatter normally along both axes."""

MOST_SCATTER_PX, LEAST_SCATTER_PX = 0.5, 0.03
"""Between these is the standard deviation of corners along one axis. Words that stand still on a
picture that moves are told from its background once they are off by 2 px."""

ITERATIONS = 5
FEWEST_POINTS = 8
SINGULAR = 1e-9


class FocalEvidence(NamedTuple):
    """What one picture tells of the focal length.

    Attributes
    ----------
    score, information
        Their quotient is (assumed focal length / true one)^2 - 1; both add up over pictures.
    effect
        (4,) by how much the change is wrong for each unit of that quotient.
    """

    score: float
    information: float
    effect: FloatArray


class Fit(NamedTuple):
    """A change, and what it rests on.

    Attributes
    ----------
    change
        (4,).
    inliers
        (N,) which points follow it.
    error
        One standard error of where it puts the middle of the picture, as a slope.
    focal
        Evidence of the focal length.
    """

    change: FloatArray
    inliers: BoolArray
    error: float
    focal: FocalEvidence


def moved(slopes: FloatArray, change: FloatArray) -> FloatArray:
    """Give where slopes (N, 2) are after a change (4,)."""
    turned = _matrix(change[:3]) @ np.stack([*slopes.T, np.ones(len(slopes))])
    return np.asarray(np.exp(change[3]) * (turned[:2] / turned[2]).T)


def _matrix(turn: FloatArray) -> FloatArray:
    """Give the rotation (3, 3) of one vector; many times faster than scipy, which takes many."""
    x, y, z = turn.tolist()
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = math.hypot(x, y, z)
    if angle < SINGULAR:
        return np.asarray(np.eye(3) + cross)
    sine, versine = math.sin(angle) / angle, (1.0 - math.cos(angle)) / angle**2
    return np.asarray(np.eye(3) + sine * cross + versine * (cross @ cross))


def fit_change(before: FloatArray, after: FloatArray, guess: FloatArray, px: float) -> Fit | None:
    """Fit the change that most points follow; None where too few have one in common.

    Parameters
    ----------
    before, after
        (N, 2) slopes of the same points in either picture.
    guess
        (4,) the change to the frame before: since then all of the background has moved alike.
    px
        The slope that one px stands for.
    """
    if len(before) < FEWEST_POINTS:
        return None
    common, together = _most_common(after - moved(before, guess), SAME_WAY_PX * px)
    change = guess + np.array([-common[1], common[0], 0.0, 0.0])
    weights, scatter = together.astype(np.float64), MOST_SCATTER_PX * px
    for _ in range(ITERATIONS):
        if np.count_nonzero(weights) < FEWEST_POINTS:
            return None
        step, _ = _least_squares(before, after, change, weights)
        change = change + step
        off = np.linalg.norm(after - moved(before, change), axis=1)
        near = off < TUKEY * scatter
        if near.any():
            scatter = min(scatter, MEDIAN_TO_SIGMA * float(np.median(off[near])))
            scatter = max(scatter, LEAST_SCATTER_PX * px)
        weights = np.clip(1.0 - (off / (TUKEY * scatter)) ** 2, 0.0, None) ** 2
    inliers = weights > 0.0
    if np.count_nonzero(inliers) < FEWEST_POINTS:
        return None
    _, covariance = _least_squares(before, after, change, weights)
    error = scatter * float(np.sqrt(0.5 * (covariance[0, 0] + covariance[1, 1])))
    focal = _focal_evidence(before, after, change, weights / scatter**2)
    return Fit(change, inliers, error, focal)


def _most_common(steps: FloatArray, reach: float) -> tuple[FloatArray, BoolArray]:
    """Give the step (2,) that most of the points have made, and which have (N,)."""
    tried = steps[:: -(-len(steps) // MODES_TRIED)]
    near = np.abs(tried[:, None] - steps[None]).max(axis=2) < reach
    best = near[int(near.sum(axis=1).argmax())]
    return np.asarray(np.median(steps[best], axis=0)), best


def _least_squares(
    before: FloatArray, after: FloatArray, change: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give the step (4,) that is still to be done, and the inverse of the normal matrix (4, 4)."""
    there = moved(before, change)
    slopes, gaps = _derivatives(there).reshape(-1, 4), (after - there).ravel()
    weighted = slopes.T * np.repeat(weights, 2)
    inverse = np.asarray(np.linalg.inv(weighted @ slopes + SINGULAR * np.eye(4)), dtype=np.float64)
    return inverse @ (weighted @ gaps), inverse


def _focal_evidence(
    before: FloatArray, after: FloatArray, change: FloatArray, weights: FloatArray
) -> FocalEvidence:
    """Give what is left of the points' motion that another focal length would explain."""
    there = moved(before, change)
    slopes, gaps = _derivatives(there).reshape(-1, 4), (after - there).ravel()
    weighted = slopes.T * np.repeat(weights, 2)
    inverse = np.linalg.inv(weighted @ slopes + SINGULAR * np.eye(4))
    # A turn moves a point by more, the further it is from the middle in the turn's direction.
    turn = np.array([change[1], -change[0]])
    further = (there * (there @ turn)[:, None]).ravel()
    effect = inverse @ (weighted @ further)
    own = further - slopes @ effect
    twice = np.repeat(weights, 2)
    return FocalEvidence(float(own @ (twice * gaps)), float(own @ (twice * own)), effect)


def _derivatives(slopes: FloatArray) -> FloatArray:
    """Give how slopes change (N, 2, 4) with a change."""
    x, y = slopes.T
    across = np.stack([-x * y, 1.0 + x**2, -y, x], axis=1)
    down = np.stack([-1.0 - y**2, x * y, x, y], axis=1)
    return np.stack([across, down], axis=1)

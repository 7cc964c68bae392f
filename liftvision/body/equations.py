"""The least squares of a whole shot as equations: banded in time, bordered by what is constant.

The equations of a frame's unknowns couple it with its two neighbours only; the unknowns of the shot
form a narrow border. So a step costs as much for every frame of a clip, however long.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray

STEP = 1e-6
"""By how much an unknown is moved for a derivative."""

FrameResiduals = Callable[[FloatArray, FloatArray], FloatArray]
ShotResiduals = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, eq=False)
class Smoothness:
    """How smoothly each unknown of a frame goes.

    Attributes
    ----------
    second
        (T - 2, 3) weights of three frames in a row, whose sum is in standard errors.
    second_by
        (N,) by which that is multiplied for each unknown.
    first
        (T - 1,) by which the difference of two frames is multiplied.
    first_by
        (N,) the same for each unknown.
    """

    second: FloatArray
    second_by: FloatArray
    first: FloatArray
    first_by: FloatArray

    def bends(self, frames: FloatArray) -> FloatArray:
        """Give the residuals (T - 2, N) of second differences."""
        weights = self.second
        summed = (
            weights[:, :1] * frames[:-2]
            + weights[:, 1:2] * frames[1:-1]
            + weights[:, 2:] * frames[2:]
        )
        return np.asarray(summed * self.second_by)

    def moves(self, frames: FloatArray) -> FloatArray:
        """Give the residuals (T - 1, N) of first differences."""
        return np.asarray(np.diff(frames, axis=0) * self.first[:, None] * self.first_by)


@dataclass(frozen=True, eq=False)
class Offsets:
    """Unknown offsets of the first residuals of every frame, which go with its posture.

    Attributes
    ----------
    gains
        (T, L) by which an offset is multiplied in each residual.
    posture
        (T, P) by how much each of P offsets of a residual counts.
    usual, spread
        (P, L) what they are thought to be.
    """

    gains: FloatArray
    posture: FloatArray
    usual: FloatArray
    spread: FloatArray

    def added(self, offsets: FloatArray) -> FloatArray:
        """Give what offsets (P * L,) add to the residuals, (T, L)."""
        return np.asarray(self.posture @ offsets.reshape(self.usual.shape) * self.gains)

    def misfits(self, offsets: FloatArray) -> FloatArray:
        """Give by how much offsets (P * L,) are unlike what they are thought to be, (P * L,)."""
        return (offsets - self.usual.ravel()) / self.spread.ravel()


@dataclass(frozen=True, eq=False)
class Problem:
    """Residuals of frames (K, T, R) and of the shot (K, S) for K tries at once, and smoothness."""

    of_frames: FrameResiduals
    of_shot: ShotResiduals
    smoothness: Smoothness
    offsets: Offsets


@dataclass(frozen=True, eq=False)
class Normal:
    """Normal equations: banded part (lower form), border, corner, gradients, and the cost."""

    band: FloatArray
    border: FloatArray
    corner: FloatArray
    frames_gradient: FloatArray
    shot_gradient: FloatArray
    cost: float


def cost_of(problem: Problem, frames: FloatArray, shot: FloatArray) -> float:
    """Give the sum of squares."""
    smooth, offsets = problem.smoothness, problem.offsets
    whole = len(shot) - offsets.usual.size
    residuals = problem.of_frames(frames[None], shot[None, :whole])[0]
    residuals[:, : offsets.gains.shape[1]] += offsets.added(shot[whole:])
    return float(
        np.sum(residuals**2)
        + np.sum(problem.of_shot(shot[None, :whole]) ** 2)
        + np.sum(offsets.misfits(shot[whole:]) ** 2)
        + np.sum(smooth.bends(frames) ** 2)
        + np.sum(smooth.moves(frames) ** 2)
    )


def normal_equations(problem: Problem, frames: FloatArray, shot: FloatArray) -> Normal:
    """Linearise everything around the unknowns."""
    offsets, smooth = problem.offsets, problem.smoothness
    count, own = frames.shape
    whole, shifted = len(shot) - offsets.usual.size, offsets.gains.shape[1]
    residuals, by_frame, by_shot = derivatives(problem.of_frames, frames, shot[:whole])
    residuals[:, :shifted] += offsets.added(shot[whole:])
    tries = shot[:whole] + np.concatenate([np.zeros((1, whole)), STEP * np.eye(whole)])
    at_shot = problem.of_shot(tries)
    shot_jacobian = (at_shot[1:] - at_shot[0]).T / STEP
    bends, moves = smooth.bends(frames), smooth.moves(frames)
    band, gradient = _of_frames(by_frame, residuals)
    _add_differences(band, gradient, smooth.second, smooth.second_by, bends)
    pairs = np.stack([-smooth.first, smooth.first], axis=1)
    _add_differences(band, gradient, pairs, smooth.first_by, moves)

    flat = by_shot.reshape(-1, whole)
    gained = offsets.gains[:, None, :] * offsets.posture[:, :, None]
    by_offset = np.einsum("trn,tpr->tnpr", by_frame[:, :shifted], gained)
    misfits = offsets.misfits(shot[whole:])
    corner = np.zeros((len(shot), len(shot)))
    corner[:whole, :whole] = flat.T @ flat + shot_jacobian.T @ shot_jacobian
    shot_by_offset = np.einsum("trm,tpr->mpr", by_shot[:, :shifted], gained)
    corner[:whole, whole:] = shot_by_offset.reshape(whole, -1)
    corner[whole:, :whole] = corner[:whole, whole:].T
    corner[whole:, whole:] = _of_offsets(gained, offsets.spread)
    of_shot = flat.T @ residuals.ravel() + shot_jacobian.T @ at_shot[0]
    of_offsets = np.einsum("tpr,tr->pr", gained, residuals[:, :shifted]).ravel()
    crossed = by_frame.transpose(0, 2, 1) @ by_shot
    everything = (residuals, at_shot[0], misfits, bends, moves)
    return Normal(
        band=band,
        border=np.dstack([crossed, by_offset.reshape(count, own, -1)]).reshape(count * own, -1),
        corner=corner,
        frames_gradient=gradient.ravel(),
        shot_gradient=np.append(of_shot, of_offsets + misfits / offsets.spread.ravel()),
        cost=float(sum(np.sum(part**2) for part in everything)),
    )


def _of_frames(by_frame: FloatArray, residuals: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the band (2 N + 1, T * N) and the gradient (T, N) that each frame makes by itself."""
    count, _, own = by_frame.shape
    blocks = by_frame.transpose(0, 2, 1) @ by_frame
    band = np.zeros((2 * own + 1, count * own))
    for below in range(own):
        for column in range(own - below):
            band[below, column::own] = blocks[:, column + below, column]
    return band, np.einsum("trk,tr->tk", by_frame, residuals)


def _of_offsets(gained: FloatArray, spread: FloatArray) -> FloatArray:
    """Give the corner (P * L, P * L) of offsets: of one residual they meet, of two they do not."""
    kinds, shifted = spread.shape
    squares = np.einsum("tpr,tqr->pqr", gained, gained)
    corner = np.zeros((kinds, shifted, kinds, shifted))
    each = np.arange(shifted)
    corner[:, each, :, each] = np.moveaxis(squares, -1, 0)
    return corner.reshape(spread.size, -1) + np.diag(spread.ravel() ** -2.0)


def derivatives(
    residuals: FrameResiduals, frames: FloatArray, shot: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give what depends on frames and shot (T, R), and its derivatives (T, R, N) and (T, R, M).

    Every frame depends on its own unknowns only, so one try moves an unknown in all frames.
    """
    own, whole = frames.shape[1], len(shot)
    frame_tries = np.broadcast_to(frames, (1 + own + whole, *frames.shape)).copy()
    shot_tries = np.broadcast_to(shot, (1 + own + whole, whole)).copy()
    for unknown in range(own):
        frame_tries[1 + unknown, :, unknown] += STEP
    shot_tries[1 + own :] += STEP * np.eye(whole)
    tried = residuals(frame_tries, shot_tries)
    slopes = np.moveaxis((tried[1:] - tried[0]) / STEP, 0, -1)
    return (
        tried[0],
        np.ascontiguousarray(slopes[..., :own]),
        np.ascontiguousarray(slopes[..., own:]),
    )


def _add_differences(
    band: FloatArray, gradient: FloatArray, weights: FloatArray, by: FloatArray, misfit: FloatArray
) -> None:
    """Add differences of neighbouring frames, weights (T - n, n + 1), to the equations."""
    count, own = gradient.shape
    rows = band.reshape(2 * own + 1, count, own)
    spans = len(weights)
    for first in range(weights.shape[1]):
        gradient[first : first + spans] += weights[:, first : first + 1] * misfit * by
        for second in range(first, weights.shape[1]):
            product = (weights[:, first] * weights[:, second])[:, None] * by**2
            rows[(second - first) * own, first : first + spans] += product

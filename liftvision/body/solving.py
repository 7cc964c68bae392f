"""Levenberg-Marquardt steps on the banded and bordered equations, and their covariance."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solveh_banded

from liftvision.arrays import FloatArray, IntArray
from liftvision.body.equations import Normal, Problem, cost_of, normal_equations

LEAST_DAMPING = 1e-7
LONGEST_STEP = 0.5
"""Of an unknown of a frame at a time: half a radian."""

MOST_TRIES = 6
ENOUGH = 1e-3
"""A step that lowers the cost by a smaller part than this is the last."""

TINY = 1e-9
"""Added to the diagonal, so that an unknown of which nothing is known does no harm."""


def minimise(
    problem: Problem, frames: FloatArray, shot: FloatArray, steps: int, damping: float = 1e-3
) -> tuple[FloatArray, FloatArray, float]:
    """Take some Levenberg-Marquardt steps; give the unknowns and the damping that was left."""
    for _ in range(steps):
        equations = normal_equations(problem, frames, shot)
        before = equations.cost
        for _ in range(MOST_TRIES):
            frame_step, shot_step = _step(equations, damping)
            tried = frames + np.clip(frame_step, -LONGEST_STEP, LONGEST_STEP), shot + shot_step
            after = cost_of(problem, *tried)
            if after < before:
                frames, shot = tried
                damping = max(damping / 5.0, LEAST_DAMPING)
                break
            damping *= 8.0
        else:
            break
        if before - after < ENOUGH * before:
            break
    return frames, shot, damping


def _step(equations: Normal, damping: float) -> tuple[FloatArray, FloatArray]:
    band = equations.band.copy()
    band[0] = band[0] * (1.0 + damping) + TINY
    right = np.column_stack([equations.border, equations.frames_gradient])
    solved = solveh_banded(band, right, lower=True, check_finite=False)
    whole = len(equations.corner)
    corner = equations.corner * (1.0 + damping * np.eye(whole))
    corner = corner - equations.border.T @ solved[:, :-1]
    shot_step = -np.linalg.solve(
        corner, equations.shot_gradient - equations.border.T @ solved[:, -1]
    )
    frame_step = -(solved[:, -1] + solved[:, :-1] @ shot_step)
    own = equations.band.shape[0] // 2
    return frame_step.reshape(-1, own), np.asarray(shot_step, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Covariance:
    """Of the unknowns of some frames and of the shot.

    Attributes
    ----------
    frames
        (F,) which frames.
    own
        (F, N, N) of a frame's unknowns were the shot's known.
    pull
        (F, N, M) by how much a frame's unknowns go with those of the shot.
    shot
        (M, M) of the shot's unknowns.
    """

    frames: IntArray
    own: FloatArray
    pull: FloatArray
    shot: FloatArray

    def of(self, by_frame: FloatArray, by_shot: FloatArray) -> FloatArray:
        """Give the variance (F, A) of what has the derivatives (F, A, N) and (F, A, M)."""
        through = by_shot - by_frame @ self.pull
        from_frame = np.einsum("fan,fnm,fam->fa", by_frame, self.own, by_frame)
        return np.asarray(from_frame + np.einsum("fam,mk,fak->fa", through, self.shot, through))

    def over(self, times: FloatArray, by_frame: FloatArray, by_figure: FloatArray) -> FloatArray:
        """Give the variance (T, A) at all times (T,) of what has these derivatives at `frames`.

        ``by_figure`` (F, A, M') is by the first of the shot's unknowns; on those behind them,
        the landmarks' offsets, nothing depends.
        """
        by_shot = np.zeros((*by_figure.shape[:2], len(self.shot)))
        by_shot[..., : by_figure.shape[-1]] = by_figure
        variance = self.of(by_frame, by_shot)
        return np.stack([np.interp(times, times[self.frames], each) for each in variance.T], axis=1)


def covariance(equations: Normal, most_frames: int = 60) -> Covariance:
    """Give the covariance at up to so many frames, evenly spread."""
    band = equations.band.copy()
    own = band.shape[0] // 2
    band[0] += TINY
    count = band.shape[1] // own
    pulled = solveh_banded(band, equations.border, lower=True, check_finite=False)
    shot = np.asarray(np.linalg.inv(equations.corner - equations.border.T @ pulled))
    frames = np.unique(np.linspace(0, count - 1, min(count, most_frames)).round().astype(int))
    unit = np.zeros((count * own, len(frames) * own))
    rows = (frames[:, None] * own + np.arange(own)).ravel()
    unit[rows, np.arange(len(rows))] = 1.0
    inverse = solveh_banded(band, unit, lower=True, check_finite=False)
    blocks = inverse.reshape(count, own, len(frames), own)[frames, :, np.arange(len(frames))]
    pull = pulled.reshape(count, own, -1)[frames]
    return Covariance(frames, blocks, pull, shot.astype(np.float64))

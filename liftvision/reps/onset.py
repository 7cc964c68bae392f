"""Where a movement from rest begins, between frames and below the noise.

The law by which a bar gains its speed is fitted to the frames around, and followed back to where it
begins.
"""

from functools import lru_cache

import numpy as np

from liftvision.arrays import FloatArray

CORNER = 0.08
"""How softly a speed begins, as a part of the time in which it is gained. Six deadlifts that
twelve cameras recorded need 0.02 to 0.04 s until their full acceleration, of 0.4 s."""

GAIN_TIMES = (0.6, 0.8, 1.0, 1.25, 1.6, 2.0)
"""Times in which the speed is gained that are tried, in units of the time to its first top."""

SUDDEN_IS_BETTER = 0.5
"""A law with a jump is taken where it leaves less than this part of the squares that the soft one
leaves: a bar let go falls at once, one let down hits the floor at a speed."""

STEPS_A_FRAME = 8
"""Beginnings that are tried in each interval between frames."""


def beginning(times: FloatArray, height: FloatArray, top_s: float) -> float:
    """Give when a movement begins, fitted to frames from rest into it.

    Parameters
    ----------
    times
        (N,) seconds.
    height
        (N,) in the direction of the movement, any unit, not filtered.
    top_s
        When its speed has its first top.
    """
    interval = float(np.median(np.diff(times)))
    steps = max(2, round((times[-1] - times[0]) / interval) * STEPS_A_FRAME)
    begins = np.linspace(times[0], times[-1] - interval, steps, endpoint=False)
    since = np.maximum(times - begins[:, None], 0.0)
    to_top = np.maximum(top_s - begins, interval)
    soft = [_soft_way(since, (gain * to_top)[:, None])[..., None] for gain in GAIN_TIMES]
    sudden = [since[..., None] ** 2, np.stack([since, since**2], axis=-1)]
    soft_left = np.stack([_squares_left(ways, height) for ways in soft]).min(axis=0)
    sudden_left = np.stack([_squares_left(ways, height) for ways in sudden]).min(axis=0)
    left = sudden_left if sudden_left.min() < SUDDEN_IS_BETTER * soft_left.min() else soft_left
    return float(begins[np.argmin(left)])


def _squares_left(ways: FloatArray, height: FloatArray) -> FloatArray:
    """Give the sum of squares (B,) left by rest level and ways (B, N, K), best in proportion.

    A first way that goes the wrong way leaves everything.
    """
    centred = ways - ways.mean(axis=1, keepdims=True)
    wanted = height - height.mean()
    products = np.einsum("bnk,bnl->bkl", centred, centred)
    products = products + 1e-9 * np.trace(products, axis1=1, axis2=2)[:, None, None] * np.eye(
        ways.shape[2]
    )
    amounts = np.linalg.solve(products, np.einsum("bnk,n->bk", centred, wanted)[..., None])
    left = ((wanted - (centred @ amounts)[..., 0]) ** 2).sum(axis=1)
    return np.where(amounts[:, 0, 0] > 0.0, left, np.inf)


def _soft_way(since: FloatArray, gain_s: FloatArray) -> FloatArray:
    """Give the way after a time since the beginning, where the top speed is 1.

    The speed is a quarter of a sine wave over the time in which it is gained, begun softly.
    """
    part, way = _quarter()
    fraction = since / gain_s
    inside = np.interp(np.minimum(fraction, 1.0), part, way)
    return np.asarray(gain_s * (inside + np.maximum(fraction - 1.0, 0.0)))


@lru_cache(maxsize=1)
def _quarter() -> tuple[FloatArray, FloatArray]:
    """Give parts of the time of a gain, and the way made by then."""
    part = np.linspace(0.0, 1.0, 401)
    soft = (np.hypot(part, CORNER) - CORNER) / (np.hypot(1.0, CORNER) - CORNER)
    speed = np.sin(0.5 * np.pi * soft)
    steps = 0.5 * (speed[1:] + speed[:-1]) * np.diff(part)
    return part, np.concatenate([[0.0], np.cumsum(steps)])

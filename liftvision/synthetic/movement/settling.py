"""Least squares for small problems whose residuals are worked out for many tries at once."""

from collections.abc import Callable

import numpy as np

from liftvision.arrays import FloatArray

Residuals = Callable[[FloatArray], FloatArray]
"""From N tries (N, K) to their residuals (N, M)."""

PROBE = 1e-6
DAMPINGS = np.array([0.03, 0.3, 3.0, 100.0])
LEAST_DAMPING, MOST_DAMPING = 1e-9, 1e6


def settle(
    residuals: Residuals, start: FloatArray, tolerance: float = 3e-7, rounds: int = 80
) -> FloatArray:
    """Find the unknowns (K,) of the least sum of squares near `start`.

    Levenberg and Marquardt's method; each round tries several dampings at once.

    Parameters
    ----------
    residuals
        Smooth; unknowns should be of the order of one.
    start
        (K,).
    tolerance
        The search ends with a step in which no unknown changes by more than this.
    rounds
        It ends after so many rounds in any case.
    """
    place, damping = start.astype(np.float64), 1e-3
    probes = PROBE * np.eye(len(start))
    for _ in range(rounds):
        around = residuals(np.concatenate([place[None], place + probes]))
        slopes = (around[1:] - around[0]) / PROBE
        curvature = slopes @ slopes.T
        dampings = damping * DAMPINGS
        damped = curvature + dampings[:, None, None] * np.diag(np.diag(curvature) + 1e-12)
        downhill = np.tile(slopes @ around[0], (len(dampings), 1))
        steps = -np.linalg.solve(damped, downhill[..., None])[..., 0]
        costs = np.sum(residuals(place + steps) ** 2, axis=-1)
        best = int(np.argmin(costs))
        if not costs[best] < around[0] @ around[0]:
            damping *= 1000.0
            if damping > MOST_DAMPING:
                break
            continue
        damping = max(float(dampings[best]), LEAST_DAMPING)
        place = place + steps[best]
        if best < len(dampings) - 1 and np.max(np.abs(steps[best])) < tolerance:
            break
    return place

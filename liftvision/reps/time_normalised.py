"""Pulls brought to the same length, with their mean and spread: 0 % is lift-off, 100 % lockout."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.reps.rep import Rep

STEPS = 101
"""Places on the way from lift-off to lockout."""

LEAST_PART = 0.5
"""Of the reps must show a place of the axis for a mean there."""

LEAST_REPS = 2
"""For a mean and a spread."""


def is_pulled(rep: Rep) -> bool:
    """Tell whether lift-off and lockout of a rep were seen."""
    return (
        rep.lift_off_s is not None and rep.lockout_s is not None and rep.lockout_s > rep.lift_off_s
    )


def over_pull(times: FloatArray, values: FloatArray, rep: Rep) -> FloatArray:
    """Give a column (T,) at `STEPS` places from lift-off to lockout; gaps stay NaN.

    Parameters
    ----------
    times
        (T,) seconds.
    values
        (T,) of any unit.
    rep
        A pulled one.
    """
    assert rep.lift_off_s is not None
    assert rep.lockout_s is not None
    at_s = np.linspace(rep.lift_off_s, rep.lockout_s, STEPS)
    return np.asarray(np.interp(at_s, times, values, left=np.nan, right=np.nan))


def mean_and_spread(
    curves: FloatArray, least_reps: int = LEAST_REPS
) -> tuple[FloatArray, FloatArray]:
    """Give the mean (K,) of curves (R, K) and the standard deviation (K,) between them.

    Both are NaN where fewer than ``least_reps``, or fewer than half, have a value; the deviation
    is where fewer than two have one, too.
    """
    count = np.isfinite(curves).sum(axis=0)
    enough = count >= max(least_reps, LEAST_PART * len(curves))
    several = enough & (count >= LEAST_REPS)
    mean, spread = np.full((2, curves.shape[1]), np.nan)
    mean[enough] = np.nanmean(curves[:, enough], axis=0)
    spread[several] = np.nanstd(curves[:, several], axis=0, ddof=1)
    return mean, spread

"""The course of a quantity over the rep, in the mean of a set's reps."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.comparison.in_step import in_step
from liftvision.reps.rep import Rep

LEAST_PART = 0.5
"""Of the reps must show a place of the axis."""


@dataclass(frozen=True, eq=False)
class Course:
    """A quantity over the rep, in its own unit; NaN where fewer than half of the reps show it.

    Attributes
    ----------
    mean
        (P,) over the reps, at the places of `in_step.axis`.
    error
        (P,) one standard error of the mean: that of measuring, which all reps share, and that of
        how much they differ.
    spread
        (P,) standard deviation between the reps; NaN with fewer than two.
    reps
        How many there are.
    """

    mean: FloatArray
    error: FloatArray
    spread: FloatArray
    reps: int

    @property
    def is_measured(self) -> bool:
        """Whether it has any value."""
        return bool(np.isfinite(self.mean).any())


def course_of(
    times: FloatArray,
    values: FloatArray,
    errors: FloatArray,
    reps: Sequence[Rep],
    knee: float,
    *,
    from_lift_off: bool = False,
) -> Course:
    """Give the course of a column over some reps, at least one.

    Parameters
    ----------
    times
        (T,) seconds.
    values, errors
        (T,) of the column.
    reps
        Of the same clip.
    knee
        Place of the knee pass on the axis.
    from_lift_off
        Whether each rep counts from its own value at lift-off.
    """
    curves = np.stack([in_step(times, values, rep, knee) for rep in reps])
    if from_lift_off:
        begins = np.array([_at_lift_off(times, values, rep) for rep in reps])
        curves = curves - begins[:, None]
    of_error = np.stack([in_step(times, errors, rep, knee) for rep in reps])
    count = np.isfinite(curves).sum(axis=0)
    hidden = count < max(1.0, LEAST_PART * len(reps))
    with warnings.catch_warnings():
        # Places that no rep shows are NaN, as they should be.
        warnings.simplefilter("ignore", RuntimeWarning)
        mean = np.nanmean(curves, axis=0)
        measuring = np.nanmean(of_error, axis=0)
        spread = np.nanstd(curves, axis=0, ddof=1) if len(reps) > 1 else np.full_like(mean, np.nan)
    chance = np.nan_to_num(spread) / np.sqrt(np.maximum(count, 1))
    error = np.hypot(measuring, chance)
    for each in (mean, error, spread):
        each[hidden] = np.nan
    return Course(mean, error, spread, len(reps))


def _at_lift_off(times: FloatArray, values: FloatArray, rep: Rep) -> float:
    if rep.lift_off_s is None:
        return float("nan")
    return float(np.interp(rep.lift_off_s, times, values))

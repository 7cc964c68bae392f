"""The course of a quantity over the rep, in the mean of a set's reps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.comparison.in_step import in_step
from liftvision.reps.rep import Rep
from liftvision.reps.time_normalised import mean_and_spread


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
    mean, spread = mean_and_spread(curves, least_reps=1)
    measuring, _ = mean_and_spread(of_error, least_reps=1)
    count = np.isfinite(curves).sum(axis=0)
    chance = np.nan_to_num(spread) / np.sqrt(np.maximum(count, 1))
    return Course(mean, np.hypot(measuring, chance), spread, len(reps))


def _at_lift_off(times: FloatArray, values: FloatArray, rep: Rep) -> float:
    if rep.lift_off_s is None:
        return float("nan")
    return float(np.interp(rep.lift_off_s, times, values))

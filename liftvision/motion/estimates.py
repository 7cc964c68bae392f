"""Several estimates of one number, made one."""

from collections.abc import Sequence
from typing import NamedTuple


class Estimate(NamedTuple):
    """A number and its standard error."""

    value: float
    error: float


def combined(estimates: Sequence[Estimate]) -> Estimate:
    """Give the inverse-variance mean; its error covers how far the estimates lie apart.

    Raises
    ------
    ValueError
        There is none.
    """
    if not estimates:
        raise ValueError("nothing to combine")
    weights = [1.0 / max(one.error, 1e-9) ** 2 for one in estimates]
    total = sum(weights)
    mean = sum(weight * one.value for weight, one in zip(weights, estimates, strict=True)) / total
    misfit = sum(
        weight * (one.value - mean) ** 2 for weight, one in zip(weights, estimates, strict=True)
    )
    excess = max(1.0, misfit / max(1, len(estimates) - 1))
    return Estimate(mean, float((excess / total) ** 0.5))

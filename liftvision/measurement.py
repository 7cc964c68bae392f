"""One measured number: value, error and unit, or the reason why there is none; and how it reads."""

from dataclasses import dataclass
from math import floor, log10
from typing import Self

UNIT_MARKS = {"deg": "°", "1": ""}
READ_AS = {"m": ("cm", 100.0)}
"""The unit and factor in which people read lengths of a lift."""

MOST_DECIMALS = 3
TWO_DIGITS_BELOW = 1.95
"""Errors below this, times a power of ten, are written with two digits."""

NO_ERROR_DECIMALS = 2
"""Decimals of a number whose error is not known."""


@dataclass(frozen=True)
class Measurement:
    """A number that is never given without its error or its reason.

    Attributes
    ----------
    value
        The number, or None where it was not measured.
    error
        One standard error in the same unit, or None where the value is None.
    unit
        ``deg``, ``m``, ``s``, ``m/s``, ``N``, ``J``, ``W``, ``%``, or ``1`` for a ratio.
    reason
        Why it was not measured; None where it was.
    rule
        By which of several definitions that are in use, where that changes the number.
    """

    value: float | None
    error: float | None
    unit: str
    reason: str | None = None
    rule: str | None = None

    @classmethod
    def not_measured(cls, unit: str, reason: str) -> Self:
        """Give the absent number, with the reason for its absence."""
        return cls(None, None, unit, reason)


def written(measured: Measurement) -> str:
    """Write ``value ± error unit``, with as many decimals as the error needs.

    These are the ones that show its first digit, or its first two where the first is a one.
    """
    if measured.value is None:
        return "not measured"
    unit, factor = READ_AS.get(measured.unit, (measured.unit, 1.0))
    mark = unit_mark(unit)
    value = factor * measured.value
    if measured.error is None:
        return f"{value:.{NO_ERROR_DECIMALS}f}{mark}"
    error = factor * measured.error
    decimals = 0 if error == 0.0 and value == int(value) else MOST_DECIMALS
    if error > 0.0:
        decimals = min(MOST_DECIMALS, max(0, -floor(log10(error / TWO_DIGITS_BELOW))))
    # Adding zero turns -0.0 into 0.0.
    number = f"{round(value, decimals) + 0.0:.{decimals}f}"
    return f"{number}{mark}" if error == 0.0 else f"{number} ± {error:.{decimals}f}{mark}"


def unit_mark(unit: str) -> str:
    """Give a unit as it stands behind a number."""
    return UNIT_MARKS.get(unit, f"\N{NO-BREAK SPACE}{unit}")

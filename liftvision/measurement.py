"""One measured number: value, error and unit, or the reason why there is none."""

from dataclasses import dataclass
from typing import Self


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

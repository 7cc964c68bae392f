"""How the clocks of two clips of one set run against each other."""

from dataclasses import dataclass

from liftvision.arrays import FloatArray

CLEAR_DRIFT = 4.0
"""Standard errors by which a drift must differ from none to be believed."""

LARGEST_DRIFT = 0.003
"""Of two clocks: phones differ by 0.0001, and 29.97 frames a second that are called 30 by 0.001.
Two sets that are alike but for their tempo differ by more."""


def is_clear(drift: float, error: float) -> bool:
    """Tell whether a drift is one of clocks, and clearly different from none."""
    return CLEAR_DRIFT * error < abs(drift) <= LARGEST_DRIFT


@dataclass(frozen=True)
class Alignment:
    """The clock of the second clip as seen from the first's.

    ``second = first + offset_s + drift * (first - middle_s)``, in s on the two clips' clocks.

    Attributes
    ----------
    offset_s
        What the second clip's clock shows more than the first's in the middle of the overlap.
    error_s
        One standard error of it.
    drift_found
        By how much faster the second clip's clock was found to run, as a ratio.
    drift_error
        One standard error of it; infinite where too little is in common to tell.
    start_s, end_s
        The part of the first clip's clock in which both clips run.
    """

    offset_s: float
    error_s: float
    drift_found: float
    drift_error: float
    start_s: float
    end_s: float

    @property
    def drift(self) -> float:
        """The drift that is taken out: what was found where that is clear, else none."""
        return self.drift_found if is_clear(self.drift_found, self.drift_error) else 0.0

    @property
    def middle_s(self) -> float:
        """The middle of the overlap on the first clip's clock."""
        return 0.5 * (self.start_s + self.end_s)

    def to_second(self, first_s: FloatArray | float) -> FloatArray | float:
        """Give what the second clip's clock shows at times of the first's, both in s."""
        return first_s + self.offset_s + self.drift * (first_s - self.middle_s)

    def to_first(self, second_s: FloatArray | float) -> FloatArray | float:
        """Give what the first clip's clock shows at times of the second's, both in s."""
        later = second_s - self.offset_s - self.middle_s
        return self.middle_s + later / (1.0 + self.drift)

    def error_at(self, first_s: float) -> float:
        """Give one standard error in s of `to_second` at a time of the first clip."""
        # Of a set too short to tell a drift, its error is infinite, but none is taken out.
        drifted_s = self.drift_error * abs(first_s - self.middle_s) if self.drift else 0.0
        return float((self.error_s**2 + drifted_s**2) ** 0.5)

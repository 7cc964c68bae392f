"""How well two clips of one set were aligned, and the sums over many pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pairing.alignment import Alignment

BAND_SIGMAS = 1.645
"""Standard errors to either side of a band that holds 90 %."""

WITHIN_S = (0.02, 0.04)
"""What rendered and filmed pairs are to be aligned within."""


@dataclass(frozen=True)
class PairScore:
    """Two clips of one set, laid over each other or refused.

    Attributes
    ----------
    pair
        Its name.
    rendered
        Whether the truth is exact.
    how
        ``whole``, ``long`` or ``short``: what was left of the clips.
    rates_hz
        Frames a second of both.
    true_s, true_drift
        The offset in the middle of what the clips share, and the drift; NaN for the offset of a
        refused pair, which has no such middle.
    found
        None where refused.
    refusal
        What was said then.
    """

    pair: str
    rendered: bool
    how: str
    rates_hz: tuple[float, float]
    true_s: float
    true_drift: float
    found: Alignment | None
    refusal: str = ""

    @property
    def error_s(self) -> float:
        """Found minus true; NaN where refused."""
        return np.nan if self.found is None else self.found.offset_s - self.true_s


@dataclass(frozen=True)
class Summary:
    """Sums over pairs.

    Attributes
    ----------
    pairs, aligned
        How many there were, and how many were not refused.
    rmse_s, largest_s
        Of the offsets' errors.
    within
        Part of the aligned pairs within each of `WITHIN_S`.
    in_band, drift_in_band
        Part of them whose band of 90 % holds the true offset, and the true drift.
    """

    pairs: int
    aligned: int
    rmse_s: float
    largest_s: float
    within: tuple[float, ...]
    in_band: float
    drift_in_band: float


def summary(scores: Sequence[PairScore]) -> Summary:
    """Sum up some pairs; NaN where none was aligned."""
    aligned = [(score, score.found) for score in scores if score.found is not None]
    off = np.abs([score.error_s for score, _ in aligned])
    stated = np.array([found.error_s for _, found in aligned])
    drift_off = np.abs([found.drift_found - score.true_drift for score, found in aligned])
    drift_stated = np.array([found.drift_error for _, found in aligned])
    # A drift that cannot be told has no band.
    told = np.isfinite(drift_stated)
    return Summary(
        pairs=len(scores),
        aligned=len(aligned),
        rmse_s=float(np.sqrt(_mean(off**2))),
        largest_s=float(off.max()) if len(off) else np.nan,
        within=tuple(_mean(off <= limit_s) for limit_s in WITHIN_S),
        in_band=_mean(off <= BAND_SIGMAS * stated),
        drift_in_band=_mean(drift_off[told] <= BAND_SIGMAS * drift_stated[told]),
    )


def _mean(values: FloatArray | BoolArray) -> float:
    return float(np.mean(values)) if len(values) else np.nan

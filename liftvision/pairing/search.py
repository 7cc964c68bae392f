"""Which offsets between two clips could be theirs: the whole course of both, at every offset."""

from typing import NamedTuple

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import find_peaks

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pairing.heights import SHOULDERS, Heights

RATE_HZ = 25.0
"""Of the search; a pull of half a second has a dozen samples."""

LEAST_TRAVEL = 1.6
"""Up and most of the way down again must be in common, in ranges of the shoulders' height: one
way up is much like any other."""

LEAST_SHARE = 0.3
"""Of the shoulders' travel in the clip that shows less of it."""

AMPLE_SHARE, AMPLE_TRAVEL = 0.6, 3.8
"""An offset is believed where so much of each clip's travel is in common, or about two whole
reps: one rep of a set fits another within the error too often."""

SEEN_IN = 0.5
"""A channel counts where both clips show it in at least this part of the common time."""

UNEXPLAINED = 1e-3
"""Part of a channel's variance that two views never share; keeps a chance of numbers from ruling
the search."""

MOVING = 0.1
"""Of the largest speed: below it the shoulders are still."""

APART_S = 0.5
"""Two offsets that differ by less are one."""

KEPT = 8


class Candidate(NamedTuple):
    """An offset between two clips, and how much speaks for it.

    Attributes
    ----------
    offset_s
        What the second clip's clock shows more than the first's.
    evidence
        Common seconds, weighed by how much of the movement in them is shared.
    ample
        Whether so much of the set is in both clips that the offset can be believed.
    """

    offset_s: float
    evidence: float
    ample: bool


def candidates(first: Heights, second: Heights) -> list[Candidate]:
    """Give the offsets at which the two clips are most alike, the best first; empty for none."""
    grids = [np.arange(each.times[0], each.times[-1], 1.0 / RATE_HZ) for each in (first, second)]
    both = [each.at(grid) for each, grid in zip((first, second), grids, strict=True)]
    on = [
        np.interp(grid, each.times, each.lifting.astype(np.float64)) > 0.5
        for each, grid in zip((first, second), grids, strict=True)
    ]
    sums = _Sums(len(grids[0]), len(grids[1]), on[0], on[1])
    common = _in_common(sums, both)
    evidence = np.where(common.enough, _evidence(sums, both), 0.0)
    # A peak needs a lower neighbour; the ends have none.
    peaks, _ = find_peaks(np.pad(evidence, 1), distance=max(1, round(APART_S * RATE_HZ)))
    start_s = float(grids[1][0] - grids[0][0])
    found = [
        Candidate(
            start_s + float(sums.lags[lag]) / RATE_HZ, float(evidence[lag]), bool(common.ample[lag])
        )
        for lag in peaks - 1
        if evidence[lag] > 0.0
    ]
    return sorted(found, key=lambda candidate: -candidate.evidence)[:KEPT]


class _Sums:
    """Sums over the common frames of two clips at every lag, where either of them lifts."""

    def __init__(self, length: int, other: int, on: BoolArray, other_on: BoolArray) -> None:
        self.size = next_fast_len(length + other)
        self.lags = np.arange(-length + 1, other)
        self._on, self._other_on = on, other_on

    def of(self, values: FloatArray, other: FloatArray) -> FloatArray:
        """Give the sum of the products at every lag: ``values[i] * other[i + lag]``."""
        on, other_on = self._on, self._other_on
        either = self._plain(values * on, other) + self._plain(values, other * other_on)
        return either - self._plain(values * on, other * other_on)

    def _plain(self, values: FloatArray, other: FloatArray) -> FloatArray:
        product = np.conj(rfft(values, self.size)) * rfft(other, self.size)
        whole: FloatArray = irfft(product, self.size)[self.lags]
        return whole


def _evidence(sums: _Sums, both: list[FloatArray]) -> FloatArray:
    """Give the evidence at every lag."""
    frames = sums.of(np.ones(both[0].shape[1]), np.ones(both[1].shape[1]))
    total, channels = np.zeros(len(sums.lags)), np.zeros(len(sums.lags))
    for row, other in zip(*both, strict=True):
        seen, correlation = _correlation(sums, row, other)
        counts = seen > SEEN_IN * np.maximum(frames, 1.0)
        shared = np.clip(correlation, 0.0, 1.0) ** 2
        total += np.where(counts, -np.log(1.0 + UNEXPLAINED - shared), 0.0)
        channels += counts
    return frames / RATE_HZ * total / np.maximum(channels, 1.0)


def _correlation(sums: _Sums, row: FloatArray, other: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the number of frames that show both rows at every lag, and their correlation."""
    seen, other_seen = (np.isfinite(each).astype(np.float64) for each in (row, other))
    if not seen.any() or not other_seen.any():
        nothing = np.zeros(len(sums.lags))
        return nothing, nothing
    # Large means would drown the sums' last digits.
    x, y = (
        np.nan_to_num((each - np.nanmean(each)) / (np.nanstd(each) + 1e-9)) for each in (row, other)
    )
    count = np.maximum(sums.of(seen, other_seen), 1.0)
    mean, other_mean = sums.of(x, other_seen) / count, sums.of(seen, y) / count
    variance = sums.of(x * x, other_seen) / count - mean**2
    other_variance = sums.of(seen, y * y) / count - other_mean**2
    scale = np.sqrt(np.clip(variance, 1e-3, None) * np.clip(other_variance, 1e-3, None))
    return sums.of(seen, other_seen), (sums.of(x, y) / count - mean * other_mean) / scale


class _Common(NamedTuple):
    """Whether enough of the set to be compared is in both clips, at every lag, and ample."""

    enough: BoolArray
    ample: BoolArray


def _in_common(sums: _Sums, both: list[FloatArray]) -> _Common:
    """Tell at every lag whether both clips show enough of the set in the common time."""
    shoulders, other = (each[SHOULDERS] for each in both)
    travel, other_travel = (travel_of(each) for each in (shoulders, other))
    common = sums.of(travel, np.ones(len(other)))
    other_common = sums.of(np.ones(len(shoulders)), other_travel)
    ranges = np.minimum(common / range_of(shoulders), other_common / range_of(other))
    shares = [common / max(travel.sum(), 1e-9), other_common / max(other_travel.sum(), 1e-9)]
    ample = (np.minimum(*shares) >= AMPLE_SHARE) | (ranges >= AMPLE_TRAVEL)
    return _Common((ranges >= LEAST_TRAVEL) & (np.maximum(*shares) >= LEAST_SHARE), ample)


def travel_of(heights: FloatArray) -> FloatArray:
    """Give (T,) px by which a height changes up to each sample; zero where it is still."""
    steps = np.abs(np.diff(heights, prepend=heights[:1]))
    steps = np.nan_to_num(steps)
    moving: FloatArray = np.where(steps > MOVING * np.percentile(steps, 99.0), steps, 0.0)
    return moving


def range_of(heights: FloatArray) -> float:
    """Give the range in px between the lowest and highest that a height often is."""
    if not np.isfinite(heights).any():
        return np.inf
    low, high = np.nanpercentile(heights, (5.0, 95.0))
    return float(high - low)

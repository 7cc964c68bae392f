"""From a rough offset to the two clocks: offset, drift, their errors, and how well all fits."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pairing.alignment import Alignment, is_clear
from liftvision.pairing.heights import CHANNELS, Heights

REACH_S, STEP_S = 0.12, 0.01
"""How far from the rough offset the exact one is looked for, in which steps."""

BLOCK_S = 2.0
"""About half a rep: what is wrong within it is wrong alike, and the other way in the next."""

LEAST_SAMPLES = 20
"""Of a channel, for it to tell the time."""

USUAL_MISFIT_S = 0.012
"""Of a channel that two views see well: no channel is trusted more than that."""

OFFSET_FLOOR_S, FRAME_PART = 0.003, 0.05
"""What the offset is wrong by at least, in s and in frames of the slower clip. Two views differ by
it however long they are: with it, bands of 90 % hold 92 % of the offsets of six pairs, cut and
filmed at other rates (benchmarks/pairs.py)."""

DRIFT_FLOOR_S = 0.004
"""By how much half of the blocks may be wrong alike, which a drift is taken for."""

ROUNDS = 3
"""Of correcting the clocks: each leaves a tenth of what the last left."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Two clips laid over each other.

    Attributes
    ----------
    alignment
        Of their clocks.
    misfits_s
        (C,) of each of `CHANNELS`: by how long one clip's course is ahead of the other's or
        behind it, root mean square over the movement; NaN where not both clips show it.
    """

    alignment: Alignment
    misfits_s: FloatArray

    @property
    def misfit_s(self) -> float:
        """The second smallest of the channels' misfits: one alone may be small by chance."""
        known = np.sort(self.misfits_s[np.isfinite(self.misfits_s)])
        return float(known[1]) if len(known) > 1 else np.inf

    @property
    def bar_misfit_s(self) -> float:
        """The bar's misfit; NaN where not both clips show the bar itself."""
        return float(self.misfits_s[CHANNELS.index("bar")])


def fit(first: Heights, second: Heights, rough_s: float) -> Fit:
    """Find the clocks' offset and drift near a rough offset.

    Every height of the second clip is taken for that of the first times a scale and plus a shift.
    Each channel counts by its misfit.
    """
    overlap = _overlap(first, second, rough_s)
    middle_s = 0.5 * sum(overlap)
    offset_s, drift = _best_offset(first, second, rough_s), 0.0
    for _ in range(ROUNDS):
        line = _line(_laid(first, second, offset_s, drift, middle_s), middle_s)
        offset_s += line.level
        if is_clear(drift + line.slope, line.slope_error):
            drift += line.slope
    laid = _laid(first, second, offset_s, drift, middle_s)
    line = _line(laid, middle_s)
    slower_s = max(float(np.median(np.diff(each.times))) for each in (first, second))
    floor = np.hypot(OFFSET_FLOOR_S, FRAME_PART * slower_s)
    alignment = Alignment(
        offset_s=offset_s + line.level,
        error_s=float(np.hypot(line.level_error, floor)),
        drift_found=drift + line.slope,
        drift_error=line.slope_error,
        start_s=overlap[0],
        end_s=overlap[1],
    )
    return Fit(alignment, laid.misfits_s)


class _Laid(NamedTuple):
    """The heights of two clips on the first one's times.

    ``late_s``: (C, T) by how long the second clip's course is behind the first's, as far as a
    sample tells; ``weights``: (C, T) how much it tells, in 1 / s²; zero where nothing.
    """

    times: FloatArray
    late_s: FloatArray
    weights: FloatArray
    misfits_s: FloatArray


def _laid(first: Heights, second: Heights, offset_s: float, drift: float, middle_s: float) -> _Laid:
    """Lay the second clip's heights over the first's."""
    there = first.times + offset_s + drift * (first.times - middle_s)
    beside = np.interp(there, second.times, second.lifting.astype(np.float64)) > 0.5
    heights = np.where(first.lifting | beside, second.at(there), np.nan)
    speeds = np.gradient(heights, first.times, axis=1)
    late, weights = np.zeros_like(heights), np.zeros_like(heights)
    misfits = np.full(len(CHANNELS), np.nan)
    for channel, (x, y, v) in enumerate(zip(first.values, heights, speeds, strict=True)):
        seen = np.isfinite(x + y + v)
        if np.count_nonzero(seen) < LEAST_SAMPLES:
            continue
        scale, shift = _scale_and_shift(x[seen], y[seen])
        moved = np.mean(v[seen] ** 2)
        if scale <= 0.0 or moved <= 0.0:
            continue
        off = scale * x[seen] + shift - y[seen]
        misfits[channel] = np.sqrt(np.mean(off**2) / moved)
        trusted = misfits[channel] ** 2 + USUAL_MISFIT_S**2
        weights[channel, seen] = v[seen] ** 2 / moved / trusted
        late[channel, seen] = off / np.where(v[seen] == 0.0, np.inf, v[seen])
    return _Laid(first.times, late, weights, misfits)


def _scale_and_shift(x: FloatArray, y: FloatArray) -> tuple[float, float]:
    """Give the line that takes x to y with the least squares."""
    spread = float(np.var(x))
    scale = float(np.mean((x - x.mean()) * (y - y.mean()))) / spread if spread > 0.0 else 0.0
    return scale, float(y.mean() - scale * x.mean())


class _Line(NamedTuple):
    """What is left to correct: its level in the middle, its slope, and their standard errors."""

    level: float
    slope: float
    level_error: float
    slope_error: float


def _line(laid: _Laid, middle_s: float) -> _Line:
    """Fit a line through how late each block of the set is, by least squares.

    The errors come from the scatter of the blocks, with the weights that the blocks have.
    """
    blocks = np.floor((laid.times - laid.times[0]) / BLOCK_S).astype(np.int64)
    weights = laid.weights.sum(axis=0)
    weight: FloatArray = np.bincount(blocks, weights).astype(np.float64)
    told = weight > 0.0
    if not told.any():
        return _Line(0.0, 0.0, np.inf, np.inf)
    pull = np.bincount(blocks, (laid.weights * laid.late_s).sum(axis=0))[told]
    # A block lies in time where what tells of it lies.
    moment = np.bincount(blocks, weights * (laid.times - middle_s))[told]
    weight = weight[told]
    late, when = pull / weight, moment / weight
    centre = np.average(when, weights=weight)
    level = float(np.average(late, weights=weight))
    lever = float(np.sum(weight * (when - centre) ** 2))
    slope = float(np.sum(weight * (when - centre) * (late - level))) / lever if lever > 0.0 else 0.0
    if len(weight) < 3:
        scatter = float(np.sqrt(np.average((late - level) ** 2, weights=weight)))
        return _Line(level, 0.0, scatter, np.inf)
    left = late - level - slope * (when - centre)
    variance = float(np.sum(weight * left**2)) / (len(weight) - 2)
    level_error = np.sqrt(variance / weight.sum())
    spread_s = np.sqrt(lever / weight.sum())
    slope_floor = DRIFT_FLOOR_S / spread_s / np.sqrt(len(weight) / 2)
    slope_error = float(np.hypot(np.sqrt(variance / lever), slope_floor))
    return _Line(level - slope * float(centre), slope, float(level_error), slope_error)


def _best_offset(first: Heights, second: Heights, rough_s: float) -> float:
    """Give the offset near a rough one at which the channels fit best, all together."""
    offsets = rough_s + np.arange(-REACH_S, REACH_S + 0.5 * STEP_S, STEP_S)
    misfits = [_laid(first, second, float(offset), 0.0, 0.0).misfits_s for offset in offsets]
    known = [
        float(np.nanmean(np.log(row + USUAL_MISFIT_S))) if np.isfinite(row).any() else np.inf
        for row in misfits
    ]
    return float(offsets[int(np.argmin(known))])


def _overlap(first: Heights, second: Heights, rough_s: float) -> tuple[float, float]:
    """Give the part of the first clip's clock in which both run."""
    start = max(float(first.times[0]), float(second.times[0]) - rough_s)
    return start, min(float(first.times[-1]), float(second.times[-1]) - rough_s)

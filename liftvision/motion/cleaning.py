"""Clean a signal without moving it in time: outliers out, short gaps filled, jitter filtered.

Every function takes one run of frames without a cut and values (T,) or (T, ...); NaN is 'not
seen'. Long gaps stay NaN and are never filtered across.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.signal import butter, sosfiltfilt

from liftvision.arrays import BoolArray, FloatArray

Step: TypeAlias = Callable[[FloatArray, FloatArray], FloatArray]

MAX_FILLED_GAP_S = 0.15
"""A longer gap may hide a movement, so it stays a gap."""

OUTLIER_WINDOW_S = 0.25
"""Window of the Hampel filter: 7 frames at 30 fps, the field's usual choice (Sports2D)."""

OUTLIER_SIGMAS = 3.0
MAD_TO_SIGMA = 1.4826
"""Hampel: beyond three robust standard deviations from the window's median."""

CUTOFF_HZ = 6.0
"""Butterworth cut-off, the default of the field for body landmarks (Sports2D, OpenCap)."""


def clean(times: FloatArray, values: FloatArray, cutoff_hz: float = CUTOFF_HZ) -> FloatArray:
    """Remove outliers, fill short gaps and filter; long gaps stay NaN.

    Parameters
    ----------
    times
        (T,) seconds, strictly increasing.
    values
        (T, ...) of any unit.
    cutoff_hz
        Of the zero-lag 4th-order Butterworth filter.
    """
    columns = values.reshape(len(values), -1)
    cleaned = np.empty_like(columns)
    for number, column in enumerate(columns.T):
        filled = fill_short_gaps(times, without_outliers(times, column))
        cleaned[:, number] = low_pass(times, filled, cutoff_hz)
    return cleaned.reshape(values.shape)


def without_outliers(times: FloatArray, values: FloatArray) -> FloatArray:
    """Give (T,) values with outliers as NaN (Hampel filter; constant stretches keep theirs)."""
    length = min(len(values), 2 * max(1, round(OUTLIER_WINDOW_S / (2.0 * _interval(times)))) + 1)
    # Frames near an end share the end's last whole window: half a window condemns too easily.
    starts = np.clip(np.arange(len(values)) - length // 2, 0, len(values) - length)
    windows = np.lib.stride_tricks.sliding_window_view(values, length)[starts]
    seen = np.isfinite(windows).sum(axis=1) >= 3
    kept = values.copy()
    if not seen.any():
        return kept
    middle = np.nanmedian(windows[seen], axis=1)
    spread = np.nanmedian(np.abs(windows[seen] - middle[:, None]), axis=1)
    # On a steady ramp the window's own slope is part of its spread, so a lift is no outlier.
    far = np.abs(values[seen] - middle) > OUTLIER_SIGMAS * MAD_TO_SIGMA * spread
    outliers = np.zeros(len(values), dtype=bool)
    outliers[seen] = far & (spread > 0.0)
    kept[outliers] = np.nan
    return kept


def fill_short_gaps(times: FloatArray, values: FloatArray) -> FloatArray:
    """Give (T,) values with gaps up to `MAX_FILLED_GAP_S` filled by straight lines."""
    filled = values.copy()
    for start, stop in runs(~np.isfinite(values)):
        inside = start > 0 and stop < len(values)
        if inside and times[stop] - times[start - 1] <= MAX_FILLED_GAP_S + _interval(times):
            ends = [start - 1, stop]
            filled[start:stop] = np.interp(times[start:stop], times[ends], values[ends])
    return filled


def low_pass(times: FloatArray, values: FloatArray, cutoff_hz: float) -> FloatArray:
    """Filter each unbroken run of (T,) values, forward and backward, on its own.

    With a variable frame rate the run is resampled to even steps and back. Runs that are too
    short for the filter to settle, or sampled too slowly for the cut-off, are left as they are.
    """
    filtered = values.copy()
    for start, stop in runs(np.isfinite(values)):
        filtered[start:stop] = _filter_run(times[start:stop], values[start:stop], cutoff_hz)
    return filtered


def _filter_run(times: FloatArray, values: FloatArray, cutoff_hz: float) -> FloatArray:
    if len(values) < 6:
        return values
    interval = _interval(times)
    nyquist_hz = 0.5 / interval
    if cutoff_hz >= 0.9 * nyquist_hz:
        return values
    even = np.linspace(
        times[0], times[-1], max(len(times), round((times[-1] - times[0]) / interval) + 1)
    )
    sections = butter(2, cutoff_hz / nyquist_hz, output="sos")
    # Reflecting about 0.5 s at both ends keeps the ends of a lift where they are.
    padding = min(len(even) - 1, round(0.5 / interval))
    smooth = sosfiltfilt(sections, np.interp(even, times, values), padlen=padding)
    return np.interp(times, even, smooth)


def runs(flags: BoolArray) -> list[tuple[int, int]]:
    """Give start and stop (half open) of each run of True in (T,) flags."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def rate(times: FloatArray, values: FloatArray) -> FloatArray:
    """Give the derivative of (T,) values per second from the real intervals; NaN at gaps."""
    if len(times) < 2:
        return np.full(len(times), np.nan)
    return np.asarray(np.gradient(values, times), dtype=np.float64)


def _interval(times: FloatArray) -> float:
    return float(np.median(np.diff(times))) if len(times) > 1 else 1.0

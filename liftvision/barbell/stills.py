"""The frames of a shot to search for the bar in: those in which the hands go up or down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, Image, IntArray

COUNT = 32
"""Enough for the background to differ in each, few enough for a short search."""

INTERVAL_S = 0.12
"""Not closer together than this: neighbouring frames say the same twice."""

LEAST_SPEED_M_S = 0.15
SPEED_OVER_S = 0.2
AROUND_S = 0.25
"""Hands faster than this, up or down, over this time; and so long before and after."""


@dataclass(frozen=True, eq=False)
class Stills:
    """The frames of a shot in which the bar is searched.

    Attributes
    ----------
    frames
        (S,) their numbers in the clip.
    images
        S pictures of the window.
    hands
        (S, 2) px of the window; or where the plate was said to be, if ``pointed_at``.
    pointed_at
        Whether the user said where the plate is.
    """

    frames: IntArray
    images: Sequence[Image]
    hands: FloatArray
    pointed_at: bool = False


def choose_stills(times: FloatArray, hands: FloatArray, px_per_m: float) -> IntArray:
    """Give the frames (S,) of a shot to search, in order.

    Parameters
    ----------
    times
        (T,) s.
    hands
        (T, 2) px without gaps.
    px_per_m
        In the body's plane.
    """
    wanted = _moving(times, hands[:, 1] / px_per_m)
    if wanted.sum() < COUNT // 4:
        wanted = np.ones(len(times), dtype=bool)
    frames = np.flatnonzero(wanted)
    interval = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    # At least the interval apart, or further where there is more than enough.
    step = max(1.0, INTERVAL_S / interval, len(frames) / COUNT)
    return frames[np.unique(np.arange(0.0, len(frames), step).astype(np.int64))]


def _moving(times: FloatArray, height_m: FloatArray) -> BoolArray:
    """Tell in which frames (T,) the hands move up or down, or are about to."""
    before, after = times - SPEED_OVER_S / 2.0, times + SPEED_OVER_S / 2.0
    rise = np.interp(after, times, height_m) - np.interp(before, times, height_m)
    fast = times[np.abs(rise) / SPEED_OVER_S > LEAST_SPEED_M_S]
    if len(fast) == 0:
        return np.zeros(len(times), dtype=bool)
    nearest = fast[np.clip(np.searchsorted(fast, times), 0, len(fast) - 1)]
    previous = fast[np.clip(np.searchsorted(fast, times) - 1, 0, len(fast) - 1)]
    return np.asarray(np.minimum(np.abs(nearest - times), np.abs(previous - times)) <= AROUND_S)

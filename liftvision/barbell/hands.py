"""Where the hands are, to look for the bar around them."""

import numpy as np
from scipy.ndimage import median_filter

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark

HAND = (
    Landmark.WRIST_L, Landmark.WRIST_R, Landmark.INDEX_L, Landmark.INDEX_R, Landmark.PINKY_L,
    Landmark.PINKY_R,
)  # fmt: skip
"""Knuckles lie around the bar, wrists a hand's breadth above it."""

MEDIAN_S = 0.25


def hand_path(times: FloatArray, xy: FloatArray, visibility: FloatArray) -> FloatArray:
    """Give the middle of the hands (T, 2) px, without jumps and gaps.

    A gap is bridged by a straight line, and the ends are held: it is only where to look.
    NaN throughout where the lifter was never found.

    Parameters
    ----------
    times
        (T,) s.
    xy, visibility
        (T, 33, 2) px and (T, 33).
    """
    weight = np.nan_to_num(visibility[:, HAND]) ** 2 + 1e-3
    hands = (xy[:, HAND] * weight[..., None]).sum(axis=1) / weight.sum(axis=1)[:, None]
    seen = np.isfinite(hands[:, 0])
    if not seen.any():
        return np.asarray(hands)
    filled = without_gaps(times, hands)
    interval = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    window = 2 * max(1, round(0.5 * MEDIAN_S / interval)) + 1
    return np.asarray(median_filter(filled, (window, 1), mode="nearest"))


def without_gaps(times: FloatArray, path: FloatArray) -> FloatArray:
    """Give a path (T, 2) with straight lines across its gaps and its ends held.

    NaN throughout where it was never seen.
    """
    seen = np.isfinite(path[:, 0])
    if not seen.any():
        return path
    return np.stack([np.interp(times, times[seen], axis[seen]) for axis in path.T], axis=1)

"""How new one frame is after another, told from their grey miniatures."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import BoolArray

Levels: TypeAlias = NDArray[np.uint8]
"""Grey levels of one or more frames, (..., rows, columns)."""

FloatLevels: TypeAlias = NDArray[np.float32]
"""The same as numbers to reckon with."""

GRID = 36
"""Cells along each side of a miniature, the signature of a frame, which is 1.3 kB."""

NEW_LEVEL = 12.0
"""Grey levels outside the range of the neighbourhood that make a cell new."""

LEAST_GAIN, MOST_GAIN = 0.5, 2.0
"""A change of contrast within these, all over the picture, is the light or the exposure."""


def renewal(
    before: NDArray[np.generic], after: NDArray[np.generic]
) -> tuple[FloatLevels, BoolArray]:
    """Measure how new each cell is: what motion and a change of light do not explain.

    Parameters
    ----------
    before, after
        (..., rows, columns) grey levels.

    Returns
    -------
    levels
        (..., rows, columns) how far a cell after lies outside the range of the 3 x 3 cells
        around it before, or the other way round; the lesser of that for the pictures as they
        are and with contrast and brightness made equal.
    brighter
        (..., rows, columns) whether the cell became brighter.
    """
    first = before.astype(np.float32)
    last = after.astype(np.float32)
    plain = _outside_range(first, last)
    relit = _outside_range(_in_the_light_of(first, last), last)
    return np.minimum(plain, relit), last > first


def _outside_range(first: FloatLevels, last: FloatLevels) -> FloatLevels:
    from scipy.ndimage import maximum_filter, minimum_filter

    around = (1,) * (first.ndim - 2) + (3, 3)
    low, high = minimum_filter(first, around), maximum_filter(first, around)
    appeared = np.maximum(last - high, low - last)
    low, high = minimum_filter(last, around), maximum_filter(last, around)
    vanished = np.maximum(first - high, low - first)
    return np.asarray(np.maximum(appeared, vanished))


def _in_the_light_of(first: FloatLevels, last: FloatLevels) -> FloatLevels:
    """Fit brightness and contrast of one picture to another by least squares."""
    over = (-2, -1)
    first_mean = first.mean(axis=over, keepdims=True)
    last_mean = last.mean(axis=over, keepdims=True)
    deviation = first - first_mean
    power = np.maximum((deviation**2).mean(axis=over, keepdims=True), 1.0)
    gain = (deviation * (last - last_mean)).mean(axis=over, keepdims=True) / power
    fitted = last_mean + np.clip(gain, LEAST_GAIN, MOST_GAIN) * deviation
    return np.asarray(fitted, np.float32)

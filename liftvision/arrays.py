"""Names for the array types that every room hands on, and how some frames lie among all."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
Image: TypeAlias = NDArray[np.uint8]
"""An RGB picture (height, width, 3), upright, 0-255."""


def spread(frames: BoolArray, values: FloatArray) -> FloatArray:
    """Give the values of some frames among all (T, ...), NaN in the others."""
    among_all = np.full((len(frames), *values.shape[1:]), np.nan)
    among_all[frames] = values
    return among_all


def median_seen(values: FloatArray) -> float:
    """Give the median of the values (N,) that are not NaN; NaN where all are."""
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")

"""Lines and areas as SVG writes them."""

from collections.abc import Iterator

import numpy as np

from liftvision.arrays import BoolArray, FloatArray


def line_path(x: FloatArray, y: FloatArray) -> str:
    """Give a line through points (N,); where one is NaN there is a gap."""
    return "".join(
        "M" + "L".join(f"{x[i]:.1f} {y[i]:.1f}" for i in run) for run in _runs(_seen(x, y))
    )


def band_path(x: FloatArray, low: FloatArray, high: FloatArray) -> str:
    """Give the area between two lines over places (N,); where one is NaN there is a gap."""
    areas = []
    for run in _runs(_seen(x, low) & _seen(x, high)):
        upper = [f"{x[i]:.1f} {high[i]:.1f}" for i in run]
        lower = [f"{x[i]:.1f} {low[i]:.1f}" for i in reversed(run)]
        areas.append("M" + "L".join(upper + lower) + "Z")
    return "".join(areas)


def _seen(x: FloatArray, y: FloatArray) -> BoolArray:
    return np.asarray(np.isfinite(x) & np.isfinite(y))


def _runs(seen: BoolArray) -> Iterator[list[int]]:
    """Give the indices of each run of at least two points that are seen."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    for first, last in edges.reshape(-1, 2).tolist():
        if last - first > 1:
            yield list(range(first, last))

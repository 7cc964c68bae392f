"""Places where a ring might be, and the most plausible way from one to the next over time."""

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, IntArray

APART_PX = 3
"""Two candidates are at least this far apart, across or down."""


def best_places(worth: NDArray[np.float32], count: int) -> tuple[FloatArray, FloatArray]:
    """Give the highest local maxima of a map.

    Parameters
    ----------
    worth
        (H, W), the higher the better.
    count
        How many to give; filled up with the best one where there are fewer.

    Returns
    -------
    Places (count, 2), x and y px to a fraction of one, and their worth (count,), the best first.
    """
    side = 2 * APART_PX + 1
    around = cv2.dilate(worth, np.ones((side, side), np.uint8))
    rows, columns = np.nonzero(worth >= around)
    order = np.argsort(-worth[rows, columns])[:count]
    order = np.concatenate([order, np.repeat(order[:1], count - len(order))])
    rows, columns = rows[order], columns[order]
    places = np.stack([columns, rows], axis=1).astype(np.float64)
    inner = (rows > 0) & (rows < len(worth) - 1) & (columns > 0) & (columns < worth.shape[1] - 1)
    r, c = rows[inner], columns[inner]
    places[inner, 0] += _summit(worth[r, c - 1], worth[r, c], worth[r, c + 1])
    places[inner, 1] += _summit(worth[r - 1, c], worth[r, c], worth[r + 1, c])
    return places, worth[rows, columns].astype(np.float64)


def _summit(
    before: NDArray[np.float32], middle: NDArray[np.float32], after: NDArray[np.float32]
) -> FloatArray:
    """Give where, from -0.5 to 0.5, the parabola through three values is highest."""
    bend = before - 2.0 * middle + after
    lean = 0.5 * (before - after)
    return np.clip(np.where(bend < 0.0, lean / np.minimum(bend, -1e-9), 0.0), -0.5, 0.5)


def best_way(
    places: FloatArray,
    worth: FloatArray,
    expected: FloatArray,
    allowed: FloatArray,
    price: float,
    most: float,
) -> IntArray:
    """Choose one candidate a frame, so that worth minus the price of moving is greatest (Viterbi).

    Parameters
    ----------
    places, worth
        (S, K, 2) px and (S, K).
    expected
        (S, 2) px, the motion that is free, from the frame before; the first is not used.
    allowed
        (S,) px further than which a motion has a price.
    price
        For each px beyond.
    most
        That a step costs at most: after a jump the way goes on.

    Returns
    -------
    (S,) the number of each frame's candidate.
    """
    frames, count = worth.shape
    total = worth[0].copy()
    came_from = np.zeros((frames, count), dtype=np.int64)
    for frame in range(1, frames):
        moved = places[frame][None] - places[frame - 1][:, None] - expected[frame]
        beyond = np.maximum(0.0, np.linalg.norm(moved, axis=2) - allowed[frame])
        value = total[:, None] - np.minimum(most, price * beyond)
        came_from[frame] = value.argmax(axis=0)
        total = value.max(axis=0) + worth[frame]
    way = np.empty(frames, dtype=np.int64)
    way[-1] = int(total.argmax())
    for frame in range(frames - 1, 0, -1):
        way[frame - 1] = came_from[frame, way[frame]]
    return way

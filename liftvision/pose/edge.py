"""The outline of the back, moved from the mask's edge to the edge of the picture itself.

The model's mask is drawn in a square of 256 px and lies some hundredths of a trunk inside or
outside of the body. Near it the colours on either side say where the body really ends.
"""

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from liftvision.arrays import BoolArray, FloatArray, Image

REACH, LEAST_REACH_PX = 0.03, 3.0
"""How far to either side of the mask's edge the body's is sought, in trunk lengths, and in px."""

STEP_PX = 0.5
"""Between the places along a normal at which the picture is sampled."""

SURROUNDINGS = 2.0
"""Colours are learned up to this many reaches away, from half a reach on."""

ALIKE = 0.06
"""Along this part of a trunk's length body and background keep their colours."""

NOISE = 20.0
"""Least standard deviation of a colour channel on either side, of 255."""

DECISIVE = 6.0
"""One sample tells inside from outside no better than this log odds: a print on a shirt or a
stripe in the background is not the edge."""

DEVIATION = 0.006
"""Standard deviation of the mask's edge around the body's, in trunk lengths. Measured on rendered
clips: 0.007."""

STIFFNESS = 24.0
"""Against changes of the shift along the outline, per square of its slope."""


def at_the_edge(picture: Image, outline: FloatArray, trunk_px: float) -> FloatArray:
    """Move an outline to the nearest edge of what the picture shows.

    Parameters
    ----------
    picture
        (height, width, 3), 0-255.
    outline
        (N, 2) px in it, along the mask's edge; NaN where unseen.
    trunk_px
        From hip to shoulder.

    Returns
    -------
    (N, 2) px; points that lie too near to the picture's edge stay.
    """
    known = np.isfinite(outline[:, 0])
    if known.sum() < 8 or trunk_px <= 0.0:
        return outline
    points = outline[known]
    normals = _normals(points)
    reach = max(LEAST_REACH_PX, REACH * trunk_px)
    offsets = np.arange(-SURROUNDINGS * reach, SURROUNDINGS * reach + 0.1 * STEP_PX, STEP_PX)
    places = points[:, None] + offsets[:, None] * normals[:, None]
    spacing = float(np.median(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    odds = _odds(_colours(picture, places), offsets, reach, ALIKE * trunk_px / spacing)
    # Between two samples: all up to there on the one side, all from there on the other.
    shifts = offsets + 0.5 * STEP_PX
    within = np.abs(offsets) <= reach
    cost = np.cumsum(odds, axis=1)[:, within]
    cost += 0.5 * (shifts[within] / (DEVIATION * trunk_px)) ** 2
    shift = _smoothest(cost, shifts[within], spacing)
    shift[~_inside(places, picture.shape[:2])] = 0.0
    moved = outline.copy()
    moved[known] = points + shift[:, None] * normals
    return moved


def _normals(points: FloatArray) -> FloatArray:
    """Give unit normals (N, 2) of a polyline; all on the same side of it."""
    smooth = gaussian_filter1d(points, 2.0, axis=0, mode="nearest")
    along = np.gradient(smooth, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.stack([along[:, 1], -along[:, 0]], axis=1))


def _colours(picture: Image, places: FloatArray) -> FloatArray:
    """Give the colours (N, K, 3) of the picture at places (N, K, 2) px."""
    across, down = np.moveaxis(places.astype(np.float32), -1, 0)
    colours = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(colours, dtype=np.float64)


def _odds(colours: FloatArray, offsets: FloatArray, reach: float, alike: float) -> FloatArray:
    """Give how much worse each sample (N, K) fits the first side than the second, as log odds."""
    misfits = []
    for side in (offsets < -0.5 * reach, offsets > 0.5 * reach):
        middle = np.median(colours[:, side], axis=1)
        middle = gaussian_filter1d(middle, alike, axis=0, mode="nearest")
        spread = np.median(np.abs(colours[:, side] - middle[:, None]), axis=1).mean(axis=1)
        variance = gaussian_filter1d((1.48 * spread) ** 2, alike, mode="nearest") + NOISE**2
        squares = ((colours - middle[:, None]) ** 2).sum(axis=2)
        misfits.append(squares / variance[:, None] + 3.0 * np.log(variance)[:, None])
    return np.asarray(STEP_PX * np.clip(misfits[0] - misfits[1], -DECISIVE, DECISIVE))


def _smoothest(cost: FloatArray, shifts: FloatArray, spacing: float) -> FloatArray:
    """Give the shifts (N,) of least cost (N, K), changes between neighbours included."""
    change = STIFFNESS * ((shifts[:, None] - shifts) / spacing) ** 2
    total = cost[0]
    came_from = np.zeros(cost.shape, dtype=np.intp)
    everyone = np.arange(len(shifts))
    for point in range(1, len(cost)):
        ways = total[:, None] + change
        came_from[point] = ways.argmin(axis=0)
        total = ways[came_from[point], everyone] + cost[point]
    best = np.empty(len(cost), dtype=np.intp)
    best[-1] = int(total.argmin())
    for point in range(len(cost) - 1, 0, -1):
        best[point - 1] = came_from[point, best[point]]
    return np.asarray(shifts[best])


def _inside(places: FloatArray, shape: tuple[int, ...]) -> BoolArray:
    """Tell of which points (N,) all samples (N, K, 2) lie in a picture of (height, width)."""
    limits = np.array([shape[1] - 1.0, shape[0] - 1.0])
    return np.asarray(((places >= 0.0) & (places <= limits)).all(axis=(1, 2)))

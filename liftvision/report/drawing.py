"""Antialiased lines, arcs and dots at fractions of a px; a point with NaN draws nothing.

Everything draws into the picture in place. Points are (2,) px, x right, y down.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.report.colours import HALO, Colour

SHIFT = 4
"""Binary digits of a px that cv2 keeps."""

FAR_OUT_PX = 30_000.0
"""Points are held within this, so that a wild landmark cannot overflow cv2's integers."""


def fixed(points: FloatArray) -> NDArray[np.int32]:
    """Give points in cv2's fixed-point px."""
    held = np.clip(points, -FAR_OUT_PX, FAR_OUT_PX)
    return np.asarray(np.round(held * 2**SHIFT), dtype=np.int32)


def line(image: Image, a: FloatArray, b: FloatArray, colour: Colour, thickness: int) -> None:
    """Draw a line from ``a`` to ``b``."""
    if np.isfinite(a).all() and np.isfinite(b).all():
        (ax, ay), (bx, by) = fixed(np.stack([a, b])).tolist()
        cv2.line(image, (ax, ay), (bx, by), colour, thickness, cv2.LINE_AA, SHIFT)


def path(image: Image, points: FloatArray, colour: Colour, thickness: int) -> None:
    """Draw a line through points (N, 2); it is interrupted where a point is NaN."""
    seen = np.isfinite(points).all(axis=1)
    starts = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
    runs = [fixed(points[first:last]) for first, last in starts.reshape(-1, 2)]
    cv2.polylines(image, runs, False, colour, thickness, cv2.LINE_AA, SHIFT)


def dot(image: Image, centre: FloatArray, radius: float, colour: Colour, rim: int) -> None:
    """Draw a filled dot with a dark rim ``rim`` px wide."""
    if np.isfinite(centre).all():
        x, y = fixed(centre).tolist()
        for reach, ink in ((radius + rim, HALO), (radius, colour)):
            cv2.circle(image, (x, y), round(reach * 2**SHIFT), ink, cv2.FILLED, cv2.LINE_AA, SHIFT)


def ring(image: Image, centre: FloatArray, radius: float, colour: Colour, thickness: int) -> None:
    """Draw a ring on a dark one that is two px wider."""
    if np.isfinite(centre).all():
        x, y = fixed(centre).tolist()
        for width, ink in ((thickness + 2, HALO), (thickness, colour)):
            reach = round(radius * 2**SHIFT)
            cv2.circle(image, (x, y), reach, ink, width, cv2.LINE_AA, SHIFT)


def dashes(image: Image, a: FloatArray, b: FloatArray, colour: Colour, thickness: int) -> None:
    """Draw a dashed line from ``a`` to ``b``, on a dark one."""
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return
    length = float(np.hypot(*(b - a)))
    count = max(1, round(length / (6.0 * thickness)))
    edges = (np.arange(count)[:, None] + np.array([0.0, 0.55])) / count
    strokes = list(fixed(a + edges[..., None] * (b - a)))
    for width, ink in ((thickness + 2, HALO), (thickness, colour)):
        cv2.polylines(image, strokes, False, ink, width, cv2.LINE_AA, SHIFT)


def arc(
    image: Image,
    centre: FloatArray,
    radius: float,
    between: Sequence[FloatArray],
    colour: Colour,
    thickness: int,
) -> None:
    """Draw the arc around ``centre`` from the direction of one vector to that of another.

    It takes the shorter way round and lies on a dark arc that is two px wider.
    """
    first, last = (np.arctan2(v[1], v[0]) for v in between)
    turn = (last - first + np.pi) % (2.0 * np.pi) - np.pi
    if not (np.isfinite(turn) and np.isfinite(centre).all()):
        return
    angles = first + turn * np.linspace(0.0, 1.0, max(2, round(abs(turn) * 12.0)))
    points = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for width, ink in ((thickness + 2, HALO), (thickness, colour)):
        path(image, points, ink, width)

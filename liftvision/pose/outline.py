"""The outline of the back, reduced from the person mask while the frame is in hand.

It runs along the dorsal edge of the mask from the height of the hips to the base of the neck.
Only a view with a side in it shows the back edge-on; which of the two edges is the dorsal one
follows from where the feet and the face point.
"""

from typing import Literal, TypeAlias

import contourpy
import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarker import Mask
from liftvision.pose.landmarks import Landmark
from liftvision.pose.track import OUTLINE_POINTS

Turn: TypeAlias = Literal[-1, 1]
"""Which way the lifter faces in the picture: -1 left, +1 right."""

EDGE = 0.5
"""Mask value at the outline: as likely person as not."""

MAX_REACH = 0.75
"""The back lies nearer to the hip-shoulder line than this fraction of the line's length."""

MAX_GAP_PX = 3.0
"""The mask's edge passes this near to where the walk from inside leaves the mask."""

MAX_WALK = 2.2
"""Longest outline, in hip-shoulder lengths; longer means the walk went around a limb."""


def facing_turn(xy: FloatArray) -> Turn:
    """Tell which way a lifter faces in the picture from landmarks (..., 33, 2), NaN allowed.

    Feet decide, and the nose ahead of the ears where they say little.
    """
    toes = xy[..., [Landmark.FOOT_INDEX_L, Landmark.FOOT_INDEX_R], 0]
    heels = xy[..., [Landmark.HEEL_L, Landmark.HEEL_R], 0]
    ears = xy[..., [Landmark.EAR_L, Landmark.EAR_R], 0].mean(axis=-1)
    ahead = np.nanmedian(toes - heels) + np.nanmedian(xy[..., Landmark.NOSE, 0] - ears)
    return 1 if ahead >= 0.0 else -1


def back_outline(mask: Mask, xy: FloatArray, turn: Turn) -> FloatArray:
    """Give the outline of the back in one picture.

    Parameters
    ----------
    mask
        (height, width) 0-1.
    xy
        (33, 2) px in the same picture.
    turn
        Which way the lifter faces.

    Returns
    -------
    (OUTLINE_POINTS, 2) px, evenly spaced from the hip to the base of the neck; NaN throughout
    where the mask does not show one.
    """
    unseen = np.full((OUTLINE_POINTS, 2), np.nan)
    hip = xy[[Landmark.HIP_L, Landmark.HIP_R]].mean(axis=0)
    neck = xy[[Landmark.SHOULDER_L, Landmark.SHOULDER_R]].mean(axis=0)
    trunk = neck - hip
    length = float(np.hypot(*trunk))
    if length < 8.0:
        return unseen
    dorsal = turn * np.array([trunk[1], -trunk[0]]) / length
    corner, region = _around(mask, hip, neck, (1.0 + MAX_REACH) * length)
    if min(region.shape) < 2:
        return unseen
    start = _leave(region, hip - corner, dorsal, MAX_REACH * length)
    end = _leave(region, neck - corner, dorsal, MAX_REACH * length)
    if start is None or end is None:
        return unseen
    walk = _walk(region, start, end, hip - corner, dorsal, MAX_WALK * length)
    return unseen if walk is None else _evenly(walk) + corner


def _around(mask: Mask, hip: FloatArray, neck: FloatArray, reach: float) -> tuple[FloatArray, Mask]:
    """Cut the part of the mask near the trunk out; give its upper left corner as well."""
    height, width = mask.shape
    low = np.clip(np.minimum(hip, neck) - reach, 0, [width, height]).astype(int)
    high = np.clip(np.maximum(hip, neck) + reach, 0, [width, height]).astype(int)
    return low.astype(np.float64), mask[low[1] : high[1], low[0] : high[0]]


def _leave(
    region: Mask, inside: FloatArray, towards: FloatArray, reach: float
) -> FloatArray | None:
    """Walk from a point inside the body until the mask ends; None where it does not."""
    path = inside + np.arange(0.0, reach, 0.5)[:, None] * towards
    cells = np.rint(path).astype(int)
    height, width = region.shape
    in_picture = (cells >= 0).all(axis=1) & (cells[:, 0] < width) & (cells[:, 1] < height)
    path, cells = path[in_picture], cells[in_picture]
    outside = region[cells[:, 1], cells[:, 0]] < EDGE
    if len(outside) == 0 or outside[0] or not outside.any():
        return None
    return np.asarray(path[int(np.argmax(outside))], dtype=np.float64)


def _walk(
    region: Mask,
    start: FloatArray,
    end: FloatArray,
    hip: FloatArray,
    dorsal: FloatArray,
    longest: float,
) -> FloatArray | None:
    """Follow the mask's edge from start to end, the way around that lies on the dorsal side."""
    edges = [np.asarray(line) for line in contourpy.contour_generator(z=region).lines(EDGE)]
    edges = [edge for edge in edges if max(_gap(edge, start), _gap(edge, end)) < MAX_GAP_PX]
    if not edges:
        return None
    edge = min(edges, key=lambda edge: _gap(edge, start) + _gap(edge, end))
    ways = _ways(edge, _nearest(edge, start), _nearest(edge, end))
    ways = [way for way in ways if len(way) > 2 and _length(way) < longest]
    if not ways:
        return None
    return max(ways, key=lambda way: float(np.mean((way - hip) @ dorsal)))


def _ways(edge: FloatArray, first: int, last: int) -> list[FloatArray]:
    """Give the ways along an edge from one of its points to another: two if it is closed."""
    direct = edge[first : last + 1] if first <= last else edge[last : first + 1][::-1]
    if not np.allclose(edge[0], edge[-1]):
        return [direct]
    if first <= last:
        around = np.concatenate([edge[last:], edge[: first + 1]])[::-1]
    else:
        around = np.concatenate([edge[first:], edge[: last + 1]])
    return [direct, around]


def _gap(line: FloatArray, point: FloatArray) -> float:
    return float(np.linalg.norm(line - point, axis=1).min())


def _nearest(line: FloatArray, point: FloatArray) -> int:
    return int(np.linalg.norm(line - point, axis=1).argmin())


def _length(way: FloatArray) -> float:
    return float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())


def _evenly(way: FloatArray) -> FloatArray:
    """Take `OUTLINE_POINTS` points evenly spaced along a polyline."""
    along = np.concatenate([[0.0], np.linalg.norm(np.diff(way, axis=0), axis=1).cumsum()])
    stations = np.linspace(0.0, along[-1], OUTLINE_POINTS)
    return np.stack([np.interp(stations, along, way[:, axis]) for axis in (0, 1)], axis=1)

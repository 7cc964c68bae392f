"""The outline of the back, reduced from the person mask while the frame is in hand.

It runs along the dorsal edge of the mask from below the seat to the base of the neck. Only a view
with a side in it shows the back edge-on; which of the two edges is the dorsal one follows from
where the feet and the face point.
"""

from typing import Literal, TypeAlias

import contourpy
import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarker import Mask
from liftvision.pose.landmarks import Landmark
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS

Turn: TypeAlias = Literal[-1, 1]
"""Which way the lifter faces in the picture: -1 left, +1 right."""

EDGE = 0.5
"""Mask value at the outline: as likely person as not."""

MAX_REACH = 0.75
"""The back lies nearer to the hip-shoulder line than this fraction of the line's length."""

MAX_GAP_PX = 3.0
"""The mask's edge passes this near to where the walk from inside leaves the mask."""

MAX_WALK = 2.2
"""Longest way from hip to neck, in hip-shoulder lengths; longer means it went around a limb."""

BELOW = 0.7
"""How far the outline goes on below the hip, in hip-shoulder lengths: around the seat, whose
rearmost point lies a third of such a length below the hip in a lifter who is bent over."""


def facing_turn(xy: FloatArray) -> Turn:
    """Tell which way a lifter faces in the picture from landmarks (..., 33, 2), NaN allowed.

    Feet decide, and the nose ahead of the ears where they say little.
    """
    toes = xy[..., [Landmark.FOOT_INDEX_L, Landmark.FOOT_INDEX_R], 0]
    heels = xy[..., [Landmark.HEEL_L, Landmark.HEEL_R], 0]
    ears = xy[..., [Landmark.EAR_L, Landmark.EAR_R], 0].mean(axis=-1)
    ahead = np.nanmedian(toes - heels) + np.nanmedian(xy[..., Landmark.NOSE, 0] - ears)
    return 1 if ahead >= 0.0 else -1


def turn_of(yaw_deg: float) -> Turn:
    """Tell which way a lifter of some yaw faces in the picture: +1 right, -1 left."""
    return 1 if np.sin(np.radians(yaw_deg)) > 0.0 else -1


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
    (OUTLINE_POINTS, 2) px from below the seat to the base of the neck, evenly spaced below the
    point `HIP_POINT` and above it; NaN throughout where the mask does not show one, and below the
    hip where the mask's edge ends.
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
    walks = _walks(region, start, end, hip - corner, dorsal, length)
    if walks is None:
        return unseen
    above, below = walks
    outline = unseen
    outline[HIP_POINT:] = evenly(above, OUTLINE_POINTS - HIP_POINT)
    outline[:HIP_POINT] = _downward(below, BELOW * length)
    return outline + corner


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


def _walks(
    region: Mask,
    start: FloatArray,
    end: FloatArray,
    hip: FloatArray,
    dorsal: FloatArray,
    length: float,
) -> tuple[FloatArray, FloatArray] | None:
    """Follow the mask's edge from start to end, the way around that lies on the dorsal side.

    Gives that way, and the edge's other way from the start on; None where there is no such way.
    """
    edges = [np.asarray(line) for line in contourpy.contour_generator(z=region).lines(EDGE)]
    edges = [edge for edge in edges if max(_gap(edge, start), _gap(edge, end)) < MAX_GAP_PX]
    if not edges:
        return None
    edge = min(edges, key=lambda edge: _gap(edge, start) + _gap(edge, end))
    ways = _ways(edge, _nearest(edge, start), _nearest(edge, end))
    ways = [way for way in ways if len(way[0]) > 2 and _length(way[0]) < MAX_WALK * length]
    if not ways:
        return None
    return max(ways, key=lambda way: float(np.mean((way[0] - hip) @ dorsal)))


def _ways(edge: FloatArray, first: int, last: int) -> list[tuple[FloatArray, FloatArray]]:
    """Give the ways along an edge from one of its points to another: two if it is closed.

    Beside each the way that leads off the other way from the first point, as far as it goes.
    """
    is_closed = bool(np.allclose(edge[0], edge[-1]))
    turned = edge[::-1]
    back = len(edge) - 1
    ways = [(edge, first, last), (turned, back - first, back - last)]
    found = []
    for line, begin, finish in ways:
        if begin <= finish:
            found.append((line[begin : finish + 1], _before(line, begin, finish, is_closed)))
        elif is_closed:
            around = np.concatenate([line[begin:], line[1 : finish + 1]])
            found.append((around, line[finish : begin + 1][::-1]))
    return found


def _before(line: FloatArray, begin: int, finish: int, is_closed: bool) -> FloatArray:
    """Give the way from a line's point backwards, round to the other point if it is closed."""
    before = line[: begin + 1][::-1]
    return np.concatenate([before, line[finish:-1][::-1]]) if is_closed else before


def _gap(line: FloatArray, point: FloatArray) -> float:
    return float(np.linalg.norm(line - point, axis=1).min())


def _nearest(line: FloatArray, point: FloatArray) -> int:
    return int(np.linalg.norm(line - point, axis=1).argmin())


def _length(way: FloatArray) -> float:
    return float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())


def _downward(way: FloatArray, reach: float) -> FloatArray:
    """Take `HIP_POINT` points up to a reach along a way, the furthest first; NaN past its end."""
    along = _along(way)
    stations = reach * np.arange(HIP_POINT, 0, -1) / HIP_POINT
    points = [np.interp(stations, along, way[:, axis], right=np.nan) for axis in (0, 1)]
    return np.stack(points, axis=1)


def evenly(way: FloatArray, count: int) -> FloatArray:
    """Take (count, 2) points evenly spaced along a polyline (N, 2)."""
    along = _along(way)
    stations = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(stations, along, way[:, axis]) for axis in (0, 1)], axis=1)


def _along(way: FloatArray) -> FloatArray:
    return np.concatenate([[0.0], np.linalg.norm(np.diff(way, axis=0), axis=1).cumsum()])

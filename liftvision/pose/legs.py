"""Where the legs end to either side, seen from the front or the rear.

The pose model draws a knee that falls inward too far outside: it knows what is usual. The legs
themselves are in sight there. Between ankle and hip each of them is walked from the line of its
landmarks inward and outward until the person mask ends, and on to the edge of the picture itself.
"""

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.pose.edge import at_the_edge
from liftvision.pose.heading import heading
from liftvision.pose.landmarker import Mask
from liftvision.pose.landmarks import SIDES, Landmark, Side, of_side
from liftvision.pose.outline import EDGE

LEG_STATIONS = 24
"""Heights along each leg, evenly from the ankle to the hip landmark but for the ends."""

STATIONS = np.linspace(0.05, 0.95, LEG_STATIONS)
"""0 at the ankle, 0.5 at the knee, 1 at the hip."""

REACH = 0.35
"""A leg ends within so many shank lengths from the line of its landmarks."""

STEP_PX = 0.5

MOST_OFF_FRONT_DEG = 40.0
"""Farther off the front or the rear one leg hides the other."""


def shows_legs(world: FloatArray) -> bool:
    """Tell whether a pose (33, 3) m is seen from near the front or the rear.

    Of the lines through shoulders and hips one is often spoilt by what hides it.
    """
    lines = (Landmark.SHOULDER_L, Landmark.SHOULDER_R), (Landmark.HIP_L, Landmark.HIP_R)
    off = min(abs(np.sin(np.radians(heading(world, *line)))) for line in lines)
    return bool(off < np.sin(np.radians(MOST_OFF_FRONT_DEG)))


def leg_edges(mask: Mask, picture: Image, xy: FloatArray) -> FloatArray:
    """Give the edges of both legs in one picture.

    Parameters
    ----------
    mask
        (height, width) 0-1.
    picture
        (height, width, 3), 0-255.
    xy
        (33, 2) px in the same picture.

    Returns
    -------
    (2, 2, LEG_STATIONS, 2) px of the left and the right leg, their inner and outer edge, from the
    ankle up; NaN where the mask goes on: another limb adjoins.
    """
    shank = max(_shank(xy, side) for side in SIDES)
    edges = np.full((2, 2, LEG_STATIONS, 2), np.nan)
    for at, side in enumerate(SIDES):
        line = _line_of(xy, side)
        other = xy[of_side("ankle", "r" if side == "l" else "l"), 0]
        inward = np.sign(other - xy[of_side("ankle", side), 0])
        for edge, way in enumerate((inward, -inward)):
            found = _leave(mask, line, way, REACH * shank)
            edges[at, edge] = at_the_edge(picture, found, shank)
    return edges


def _shank(xy: FloatArray, side: Side) -> float:
    return float(np.linalg.norm(xy[of_side("knee", side)] - xy[of_side("ankle", side)]))


def _line_of(xy: FloatArray, side: Side) -> FloatArray:
    """Give the stations (LEG_STATIONS, 2) on the line from ankle over knee to hip."""
    joints = np.array([xy[of_side(joint, side)] for joint in ("ankle", "knee", "hip")])
    return np.stack(
        [np.interp(STATIONS, [0.0, 0.5, 1.0], joints[:, axis]) for axis in (0, 1)], axis=1
    )


def _leave(mask: Mask, line: FloatArray, way: float, reach: float) -> FloatArray:
    """Walk sideways from each station until the mask ends; NaN where it does not."""
    height, width = mask.shape
    across = line[:, :1] + way * np.arange(0.0, max(reach, 2.0 * STEP_PX), STEP_PX)
    columns, rows = np.rint(across).astype(int), np.rint(line[:, 1]).astype(int)
    within = (columns >= 0) & (columns < width) & ((rows >= 0) & (rows < height))[:, None]
    values = mask[np.clip(rows, 0, height - 1)[:, None], np.clip(columns, 0, width - 1)]
    outside = (values < EDGE) & within
    first = outside.argmax(axis=1)
    each = np.arange(len(line))
    left = outside.any(axis=1) & (first > 0) & within[:, 0]
    before, after = values[each, np.maximum(first - 1, 0)], values[each, first]
    part = (before - EDGE) / np.maximum(before - after, 1e-6)
    x = across[each, np.maximum(first - 1, 0)] + way * STEP_PX * part
    return np.where(left[:, None], np.stack([x, line[:, 1]], axis=1), np.nan)

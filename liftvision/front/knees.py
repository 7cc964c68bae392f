"""The middle of each knee, from the edges of the legs.

The knee's joint lies midway between the edges of the leg, whatever the leg does. Where an arm
adjoins the leg, or the other leg does, one of its edges is not its own: then the other one tells,
with the width that the knee has elsewhere in the shot.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray

AROUND = (-0.04, 0.0, 0.04)
"""Heights that are taken for the knee: around its middle, in lengths of the leg."""

UPRIGHT_FROM = 0.3
"""From here on, -1 bent to 1 upright, the hands have left the knees."""

DEEP = -0.6
"""Bent farther than this and seen from the front, a knee's landmark tells more than one edge."""

LEAST_FRAMES = 5

SAME_WIDTH = 0.12
"""An edge is the leg's own where its width differs from what it mostly is by no larger part."""

NEAR = 0.45
"""Of the width: where one edge tells, the middle lies so near to the landmark."""

INNER, OUTER = 0, 1


class KneeMiddles(NamedTuple):
    """Places (T, 2) px across the picture, left and right, and whether both edges were seen.

    NaN where neither edge was, or the landmark tells more; ``by_both`` (T, 2).
    """

    across: FloatArray
    by_both: BoolArray


def knee_middles(
    legs: FloatArray, knees: FloatArray, upright: FloatArray, *, hands_inside: bool, rear: bool
) -> KneeMiddles:
    """Give the middle of both knees.

    Parameters
    ----------
    legs
        (T, 2, 2, LEG_STATIONS, 2) px, as `pose.legs` has them.
    knees
        (T, 2, 2) px, about where the left and the right knee are.
    upright
        (T,) -1 bent to 1 upright.
    hands_inside
        Whether the arms hang between the legs: then they adjoin the inner edges, else the outer.
    rear
        Whether the camera stands behind the lifter, where the landmarks are worse than one edge.
    """
    at_knee = _at_height(legs, knees[..., 1])
    beside = knees[..., 0]
    # Outward is to the right for the leg whose edges say so; in a rear view that is the other one.
    outward = np.sign(np.nanmedian(beside - beside[:, ::-1], axis=0))
    width = outward * (at_knee[..., OUTER] - at_knee[..., INNER])
    usual = _usual_width(width, upright)
    by_both = np.abs(width / usual - 1.0) < SAME_WIDTH
    by_inner = at_knee[..., INNER] + outward * 0.5 * usual
    by_outer = at_knee[..., OUTER] - outward * 0.5 * usual
    apart = outward * (at_knee[..., INNER] - at_knee[:, ::-1, INNER]) > 0.0
    near = np.abs(by_outer - beside) < NEAR * usual
    across = np.where(near, by_outer, np.nan)
    if not hands_inside:
        across = np.where(apart, by_inner, across)
    deep = (upright < DEEP)[:, None] & ~np.bool_(rear)
    across = np.where(deep, np.nan, across)
    across = np.where(by_both, 0.5 * (by_inner + by_outer), across)
    return KneeMiddles(across, by_both)


def _at_height(legs: FloatArray, height: FloatArray) -> FloatArray:
    """Give the edges (T, 2, 2) px across the picture at heights (T, 2) px; NaN where not seen."""
    rows = legs[np.isfinite(legs[..., 1]).any(axis=-1)][..., 1]
    length = np.median(np.nanmax(rows, axis=-1) - np.nanmin(rows, axis=-1)) if len(rows) else 0.0
    found = np.full((*legs.shape[:3], len(AROUND)), np.nan)
    for place in np.ndindex(legs.shape[:3]):
        up = legs[place][np.isfinite(legs[place][:, 0])]
        # In a deep squat the thigh comes down again: only what rises has one edge at a height.
        falls = np.flatnonzero(np.diff(up[:, 1]) >= 0.0)
        up = up[: falls[0] + 1 if len(falls) else len(up)][::-1]
        if len(up):
            at = height[place[0], place[1]] + np.array(AROUND) * length
            found[place] = np.interp(at, up[:, 1], up[:, 0], left=np.nan, right=np.nan)
    return np.asarray(np.median(found, axis=-1))


def _usual_width(width: FloatArray, upright: FloatArray) -> float:
    """Give the width of a knee: of both alike, and where no arm adds to it."""
    free = width[upright > UPRIGHT_FROM]
    free = free[np.isfinite(free)]
    if len(free) < LEAST_FRAMES:
        free = width[np.isfinite(width)]
    return float(np.quantile(free, 0.4)) if len(free) else np.nan

"""Whether what is seen of a back can be read; if not, why."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from liftvision.arrays import BoolArray, FloatArray
from liftvision.spine.network import Network
from liftvision.spine.rows import (
    FROM_CHORD,
    HIP,
    LEAN,
    OF_STANDING,
    ROW_LENGTH,
    ShotBack,
)

LEAST_TRUNK_PX = 45.0
"""A trunk of fewer px does not show the curve of a back."""

BENT_DEG = 35.0
"""A lifter is bent over who leans further."""

LEAST_SEEN = 0.5
"""Of the frames bent over show the outline."""

LEAST_POINTS, MARGIN_PART = 20, 7
"""An outline has so many points, and of them the first and last seventh are its ends."""

LEAST_STATIONS = 6
"""Places along the back at which it is seen, of twelve."""

UNLIKE_DEVIATIONS, MOST_UNLIKE = 3.5, 4
"""A frame in which more inputs than the second are further from what was learned than the first is
like nothing that was learned."""

SEAT_BEHIND_HIP, MOST_FURTHER = (0.12, 0.38), 0.08
"""How far behind the hip joint the seat's rearmost point lies, in trunk lengths, least and most;
and by how much more than in a fifth of the shot's frames: then the outline runs around something
that stands or lies behind the lifter. In 250 silhouettes 1 and 99 % are 0.16 and 0.34, and 99 of
100 lifts keep to 0.055 more."""

USUAL_SEAT_PERCENTILE = 20.0

MOST_STEP = 0.035
"""The outline departs no further than this from its own course, in trunk lengths: it steps onto
another edge. In 99.8 % of silhouettes it is less than 0.033."""

COURSE = 0.06
"""Standard deviation of the stretch that makes up the course, in trunk lengths."""

STANDING_DEVIATIONS, MOST_UNLIKE_STANDING = 3.0, 8
"""The same of a standing: a single input further away is left out, and all of it where more are
than the second. Plates, arms and coats hide a back that stands at the bar."""

TOO_OBLIQUE = (
    "the lifter is turned by more than 20 degrees from the side: film the back from the side"
)
UNSEEN = "no body was fitted to the lifter"
TOO_SMALL = "the lifter's trunk is only {:.0f} px long: film from nearer or with more pixels"
HIDDEN = "the outline of the back is hidden or cut off while the lifter is bent over"
NO_OUTLINE = "no outline of the back was seen; a pose that another program made has none"


def believable_standing(standing: FloatArray, network: Network) -> FloatArray:
    """Give a standing (ROW_LENGTH,) without what is unlike all that was learned."""
    place = slice(OF_STANDING, OF_STANDING + LEAN + 1)
    with np.errstate(invalid="ignore"):
        deviations = (standing[: LEAN + 1] - network.mean[place]) / network.deviation[place]
        unlike = np.abs(deviations) > STANDING_DEVIATIONS
    kept = standing.copy()
    if unlike.sum() > MOST_UNLIKE_STANDING or unlike[LEAN]:
        kept[:] = np.nan
    kept[: LEAN + 1][unlike] = np.nan
    return kept


def readable(back: ShotBack, rows: FloatArray, network: Network) -> BoolArray:
    """Tell in which frames (T,) a back is seen whole, alone, and like the backs that were learned.

    A lifter who is bent over must show the seat.
    """
    with np.errstate(invalid="ignore"):
        deviations = (rows - network.mean[:ROW_LENGTH]) / network.deviation[:ROW_LENGTH]
        unlike = (np.abs(deviations) > UNLIKE_DEVIATIONS).sum(axis=1)
        bent = rows[:, LEAN] > BENT_DEG
    stations = np.isfinite(rows[:, FROM_CHORD]).sum(axis=1)
    return np.asarray(
        (stations >= LEAST_STATIONS)
        & (~bent | _shows_seat(rows, bent))
        & (unlike <= MOST_UNLIKE)
        & _keeps_course(back)
    )


def _shows_seat(rows: FloatArray, bent: BoolArray) -> BoolArray:
    """Tell in which frames (T,) the seat is where the lifter's own seat is."""
    behind = rows[:, HIP.start]
    seen = np.isfinite(behind)
    if not (bent & seen).any():
        return seen
    usual = float(np.percentile(behind[bent & seen], USUAL_SEAT_PERCENTILE))
    least, most = SEAT_BEHIND_HIP
    with np.errstate(invalid="ignore"):
        return np.asarray(seen & (behind > least) & (behind < min(most, usual + MOST_FURTHER)))


def _keeps_course(back: ShotBack) -> BoolArray:
    """Tell in which frames (T,) the visible outline takes no step aside."""
    return np.array(
        [
            largest_step(outline[visible & np.isfinite(outline[:, 0])], back.trunk_px) <= MOST_STEP
            for outline, visible in zip(back.outline, back.visible, strict=True)
        ],
        dtype=np.bool_,
    )


def largest_step(outline: FloatArray, trunk_px: float) -> float:
    """Give how far an outline (N, 2) departs from its smoothed course, in trunk lengths."""
    if len(outline) < LEAST_POINTS:
        return np.inf
    spacing = float(np.linalg.norm(np.diff(outline, axis=0), axis=1).mean())
    course = gaussian_filter1d(outline, COURSE * trunk_px / spacing, axis=0, mode="nearest")
    along = np.gradient(course, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    away = outline - course
    aside = np.abs(away[:, 0] * along[:, 1] - away[:, 1] * along[:, 0])
    # The ends have no course on one side.
    margin = len(outline) // MARGIN_PART
    return float(aside[margin:-margin].max() / trunk_px)


def why_not(back: ShotBack, rows: FloatArray, at_the_bar: BoolArray, seen: BoolArray) -> str | None:
    """Give why a back cannot be read in a shot; None where it can.

    Parameters
    ----------
    back, rows
        Of the shot.
    at_the_bar
        (T,) frames in which it is to be read.
    seen
        (T,) those in which it can be.
    """
    if not back.trunk_px >= LEAST_TRUNK_PX:
        return TOO_SMALL.format(np.nan_to_num(back.trunk_px))
    if not np.isfinite(back.outline).any():
        return NO_OUTLINE
    with np.errstate(invalid="ignore"):
        bent = at_the_bar & (rows[:, LEAN] > BENT_DEG)
    if not seen.any() or (bent.any() and np.mean(seen[bent]) < LEAST_SEEN):
        return HIDDEN
    return None

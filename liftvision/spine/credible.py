"""Whether what is seen of a back can be read; if not, why."""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.spine.network import Network
from liftvision.spine.rows import (
    AT_SEAT,
    FROM_CHORD,
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

LEAST_STATIONS = 6
"""Places along the back at which it is seen, of twelve."""

UNLIKE_DEVIATIONS, MOST_UNLIKE = 3.5, 4
"""A frame in which more inputs than the second are further from what was learned than the first is
like nothing that was learned."""

STANDING_DEVIATIONS, MOST_UNLIKE_STANDING = 3.0, 8
"""The same of a standing: a single input further away is left out, and all of it where more are
than the second. Plates, arms and coats hide a back that stands at the bar."""

TOO_OBLIQUE = (
    "the lifter is turned by more than 20 degrees from the side: film the back from the side"
)
UNSEEN = "no body was fitted to the lifter"
TOO_SMALL = "the lifter's trunk is only {:.0f} px long: film from nearer or with more pixels"
HIDDEN = "the outline of the back is hidden or cut off while the lifter is bent over"


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


def is_like_learned(rows: FloatArray, network: Network) -> BoolArray:
    """Tell in which frames (T,) the back is seen, and seen as backs were learned.

    A lifter who is bent over must show the seat.
    """
    with np.errstate(invalid="ignore"):
        deviations = (rows - network.mean[:ROW_LENGTH]) / network.deviation[:ROW_LENGTH]
        unlike = (np.abs(deviations) > UNLIKE_DEVIATIONS).sum(axis=1)
        bent = rows[:, LEAN] > BENT_DEG
    stations = np.isfinite(rows[:, FROM_CHORD]).sum(axis=1)
    seen = (stations >= LEAST_STATIONS) & (np.isfinite(rows[:, AT_SEAT]) | ~bent)
    return np.asarray(seen & (unlike <= MOST_UNLIKE))


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
    with np.errstate(invalid="ignore"):
        bent = at_the_bar & (rows[:, LEAN] > BENT_DEG)
    if not seen.any() or (bent.any() and np.mean(seen[bent]) < LEAST_SEEN):
        return HIDDEN
    return None

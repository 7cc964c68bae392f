"""Gaps in a plate's path, bridged by the wrists where both go together on either side of it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.plate.trace import PlatePath

LONGEST_S = 2.0
"""A longer gap stays one."""

BESIDE_S = 0.4
"""The wrists are compared with the plate over this long before and after the gap."""

FEWEST = 4
"""Frames on either side."""

AGREE = 0.08
"""From one side of the gap to the other the wrists move like the plate within so many body sizes
(trunk, thigh and shank end to end), about 10 cm: else the hands have let go."""


def bridge(
    path: PlatePath, times: FloatArray, wrists: FloatArray, body_px: float
) -> tuple[PlatePath, BoolArray]:
    """Fill gaps in a path from the wrists.

    Parameters
    ----------
    path
        Of T frames of a shot.
    times
        (T,) s.
    wrists
        (T, 2) px, the middle between them; NaN where unseen.
    body_px
        Body size.

    Returns
    -------
    The path, and which frames (T,) were filled.
    """
    seen = np.isfinite(path.centre[:, 0])
    filled = np.zeros(len(seen), dtype=bool)
    centre, error = path.centre.copy(), path.error.copy()
    known = np.flatnonzero(seen)
    for before, after in pairwise(known.tolist()):
        gap = np.arange(before + 1, after)
        if len(gap) == 0 or times[after] - times[before] > LONGEST_S:
            continue
        offsets = [
            _offset(path.centre, times, wrists, seen, frame, side)
            for frame, side in ((before, -1), (after, 1))
        ]
        if offsets[0] is None or offsets[1] is None:
            continue
        apart = float(np.linalg.norm(offsets[1] - offsets[0]))
        if apart > AGREE * body_px:
            continue
        part = ((times[gap] - times[before]) / (times[after] - times[before]))[:, None]
        moved = wrists[gap] + (1.0 - part) * offsets[0] + part * offsets[1]
        use = np.isfinite(moved[:, 0])
        centre[gap[use]], filled[gap[use]] = moved[use], True
        error[gap[use]] = max(apart, 0.25 * AGREE * body_px)
    return replace(path, centre=centre, error=error), filled


def _offset(
    centre: FloatArray,
    times: FloatArray,
    wrists: FloatArray,
    seen: BoolArray,
    frame: int,
    side: int,
) -> FloatArray | None:
    """Give the plate's place from the wrists (2,) beside a gap; None where too little is seen."""
    near = seen & np.isfinite(wrists[:, 0]) & (side * (times - times[frame]) >= 0.0)
    near &= np.abs(times - times[frame]) <= BESIDE_S
    if near.sum() < FEWEST:
        return None
    return np.asarray(np.median(centre[near] - wrists[near], axis=0))

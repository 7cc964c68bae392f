"""Find the shots of a clip: hard cuts, cross-fades and fades split it, motion does not.

At a hard cut much of the picture takes on a brightness that was nowhere near in the frame
before. Whatever moves by less than a cell of the grid, a shaken camera too, brings nothing
new; a cut does, and far more than the frames around it (a local ratio as of Yusoff, Christmas
and Kittler, 2000, of a difference that tolerates motion). Thresholds were set on 42 real
clips; the nearest misses are named with each.
"""

from itertools import pairwise, product

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Shot
from liftvision.clip.fades import fades
from liftvision.clip.signature import NEW_LEVEL, Levels, renewal

BLACK_LEVEL = 24
"""Cells that never get brighter than this are bars beside the picture."""

CUT_FRACTION = 0.05
"""Least fraction of the picture that a cut renews. Real cuts: 0.13 and more."""

WHOLE_CUT_FRACTION = 0.3
"""From here on the picture is another one, whichever way its brightness goes."""

CUT_BALANCE = 0.2
"""Least share of the renewed cells that go the rarer way, brighter or darker. A caption only
brightens or only darkens (0.08 at most seen); one scene for another does both (from 0.33)."""

CUT_RATIO = 6.0
"""A cut against the upper quartile of the changes around it; a shaken camera reaches 3.4."""

LEAST_CHANGE = 0.2
"""Mean levels below which a change is noise of the coding."""

MOST_LEVELS = 60.0
"""A cell counts for no more than this in the mean change."""

SURROUNDINGS_S = 0.3
"""How far around a cut its surroundings reach."""

LONGEST_JUMP = 4
"""Cells, about a tenth of the picture, by which a knock may move it from frame to frame."""

SHORTEST_SHOT_S = 0.25
"""Anything shorter belongs to the transition around it."""

CHUNK = 256
"""Frames that are compared at once, which bounds the memory."""


def find_shots(signatures: Levels, times: FloatArray) -> tuple[Shot, ...]:
    """Split a clip at its cuts and fades.

    A jump within an unchanged scene that renews less than a twentieth of the picture (a small
    lifter, a tripod) is not seen.

    Parameters
    ----------
    signatures
        (T, GRID, GRID), one of each frame.
    times
        (T,) seconds, strictly increasing.

    Returns
    -------
    The shots in order, none shorter than ``SHORTEST_SHOT_S``; frames of a fade and of shorter
    pieces belong to none. A clip without cuts is one shot, however short.
    """
    frames = len(times)
    if frames == 0:
        return ()
    picture = signatures.max(axis=0) > BLACK_LEVEL
    if not picture.any():
        return (Shot(0, frames),)
    cells = signatures[:, picture.any(axis=1)][:, :, picture.any(axis=0)]
    cuts = without_flashes(hard_cuts(cells, times), cells, times)
    faded = fades(cells, times)
    if not cuts and not faded.any():
        return (Shot(0, frames),)
    starts = np.zeros(frames, bool)
    starts[[0, *cuts]] = True
    starts[1:] |= faded[1:] != faded[:-1]
    bounds = [*np.flatnonzero(starts).tolist(), frames]
    interval_s = float(np.median(np.diff(times)))
    return tuple(
        Shot(start, stop)
        for start, stop in pairwise(bounds)
        if not faded[start] and times[stop - 1] - times[start] + interval_s >= SHORTEST_SHOT_S
    )


def hard_cuts(cells: Levels, times: FloatArray) -> list[int]:
    """Give the first frame after each hard cut.

    Parameters
    ----------
    cells
        (T, rows, columns) grey levels.
    times
        (T,) seconds.
    """
    change = np.zeros(len(cells))
    candidate = np.zeros(len(cells), bool)
    for start in range(1, len(cells), CHUNK):
        stop = min(start + CHUNK, len(cells))
        levels, brighter = renewal(cells[start - 1 : stop - 1], cells[start:stop])
        change[start:stop] = np.clip(levels, 0.0, MOST_LEVELS).mean(axis=(1, 2))
        new = levels > NEW_LEVEL
        fraction = new.mean(axis=(1, 2))
        up = (new & brighter).mean(axis=(1, 2))
        balance = np.minimum(up, fraction - up) / np.maximum(fraction, 1e-9)
        candidate[start:stop] = (fraction >= WHOLE_CUT_FRACTION) | (
            (fraction >= CUT_FRACTION) & (balance >= CUT_BALANCE)
        )
    return [
        int(frame)
        for frame in np.flatnonzero(candidate)
        if change[frame] >= CUT_RATIO * _usual_change(change, times, int(frame))
        and not camera_jumped(cells[frame - 1], cells[frame])
    ]


def camera_jumped(before: Levels, after: Levels) -> bool:
    """Tell whether one picture is the other, moved: somebody knocked against the camera.

    Parameters
    ----------
    before, after
        (rows, columns) grey levels.
    """
    rows, columns = before.shape
    reach = min(LONGEST_JUMP, rows // 2, columns // 2)
    for down, right in product(range(-reach, reach + 1), repeat=2):
        old = before[max(0, -down) : rows - max(0, down), max(0, -right) : columns - max(0, right)]
        new = after[max(0, down) : rows + min(0, down), max(0, right) : columns + min(0, right)]
        levels, _ = renewal(old, new)
        if np.mean(levels > NEW_LEVEL) < CUT_FRACTION:
            return True
    return False


def without_flashes(cuts: list[int], cells: Levels, times: FloatArray) -> list[int]:
    """Leave out pairs of cuts between which something only flashed up.

    Parameters
    ----------
    cuts
        First frames after cuts, in order.
    cells, times
        As in :func:`hard_cuts`.
    """
    kept: list[int] = []
    for cut in cuts:
        if kept and times[cut] - times[kept[-1]] < SHORTEST_SHOT_S:
            levels, _ = renewal(cells[kept[-1] - 1], cells[cut])
            if np.mean(levels > NEW_LEVEL) < CUT_FRACTION:
                kept.pop()
                continue
        kept.append(cut)
    return kept


def _usual_change(change: FloatArray, times: FloatArray, frame: int) -> float:
    """Give the upper quartile of the change around a frame, without the frame's own."""
    start = int(np.searchsorted(times, times[frame] - SURROUNDINGS_S))
    stop = int(np.searchsorted(times, times[frame] + SURROUNDINGS_S, side="right"))
    # The first frame of the clip has no change.
    around = np.concatenate([change[max(start, 1) : frame], change[frame + 1 : stop]])
    return max(LEAST_CHANGE, float(np.percentile(around, 75)) if len(around) else 0.0)

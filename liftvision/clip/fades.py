"""Find cross-fades, and fades to and from a blank picture.

A fade is a run of frames that are mixtures of its first and its last one, in a proportion that
is the same everywhere and grows evenly (the linear model of a dissolve of Hampapur, Jain and
Weymouth, 1995). In a fade all cells go together; where something moves, they change one after
the other. Thresholds were set on 42 real clips; the nearest misses are named with each.
"""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.clip.signature import NEW_LEVEL, FloatLevels, Levels, renewal

FADE_LENGTHS_S = (0.25, 0.4, 0.65, 1.0, 1.6)
"""Lengths of the runs that are tried as (a part of) a fade."""

FADE_FRACTION = 0.06
"""Least fraction of the picture that a fade renews over such a run."""

FADE_TOGETHER = 0.85
"""Least share of the renewed cells that are mixed alike; motion reaches 0.74."""

FADE_MIXTURE_SPREAD = 0.2
"""What counts as mixed alike: so near to the median proportion."""

FADE_EVENNESS = 0.12
"""How far the proportion may be from one that grows evenly; automatic exposure is at 0.26."""

FADE_STEPS = (0.25, 0.5, 0.75)
"""Where along a run its mixture is looked at."""

FADE_RESIDUAL = 0.4
"""Runs with a middle that is further than this from a mixture, relative to the whole change,
need no closer look."""

MOVING_LEVEL = 8.0
MOVING_WINDOW_S = 3.0
"""A cell moves if its grey level has a standard deviation above this within such a time."""

FADE_MARGIN_S = 0.3
"""What is so near to a fade is not asked what moves: it may be its unnoticed first or last part."""

FADE_OF_MOVING = 0.25
"""Least share of the moving cells that a fade takes: a caption that fades in leaves the
lifter alone."""

WHOLE_FADE_FRACTION = 0.3
"""A fade that renews this much of the picture in one run is no caption's."""

SLOPE = 0.4
"""Share of the contrast a second by which a fade at least changes it; lifting stays at 0.2."""

SLOPE_STEP_S = 0.2
LONGEST_SLOPE_S = 2.0
"""In what steps, and how far, the contrast is followed away from a fade."""


def fades(cells: Levels, times: FloatArray) -> BoolArray:
    """Give for each frame whether it is part of a cross-fade or of a fade to or from nothing.

    Parameters
    ----------
    cells
        (T, rows, columns) grey levels.
    times
        (T,) seconds.
    """
    runs = _runs_that_fade(cells, times)
    faded = np.zeros(len(cells), bool)
    if not runs:
        return faded
    fading = np.zeros(len(cells), bool)
    for start, stop in runs:
        near = (times >= times[start] - FADE_MARGIN_S) & (times <= times[stop] + FADE_MARGIN_S)
        fading |= near
    bounds = np.flatnonzero(np.diff(fading, prepend=False, append=False)).tolist()
    bounds = [0, *bounds, len(cells)]
    # Stretches that fade lie between steady ones; what fades does not move.
    for place in range(1, len(bounds) - 1, 2):
        within = [run for run in runs if bounds[place] <= run[0] < bounds[place + 1]]
        window = (times >= times[bounds[place]] - MOVING_WINDOW_S) & (
            times <= times[bounds[place + 1] - 1] + MOVING_WINDOW_S
        )
        before, after = (
            cells[low:high][window[low:high]]
            for low, high in (bounds[place - 1 : place + 1], bounds[place + 1 : place + 3])
        )
        if any(takes_what_moves(cells[list(run)], before, after) for run in within):
            for start, stop in within:
                faded[start : stop + 1] = True
    return _with_whole_slope(faded, cells, times)


def _runs_that_fade(cells: Levels, times: FloatArray) -> list[tuple[int, int]]:
    """Give the first and last frame of each run that is a mixture of the two."""
    runs = []
    for length_s in FADE_LENGTHS_S:
        stops = np.searchsorted(times, times + length_s)
        # The ends of a run need not be met to the frame.
        stride = max(1, round(np.median(stops - np.arange(len(stops))) / 8))
        for start in range(0, len(cells), stride):
            stop = int(stops[start])
            if stop >= len(cells) or stop - start < len(FADE_STEPS) + 1:
                continue
            inner_times = times[start] + np.array(FADE_STEPS) * (times[stop] - times[start])
            inner = np.searchsorted(times, inner_times)
            share = (times[inner] - times[start]) / (times[stop] - times[start])
            if is_fade(cells[[start, *inner, stop]].astype(np.float32), share):
                runs.append((start, stop))
    return runs


def is_fade(run: FloatLevels, share: FloatArray) -> bool:
    """Tell whether the pictures between the first and the last are even mixtures of the two.

    Parameters
    ----------
    run
        (2 + K, rows, columns) grey levels of the first, K inner and the last picture.
    share
        (K,) of the time from the first to the last that has passed at the inner ones.
    """
    first, inner, last = run[0], run[1:-1], run[-1]
    whole = last - first
    size = float(np.linalg.norm(whole))
    middle = len(inner) // 2
    residual = float(np.linalg.norm(inner[middle] - first - share[middle] * whole))
    if size == 0.0 or residual > FADE_RESIDUAL * size:
        return False
    levels, _ = renewal(first, last)
    new = levels > NEW_LEVEL
    if new.mean() < FADE_FRACTION:
        return False
    mixture = (inner[:, new] - first[new]) / whole[new]
    usual = np.median(mixture, axis=1)
    together = np.mean(np.abs(mixture - usual[:, None]) < FADE_MIXTURE_SPREAD, axis=1)
    even = np.abs(usual - share) <= FADE_EVENNESS
    return bool(np.all(together >= FADE_TOGETHER) and np.all(even))


def takes_what_moves(ends: Levels, before: Levels, after: Levels) -> bool:
    """Tell whether a fade reaches what moves around it, which a fading caption leaves alone.

    Asked are the cells that move both before and after it or, where there are none, those
    that move on one side. A fade of a good part of the picture is no caption.

    Parameters
    ----------
    ends
        (2, rows, columns) grey levels of the first and the last picture of the fade.
    before, after
        (T, rows, columns) those of the pictures around it, without any that fade.
    """
    new = renewal(ends[0], ends[1])[0] > NEW_LEVEL
    if new.mean() >= WHOLE_FADE_FRACTION:
        return True
    earlier = _deviation(before) > MOVING_LEVEL
    later = _deviation(after) > MOVING_LEVEL
    moving = earlier & later
    if not moving.any():
        moving = earlier | later
    return bool(moving.any() and np.mean(new[moving]) >= FADE_OF_MOVING)


def _with_whole_slope(faded: BoolArray, cells: Levels, times: FloatArray) -> BoolArray:
    """Extend fades to where the picture's contrast stops rising away from them.

    Somebody who moves while the picture fades out or in hides that part of the fade.
    """
    whole = faded.copy()
    # Frame by frame: all at once would take eight times the memory of the clip's cells.
    contrast = np.array([frame.std() for frame in cells])
    steps = np.diff(faded.astype(np.int8), prepend=0, append=0)
    for start in np.flatnonzero(steps == 1):
        whole[_slope_end(contrast, times, int(start), -1) : start] = True
    for stop in np.flatnonzero(steps == -1):
        whole[stop : _slope_end(contrast, times, int(stop) - 1, 1) + 1] = True
    return whole


def _slope_end(contrast: FloatArray, times: FloatArray, frame: int, direction: int) -> int:
    """Follow rising contrast from a frame in a direction, at most ``LONGEST_SLOPE_S``."""
    origin_s = times[frame]
    while abs(times[frame] - origin_s) < LONGEST_SLOPE_S:
        ahead = int(np.searchsorted(times, times[frame] + direction * SLOPE_STEP_S))
        ahead = min(max(ahead, 0), len(times) - 1)
        step_s = abs(times[ahead] - times[frame])
        if contrast[ahead] - contrast[frame] <= SLOPE * contrast[ahead] * step_s:
            break
        frame = ahead
    return frame


def _deviation(cells: Levels) -> FloatLevels:
    """Give the standard deviation of each cell over time, 0 without any frame."""
    if not len(cells):
        return np.zeros(cells.shape[1:], np.float32)
    return np.asarray(cells.astype(np.float32).std(axis=0))

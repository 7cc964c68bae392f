"""The highest of noisy values: what is held, not what a single frame reaches."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.reps.windows import Window, frames_within

HELD_S = 0.1
"""A highest value is one that is held for so long: the lowest in a window of this length, the
highest of all windows. The highest of single frames is too high by their noise."""


def held_maximum(
    times: FloatArray, values: FloatArray, held_s: float = HELD_S
) -> tuple[float, int]:
    """Give the highest value that is held for so long, and the frame in which its window begins.

    A window is as many frames as last that long, two at least. It must be seen throughout. Noise
    from frame to frame does not lift the result; slow noise does, see
    `split_metrics.measure_split`.

    Parameters
    ----------
    times
        (K,) seconds.
    values
        (K,) of any unit; NaN where not seen.
    held_s
        How long, in s.

    Returns
    -------
    tuple
        NaN and -1 where nothing is held so long.
    """
    if len(times) < 2:
        return np.nan, -1
    # Half an interval of slack: at 25 frames a second 0.1 s are between three frames and four.
    slack = 0.5 * float(np.median(np.diff(times)))
    ends = np.searchsorted(times, times + held_s - slack)
    lowest = np.full(len(times), np.nan)
    for begin, end in enumerate(np.maximum(ends, np.arange(len(times)) + 1)):
        if end < len(times):
            lowest[begin] = np.min(values[begin : end + 1])
    if not np.isfinite(lowest).any():
        return np.nan, -1
    best = int(np.nanargmax(lowest))
    return float(lowest[best]), best


def highest_held(times: FloatArray, values: FloatArray, window: Window) -> float:
    """Give the highest value (T,) that is held in a window, of the frames in which it was seen.

    NaN where it was seen for less than `HELD_S`.
    """
    frames = frames_within(times, window) & np.isfinite(values)
    return held_maximum(times[frames], values[frames])[0]

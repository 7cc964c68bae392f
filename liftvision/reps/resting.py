"""When the bar lies on the floor between pulls, and by how much it seems to move there."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.reps.pulls import Pull

MARGIN_S = 0.3
"""So near to the end or the beginning of a movement the bar may not be at rest."""


def at_rest(times: FloatArray, pulls: Sequence[Pull]) -> BoolArray:
    """Tell in which frames (T,) the bar lies where the pulls, in order, begin and end."""
    resting = np.zeros(len(times), dtype=bool)
    since_s = -np.inf
    for pull in pulls:
        if pull.lift_off is not None:
            since_s = max(since_s, float(times[pull.start]))
            resting |= (times >= since_s) & (times < times[pull.lift_off] - MARGIN_S)
        since_s = np.inf if pull.end is None else float(times[pull.end]) + MARGIN_S
    return resting | (times > since_s)


def scatter_at_rest(times: FloatArray, height: FloatArray, pulls: Sequence[Pull]) -> float:
    """Give the standard deviation of a bar's height while it rests; NaN where it never does."""
    seen = height[at_rest(times, pulls)]
    seen = seen[np.isfinite(seen)]
    return float(np.std(seen)) if len(seen) > 2 else float("nan")

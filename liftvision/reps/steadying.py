"""A camera in the hand moves the bar in the picture; what the feet do with it is taken off."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.cleaning import low_pass
from liftvision.pose.landmarks import Landmark
from liftvision.reps.pulls import Pull

FEET = [
    *(Landmark.ANKLE_L, Landmark.ANKLE_R, Landmark.HEEL_L, Landmark.HEEL_R),
    *(Landmark.FOOT_INDEX_L, Landmark.FOOT_INDEX_R),
]

SHAKE_CUTOFF_HZ = 3.0
"""A hand trembles faster too, but the feet are not seen well enough to follow it."""

STEADIER = 0.6
"""The feet are believed where a bar at rest scatters by less than this part without their motion:
behind a plate they are invented, and move on their own."""

MARGIN_S = 0.3
"""So near to the end or the beginning of a movement the bar may not be at rest."""

LEAST_REST_S = 0.5


def camera_shift(
    times: FloatArray, bar_y: FloatArray, landmarks: FloatArray, pulls: Sequence[Pull]
) -> FloatArray:
    """Give by how much the camera moves the picture up or down, (T,) px; 0 where it cannot be told.

    Parameters
    ----------
    times
        (T,) seconds.
    bar_y
        (T,) px; NaN where not seen.
    landmarks
        (T, 33, 2) px, cleaned.
    pulls
        Of the bar: between them it is at rest.
    """
    still = np.zeros(len(times))
    feet = landmarks[:, FEET, 1]
    resting = at_rest(times, pulls) & np.isfinite(bar_y) & np.isfinite(feet).all(axis=1)
    if resting.sum() * float(np.median(np.diff(times))) < LEAST_REST_S:
        return still
    moved = np.median(feet - np.median(feet[resting], axis=0), axis=1)
    seen = np.isfinite(moved)
    moved = np.interp(times, times[seen], moved[seen])
    moved = low_pass(times, moved, SHAKE_CUTOFF_HZ)
    steadied = np.std((bar_y - moved)[resting])
    return moved if steadied < STEADIER * np.std(bar_y[resting]) else still


def at_rest(times: FloatArray, pulls: Sequence[Pull]) -> BoolArray:
    """Tell in which frames (T,) the bar lies where the pulls begin and end."""
    resting = np.zeros(len(times), dtype=bool)
    for pull in pulls:
        if pull.lift_off is not None:
            until = times[pull.lift_off] - MARGIN_S
            resting |= (times >= times[pull.start]) & (times < until)
    for pull in pulls:
        if pull.end is not None:
            lifted = [other.start for other in pulls if other.start > pull.end]
            until = times[min(lifted)] if lifted else np.inf
            resting |= (times > times[pull.end] + MARGIN_S) & (times < until)
    return resting


def scatter_at_rest(times: FloatArray, height: FloatArray, pulls: Sequence[Pull]) -> float:
    """Give the standard deviation of a bar's height while it rests; NaN where it never does."""
    seen = height[at_rest(times, pulls)]
    seen = seen[np.isfinite(seen)]
    return float(np.std(seen)) if len(seen) > 2 else float("nan")

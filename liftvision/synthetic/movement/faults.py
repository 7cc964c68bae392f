"""Each fault as a function of how far up the bar is: 0 at lift-off, 1 at lockout.

`knee` is throughout the fraction of the way at which the bar passes the knees.
"""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.course import bump, ease

EARLY_END, LATE_BEGIN = 0.5, 0.65
"""A spine that unfolds as early as it can is straight at half of the way; one that unfolds only
at the top begins there."""

DRIFT_PEAK = 0.7
"""The back gives way most at this fraction of the way to the knees."""

DRIFT_HOLDS_DEG = 4.0
"""A drift by this much holds the unfolding back for half as long as a large one."""

LEAST_DRIFT_DEG = 1e-6

HIPS_UP = 0.4
HIPS_UP_UNTIL = 0.7
"""Hips that shoot up do so before the bar is at the first fraction of the way to the knees; from
the second one on the trunk comes up to where it would have been."""

CAVE_PEAK = 0.9
"""Knees cave in most at this fraction of the way to the knees."""


def lumbar(
    rise: FloatArray, setup: float, drift: float, unfolding: float, knee: float
) -> FloatArray:
    """Give the lumbar flexion (K,): from `setup`, up by `drift`, unfolding to 0 at the top.

    The most between lift-off and the knees is exactly the sum of `setup` and `drift`.
    """
    delay = abs(drift) / (abs(drift) + DRIFT_HOLDS_DEG)
    given_way = delay * DRIFT_PEAK * knee
    gives_way = abs(drift) > LEAST_DRIFT_DEG
    bent = setup + (drift * ease(rise, 0.0, given_way) if gives_way else 0.0)
    return np.asarray(bent * (1.0 - unfolded(rise, unfolding, given_way)))


def unfolded(rise: FloatArray, unfolding: float, given_way: float = 0.0) -> FloatArray:
    """Give how much (K,) of the spine's flexion is undone: 0 up to `given_way`, 1 at the top."""
    begin = max(given_way, LATE_BEGIN * max(unfolding, 0.0))
    end = 1.0 - (1.0 - EARLY_END) * max(-unfolding, 0.0)
    part = np.clip((rise - begin) / (max(end, begin + 0.2) - begin), 0.0, 1.0)
    return np.asarray(part**2 * (3.0 - 2.0 * part))


def hips_early(rise: FloatArray, knee: float) -> FloatArray:
    """Give how much (K,) of the knees' untimely extension there is because the hips shoot up."""
    onset = np.sin(0.5 * np.pi * np.clip(rise / (HIPS_UP * knee), 0.0, 1.0))
    return np.asarray(onset * (1.0 - ease(rise, HIPS_UP_UNTIL * knee, min(1.6 * knee, 1.0))))


def caving(rise: FloatArray, knee: float) -> FloatArray:
    """Give the share (K,) of a knee's caving in: 1 where it is worst, 0 at either end."""
    worst = CAVE_PEAK * knee
    return bump(rise, 0.2 * knee, worst, worst + 0.05, 0.95)


def shifting(rise: FloatArray, knee: float) -> FloatArray:
    """Give the share (K,) of the hips' shift to one side."""
    return bump(rise, 0.0, 0.8 * knee, 1.2 * knee, 1.0)


def tilting(rise: FloatArray) -> FloatArray:
    """Give the share (K,) of the bar's tilt: it lies flat on the floor and is level at the top.

    It comes in no faster than the bar rises, so that the lower end stays off the floor.
    """
    return bump(rise, 0.0, 0.35, 0.7, 1.0)


def heels(rise: FloatArray, knee: float) -> FloatArray:
    """Give the share (K,) of the heels' lifting, early in the pull."""
    return bump(rise, 0.0, 0.4 * knee, 0.5 * knee, 1.1 * knee)

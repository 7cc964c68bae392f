"""The floor under the bar and under the lifter.

Plates that rest on the floor show it to a few mm. The feet show it only where the model sees them:
behind the plates of a side view it invents them, up to 0.25 m too high.
"""

import math
from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray
from liftvision.motion.bar_middle import KNUCKLES, Shift
from liftvision.motion.cleaning import rate, runs
from liftvision.motion.estimates import Estimate, combined
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import Landmark
from liftvision.pose.view import off_side_deg

REST_SPEED_M_S = 0.05
REST_BAND_M = 0.015
REST_S = 0.3
"""At rest a bar is slower than this, this near to its lowest place, for so long at a stretch. One
that turns above the floor is that slow for a tenth of a second, or two in the slowest of lifts."""

REST_ERROR_M = 0.004
"""Of the level at which a plate rests, besides its scatter: what gives way under it."""

RAISED_BY_M = 0.05
RAISED_BEYOND = 2.5
"""Plates this far above the feet's floor, and by so many standard errors, rest on blocks."""

SOLES_BELOW_M = 0.035
"""How far the floor is below the landmarks of heels and toes on average."""

SOLES_ERROR_M = 0.02
HIDDEN_SOLES_ERROR_M = 0.14
"""Standard errors of the floor under the feet: seen, and behind the plates of a side view.
Measured on 20 rendered clips."""

FURTHEST_CUT = -4.0
"""A normal distribution is not cut off further from its mean than by so many of its errors."""

CLEAR_ABOVE_REST_M = 0.3
"""With the bar this high its plates hide no foot."""

MIN_CLEAR_FRAMES = 5

SIDE_WITHIN_DEG = 25.0
"""Within this of the side view the plates hide the feet."""


class Floor(NamedTuple):
    """Height of the floor in m above the middle of the picture.

    Attributes
    ----------
    bar
        In the plane of what is followed of the bar.
    body
        In the plane of the body.
    rests
        Whether plates were seen to rest on it.
    """

    bar: Estimate
    body: Estimate
    rests: bool


def find_floor(seen: Seen, shift: Shift, resting: BoolArray) -> Floor | None:
    """Find the floor; None where neither feet nor a resting plate were seen.

    Parameters
    ----------
    seen
        Of the shot.
    shift
        From what is followed of the bar to its middle.
    resting
        (T,) as `at_rest` gives it.
    """
    soles = _soles(seen)
    if not resting.any():
        return None if soles is None else _under_hanging(seen, soles, shift)
    above = seen.bar_m[resting, 1]
    error = float(np.hypot(REST_ERROR_M, np.std(above)))
    under_bar = Estimate(float(np.median(above)) - seen.plate_radius_m, error)
    under_body = Estimate(under_bar.value + shift.up.value, float(np.hypot(error, shift.up.error)))
    if soles is None:
        return Floor(under_bar, under_body, True)
    gap = under_body.value - soles.value
    if gap > max(RAISED_BY_M, RAISED_BEYOND * float(np.hypot(under_body.error, soles.error))):
        return _under_hanging(seen, soles, shift)
    return Floor(under_bar, combined([under_body, soles]), True)


def _under_hanging(seen: Seen, soles: Estimate, shift: Shift) -> Floor:
    """Give the floor that the feet show; plates that hang above it do not reach below it."""
    under_bar = Estimate(soles.value - shift.up.value, float(np.hypot(soles.error, shift.up.error)))
    above = seen.bar_m[:, 1]
    if seen.by.source in ("plate", "ends") and np.isfinite(above).any():
        bottom = float(np.nanpercentile(above, 2.0)) - seen.plate_radius_m
        under_bar = _not_above(under_bar, bottom)
    under_body = Estimate(
        under_bar.value + shift.up.value, float(np.hypot(under_bar.error, shift.up.error))
    )
    return Floor(under_bar, min(under_body, soles, key=lambda one: one.error), False)


def _not_above(one: Estimate, limit: float) -> Estimate:
    """Give mean and standard deviation of a normal distribution that is cut off at a limit."""
    ahead = max((limit - one.value) / one.error, FURTHEST_CUT)
    below = 0.5 * (1.0 + math.erf(ahead / math.sqrt(2.0)))
    density = math.exp(-0.5 * ahead**2) / math.sqrt(2.0 * math.pi) / below
    left = one.error * math.sqrt(1.0 - ahead * density - density**2)
    start = limit - ahead * one.error
    return Estimate(start - one.error * density, left)


def at_rest(seen: Seen) -> BoolArray:
    """Tell in which frames (T,) the bar lies at its lowest place."""
    above = seen.bar_m[:, 1]
    known = np.isfinite(above)
    resting = np.zeros(len(above), dtype=np.bool_)
    if seen.by.source not in ("plate", "ends", "point") or not known.any():
        return resting
    lowest = float(np.percentile(above[known], 2.0))
    with np.errstate(invalid="ignore"):
        slow = np.abs(rate(seen.times, above)) < REST_SPEED_M_S
        still = known & slow & (above < lowest + REST_BAND_M)
    for start, stop in runs(still):
        if seen.times[stop - 1] - seen.times[start] >= REST_S:
            resting[start:stop] = True
    return resting


def _soles(seen: Seen) -> Estimate | None:
    """Give the floor under the feet as the landmarks show it."""
    feet = [Landmark.HEEL_L, Landmark.HEEL_R, Landmark.FOOT_INDEX_L, Landmark.FOOT_INDEX_R]
    clear = clear_of_plates(seen)
    # The mean, not the lowest: the foot that is nearer to the camera is lower in the picture.
    soles = seen.body_m[clear][:, feet, 1].mean(axis=1)
    soles = soles[np.isfinite(soles)]
    if len(soles) == 0:
        return None
    error = HIDDEN_SOLES_ERROR_M if feet_are_hidden(seen) else SOLES_ERROR_M
    return Estimate(float(np.median(soles)) - SOLES_BELOW_M, error)


def clear_of_plates(seen: Seen) -> BoolArray:
    """Tell in which frames (T,) no plate hides the feet; all frames if in hardly any.

    Where the bar has no scale, the hands say how high it is.
    """
    above = seen.bar_m[:, 1]
    if not np.isfinite(above).any():
        above = seen.body_m[:, KNUCKLES, 1].mean(axis=1)
    everywhere = np.ones(len(above), dtype=np.bool_)
    if not np.isfinite(above).any():
        return everywhere
    with np.errstate(invalid="ignore"):
        clear = above > np.nanpercentile(above, 2.0) + CLEAR_ABOVE_REST_M
    return clear if clear.sum() >= MIN_CLEAR_FRAMES else everywhere


def feet_are_hidden(seen: Seen) -> bool:
    """Tell whether plates, if there are any, stand before the feet."""
    yaw = seen.view.yaw_deg
    return yaw is None or off_side_deg(yaw) < SIDE_WITHIN_DEG

"""The lift itself: where a bar's concentric phase begins and ends, and its sticking region.

Where the phase begins and ends changes its mean velocity more than any instrument does: on six
recorded reps from 0.64 to 0.87 m/s, where phone and cameras differ by 0.02. So there is one rule,
and it stands beside the number.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.reps.pulls import turning_points

END_SHARE, SLOWEST_END, FASTEST_END = 0.1, 0.05, 0.10
"""The phase ends where the velocity is a tenth of its peak, but at no less and no more than these,
m/s. A bar that is held sways at up to 0.02 m/s, so less cannot be told from rest; the slowest reps
there are have a mean of 0.14 +/- 0.05 m/s (Helms et al. 2017), and to 0.10 they would lose much of
their way."""

NEAR_END = 0.15
"""Slower than that in the first or last part of the way up, the bar has not begun or has arrived;
between them it has not stopped being lifted."""

CONCENTRIC_RULE = (
    f"outwards from peak velocity to {END_SHARE:.0%} of it, "
    f"from {SLOWEST_END:.2f} to {FASTEST_END:.2f} m/s"
)
PROPULSIVE_RULE = f"{CONCENTRIC_RULE}, or until the bar is braked by more than 9.81 m/s²"

GRAVITY = 9.81
"""m/s2."""

LEAST_DIP, LEAST_DIP_SPEED = 0.1, 0.03
"""A speed that falls by less than this part of its top, or than this in m/s, has not stuck: noise
and breath do as much."""


@dataclass(frozen=True)
class Concentric:
    """The concentric phase of one pull.

    Attributes
    ----------
    begin_s, end_s
        On the clip's clock, between frames.
    begin_m, end_m
        Heights there.
    peak_s, peak_velocity
        When the bar is fastest, and its velocity then, m/s.
    braked_s
        When it begins to be braked by more than gravity; the end where it never is.
    braked_m
        Height there.
    """

    begin_s: float
    end_s: float
    begin_m: float
    end_m: float
    peak_s: float
    peak_velocity: float
    braked_s: float
    braked_m: float

    @property
    def mean_velocity(self) -> float:
        """Mean over the whole phase, m/s."""
        return (self.end_m - self.begin_m) / (self.end_s - self.begin_s)

    @property
    def mean_propulsive_velocity(self) -> float:
        """Mean over the part in which the lifter still pushes, m/s."""
        return (self.braked_m - self.begin_m) / (self.braked_s - self.begin_s)


def concentric_phase(
    times: FloatArray, height: FloatArray, speed: FloatArray, begin_s: float, end_s: float
) -> Concentric | None:
    """Give the concentric phase of a pull; None where the bar was not seen or never that fast.

    From peak velocity it reaches outwards to where the bar is slow (`END_SHARE`) near the bottom
    and near the top, within lift-off and lockout. A bar that nearly stops on its way is still
    being lifted.

    Parameters
    ----------
    times
        (T,) seconds.
    height, speed
        (T,) m upwards and m/s, low-passed.
    begin_s, end_s
        Lift-off and lockout.
    """
    first = max(0, int(np.searchsorted(times, begin_s)) - 1)
    frames = slice(first, int(np.searchsorted(times, end_s, side="right")) + 1)
    clock, way, rate = times[frames], height[frames], speed[frames]
    if len(clock) < 3 or not (np.isfinite(way).all() and np.isfinite(rate).all()):
        return None
    inside = np.flatnonzero((clock >= begin_s) & (clock <= end_s))
    peak = int(inside[np.argmax(rate[inside])]) if len(inside) else 0
    least = float(np.clip(END_SHARE * rate[peak], SLOWEST_END, FASTEST_END))
    if rate[peak] < least:
        return None
    bottom, top = np.interp([begin_s, end_s], clock, way)
    slow = rate < least
    not_begun = np.flatnonzero(slow[:peak] & (way[:peak] < bottom + NEAR_END * (top - bottom)))
    arrived = np.flatnonzero(slow[peak:] & (way[peak:] > top - NEAR_END * (top - bottom)))
    begin, end = begin_s, end_s
    if len(not_begun):
        begin = max(begin_s, _crossing(clock, rate, int(not_begun[-1]), least))
    if len(arrived):
        end = min(end_s, _crossing(clock, rate, peak + int(arrived[0]) - 1, least))
    braked = _first_braked(clock, rate, peak, end)
    begin_m, end_m, braked_m = np.interp([begin, end, braked], clock, way)
    return Concentric(
        begin_s=begin,
        end_s=end,
        begin_m=float(begin_m),
        end_m=float(end_m),
        peak_s=float(clock[peak]),
        peak_velocity=float(rate[peak]),
        braked_s=braked,
        braked_m=float(braked_m),
    )


def sticking_region(
    times: FloatArray, speed: FloatArray, phase: Concentric
) -> tuple[float, float] | None:
    """Give begin and end in s of the sticking region; None where the bar does not stick.

    It lasts from the first peak of the upward velocity to the first low after it, where the
    velocity rises again from there.
    """
    inside = np.flatnonzero((times >= phase.begin_s) & (times <= phase.end_s))
    if len(inside) == 0:
        return None
    rate = speed[inside]
    dip = max(LEAST_DIP * phase.peak_velocity, LEAST_DIP_SPEED)
    turns = turning_points(rate, dip)
    highs = [
        place for place in range(1, len(turns) - 1) if rate[turns[place]] > rate[turns[place - 1]]
    ]
    if len(highs) == 0 or highs[0] + 2 >= len(turns):
        return None
    first = inside[turns[highs[0]]]
    low = inside[turns[highs[0] + 1]]
    return float(times[first]), float(times[low])


def _crossing(times: FloatArray, speed: FloatArray, frame: int, mark: float) -> float:
    """Give when the speed passes a mark between a frame and the next."""
    part = (mark - speed[frame]) / (speed[frame + 1] - speed[frame])
    return float(times[frame] + part * (times[frame + 1] - times[frame]))


def _first_braked(times: FloatArray, speed: FloatArray, peak: int, end_s: float) -> float:
    slowing = np.gradient(speed, times) < -GRAVITY
    later = np.flatnonzero(slowing[peak:] & (times[peak:] < end_s))
    return float(times[peak + later[0]]) if len(later) else end_s

"""How the bar travels: which way, and how fast along it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.interpolate import CubicSpline, PPoly

from liftvision.arrays import FloatArray
from liftvision.synthetic.recipes.recipe import Faults

Function: TypeAlias = Callable[[FloatArray], FloatArray]

GRAVITY = 9.81
RESTITUTION = 0.3
"""Speed after a bounce over the speed before it: rubber plates on a rubber floor."""

SMALLEST_BOUNCE_S = 0.03
"""A hop that would last less is none."""

PUSH_M = 0.05
"""How far forward a dropped bar is pushed, clear of the knees, before it lands."""

STICKING_AT = 0.48
STICKING_WIDTH = 0.14
"""Middle and width of the sticking region, as fractions of the pull's time."""

LIGHT_PULL_S, HEAVY_PULL_S = 0.8, 4.0
LIGHT_GAIN, HEAVY_GAIN = 0.72, 0.3
LIGHT_STOP, HEAVY_STOP = 0.3, 0.2
"""Fractions of a pull's time in which the bar gains its speed and loses it again: most of a quick
pull, less of a slow one, which levels off. The quick ones are those of six light deadlifts that
twelve cameras recorded: half of the top speed after 0.27 of the time, the top after 0.65, and
the last half of it lost in a tenth."""

CORNER = 0.08
"""How softly a speed begins and ends, as a fraction of the time in which it is gained: bar and
body give a little, so that the acceleration does not jump."""

STRAIGHT_UNTIL = 0.3
"""Up to this fraction of the way the bar rises vertically; then it follows the thighs."""

WAVES = 2.5
"""Of a wavering bar, from lift-off to lockout."""

COLUMNS = 5
TILT, ROLL = 3, 4
"""A bar's path has columns x, y, z of its centre in m, its tilt (left end up) and how far its
plates have rolled, in degrees."""


def ease(values: FloatArray, begin: float = 0.0, end: float = 1.0) -> FloatArray:
    """Give the smooth step from 0 at `begin` to 1 at `end`, with no slope or bend at either."""
    x = np.clip((np.asarray(values, dtype=np.float64) - begin) / (end - begin), 0.0, 1.0)
    return np.asarray(x**3 * (10.0 - 15.0 * x + 6.0 * x**2))


def bump(values: FloatArray, begin: float, full: float, fading: float, end: float) -> FloatArray:
    """Give a smooth hill: 0 up to `begin`, 1 from `full` to `fading`, 0 again from `end`."""
    return np.asarray(ease(values, begin, full) - ease(values, fading, end))


@dataclass(frozen=True, eq=False)
class Law:
    """How progress along a way, 0 to 1, goes with time.

    Attributes
    ----------
    begin_s, duration_s
        On the clip's clock; before it progress is 0, after it 1.
    way
        Progress over the fraction of the time that has passed.
    speed
        Its derivative.
    """

    begin_s: float
    duration_s: float
    way: Function
    speed: Function

    def progress(self, times: FloatArray) -> FloatArray:
        """Give the progress (T,) at times (T,) s."""
        return np.clip(self.way(self._fraction(times)), 0.0, 1.0)

    def rate(self, times: FloatArray) -> FloatArray:
        """Give the progress a second (T,)."""
        return np.asarray(self.speed(self._fraction(times)) / self.duration_s)

    def _fraction(self, times: FloatArray) -> FloatArray:
        return np.clip((times - self.begin_s) / self.duration_s, 0.0, 1.0)


def even_law(begin_s: float, duration_s: float) -> Law:
    """Give progress in proportion to time."""
    return Law(begin_s, duration_s, way=lambda x: x, speed=np.ones_like)


def eased_law(begin_s: float, duration_s: float) -> Law:
    """Give progress that begins and ends at rest."""
    return Law(begin_s, duration_s, way=ease, speed=lambda x: 30.0 * x**2 * (1.0 - x) ** 2)


def pull_law(begin_s: float, duration_s: float, sticking: float, rebound: bool) -> Law:
    """Give how a bar rises.

    Parameters
    ----------
    begin_s, duration_s
        Lift-off, and from there to lockout.
    sticking
        How much of its speed the bar loses in the sticking region, 0 to 1.
    rebound
        It comes off the floor with a bounce instead of from rest.
    """
    heaviness = np.log(duration_s / LIGHT_PULL_S) / np.log(HEAVY_PULL_S / LIGHT_PULL_S)
    gain = float(np.interp(heaviness, (0.0, 1.0), (LIGHT_GAIN, HEAVY_GAIN)))
    stop = float(np.interp(heaviness, (0.0, 1.0), (LIGHT_STOP, HEAVY_STOP)))
    x = np.linspace(0.0, 1.0, 401)
    speed = _gain(x, gain, rebound) * _gain(1.0 - x, stop, rebound=False)
    dip = np.exp(-(((x - STICKING_AT) / STICKING_WIDTH) ** 2))
    return _law(begin_s, duration_s, x, speed * (1.0 - sticking * dip))


def lowering_law(begin_s: float, duration_s: float, rebound: bool) -> Law:
    """Give how a bar is let down: gaining speed, braked shortly before the floor."""
    x = np.linspace(0.0, 1.0, 401)
    speed = _gain(x, 0.55, rebound=False) * _gain(1.0 - x, 0.2 if rebound else 0.4, rebound)
    return _law(begin_s, duration_s, x, speed)


def _gain(x: FloatArray, share: float, rebound: bool) -> FloatArray:
    """Give the speed's rise from 0 to 1 in a share of the time: at once, or softly."""
    part = np.clip(x / share, 0.0, 1.0)
    if rebound:
        return np.asarray(1.0 - (1.0 - part) ** 3)
    soft = (np.hypot(part, CORNER) - CORNER) / (np.hypot(1.0, CORNER) - CORNER)
    return np.asarray(np.sin(0.5 * np.pi * soft))


def _law(begin_s: float, duration_s: float, x: FloatArray, speed: FloatArray) -> Law:
    """Give the law whose speed is in proportion to a curve through the given points."""
    curve = CubicSpline(x, speed)
    way = curve.antiderivative()
    whole = float(way(1.0))
    return Law(
        begin_s,
        duration_s,
        way=lambda fraction: np.asarray(way(fraction) / whole),
        speed=lambda fraction: np.asarray(curve(fraction) / whole),
    )


@dataclass(frozen=True, eq=False)
class BarPath:
    """Where the bar is, over the progress of a phase.

    Attributes
    ----------
    at
        (T,) progress to (T, COLUMNS).
    slope
        Its derivative.
    """

    at: Function
    slope: Function

    @property
    def end(self) -> FloatArray:
        """Where the bar is at the end (COLUMNS,)."""
        return np.asarray(self.at(np.ones(1))[0])


def path_through(progress: FloatArray, rows: FloatArray) -> BarPath:
    """Give the smooth path through rows (K, COLUMNS) at rising progress (K,)."""
    curve = CubicSpline(progress, rows)
    return BarPath(at=curve, slope=curve.derivative())


def still(row: FloatArray) -> BarPath:
    """Give the path of a bar that stays at a row (COLUMNS,)."""
    return BarPath(
        at=lambda progress: np.broadcast_to(row, (len(progress), COLUMNS)),
        slope=lambda progress: np.zeros((len(progress), COLUMNS)),
    )


def forward(
    rise: FloatArray, bottom: float, top: float, off_midfoot: float, faults: Faults, knee: float
) -> FloatArray:
    """Give how far forward (K,) m the bar is at fractions (K,) of its way up.

    Parameters
    ----------
    rise
        0 at the bottom, 1 at the top.
    bottom, top
        Where the bar is at either end, m.
    off_midfoot
        How much of `bottom` is too far forward; the bar comes back from it up to the knee.
    faults
        Its drift and its waver.
    knee
        The fraction at which it passes the knees.
    """
    way = bottom - off_midfoot + (top - bottom + off_midfoot) * ease(rise, STRAIGHT_UNTIL)
    coming_back = off_midfoot * (1.0 - ease(rise, 0.0, 1.2 * knee))
    drift = faults.bar_drift_m * bump(rise, 0.0, 0.9 * knee, 0.9 * knee, 1.0)
    waver = np.sin(2.0 * np.pi * WAVES * rise) * bump(rise, 0.0, 0.1, 0.9, 1.0)
    return np.asarray(way + coming_back + drift + faults.bar_wobble_m * waver)


def fall(start: FloatArray, floor: float, forward_to: float, duration_s: float) -> BarPath:
    """Give the path of a dropped bar over the fraction of the phase: fall, bounces, and a roll.

    Parameters
    ----------
    start
        (COLUMNS,) where it is let go.
    floor
        Height of its centre on the floor, which is the plates' radius; m.
    forward_to
        Where it rolls to, m.
    duration_s
        Of the phase.
    """
    hops = _hops(float(start[1]) - floor)
    landings = np.cumsum([time for time, _ in hops])
    breaks = np.array([0.0, *landings, duration_s])
    powers = np.zeros((6, len(breaks) - 1, COLUMNS))
    powers[5, :, 0] = start[0]
    powers[5, :, 1] = floor
    powers[5, 0, 1] = start[1]
    powers[3, :-1, 1] = -0.5 * GRAVITY
    powers[4, 1:-1, 1] = [speed for _, speed in hops[1:]]
    landed = float(start[2]) + PUSH_M
    powers[5, :, 2] = landed
    powers[5, 0, 2] = start[2]
    powers[:3, 0, 2] = PUSH_M * _eased_powers(breaks[1])
    powers[:3, -1, 2] = (forward_to - landed) * _eased_powers(breaks[-1] - breaks[-2])
    powers[5, :, ROLL] = start[ROLL]
    powers[:3, -1, ROLL] = powers[:3, -1, 2] * np.degrees(1.0 / floor)
    curve = PPoly(powers, breaks)
    slope = curve.derivative()
    return BarPath(
        at=lambda x: np.asarray(curve(x * duration_s)),
        slope=lambda x: np.asarray(slope(x * duration_s) * duration_s),
    )


def _eased_powers(duration_s: float) -> FloatArray:
    """Give the coefficients of `ease` over a duration for the fifth, fourth and third power."""
    return np.asarray(np.array([6.0, -15.0, 10.0]) / duration_s ** np.array([5.0, 4.0, 3.0]))


def _hops(height: float) -> list[tuple[float, float]]:
    """Give duration in s and first upward speed in m/s of the fall and of every hop after it."""
    fall_s = float(np.sqrt(2.0 * height / GRAVITY))
    hops = [(fall_s, 0.0)]
    speed = RESTITUTION * GRAVITY * fall_s
    while 2.0 * speed / GRAVITY > SMALLEST_BOUNCE_S:
        hops.append((2.0 * speed / GRAVITY, speed))
        speed *= RESTITUTION
    return hops

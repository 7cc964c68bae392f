"""Pulls of a bar: where it rises from a low to a high, told from its height alone.

Highs and lows are turning points with hysteresis: the height must turn by a given rise before a
turn counts, so bobbing, jitter and a held lockout are none.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, IntArray

NEAR_TURN = 0.05
"""Within this fraction of the rise from its low or its top, the bar counts as still there."""

PLATEAU = 0.15
"""Heights within this fraction of the rise from a turn make the level of that turn."""

RANGE_FRACTION = 0.4
"""Without a body to compare with, a pull rises by at least this fraction of the bar's range."""

LEAST_REST_S = 0.1
"""A record that begins with a shorter rest than this at its low begins on the way up, and one
that ends with a shorter one ends on the way down."""

SHORTEST_PULL_S = 0.2
LONGEST_PULL_S = 20.0
"""Faster is a jump of the track; slower is no attempt."""


@dataclass(frozen=True)
class Pull:
    """One rise of the bar; every field but the levels is an index of a frame.

    Attributes
    ----------
    start
        The bar has come down to its low; the first frame of the record where it was there already.
    lift_off
        The bar leaves its low; None where the record begins on the way up.
    lockout
        The bar arrives at its top; None where the record ends on the way up.
    lowering
        The bar leaves its top; None where the record ends before.
    end
        The bar is down again; None where the record ends before.
    bottom, top
        Heights of the low and of the top, in the unit of the record.
    """

    start: int
    lift_off: int | None
    lockout: int | None
    lowering: int | None
    end: int | None
    bottom: float
    top: float


def find_pulls(times: FloatArray, height: FloatArray, min_rise: float | None = None) -> list[Pull]:
    """Find every pull in a record of the bar's height.

    Parameters
    ----------
    times
        (T,) seconds, strictly increasing.
    height
        (T,) upwards, any unit; NaN where the bar was not seen.
    min_rise
        Least rise of a pull, in the unit of the height; `RANGE_FRACTION` of its range if None.
    """
    seen = np.flatnonzero(np.isfinite(height))
    if len(seen) < 3:
        return []
    if min_rise is None:
        low, high = np.percentile(height[seen], [2.0, 98.0])
        min_rise = RANGE_FRACTION * float(high - low)
    if min_rise <= 0.0:
        return []
    turns = turning_points(height[seen], min_rise)
    pulls = []
    for number, low in enumerate(turns):
        rises = number + 1 < len(turns) and height[seen[turns[number + 1]]] > height[seen[low]]
        if rises:
            before = turns[number - 1] if number > 0 else None
            after = turns[number + 2] if number + 2 < len(turns) else None
            pull = _describe(times[seen], height[seen], before, low, turns[number + 1], after)
            pulls.append(_at_frames(pull, seen))
    return [pull for pull in pulls if _credible(times, pull)]


def turning_points(height: FloatArray, min_turn: float) -> list[int]:
    """Give the indices of alternating lows and highs, each at least ``min_turn`` from the next.

    The first and the last are the outermost points of the record's first and last movement.
    """
    turns: list[int] = []
    low = high = 0
    rising: bool | None = None
    for index, value in enumerate(height):
        low = index if value < height[low] else low
        high = index if value > height[high] else high
        if rising is not True and value - height[low] >= min_turn:
            turns.append(low)
            rising, high = True, index
        elif rising is not False and height[high] - value >= min_turn:
            turns.append(high)
            rising, low = False, index
    if rising is not None:
        turns.append(high if rising else low)
    return turns


def _describe(
    times: FloatArray,
    height: FloatArray,
    before: int | None,
    low: int,
    high: int,
    after: int | None,
) -> Pull:
    """Place the events of a pull between its turning points, in indices of the seen heights."""
    first = 0 if before is None else before
    last = len(height) - 1 if after is None else after
    middle = 0.5 * (height[low] + height[high])
    crossing = low + int(np.argmax(height[low : high + 1] >= middle))
    coming_down = _last(height[first:low] > middle, first, first)
    going_down = _first(height[high : last + 1] < middle, high, last + 1)
    rise = float(height[high] - height[low])
    bottom = _level(height[coming_down:crossing], height[low], PLATEAU * rise)
    top = _level(height[crossing:going_down], height[high], -PLATEAU * rise)
    near = NEAR_TURN * (top - bottom)
    lift_off = _last(height[coming_down : crossing + 1] <= bottom + near, coming_down, low)
    lockout = _first(height[crossing : high + 1] >= top - near, crossing, high)
    lowering = _last(height[high:going_down] >= top - near, high, high)
    # The level, not the lowest point: a camera in the hand makes the bar dip while it rests.
    floor = (
        bottom if after is None else _level(height[going_down:last], height[after], PLATEAU * rise)
    )
    end = _first(height[going_down : last + 1] <= floor + near, going_down, len(height))
    return Pull(
        start=_first(height[coming_down : lift_off + 1] <= bottom + near, coming_down, low),
        lift_off=lift_off if times[lift_off] - times[0] >= LEAST_REST_S else None,
        lockout=lockout if lockout < len(height) - 1 else None,
        lowering=lowering if going_down <= last else None,
        end=end if _rests(times, end) else None,
        bottom=bottom,
        top=top,
    )


def _rests(times: FloatArray, index: int) -> bool:
    """Whether the record goes on long enough after an event to show that it has happened."""
    return index < len(times) and bool(times[-1] - times[index] >= LEAST_REST_S)


def _level(heights: FloatArray, turn: float, reach: float) -> float:
    """Give the median of the heights between a turn and a little inside of it."""
    low, high = sorted((turn, turn + reach))
    near = heights[(heights >= low) & (heights <= high)]
    return float(np.median(near)) if len(near) else float(turn)


def _first(flags: BoolArray, offset: int, otherwise: int) -> int:
    return offset + int(np.argmax(flags)) if flags.any() else otherwise


def _last(flags: BoolArray, offset: int, otherwise: int) -> int:
    return offset + len(flags) - 1 - int(np.argmax(flags[::-1])) if flags.any() else otherwise


def _at_frames(pull: Pull, seen: IntArray) -> Pull:
    """Turn indices of the seen heights into indices of frames."""

    def frame(index: int | None) -> int | None:
        return None if index is None else int(seen[index])

    return Pull(
        start=int(seen[pull.start]),
        lift_off=frame(pull.lift_off),
        lockout=frame(pull.lockout),
        lowering=frame(pull.lowering),
        end=frame(pull.end),
        bottom=pull.bottom,
        top=pull.top,
    )


def _credible(times: FloatArray, pull: Pull) -> bool:
    first = pull.start if pull.lift_off is None else pull.lift_off
    last = len(times) - 1 if pull.lockout is None else pull.lockout
    duration_s = float(times[last] - times[first])
    whole = pull.lift_off is not None and pull.lockout is not None
    return duration_s <= LONGEST_PULL_S and (duration_s >= SHORTEST_PULL_S or not whole)

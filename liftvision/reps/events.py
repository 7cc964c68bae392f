"""When the bar leaves its rest and comes to rest: the moments between the frames.

A bar that leaves the floor is seen to have done so only when it is above the noise of its track,
so the start is fitted (`reps.onset`). What arrives is what leaves with the time running backward,
and the top is a floor upside down. Heights are in any unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.motion.cleaning import low_pass
from liftvision.reps.onset import beginning
from liftvision.reps.pulls import Pull, turning_points

SPEED_CUTOFF_HZ = 5.0
"""For finding the top speed only; the moments are fitted to heights that were not filtered."""

FITTED_SPEED = 0.6
"""The law is fitted from rest up to this part of the first top of the speed: beyond it begins
what the lifter does with the bar."""

FIRST_TOP = 0.7
"""A speed that falls below this part of its top has passed it."""

FLOOR_S, TOP_S = 0.5, 0.3
"""How much of a rest is fitted: the bar lies still on the floor and sways a little at the top."""

BOUNCE, LOW = 0.03, 0.3
"""A bar that comes up again by the first part of its way and goes down again, all of it below the
second, has bounced."""

LANDED = 0.1
"""Heights below this part of the way may be of a bar that has hit the floor already."""

LANDING_S = 0.25
"""The last part of a fall, which is followed down to the floor."""

TURN_LEVELS = (0.02, 0.08)
"""Parts of the way at which the time below is taken. A bar that turns without a rest spends twice
as long below the upper one, which is four times as high."""

LONGEST_TURN_S = 0.12
"""With a shorter rest than this the bar turned: it is shorter than what the fits can tell."""

LONGEST_BEGIN = 2.5
"""No further before a bar is near its low than so many times from there to its top speed it has
begun to move: further away it is a camera that shakes."""

LEAST_FRAMES = 5
"""With fewer frames there is nothing to fit."""

LONGEST_LOW_S = 1.0
"""Near the floor for longer than this the bar has not turned at once: the slowest pull and lowering
together take 0.6 s there."""

BAR_ERRORS_S = {
    "start_s": (0.34, 0.0),
    "lift_off_s": (0.015, 6.0),
    "lockout_s": (0.03, 6.0),
    "lowering_s": (0.028, 4.0),
    "end_s": (0.016, 5.0),
}
"""Standard errors in s of events seen on the bar itself: without noise, and for each part of the
bar's way that its track scatters by. Lift-off, lockout, lowering and end: of 50 sets with the bar's
laws of the rendered clips at 24 to 60 frames a second and noise of 0.3 to 4 mm, such that 90 %
are within 1.64 of them."""

HANDS_ERRORS_S = {
    "start_s": 0.34,
    "lift_off_s": 0.30,
    "knee_pass_s": 0.24,
    "lockout_s": 0.15,
    "lowering_s": 0.25,
    "end_s": 0.24,
}
"""The same of events that are seen on the hands alone: 68 % of 24 rendered reps are within them.
The start is seen on the hands in any case."""


@dataclass(frozen=True)
class RepEvents:
    """The moments of one pull on the clock of the record; None where it does not show them.

    Attributes
    ----------
    lift_off_s, lockout_s, lowering_s, end_s
        As in `liftvision.reps.rep.Rep`.
    """

    lift_off_s: float | None
    lockout_s: float | None
    lowering_s: float | None
    end_s: float | None


def fitted_events(times: FloatArray, height: FloatArray, pulls: Sequence[Pull]) -> list[RepEvents]:
    """Give the moments of every pull of a record.

    Parameters
    ----------
    times
        (T,) seconds, strictly increasing.
    height
        (T,) upwards, any unit, not filtered; NaN where the bar was not seen.
    pulls
        As `find_pulls` found them in the same record.
    """
    seen = np.flatnonzero(np.isfinite(height))
    record = _Record.of(times[seen], height[seen])
    known = [_in_record(pull, seen) for pull in pulls]
    events = []
    for number, pull in enumerate(known):
        before = known[number - 1] if number > 0 else None
        after = known[number + 1] if number + 1 < len(known) else None
        events.append(
            RepEvents(
                _lift_off(record, pull, before),
                _lockout(record, pull),
                _lowering(record, pull),
                _end(record, pull, after),
            )
        )
    return events


def event_error(event: str, noise: float | None) -> float:
    """Give the standard error of an event in s.

    Parameters
    ----------
    event
        Its name.
    noise
        By which part of its way the bar's track scatters at rest; None where the event was seen
        on the hands.
    """
    if noise is None:
        return HANDS_ERRORS_S[event]
    own, from_noise = BAR_ERRORS_S[event]
    return float(np.hypot(own, from_noise * noise))


def events_at_frames(times: FloatArray, pull: Pull) -> RepEvents:
    """Give the moments of a pull as `find_pulls` placed them, without a fit."""

    def at(frame: int | None) -> float | None:
        return None if frame is None else float(times[frame])

    return RepEvents(at(pull.lift_off), at(pull.lockout), at(pull.lowering), at(pull.end))


@dataclass(frozen=True, eq=False)
class _Record:
    """Times (T,), heights and upward speeds of a bar that was seen in every frame."""

    times: FloatArray
    height: FloatArray
    speed: FloatArray

    @classmethod
    def of(cls, times: FloatArray, height: FloatArray) -> "_Record":
        smooth = low_pass(times, height, SPEED_CUTOFF_HZ)
        return cls(times, height, np.asarray(np.gradient(smooth, times)))

    def upside_down(self) -> "_Record":
        return _Record(self.times, -self.height, -self.speed)

    def backward(self) -> "_Record":
        return _Record(-self.times[::-1], self.height[::-1], -self.speed[::-1])

    def mirrored(self, frame: int) -> int:
        return len(self.times) - 1 - frame


def _in_record(pull: Pull, seen: IntArray) -> Pull:
    """Turn indices of frames into indices of the frames in which the bar was seen."""

    def place(frame: int | None) -> int | None:
        return None if frame is None else int(np.searchsorted(seen, frame))

    return Pull(
        start=int(np.searchsorted(seen, pull.start)),
        lift_off=place(pull.lift_off),
        lockout=place(pull.lockout),
        lowering=place(pull.lowering),
        end=place(pull.end),
        bottom=pull.bottom,
        top=pull.top,
    )


def _lift_off(record: _Record, pull: Pull, before: Pull | None) -> float | None:
    if pull.lift_off is None:
        return None
    if before is not None and before.end is not None and (turn := _turn(record, before, pull)):
        return turn
    last = len(record.times) - 1 if pull.lockout is None else pull.lockout
    return _leaves(record, pull.start, pull.lift_off, last, FLOOR_S)


def _lockout(record: _Record, pull: Pull) -> float | None:
    if pull.lockout is None:
        return None
    rest = len(record.times) - 1 if pull.lowering is None else pull.lowering
    first = pull.start if pull.lift_off is None else pull.lift_off
    return _arrives(record.upside_down(), rest, pull.lockout, first, TOP_S)


def _lowering(record: _Record, pull: Pull) -> float | None:
    if pull.lowering is None:
        return None
    rest = pull.lift_off or pull.start if pull.lockout is None else pull.lockout
    last = len(record.times) - 1 if pull.end is None else pull.end
    return _leaves(record.upside_down(), rest, pull.lowering, last, TOP_S)


def _end(record: _Record, pull: Pull, after: Pull | None) -> float | None:
    if pull.end is None or pull.lowering is None:
        return None
    if after is not None and after.lift_off is not None:
        turn = _turn(record, pull, after)
        if turn is not None:
            return turn
    rest = len(record.times) - 1
    if after is not None:
        rest = after.start if after.lift_off is None else after.lift_off
    landed = _landing(record, pull, rest)
    return landed or _arrives(record, rest, pull.end, pull.lowering, FLOOR_S)


def _leaves(record: _Record, rest: int, near: int, other: int, rest_s: float) -> float:
    """Give when the bar leaves a low.

    Parameters
    ----------
    record
        Heights in the direction of the movement.
    rest, near, other
        Frames: the first at rest, the last that is near the low, and the end of the movement.
    rest_s
        How much of the rest is fitted.
    """
    times, height, speed = record.times, record.height, record.speed
    top = _first_top(speed, near, other)
    fast = near + int(np.argmax(speed[near : top + 1] >= FITTED_SPEED * speed[top]))
    stop = max(fast, near + 1) + 1
    gain_s = float(times[top] - times[near])
    begin_s = float(times[near]) - gain_s
    # The first try tells how much of the window is rest, the second has as much as it should.
    for _ in range(2):
        earliest_s = max(begin_s, float(times[near]) - LONGEST_BEGIN * gain_s) - rest_s
        first = min(max(rest, int(np.searchsorted(times, earliest_s))), near)
        if stop - first < LEAST_FRAMES:
            return float(times[near])
        frames = slice(first, stop)
        begin_s = beginning(times[frames], height[frames], float(times[top]))
    return begin_s


def _arrives(record: _Record, rest: int, near: int, other: int, rest_s: float) -> float:
    """Give when the bar arrives at a low: it leaves it, with the time running backward."""
    rest, near, other = (record.mirrored(frame) for frame in (rest, near, other))
    return -_leaves(record.backward(), rest, near, other, rest_s)


def _first_top(speed: FloatArray, first: int, last: int) -> int:
    """Give the frame of the first top of the speed after a beginning."""
    top = first
    slow = 0.15 * float(np.max(speed[first : last + 1], initial=0.0))
    for frame in range(first, last + 1):
        if speed[frame] > speed[top]:
            top = frame
        elif speed[top] > slow and speed[frame] < FIRST_TOP * speed[top]:
            break
    return top


def _turn(record: _Record, before: Pull, after: Pull) -> float | None:
    """Give when the bar turns between two pulls; None where it rests, or comes from no height."""
    times, height = record.times, record.height
    if before.end is None or before.lowering is None:
        return None
    if after.lift_off is None or after.lockout is None:
        return None
    if times[after.lift_off] - times[before.end] > LONGEST_LOW_S:
        return None
    lowest = before.end + int(np.argmin(height[before.end : after.lift_off + 1]))
    rise = after.top - height[lowest]
    coming, going = slice(before.lowering, lowest + 1), slice(lowest, after.lockout + 1)
    sides = []
    for level in TURN_LEVELS:
        mark = height[lowest] + level * rise
        above_before, above_after = (
            np.flatnonzero(height[part] > mark) for part in (coming, going)
        )
        if not len(above_before) or not len(above_after):
            return None
        down = before.lowering + int(above_before[-1])
        up = lowest + int(above_after[0]) - 1
        sides.append([_crossing(times, height, frame, mark) for frame in (down, up)])
    (inner_down, inner_up), (outer_down, outer_up) = sides
    arrives, leaves = 2.0 * inner_down - outer_down, 2.0 * inner_up - outer_up
    return 0.5 * (arrives + leaves) if leaves - arrives < LONGEST_TURN_S else None


def _crossing(times: FloatArray, height: FloatArray, frame: int, mark: float) -> float:
    """Give when the height crosses a mark between a frame and the next."""
    part = (mark - height[frame]) / (height[frame + 1] - height[frame])
    return float(times[frame] + part * (times[frame + 1] - times[frame]))


def _landing(record: _Record, pull: Pull, rest: int) -> float | None:
    """Give when a bar that bounces first hits the floor; None where it does not bounce."""
    if pull.lowering is None:
        return None
    times, height = record.times[: rest + 1], record.height[: rest + 1]
    rise = pull.top - pull.bottom
    turns = turning_points(height[pull.lowering :], BOUNCE * rise)
    low = pull.bottom + LOW * rise
    hops = [pull.lowering + turn for turn in turns if height[pull.lowering + turn] < low]
    # A hop has a low before and after it; the next pull has none after it.
    if len(hops) < 3 or height[hops[1]] < height[hops[0]]:
        return None
    floor = float(np.median(height[-max(3, (len(height) - hops[-1]) // 2) :]))
    first = max(pull.lowering, int(np.searchsorted(times, times[hops[0]] - LANDING_S)))
    falling = np.arange(first, hops[0] + 1)
    falling = falling[height[falling] > floor + LANDED * rise]
    if len(falling) < 3:
        return None
    curve = np.polyfit(times[falling] - times[falling[-1]], height[falling] - floor, 2)
    roots = np.roots(curve)
    after_last = [root.real for root in roots if abs(root.imag) < 1e-9 and root.real > 0.0]
    return float(times[falling[-1]] + min(after_last)) if after_last else None

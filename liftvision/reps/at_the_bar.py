"""When the lifter stands at the bar, from going down to it until it is back."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.motion import Motion
from liftvision.reps.pulls import Pull
from liftvision.reps.rep import SURE_STYLE, Style
from liftvision.reps.shot_pulls import ShotPulls

AROUND_S = 0.3
"""So much before the hands are down at the bar, and after it is down again, still counts."""

LONGEST_SET_UP_S = 2.0
"""Of the time before lift-off: earlier than this the feet may still be moving."""


STANDING_S = 1.0
"""So much of the standing counts before a lifter goes down who does not begin at the bottom."""

LONGEST_HOLD_S = 1.0
"""Of the time after a lockout whose lowering was not seen."""


def at_the_bar(
    motion: Motion, lifts: Sequence[ShotPulls]
) -> tuple[tuple[BoolArray, ...], tuple[Style, ...]]:
    """Tell for each shot in which frames (T,) somebody stands at the bar, and in which style.

    The style is unknown unless it is sure.
    """
    frames = [np.zeros(shot.stop - shot.start, dtype=np.bool_) for shot in motion.shots]
    styles: list[Style] = ["unknown"] * len(motion.shots)
    for lift in lifts:
        pulls = [lifted.pull for lifted in lift.deadlifts]
        frames[lift.number] = while_pulling(motion.times[lift.shot.frames], pulls)
        if (lift.style.confidence or 0.0) >= SURE_STYLE:
            styles[lift.number] = lift.style.name
    return tuple(frames), tuple(styles)


def while_lifting(motion: Motion, lifts: Sequence[ShotPulls]) -> tuple[BoolArray, ...]:
    """Tell for each shot in which frames (T,) a rep goes on, with its set-up, whatever the lift.

    For a deadlift these are the frames at the bar.
    """
    frames = list(at_the_bar(motion, lifts)[0])
    for lift in lifts:
        times = motion.times[lift.shot.frames]
        for dip in lift.dips:
            first = dip.lift_off if dip.lowering is None else dip.lowering
            begin_s = float(times[0 if first is None else first]) - STANDING_S
            end_s = float(times[-1 if dip.upright is None else dip.upright]) + AROUND_S
            frames[lift.number] |= (times >= begin_s) & (times <= end_s)
    return tuple(frames)


def while_pulling(times: FloatArray, pulls: Sequence[Pull]) -> BoolArray:
    """Tell in which frames (T,) of a shot the lifter stands at the bar.

    Parameters
    ----------
    times
        (T,) s.
    pulls
        The deadlifts, in frames of the shot.
    """
    inside = np.zeros(len(times), dtype=np.bool_)
    for pull in pulls:
        start_s = float(times[pull.start])
        if pull.lift_off is not None:
            start_s = max(start_s, float(times[pull.lift_off]) - LONGEST_SET_UP_S)
        end_s = _end_s(times, pull)
        inside |= (times >= start_s - AROUND_S) & (times <= end_s + AROUND_S)
    return inside


def _end_s(times: FloatArray, pull: Pull) -> float:
    """Give until when it surely is of the lift: where its end was not seen, some of the hold."""
    if pull.end is not None:
        return float(times[pull.end])
    if pull.lowering is not None:
        return float(times[pull.lowering])
    return float(times[-1] if pull.lockout is None else times[pull.lockout] + LONGEST_HOLD_S)

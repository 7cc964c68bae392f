"""The stretches of a rep in which it is measured: the set-up, and the way under load.

A deadlift begins at the bottom: its set-up is the time just before lift-off, with the knees bent.
A lift that goes down first begins upright: its set-up is the standing before it goes down, and its
way under load is that down and that up.
"""

from typing import TypeAlias

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.reps.rep import Rep

Window: TypeAlias = tuple[float, float]
"""Begin and end, s on the clip's clock."""

SET_UP_S = 0.5
"""Of the set-up the last half second counts: before it the lifter may still move the feet."""

SHORTEST_SET_UP_S = 0.2
"""Where one rep follows the other at once, so much before the next one stands for its set-up."""


def set_up_window(rep: Rep) -> Window | None:
    """Give the last part of the set-up; None where the clip does not show it.

    It ends with lift-off, or where the lifter goes down first, as that begins.
    """
    end_s = rep.lowering_s if rep.down_first else rep.lift_off_s
    if end_s is None:
        return None
    begin_s = end_s - SET_UP_S if rep.start_s is None else max(rep.start_s, end_s - SET_UP_S)
    return min(begin_s, end_s - SHORTEST_SET_UP_S), end_s


def strain_window(rep: Rep) -> Window | None:
    """Give the part of a rep in which the legs carry the load up, and down where that is first.

    A deadlift's is from lift-off to lockout: what the knees do while the bar goes back to the floor
    is not of the pull. None where its beginning or end is not in the clip.
    """
    begin_s = rep.lowering_s if rep.down_first else rep.lift_off_s
    if begin_s is None or rep.lockout_s is None:
        return None
    return begin_s, rep.lockout_s


def first_pull_window(rep: Rep) -> Window | None:
    """Give the time from lift-off until the bar passes the knees, or else until lockout.

    None where its beginning or end is not in the clip.
    """
    until_s = rep.lockout_s if rep.knee_pass_s is None else rep.knee_pass_s
    return None if rep.lift_off_s is None or until_s is None else (rep.lift_off_s, until_s)


def frames_within(times: FloatArray, window: Window | None) -> BoolArray:
    """Tell which frames (T,) lie in a window; none in None."""
    if window is None:
        return np.zeros(len(times), dtype=np.bool_)
    return np.asarray((times >= window[0]) & (times <= window[1]))

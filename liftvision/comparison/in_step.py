"""Reps in step: every rep on one axis on which its events are at fixed places.

Between two events a rep runs evenly along the axis. Lift-off is at 0 and lockout at 100, so that
between them it counts per cent of the pull; the rest of the rep gets less room.
"""

from collections.abc import Sequence
from statistics import median

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.reps.rep import Rep

PLACES = {
    "start_s": -30.0,
    "lift_off_s": 0.0,
    "lockout_s": 100.0,
    "lowering_s": 115.0,
    "end_s": 175.0,
}
"""Where the events of a deadlift are. The knee pass is where it is in the middle one of the reps
that are compared; see `knee_place`."""

PLACES_DOWN_FIRST = {"start_s": -115.0, "lowering_s": -100.0, "lift_off_s": 0.0, "lockout_s": 100.0}
"""Of a rep that goes down first: it is over when the lifter is upright."""

USUAL_KNEE, KNEE_WITHIN = 50.0, (20.0, 80.0)


def knee_place(reps: Sequence[Rep]) -> float:
    """Give where the bar passes the knees on the axis: the median part of the pull, in per cent."""
    parts = [
        100.0 * (rep.knee_pass_s - rep.lift_off_s) / (rep.lockout_s - rep.lift_off_s)
        for rep in reps
        if rep.lift_off_s is not None
        and rep.knee_pass_s is not None
        and rep.lockout_s is not None
        and rep.lockout_s > rep.lift_off_s
    ]
    least, most = KNEE_WITHIN
    return min(max(median(parts), least), most) if parts else USUAL_KNEE


def knots(rep: Rep, knee: float) -> tuple[tuple[str, float, float], ...]:
    """Give the events of a rep that were seen: name, time in s, and place on the axis.

    Times and places both rise strictly; an event that does not fit in is left out.
    """
    fixed = PLACES_DOWN_FIRST if rep.down_first else PLACES | {"knee_pass_s": knee}
    found: list[tuple[str, float, float]] = []
    for name, place in sorted(fixed.items(), key=lambda each: each[1]):
        time_s: float | None = getattr(rep, name)
        if time_s is not None and (not found or time_s > found[-1][1]):
            found.append((name, time_s, place))
    return tuple(found)


def axis(*, down_first: bool) -> FloatArray:
    """Give the places (P,) of a curve: every per cent of the pull, and as dense around it."""
    places = (PLACES_DOWN_FIRST if down_first else PLACES).values()
    return np.arange(min(places), max(places) + 1.0)


def in_step(times: FloatArray, values: FloatArray, rep: Rep, knee: float) -> FloatArray:
    """Give a column at the places of `axis`.

    Parameters
    ----------
    times
        (T,) seconds.
    values
        (T,) of any unit.
    rep
        Whose part of it.
    knee
        Place of the knee pass; see `knee_place`.

    Returns
    -------
    FloatArray
        (P,) of the same unit; NaN where the column is, and outside of the events that were seen.
    """
    along = axis(down_first=rep.down_first)
    marks = knots(rep, knee)
    if len(marks) < 2:
        return np.full(len(along), np.nan)
    at_s = np.interp(
        along, [place for *_, place in marks], [time_s for _, time_s, _ in marks],
        left=np.nan, right=np.nan,
    )  # fmt: skip
    return np.asarray(np.interp(at_s, times, values, left=np.nan, right=np.nan))

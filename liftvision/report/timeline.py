"""Which rep and which phase is on at each frame."""

from itertools import pairwise
from math import inf

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.reps.rep import Phase, Rep

NO_REP = -1


def phase_spans(rep: Rep) -> list[tuple[Phase, float, float]]:
    """Give the phases of a rep that were seen, each with its begin and end in seconds.

    A phase whose end was not seen ends at infinity.
    """
    spans = [(rep.phase_at(begin), begin, end) for begin, end in pairwise([*rep.moments, inf])]
    return [(phase, begin, end) for phase, begin, end in spans if phase and end > begin]


def begin_of(rep: Rep) -> float:
    """Give the time of the first event of a rep that was seen; minus infinity if none was."""
    return next(iter(rep.moments), -inf)


def marker_of(rep: Rep) -> float | None:
    """Give the time at which a rep's number is written: its lockout, or the last event before."""
    marks = (rep.lockout_s, rep.knee_pass_s, rep.lift_off_s)
    return next((mark for mark in marks if mark is not None), None)


def timeline(reps: tuple[Rep, ...], times: FloatArray) -> tuple[IntArray, list[Phase]]:
    """Give at each time (T,) the index of the rep that is on, or `NO_REP`, and its phase."""
    on = np.full(len(times), NO_REP, dtype=np.int64)
    phases: list[Phase] = [""] * len(times)
    for index, rep in enumerate(reps):
        for phase, begin, end in phase_spans(rep):
            first, last = (int(frame) for frame in np.searchsorted(times, [begin, end]))
            on[first:last] = index
            phases[first:last] = [phase] * (last - first)
    return on, phases

"""When something happens, in words and on the video's clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from liftvision.analysis import Analysis
from liftvision.findings.wording import clock
from liftvision.report.timeline import begin_of, marker_of, phase_spans
from liftvision.reps.rep import Phase, Rep

EVENT_NAMES = {
    "start_s": "set-up",
    "lift_off_s": "lift-off",
    "knee_pass_s": "bar at the knee",
    "lockout_s": "lockout",
    "lowering_s": "lowering",
    "end_s": "end",
}
"""The events of a rep that one may want to look at."""

SAME_CLOCK_S = 0.05
"""A clip that begins no later has its own time in the video."""


@dataclass(frozen=True)
class Moment:
    """Something to look at.

    Attributes
    ----------
    name
        What it is.
    time_s
        On the clip's clock.
    words
        The same as the video's player shows it.
    """

    name: str
    time_s: float
    words: str


@dataclass(frozen=True)
class PhaseSpan:
    """A phase of a rep, as far as the clip shows it.

    Attributes
    ----------
    rep
        Its number.
    phase
        Its name.
    begin_s, end_s
        On the clip's clock.
    """

    rep: int
    phase: Phase
    begin_s: float
    end_s: float


def moment(analysis: Analysis, name: str, time_s: float) -> Moment:
    """Give a moment of the clip, within what was read of it."""
    first, last = float(analysis.clip.times[0]), float(analysis.clip.times[-1])
    inside = float(np.clip(time_s, first, last))
    return Moment(name, inside, clock(inside - first))


def events_of(analysis: Analysis, rep: Rep) -> tuple[Moment, ...]:
    """Give the events of a rep that were seen, in the order in which they happen."""
    times: Mapping[str, float | None] = {name: getattr(rep, name) for name in EVENT_NAMES}
    seen = [(time_s, EVENT_NAMES[name]) for name, time_s in times.items() if time_s is not None]
    return tuple(moment(analysis, name, time_s) for time_s, name in sorted(seen))


def spans(analysis: Analysis) -> tuple[PhaseSpan, ...]:
    """Give every phase of every rep, as far as the shot that shows it and until the next rep."""
    reps = analysis.set.reps
    begins = [begin_of(rep) for rep in reps[1:]]
    found = [
        PhaseSpan(rep.number, phase, begin, min(end, next_rep, _shot_end(analysis, begin)))
        for rep, next_rep in zip(reps, [*begins, inf], strict=False)
        for phase, begin, end in phase_spans(rep)
    ]
    return tuple(span for span in found if span.end_s > span.begin_s)


def _shot_end(analysis: Analysis, time_s: float) -> float:
    """Give the time of the last frame of the shot that shows a time."""
    times = analysis.clip.times
    ends = [float(times[shot.stop - 1]) for shot in analysis.clip.shots]
    return next((end for end in ends if end >= time_s), float(times[-1]))


def telling_moment(analysis: Analysis) -> Moment:
    """Give the moment that one picture of the clip shows best.

    That of the finding that leads; without one, the first rep's lift-off or lockout.
    """
    if analysis.review.findings:
        finding = analysis.review.findings[0]
        return moment(analysis, finding.title, finding.time_s)
    for rep in analysis.set.reps:
        if rep.lift_off_s is not None:
            return moment(analysis, f"rep {rep.number}, lift-off", rep.lift_off_s)
        marker = marker_of(rep)
        if marker is not None:
            return moment(analysis, f"rep {rep.number}", marker)
    return moment(analysis, "the first frame", float(analysis.clip.times[0]))


def clock_note(analysis: Analysis) -> str:
    """Say by how much the clip's clock differs from the video's; empty where it does not."""
    begin_s = float(analysis.clip.times[0])
    if begin_s <= SAME_CLOCK_S:
        return ""
    return (
        f"The curves and the tables count from the beginning of the clip's file: {begin_s:.2f} s "
        "more than the video shows."
    )

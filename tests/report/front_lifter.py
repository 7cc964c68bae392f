"""The stick lifter from the front or the rear, and what it is known of his knees."""

from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import SIDES
from liftvision.reps.rep import KneeCave, Rep, Severity
from tests.stick_lifter import as_analysis, deadlift

CHANGE = Measurement(14.0, 3.0, "deg")
PERCENT = Measurement(5.0, 1.0, "%")


def cave(severity: Severity, time_s: float) -> KneeCave:
    """A knee that caves in by 14 degrees."""
    return KneeCave(severity, CHANGE, PERCENT, PERCENT, time_s)


def middle_of(rep: Rep) -> float:
    """The time in the middle of a pull, at which the knees are furthest in."""
    return 0.5 * (rep.lift_off_s + rep.lockout_s)


def from_front(
    reps: int = 1,
    *,
    yaw_deg: float = 0.0,
    knee_in_m: float = 0.0,
    severity: Severity = "none",
) -> Analysis:
    """The analysis of a set whose knees both go inward in the middle of each pull."""
    lift = deadlift(reps, yaw_deg=yaw_deg, knee_in_m=knee_in_m)
    analysis = as_analysis(lift)
    columns = dict(analysis.motion.columns) | {"bar_y": lift.columns["bar_y"]}
    told = tuple(
        replace(rep, knee_cave={side: cave(severity, middle_of(rep)) for side in SIDES})
        for rep in analysis.set.reps
    )
    return replace(
        analysis,
        motion=replace(analysis.motion, columns=columns),
        set=replace(analysis.set, reps=told),
    )


def frame_of(analysis: Analysis) -> int:
    """The frame in the middle of the first pull."""
    return int(np.argmin(np.abs(analysis.clip.times - middle_of(analysis.set.reps[0]))))

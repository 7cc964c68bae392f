"""The stick lifter from the front or the rear, and what it is known of his knees."""

from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.findings.knees import KneeSeverity
from liftvision.findings.review import Review
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import SIDES
from liftvision.reps.rep import KneeCave, Rep
from tests.findings.knee_findings import knee_found
from tests.stick_lifter import as_analysis, deadlift

CHANGE = Measurement(14.0, 3.0, "deg")
PERCENT = Measurement(5.0, 1.0, "%")


def cave(time_s: float) -> KneeCave:
    """A knee that caves in by 14 degrees."""
    return KneeCave(CHANGE, PERCENT, PERCENT, time_s)


def middle_of(rep: Rep) -> float:
    """The time in the middle of a pull, at which the knees are furthest in."""
    return 0.5 * (rep.lift_off_s + rep.lockout_s)


def from_front(
    reps: int = 1,
    *,
    yaw_deg: float = 0.0,
    knee_in_m: float = 0.0,
    severity: KneeSeverity = "none",
) -> Analysis:
    """The analysis of a set whose knees both go inward in the middle of each pull.

    In every rep they are found to cave in as badly as the severity says, whatever they do.
    """
    lift = deadlift(reps, yaw_deg=yaw_deg, knee_in_m=knee_in_m)
    analysis = as_analysis(lift)
    columns = dict(analysis.motion.columns) | {"bar_y": lift.columns["bar_y"]}
    told = tuple(
        replace(rep, knee_cave={side: cave(middle_of(rep)) for side in SIDES})
        for rep in analysis.set.reps
    )
    found = [] if severity == "none" else [dict.fromkeys(range(1, reps + 1), severity)]
    return replace(
        analysis,
        review=Review(tuple(knee_found(side, each) for each in found for side in SIDES)),
        motion=replace(analysis.motion, columns=columns),
        set=replace(analysis.set, reps=told),
    )


def frame_of(analysis: Analysis) -> int:
    """The frame in the middle of the first pull."""
    return int(np.argmin(np.abs(analysis.clip.times - middle_of(analysis.set.reps[0]))))

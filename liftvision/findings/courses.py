"""A metric as a curve over its rep: when it shows most, and for how long it stays past a limit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES
from liftvision.reps.rep import Rep
from liftvision.reps.rise import setup_lean
from liftvision.reps.top import UPRIGHT_LEAN_DEG, top_window
from liftvision.reps.windows import (
    SET_UP_S,
    Window,
    first_pull_window,
    frames_within,
    strain_window,
)

MOMENTS = {
    "lumbar_share": "lift_off_s",
    "lumbar_flexion_at_lift_off": "lift_off_s",
    "bar_over_midfoot": "lift_off_s",
    "bar_wobble": "lift_off_s",
    "hip_rise_before_lift_off": "lift_off_s",
    "hip_shoulder_rise": "knee_pass_s",
    "knee_flexion_left": "lockout_s",
    "hip_flexion_left": "lockout_s",
}
"""The event at which a metric that is no curve shows."""


@dataclass(frozen=True, eq=False)
class Course:
    """A metric in each frame in which it could have had its value.

    Attributes
    ----------
    times
        (K,) s, rising.
    values
        (K,) in the unit of the metric; the metric is the highest that is held.
    """

    times: FloatArray
    values: FloatArray

    def lasts_s(self, limit: float) -> float:
        """Give for how long at a stretch it stays at a limit or above."""
        above = self.values >= limit
        longest = begin = 0.0
        for place, (time_s, is_above) in enumerate(zip(self.times, above, strict=True)):
            if is_above and (place == 0 or not above[place - 1]):
                begin = float(time_s)
            if is_above:
                longest = max(longest, float(time_s) - begin)
        return longest

    @property
    def peak_s(self) -> float:
        """When it is highest."""
        return float(self.times[int(np.argmax(self.values))])


def course_of(metric: str, motion: Motion, rep: Rep) -> Course | None:
    """Give the course of a metric in a rep; None where it has none or was not seen.

    Parameters
    ----------
    metric
        Its name.
    motion
        Of the clip; with two clips, what is joined of both.
    rep
        With its events.
    """
    maker = COURSES.get(metric)
    return None if maker is None else maker(motion, rep)


def moment_of(metric: str, motion: Motion, rep: Rep) -> float:
    """Give when a metric shows most, in s on the clip's clock."""
    side = metric[-1]
    if metric.startswith(("fppa_change_", "knee_shift_change_")) and side in SIDES:
        cave = rep.knee_cave.get(side)
        if cave is not None and cave.time_s is not None:
            return cave.time_s
    course = course_of(metric, motion, rep)
    if course is not None:
        return course.peak_s
    event: float | None = getattr(rep, MOMENTS.get(metric, ""), None)
    return _middle(rep) if event is None else event


def _middle(rep: Rep) -> float:
    """Give the middle of the pull, or of what was seen of the rep."""
    window = strain_window(rep) or (rep.moments[0], rep.moments[-1])
    return 0.5 * (window[0] + window[1])


def _within(
    motion: Motion, values: FloatArray, window: Window | None, zero: float = 0.0
) -> Course | None:
    """Give what was seen of a column in a window, from a zero of its own."""
    if window is None:
        return None
    frames = frames_within(motion.times, window) & np.isfinite(values)
    if not frames.any() or not np.isfinite(zero):
        return None
    return Course(motion.times[frames], values[frames] - zero)


def _pitch(motion: Motion, rep: Rep) -> Course | None:
    lean = motion.columns["trunk_lean"]
    return _within(motion, lean, first_pull_window(rep), setup_lean(motion.times, lean, rep))


def _lean_back(motion: Motion, rep: Rep) -> Course | None:
    return _within(motion, -motion.columns["trunk_lean"], top_window(rep), UPRIGHT_LEAN_DEG)


def _bar_drift(motion: Motion, rep: Rep) -> Course | None:
    x, window = motion.columns["bar_x"], strain_window(rep)
    if window is None:
        return None
    begin = int(np.searchsorted(motion.times, window[0]))
    return _within(motion, x, window, float(x[min(begin, len(x) - 1)]))


def _lumbar_drift(motion: Motion, rep: Rep) -> Course | None:
    lumbar = motion.columns["lumbar_flexion"]
    if rep.lift_off_s is None:
        return None
    before = _within(motion, lumbar, (rep.lift_off_s - SET_UP_S, rep.lift_off_s))
    if before is None:
        return None
    return _within(motion, lumbar, first_pull_window(rep), float(np.median(before.values)))


def _lumbar_peak(motion: Motion, rep: Rep) -> Course | None:
    if rep.lift_off_s is None or rep.lockout_s is None:
        return None
    return _within(
        motion, motion.columns["lumbar_flexion"], (rep.lift_off_s - SET_UP_S, rep.lockout_s)
    )


def _amount(column: str) -> "CourseMaker":
    def course(motion: Motion, rep: Rep) -> Course | None:
        return _within(motion, np.abs(motion.columns[column]), strain_window(rep))

    return course


CourseMaker: TypeAlias = Callable[[Motion, Rep], Course | None]

COURSES: Mapping[str, CourseMaker] = {
    "trunk_pitch": _pitch,
    "lean_back": _lean_back,
    "bar_forward_drift": _bar_drift,
    "lumbar_drift": _lumbar_drift,
    "lumbar_flexion_peak": _lumbar_peak,
    "pelvis_shift_peak": _amount("pelvis_shift"),
    "hip_line_tilt_peak": _amount("hip_line_tilt"),
}
"""The metrics that are the highest of a curve."""

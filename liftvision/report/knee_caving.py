"""Knees that cave in, frame by frame: a level, which has one colour everywhere, and how far."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.findings.knees import KneeSeverity, knee_severity
from liftvision.findings.review import SEVERITIES, Review
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, Side
from liftvision.report.timeline import begin_of
from liftvision.reps.at_event import nearest_frame
from liftvision.reps.knee_cave import HELD_S, knee_courses
from liftvision.reps.rep import KneeCave, Rep

LEVELS: tuple[KneeSeverity, ...] = ("none", *SEVERITIES)
CALM = 0

STILL_IN = 0.5
"""A knee is shown as caving in where its change is at least this part of the largest."""


@dataclass(frozen=True, eq=False)
class Caving:
    """One knee in every frame of a clip.

    Attributes
    ----------
    levels
        (T,) number in `LEVELS`, that of the whole rep; `CALM` in frames in which it does not cave
        in, and where that was not measured.
    change
        (T,) degrees by which its projection angle is further inward than its set-up leads it; NaN
        where it is calm.
    """

    levels: IntArray
    change: FloatArray


def knees_caving(motion: Motion, reps: tuple[Rep, ...], review: Review) -> dict[Side, Caving]:
    """Give for the left and the right knee where it caves in.

    Parameters
    ----------
    motion
        Of the clip.
    reps
        With what was measured of their knees.
    review
        What was found in them.
    """
    frames = len(motion.times)
    knees = {side: Caving(np.full(frames, CALM), np.full(frames, np.nan)) for side in SIDES}
    for rep in reps:
        for side, cave in rep.knee_cave.items():
            level = LEVELS.index(knee_severity(review, rep, side) or "none")
            if level == CALM or cave.time_s is None:
                continue
            change = _change(motion, rep, side, cave, cave.time_s)
            largest = change[nearest_frame(motion.times, cave.time_s)]
            during = change >= STILL_IN * largest
            knees[side].levels[during] = level
            knees[side].change[during] = change[during]
    return knees


def _change(motion: Motion, rep: Rep, side: Side, cave: KneeCave, peak_s: float) -> FloatArray:
    """Give a knee's change over a rep (T,); where only its peak is known, that around it."""
    change = np.full(len(motion.times), np.nan)
    for shot, front in zip(motion.shots, motion.fronts, strict=bool(motion.fronts)):
        times = motion.times[shot.frames]
        if times[0] <= peak_s <= times[-1]:
            courses = knee_courses(rep, times, front)
            if not isinstance(courses, str):
                course = courses[SIDES.index(side)]
                change[np.searchsorted(motion.times, course.times)] = course.change
                return change
    change[np.abs(motion.times - peak_s) <= HELD_S] = cave.change.value or np.nan
    return change


def notes_of(
    levels: dict[Side, IntArray], times: FloatArray, reps: tuple[Rep, ...]
) -> list[tuple[str, int] | None]:
    """Give what is written of a rep (T,): which knee has caved in by now, and its worst level.

    It stays until the next rep begins; None where there is nothing to say.
    """
    notes: list[tuple[str, int] | None] = [None] * len(times)
    begins = [*(int(np.searchsorted(times, begin_of(rep))) for rep in reps), len(times)]
    for first, last in pairwise(begins):
        worst = {side: np.maximum.accumulate(levels[side][first:last]) for side in SIDES}
        for frame in range(first, last):
            by_now = {side: int(worst[side][frame - first]) for side in SIDES}
            if any(by_now.values()):
                notes[frame] = _said(by_now), max(by_now.values())
    return notes


def _said(levels: dict[Side, int]) -> str:
    left, right = (levels[side] != CALM for side in SIDES)
    if left and right:
        return "both knees cave in"
    return f"{'left' if left else 'right'} knee caves in"

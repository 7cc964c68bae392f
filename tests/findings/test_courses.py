"""Courses: when a metric shows most, and for how long it stays past a limit."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.findings.courses import COURSES, Course, course_of, moment_of
from liftvision.measurement import Measurement
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.rep import KneeCave
from tests.stick_lifter import as_analysis, deadlift

ANALYSIS = as_analysis(deadlift(1))
REP = ANALYSIS.set.reps[0]


def moved(column, values):
    """The motion with another course of one column."""
    motion = ANALYSIS.motion
    return replace(motion, columns={**motion.columns, column: values})


def hump(begin_s, end_s, height):
    """A hill between two moments, highest in their middle."""
    times = ANALYSIS.motion.times
    middle = 0.5 * (begin_s + end_s)
    return height * np.clip(1.0 - np.abs(times - middle) / (end_s - middle), 0.0, 1.0)


def test_a_course_lasts_as_long_as_its_longest_stretch():
    course = Course(np.arange(10) / 10.0, np.array([0, 5, 5, 0, 5, 5, 5, 5, 0, 5.0]))
    assert course.lasts_s(5.0) == pytest.approx(0.3)
    assert course.lasts_s(6.0) == 0.0


@pytest.mark.parametrize("metric", sorted(COURSES))
def test_every_course_is_one_of_a_metric(metric):
    assert metric in REP_METRIC_UNITS


def test_a_lean_back_shows_most_where_the_trunk_is_furthest_back():
    motion = moved("trunk_lean", -hump(REP.lockout_s, REP.lowering_s, 15.0))
    middle = 0.5 * (REP.lockout_s + REP.lowering_s)
    assert moment_of("lean_back", motion, REP) == pytest.approx(middle, abs=0.05)


def test_a_swing_of_the_bar_is_counted_from_lift_off():
    x = 0.3 + hump(REP.lift_off_s, REP.lockout_s, 0.06)
    course = course_of("bar_forward_drift", moved("bar_x", x), REP)
    assert course.values.max() == pytest.approx(0.06, abs=0.005)
    assert course.values[0] == pytest.approx(0.0)


def test_hips_off_to_either_side_have_an_amount():
    motion = moved("pelvis_shift", -hump(REP.lift_off_s, REP.lockout_s, 9.0))
    assert course_of("pelvis_shift_peak", motion, REP).values.max() == pytest.approx(9.0, abs=0.5)


def test_a_knee_shows_most_where_its_own_measurement_says():
    change = Measurement(14.0, 3.0, "deg")
    with_knees = replace(
        REP, knee_cave={"l": replace(KneeCave.not_measured(""), change=change, time_s=3.1)}
    )
    assert moment_of("fppa_change_l", ANALYSIS.motion, with_knees) == 3.1


def test_what_belongs_to_an_event_shows_there():
    assert moment_of("bar_over_midfoot", ANALYSIS.motion, REP) == REP.lift_off_s
    middle = 0.5 * (REP.lift_off_s + REP.lockout_s)
    assert moment_of("bar_tilt_peak", ANALYSIS.motion, REP) == pytest.approx(middle)


def test_what_was_not_seen_has_no_course():
    hidden = moved("lumbar_flexion", np.full(len(ANALYSIS.motion.times), np.nan))
    assert course_of("lumbar_drift", hidden, REP) is None
    assert course_of("range_of_motion", ANALYSIS.motion, REP) is None
    assert course_of("lean_back", ANALYSIS.motion, replace(REP, lockout_s=None)) is None

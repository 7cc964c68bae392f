"""Reps of another tempo lie over each other: the truth is the same movement, only slower."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.comparison.courses import course_of
from liftvision.comparison.in_step import PLACES, axis, in_step, knee_place, knots
from tests.comparison.made_sets import made_set, slower

KNEE = 45.0


def test_events_are_at_their_places():
    rep = made_set(1).set.reps[0]
    places = axis(down_first=False)
    clock = np.linspace(0.0, 10.0, 2001)
    times = in_step(clock, clock, rep, KNEE)
    for event, place in {**PLACES, "knee_pass_s": KNEE}.items():
        at = int(np.searchsorted(places, place))
        assert times[at] == pytest.approx(getattr(rep, event), abs=1e-6)
    assert (np.diff(times) > 0.0).all()


def test_the_same_movement_at_another_tempo_is_the_same_course():
    one = made_set(2)
    two = slower(one, 1.7)
    knee = knee_place([*one.set.reps, *two.set.reps])
    courses = [
        course_of(
            each.motion.times, each.motion.columns["trunk_lean"], each.motion.errors["trunk_lean"],
            each.set.reps, knee,
        )
        for each in (one, two)
    ]  # fmt: skip
    assert courses[0].mean == pytest.approx(courses[1].mean, abs=1e-6, nan_ok=True)
    assert np.isfinite(courses[0].mean).mean() > 0.95


def test_an_event_that_was_not_seen_leaves_the_others_in_place():
    rep = replace(made_set(1).set.reps[0], knee_pass_s=None, end_s=None)
    clock = np.linspace(0.0, 10.0, 2001)
    times = in_step(clock, clock, rep, KNEE)
    places = axis(down_first=False)
    assert times[places == 100.0] == pytest.approx(rep.lockout_s)
    halfway = 0.5 * (rep.lift_off_s + rep.lockout_s)
    assert times[places == 50.0] == pytest.approx(halfway)
    assert np.isnan(times[places > PLACES["lowering_s"]]).all()


def test_an_event_out_of_order_is_left_out():
    rep = made_set(1).set.reps[0]
    odd = replace(rep, knee_pass_s=rep.lift_off_s)
    assert "knee_pass_s" not in [name for name, *_ in knots(odd, KNEE)]


def test_the_knee_is_where_most_reps_have_it():
    analysis = made_set(3)
    parts = [
        100.0 * (rep.knee_pass_s - rep.lift_off_s) / (rep.lockout_s - rep.lift_off_s)
        for rep in analysis.set.reps
    ]
    assert knee_place(analysis.set.reps) == pytest.approx(np.median(parts))
    assert knee_place([replace(analysis.set.reps[0], knee_pass_s=None)]) == 50.0


def test_a_squat_has_its_own_places():
    rep = replace(
        made_set(1).set.reps[0], down_first=True, start_s=0.0, lowering_s=1.0, lift_off_s=2.0,
        knee_pass_s=None, lockout_s=3.0, end_s=3.0,
    )  # fmt: skip
    clock = np.linspace(0.0, 4.0, 401)
    times = in_step(clock, clock, rep, KNEE)
    places = axis(down_first=True)
    assert times[places == -50.0] == pytest.approx(1.5)
    assert times[places == 100.0] == pytest.approx(3.0)


def test_mean_error_and_spread_of_known_reps():
    analysis = made_set(2)
    first, second = analysis.set.reps
    times = analysis.motion.times
    values = np.where(times < second.start_s, 10.0, 14.0)
    course = course_of(times, values, np.full(len(times), 3.0), (first, second), KNEE)
    at = int(np.searchsorted(axis(down_first=False), 50.0))
    assert course.mean[at] == pytest.approx(12.0)
    assert course.spread[at] == pytest.approx(np.sqrt(8.0))
    assert course.error[at] == pytest.approx(np.hypot(3.0, 2.0))


def test_from_lift_off_each_rep_begins_at_zero():
    analysis = made_set(2)
    times = analysis.motion.times
    course = course_of(
        times, 5.0 + times, np.zeros(len(times)), analysis.set.reps, KNEE, from_lift_off=True
    )
    at = int(np.searchsorted(axis(down_first=False), 0.0))
    assert course.mean[at] == pytest.approx(0.0, abs=1e-9)
    assert course.mean[at + 50] > 0.1


def test_what_most_reps_hide_has_no_mean():
    analysis = made_set(3)
    times = analysis.motion.times
    values = np.where(times < analysis.set.reps[1].start_s, 1.0, np.nan)
    course = course_of(times, values, values, analysis.set.reps, KNEE)
    assert not course.is_measured

"""Knees that fall in by known centimetres, and legs that only straighten."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.findings.judge import grade_of, signs_seen
from liftvision.findings.rule_file import default_rules
from liftvision.measurement import Measurement
from liftvision.motion.columns import NOT_FROM_SIDE
from liftvision.motion.front import Front
from liftvision.reps.knee_cave import (
    HELD_S,
    NO_SET_UP,
    NO_STRAIN,
    knee_caves,
    knee_courses,
)
from liftvision.reps.rep import KneeCave
from tests.reps.made_up_knees import (
    PULL,
    SEGMENT_M,
    SQUAT,
    STANCE_M,
    STRAIGHT_M,
    TIMES,
    fall_at,
    front_of,
    hidden,
    knees_of,
    no_fall,
    projection_angle,
    pulled,
    squatted,
)

DEG_PER_CM = 2.73
"""Of a straight leg of two segments of 42 cm."""

NONE, MILD, MODERATE, SEVERE = range(4)
RULE = next(rule for rule in default_rules() if rule.code == "knee_cave_l")


def grade(cave: KneeCave) -> int:
    """What liftvision's rule says of a knee, be it the left or the right one."""
    metrics = {"fppa_change_l": cave.change, "knee_shift_change_l": cave.shift}
    seen = signs_seen(RULE, metrics, "conventional")
    assert seen is not None
    return grade_of(RULE, seen)


def caves(fallen, plane_deg=(20.0, 20.0), rep=PULL, bend=None, toe_out_deg=15.0):
    along = pulled() if bend is None else bend
    return knee_caves(rep, TIMES, front_of(knees_of(along, plane_deg, fallen, toe_out_deg)))


@pytest.mark.parametrize("plane_deg", [0.0, 25.0, 50.0])
def test_a_leg_that_straightens_over_its_foot_does_not_cave(plane_deg):
    """The plain projection angle comes inward by up to 30 degrees, and it is no cave."""
    knees = knees_of(pulled(), (plane_deg, plane_deg), (no_fall(), no_fall()))
    plain = projection_angle(knees)
    if plane_deg == 50.0:
        assert np.ptp(plain[:, 0]) > 30.0
    for cave in knee_caves(PULL, TIMES, front_of(knees)):
        assert grade(cave) == NONE
        assert cave.change.value == pytest.approx(0.0, abs=0.5)
        assert cave.shift.value == pytest.approx(0.0, abs=0.2)
        assert cave.separation.value == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("plane_deg", [0.0, 20.0, 35.0, 50.0])
@pytest.mark.parametrize("by_cm", [2.0, 4.0, 6.0])
def test_known_centimetres_are_known_degrees(by_cm, plane_deg):
    fall = fall_at(1.9, 0.01 * by_cm, for_s=0.8)
    for cave in caves((fall, fall), (plane_deg, plane_deg)):
        assert cave.change.value == pytest.approx(DEG_PER_CM * by_cm, rel=0.08)
        assert cave.shift.value == pytest.approx(by_cm / (2.0 * SEGMENT_M), rel=0.08)
        assert cave.time_s == pytest.approx(1.9, abs=0.15)


def test_both_knees_come_nearer_by_what_both_fall_in():
    fall = fall_at(1.9, 0.04, for_s=0.8)
    left, right = caves((fall, fall), (0.0, 0.0))
    assert left.separation.value == pytest.approx(100.0 * 0.08 / STANCE_M, rel=0.05)
    assert right.separation == left.separation


@pytest.mark.parametrize("side", [0, 1])
def test_one_knee_is_told_from_the_other(side):
    fallen = [no_fall(), no_fall()]
    fallen[side] = fall_at(1.9, 0.07, for_s=0.8)
    told = caves(tuple(fallen))
    assert grade(told[side]) >= MODERATE
    assert grade(told[1 - side]) == NONE
    assert told[1 - side].change.value == pytest.approx(0.0, abs=0.5)


def test_the_farther_the_graver():
    told = [
        grade(caves((fall_at(1.9, 0.01 * by_cm, for_s=0.8),) * 2)[0])
        for by_cm in np.arange(0.0, 11.0, 0.25)
    ]
    assert told == sorted(told)
    assert set(told) == {NONE, MILD, MODERATE, SEVERE}


@pytest.mark.parametrize("by_m", [0.0, 0.01, 0.02])
def test_less_than_mild_is_none(by_m):
    for cave in caves((fall_at(1.9, by_m), fall_at(1.9, by_m))):
        assert cave.change.value < 6.0
        assert grade(cave) == NONE


def test_it_needs_both_the_change_and_the_shift():
    """A short thigh over a long shank: a large change, but a shift that is no more than mild."""
    fall = fall_at(1.9, 0.03, for_s=0.8)
    knees = knees_of(pulled(), (0.0, 0.0), (fall, fall))
    squeezed = replace(knees, thigh_up=0.25 * knees.thigh_up)
    longer = replace(squeezed, shank_up=3.0 * knees.shank_up)
    for cave in knee_caves(PULL, TIMES, front_of(longer)):
        assert grade(replace(cave, shift=Measurement(9.0, 1.5, "%"))) >= MODERATE
        assert grade(cave) <= MILD


def test_a_knee_that_goes_outward_does_not_cave():
    out = -fall_at(1.9, 0.06, for_s=0.8)
    for cave in caves((out, out)):
        assert grade(cave) == NONE
        assert cave.change.value < 1.0


def test_a_twitch_is_not_a_cave():
    twitch = np.where(np.abs(TIMES - 1.9) < 0.2 * HELD_S, 0.08, 0.0)
    for cave in caves((twitch, twitch)):
        assert grade(cave) == NONE
        assert cave.change.value < 2.0


@pytest.mark.parametrize("peak_s", [0.3, 2.75, 3.5])
def test_only_the_way_under_load_counts(peak_s):
    """Not what the knees do before the set-up, at the top, or while the bar is let down."""
    fall = fall_at(peak_s, 0.08, for_s=0.3)
    for cave in caves((fall, fall)):
        assert grade(cave) == NONE
        assert cave.change.value < 1.0


def test_a_knee_that_was_set_up_inward_and_stays_does_not_change():
    for cave in caves((no_fall(), no_fall()), (-15.0, -15.0)):
        assert grade(cave) == NONE
        assert cave.change.value == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("toe_out_deg", [5.0, 30.0])
def test_a_squat_is_set_up_straight_and_is_held_against_its_feet(toe_out_deg):
    over_the_foot = caves(
        (no_fall(), no_fall()), (toe_out_deg,) * 2, SQUAT, squatted(), toe_out_deg
    )
    assert [grade(cave) for cave in over_the_foot] == [NONE, NONE]
    fall = fall_at(2.0, 0.08, for_s=0.8)
    fallen = caves((fall, fall), (toe_out_deg,) * 2, SQUAT, squatted(), toe_out_deg)
    for cave in fallen:
        assert grade(cave) >= MODERATE
        assert cave.time_s == pytest.approx(2.0, abs=0.3)


def test_a_squat_may_cave_on_its_way_down():
    fall = fall_at(1.6, 0.08, for_s=0.6)
    told = caves((fall, fall), (15.0, 15.0), SQUAT, squatted())
    assert all(grade(cave) >= MODERATE for cave in told)


@given(
    left=st.floats(0.0, 0.08),
    right=st.floats(0.0, 0.08),
    planes=st.tuples(st.floats(-10.0, 40.0), st.floats(-10.0, 40.0)),
)
def test_the_mirrored_lifter_has_the_mirrored_caves(left, right, planes):
    fallen = fall_at(1.7, left), fall_at(2.0, right)
    told = caves(fallen, planes)
    mirror = caves(fallen[::-1], planes[::-1])
    assert mirror[::-1] == told


def test_errors_grow_with_the_change_and_are_never_zero():
    still = caves((no_fall(), no_fall()))[0]
    fallen = caves((fall_at(1.9, 0.06), fall_at(1.9, 0.06)))[0]
    for name in ("change", "shift", "separation"):
        small, large = getattr(still, name).error, getattr(fallen, name).error
        assert 0.0 < small <= large


def test_what_was_not_measured_says_why():
    refused = knee_caves(PULL, TIMES, Front.not_measured(NOT_FROM_SIDE))
    assert knee_courses(PULL, TIMES, Front.not_measured(NOT_FROM_SIDE)) == NOT_FROM_SIDE
    for cave in refused:
        assert (cave.is_measured, cave.time_s) == (False, None)
        assert cave.change.reason == cave.shift.reason == cave.separation.reason == NOT_FROM_SIDE


@pytest.mark.parametrize(
    ("from_s", "to_s", "reason"),
    [(0.0, 1.2, NO_SET_UP), (1.5, 2.2, NO_STRAIN), (2.2, 5.0, NO_STRAIN)],
)
def test_legs_hidden_where_it_matters(from_s, to_s, reason):
    knees = knees_of(pulled(), (20.0, 20.0), (no_fall(), no_fall()))
    for cave in knee_caves(PULL, TIMES, front_of(hidden(knees, from_s, to_s))):
        assert not cave.is_measured
        assert cave.change.reason == reason


def test_legs_hidden_after_the_pull_do_no_harm():
    fall = fall_at(1.9, 0.06, for_s=0.8)
    knees = knees_of(pulled(), (20.0, 20.0), (fall, fall))
    whole = knee_caves(PULL, TIMES, front_of(knees))
    assert knee_caves(PULL, TIMES, front_of(hidden(knees, 3.0, 4.5))) == whole


@pytest.mark.parametrize(
    ("rep", "reason"),
    [
        (replace(PULL, lift_off_s=None), NO_SET_UP),
        (replace(PULL, lockout_s=None), NO_STRAIN),
        (replace(SQUAT, lowering_s=None), NO_SET_UP),
    ],
)
def test_a_rep_without_its_events(rep, reason):
    knees = knees_of(pulled(), (20.0, 20.0), (no_fall(), no_fall()))
    assert knee_courses(rep, TIMES, front_of(knees)) == reason


def test_a_course_is_that_of_the_frames_under_load():
    fall = fall_at(1.9, 0.05)
    knees = knees_of(pulled(), (0.0, 0.0), (fall, no_fall()))
    left, right = knee_courses(PULL, TIMES, front_of(knees))
    times = TIMES
    loaded = (times >= PULL.lift_off_s) & (times <= PULL.lockout_s)
    np.testing.assert_array_equal(left.times, times[loaded])
    np.testing.assert_allclose(left.inward, fall[loaded], atol=1e-9)
    leg = 2.0 * np.sqrt(SEGMENT_M**2 - STRAIGHT_M**2)
    np.testing.assert_allclose(left.shift, 100.0 * fall[loaded] / leg, rtol=0.01)
    np.testing.assert_allclose(right.change, 0.0, atol=1e-9)

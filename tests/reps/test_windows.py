"""The set-up and the way under load, of reps that begin at the bottom or that end upright."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.reps.rep import Rep
from liftvision.reps.windows import (
    SET_UP_S,
    SHORTEST_SET_UP_S,
    first_pull_window,
    frames_within,
    set_up_window,
    strain_window,
)

PULL = Rep(
    1, True, start_s=1.0, lift_off_s=3.0, knee_pass_s=3.5, lockout_s=4.0, lowering_s=4.5, end_s=5.5
)
SQUAT = Rep(
    1, True, start_s=1.0, lift_off_s=4.0, knee_pass_s=None, lockout_s=5.0, lowering_s=3.0,
    end_s=5.0, down_first=True,
)  # fmt: skip


def test_a_deadlift_is_set_up_just_before_lift_off():
    assert set_up_window(PULL) == (3.0 - SET_UP_S, 3.0)


def test_a_squat_is_set_up_upright_just_before_it_goes_down():
    assert set_up_window(SQUAT) == (3.0 - SET_UP_S, 3.0)
    assert SQUAT.phase_at(2.9) == "set-up"


def test_the_set_up_does_not_reach_into_the_rep_before():
    assert set_up_window(replace(PULL, start_s=2.7)) == (2.7, 3.0)


@pytest.mark.parametrize("rep", [PULL, SQUAT])
def test_reps_without_a_rest_between_them_still_have_a_set_up(rep):
    begin_s, end_s = set_up_window(replace(rep, start_s=3.0))
    assert (begin_s, end_s) == (pytest.approx(3.0 - SHORTEST_SET_UP_S), 3.0)


def test_what_was_not_seen_has_no_window():
    assert set_up_window(replace(PULL, lift_off_s=None)) is None
    assert set_up_window(replace(SQUAT, lowering_s=None)) is None
    assert strain_window(replace(PULL, lift_off_s=None)) is None
    assert strain_window(replace(PULL, lockout_s=None)) is None
    assert strain_window(replace(SQUAT, lowering_s=None)) is None


def test_a_deadlift_strains_on_the_way_up_and_a_squat_on_the_way_down_too():
    assert strain_window(PULL) == (3.0, 4.0)
    assert strain_window(SQUAT) == (3.0, 5.0)


def test_the_phases_of_a_rep_that_goes_down_first():
    assert SQUAT.moments == (1.0, 3.0, 4.0, 5.0)
    assert [SQUAT.phase_at(t) for t in (0.5, 1.5, 3.5, 4.5, 5.5)] == [
        "", "set-up", "lowering", "rising", "",
    ]  # fmt: skip
    assert SQUAT.top_s is None


def test_the_phases_of_a_deadlift():
    assert PULL.moments == (1.0, 3.0, 3.5, 4.0, 4.5, 5.5)
    assert [PULL.phase_at(t) for t in (0.5, 1.5, 3.2, 3.7, 4.2, 5.0, 6.0)] == [
        "", "set-up", "first pull", "second pull", "lockout", "lowering", "",
    ]  # fmt: skip


def test_the_first_pull_ends_at_the_knees_or_else_with_lockout():
    assert first_pull_window(PULL) == (3.0, 3.5)
    assert first_pull_window(replace(PULL, knee_pass_s=None)) == (3.0, 4.0)
    assert first_pull_window(replace(PULL, knee_pass_s=None, lockout_s=None)) is None
    assert first_pull_window(replace(PULL, lift_off_s=None)) is None


def test_both_ends_of_a_window_are_within():
    times = np.array([0.0, 1.0, 2.0, 3.0])
    assert frames_within(times, (1.0, 2.0)).tolist() == [False, True, True, False]
    assert not frames_within(times, None).any()

"""What is held: made-up values of which it is known how long they last."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from liftvision.reps.held import HELD_S, held_maximum, highest_held
from tests.reps.made_up_split import TIMES


def test_one_frame_is_not_held_and_a_tenth_of_a_second_is():
    values = np.zeros(len(TIMES))
    values[40] = 50.0
    assert held_maximum(TIMES, values)[0] == 0.0
    values[40:43] = 50.0
    assert held_maximum(TIMES, values)[0] == 0.0
    values[40:44] = 50.0
    assert held_maximum(TIMES, values) == (50.0, 40)


@given(st.lists(st.floats(0.015, 0.06), min_size=12, max_size=40), st.integers(0, 2**31))
def test_a_held_value_is_reached_by_all_frames_of_its_window(intervals, seed):
    times = np.cumsum(intervals)
    values = np.random.default_rng(seed).normal(0.0, 10.0, len(times))
    value, begin = held_maximum(times, values)
    assume(begin >= 0)
    window = (times >= times[begin]) & (times <= times[begin] + HELD_S - max(intervals) / 2.0)
    assert (values[window] >= value).all()
    assert value <= values.max()


def test_what_is_too_short_or_hidden_holds_nothing():
    assert held_maximum(TIMES[:2], np.ones(2))[1] == -1
    assert held_maximum(TIMES[:1], np.ones(1))[1] == -1
    values = np.ones(len(TIMES))
    values[::3] = np.nan
    assert np.isnan(held_maximum(TIMES, values)[0])


def test_in_a_window_hidden_frames_are_passed_over():
    values = np.where(TIMES < 1.0, 9.0, np.where(TIMES < 2.0, 5.0, 7.0))
    values[(TIMES > 1.4) & (TIMES < 1.5)] = np.nan
    assert highest_held(TIMES, values, (1.1, 1.9)) == 5.0
    assert np.isnan(highest_held(TIMES, values, (1.1, 1.11)))

"""Timestamps that need no repair are kept; the others are put between their neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.clip.times import LONGEST_FAULT, LONGEST_PAUSE_S, strictly_increasing


def repaired(stamps, interval_s=1.0):
    pairs = list(strictly_increasing(enumerate(stamps), interval_s))
    assert [item for item, _ in pairs] == list(range(len(stamps)))
    return [time_s for _, time_s in pairs]


@pytest.mark.parametrize(
    ("stamps", "times"),
    [
        ([], []),
        ([0, 1, 1.5, 7], [0, 1, 1.5, 7]),
        ([0, 1, 1, 2], [0, 1, 1.5, 2]),
        ([0, 1, 0.5, 0.7, 4], [0, 1, 2, 3, 4]),
        ([0, None, None, 3], [0, 1, 2, 3]),
        ([None, None, 5], [3, 4, 5]),
        ([0, 1, 1e9, 3], [0, 1, 2, 3]),
        ([0, 1, 1], [0, 1, 2]),
        ([None] * 3, [0, 1, 2]),
    ],
)
def test_repairs(stamps, times):
    np.testing.assert_allclose(repaired(stamps), times)


@pytest.mark.parametrize("jump_s", [-100.0, LONGEST_PAUSE_S + 1000.0])
def test_a_clock_that_jumps_for_good_goes_on_from_where_it_was(jump_s):
    before, after = np.arange(20.0), np.arange(20.0, 60.0) + jump_s
    np.testing.assert_allclose(repaired([*before, *after]), np.arange(60.0))


def test_at_most_a_few_items_are_held_back():
    taken = []

    def stuck():
        for index in range(10_000):
            taken.append(index)
            yield index, 0.0

    for given_out, _ in enumerate(strictly_increasing(stuck(), 1.0), start=1):
        assert len(taken) - given_out <= LONGEST_FAULT


@given(
    st.lists(st.none() | st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), max_size=60),
    st.sampled_from([1 / 240, 1 / 30, 1.0]),
)
def test_result_always_strictly_increases(stamps, interval_s):
    assert np.all(np.diff(repaired(stamps, interval_s)) > 0)


@given(st.lists(st.floats(0.001, LONGEST_PAUSE_S), max_size=60))
def test_good_times_are_not_touched(intervals):
    times = np.cumsum(intervals).tolist()
    assert repaired(times) == times

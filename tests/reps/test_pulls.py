"""Pulls of height records whose pulls are known, and of recorded bars whose counts are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.reps.pulls import find_pulls, turning_points

FPS = 30.0


def record(*parts: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Heights that go to each (height, after seconds) along half a cosine."""
    heights = [np.zeros(1)]
    for height, seconds in parts:
        steps = np.arange(1, round(seconds * FPS) + 1) / round(seconds * FPS)
        start = heights[-1][-1]
        heights.append(start + (height - start) * (1.0 - np.cos(np.pi * steps)) / 2.0)
    joined = np.concatenate(heights)
    return np.arange(len(joined)) / FPS, joined


REP = ((0.0, 1.0), (0.6, 1.0), (0.6, 0.8), (0.0, 1.0))
"""One second down, one up, held for 0.8, one down again."""


@pytest.mark.parametrize("reps", [1, 2, 5])
def test_every_rep_is_found_with_its_events(reps):
    times, height = record(*REP * reps, (0.0, 1.0))
    pulls = find_pulls(times, height, 0.3)
    assert len(pulls) == reps
    for number, pull in enumerate(pulls):
        begin = 3.8 * number + 1.0
        # Within 5 % of the rise of its turn the bar counts as there: 0.14 s of a one-second pull.
        assert times[pull.lift_off] == pytest.approx(begin + 0.14, abs=0.06)
        assert times[pull.lockout] == pytest.approx(begin + 0.86, abs=0.06)
        assert times[pull.lowering] == pytest.approx(begin + 1.8 + 0.14, abs=0.06)
        assert times[pull.end] == pytest.approx(begin + 2.8 - 0.14, abs=0.06)
        assert (pull.bottom, pull.top) == pytest.approx((0.0, 0.6), abs=0.01)


def test_bobbing_and_a_long_hold_are_no_pulls():
    bobbing = ((0.1, 0.4), (0.0, 0.4)) * 4
    swaying = ((0.58, 0.5), (0.6, 0.5)) * 4
    times, height = record(*bobbing, (0.6, 1.0), *swaying, (0.0, 1.0), (0.0, 0.5))
    assert len(find_pulls(times, height, 0.3)) == 1


def test_a_pause_on_the_way_is_one_pull():
    times, height = record((0.0, 0.5), (0.3, 0.7), (0.3, 1.0), (0.28, 0.3), (0.6, 0.8), (0.0, 1.0))
    assert len(find_pulls(times, height, 0.2)) == 1


def test_a_record_that_begins_on_the_way_up_has_no_lift_off():
    times, height = record((0.6, 1.0), (0.6, 1.0), (0.0, 1.0), (0.0, 0.5))
    (pull,) = find_pulls(times[15:] - times[15], height[15:], 0.2)
    assert pull.lift_off is None
    assert pull.lockout is not None and pull.end is not None


def test_a_record_that_ends_at_lockout_has_no_lowering():
    times, height = record((0.0, 0.5), (0.6, 1.0), (0.6, 0.5))
    (pull,) = find_pulls(times, height, 0.2)
    assert pull.lift_off is not None and pull.lockout is not None
    assert pull.lowering is None and pull.end is None


def test_a_record_that_ends_on_the_way_down_has_no_end():
    times, height = record((0.0, 0.5), (0.6, 1.0), (0.6, 0.5), (0.0, 1.0))
    (pull,) = find_pulls(times[:-12], height[:-12], 0.2)
    assert pull.lowering is not None and pull.end is None


def test_lowering_first_counts_the_rises():
    """A Romanian set begins at the top."""
    times, height = record((0.6, 0.1), *((0.3, 1.0), (0.6, 1.0)) * 3)
    assert len(find_pulls(times[3:], height[3:], 0.2)) == 3


def test_gaps_do_not_split_a_pull():
    times, height = record(*REP, (0.0, 0.5))
    height[40:50] = np.nan
    (pull,) = find_pulls(times, height, 0.3)
    assert pull.lift_off is not None and np.isfinite(height[pull.lift_off])


def test_without_a_body_the_range_decides():
    times, height = record(*REP * 3)
    assert len(find_pulls(times, 100.0 * height)) == len(find_pulls(times, height)) == 3


@pytest.mark.parametrize("height", [np.full(50, np.nan), np.zeros(50), np.array([1.0, np.nan])])
def test_nothing_that_moves_has_no_pulls(height):
    assert find_pulls(np.arange(len(height)) / FPS, height) == []


@given(st.lists(st.floats(-1.0, 1.0), min_size=2, max_size=60), st.floats(0.05, 1.0))
def test_turning_points_alternate_and_differ(heights, min_turn):
    height = np.array(heights)
    turns = turning_points(height, min_turn)
    assert turns == sorted(turns)
    steps = np.diff(height[turns])
    assert (np.abs(steps) >= min_turn - 1e-12).all()
    assert (np.sign(steps[1:]) == -np.sign(steps[:-1])).all()


@given(st.floats(-10.0, 10.0), st.floats(0.01, 100.0), st.integers(1, 4))
def test_counts_know_neither_zero_nor_unit(offset, factor, reps):
    times, height = record(*REP * reps)
    assert len(find_pulls(times, offset + factor * height)) == reps

"""Cleaning against signals whose clean form is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.motion.cleaning import (
    clean,
    fill_short_gaps,
    low_pass,
    rate,
    runs,
    without_outliers,
)

TIMES = np.arange(0.0, 4.0, 1.0 / 30.0)
SLOW = np.sin(2.0 * np.pi * 0.5 * TIMES)


def test_a_slow_movement_passes_unchanged():
    np.testing.assert_allclose(clean(TIMES, SLOW), SLOW, atol=0.01)


def test_jitter_above_the_cut_off_goes():
    jitter = 0.2 * np.sin(2.0 * np.pi * 12.0 * TIMES)
    left = low_pass(TIMES, SLOW + jitter, 6.0) - SLOW
    assert np.sqrt(np.mean(left[10:-10] ** 2)) < 0.1 * np.sqrt(np.mean(jitter**2))


def test_the_filter_does_not_move_a_signal_in_time():
    cleaned = clean(TIMES, SLOW)
    shifts = np.arange(-3, 4)
    match = [np.dot(np.roll(cleaned, -shift)[10:-10], SLOW[10:-10]) for shift in shifts]
    assert shifts[int(np.argmax(match))] == 0


def test_the_half_power_point_of_the_filter_is_the_cut_off():
    """4th-order zero-lag: two passes of 2nd order, half the amplitude at the cut-off."""
    times = np.arange(0.0, 20.0, 0.01)
    filtered = low_pass(times, np.sin(2.0 * np.pi * 6.0 * times), 6.0)
    assert np.max(np.abs(filtered[500:-500])) == pytest.approx(0.5, abs=0.02)


def test_an_outlier_goes_and_a_lift_does_not():
    spiked = SLOW.copy()
    spiked[50] += 3.0
    kept = without_outliers(TIMES, spiked)
    assert np.isnan(kept[50])
    assert np.isfinite(np.delete(kept, 50)).mean() > 0.95
    assert clean(TIMES, spiked)[50] == pytest.approx(SLOW[50], abs=0.05)


def test_a_short_gap_is_filled_and_a_long_one_stays():
    holed = SLOW.copy()
    holed[20:24] = np.nan
    holed[60:70] = np.nan
    cleaned = clean(TIMES, holed)
    assert np.isfinite(cleaned[20:24]).all()
    assert np.isnan(cleaned[60:70]).all()
    assert np.isfinite(np.delete(cleaned, np.s_[60:70])).all()


def test_the_longest_gap_that_is_filled_is_a_seventh_of_a_second():
    for frames, filled in ((4, True), (6, False)):
        holed = SLOW.copy()
        holed[30 : 30 + frames] = np.nan
        assert np.isfinite(fill_short_gaps(TIMES, holed)).all() == filled


def test_gaps_at_the_ends_stay():
    holed = SLOW.copy()
    holed[:2] = holed[-2:] = np.nan
    cleaned = clean(TIMES, holed)
    assert np.isnan(cleaned[:2]).all() and np.isnan(cleaned[-2:]).all()


def test_what_lies_across_a_long_gap_does_not_leak():
    step = np.where(TIMES < 2.0, 0.0, 100.0)
    step[55:70] = np.nan
    cleaned = clean(TIMES, step)
    np.testing.assert_allclose(cleaned[:55], 0.0, atol=1e-9)
    np.testing.assert_allclose(cleaned[70:], 100.0, atol=1e-9)


def test_a_variable_frame_rate_gives_the_same_movement():
    rng = np.random.default_rng(1)
    uneven = np.sort(TIMES + rng.uniform(-0.012, 0.012, len(TIMES)))
    cleaned = clean(uneven, np.sin(2.0 * np.pi * 0.5 * uneven))
    np.testing.assert_allclose(cleaned, np.sin(2.0 * np.pi * 0.5 * uneven), atol=0.02)


def test_nothing_seen_stays_nothing():
    assert np.isnan(clean(TIMES, np.full_like(TIMES, np.nan))).all()


def test_the_rate_uses_the_real_intervals():
    uneven = np.array([0.0, 0.1, 0.3, 0.35, 0.6])
    np.testing.assert_allclose(rate(uneven, 2.0 * uneven), 2.0)


@given(st.lists(st.booleans(), max_size=40))
def test_runs_cover_exactly_the_true_flags(flags):
    array = np.array(flags, dtype=bool)
    covered = np.zeros(len(array), dtype=bool)
    for start, stop in runs(array):
        assert array[start:stop].all()
        covered[start:stop] = True
    np.testing.assert_array_equal(covered, array)


@given(st.floats(-100.0, 100.0), st.floats(0.1, 50.0))
def test_cleaning_commutes_with_shift_and_scale(offset, factor):
    rng = np.random.default_rng(0)
    noisy = SLOW + rng.normal(0.0, 0.02, len(SLOW))
    moved = clean(TIMES, offset + factor * noisy)
    np.testing.assert_allclose(moved, offset + factor * clean(TIMES, noisy), atol=1e-6 * factor)

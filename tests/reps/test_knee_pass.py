"""The moment at which a bar that rises evenly is at a known height."""

import numpy as np
import pytest

from liftvision.motion.estimates import Estimate
from liftvision.reps.knee_pass import knee_pass

TIMES = np.arange(0.0, 2.0, 1.0 / 30.0)
RISING = 0.2 + 0.3 * TIMES


def test_a_bar_that_rises_evenly_passes_between_two_frames():
    passed = knee_pass(TIMES, RISING, Estimate(0.485, 0.015), 0.0, 2.0)
    assert passed.time_s == pytest.approx(0.95)
    assert passed.error_s == pytest.approx(0.05, abs=0.02)


def test_a_slower_bar_is_timed_worse():
    quick = knee_pass(TIMES, RISING, Estimate(0.4, 0.02), 0.0, 2.0)
    slow = knee_pass(TIMES, 0.3 + 0.1 * TIMES, Estimate(0.4, 0.02), 0.0, 2.0)
    assert slow.error_s > 2.0 * quick.error_s


def test_a_bar_that_begins_above_the_knees_never_passes_them():
    assert knee_pass(TIMES, RISING, Estimate(0.1, 0.02), 0.0, 2.0) is None


def test_a_bar_that_stays_below_does_not_pass():
    assert knee_pass(TIMES, RISING, Estimate(1.0, 0.02), 0.0, 2.0) is None


def test_frames_without_the_bar_are_left_out():
    gappy = np.where(np.arange(len(TIMES)) % 3 == 0, np.nan, RISING)
    passed = knee_pass(TIMES, gappy, Estimate(0.485, 0.015), 0.0, 2.0)
    assert passed.time_s == pytest.approx(0.95)

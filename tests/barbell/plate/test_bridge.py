"""Gaps in a known course, with hands that go along or let go."""

import numpy as np
import pytest

from liftvision.barbell.plate.bridge import AGREE, LONGEST_S, bridge
from liftvision.barbell.plate.trace import PlatePath

BODY_PX = 400.0
TIMES = np.arange(90) / 30.0
COURSE = np.stack([300.0 + 5.0 * np.sin(TIMES), 500.0 - 80.0 * TIMES], axis=1)


def path(gap):
    centre = COURSE.copy()
    centre[gap] = np.nan
    error = np.where(np.isfinite(centre[:, 0]), 0.3, np.nan)
    return PlatePath(centre, error, np.full(90, 0.9))


def test_hands_that_go_along_carry_the_plate_through_the_gap():
    wrists = COURSE + [20.0, -60.0]
    whole, filled = bridge(path(slice(30, 45)), TIMES, wrists, BODY_PX)
    assert np.flatnonzero(filled).tolist() == list(range(30, 45))
    assert np.abs(whole.centre - COURSE).max() < 1e-9
    assert whole.error[30:45].min() > 1.0
    assert whole.error[29] == pytest.approx(0.3)


def test_hands_that_drift_off_slowly_are_followed_in_proportion():
    drift = np.stack([np.zeros(90), np.linspace(0.0, 20.0, 90)], axis=1)
    whole, filled = bridge(path(slice(30, 45)), TIMES, COURSE + drift, BODY_PX)
    assert filled.sum() == 15
    assert np.abs(whole.centre - COURSE).max() < 2.0


def test_hands_that_let_go_bridge_nothing():
    wrists = COURSE.copy()
    wrists[36:, 1] -= 3.0 * AGREE * BODY_PX
    whole, filled = bridge(path(slice(30, 45)), TIMES, wrists, BODY_PX)
    assert not filled.any()
    assert np.isnan(whole.centre[30:45]).all()


def test_the_ends_of_a_path_are_not_made_up():
    whole, filled = bridge(path(slice(70, 90)), TIMES, COURSE, BODY_PX)
    assert not filled.any()
    assert np.isnan(whole.centre[70:]).all()


def test_a_long_gap_stays_one():
    long = slice(10, 10 + int(30 * (LONGEST_S + 0.1)))
    _, filled = bridge(path(long), TIMES, COURSE, BODY_PX)
    assert not filled.any()


def test_frames_without_hands_stay_empty():
    wrists = COURSE.copy()
    wrists[36:39] = np.nan
    whole, filled = bridge(path(slice(30, 45)), TIMES, wrists, BODY_PX)
    assert filled.sum() == 12
    assert np.isnan(whole.centre[36:39]).all()

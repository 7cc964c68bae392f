"""Tilt of the bar against bars filmed by a camera whose place is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.motion.columns import NOT_FROM_SIDE
from liftvision.pose.view import UNKNOWN, View, view_name
from liftvision.reps.rep import Rep
from liftvision.reps.tilt import bar_tilt, measure_tilt, resting_bar

TIMES = np.arange(0.0, 4.0, 1.0 / 30.0)
REP = Rep(1, True, 0.5, 1.5, 2.0, 2.5, 3.8, lowering_s=3.0)
LONG_SIDE_PX = 1280.0
FOCAL_PX = 0.80 * LONG_SIDE_PX
HALF_BAR_M, DISTANCE_M, CAMERA_M = 1.0, 3.5, 1.0


def heights() -> np.ndarray:
    part = np.clip((TIMES - 1.5) / 1.0, 0.0, 1.0)
    back = np.clip((TIMES - 3.0) / 0.8, 0.0, 1.0)
    return 0.225 + 0.5 * part**2 * (3.0 - 2.0 * part) - 0.5 * back**2 * (3.0 - 2.0 * back)


def filmed(tilt_deg: np.ndarray, yaw_deg: float, roll_deg: float = 0.0) -> np.ndarray:
    """The bar's ends (T, 2, 2) px, the lifter's left first; the camera is level but for its roll.

    Facing the camera the lifter's left is on the right of the picture; turned to the picture's
    right the left arm points away from the camera.
    """
    yaw = np.radians(yaw_deg)
    tilt = np.radians(tilt_deg)
    ends = []
    for sign in (1.0, -1.0):
        along = sign * HALF_BAR_M * np.cos(tilt)
        right, depth = along * np.cos(yaw), DISTANCE_M + along * np.sin(yaw)
        above = heights() + sign * HALF_BAR_M * np.sin(tilt) - CAMERA_M
        ends.append(np.stack([right, -above], axis=1) * (FOCAL_PX / depth)[:, None])
    turn = np.radians(roll_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.stack(ends, axis=1) @ rotation.T + np.array([640.0, 360.0])


def view(yaw_deg: float, error_deg: float = 3.0) -> View:
    return View(view_name(yaw_deg), yaw_deg, error_deg)


def lifted_with(tilt_deg: float) -> np.ndarray:
    """Level on the floor; tilts while it rises."""
    return tilt_deg * np.clip((heights() - 0.225) / 0.5, 0.0, 1.0)


def measured(ends: np.ndarray, seen: View, error_px: float = 0.5):
    resting = resting_bar(TIMES, ends, [REP], error_px)
    return measure_tilt(REP, TIMES, ends, error_px, seen, LONG_SIDE_PX, resting)


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
@pytest.mark.parametrize("roll_deg", [0.0, 4.0, -3.0])
@pytest.mark.parametrize("tilt_deg", [5.0, -3.0])
def test_the_higher_end_is_told_from_front_and_rear(yaw_deg, roll_deg, tilt_deg):
    metrics = measured(filmed(lifted_with(tilt_deg), yaw_deg, roll_deg), view(yaw_deg))
    assert metrics["bar_tilt_peak"].value == pytest.approx(tilt_deg, abs=0.2)
    assert metrics["bar_tilt_at_lockout"].value == pytest.approx(tilt_deg, abs=0.2)


@pytest.mark.parametrize("yaw_deg", [12.0, -12.0, 170.0, -168.0])
def test_a_level_bar_seen_from_beside_the_front_stays_level(yaw_deg):
    ends = filmed(np.zeros_like(TIMES), yaw_deg)
    apparent = bar_tilt(ends)
    assert np.ptp(apparent) > 1.0
    metrics = measured(ends, view(yaw_deg))
    assert metrics["bar_tilt_peak"].value == pytest.approx(0.0, abs=0.25)
    assert abs(metrics["bar_tilt_peak"].value) < metrics["bar_tilt_peak"].error


def test_the_peak_is_the_largest_tilt_of_either_sign_and_lockout_its_own():
    wavers = -4.0 * np.sin(np.pi * np.clip((TIMES - 1.5) / 1.0, 0.0, 1.0))
    metrics = measured(filmed(wavers, 0.0), view(0.0))
    assert metrics["bar_tilt_peak"].value == pytest.approx(-4.0, abs=0.2)
    assert metrics["bar_tilt_at_lockout"].value == pytest.approx(0.0, abs=0.3)


def test_the_stated_error_covers_the_true_one():
    off = []
    for seed in range(150):
        random = np.random.default_rng(seed)
        yaw_deg, roll_deg = random.normal(0.0, 5.0), random.normal(0.0, 2.0)
        told = view(float(np.clip(yaw_deg + random.normal(0.0, 6.0), -15.0, 15.0)), 6.0)
        ends = filmed(lifted_with(2.0), yaw_deg, roll_deg)
        ends = ends + random.normal(0.0, 1.0, ends.shape)
        metric = measured(ends, told, 1.0)["bar_tilt_at_lockout"]
        off.append(abs(metric.value - 2.0) / metric.error)
    assert np.mean(np.array(off) < 1.0) > 0.6
    assert np.mean(np.array(off) < 2.0) > 0.9


def test_without_the_bar_on_the_floor_the_cameras_roll_is_part_of_the_error():
    ends = filmed(lifted_with(2.0), 0.0, 1.0)
    floor = measured(ends, view(0.0))["bar_tilt_at_lockout"]
    none = measure_tilt(REP, TIMES, ends, 0.5, view(0.0), LONG_SIDE_PX, None)
    assert none["bar_tilt_at_lockout"].error > 1.2
    assert none["bar_tilt_at_lockout"].error > floor.error
    # A roll that turns the picture clockwise lowers its right, where the lifter's left is.
    assert none["bar_tilt_at_lockout"].value == pytest.approx(1.0, abs=0.2)


def test_a_bar_that_is_seen_only_in_the_air_does_not_rest():
    ends = filmed(np.zeros_like(TIMES), 0.0)
    ends[(TIMES < 1.5) | (TIMES > 3.8)] = np.nan
    assert resting_bar(TIMES, ends, [REP], 0.5) is None


def test_a_bar_that_turns_at_its_lowest_point_does_not_rest():
    swings = np.cos(2.0 * np.pi * (TIMES - 1.5) / 2.5)
    ends = filmed(np.zeros_like(TIMES), 0.0)
    ends[..., 1] += 100.0 * swings[:, None]
    assert resting_bar(TIMES, ends, [REP], 0.5) is None


@pytest.mark.parametrize("seen", [view(90.0), view(40.0), UNKNOWN])
def test_other_views_do_not_show_it(seen):
    metrics = measured(filmed(lifted_with(3.0), 0.0), seen)
    assert all(metric.value is None for metric in metrics.values())
    if seen is not UNKNOWN:
        assert {metric.reason for metric in metrics.values()} == {NOT_FROM_SIDE}


def test_an_end_that_is_hidden_for_long_leaves_the_lockout_only():
    ends = filmed(lifted_with(3.0), 0.0)
    ends[(TIMES > 1.7) & (TIMES < 2.2), 0] = np.nan
    metrics = measured(ends, view(0.0))
    assert metrics["bar_tilt_peak"].value is None
    assert metrics["bar_tilt_at_lockout"].value == pytest.approx(3.0, abs=0.3)
    nowhere = measured(np.full_like(ends, np.nan), view(0.0))
    assert all(metric.value is None for metric in nowhere.values())


@given(st.floats(-40.0, 40.0), st.floats(-30.0, 30.0))
def test_a_mirrored_picture_keeps_the_tilt(tilt_deg, shift):
    ends = filmed(np.full_like(TIMES, tilt_deg), 0.0) + shift
    mirrored = ends * np.array([-1.0, 1.0])
    np.testing.assert_allclose(bar_tilt(mirrored), bar_tilt(ends), atol=1e-9)
    np.testing.assert_allclose(bar_tilt(ends[:, ::-1]), -bar_tilt(ends), atol=1e-9)

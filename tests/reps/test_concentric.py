"""The concentric phase and the sticking region of speeds that are known in closed form."""

import numpy as np
import pytest

from liftvision.reps.concentric import concentric_phase, sticking_region

TIMES = np.arange(0.0, 4.0, 0.01)


def lift(speed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Height and speed (T,) of a speed over `TIMES`."""
    steps = 0.5 * (speed[1:] + speed[:-1]) * np.diff(TIMES)
    return np.concatenate([[0.0], np.cumsum(steps)]), speed


def half_sine(peak: float, begin_s: float = 1.0, end_s: float = 2.0) -> np.ndarray:
    share = np.clip((TIMES - begin_s) / (end_s - begin_s), 0.0, 1.0)
    return peak * np.sin(np.pi * share)


@pytest.mark.parametrize("peak", [0.8, 1.5])
def test_a_quick_pull_begins_and_ends_at_a_tenth_of_a_metre_per_second(peak):
    height, speed = lift(half_sine(peak))
    phase = concentric_phase(TIMES, height, speed, 1.0, 2.0)
    least = min(0.1 * peak, 0.1)
    after = np.arcsin(least / peak) / np.pi
    assert phase.begin_s == pytest.approx(1.0 + after, abs=1e-3)
    assert phase.end_s == pytest.approx(2.0 - after, abs=1e-3)
    way = peak * 2.0 / np.pi * np.cos(np.pi * after)
    assert phase.mean_velocity == pytest.approx(way / (1.0 - 2.0 * after), rel=1e-3)
    assert phase.peak_velocity == pytest.approx(peak, rel=1e-3)
    assert phase.peak_s == pytest.approx(1.5, abs=0.011)


def test_a_grind_keeps_its_slow_ends():
    height, speed = lift(half_sine(0.2, 0.5, 3.5))
    phase = concentric_phase(TIMES, height, speed, 0.5, 3.5)
    after = 3.0 * np.arcsin(0.05 / 0.2) / np.pi
    assert phase.begin_s == pytest.approx(0.5 + after, abs=1e-3)
    assert phase.end_s == pytest.approx(3.5 - after, abs=1e-3)


def test_a_halt_on_the_way_does_not_end_the_lift():
    speed = half_sine(0.6, 0.5, 1.5) + half_sine(0.5, 1.6, 2.6)
    height, speed = lift(speed)
    phase = concentric_phase(TIMES, height, speed, 0.5, 2.6)
    assert phase.begin_s < 0.6 and phase.end_s > 2.5


def test_what_goes_up_before_the_lift_or_after_it_is_not_part_of_it():
    """Slack taken out 0.3 s before lift-off, and a shrug after lockout."""
    speed = half_sine(0.8) + half_sine(0.2, 0.6, 0.7) + half_sine(0.2, 2.3, 2.4)
    height, speed = lift(speed)
    phase = concentric_phase(TIMES, height, speed, 1.0, 2.0)
    assert phase.begin_s > 1.0 and phase.end_s < 2.0


def test_the_propulsive_part_ends_where_the_bar_is_braked_harder_than_by_gravity():
    """Up at 2 m/s within a second, then stopped within 0.1 s: 20 m/s²."""
    speed = np.interp(TIMES, [0.0, 1.0, 2.0, 2.1, 4.0], [0.0, 0.0, 2.0, 0.0, 0.0])
    height, speed = lift(speed)
    phase = concentric_phase(TIMES, height, speed, 1.0, 2.1)
    assert phase.braked_s == pytest.approx(2.0, abs=0.015)
    assert phase.mean_propulsive_velocity == pytest.approx(1.05, abs=0.01)
    soft = half_sine(1.0)
    height, speed = lift(soft)
    phase = concentric_phase(TIMES, height, speed, 1.0, 2.0)
    assert phase.mean_propulsive_velocity == phase.mean_velocity


def test_a_bar_that_stays_or_was_not_seen_has_no_phase():
    height, speed = lift(half_sine(0.04))
    assert concentric_phase(TIMES, height, speed, 1.0, 2.0) is None
    height, speed = lift(half_sine(0.8))
    height[150] = np.nan
    assert concentric_phase(TIMES, height, speed, 1.0, 2.0) is None


def test_the_sticking_region_is_from_the_first_peak_to_the_low_after_it():
    speed = np.interp(
        TIMES, [0.0, 0.5, 1.0, 1.8, 2.4, 3.0, 4.0], [0.0, 0.0, 0.6, 0.3, 0.5, 0.0, 0.0]
    )
    height, speed = lift(speed)
    phase = concentric_phase(TIMES, height, speed, 0.5, 3.0)
    assert sticking_region(TIMES, speed, phase) == pytest.approx((1.0, 1.8), abs=0.011)


@pytest.mark.parametrize("ripple", [0.0, 0.02])
def test_a_bar_that_only_ripples_does_not_stick(ripple):
    inside = (TIMES > 1.0) & (TIMES < 2.0)
    speed = half_sine(0.8) + np.where(inside, ripple * np.sin(40.0 * TIMES), 0.0)
    height, speed = lift(speed)
    phase = concentric_phase(TIMES, height, speed, 1.0, 2.0)
    assert sticking_region(TIMES, speed, phase) is None

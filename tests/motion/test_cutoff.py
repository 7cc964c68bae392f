"""Cut-off and noise against signals whose noise is known."""

import numpy as np
import pytest

from liftvision.motion.cleaning import CUTOFF_HZ, low_pass, rate
from liftvision.motion.cutoff import (
    HIGHEST_HZ,
    LOWEST_HZ,
    filtered_noise,
    residual_cutoff,
    velocity_noise,
)

TIMES = np.arange(0.0, 8.0, 1.0 / 60.0)


def lift(sharpness: float) -> np.ndarray:
    """A bar that rises and sinks four times in 8 s, the sharper the more its tops are cut."""
    return 120.0 * np.tanh(sharpness * np.sin(np.pi * TIMES)) / np.tanh(sharpness)


def noise(sd: float) -> np.ndarray:
    return np.random.default_rng(3).normal(0.0, sd, len(TIMES))


def test_the_noisier_the_lower_and_the_sharper_the_higher():
    smooth, sharp = lift(0.5), lift(6.0)
    assert residual_cutoff(TIMES, smooth + noise(2.0)) == LOWEST_HZ
    assert residual_cutoff(TIMES, sharp + noise(0.3)) > LOWEST_HZ
    assert residual_cutoff(TIMES, sharp + noise(0.02)) == HIGHEST_HZ


def test_the_chosen_cutoff_is_about_the_best_one():
    true = lift(2.0)
    seen = true + noise(1.0)
    tried = np.arange(LOWEST_HZ, HIGHEST_HZ, 0.5)
    off = [np.std(low_pass(TIMES, seen, cutoff) - true) for cutoff in tried]
    chosen = np.std(low_pass(TIMES, seen, residual_cutoff(TIMES, seen)) - true)
    assert chosen < 1.3 * min(off)


def test_a_gap_or_a_short_or_slow_recording_gets_the_usual_one():
    seen = lift(2.0)
    seen[::20] = np.nan
    assert residual_cutoff(TIMES, seen) == CUTOFF_HZ
    assert residual_cutoff(TIMES[:20], lift(2.0)[:20]) == CUTOFF_HZ
    assert residual_cutoff(TIMES[::10], lift(2.0)[::10]) == CUTOFF_HZ
    assert residual_cutoff(TIMES, np.full_like(TIMES, np.nan)) == CUTOFF_HZ


@pytest.mark.parametrize("cutoff_hz", [4.0, 6.0])
def test_the_noise_left_is_that_of_filtered_noise(cutoff_hz):
    interval = 1.0 / 60.0
    left = low_pass(TIMES, noise(1.0), cutoff_hz)[30:-30]
    stated = filtered_noise(np.ones(1), interval, cutoff_hz)[0]
    assert np.std(left) == pytest.approx(stated, rel=0.3)
    speeds = rate(TIMES[30:-30], left)
    stated = velocity_noise(np.ones(1), interval, cutoff_hz)[0]
    assert np.std(speeds) == pytest.approx(stated, rel=0.3)

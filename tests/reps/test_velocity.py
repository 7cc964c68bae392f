"""Velocities of bars whose laws are known, and of one set that was recorded twice."""

import numpy as np
import pytest

from benchmarks import bar_records
from liftvision.reps.concentric import CONCENTRIC_RULE, concentric_phase
from liftvision.reps.velocity import METRIC_UNITS, BarHeight, velocity_metrics
from tests.reps.made_up_bar import MadeUpBar, made_up_bar

NOISE_M = 0.0008


def measured(bar: MadeUpBar, rep: int = 0, *, scale_error: float = 0.0, factor: float = 1.0):
    height = BarHeight(bar.times, factor * bar.height, NOISE_M, scale_error)
    events = bar.reps[rep]
    return velocity_metrics(height, events.lift_off_s, events.lockout_s)


def true_phase(bar: MadeUpBar, rep: int = 0):
    """The phase of the exact course, at 500 frames a second."""
    events = bar.reps[rep]
    speed = np.gradient(bar.true_height, bar.times)
    return concentric_phase(bar.times, bar.true_height, speed, events.lift_off_s, events.lockout_s)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("pull_s", [0.9, 1.3, 3.0])
def test_velocities_are_those_of_the_exact_course(pull_s, fps):
    metrics = measured(made_up_bar(reps=1, fps=fps, pull_s=pull_s, noise_m=NOISE_M))
    phase = true_phase(made_up_bar(reps=1, fps=500.0, pull_s=pull_s))
    mean, peak = metrics["mean_concentric_velocity"], metrics["peak_concentric_velocity"]
    assert mean.value == pytest.approx(phase.mean_velocity, abs=0.02)
    assert peak.value == pytest.approx(phase.peak_velocity, abs=0.05)
    assert metrics["range_of_motion"].value == pytest.approx(0.52, abs=0.004)


def test_the_time_to_the_peak_is_counted_from_lift_off():
    """A quick pull has a sharp peak; that of a slow one is flat."""
    metrics = measured(made_up_bar(reps=1, pull_s=0.8))
    phase = true_phase(made_up_bar(reps=1, fps=500.0, pull_s=0.8))
    assert metrics["time_to_peak_velocity"].value == pytest.approx(phase.peak_s - 0.9, abs=0.05)


def test_the_rule_stands_beside_the_number():
    metrics = measured(made_up_bar(reps=1))
    assert metrics["mean_concentric_velocity"].rule == CONCENTRIC_RULE
    assert set(metrics) == set(METRIC_UNITS)
    for name, unit in METRIC_UNITS.items():
        assert metrics[name].unit == unit


def test_a_bar_that_sticks_has_a_sticking_region_and_another_has_none():
    slow = dict(reps=1, pull_s=3.0, noise_m=NOISE_M)
    stuck = measured(made_up_bar(**slow, sticking=0.6))["sticking_region"]
    assert stuck.value == pytest.approx(0.75, abs=0.3)
    free = measured(made_up_bar(**slow))["sticking_region"]
    assert free.value is None and free.reason is not None and "there is none" in free.reason


def test_lengths_and_velocities_grow_with_the_scale_and_times_do_not():
    bar = made_up_bar(reps=1, noise_m=NOISE_M)
    one, other = measured(bar), measured(bar, factor=1.25)
    for name in ("range_of_motion", "peak_concentric_velocity"):
        assert other[name].value == pytest.approx(1.25 * one[name].value)
    assert other["time_to_peak_velocity"].value == one["time_to_peak_velocity"].value


def test_a_wrong_scale_is_part_of_the_errors():
    bar = made_up_bar(reps=1, noise_m=NOISE_M)
    sure, unsure = measured(bar), measured(bar, scale_error=0.05)
    mean = unsure["mean_concentric_velocity"]
    assert mean.error > 0.05 * mean.value > sure["mean_concentric_velocity"].error


def test_errors_cover_what_the_noise_does():
    exact = true_phase(made_up_bar(reps=1, fps=500.0, pull_s=1.0))
    within = []
    for seed in range(25):
        metrics = measured(made_up_bar(reps=1, pull_s=1.0, noise_m=NOISE_M, seed=seed))
        for name, true in (
            ("mean_concentric_velocity", exact.mean_velocity),
            ("peak_concentric_velocity", exact.peak_velocity),
            ("range_of_motion", 0.52),
        ):
            within.append(abs(metrics[name].value - true) <= metrics[name].error)
    assert np.mean(within) > 0.66


def test_a_bar_that_was_hidden_on_the_way_has_no_velocity():
    bar = made_up_bar(reps=1)
    hidden = (bar.times > 1.3) & (bar.times < 1.8)
    height = BarHeight(bar.times, np.where(hidden, np.nan, bar.height), NOISE_M, 0.0)
    metrics = velocity_metrics(height, bar.reps[0].lift_off_s, bar.reps[0].lockout_s)
    assert all(each.value is None and each.reason for each in metrics.values())


def test_a_pull_that_is_not_whole_has_no_velocity():
    bar = made_up_bar(reps=1)
    height = BarHeight(bar.times, bar.height, NOISE_M, 0.0)
    assert all(each.value is None for each in velocity_metrics(height, None, 2.0).values())


RECORDS = sorted(bar_records.RECORDS.glob("*reps.*"))
absent = "the shared bar records are not beside the checkout"


@pytest.mark.clips
@pytest.mark.skipif(not RECORDS, reason=absent)
def test_every_recorded_bar_has_its_true_count():
    assert len(RECORDS) == 13
    for path in RECORDS:
        assert bar_records.counted(path) == bar_records.true_count(path), path.stem


@pytest.mark.clips
@pytest.mark.skipif(not RECORDS, reason=absent)
def test_a_phone_agrees_with_twelve_cameras():
    found = {each.metric: each for each in bar_records.differences()}
    mean, way = found["mean_concentric_velocity"], found["range_of_motion"]
    assert all(each.as_aimed for each in found.values())
    assert len(mean.phone) == 6
    assert abs(mean.bias) <= 0.02 and mean.spread <= 0.025
    assert np.abs(way.phone - way.cameras).max() <= 0.015

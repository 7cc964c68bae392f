"""Metrics of a set against reps whose numbers are known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.measurement import Measurement
from liftvision.reps.rep import Rep
from liftvision.reps.set_metrics import (
    SET_UNITS,
    mean_of,
    measure_reps,
    velocity_loss,
    velocity_remark,
)

EVENT_ERROR_S = 0.02
EVENTS = ("start_s", "lift_off_s", "knee_pass_s", "lockout_s", "lowering_s", "end_s")


def rep_at(number: int, velocity: float | None, begin_s: float, **metrics: Measurement) -> Rep:
    """A rep that takes 1 s up, 0.5 s at the top, 1.5 s down."""
    measured = (
        Measurement.not_measured("m/s", "the bar was hidden")
        if velocity is None
        else Measurement(velocity, 0.02, "m/s", rule="a rule")
    )
    times = np.array([-0.5, 0.0, 0.5, 1.0, 1.5, 3.0]) + begin_s
    return Rep(
        number=number,
        complete=True,
        **dict(zip(EVENTS, times.tolist(), strict=True)),
        metrics={
            "mean_concentric_velocity": measured,
            "range_of_motion": Measurement(0.5, 0.01, "m"),
            "concentric_duration": Measurement(0.9, 0.03, "s"),
            "eccentric_duration": Measurement(1.4, 0.03, "s"),
            "pause_before": Measurement(0.8 * (number - 1), 0.03, "s"),
            **metrics,
        },
        event_errors=dict.fromkeys(EVENTS, EVENT_ERROR_S),
    )


def split(share: float, peak: float, drift: float, change: float) -> dict[str, Measurement]:
    """What a rep says of hip and spine."""
    return {
        "lumbar_share": Measurement(share, 5.0, "%"),
        "lumbar_flexion_peak": Measurement(peak, 8.0, "deg"),
        "lumbar_drift": Measurement(drift, 4.0, "deg"),
        "lumbar_change": Measurement(change, 4.0, "deg"),
    }


FIRST_SPLIT = split(25.0, 40.0, 2.0, 0.0) | {
    "lumbar_change": Measurement.not_measured("deg", "it is the first rep")
}


def speeds(*values: float, error: float = 0.02) -> list[Measurement]:
    return [Measurement(value, error, "m/s") for value in values]


def test_a_set_of_three():
    first = FIRST_SPLIT
    more = {"bar_path_change": Measurement(0.03, 0.005, "m"), **split(30.0, 44.0, 3.0, 4.0)}
    changed = {"bar_path_change": Measurement(0.01, 0.004, "m"), **split(26.0, 41.0, 7.0, 1.0)}
    reps = [
        rep_at(1, 0.50, 1.0, **first),
        rep_at(2, 0.60, 5.0, **more),
        rep_at(3, 0.45, 10.0, **changed),
    ]
    metrics = measure_reps(reps)
    assert list(metrics) == list(SET_UNITS)
    assert {name: metric.unit for name, metric in metrics.items()} == SET_UNITS
    values = {name: metric.value for name, metric in metrics.items()}
    assert values == pytest.approx(
        {
            "rep_count": 3.0,
            "best_mean_concentric_velocity": 0.60,
            "first_mean_concentric_velocity": 0.50,
            "last_mean_concentric_velocity": 0.45,
            "mean_concentric_velocity": 1.55 / 3.0,
            "velocity_loss": 25.0,
            "range_of_motion": 0.5,
            "largest_bar_path_change": 0.03,
            "lumbar_share": 27.0,
            "largest_lumbar_flexion_peak": 44.0,
            "largest_lumbar_drift": 7.0,
            "largest_lumbar_change": 4.0,
            "set_duration": 12.0,
            "eccentric_duration": 1.4,
            "pause_before": 1.2,
            "concentric_duration": 0.9,
            "top_hold": 0.5,
        }
    )
    assert metrics["mean_concentric_velocity"].rule == "a rule"
    assert metrics["set_duration"].error == pytest.approx(EVENT_ERROR_S * np.sqrt(2.0))
    assert metrics["largest_bar_path_change"].error == 0.005


def test_the_error_of_a_back_does_not_shrink_with_the_number_of_reps():
    reps = [rep_at(1, 0.50, 1.0, **FIRST_SPLIT), rep_at(2, 0.5, 5.0, **split(27.0, 41.0, 3.0, 1.0))]
    metrics = measure_reps(reps)
    assert metrics["lumbar_share"].value == pytest.approx(26.0)
    assert metrics["lumbar_share"].error == 5.0
    assert metrics["largest_lumbar_flexion_peak"].error == 8.0
    unseen = measure_reps([rep_at(1, 0.5, 1.0), reps[1]])
    assert unseen["lumbar_share"].value == 27.0
    nowhere = measure_reps([rep_at(1, 0.5, 1.0)])
    assert nowhere["lumbar_share"].value is None


def test_one_rep_has_no_loss_and_no_pause():
    metrics = measure_reps([rep_at(1, 0.5, 1.0)])
    compared = ("largest_bar_path_change", "largest_lumbar_change")
    for name in ("velocity_loss", "pause_before", *compared):
        assert metrics[name].value is None
        assert "two reps" in metrics[name].reason
    assert metrics["mean_concentric_velocity"].value == 0.5


def test_no_rep_has_nothing():
    assert all(metric.value is None for metric in measure_reps([]).values())


def test_a_rep_that_was_not_measured_spoils_the_loss_but_not_the_mean():
    reps = [rep_at(1, 0.5, 1.0), rep_at(2, None, 5.0), rep_at(3, 0.4, 10.0)]
    metrics = measure_reps(reps)
    assert metrics["mean_concentric_velocity"].value == pytest.approx(0.45)
    assert metrics["velocity_loss"].value is None
    assert "hidden" in metrics["velocity_loss"].reason
    metrics = measure_reps(reps[:2])
    assert metrics["last_mean_concentric_velocity"].reason == "the bar was hidden"


def test_a_set_whose_end_is_not_in_the_clip_has_no_duration():
    cut = replace(rep_at(2, 0.4, 6.0), lowering_s=None, end_s=None)
    metrics = measure_reps([rep_at(1, 0.5, 1.0), cut])
    assert metrics["set_duration"].value is None
    assert "not in the clip" in metrics["set_duration"].reason
    assert metrics["top_hold"].value == pytest.approx(0.5)


@given(st.lists(st.floats(0.1, 1.5), min_size=2, max_size=12), st.floats(0.5, 2.0))
def test_the_loss_does_not_depend_on_the_scale(values, scale):
    loss = velocity_loss(speeds(*values), 0.0)
    other = velocity_loss(speeds(*(scale * value for value in values), error=0.02 * scale), 0.0)
    assert 0.0 <= loss.value < 100.0
    assert other.value == pytest.approx(loss.value, abs=1e-6)
    assert other.error == pytest.approx(loss.error)


def test_an_error_of_the_scale_stays_in_the_mean_and_leaves_the_loss():
    only_scale = [Measurement(value, 0.03 * value, "m/s") for value in (0.6, 0.5, 0.4)]
    assert mean_of(only_scale, 0.03).error == pytest.approx(0.03 * 0.5)
    assert velocity_loss(only_scale, 0.03).error == pytest.approx(0.0, abs=1e-6)
    own = mean_of(speeds(0.6, 0.5, 0.4), 0.0)
    assert own.error == pytest.approx(0.02 / np.sqrt(3.0))


def test_the_stated_error_of_the_loss_covers_the_true_one():
    truth, own, scale_error = np.array([0.50, 0.49, 0.47, 0.44, 0.40]), 0.015, 0.03
    off = []
    for seed in range(400):
        random = np.random.default_rng(seed)
        values = truth + random.normal(0.0, own, len(truth))
        values = values * (1.0 + random.normal(0.0, scale_error))
        velocities = [
            Measurement(value, float(np.hypot(own, scale_error * value)), "m/s") for value in values
        ]
        loss = velocity_loss(velocities, scale_error)
        off.append(abs(loss.value - 20.0) / loss.error)
    assert np.mean(np.array(off) < 1.0) > 0.6
    assert np.mean(np.array(off) < 2.0) > 0.9


def test_only_a_grind_is_remarked_and_no_maximum_is_promised():
    assert velocity_remark(Measurement(0.21, 0.02, "m/s")) is None
    assert velocity_remark(Measurement.not_measured("m/s", "hidden")) is None
    remark = velocity_remark(Measurement(0.15, 0.02, "m/s"))
    assert "0.15 ± 0.02 m/s" in remark
    assert "Helms" in remark
    assert "1RM" not in remark

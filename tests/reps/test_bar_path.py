"""The bar path against paths whose numbers are known, and its errors against true errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean
from liftvision.reps.bar_path import (
    bar_path_change,
    forward_drift,
    horizontal_range,
    measure_bar_path,
    midfoot_of,
    path_deviation,
    wobble,
)
from liftvision.reps.path_errors import PathErrors, path_errors, shake_at_rest
from liftvision.reps.rep import Rep

TIMES = np.arange(0.0, 6.0, 1.0 / 30.0)
LIFT_OFF_S, LOCKOUT_S, END_S = 2.0, 3.5, 5.0
RISE_M = 0.5
REP = Rep(1, True, 1.0, LIFT_OFF_S, 2.6, LOCKOUT_S, END_S, lowering_s=4.0)
EXACT = PathErrors(forward=0.0, vertical_deg=0.0, jitter=0.0)
LENGTHS = ("bar_forward_drift", "bar_horizontal_range", "bar_path_deviation", "bar_wobble")


def up_and_down() -> np.ndarray:
    """Height of a rep that eases in and out; on the floor before and after."""
    way = np.clip((TIMES - LIFT_OFF_S) / (LOCKOUT_S - LIFT_OFF_S), 0.0, 1.0)
    back = np.clip((TIMES - 4.0) / (END_S - 4.0), 0.0, 1.0)
    return 0.225 + RISE_M * (_ease(way) - _ease(back))


def _ease(part: np.ndarray) -> np.ndarray:
    return part**2 * (3.0 - 2.0 * part)


def bulge(height: np.ndarray, amount: float) -> np.ndarray:
    """Forward by `amount` halfway up, back again at the top."""
    return amount * np.sin(np.pi * (height - 0.225) / RISE_M)


def test_a_bulge_of_four_centimetres():
    y = up_and_down()
    metrics = measure_bar_path(REP, TIMES, bulge(y, 0.04), y, EXACT)
    assert metrics["bar_forward_drift"].value == pytest.approx(0.04, abs=1e-4)
    assert metrics["bar_horizontal_range"].value == pytest.approx(0.04, abs=1e-4)
    # The root mean square of half a sine wave, whatever the speed along it.
    assert metrics["bar_path_deviation"].value == pytest.approx(0.04 / np.sqrt(2.0), rel=0.02)
    assert all(metrics[name].error == pytest.approx(0.0, abs=1e-12) for name in LENGTHS)
    assert metrics["bar_over_midfoot"].value is None


def test_a_bar_that_comes_back_to_the_lifter_has_no_forward_drift():
    y = up_and_down()
    metrics = measure_bar_path(REP, TIMES, -0.1 * (y - y[0]), y, EXACT)
    assert metrics["bar_forward_drift"].value == 0.0
    assert metrics["bar_horizontal_range"].value == pytest.approx(0.1 * RISE_M)
    assert metrics["bar_path_deviation"].value == pytest.approx(0.0, abs=1e-9)
    assert metrics["bar_wobble"].value == pytest.approx(0.0, abs=1e-9)


def test_a_wobble_of_the_first_ten_centimetres_only():
    y = up_and_down()
    rise = y - y[0]
    early = np.where(rise < 0.1, 0.01 * np.sin(2.0 * np.pi * rise / 0.05), 0.0)
    late = np.where(rise > 0.2, 0.01 * np.sin(2.0 * np.pi * rise / 0.05), 0.0)
    assert measure_bar_path(REP, TIMES, early, y, EXACT)["bar_wobble"].value == pytest.approx(
        0.01 / np.sqrt(2.0), abs=0.002
    )
    assert measure_bar_path(REP, TIMES, late, y, EXACT)["bar_wobble"].value == 0.0


@given(lean_deg=st.floats(-8.0, 8.0), shift=st.floats(-2.0, 2.0))
def test_straight_lines_do_not_see_a_lean(lean_deg, shift):
    y = np.linspace(0.0, RISE_M, 60)
    x = 0.04 * np.sin(np.pi * y / RISE_M)
    leaned = x + np.tan(np.radians(lean_deg)) * y + shift
    assert path_deviation(leaned, y) == pytest.approx(path_deviation(x, y), rel=0.06)
    assert wobble(leaned[:12], y[:12]) == pytest.approx(wobble(x[:12], y[:12]), abs=1e-9)


@given(st.lists(st.floats(-0.2, 0.2), min_size=5, max_size=40))
def test_drift_is_never_negative_nor_more_than_the_range(xs):
    x = np.array(xs)
    y = np.linspace(0.0, RISE_M, len(x))
    assert 0.0 <= forward_drift(x, y) <= horizontal_range(x, y)
    assert horizontal_range(x, y) == pytest.approx(horizontal_range(-x, y))


def test_the_stated_error_covers_the_true_one():
    """Noise, scale, yaw and a leaning camera are drawn anew each time, from what is stated."""
    y = up_and_down()
    yaw_deg, yaw_error_deg, scale_error, noise, lean_deg = 65.0, 6.0, 0.02, 0.001, 1.2
    for amount in (0.0, 0.05):
        x = bulge(y, amount)
        truth = measure_bar_path(REP, TIMES, x, y, EXACT)
        inside = {name: [] for name in LENGTHS}
        for seed in range(80):
            random = np.random.default_rng(seed)
            lean = np.tan(np.radians(random.normal(0.0, lean_deg)))
            across = x * np.sin(np.radians(yaw_deg)) + lean * (y - y[0])
            seen = np.stack([across, y], axis=1) * (1.0 + random.normal(0.0, scale_error))
            seen = clean(TIMES, seen + random.normal(0.0, noise, seen.shape))
            told_deg = yaw_deg + random.normal(0.0, yaw_error_deg)
            errors = path_errors(
                scale_error, told_deg, yaw_error_deg, noise, vertical_error_deg=lean_deg
            )
            forward = seen[:, 0] / np.sin(np.radians(told_deg))
            for name, got in measure_bar_path(REP, TIMES, forward, seen[:, 1], errors).items():
                if name in inside:
                    inside[name].append(abs(got.value - truth[name].value) / got.error)
        for off in inside.values():
            assert np.mean(np.array(off) < 1.0) > 0.55
            assert np.mean(np.array(off) < 2.0) > 0.9


def test_the_error_is_no_larger_than_what_causes_it():
    y = up_and_down()
    errors = path_errors(0.02, 90.0, 5.0, 0.001, vertical_error_deg=1.0)
    metrics = measure_bar_path(REP, TIMES, bulge(y, 0.05), y, errors)
    assert 0.004 < metrics["bar_forward_drift"].error < 0.010
    assert metrics["bar_path_deviation"].error < 0.003


def test_over_midfoot_adds_up_the_errors_of_bar_and_foot():
    y = up_and_down()
    midfoot = midfoot_of(Measurement(-0.05, 0.02, "m"), Measurement(0.21, 0.02, "m"))
    assert midfoot.value == pytest.approx(0.08)
    assert midfoot.error == pytest.approx(0.02 / np.sqrt(2.0))
    errors = PathErrors(forward=0.0, vertical_deg=1.0, jitter=0.003, across_planes=0.02)
    metrics = measure_bar_path(REP, TIMES, np.full_like(y, 0.13), y, errors, midfoot=midfoot)
    over = metrics["bar_over_midfoot"]
    assert over.value == pytest.approx(0.05)
    assert over.error == pytest.approx(np.sqrt(2e-4 + 4e-4 + 9e-6))


def test_hidden_feet_give_their_reason():
    hidden = Measurement.not_measured("m", "the plate hides the feet")
    midfoot = midfoot_of(hidden, Measurement(0.2, 0.02, "m"))
    y = up_and_down()
    over = measure_bar_path(REP, TIMES, y, y, EXACT, midfoot=midfoot)["bar_over_midfoot"]
    assert over.value is None
    assert over.reason == "the plate hides the feet"


def test_a_path_that_was_not_seen_is_not_measured():
    y = up_and_down()
    nowhere = np.full_like(y, np.nan)
    metrics = measure_bar_path(REP, TIMES, nowhere, y, EXACT, reason="filmed from the front")
    assert {metric.reason for metric in metrics.values()} == {"filmed from the front"}
    hole = np.where((TIMES > 2.5) & (TIMES < 2.9), np.nan, y)
    metrics = measure_bar_path(REP, TIMES, hole, hole, EXACT)
    assert metrics["bar_forward_drift"].value is None
    assert "hidden" in metrics["bar_forward_drift"].reason
    blink = np.where((TIMES > 2.5) & (TIMES < 2.6), np.nan, y)
    assert (
        measure_bar_path(REP, TIMES, 0.1 * blink, blink, EXACT)["bar_forward_drift"].value
        is not None
    )


def test_a_rep_whose_lockout_is_not_in_the_clip():
    y = up_and_down()
    rep = Rep(1, False, 1.0, LIFT_OFF_S, None, None, None)
    metrics = measure_bar_path(rep, TIMES, y, y, EXACT, midfoot=Measurement(0.1, 0.01, "m"))
    assert metrics["bar_forward_drift"].value is None
    assert metrics["bar_over_midfoot"].value is not None


def test_too_few_frames_show_no_wobble():
    rep = Rep(1, True, 0.1, 0.2, None, 0.7, None)
    times = np.arange(0.0, 1.0, 0.1)
    y = np.clip(times - 0.2, 0.0, 0.5)
    metrics = measure_bar_path(rep, times, 0.0 * y, y, EXACT)
    assert "frames" in metrics["bar_wobble"].reason
    assert metrics["bar_forward_drift"].value == 0.0


def test_the_same_path_has_not_changed_and_another_has_by_its_difference():
    later = Rep(2, True, 7.0, 8.0, None, 9.5, 11.0, lowering_s=10.0)
    times = np.concatenate([TIMES, TIMES + 6.0])
    y = np.tile(up_and_down(), 2)
    first = bulge(up_and_down(), 0.02)
    lean = 0.1 * (y - y[0])
    errors = PathErrors(forward=0.05, vertical_deg=1.0, jitter=0.001)
    same = np.concatenate([first, first + 0.3]) + lean
    assert bar_path_change(REP, later, times, same, y, errors).value == pytest.approx(0, abs=1e-9)
    other = np.concatenate([first, 3.0 * first]) + lean
    change = bar_path_change(REP, later, times, other, y, errors)
    assert change.value == pytest.approx(0.04 / np.sqrt(2.0), rel=0.03)
    assert change.error == pytest.approx(np.hypot(0.002, 0.05 * change.value))


def test_a_shaking_camera_shows_on_the_bar_that_lies_on_the_floor():
    shake = 0.01 * np.sin(2.0 * np.pi * 0.7 * TIMES)
    y = up_and_down()
    assert shake_at_rest(TIMES, y, [REP]) == pytest.approx(0.0, abs=1e-9)
    told = shake_at_rest(TIMES, y + shake, [REP])
    assert told == pytest.approx(0.01 / np.sqrt(2.0), rel=0.2)
    errors = path_errors(0.0, 90.0, 0.0, 0.0, shake=told, vertical_error_deg=0.0)
    metrics = measure_bar_path(REP, TIMES, shake, y + shake, errors)
    assert metrics["bar_forward_drift"].value < 2.0 * metrics["bar_forward_drift"].error


def test_a_bar_that_never_rests_tells_nothing_of_the_camera():
    rep = Rep(1, True, 2.0, 2.0, None, LOCKOUT_S, None)
    y = 0.5 - 0.25 * np.cos(2.0 * np.pi * (TIMES - 2.0) / 3.0)
    assert shake_at_rest(TIMES, y, [rep]) is None


def test_a_more_oblique_view_makes_the_errors_larger():
    side, oblique = (path_errors(0.02, yaw_deg, 6.0, 0.001) for yaw_deg in (90.0, 45.0))
    assert oblique.forward > 2.0 * side.forward
    assert oblique.jitter == pytest.approx(side.jitter * np.sqrt(2.0))
    assert oblique.vertical_deg == pytest.approx(side.vertical_deg * np.sqrt(2.0), rel=1e-3)

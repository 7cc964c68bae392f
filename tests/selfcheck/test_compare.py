"""Columns against a truth that deviates by a known amount."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.errors import TruthError
from liftvision.selfcheck.compare import (
    MetricErrors,
    column_errors,
    conditions,
    in_picture,
    same_frames,
)
from tests.selfcheck.made_up_truth import stick_clip


def errors_of(analysis, truth, columns=None) -> dict[str, MetricErrors]:
    found = column_errors(analysis, truth, columns or truth.columns, "stick.mp4")
    return {each.metric: each for each in found}


def test_a_right_analysis_has_no_errors():
    analysis, truth = stick_clip()
    for metric in errors_of(analysis, truth).values():
        off = metric.errors[np.isfinite(metric.errors)]
        np.testing.assert_allclose(off, 0.0, atol=1e-9)


def test_errors_are_measured_minus_true():
    analysis, truth = stick_clip()
    shifted = {**truth.columns, "trunk_lean": truth.columns["trunk_lean"] - 3.0}
    found = errors_of(analysis, truth, shifted)
    np.testing.assert_allclose(found["trunk_lean"].errors, 3.0)
    np.testing.assert_allclose(found["shank_lean"].errors, 0.0)
    assert found["trunk_lean"].unit == "deg"
    assert found["bar_vy"].unit == "m/s"
    np.testing.assert_allclose(found["trunk_lean"].stated, 4.0)


@pytest.mark.parametrize(("yaw_deg", "near"), [(90.0, "r"), (-90.0, "l")])
def test_a_side_view_is_judged_by_its_near_side(yaw_deg, near):
    analysis, truth = stick_clip(yaw_deg=yaw_deg)
    shifted = {**truth.columns}
    shifted[f"knee_flexion_{near}"] = truth.columns[f"knee_flexion_{near}"] - 2.0
    found = errors_of(analysis, truth, shifted)["knee_flexion"]
    assert len(found.errors) == len(truth.times)
    np.testing.assert_allclose(found.errors, 2.0)


def test_a_front_view_is_judged_by_both_sides():
    analysis, truth = stick_clip(yaw_deg=0.0, knee_in_m=0.04)
    found = errors_of(analysis, truth)
    assert len(found["fppa"].errors) == 2 * len(truth.times)
    assert len(found["knee_ankle_separation"].errors) == len(truth.times)
    assert np.isnan(found["knee_flexion"].errors).all()


def test_what_only_the_truth_knows_is_not_covered():
    analysis, truth = stick_clip()
    lumbar = np.full(len(truth.times), 20.0)
    found = errors_of(analysis, truth, {**truth.columns, "lumbar_flexion": lumbar})
    assert np.isnan(found["lumbar_flexion"].errors).all()
    assert len(found["lumbar_flexion"].errors) == len(truth.times)
    assert found["lumbar_flexion"].unit == "deg"


def test_frames_with_a_joint_outside_the_picture_are_not_asked_for():
    analysis, truth = stick_clip()
    joints_px = truth.joints_px.copy()
    joints_px[:10, :, 0] -= 1000.0
    cut_off = replace(truth, joints_px=joints_px)
    assert not in_picture(cut_off)[:10].any()
    assert in_picture(cut_off)[10:].all()
    assert len(errors_of(analysis, cut_off)["trunk_lean"].errors) == len(truth.times) - 10


def test_frames_without_a_truth_are_not_asked_for():
    analysis, truth = stick_clip()
    bar_y = truth.columns["bar_y"].copy()
    bar_y[:25] = np.nan
    found = errors_of(analysis, truth, {**truth.columns, "bar_y": bar_y})
    assert len(found["bar_y"].errors) == len(truth.times) - 25


def test_nobody_found_is_nothing_given():
    _, truth = stick_clip()
    found = errors_of(None, truth)
    assert np.isnan(found["trunk_lean"].errors).all()
    assert len(found["knee_flexion"].errors) == 2 * len(truth.times)


def test_frames_are_matched_by_their_times():
    times = np.array([0.0, 0.03, 0.10, 0.13, 0.17])
    true_times = np.array([0.001, 0.029, 0.066, 0.101, 0.128, 0.172])
    with pytest.raises(TruthError, match="does not fit"):
        same_frames(true_times, times, "c.mp4")
    many = np.arange(100) / 30.0
    true_times = many + 0.004
    np.testing.assert_array_equal(same_frames(true_times, many, "c.mp4"), np.arange(100))
    without_one = np.delete(many, 50)
    expected = np.r_[np.arange(50), -1, np.arange(50, 99)]
    np.testing.assert_array_equal(same_frames(true_times, without_one, "c.mp4"), expected)


def test_a_truth_of_another_length_is_refused():
    analysis, truth = stick_clip()
    half = len(truth.times) // 2
    shorter = replace(truth, times=truth.times[:half])
    with pytest.raises(TruthError, match=r"stick.mp4 does not fit"):
        column_errors(analysis, shorter, truth.columns, "stick.mp4")


@pytest.mark.parametrize(("plates", "loose"), [(True, False), (False, True)])
def test_conditions_are_the_recipes(plates, loose):
    _, truth = stick_clip(plates=plates, loose=loose)
    assert conditions(truth) == (plates, "loose" if loose else "tight")
    assert conditions(replace(truth, bar=None))[0] is False

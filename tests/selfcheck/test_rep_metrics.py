"""Reps against true ones: found, missed, made up, or at another time."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.reps.rise import measure_rise
from liftvision.reps.top import UPRIGHT_LEAN_DEG, measure_top
from liftvision.selfcheck.rep_metrics import REP_UNITS, paired, rep_errors
from tests.selfcheck.made_up_truth import stick_clip


def errors_of(analysis, truth):
    return {each.metric: each for each in rep_errors(analysis, truth, truth.columns)}


def with_reps(analysis, reps):
    return replace(analysis, set=replace(analysis.set, reps=tuple(reps)))


def test_right_reps_have_no_errors():
    found = errors_of(*stick_clip(3))
    for name in ("reps", "start_s", "lift_off_s", "knee_pass_s", "lockout_s", "end_s"):
        np.testing.assert_allclose(found[name].errors, 0.0)
    assert len(found["reps"].errors) == 1
    assert len(found["lift_off_s"].errors) == 3
    assert set(found) <= set(REP_UNITS)


def test_start_and_top_are_held_against_the_truth_by_the_same_rules():
    analysis, truth = stick_clip(1)
    (rep,) = analysis.set.reps
    absent = np.full(len(truth.times), np.nan)
    near = analysis.view.near_side
    names = ("trunk_lean", "hip_height", "shoulder_height", "bar_y")
    columns = {
        name: truth.columns.get(name, absent)
        for name in (*names, f"knee_flexion_{near}", f"hip_flexion_{near}")
    }
    same = measure_rise(truth.times, columns, rep) | measure_top(truth.times, columns, rep, near)
    found = errors_of(with_reps(analysis, [replace(rep, metrics=same)]), truth)
    for name in ("trunk_pitch", "hip_shoulder_rise", "hip_rise_before_lift_off"):
        np.testing.assert_allclose(found[name].errors, 0.0, atol=1e-9)
    # What is taken off since upright trunks are measured too far back is an error here.
    np.testing.assert_allclose(found["lean_back"].errors, -UPRIGHT_LEAN_DEG)


def test_a_missed_rep_is_uncovered_and_counted():
    analysis, truth = stick_clip(3)
    found = errors_of(with_reps(analysis, analysis.set.reps[::2]), truth)
    np.testing.assert_allclose(found["reps"].errors, -1.0)
    np.testing.assert_array_equal(np.isnan(found["lockout_s"].errors), [False, True, False])


def test_a_rep_that_never_was_shows_in_the_count_only():
    analysis, truth = stick_clip(2)
    first = analysis.set.reps[0]
    made_up = replace(
        first, start_s=90.0, lift_off_s=91.0, knee_pass_s=92.0, lockout_s=93.0, lowering_s=94.0,
        end_s=95.0,
    )  # fmt: skip
    found = errors_of(with_reps(analysis, (*analysis.set.reps, made_up)), truth)
    np.testing.assert_allclose(found["reps"].errors, 1.0)
    np.testing.assert_allclose(found["lockout_s"].errors, 0.0)


def test_a_rep_in_part_is_not_counted_but_its_events_are_compared():
    analysis, truth = stick_clip(2)
    first, second = analysis.set.reps
    found = errors_of(with_reps(analysis, (first, replace(second, complete=False))), truth)
    np.testing.assert_allclose(found["reps"].errors, -1.0)
    np.testing.assert_allclose(found["lockout_s"].errors, [0.0, 0.0])
    # Where the clip ends before the bar is down again, a rep in part is what there is.
    cut = replace(truth, reps=(truth.reps[0], replace(truth.reps[1], end_s=None)))
    found = errors_of(with_reps(analysis, (first, replace(second, complete=False))), cut)
    np.testing.assert_allclose(found["reps"].errors, 0.0)


def test_a_late_lift_off_costs_time_and_what_the_angle_changed():
    analysis, truth = stick_clip(1)
    (rep,) = analysis.set.reps
    late = rep.lift_off_s + 0.2
    knee = np.interp([rep.lift_off_s, late], truth.times, truth.columns["knee_flexion_r"])
    metrics = {
        "knee_flexion_at_lift_off": Measurement(knee[1], 5.0, "deg"),
        "concentric_duration": Measurement(rep.lockout_s - late, 0.1, "s"),
    }
    found = errors_of(with_reps(analysis, [replace(rep, lift_off_s=late, metrics=metrics)]), truth)
    np.testing.assert_allclose(found["lift_off_s"].errors, 0.2)
    np.testing.assert_allclose(found["concentric_duration"].errors, -0.2)
    np.testing.assert_allclose(found["concentric_duration"].stated, 0.1)
    np.testing.assert_allclose(found["knee_flexion_at_lift_off"].errors, knee[1] - knee[0])
    assert knee[1] < knee[0] - 5.0


def test_what_is_not_measured_yet_is_uncovered():
    found = errors_of(*stick_clip(2))
    for name in ("eccentric_duration", "lumbar_drift"):
        assert np.isnan(found[name].errors).all()
        assert len(found[name].errors) == 2


def test_an_event_that_does_not_occur_is_not_asked_for():
    analysis, truth = stick_clip(1)
    without = replace(truth, reps=tuple(replace(rep, knee_pass_s=None) for rep in truth.reps))
    found = errors_of(analysis, without)
    assert "knee_pass_s" not in found
    assert "knee_flexion_at_knee_pass" not in found


def test_standing_still_has_no_reps():
    analysis, truth = stick_clip(still=True)
    found = errors_of(analysis, truth)
    assert list(found) == ["reps"]
    np.testing.assert_allclose(found["reps"].errors, 0.0)


def test_nobody_found_is_no_count():
    _, truth = stick_clip(2)
    found = errors_of(None, truth)
    assert np.isnan(found["reps"].errors).all()
    assert np.isnan(found["lockout_s"].errors).all()


@pytest.mark.parametrize("reps", [1, 3])
def test_each_rep_finds_its_own(reps):
    analysis, truth = stick_clip(reps)
    assert paired(truth.reps, analysis.set.reps[::-1]) == list(analysis.set.reps)

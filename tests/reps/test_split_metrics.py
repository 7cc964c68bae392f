"""Metrics of hip against spine of made-up pulls: values, errors that hold, and reasons."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.clip.clip import Shot
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.view import View
from liftvision.reps.at_event import HIDDEN_THEN, NO_ERROR, NOT_IN_CLIP
from liftvision.reps.seen_split import HIDDEN_IN_PART, NOT_LOOKED_AT, seen_split
from liftvision.reps.split_metrics import (
    DRIFT_PART,
    FIRST_REP,
    NO_SET_UP,
    NO_TOE_TOUCH,
    SPLIT_UNITS,
    measure_split,
)
from liftvision.reps.unfolding import LITTLE_EXTENSION, LITTLE_TURN, LITTLE_UNFOLDING
from tests.reps.made_up_split import (
    BACK,
    CHANGE_ERROR_DEG,
    COMMON_ERROR_DEG,
    HIP_DEG,
    KNEE_PASS_S,
    LIFT_OFF_S,
    LOCKOUT_S,
    LUMBAR_DEG,
    REP,
    THIGH_DEG,
    THIGH_ERROR_DEG,
    TIMES,
    UPRIGHT,
    eased,
    hidden,
    made_up,
    wandering,
)

SHARE = 100.0 * LUMBAR_DEG / (LUMBAR_DEG + HIP_DEG)


def measured(seen, rep=REP, first=REP):
    return measure_split(seen, rep, first)


def test_every_metric_is_there_in_its_order_and_unit():
    metrics = measured(made_up())
    assert list(metrics) == list(SPLIT_UNITS)
    assert {name: metric.unit for name, metric in metrics.items()} == SPLIT_UNITS


def test_a_pull_whose_spine_and_hip_are_known():
    metrics = measured(made_up())
    at_knees = 1.0 - UPRIGHT[np.argmin(np.abs(TIMES - KNEE_PASS_S))]
    expected = {
        "lumbar_flexion_at_set_up": LUMBAR_DEG,
        "lumbar_flexion_at_lift_off": LUMBAR_DEG,
        "lumbar_flexion_at_knee_pass": LUMBAR_DEG * at_knees,
        "lumbar_flexion_at_lockout": 0.0,
        "lumbar_flexion_peak": LUMBAR_DEG,
        "pelvis_tilt_at_lift_off": 40.0,
        "hip_flexion_at_lift_off": HIP_DEG,
        "hip_contribution": HIP_DEG,
        "lumbar_contribution": LUMBAR_DEG,
        "lumbar_share": SHARE,
        "lumbar_share_first_pull": SHARE,
        "lumbar_share_second_pull": SHARE,
        "lumbar_share_of_trunk": 100.0 * 30.0 / 70.0,
        "lumbar_lag": 0.0,
        "lumbar_early": 100.0 * (1.0 - at_knees),
    }
    assert {name: metrics[name].value for name in expected} == pytest.approx(expected, abs=1e-6)
    # What is held for 0.1 s has begun to unfold.
    assert metrics["lumbar_drift"].value == pytest.approx(0.0, abs=0.5)


def test_a_change_has_the_error_of_a_change_and_an_amount_its_own():
    metrics = measured(made_up())
    assert metrics["lumbar_flexion_at_lift_off"].error > COMMON_ERROR_DEG
    assert metrics["lumbar_contribution"].error == pytest.approx(CHANGE_ERROR_DEG, rel=0.01)
    assert metrics["lumbar_drift"].error == pytest.approx(DRIFT_PART * CHANGE_ERROR_DEG)
    both = np.hypot(CHANGE_ERROR_DEG, np.sqrt(2.0) * THIGH_ERROR_DEG)
    assert metrics["hip_contribution"].error == pytest.approx(both, rel=0.01)
    # At lift-off and lockout nothing moves; at the knees an event that is wrong costs something.
    late = {**REP.event_errors, "knee_pass_s": 0.1}
    early = measured(made_up(), replace(REP, event_errors=late))["lumbar_early"]
    assert early.error > 1.1 * metrics["lumbar_early"].error
    unsure = measured(made_up(), replace(REP, event_errors=late))["hip_flexion_at_knee_pass"]
    # The hip extends by 89 degrees a second there.
    assert unsure.error == pytest.approx(np.sqrt(44.0 + 2.0**2 + 8.9**2), abs=0.2)


@given(st.floats(-20.0, 40.0))
def test_what_is_added_to_the_spine_everywhere_changes_only_its_amounts(offset):
    plain = measured(made_up())
    moved = measured(made_up(LUMBAR_DEG * (1.0 - UPRIGHT) + offset))
    for name, metric in plain.items():
        by = offset if name.startswith("lumbar_flexion") else 0.0
        if metric.value is not None:
            assert moved[name].value == pytest.approx(metric.value + by, abs=1e-6), name


@pytest.mark.parametrize(("drift", "lag"), [(0.0, 0.0), (12.0, 0.2)])
@pytest.mark.parametrize("forgets_s", [0.1, 0.3])
def test_the_stated_errors_cover_the_true_ones(drift, lag, forgets_s):
    lumbar = LUMBAR_DEG * (1.0 - eased(LIFT_OFF_S + lag, LOCKOUT_S))
    lumbar += drift * (eased(LIFT_OFF_S, LIFT_OFF_S + 0.4) - eased(1.8, LOCKOUT_S))
    truth = measured(made_up(lumbar))
    off: dict[str, list[float]] = {}
    for seed in range(80):
        random = np.random.default_rng(seed)
        wanders = CHANGE_ERROR_DEG / np.sqrt(2.0) * wandering(random, forgets_s)
        thigh = THIGH_ERROR_DEG * wandering(random, forgets_s)
        common = COMMON_ERROR_DEG * random.normal()
        for name, metric in measured(
            made_up(lumbar, off=wanders + common, thigh_off=thigh)
        ).items():
            true = truth[name].value
            if metric.value is not None and true is not None:
                off.setdefault(name, []).append((metric.value - true) / metric.error)
    for name, each in off.items():
        assert np.mean(np.abs(each) < 1.0) > 0.55, name
        assert np.mean(np.abs(each) < 2.0) > 0.9, name
        assert np.sqrt(np.mean(np.square(each))) > 0.4, name


def still_to_the_knees(seed: int) -> Measurement:
    """The drift of a back that keeps still up to the knees, seen with an error that wanders."""
    lumbar = LUMBAR_DEG * (1.0 - eased(KNEE_PASS_S, LOCKOUT_S))
    off = CHANGE_ERROR_DEG / np.sqrt(2.0) * wandering(np.random.default_rng(seed), 0.3)
    return measured(made_up(lumbar, off=off))["lumbar_drift"]


def test_the_drift_of_a_back_that_keeps_still_is_too_large():
    drifts = [still_to_the_knees(seed) for seed in range(200)]
    relative = np.array([drift.value / CHANGE_ERROR_DEG for drift in drifts])
    assert relative.mean() == pytest.approx(0.6, abs=0.1)
    assert np.mean(np.abs(relative) < 1.0) == pytest.approx(0.72, abs=0.06)
    # Such an error, which is another one within the pull, is worse than what was met in clips.
    assert {drift.error for drift in drifts} == {DRIFT_PART * CHANGE_ERROR_DEG}


def test_a_back_that_gives_way_has_a_drift_and_unfolds_late():
    gives_way = 15.0 * (eased(LIFT_OFF_S, 1.5) - eased(1.9, LOCKOUT_S))
    lumbar = LUMBAR_DEG * (1.0 - eased(1.9, LOCKOUT_S)) + gives_way
    metrics = measured(made_up(lumbar))
    assert metrics["lumbar_drift"].value == pytest.approx(15.0, abs=0.5)
    assert metrics["lumbar_flexion_peak"].value == pytest.approx(45.0, abs=0.5)
    assert metrics["lumbar_lag"].value > 0.3
    assert metrics["lumbar_early"].value < 0.0
    assert metrics["lumbar_share_first_pull"].value < 0.0
    assert metrics["lumbar_share"].value == pytest.approx(SHARE, abs=0.1)


def test_a_later_rep_is_compared_with_the_first():
    seen = made_up()
    first = replace(REP, start_s=0.0, lift_off_s=0.3, knee_pass_s=0.5, lockout_s=0.8)
    rounder = made_up(LUMBAR_DEG + 9.0 * eased(0.85, 0.95) - 39.0 * UPRIGHT)
    assert measured(seen)["lumbar_change"].reason == FIRST_REP
    change = measured(rounder, REP, first)["lumbar_change"]
    assert change.value == pytest.approx(9.0, abs=0.5)
    assert change.error == CHANGE_ERROR_DEG


def test_the_peak_in_percent_needs_a_toe_touch():
    assert measured(made_up())["lumbar_peak_percent"].reason == NO_TOE_TOUCH

    def with_most(most):
        return measured(made_up(back=replace(BACK, most_flexion=most)))["lumbar_peak_percent"]

    percent = with_most(Measurement(60.0, 6.0, "deg"))
    assert percent.value == pytest.approx(50.0)
    assert percent.error == pytest.approx(100.0 / 60.0 * np.hypot(np.sqrt(44.0), 3.0))
    assert with_most(Measurement.not_measured("deg", "too dark")).reason == "too dark"
    assert with_most(Measurement(5.0, 6.0, "deg")).value is None


def test_a_trunk_that_hardly_turns_has_no_share():
    # Only the knees extend: the thorax turns by 9.5 degrees.
    metrics = measured(made_up(7.5 * (1.0 - UPRIGHT), (THIGH_DEG + 2.0) * (1.0 - UPRIGHT)))
    for name in ("lumbar_share", "lumbar_share_first_pull", "lumbar_share_of_trunk"):
        assert metrics[name].reason == LITTLE_TURN
    assert metrics["lumbar_lag"].reason == metrics["lumbar_early"].reason == LITTLE_UNFOLDING
    stiff = measured(made_up(hip=0.05 * HIP_DEG * (1.0 - UPRIGHT)))
    assert stiff["lumbar_lag"].reason == LITTLE_EXTENSION


def test_a_back_that_was_not_measured_says_why_everywhere():
    loose = "the shirt hides the back"
    metrics = measured(made_up(back=Back.not_measured(loose)))
    assert {metric.reason for metric in metrics.values()} == {loose}
    unsure = measured(made_up(back=Back("outline")))
    assert unsure["lumbar_share"].reason == unsure["lumbar_drift"].reason == NO_ERROR
    assert unsure["lumbar_flexion_peak"].value is not None
    seen = made_up()
    nowhere = np.full(len(TIMES), np.nan)
    no_hip = measured(replace(seen, errors={**seen.errors, "hip_flexion": nowhere}))
    for name in ("hip_contribution", "lumbar_share", "lumbar_lag", "hip_flexion_at_lift_off"):
        assert no_hip[name].reason == NO_ERROR
    assert no_hip["lumbar_contribution"].value is not None


def test_a_hidden_moment_costs_only_what_needs_it():
    metrics = measured(hidden(made_up(), "lumbar_flexion", LOCKOUT_S - 0.2, 4.5))
    for name in ("lumbar_flexion_at_lockout", "lumbar_share", "lumbar_contribution", "lumbar_lag"):
        assert metrics[name].reason == HIDDEN_THEN
    # Behind the plate above the knees no peak is hidden.
    assert metrics["lumbar_flexion_peak"].value == pytest.approx(LUMBAR_DEG)
    assert metrics["lumbar_share_first_pull"].value == pytest.approx(SHARE)
    assert metrics["lumbar_drift"].value is not None
    gone = measured(hidden(made_up(), "lumbar_flexion", 1.25, 1.8))
    for name in ("lumbar_flexion_peak", "lumbar_drift", "lumbar_lag"):
        assert gone[name].reason == HIDDEN_IN_PART
    assert gone["lumbar_share"].value == pytest.approx(SHARE)
    blink = measured(hidden(made_up(), "lumbar_flexion", 1.3, 1.6))
    assert blink["lumbar_drift"].value is not None
    thigh = measured(hidden(made_up(), "hip_flexion", 0.0, 4.5))
    assert thigh["lumbar_share"].reason == HIDDEN_THEN
    assert thigh["lumbar_share_of_trunk"].value is not None


def test_a_column_that_is_empty_in_part_gives_its_own_reason():
    seen = replace(hidden(made_up(), "lumbar_flexion", 1.25, 1.8), reasons={"lumbar_flexion": "x"})
    assert measured(seen)["lumbar_drift"].reason == "x"


def test_a_bar_that_turns_at_once_has_no_set_up():
    turned = replace(REP, start_s=LIFT_OFF_S - 0.05)
    metrics = measured(made_up(), turned)
    assert metrics["lumbar_flexion_at_set_up"].reason == NO_SET_UP
    assert metrics["lumbar_drift"].reason == NO_SET_UP
    assert metrics["lumbar_flexion_peak"].value == pytest.approx(LUMBAR_DEG, abs=0.5)


@pytest.mark.parametrize("event", ["lift_off_s", "knee_pass_s", "lockout_s"])
def test_an_event_that_was_not_seen_takes_its_metrics_along(event):
    metrics = measured(made_up(), replace(REP, **{event: None}))
    assert metrics[f"lumbar_flexion_at_{event[:-2]}"].reason == NOT_IN_CLIP
    missing = {name for name, metric in metrics.items() if metric.reason == NOT_IN_CLIP}
    assert "lumbar_early" in missing
    assert ("lumbar_share" in missing) == (event != "knee_pass_s")
    assert ("lumbar_drift" in missing) == (event != "lockout_s")


def test_hip_and_spine_are_taken_from_the_near_side_of_the_shot():
    frames = 90
    table = {name: np.full(frames, float(place)) for place, name in enumerate(UNITS)}
    motion = Motion(
        times=np.arange(frames) / 30.0,
        landmarks=np.full((frames, 33, 2), np.nan),
        columns=table,
        errors=table,
        not_measured={"hip_flexion_r": "out of the picture"},
        shots=(Shot(0, 40), Shot(40, frames)),
        views=(View("side", 90.0, 3.0), View("side", -90.0, 3.0)),
        scales=(),
        feet=(),
    )
    first, second = (seen_split(motion, number) for number in (0, 1))
    assert (first.columns["hip_flexion"] == list(UNITS).index("hip_flexion_r")).all()
    assert (second.columns["hip_flexion"] == list(UNITS).index("hip_flexion_l")).all()
    assert first.reasons == {"hip_flexion": "out of the picture"}
    assert (len(first.times), len(second.times)) == (40, 50)
    assert first.back.reason == NOT_LOOKED_AT
    dark = replace(motion, not_measured={"lumbar_flexion": "too dark"})
    assert seen_split(dark, 0).back.reason == "too dark"
    assert seen_split(replace(motion, backs=(BACK, BACK)), 1).back is BACK

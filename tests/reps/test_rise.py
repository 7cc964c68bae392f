"""Trunk and hips at the start of the pull: made-up courses whose rise is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.reps.at_event import HIDDEN_THEN, NOT_IN_CLIP
from liftvision.reps.rep import Rep
from liftvision.reps.rise import (
    BAR_RISE_M,
    HEELS_UNTOLD,
    LITTLE_RISE,
    RISE_UNITS,
    measure_rise,
    setup_lean,
)

TIMES = np.arange(0.0, 4.0, 1.0 / 30.0)
REP = Rep(1, True, 0.5, 1.5, 2.5, 3.3, None)
"""Lift-off at 1.5 s, the knees at 2.5 s."""


def ramp(begin_s, end_s, change):
    """A change at an even rate between two moments."""
    return change * np.clip((TIMES - begin_s) / (end_s - begin_s), 0.0, 1.0)


def columns(lean=0.0, hips=0.0, shoulders=0.0):
    """A lifter whose bar rises by 0.3 m up to the knees, bent by 60 degrees in the set-up."""
    flat = np.zeros_like(TIMES)
    return {
        "trunk_lean": 60.0 + flat + lean,
        "hip_height": 0.6 + flat + hips,
        "shoulder_height": 0.8 + flat + shoulders,
        "bar_y": 0.2 + ramp(1.5, 2.5, 0.3),
    }


def test_it_measures_everything_it_names():
    assert list(measure_rise(TIMES, columns(), REP)) == list(RISE_UNITS)


@given(st.floats(0.0, 30.0))
def test_the_trunk_tips_by_what_it_leans_further(degrees):
    pitch = measure_rise(TIMES, columns(lean=ramp(1.5, 2.0, degrees)), REP)["trunk_pitch"]
    assert pitch.value == pytest.approx(degrees, abs=1e-6)


def test_tipping_before_lift_off_counts_and_settling_at_the_bar_does_not():
    before = measure_rise(TIMES, columns(lean=ramp(1.0, 1.5, 9.0)), REP)
    assert before["trunk_pitch"].value == pytest.approx(9.0)
    # Hips that sink before the pull bring the trunk up first.
    settling = measure_rise(TIMES, columns(lean=20.0 - ramp(0.5, 1.2, 20.0)), REP)
    assert settling["trunk_pitch"].value == pytest.approx(0.0)


def test_a_spike_is_no_tip():
    spike = np.where(np.arange(len(TIMES)) == 55, 30.0, 0.0)
    assert measure_rise(TIMES, columns(lean=spike), REP)["trunk_pitch"].value == pytest.approx(0.0)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.5])
def test_hips_over_shoulders_up_to_twelve_centimetres(ratio):
    # After the bar has risen by that much the hips stop: it must not count.
    until = 1.5 + BAR_RISE_M / 0.3
    rising = {"hips": ramp(1.5, until, 0.1 * ratio), "shoulders": ramp(1.5, until, 0.1)}
    measured = measure_rise(TIMES, columns(**rising), REP)["hip_shoulder_rise"]
    assert measured.value == pytest.approx(ratio, rel=0.01)
    assert measured.error == pytest.approx(0.015 * np.hypot(1.0, ratio) / 0.1, rel=0.02)


def test_no_ratio_where_the_shoulders_hardly_rise():
    measured = measure_rise(TIMES, columns(hips=ramp(1.5, 2.0, 0.1)), REP)["hip_shoulder_rise"]
    assert measured.reason == LITTLE_RISE


def test_hips_that_rise_while_the_bar_lies():
    measured = measure_rise(TIMES, columns(hips=ramp(0.9, 1.4, 0.08)), REP)
    assert measured["hip_rise_before_lift_off"].value == pytest.approx(0.08, abs=0.005)
    # What happens more than a second before is not of the pull.
    long_before = measure_rise(TIMES, columns(hips=ramp(0.0, 0.4, 0.08)), REP)
    assert long_before["hip_rise_before_lift_off"].value == pytest.approx(0.0)


def test_a_bar_that_turns_at_once_has_no_set_up_to_rise_from():
    bouncing = replace(REP, start_s=1.5)
    measured = measure_rise(TIMES, columns(lean=ramp(1.0, 1.5, 9.0)), bouncing)
    assert measured["trunk_pitch"].value == pytest.approx(0.0)
    assert setup_lean(TIMES, columns(lean=ramp(1.0, 1.5, 9.0))["trunk_lean"], bouncing) == (
        pytest.approx(69.0)
    )


def test_what_was_not_seen_has_its_reason():
    hidden = {name: np.full_like(TIMES, np.nan) for name in columns()}
    measured = measure_rise(TIMES, hidden, REP, {"trunk_lean": "filmed from the front"})
    assert measured["trunk_pitch"].reason == "filmed from the front"
    assert measured["hip_shoulder_rise"].reason == HIDDEN_THEN
    assert measure_rise(TIMES, columns(), REP)["heel_rise"].reason == HEELS_UNTOLD
    for rep in (replace(REP, lift_off_s=None), replace(REP, down_first=True)):
        assert measure_rise(TIMES, columns(), rep)["trunk_pitch"].reason == NOT_IN_CLIP

"""The top of a rep: made-up courses whose lean and bend are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.reps.at_event import HIDDEN_THEN, NOT_IN_CLIP
from liftvision.reps.rep import Rep
from liftvision.reps.top import TOP_UNITS, UPRIGHT_LEAN_DEG, measure_top, top_window

TIMES = np.arange(0.0, 4.0, 1.0 / 30.0)
REP = Rep(1, True, 0.0, 0.5, 1.2, 2.0, 3.8, lowering_s=3.0)


def columns(lean=0.0, knee=0.0, hip=0.0):
    flat = np.zeros_like(TIMES)
    return {
        "trunk_lean": flat + lean,
        "knee_flexion_l": flat + knee,
        "hip_flexion_l": flat + hip,
    }


def test_it_measures_everything_it_names():
    assert list(measure_top(TIMES, columns(), REP, "l")) == list(TOP_UNITS)


def test_a_lean_back_is_what_goes_past_the_vertical():
    leaning = np.where((TIMES > 2.3) & (TIMES < 2.8), -12.0 - UPRIGHT_LEAN_DEG, 0.0)
    measured = measure_top(TIMES, columns(lean=leaning), REP, "l")["lean_back"]
    assert measured.value == pytest.approx(12.0)
    # An upright trunk, which is measured a little too far back, leans not at all.
    upright = measure_top(TIMES, columns(lean=-UPRIGHT_LEAN_DEG), REP, "l")["lean_back"]
    assert upright.value == pytest.approx(0.0)


def test_only_the_top_counts():
    going_down = np.where(TIMES > 3.2, -40.0, 0.0)
    measured = measure_top(TIMES, columns(lean=going_down), REP, "l")["lean_back"]
    assert measured.value == pytest.approx(-UPRIGHT_LEAN_DEG)


def test_what_bend_is_left_is_the_least_of_the_hold():
    straightening = np.interp(TIMES, [2.0, 2.5, 3.0], [25.0, 14.0, 20.0])
    measured = measure_top(TIMES, columns(knee=straightening, hip=8.0), REP, "l")
    assert measured["knee_flexion_left"].value == pytest.approx(14.0, abs=1.0)
    assert measured["hip_flexion_left"].value == pytest.approx(8.0)


def test_a_clip_that_does_not_show_the_lowering_shows_a_second_of_the_top():
    assert top_window(replace(REP, lowering_s=None)) == pytest.approx((1.9, 3.0))


def test_what_was_not_seen_has_its_reason():
    behind = {**columns(), "knee_flexion_l": np.full_like(TIMES, np.nan)}
    measured = measure_top(TIMES, behind, REP, "l", {"knee_flexion_l": "behind the plates"})
    assert measured["knee_flexion_left"].reason == "behind the plates"
    assert measure_top(TIMES, behind, REP, "l")["knee_flexion_left"].reason == HIDDEN_THEN
    unseen = measure_top(TIMES, columns(), replace(REP, lockout_s=None), "l")
    assert unseen["lean_back"].reason == NOT_IN_CLIP

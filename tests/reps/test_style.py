"""The style of a deadlift: what tells it, how sure it is, and what is left unknown."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.pose.view import View
from liftvision.reps.rep import SURE_STYLE
from liftvision.reps.style import KNOWN, RELIABLE, style_probabilities, tell_style
from liftvision.reps.style_cues import StyleCues

NAN = float("nan")
FRONT = View("front", 4.0, 3.0)
OBLIQUE = View("front-oblique", -45.0, 6.0)
REAR = View("rear", 178.0, 3.0)
SIDE = View("side", 88.0, 4.0)

CONVENTIONAL = StyleCues(np.log(32 / 55), np.log(32 / 55), 28.0, 0.5, 0.3, 0.4)
SUMO = StyleCues(np.log(70 / 47), np.log(70 / 47), 70.0, 0.4, 0.5, 0.35)
ROMANIAN = replace(CONVENTIONAL, thigh_upright=0.85, trunk_upright=0.24)
"""As Escamilla et al. 2000 have the first two; the third has nearly straight legs."""

cues = st.builds(
    StyleCues,
    stance_over_grip=st.floats(-2.0, 2.0),
    stance_over_grip_3d=st.floats(-2.0, 2.0),
    toes_out=st.floats(-40.0, 120.0),
    thigh_upright=st.floats(-0.2, 1.0),
    trunk_upright=st.floats(-0.2, 1.0),
    grip=st.floats(0.3, 0.6),
)
yaws = st.floats(-180.0, 180.0)


def told(seen, view, followed=True):
    return tell_style(seen, view, followed)


@pytest.mark.parametrize("view", [FRONT, OBLIQUE, REAR])
@pytest.mark.parametrize(("seen", "name"), [(CONVENTIONAL, "conventional"), (SUMO, "sumo")])
def test_stance_and_grip_tell_the_style_where_they_are_seen(seen, name, view):
    style = told(seen, view)
    assert style.name == name
    assert style.confidence >= KNOWN
    assert style.reason is None


@pytest.mark.parametrize("seen", [CONVENTIONAL, SUMO])
def test_what_is_seen_from_the_front_is_sure(seen):
    assert told(seen, FRONT).confidence >= SURE_STYLE


def test_straight_legs_at_the_lowest_point_are_a_romanian_deadlift():
    assert told(ROMANIAN, FRONT).name == "romanian"
    assert told(replace(ROMANIAN, thigh_upright=0.93), SIDE).name == "romanian"


def test_from_the_side_nothing_is_sure():
    style = told(CONVENTIONAL, SIDE)
    assert style.name == "conventional"
    assert KNOWN <= style.confidence < SURE_STYLE
    upright = told(replace(CONVENTIONAL, trunk_upright=0.45), SIDE)
    assert (upright.name, upright.confidence) == ("unknown", None)
    assert "hidden from the side" in upright.reason


def test_from_the_side_hands_without_a_bar_hold_what_is_not_known():
    style = told(CONVENTIONAL, SIDE, followed=False)
    assert style.name == "unknown"
    assert "no bar was followed" in style.reason


def test_a_kettlebell_has_no_grip_that_tells_a_style():
    style = told(replace(SUMO, grip=0.1), FRONT)
    assert style.name == "unknown"
    assert "too close together" in style.reason


def test_landmarks_that_contradict_each_other_tell_nothing():
    style = told(replace(CONVENTIONAL, stance_over_grip=-1.8), OBLIQUE)
    assert style.name == "unknown"
    assert "not seen well enough" in style.reason


def test_a_stance_between_the_two_is_unknown():
    semi_sumo = replace(CONVENTIONAL, stance_over_grip=0.0, stance_over_grip_3d=0.0, toes_out=45.0)
    assert told(semi_sumo, FRONT).name == "unknown"


def test_without_a_view_or_a_lowest_point_there_is_a_reason():
    assert told(CONVENTIONAL, View("unknown", None, None)).reason
    assert "lowest point" in told(None, FRONT).reason


def test_what_was_not_seen_says_nothing():
    nothing = StyleCues(NAN, NAN, NAN, NAN, NAN, NAN)
    usual = {"conventional": 0.6, "sumo": 0.2, "romanian": 0.2}
    assert style_probabilities(nothing, 0.0) == pytest.approx(usual)
    assert told(nothing, FRONT).name == "unknown"


@given(cues, yaws)
def test_they_are_probabilities_and_never_surer_than_the_landmarks(seen, yaw_deg):
    probabilities = style_probabilities(seen, yaw_deg)
    assert sum(probabilities.values()) == pytest.approx(1.0)
    limit = max(RELIABLE.values())
    assert all(0.0 < each <= limit + 0.6 * (1.0 - limit) for each in probabilities.values())


@given(cues, yaws)
def test_left_and_right_are_alike(seen, yaw_deg):
    assert style_probabilities(seen, yaw_deg) == style_probabilities(seen, -yaw_deg)


@given(cues, st.floats(0.0, 0.5))
def test_a_wider_stance_is_never_less_sumo(seen, wider):
    narrow = replace(seen, stance_over_grip=-0.6, stance_over_grip_3d=-0.6)
    wide = replace(seen, stance_over_grip=-0.6 + wider, stance_over_grip_3d=-0.6 + wider)
    before, after = (style_probabilities(each, 0.0)["sumo"] for each in (narrow, wide))
    assert after >= before - 1e-12

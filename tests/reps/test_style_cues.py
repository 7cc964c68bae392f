"""What tells styles apart, on a stick lifter whose stance, grip, toes and thighs are known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.wrists import wrist_midpoint
from liftvision.reps.lift import MIN_RISE
from liftvision.reps.posture import posture_of
from liftvision.reps.pulls import find_pulls
from liftvision.reps.style_cues import NEVER_DOWN_S, style_cues
from tests.stick_lifter import (
    HALF_WIDTH_M,
    SET_UP,
    StickDeadlift,
    deadlift,
    set_on_the_floor,
)

STANCE_OVER_GRIP = np.log(HALF_WIDTH_M["ankle"] / HALF_WIDTH_M["wrist"])
TOES_OUT = 2.0 * np.degrees(
    np.arctan2(HALF_WIDTH_M["foot_index"] - HALF_WIDTH_M["heel"], 0.17 + 0.05)
)


def cues_of(lift: StickDeadlift, scale: float = 1.0, shift: float = 0.0):
    landmarks = scale * lift.pose.xy + shift
    posture = posture_of(landmarks, wrist_midpoint(landmarks))
    times = lift.clip.times
    pulls = find_pulls(times, posture.hand_height, MIN_RISE)
    return style_cues(times, landmarks, lift.pose.world, posture, pulls)


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
def test_stance_grip_and_toes_are_those_of_the_lifter(yaw_deg):
    cues = cues_of(set_on_the_floor(2, yaw_deg=yaw_deg))
    assert cues.stance_over_grip == pytest.approx(STANCE_OVER_GRIP, abs=0.01)
    assert cues.stance_over_grip_3d == pytest.approx(STANCE_OVER_GRIP, abs=0.01)
    assert cues.toes_out == pytest.approx(TOES_OUT, abs=0.5)


@pytest.mark.parametrize("yaw_deg", [40.0, -40.0, 90.0, 140.0])
def test_seen_from_above_they_do_not_depend_on_the_view(yaw_deg):
    cues = cues_of(set_on_the_floor(1, yaw_deg=yaw_deg))
    assert cues.stance_over_grip_3d == pytest.approx(STANCE_OVER_GRIP, abs=0.01)
    assert cues.toes_out == pytest.approx(TOES_OUT, abs=0.5)


def test_thigh_and_trunk_are_those_of_the_set_up():
    shank_lean, knee_flexion, trunk_lean = SET_UP
    cues = cues_of(set_on_the_floor(2))
    thigh = np.cos(np.radians(knee_flexion - shank_lean))
    # The hands are seen to rise when they have come up by 5 %.
    assert thigh - 0.01 < cues.thigh_upright < thigh + 0.08
    trunk = np.cos(np.radians(trunk_lean))
    assert trunk - 0.01 < cues.trunk_upright < trunk + 0.08


@given(st.floats(0.3, 4.0), st.floats(-500.0, 500.0))
def test_the_picture_may_have_any_size(scale, shift):
    lift = set_on_the_floor(1, yaw_deg=20.0)
    one, other = cues_of(lift), cues_of(lift, scale, shift)
    assert other.stance_over_grip == pytest.approx(one.stance_over_grip, abs=1e-6)
    assert other.thigh_upright == pytest.approx(one.thigh_upright, abs=1e-6)
    assert other.grip == pytest.approx(one.grip, abs=1e-6)


def test_a_record_that_begins_on_the_way_up_has_no_lowest_point():
    lift = deadlift(1)
    first = int(np.searchsorted(lift.clip.times, lift.reps[0].lift_off_s + 0.4))
    last = int(np.searchsorted(lift.clip.times, lift.reps[0].lowering_s))
    times, landmarks = lift.clip.times[first:last], lift.pose.xy[first:last]
    posture = posture_of(landmarks, wrist_midpoint(landmarks))
    pulls = find_pulls(times, posture.hand_height, 0.1)
    assert len(pulls) == 1
    assert style_cues(times, landmarks, lift.pose.world[first:last], posture, pulls) is None
    late = replace(pulls[0], lift_off=int(np.searchsorted(times, times[0] + NEVER_DOWN_S)) + 1)
    assert style_cues(times, landmarks, lift.pose.world[first:last], posture, [late]) is not None

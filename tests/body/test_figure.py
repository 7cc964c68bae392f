"""The figure against geometry by hand: lengths, leans, mirrors, and feet that tip."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.arrays import FloatArray
from liftvision.body.figure import ELBOW_ALONG, POINTS, figure, shank_lean, thigh_lean
from liftvision.body.proportions import (
    ANKLE_HEIGHT_M,
    ANKLE_MARK_M,
    BALL_M,
    HEEL_M,
    HIP_HALF_WIDTH,
    HIP_MARK_M,
    KNEE_MARK_M,
    SHOULDER_HALF_WIDTH,
    STATURE_M,
    TOE_M,
)
from liftvision.body.unknowns import FRAME_UNKNOWNS, InFrame, InShot
from tests.body.made_up_lifter import usual_shot

UPRIGHT = np.zeros((1, FRAME_UNKNOWNS))

leans = st.floats(-30.0, 45.0)
knees = st.floats(5.0, 110.0)
stances = st.floats(0.08, 0.4)
turns = st.floats(0.0, 45.0)


def posture(**degrees: float) -> FloatArray:
    frames = UPRIGHT.copy()
    for name, value in degrees.items():
        frames[0, InFrame[name.upper()]] = np.radians(value)
    return frames


def standing_shot(stance_m: float | None = None, toe_out_deg: float = 0.0) -> FloatArray:
    """Usual lengths, the feet under the hips."""
    shot = usual_shot(90.0)
    shot[InShot.STANCE] = HIP_HALF_WIDTH * STATURE_M if stance_m is None else stance_m
    shot[InShot.TOE_OUT] = np.radians(toe_out_deg)
    return shot


def of(joints: FloatArray, name: str, side: int = 0) -> FloatArray:
    return np.asarray(joints[0, POINTS.index(name), side])


def length(shot: FloatArray, name: str) -> float:
    return float(np.exp(shot[InShot[f"LOG_{name.upper()}"]]))


def test_somebody_who_stands_upright_is_as_high_as_his_lengths():
    shot = standing_shot()
    body = figure(UPRIGHT, shot)
    shank, thigh, trunk = (length(shot, name) for name in ("shank", "thigh", "trunk"))
    half = HIP_HALF_WIDTH * STATURE_M
    knee = ANKLE_HEIGHT_M + shank
    hip = knee + thigh + HIP_MARK_M[1]
    shoulder = hip + trunk
    expected = {
        "ankle": (0.0, ANKLE_HEIGHT_M + ANKLE_MARK_M, half),
        "heel": (HEEL_M[0], ANKLE_HEIGHT_M + HEEL_M[1], half),
        "foot_index": (TOE_M[0], ANKLE_HEIGHT_M + TOE_M[1], half),
        "knee": (0.0, knee + KNEE_MARK_M, half),
        "hip": (HIP_MARK_M[0], hip, half),
        "shoulder": (HIP_MARK_M[0], shoulder, SHOULDER_HALF_WIDTH * STATURE_M),
    }
    for name, place in expected.items():
        assert of(body.joints, name) == pytest.approx(place), name
    arm = length(shot, "arm")
    assert of(body.joints, "wrist")[:2] == pytest.approx((HIP_MARK_M[0], shoulder - arm))
    assert of(body.joints, "elbow")[1] == pytest.approx(shoulder - ELBOW_ALONG * arm)
    hand = shot[InShot.HAND]
    assert body.bar[0] == pytest.approx((HIP_MARK_M[0], shoulder - arm - hand, 0.0))


@given(lean=leans, knee=knees, stance=stances, out=turns)
def test_a_bent_leg_keeps_its_lengths_however_the_feet_stand(
    lean: float, knee: float, stance: float, out: float
):
    """From ankle to hip by vectors: the marks tell where shank and thigh point in space."""
    shot = standing_shot(stance, out)
    joints = figure(posture(leg_lean=lean, knee=knee), shot).joints
    ankle = np.array([0.0, ANKLE_HEIGHT_M, stance])
    up_the_shank = (of(joints, "ankle") - ankle) / ANKLE_MARK_M
    knee_joint = ankle + length(shot, "shank") * up_the_shank
    up_the_thigh = (of(joints, "knee") - knee_joint) / KNEE_MARK_M
    hip_joint = knee_joint + length(shot, "thigh") * up_the_thigh
    assert np.linalg.norm(up_the_shank) == pytest.approx(1.0)
    assert np.linalg.norm(up_the_thigh) == pytest.approx(1.0)
    assert np.degrees(np.arccos(up_the_shank @ up_the_thigh)) == pytest.approx(knee, abs=1e-4)
    mark = of(joints, "hip") - hip_joint
    assert np.linalg.norm(mark) == pytest.approx(np.hypot(*HIP_MARK_M))
    assert hip_joint[2] == pytest.approx(HIP_HALF_WIDTH * STATURE_M)


@given(knee=knees, stance=stances, out=turns)
def test_a_knee_goes_out_over_the_toes(knee: float, stance: float, out: float):
    """The knee bends in the plane of the leg's line and the direction of the toes."""
    shot = standing_shot(stance, out)
    joints = figure(posture(knee=knee), shot).joints
    ankle = np.array([0.0, ANKLE_HEIGHT_M, stance])
    shank = (of(joints, "ankle") - ankle) / ANKLE_MARK_M
    knee_joint = ankle + length(shot, "shank") * shank
    thigh = (of(joints, "knee") - knee_joint) / KNEE_MARK_M
    toes = np.array([np.cos(np.radians(out)), 0.0, np.sin(np.radians(out))])
    assert toes @ np.cross(shank, thigh) == pytest.approx(0.0, abs=1e-9)
    assert toes @ (shank - thigh) > 0.0


@given(lean=leans, knee=knees, trunk=leans, stance=stances, out=turns)
def test_left_is_right_in_a_mirror(
    lean: float, knee: float, trunk: float, stance: float, out: float
):
    frames = posture(leg_lean=lean, knee=knee, trunk_lean=trunk, arm_lean=5.0, heel_lift=3.0)
    joints = figure(frames, standing_shot(stance, out)).joints
    assert joints[:, :, 1] == pytest.approx(joints[:, :, 0] * np.array([1.0, 1.0, -1.0]))


def test_a_foot_that_stands_ahead_takes_its_knee_half_the_way():
    shot = standing_shot()
    level = figure(UPRIGHT, shot).joints
    shot[InShot.STAGGER] = 0.04
    ahead = (figure(UPRIGHT, shot).joints - level)[0, ..., 0]
    for name, by in (("foot_index", 0.04), ("ankle", 0.04), ("knee", 0.02), ("hip", 0.0)):
        left, right = ahead[POINTS.index(name)]
        assert left - right == pytest.approx(by), name
        assert left + right == pytest.approx(0.0), name


def test_a_rising_heel_turns_the_foot_around_its_ball():
    shot = standing_shot()
    lift = 20.0
    flat, tipped = figure(UPRIGHT, shot).joints, figure(posture(heel_lift=lift), shot).joints
    assert of(tipped, "heel")[1] - of(flat, "heel")[1] == pytest.approx(
        (BALL_M - HEEL_M[0]) * np.sin(np.radians(lift)), abs=0.005
    )
    ball = np.array([BALL_M, ANKLE_HEIGHT_M])
    for name in ("heel", "foot_index"):
        before, after = (of(joints, name)[:2] - ball for joints in (flat, tipped))
        assert np.linalg.norm(after) == pytest.approx(np.linalg.norm(before))


@given(shank=st.floats(-10.0, 30.0), knee=knees, trunk=st.floats(-5.0, 80.0))
def test_leans_are_those_of_a_chain_in_the_plane(shank: float, knee: float, trunk: float):
    """Straight up from feet under the hips the marks can be placed in two dimensions by hand."""
    shot = standing_shot()
    lengths = length(shot, "shank"), length(shot, "thigh")
    thigh = shank - knee

    def along(lean: float) -> FloatArray:
        return np.array([np.sin(np.radians(lean)), np.cos(np.radians(lean))])

    leg = lengths[0] * along(shank) + lengths[1] * along(thigh)
    lean = np.degrees(np.arctan2(leg[0], leg[1]))
    joints = figure(posture(leg_lean=lean, knee=knee, trunk_lean=trunk), shot).joints
    ankle = np.array([0.0, ANKLE_HEIGHT_M])
    knee_mark = ankle + lengths[0] * along(shank) + KNEE_MARK_M * along(thigh)
    assert of(joints, "knee")[:2] == pytest.approx(knee_mark, abs=1e-9)
    up_shank = knee_mark - ankle - ANKLE_MARK_M * along(shank)
    assert shank_lean(joints)[0] == pytest.approx(np.full(2, np.arctan2(*up_shank)))
    up_thigh = of(joints, "hip")[:2] - knee_mark
    assert thigh_lean(joints)[0] == pytest.approx(np.full(2, np.arctan2(*up_thigh)))
    assert np.degrees(shank_lean(joints))[0, 0] == pytest.approx(shank, abs=1.5)
    assert np.degrees(thigh_lean(joints))[0, 0] == pytest.approx(thigh, abs=4.0)


def test_tries_at_once_are_tries_one_by_one():
    frames = np.stack([np.repeat(posture(knee=knee, trunk_lean=40.0), 3, 0) for knee in (10, 60)])
    shots = np.stack([standing_shot(0.12), standing_shot(0.3, 30.0)])
    together = figure(frames, shots)
    for at in range(2):
        alone = figure(frames[at], shots[at])
        assert together.joints[at] == pytest.approx(alone.joints)
        assert together.bar[at] == pytest.approx(alone.bar)

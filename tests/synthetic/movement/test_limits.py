"""Joint angles against poses whose angles are set, and what is called too far."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.synthetic.body.skeleton import posed
from liftvision.synthetic.movement.limits import (
    LIMITS_AT_THE_BAR,
    beyond_limits,
    joint_angles,
    within_limits,
)
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.solve import set_up, standing
from liftvision.synthetic.movement.turning import ACROSS, about
from tests.synthetic.movement.made_body import CONVENTIONAL, made_body

SKELETON = made_body().skeleton


def with_left_leg(thigh, shank, foot):
    turns = {"upperleg01.L": thigh, "lowerleg01.L": thigh - shank, "foot.L": thigh - shank + foot}
    rotations = {bone: about(-ACROSS, angle) for bone, angle in turns.items()}
    return posed(SKELETON, rotations, np.zeros(3))


@pytest.mark.parametrize(("thigh", "shank", "foot"), [(90, 60, 0), (30, 30, 20), (110, 120, 0)])
def test_turning_a_bone_turns_its_angle_by_as_much(thigh, shank, foot):
    rest, moved = (
        joint_angles(SKELETON, with_left_leg(*a)) for a in ((0, 0, 0), (thigh, shank, foot))
    )
    turned = {name: moved[name][0] - rest[name][0] for name in moved}
    assert turned["hip_flexion"] == pytest.approx(thigh, abs=0.5)
    assert turned["knee_flexion"] == pytest.approx(shank, abs=8.0)
    assert turned["ankle_dorsiflexion"] == pytest.approx(foot, abs=0.5)
    assert moved["hip_flexion"][1] == pytest.approx(rest["hip_flexion"][1])


def test_too_much_is_told_joint_by_joint():
    assert within_limits(SKELETON, with_left_leg(100, 100, 10))
    assert list(beyond_limits(SKELETON, with_left_leg(145, 100, 0))) == ["hip_flexion"]
    assert list(beyond_limits(SKELETON, with_left_leg(20, 20, 60))) == ["ankle_dorsiflexion"]


def test_arms_at_the_bar_must_be_nearly_straight():
    body = made_body()
    posture, _ = set_up(body, CONVENTIONAL, 0.225, 65.0, 30.0)
    assert within_limits(SKELETON, pose_of(SKELETON, posture), LIMITS_AT_THE_BAR)
    higher = replace(posture, hands=posture.hands + np.array([0.0, 0.15, 0.0]))
    assert list(beyond_limits(SKELETON, pose_of(SKELETON, higher), LIMITS_AT_THE_BAR)) == [
        "elbow_flexion"
    ]


def test_standing_is_near_zero_everywhere():
    body = made_body()
    angles = joint_angles(SKELETON, pose_of(SKELETON, standing(body, 0.24, 9.0)))
    assert np.abs(angles["knee_flexion"]).max() < 5.0
    assert np.abs(angles["hip_flexion"]).max() < 10.0
    assert np.abs(angles["ankle_dorsiflexion"]).max() < 10.0

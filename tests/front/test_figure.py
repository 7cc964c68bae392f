"""The figure: where its joints are for unknowns whose meaning is known, and where they are seen."""

import numpy as np
import pytest

from liftvision.body.proportions import ANKLE_HEIGHT_M, TOE_M
from liftvision.front.figure import FRONT_POINTS, SIGNS, front_figure, seen_in_front
from liftvision.front.unknowns import FRONT_FRAME_UNKNOWNS, InFrontFrame, InFrontShot
from tests.front.front_figure import PLANE_DEG, STANCE_M, front_lifter, mirrored, usual_front_shot

DISTANCE_M = 4.0


def shot_of(yaw_deg=0.0, stance_m=STANCE_M):
    return usual_front_shot(yaw_deg, stance_m, (PLANE_DEG, PLANE_DEG))


def joints_of(frames, shot):
    joints = front_figure(frames, shot).joints
    return {name: joints[..., at, :, :] for at, name in enumerate(FRONT_POINTS)}


def test_upright_legs_stand_over_their_ankles():
    shot = shot_of()
    joints = joints_of(np.zeros((1, FRONT_FRAME_UNKNOWNS)), shot)
    for name in ("knee", "ankle"):
        np.testing.assert_allclose(joints[name][0, :, 2], SIGNS * 0.5 * STANCE_M)
        np.testing.assert_allclose(joints[name][0, :, 0], 0.0, atol=1e-12)
    shank = np.exp(shot[InFrontShot.LOG_SHANK])
    assert joints["knee"][0, 0, 1] - ANKLE_HEIGHT_M == pytest.approx(shank, abs=0.01)


def test_a_shank_that_leans_carries_its_knee_and_not_its_ankle():
    frames = np.zeros((1, FRONT_FRAME_UNKNOWNS))
    shot = shot_of()
    before = joints_of(frames, shot)
    frames[0, InFrontFrame.SHANK_LEFT_L] = np.radians(-10.0)
    after = joints_of(frames, shot)
    shank = np.exp(shot[InFrontShot.LOG_SHANK])
    moved = after["knee"][0] - before["knee"][0]
    assert moved[0, 2] == pytest.approx(-shank * np.sin(np.radians(10.0)))
    np.testing.assert_allclose(moved[1], 0.0, atol=1e-12)
    assert np.abs(after["ankle"] - before["ankle"]).max() < 0.01


@pytest.mark.parametrize("side", [0, 1])
def test_toes_turn_outward_on_both_sides(side):
    shot = shot_of()
    shot[InFrontShot.TOE_OUT_L + side] = np.radians(30.0)
    toe = joints_of(np.zeros((1, FRONT_FRAME_UNKNOWNS)), shot)["foot_index"][0, side]
    outward = SIGNS[side] * toe[2] - 0.5 * STANCE_M
    assert outward == pytest.approx(TOE_M[0] * 0.5)
    assert toe[0] == pytest.approx(TOE_M[0] * np.sqrt(0.75))


def test_what_is_nearer_is_larger_by_the_pinhole_s_law():
    """Before a camera 4 m away, 0.5 m ahead is at 3.5 m."""
    shot = shot_of()
    shot[InFrontShot.LOG_DISTANCE], shot[InFrontShot.UP] = np.log(DISTANCE_M), 0.0
    points = np.array([[[0.0, 0.0, 0.3], [0.5, 0.0, 0.3]]])
    seen = seen_in_front(points, shot)[0]
    np.testing.assert_allclose(seen[0], [0.3, 0.0], atol=1e-12)
    np.testing.assert_allclose(seen[1], [0.3 * 4.0 / 3.5, 0.0], atol=1e-12)


def test_a_rear_view_has_the_lifter_s_left_on_its_left():
    points = np.array([[[0.0, 1.0, 0.3]]])
    front, rear = (seen_in_front(points, shot_of(yaw))[0, 0] for yaw in (0.0, 180.0))
    assert front[0] == pytest.approx(0.3)
    assert rear[0] == pytest.approx(-0.3)


def test_a_positive_yaw_turns_what_is_ahead_to_the_right():
    ahead = np.array([[[0.2, 1.0, 0.0]]])
    assert seen_in_front(ahead, shot_of(10.0))[0, 0, 0] > 0.03
    assert seen_in_front(ahead, shot_of(-10.0))[0, 0, 0] < -0.03


def test_a_camera_that_rolls_turns_the_picture_about_its_middle():
    points = np.array([[[0.0, 1.0, 0.3], [0.1, 0.4, -0.2]]])
    level, rolled = shot_of(), shot_of()
    rolled[InFrontShot.ROLL] = np.radians(5.0)
    right, up = np.moveaxis(seen_in_front(points, level), -1, 0)
    turned = np.exp(1j * np.radians(5.0)) * (right + 1j * up)
    seen = seen_in_front(points, rolled)
    np.testing.assert_allclose(seen[..., 0] + 1j * seen[..., 1], turned)


def test_batches_are_figures_side_by_side():
    lifter = front_lifter()
    other = lifter.shot.copy()
    other[InFrontShot.STANCE] += 0.1
    shots = np.stack([lifter.shot, other])
    both = front_figure(np.stack([lifter.frames] * 2), shots)
    for at, shot in enumerate(shots):
        alone = front_figure(lifter.frames, shot)
        np.testing.assert_allclose(both.joints[at], alone.joints)
        np.testing.assert_allclose(both.apart[at], alone.apart)
        np.testing.assert_allclose(
            seen_in_front(both.joints, shots)[at], seen_in_front(alone.joints, shot)
        )


def test_the_mirrored_lifter_s_unknowns_give_the_mirrored_joints():
    lifter = front_lifter(12.0, plane_deg=(10.0, 30.0), pelvis_m=0.03)
    mirror = mirrored(lifter)
    for name, places in lifter.joints.items():
        np.testing.assert_allclose(
            mirror.joints[name], places[:, ::-1] * [1.0, 1.0, -1.0], atol=1e-12
        )

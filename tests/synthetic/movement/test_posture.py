"""Poses against the skeleton's own lengths, the floor, the bar and the mirror."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.grip import SHAFT_RADIUS_M, hands_of
from liftvision.synthetic.movement.limbs import SIDES, limbs_of, tipped_ankles
from liftvision.synthetic.movement.posture import pose_of
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
SKELETON = BODY.skeleton
LIMBS = limbs_of(SKELETON)
LEFT_TO_RIGHT = [1, 0]


def bent(**changes) -> Coordinates:
    """Give a posture near a set-up."""
    posture = Coordinates(
        pelvis=np.array([0.0, 0.72, -0.28]),
        pelvis_pitch=45.0,
        pelvis_roll=0.0,
        pelvis_yaw=0.0,
        lumbar=25.0,
        thoracic=5.0,
        head=25.0,
        ankles=np.array([[0.16, 0.07, 0.0], [-0.16, 0.07, 0.0]]),
        foot_yaw=np.full(2, 14.0),
        foot_pitch=np.zeros(2),
        knees_out=np.zeros(2),
        hands=np.array([[0.27, 0.33, 0.08], [-0.27, 0.33, 0.08]]),
        grip=np.ones(2),
    )
    return replace(posture, **changes)


def mirrored(posture: Coordinates) -> Coordinates:
    """Give the posture seen in a mirror between left and right."""
    over = np.array([-1.0, 1.0, 1.0])
    pairs = ("foot_yaw", "foot_pitch", "knees_out", "grip")
    return replace(
        posture,
        pelvis=posture.pelvis * over,
        pelvis_roll=-posture.pelvis_roll,
        pelvis_yaw=-posture.pelvis_yaw,
        ankles=posture.ankles[LEFT_TO_RIGHT] * over,
        hands=posture.hands[LEFT_TO_RIGHT] * over,
        **{pair: getattr(posture, pair)[LEFT_TO_RIGHT] for pair in pairs},
    )


def heads(pose, bone):
    return np.stack([pose.heads[SKELETON.index(f"{bone}.{side}")] for side in SIDES])


pairs = st.tuples(st.floats(-25, 25), st.floats(-25, 25)).map(np.array)
postures = st.builds(
    bent,
    pelvis=st.tuples(st.floats(-0.06, 0.06), st.floats(0.55, 0.8), st.floats(-0.35, -0.1)).map(
        np.array
    ),
    pelvis_pitch=st.floats(-10, 80),
    pelvis_roll=st.floats(-8, 8),
    pelvis_yaw=st.floats(-8, 8),
    lumbar=st.floats(-10, 75),
    thoracic=st.floats(0, 40),
    head=st.floats(-20, 60),
    knees_out=pairs,
    grip=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(np.array),
)


@settings(deadline=None, max_examples=60)
@given(postures)
def test_limbs_keep_their_lengths_and_ankles_their_places(posture):
    pose = pose_of(SKELETON, posture)
    hips, knees, ankles = (heads(pose, b) for b in ("upperleg01", "lowerleg01", "foot"))
    shoulders, elbows, wrists = (heads(pose, b) for b in ("upperarm01", "lowerarm01", "wrist"))
    for start, end, length in (
        (hips, knees, LIMBS.thigh),
        (knees, ankles, LIMBS.shank),
        (shoulders, elbows, LIMBS.upper_arm),
        (elbows, wrists, LIMBS.forearm),
    ):
        np.testing.assert_allclose(np.linalg.norm(end - start, axis=1), length, atol=1e-9)
    np.testing.assert_allclose(ankles, posture.ankles, atol=1e-9)
    np.testing.assert_allclose(hips.mean(axis=0), posture.pelvis, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(postures)
def test_the_mirror_image_of_a_posture_poses_the_mirror_image(posture):
    points = joint_points(BODY, pose_of(SKELETON, posture))
    seen = joint_points(BODY, pose_of(SKELETON, mirrored(posture)))
    for name, place in points.items():
        other = {"_l": "_r", "_r": "_l"}.get(name[-2:], "")
        twin = seen[name[:-2] + other] if other else seen[name]
        np.testing.assert_allclose(twin, place * (-1.0, 1.0, 1.0), atol=1e-9)


@pytest.mark.parametrize("tilt", [0.0, 4.0, -6.0])
def test_the_bar_passes_through_both_fists(tilt):
    along = np.array([np.cos(np.radians(tilt)), np.sin(np.radians(tilt)), 0.0])
    middle = np.array([0.01, 0.36, 0.08])
    hands = middle + 0.27 * np.stack([along, -along])
    pose = pose_of(SKELETON, bent(hands=hands))
    for side, hand in enumerate(hands_of(SKELETON)):
        wrist = SKELETON.index(f"wrist.{SIDES[side]}")
        fist = pose.heads[wrist] + pose.rotations[wrist] @ hand.fist
        assert np.linalg.norm(np.cross(fist - middle, along)) < 0.003
        for finger in range(2, 6):
            bones = [SKELETON.index(f"finger{finger}-{j}.{SIDES[side]}") for j in (1, 2, 3)]
            joints = np.concatenate([pose.heads[bones], pose.tails[bones[-1:]]])
            away = np.linalg.norm(np.cross(joints - middle, along), axis=1)
            assert (away > SHAFT_RADIUS_M).all()
            assert (away[1:] < SHAFT_RADIUS_M + 0.03).all()
            assert _turned_around(joints - middle, along) > 120.0


def _turned_around(joints, along):
    """Give the degrees by which a finger goes around the bar."""
    across = joints - (joints @ along)[:, None] * along
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.sum(across[1:] * across[:-1], axis=1))).sum()


def test_an_open_hand_does_not_go_around_anything():
    pose = pose_of(SKELETON, bent(grip=np.zeros(2)))
    bones = [SKELETON.index(f"finger3-{joint}.L") for joint in (1, 3)]
    straight = [pose.tails[bone] - pose.heads[bone] for bone in bones]
    cosine = straight[0] @ straight[1] / np.prod(np.linalg.norm(straight, axis=1))
    assert np.degrees(np.arccos(cosine)) < 70.0


@pytest.mark.parametrize("pitch", [0.0, 8.0, 20.0])
def test_feet_stay_on_the_floor_when_heels_rise(pitch):
    posture = bent()
    tip = np.full(2, pitch)
    ankles = tipped_ankles(LIMBS, posture.ankles, posture.foot_yaw, tip)
    raised = replace(posture, ankles=ankles, foot_pitch=tip)
    points = joint_points(BODY, pose_of(SKELETON, raised))
    assert skin(BODY, pose_of(SKELETON, raised))[:, 1].min() > -0.002
    up, level = np.sin(np.radians(pitch)), np.cos(np.radians(pitch))
    assert points["heel_l"][1] == pytest.approx(0.21 * up + 0.03 * (1.0 - level), abs=1e-3)
    flat = joint_points(BODY, pose_of(SKELETON, posture))
    np.testing.assert_allclose(points["foot_index_l"], flat["foot_index_l"], atol=1e-3)


@pytest.mark.parametrize("toe_out", [0.0, 14.0, 42.0])
def test_feet_point_where_they_are_told(toe_out):
    pose = pose_of(SKELETON, bent(foot_yaw=np.full(2, toe_out)))
    toes = 0.5 * (heads(pose, "toe2-1") + heads(pose, "toe3-1")) - heads(pose, "foot")
    outward = np.degrees(np.arctan2(toes[:, 0] * (1, -1), toes[:, 2]))
    np.testing.assert_allclose(outward, toe_out, atol=1e-6)


def test_a_pelvis_too_high_comes_down_until_the_legs_reach():
    pose = pose_of(SKELETON, bent(pelvis=np.array([0.0, 1.3, 0.0])))
    np.testing.assert_allclose(heads(pose, "foot"), bent().ankles, atol=1e-9)
    assert heads(pose, "upperleg01")[0, 1] < 1.0


def test_the_head_keeps_its_pitch_whatever_the_trunk_does():
    for pitch in (0.0, 60.0):
        pose = pose_of(SKELETON, bent(pelvis_pitch=pitch, head=10.0))
        up = pose.rotations[SKELETON.index("head")] @ np.array([0.0, 1.0, 0.0])
        assert np.degrees(np.arctan2(up[2], up[1])) == pytest.approx(10.0)

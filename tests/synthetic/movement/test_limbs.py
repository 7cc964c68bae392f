"""Legs and arms against their lengths, and angles against the definitions of the analysis."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.motion.frontal import frontal_plane_projection_angle
from liftvision.pose.landmarks import of_side
from liftvision.synthetic.movement.limbs import (
    bent_pair,
    elbows_between,
    flexion,
    foot_rotations,
    girdles,
    knees_between,
    limbs_of,
    projection_angles,
    tipped_ankles,
)
from liftvision.synthetic.movement.turning import ACROSS, UP, about, turned
from tests.synthetic.movement.made_body import made_body

LIMBS = limbs_of(made_body().skeleton)
ANKLES = np.array([[0.16, 0.07, 0.0], [-0.16, 0.07, 0.0]])
FLAT = np.zeros(2)

hips_places = st.tuples(st.floats(-0.05, 0.05), st.floats(0.5, 0.85), st.floats(-0.35, 0.0)).map(
    lambda place: np.array(place) + LIMBS.hips
)


@given(hips_places, st.floats(-60, 60))
def test_thigh_and_shank_keep_their_lengths(hips, out):
    knees = knees_between(LIMBS, hips, ANKLES, np.full(2, 14.0), np.full(2, out))
    np.testing.assert_allclose(np.linalg.norm(knees - hips, axis=1), LIMBS.thigh)
    np.testing.assert_allclose(np.linalg.norm(knees - ANKLES, axis=1), LIMBS.shank)


def test_a_knee_goes_where_the_toes_point_and_outward_when_turned_out():
    hips = np.array([0.0, 0.7, -0.1]) + LIMBS.hips
    straight, turned_out = (
        knees_between(LIMBS, hips, ANKLES, np.full(2, 10.0), np.full(2, out)) for out in (0, 20)
    )
    assert (straight[:, 2] > 0.05).all()
    assert turned_out[0, 0] > straight[0, 0] + 0.03
    assert turned_out[1, 0] < straight[1, 0] - 0.03


def test_elbows_keep_lengths_and_bend_towards_the_pole():
    shoulders = np.array([[0.2, 1.4, 0.0], [-0.2, 1.4, 0.0]])
    wrists = shoulders - np.array([0.0, 0.45, 0.0])
    elbows = elbows_between(LIMBS, shoulders, wrists, np.tile([0.0, 0.0, -1.0], (2, 1)))
    np.testing.assert_allclose(np.linalg.norm(elbows - shoulders, axis=1), LIMBS.upper_arm)
    np.testing.assert_allclose(np.linalg.norm(elbows - wrists, axis=1), LIMBS.forearm)
    assert (elbows[:, 2] < -0.05).all()


@pytest.mark.parametrize("degrees", [0.0, 12.0, 90.0, 150.0])
def test_flexion_is_the_bend_of_the_joint(degrees):
    lower = about(ACROSS, degrees) @ -UP
    assert flexion(UP, np.zeros(3), lower) == pytest.approx(degrees, abs=1e-9)


@given(hips_places, st.floats(-50, 50), st.floats(-50, 50))
def test_projection_angles_are_those_of_the_analysis(hips, left, right):
    knees = knees_between(LIMBS, hips, ANKLES, np.full(2, 14.0), np.array([left, right]))
    picture = np.zeros((1, 33, 2))
    for joint, places in (("hip", hips), ("knee", knees), ("ankle", ANKLES)):
        for side, place in zip(("l", "r"), places, strict=True):
            picture[0, of_side(joint, side)] = 1000.0 * place[:2] * (1.0, -1.0)
    seen = [frontal_plane_projection_angle(picture, side)[0] for side in ("l", "r")]
    np.testing.assert_allclose(projection_angles(hips, knees, ANKLES), seen, atol=1e-6)


@given(st.floats(0, 40), st.floats(0, 45))
def test_a_foot_tips_about_its_ball(pitch, yaw):
    turn, tip = np.full(2, yaw), np.full(2, pitch)
    ankles = tipped_ankles(LIMBS, ANKLES, turn, tip)
    balls = ankles + turned(foot_rotations(LIMBS, turn, tip), LIMBS.balls)
    flat = ANKLES + turned(foot_rotations(LIMBS, turn, FLAT), LIMBS.balls)
    np.testing.assert_allclose(balls, flat, atol=1e-12)
    assert (ankles[:, 1] >= ANKLES[:, 1] - 1e-12).all()


def test_shoulders_follow_arms_that_reach_forward():
    collars = LIMBS.collars
    shoulders = collars + LIMBS.shoulders
    moved = [
        turned(girdles(np.eye(3), collars, LIMBS, shoulders + 0.5 * way), LIMBS.shoulders)
        for way in (np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    ]
    assert (moved[1][:, 2] - moved[0][:, 2] > 0.02).all()


@given(st.floats(-60, 60), st.floats(-60, 60))
def test_two_bones_of_a_segment_end_where_it_ends(one, other):
    rest = np.array([[0.0, 1.0, 0.0], [0.01, 0.8, 0.02], [0.0, 0.5, 0.0]])
    swung = about(ACROSS, -70.0)
    start, along = np.array([0.1, 0.9, 0.2]), swung @ -UP
    end = start + 0.5 * along
    first, last = bent_pair(
        rest, start, end, about(along, one) @ swung, about(along, other) @ swung
    )
    middle = start + first @ (rest[1] - rest[0])
    np.testing.assert_allclose(middle + last @ (rest[2] - rest[1]), end, atol=1e-9)

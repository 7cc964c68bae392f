"""Where a posture takes the bones, against a leg whose joints can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.transform import Rotation

from liftvision.synthetic.body.skeleton import posed, rest_pose

BACKWARD = Rotation.from_euler("x", 90, degrees=True).as_matrix()
"""Turns what points down backward."""

vectors = arrays.arrays(float, 3, elements=st.floats(-3, 3))


def turn(vector):
    return Rotation.from_rotvec(vector).as_matrix()


def test_at_rest_nothing_has_moved(leg):
    pose = rest_pose(leg)
    np.testing.assert_allclose(pose.heads, leg.heads, atol=1e-12)
    np.testing.assert_allclose(pose.tails, leg.tails, atol=1e-12)
    np.testing.assert_array_equal(pose.rotations, np.tile(np.eye(3), (4, 1, 1)))


def test_a_bent_knee_takes_the_foot_along(leg):
    pose = posed(leg, {"shank": BACKWARD}, np.zeros(3))

    np.testing.assert_allclose(pose.heads[leg.index("shank")], [0, 0.5, 0], atol=1e-12)
    np.testing.assert_allclose(pose.heads[leg.index("foot")], [0, 0.5, -0.4], atol=1e-12)
    np.testing.assert_allclose(pose.tails[leg.index("foot")], [0, 0.3, -0.4], atol=1e-12)


def test_rotations_are_in_the_world_not_against_the_parent(leg):
    pose = posed(leg, {"thigh": BACKWARD, "shank": np.eye(3)}, np.zeros(3))

    np.testing.assert_allclose(pose.heads[leg.index("shank")], [0, 0.9, -0.4], atol=1e-12)
    np.testing.assert_allclose(pose.heads[leg.index("foot")], [0, 0.5, -0.4], atol=1e-12)


def test_a_bone_that_does_not_exist_is_refused(leg):
    with pytest.raises(KeyError, match="wing"):
        posed(leg, {"wing": np.eye(3)}, np.zeros(3))


@given(vectors, vectors, vectors)
def test_bones_keep_their_lengths_and_stay_joined(leg, thigh, foot, shift):
    pose = posed(leg, {"thigh": turn(thigh), "foot": turn(foot)}, shift)

    lengths = np.linalg.norm(pose.tails - pose.heads, axis=1)
    np.testing.assert_allclose(lengths, [0.1, 0.4, 0.4, 0.2], atol=1e-9)
    np.testing.assert_allclose(pose.heads[1:], pose.tails[:-1], atol=1e-9)
    np.testing.assert_allclose(pose.heads[0], leg.heads[0] + shift, atol=1e-12)


@given(vectors, vectors)
def test_turning_the_root_turns_the_whole(leg, bend, whole):
    shank = turn(bend)
    pose = posed(leg, {"shank": shank}, np.zeros(3))
    turned = posed(leg, {"root": turn(whole), "shank": turn(whole) @ shank}, np.zeros(3))

    root = leg.heads[0]
    np.testing.assert_allclose(turned.tails, root + (pose.tails - root) @ turn(whole).T, atol=1e-9)

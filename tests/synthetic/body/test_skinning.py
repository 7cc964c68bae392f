"""The skin of a tube about a leg, and of the real body."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.transform import Rotation

from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skeleton import posed, rest_pose
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.recipes.recipe import BodyRecipe

vectors = arrays.arrays(float, 3, elements=st.floats(-3, 3))


def turn(vector):
    return Rotation.from_rotvec(vector).as_matrix()


def flexed(degrees):
    return Rotation.from_euler("x", degrees, degrees=True).as_matrix()


def test_at_rest_the_skin_is_as_it_was(tube):
    np.testing.assert_allclose(skin(tube, rest_pose(tube.skeleton)), tube.vertices, atol=1e-12)


def test_skin_of_one_bone_goes_with_it(tube):
    pose = posed(tube.skeleton, {"shank": flexed(90)}, np.zeros(3))
    low = (tube.vertices[:, 1] > 0.4) & (tube.vertices[:, 1] < 0.449)
    only_shank = tube.weights.toarray()[:, 2] == 1
    knee = tube.skeleton.head("shank")

    expected = knee + (tube.vertices - knee) @ flexed(90).T
    assert not low[only_shank].all()
    np.testing.assert_allclose(skin(tube, pose)[only_shank], expected[only_shank], atol=1e-12)


@given(vectors, vectors, vectors)
def test_moving_the_whole_moves_the_skin_as_one(tube, bend, whole, shift):
    """Wherever the lifter faces: also past half a turn, where quaternions change sides."""
    bent = posed(tube.skeleton, {"shank": turn(bend)}, np.zeros(3))
    moved = posed(tube.skeleton, {"root": turn(whole), "shank": turn(whole) @ turn(bend)}, shift)

    root = tube.skeleton.heads[0]
    expected = root + shift + (skin(tube, bent) - root) @ turn(whole).T
    np.testing.assert_allclose(skin(tube, moved), expected, atol=1e-8)


@pytest.mark.parametrize("degrees", [70, 110])
def test_a_deeply_bent_knee_stays_thick(tube, degrees):
    """Blended matrices alone would leave the cosine of half the angle: .57 at 110 degrees."""
    pose = posed(tube.skeleton, {"shank": flexed(degrees)}, np.zeros(3))
    ring = np.isclose(tube.vertices[:, 1], 0.5)
    knee = tube.skeleton.head("shank")

    radii = np.linalg.norm(skin(tube, pose)[ring] - knee, axis=1)
    assert ring.sum() == 8
    assert radii.min() > 0.85 * 0.05
    assert radii.max() < 1.05 * 0.05


@pytest.mark.model
def test_the_seat_and_the_knee_keep_their_flesh_in_a_deep_squat(real_data):
    body = make_body(BodyRecipe(), real_data)
    sides = {f"upperleg01.{side}": flexed(-100) for side in ("L", "R")} | {
        f"lowerleg01.{side}": flexed(10) for side in ("L", "R")
    }
    pose = posed(body.skeleton, {"root": flexed(20), **sides}, np.zeros(3))
    surface = np.unique(body.quads[body.groups["body"]])
    hip = pose.heads[body.skeleton.index("upperleg01.L")]
    vertices = skin(body, pose)[surface]

    seat = vertices[np.abs(vertices[:, 0] - hip[0]) < 0.04]
    assert 0.09 < hip[2] - seat[:, 2].min() < 0.15
    assert 0.09 < hip[1] - seat[:, 1].min() < 0.16


@pytest.mark.model
def test_no_edge_of_the_skin_is_torn_in_a_deep_position(real_data):
    body = make_body(BodyRecipe(), real_data)
    thighs = {f"upperleg01.{side}": flexed(-60) for side in ("L", "R")}
    shanks = {f"lowerleg01.{side}": flexed(20) for side in ("L", "R")}
    pose = posed(body.skeleton, {"root": flexed(50), **thighs, **shanks}, np.zeros(3))
    quads = body.quads[body.groups["body"]]

    def edges(vertices):
        corners = vertices[quads]
        return np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)

    assert np.max(edges(skin(body, pose)) - edges(body.vertices)) < 0.06

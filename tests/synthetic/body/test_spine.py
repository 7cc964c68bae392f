"""How flexion spreads over the spine, and what it does to the back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skeleton import posed
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.body.spine import LUMBAR, SPINE, spine_rotations
from liftvision.synthetic.recipes.recipe import BodyRecipe

BODIES = [
    BodyRecipe(),
    BodyRecipe(sex="female", height_m=1.58, muscle=0.4),
    BodyRecipe(height_m=1.9, weight=1.0, muscle=0.9),
    BodyRecipe(sex="female", age_years=75, weight=0.8),
]


def pitch(rotation):
    """Forward pitch in degrees of a rotation about the left-right axis."""
    return np.degrees(np.arctan2(rotation[2, 1], rotation[1, 1]))


@given(st.floats(-20, 80), st.floats(-10, 90), st.floats(-10, 40))
def test_the_dials_are_the_angles_between_pelvis_t12_and_t1(tilt, lumbar, thoracic):
    pelvis = Rotation.from_euler("x", tilt, degrees=True).as_matrix()
    turns = spine_rotations(pelvis, lumbar, thoracic)

    assert pitch(pelvis.T @ turns["thoracic12"]) == pytest.approx(lumbar, abs=1e-9)
    assert pitch(turns["thoracic12"].T @ turns[SPINE[-1]]) == pytest.approx(thoracic, abs=1e-9)


def test_sixty_percent_of_lumbar_flexion_lies_below_l2():
    """Bengtsson et al. 2022: 20 of 33 degrees between S2 and L2."""
    turns = spine_rotations(np.eye(3), 33.0, 0.0)
    assert pitch(turns["lumbar2"]) == pytest.approx(0.6 * 33)


def test_the_spine_bends_in_the_plane_of_the_pelvis():
    turned = Rotation.from_euler("y", 90, degrees=True).as_matrix()
    turns = spine_rotations(turned, 40.0, 0.0)
    np.testing.assert_allclose(turns["thoracic12"].T @ turned @ [1, 0, 0], [1, 0, 0], atol=1e-12)


@pytest.mark.model
@pytest.mark.parametrize("recipe", BODIES)
def test_joints_rise_from_l5s1_to_the_neck_inside_the_trunk(recipe, real_data):
    body = make_body(recipe, real_data)
    skeleton = body.skeleton
    joints = np.array([skeleton.head(name) for name in (*SPINE, "neck01")])
    surface = body.vertices[np.unique(body.quads[body.groups["body"]])]

    assert np.all(np.diff(joints[:, 1]) > 0.015)
    lumbar = skeleton.head("thoracic12")[1] - skeleton.head("lumbar5")[1]
    assert lumbar == pytest.approx(0.105 * recipe.height_m, rel=0.08)
    for joint in joints[: len(LUMBAR)]:
        level = np.abs(surface[:, 1] - joint[1]) < 0.02
        back = surface[level & (np.abs(surface[:, 0]) < 0.02), 2].min()
        assert 0.04 < joint[2] - back < 0.12


@pytest.mark.model
@pytest.mark.parametrize("recipe", BODIES)
def test_weights_add_up_to_one_and_mirror(recipe, real_data):
    body = make_body(recipe, real_data)
    weights = body.weights.toarray()
    spine = [body.skeleton.index(name) for name in SPINE]
    mirrored = np.lexsort(np.round(body.vertices * [-1, 1, 1], 6).T)
    straight = np.lexsort(np.round(body.vertices, 6).T)

    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-9)
    np.testing.assert_allclose(
        weights[mirrored][:, spine].sum(axis=1), weights[straight][:, spine].sum(axis=1), atol=1e-6
    )


@pytest.mark.model
@pytest.mark.parametrize("recipe", BODIES)
def test_the_back_bends_without_a_kink(recipe, real_data):
    """From edge to edge of the outline the turn grows from 0 to 60 degrees in small steps."""
    body = make_body(recipe, real_data)
    outline = midline_of_back(body)
    pose = posed(body.skeleton, spine_rotations(np.eye(3), 60.0, 0.0), np.zeros(3))

    turned = slopes(skin(body, pose)[outline]) - slopes(body.vertices[outline])
    assert turned[0] == pytest.approx(0, abs=2)
    assert turned[-1] == pytest.approx(60, abs=2)
    assert np.diff(turned).max() < 13
    assert np.diff(turned).min() > -5


def midline_of_back(body):
    """Skin along the middle of the back, from the sacrum to the shoulder blades, upward."""
    surface = np.unique(body.quads[body.groups["body"]])
    skeleton = body.skeleton
    low = skeleton.head("upperleg01.L")[1] + 0.03 * body.height_m
    high = skeleton.head("thoracic6")[1]
    places = body.vertices[surface]
    inside = skeleton.head("lumbar1")[2]
    wanted = (np.abs(places[:, 0]) < 1e-4) & (places[:, 2] < inside)
    wanted &= (places[:, 1] > low) & (places[:, 1] < high)
    found = surface[wanted]
    return found[np.argsort(body.vertices[found, 1])]


def slopes(points):
    """How far in degrees each edge of an outline leans forward."""
    steps = np.diff(points, axis=0)
    return np.degrees(np.arctan2(steps[:, 2], steps[:, 1]))

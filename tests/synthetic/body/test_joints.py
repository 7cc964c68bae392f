"""Named points lie where anatomy has them, and go with their bones."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from liftvision.synthetic.body.joints import attached_joints, joint_points
from liftvision.synthetic.body.limbs import leg_profile
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skeleton import posed, rest_pose
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.recipes.recipe import BodyRecipe
from liftvision.synthetic.truth.truth import JOINTS

pytestmark = pytest.mark.model

RECIPES = [BodyRecipe(), BodyRecipe(sex="female", height_m=1.55, weight=0.8, muscle=0.3)]


@pytest.fixture(params=RECIPES, ids=["man", "woman"])
def body(request, real_data):
    return make_body(request.param, real_data)


def test_every_joint_of_the_truth_is_given(body):
    assert set(joint_points(body, rest_pose(body.skeleton))) == set(JOINTS)


def test_points_at_rest_are_where_anatomy_has_them(body):
    at = joint_points(body, rest_pose(body.skeleton))
    share = {name: place / body.height_m for name, place in at.items()}

    assert share["hip_l"][1] == pytest.approx(0.53, abs=0.02)
    assert share["knee_l"][1] == pytest.approx(0.285, abs=0.015)
    assert share["ankle_l"][1] == pytest.approx(0.041, abs=0.006)
    assert share["shoulder_l"][1] == pytest.approx(0.80, abs=0.02)
    assert share["hip_l"][0] == pytest.approx(0.051, abs=0.001)
    assert share["hip_l"][1] < share["l5s1"][1] < share["t12"][1] < share["c7"][1]
    assert share["c7"][1] < share["nose"][1] < 1


def test_the_foot_lies_between_heel_and_toe(body):
    at = joint_points(body, rest_pose(body.skeleton))

    assert at["heel_l"][2] < at["ankle_l"][2] < at["foot_index_l"][2]
    assert max(at["heel_l"][1], at["foot_index_l"][1]) < at["ankle_l"][1]
    foot = at["foot_index_l"][2] - at["heel_l"][2]
    assert foot == pytest.approx(0.15 * body.height_m, rel=0.06)


def test_the_nose_is_the_foremost_of_the_face(body):
    at = joint_points(body, rest_pose(body.skeleton))
    surface = body.vertices[np.unique(body.quads[body.groups["body"]])]
    face = surface[surface[:, 1] > at["c7"][1] + 0.02]
    assert at["nose"][2] == pytest.approx(face[:, 2].max(), abs=1e-3)
    assert at["nose"][0] == pytest.approx(0, abs=1e-3)


def test_marks_on_the_skin_stay_on_it_when_the_bone_turns(body):
    lifted = Rotation.from_euler("xz", [30, 10], degrees=True).as_matrix()
    pose = posed(body.skeleton, {"foot.L": lifted, "head": lifted}, np.array([0.1, 0.2, 0.3]))
    vertices = skin(body, pose)
    at = joint_points(body, pose)
    for name in ("heel_l", "foot_index_l", "nose", "heel_r"):
        assert np.linalg.norm(vertices - at[name], axis=1).min() < 0.004


def test_points_are_worked_out_once_for_a_body(body):
    assert attached_joints(body) is attached_joints(body)


def test_no_skin_of_the_leg_lies_in_front_of_its_profile(body):
    profile = leg_profile(body)
    head = body.skeleton.head
    names = body.skeleton.names
    shank = body.weights.tocsc()[:, [names.index(f"lowerleg0{part}.L") for part in (1, 2)]]
    follows = np.asarray(shank.sum(axis=1)).ravel() > 0.8
    surface = np.zeros(len(body.vertices), bool)
    surface[body.quads[body.groups["body"]]] = True
    knee, ankle = head("lowerleg01.L")[1:], head("foot.L")[1:]
    along = (ankle - knee) / np.linalg.norm(ankle - knee)
    offsets = body.vertices[surface & follows][:, 1:] - knee
    fractions = offsets @ along / np.linalg.norm(ankle - knee)
    forward = offsets @ [along[1], -along[0]]

    inside = (fractions > 0.05) & (fractions < 0.95)
    allowed = np.interp(fractions, profile.fractions, profile.shank)
    assert np.all(forward[inside] < allowed[inside] + 0.006)
    assert np.all(profile.shank > 0.015)
    assert np.all((profile.thigh > 0.03) & (profile.thigh < 0.16))

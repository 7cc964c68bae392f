import numpy as np
import pytest

from liftvision.synthetic.picture.hidden import hidden_by
from liftvision.synthetic.picture.item import Identity
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.recipes.recipe import CameraRecipe, VideoRecipe
from liftvision.synthetic.truth.truth import HIDERS, JOINTS

SIZE = (160, 90)
KNEE = JOINTS.index("knee_l")


@pytest.fixture
def camera():
    video = VideoRecipe(width=SIZE[0], height=SIZE[1])
    recipe = CameraRecipe(yaw_deg=90.0, distance_m=4.0, height_m=0.85)
    return camera_path(recipe, video, np.zeros(1), 0)[0]


def codes(camera, seen, in_front_m, joint=(0.0, 0.85, 0.0)):
    """What hides joints that all lie in one place, behind a surface all over the picture."""
    joints = np.tile(np.array(joint), (len(JOINTS), 1))
    away = camera.in_camera(np.array(joint))[2]
    identity = np.full(SIZE[::-1], int(seen), dtype=np.uint8)
    depth = np.full(SIZE[::-1], away - in_front_m, dtype=np.float32)
    return [HIDERS[code] for code in hidden_by(joints, camera, identity, depth)]


@pytest.mark.parametrize(
    ("seen", "hider"),
    [
        (Identity.PLATE, "plate"),
        (Identity.SHAFT, "bar"),
        (Identity.PERSON, "person"),
        (Identity.OBJECT, "object"),
        (Identity.LIFTER, "self"),
    ],
)
def test_what_is_well_in_front_hides(camera, seen, hider):
    assert set(codes(camera, seen, 0.5)) == {hider}


@pytest.mark.parametrize("seen", list(Identity))
def test_what_is_behind_hides_nothing(camera, seen):
    assert set(codes(camera, seen, -0.5)) == {""}


def test_the_skin_over_a_joint_does_not_hide_it(camera):
    of = dict(zip(JOINTS, codes(camera, Identity.LIFTER, 0.08), strict=True))
    assert of["hip_l"] == of["knee_r"] == of["shoulder_l"] == of["l5s1"] == ""
    assert of["wrist_l"] == of["heel_r"] == "self"


def test_the_other_leg_hides_the_knee_behind_it(camera):
    assert codes(camera, Identity.LIFTER, 0.2)[KNEE] == "self"


@pytest.mark.parametrize("joint", [(0.0, 0.85, 5.0), (0.0, 4.0, 0.0), (-9.0, 0.85, 0.0)])
def test_beyond_the_edge_or_behind_the_camera_is_out_of_the_frame(camera, joint):
    assert set(codes(camera, Identity.PLATE, 0.5, joint)) == {"frame"}

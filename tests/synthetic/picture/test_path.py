import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.picture.path import camera_path, common_position, shake
from liftvision.synthetic.recipes.recipe import CameraRecipe, VideoRecipe

LEFT_HAND = np.array([0.4, 0.85, 0.0])
TOES = np.array([0.0, 0.85, 0.4])
MIDDLE = np.array([0.0, 0.85, 0.0])
HEAD = np.array([0.0, 1.7, 0.0])


def one(**recipe):
    return camera_path(CameraRecipe(**recipe), VideoRecipe(), np.zeros(1), seed=0)[0]


@pytest.mark.parametrize(
    ("yaw_deg", "point", "across"),
    [
        (0.0, LEFT_HAND, 1),  # he faces the camera: his left is on the picture's right
        (180.0, LEFT_HAND, -1),
        (90.0, TOES, 1),  # he faces the picture's right
        (-90.0, TOES, -1),
    ],
)
def test_yaw_is_where_the_lifter_faces(yaw_deg, point, across):
    camera = one(yaw_deg=yaw_deg, height_m=0.85)
    x, y = camera.project(point)
    assert np.sign(x - 640.0) == across
    assert y == pytest.approx(360.0)


def test_at_ninety_degrees_the_camera_stands_on_the_lifters_right():
    assert one(yaw_deg=90.0, distance_m=3.0, height_m=1.2).position == pytest.approx(
        [-3.0, 1.2, 0.0]
    )


def test_distance_and_focal_length_decide_the_size():
    camera = one(yaw_deg=0.0, distance_m=4.0, height_m=0.85, focal_mm=27.0)
    # A metre at 4 m through 27 mm on 36 mm of 1280 px.
    assert camera.project(LEFT_HAND)[0] - 640.0 == pytest.approx(0.4 / 4.0 * 27.0 / 36.0 * 1280.0)


def test_an_upright_picture_has_its_long_side_high():
    video = VideoRecipe(width=720, height=1280)
    (camera,) = camera_path(CameraRecipe(focal_mm=36.0), video, np.zeros(1), 0)
    assert camera.focal_px == pytest.approx(1280.0)


def test_pan_tilt_and_roll_turn_the_camera():
    assert one(yaw_deg=0.0, height_m=0.85, pan_deg=3.0).project(MIDDLE)[0] < 640.0
    assert one(yaw_deg=0.0, height_m=0.85, tilt_deg=3.0).project(MIDDLE)[1] > 360.0
    # A camera turned clockwise sees the head lean to the left.
    assert one(yaw_deg=0.0, height_m=0.85, roll_deg=3.0).project(HEAD)[0] < 640.0


@given(
    yaw_deg=st.floats(-180.0, 180.0),
    pan_deg=st.floats(-5.0, 5.0),
    tilt_deg=st.floats(-5.0, 5.0),
    roll_deg=st.floats(-5.0, 5.0),
)
def test_a_camera_only_turns(yaw_deg, pan_deg, tilt_deg, roll_deg):
    camera = one(yaw_deg=yaw_deg, pan_deg=pan_deg, tilt_deg=tilt_deg, roll_deg=roll_deg)
    assert camera.rotation @ camera.rotation.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(camera.rotation) == pytest.approx(1.0)


def test_a_tripod_stands_still_and_a_hand_does_not_leave_its_place():
    times = np.arange(90) / 30.0
    still = camera_path(CameraRecipe(), VideoRecipe(), times, 1)
    held = camera_path(CameraRecipe(shake_deg=0.5), VideoRecipe(), times, 1)
    assert all(np.array_equal(camera.rotation, still[0].rotation) for camera in still)
    assert common_position(held) == pytest.approx(still[0].position)
    assert not np.array_equal(held[0].rotation, held[1].rotation)


def test_shake_has_the_stated_strength_and_is_the_same_for_the_same_seed():
    times = np.arange(0.0, 600.0, 0.05)
    turns = shake(times, 0.8, seed=4)
    assert turns.std(axis=0) == pytest.approx([0.8, 0.8, 0.4], rel=0.15)
    assert np.array_equal(turns[::7], shake(times[::7], 0.8, seed=4))
    assert not np.array_equal(turns, shake(times, 0.8, seed=5))


def test_shake_is_smooth():
    turns = shake(np.arange(0.0, 20.0, 1.0 / 240.0), 1.0, seed=2)
    assert np.abs(np.diff(turns, axis=0)).max() < 0.15


def test_cameras_in_two_places_are_not_one_path():
    with pytest.raises(ValueError, match="one place"):
        common_position([one(yaw_deg=0.0), one(yaw_deg=90.0)])

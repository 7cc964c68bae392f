import numpy as np
import pytest

from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.picture.projection import NEAR_FAR, camera_projection, covering
from liftvision.synthetic.recipes.recipe import CameraRecipe, VideoRecipe

POINTS = np.random.default_rng(0).uniform([-1.0, 0.0, -1.0], [1.0, 2.0, 1.0], (40, 3))


def test_clip_space_is_the_cameras_own_projection_with_the_top_row_first():
    (camera,) = camera_path(
        CameraRecipe(yaw_deg=37.0, pan_deg=2.0, roll_deg=4.0), VideoRecipe(), np.zeros(1), 0
    )
    clip = np.concatenate([POINTS, np.ones((40, 1))], axis=1) @ camera_projection(camera).T
    pixels = (0.5 + 0.5 * clip[:, :2] / clip[:, 3:]) * camera.size
    assert pixels == pytest.approx(camera.project(POINTS))


def test_near_and_far_are_the_ends_of_the_depth_range():
    (camera,) = camera_path(CameraRecipe(), VideoRecipe(), np.zeros(1), 0)
    ends = camera.position + np.outer(NEAR_FAR, camera.rotation[2])
    clip = np.concatenate([ends, np.ones((2, 1))], axis=1) @ camera_projection(camera).T
    assert clip[:, 2] / clip[:, 3] == pytest.approx([-1.0, 1.0])


def test_one_camera_covers_all_that_a_trembling_one_sees():
    times = np.arange(60) / 30.0
    recipe = CameraRecipe(yaw_deg=50.0, shake_deg=1.2, roll_deg=2.0)
    cameras = camera_path(recipe, VideoRecipe(), times, 3)
    wide = covering(cameras)
    x, y = np.meshgrid([0.0, 640.0, 1280.0], [0.0, 360.0, 720.0])
    for camera in cameras:
        rays = np.stack([x - 640.0, y - 360.0, np.full_like(x, camera.focal_px)], axis=-1)
        pixels = wide.project(camera.position + rays.reshape(-1, 3) @ camera.rotation)
        assert pixels.min() >= 0.0
        assert np.all(pixels <= wide.size)


def test_a_steady_camera_covers_itself():
    cameras = camera_path(CameraRecipe(), VideoRecipe(), np.arange(3.0), 0)
    assert covering(cameras) is cameras[0]

"""The rim of a plate whose place before the camera is known."""

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.selfcheck.true_rim import BEVEL_M, near_rim
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.path import looking
from liftvision.synthetic.truth.truth import TrueBar, TrueCamera

SIZE = (1280, 720)
FOCAL_PX = 1000.0
DIAMETER_M = 0.45


def camera_at(*position: float, aim: tuple[float, float, float] = (0.0, 1.0, 0.0)) -> TrueCamera:
    place = np.array(position)
    rotation = looking(place, np.array(aim))
    return TrueCamera(place[None], rotation[None], FOCAL_PX, SIZE)


def bar_at(
    centre: tuple[float, float, float],
    axis: tuple[float, float, float],
    diameter: float | None = DIAMETER_M,
) -> TrueBar:
    """Give a bar in one frame whose outer faces are 0.8 m from its middle."""
    middle = np.array([centre])
    along = np.array([axis]) / np.linalg.norm(axis)
    nowhere = np.full((1, 2), np.nan)
    return TrueBar(
        centre=middle,
        left_end=middle + 0.8 * along,
        right_end=middle - 0.8 * along,
        centre_px=nowhere,
        left_end_px=nowhere,
        right_end_px=nowhere,
        velocity=np.zeros((1, 3)),
        plate_diameter_m=diameter,
        held=np.array([True]),
    )


def points_on_rim(bar: TrueBar, camera: TrueCamera, near: FloatArray) -> FloatArray:
    """Project points of the near rim one by one."""
    axis = (near - bar.centre[0]) / np.linalg.norm(near - bar.centre[0])
    level = np.cross(axis, [0.0, 1.0, 0.0])
    level /= np.linalg.norm(level)
    turn = np.linspace(0.0, 2.0 * np.pi, 721)[:, None]
    around = np.cos(turn) * level + np.sin(turn) * np.cross(axis, level)
    points = near - BEVEL_M * axis + 0.5 * DIAMETER_M * around
    return Camera(camera.position[0], camera.rotation[0], FOCAL_PX, SIZE).project(points)


def test_a_plate_that_faces_the_camera_is_a_circle_of_its_size() -> None:
    camera = camera_at(0.0, 1.0, 4.0)
    rim = near_rim(bar_at((0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), camera)
    assert rim is not None
    radius = FOCAL_PX * 0.5 * DIAMETER_M / (4.0 - 0.8 + BEVEL_M)
    assert rim.centre[0] == pytest.approx((640.0, 360.0), abs=1e-6)
    assert rim.half_height[0] == pytest.approx(radius, rel=1e-9)
    assert rim.half_width[0] == pytest.approx(radius, rel=1e-9)
    assert rim.in_picture[0] == 1.0


def test_a_turned_plate_is_the_ellipse_through_its_projected_points() -> None:
    camera = camera_at(1.7, 1.2, 3.0, aim=(0.1, 0.7, 0.1))
    bar = bar_at((0.0, 0.4, 0.0), (0.05, 0.02, 1.0))
    rim = near_rim(bar, camera)
    assert rim is not None
    px = points_on_rim(bar, camera, bar.left_end[0])
    box = 0.5 * (px.min(axis=0) + px.max(axis=0))
    assert rim.centre[0] == pytest.approx(box, abs=0.01)
    reach = np.linalg.norm(px - rim.centre[0], axis=1)
    axes = sorted([rim.half_width[0], rim.half_height[0]])
    assert axes == pytest.approx([reach.min(), reach.max()], rel=1e-4)
    assert rim.half_height[0] > rim.half_width[0]


def test_the_plate_nearer_to_the_camera_is_taken_whichever_end_it_is() -> None:
    camera = camera_at(0.0, 1.0, 4.0)
    rims = [
        near_rim(bar_at((0.0, 1.0, 0.0), (0.0, 0.0, towards)), camera) for towards in (1.0, -1.0)
    ]
    assert rims[0] is not None
    assert rims[1] is not None
    assert rims[0].half_height == pytest.approx(rims[1].half_height)


def test_a_plate_on_the_edge_of_the_picture_is_half_in_it() -> None:
    camera = camera_at(0.0, 1.0, 4.0)
    depth = 4.0 - 0.8 + BEVEL_M
    at_left_edge = (-640.0 / FOCAL_PX * depth, 1.0, 0.0)
    rim = near_rim(bar_at(at_left_edge, (0.0, 0.0, 1.0)), camera)
    assert rim is not None
    assert rim.in_picture[0] == pytest.approx(0.5, abs=0.01)


def test_a_bar_without_plates_has_no_rim() -> None:
    bar = bar_at((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), diameter=None)
    assert near_rim(bar, camera_at(0.0, 1.0, 4.0)) is None

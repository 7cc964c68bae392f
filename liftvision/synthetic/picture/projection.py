"""Matrices that take the world to the clip space of a camera or a lamp."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.lights import Lamp
from liftvision.synthetic.picture.path import looking

NEAR_FAR = (0.15, 80.0)
"""What a camera can see, m."""


def perspective(scale: tuple[float, float], near_far: tuple[float, float]) -> FloatArray:
    """Give the projection (4, 4) of a frame right, down, away, with the picture's top first.

    `scale` is the focal length over half of the picture's width and height.
    """
    near, far = near_far
    depth = (far + near) / (far - near), -2.0 * far * near / (far - near)
    return np.array(
        [
            [scale[0], 0.0, 0.0, 0.0],
            [0.0, scale[1], 0.0, 0.0],
            [0.0, 0.0, *depth],
            [0.0, 0.0, 1.0, 0.0],
        ]
    )


def from_world(position: FloatArray, rotation: FloatArray) -> FloatArray:
    """Give the matrix (4, 4) from the world to a frame at a position with rows of axes."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation
    matrix[:3, 3] = -rotation @ position
    return matrix


def camera_projection(camera: Camera) -> FloatArray:
    """Give the matrix (4, 4) from the world to the camera's clip space, the top row first."""
    width, height = camera.size
    scale = 2.0 * camera.focal_px / width, 2.0 * camera.focal_px / height
    return perspective(scale, NEAR_FAR) @ from_world(camera.position, camera.rotation)


def lamp_projection(
    lamp: Lamp, target: FloatArray, half_angle_deg: float
) -> tuple[FloatArray, tuple[float, float]]:
    """Give the matrix (4, 4) from the world to a lamp's shadow map, and its near and far, m."""
    position = np.array(lamp.position)
    scale = 1.0 / np.tan(np.deg2rad(half_angle_deg))
    near_far = (0.08, 30.0)
    aim = target + [1e-4, 0.0, 0.0]
    view = from_world(position, looking(position, aim))
    return perspective((scale, scale), near_far) @ view, near_far


def covering(cameras: Sequence[Camera], margin_px: int = 2) -> Camera:
    """Give one camera, in the same place, that sees all that the cameras see.

    A hand only turns the camera, so that each of its pictures lies within this one.
    """
    first = cameras[0]
    if all(np.array_equal(camera.rotation, first.rotation) for camera in cameras):
        return first
    mean = np.mean([camera.rotation for camera in cameras], axis=0)
    left, _, right = np.linalg.svd(mean)
    rotation = left @ right
    width, height = first.size
    corners = np.array([[x, y] for x in (0, width) for y in (0, height)], dtype=np.float64)
    rays = np.concatenate(
        [(corners - 0.5 * np.array(first.size)) / first.focal_px, np.ones((4, 1))], 1
    )
    reach = np.zeros(2)
    for camera in cameras:
        seen = rays @ camera.rotation @ rotation.T
        reach = np.maximum(reach, np.abs(seen[:, :2] / seen[:, 2:]).max(axis=0))
    half = np.ceil(reach * first.focal_px).astype(int) + margin_px
    return Camera(first.position, rotation, first.focal_px, (2 * int(half[0]), 2 * int(half[1])))

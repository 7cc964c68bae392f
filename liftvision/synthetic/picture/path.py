"""The camera through a clip: where it stands, what it is aimed at, and the hand that holds it."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.recipes.recipe import CameraRecipe, VideoRecipe

FULL_FRAME_MM = 36.0
"""Long side of the picture to which phones relate their focal lengths."""

AIM = (0.0, 0.85, 0.0)
"""The lifter's middle, m."""

DRIFT_HZ = (0.08, 0.7)
TREMBLE_HZ = (4.0, 11.0)
"""Slow sway of the arms, and physiological hand tremor (8-12 Hz, damped by the phone's mass)."""

TREMBLE_SHARE = 0.02
"""Of the shake's variance: stabilisers take most of the fast part out."""

ROLL_SHARE = 0.5
"""A hand rolls a phone less than it pans and tilts it."""

WAVES = 12


def camera_path(
    recipe: CameraRecipe,
    video: VideoRecipe,
    times: FloatArray,
    seed: int,
    look_at: tuple[float, float, float] = AIM,
) -> list[Camera]:
    """Give the camera at each of T moments.

    Parameters
    ----------
    recipe
        At a yaw of 0 the camera stands in front of the lifter (+z), at +90 on the lifter's right
        (-x), so that the lifter faces the picture's right. A positive pan aims it to the
        picture's right, a positive tilt upward; a positive roll turns it clockwise in the hand.
    video
        The size of the picture.
    times
        (T,) s.
    seed
        Of the hand's shake: the same seed and moment give the same camera.
    look_at
        What an unmoved camera points at, m.

    Returns
    -------
    list of Camera
        All in the same place: the hand only turns it.
    """
    yaw = np.deg2rad(recipe.yaw_deg)
    aim = np.array(look_at, dtype=np.float64)
    beside = recipe.distance_m * np.array([-np.sin(yaw), 0.0, np.cos(yaw)])
    position = np.array([aim[0], 0.0, aim[2]]) + beside + [0.0, recipe.height_m, 0.0]
    straight = looking(position, aim)
    held = np.array([recipe.pan_deg, recipe.tilt_deg, recipe.roll_deg])
    focal_px = recipe.focal_mm / FULL_FRAME_MM * max(video.width, video.height)
    turns = held + shake(times, recipe.shake_deg, seed)
    return [
        Camera(position, turned_by(turn) @ straight, focal_px, (video.width, video.height))
        for turn in turns
    ]


def looking(position: FloatArray, target: FloatArray) -> FloatArray:
    """Give the rotation (3, 3), world to camera, of a level camera aimed at a target (3,) m."""
    away = (target - position) / np.linalg.norm(target - position)
    right = np.cross(away, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(away, right), away])


def turned_by(pan_tilt_roll_deg: FloatArray) -> FloatArray:
    """Give the rotation (3, 3) from an unmoved camera's frame to that of the turned one."""
    pan, tilt, roll = np.deg2rad(pan_tilt_roll_deg)
    cp, sp, ct, st = np.cos(pan), np.sin(pan), np.cos(tilt), np.sin(tilt)
    cr, sr = np.cos(roll), np.sin(roll)
    panned = np.array([[cp, 0.0, -sp], [0.0, 1.0, 0.0], [sp, 0.0, cp]])
    tilted = np.array([[1.0, 0.0, 0.0], [0.0, ct, st], [0.0, -st, ct]])
    rolled = np.array([[cr, sr, 0.0], [-sr, cr, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(rolled @ tilted @ panned)


def shake(times: FloatArray, deviation_deg: float, seed: int) -> FloatArray:
    """Give pan, tilt and roll (T, 3) in degrees of a hand-held camera at T moments in s.

    Each is a sum of waves of random phase: slow drift, and a band-limited tremble. Over a long
    time pan and tilt each have the given standard deviation, roll half of it.
    """
    random = np.random.default_rng([seed, 0x5A])
    total = np.zeros((len(times), 3))
    for (low, high), share in ((DRIFT_HZ, 1.0 - TREMBLE_SHARE), (TREMBLE_HZ, TREMBLE_SHARE)):
        frequencies = random.uniform(low, high, (WAVES, 3))
        phases = random.uniform(0.0, 2.0 * np.pi, (WAVES, 3))
        waves = np.sin(2.0 * np.pi * frequencies * times[:, None, None] + phases)
        total += np.sqrt(2.0 * share / WAVES) * waves.sum(axis=1)
    return np.asarray(deviation_deg * total * [1.0, 1.0, ROLL_SHARE])


def common_position(cameras: Sequence[Camera]) -> FloatArray:
    """Give the place (3,) m that all cameras share.

    Raises
    ------
    ValueError
        They stand in different places.
    """
    position = cameras[0].position
    if any(not np.allclose(camera.position, position, atol=1e-9) for camera in cameras):
        raise ValueError("the cameras of one path have to stand in one place")
    return position

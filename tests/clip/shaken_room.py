"""A room that a camera films from one place while it is turned and zoomed by known amounts."""

import numpy as np
from scipy.spatial.transform import Rotation

from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip, Shot

WIDTH, HEIGHT, FOCAL_PX = 320, 240, 280.0
MIDDLE = np.array([WIDTH / 2.0, HEIGHT / 2.0])
WALL = 2
"""The wall is painted in a picture this much larger than the camera's, along each side."""


def clip_of(frames, shots=None, path=""):
    return Clip(path, WIDTH, HEIGHT, 0, np.arange(frames) / 30.0, shots or (Shot(0, frames),))


def hand_held(frames, degrees=1.0, seed=0):
    """Turns (T, 3) in radians of a hand: slow waves about each axis, of this many degrees."""
    random = np.random.default_rng(seed)
    t = np.arange(frames)[:, None] / 30.0
    waves = np.sin(2.0 * np.pi * random.uniform(0.3, 1.2, 3) * t + random.uniform(0.0, 6.0, 3))
    return np.radians(degrees) * waves * [1.0, 1.0, 0.5]


def seen_by(turns, zoom, points):
    """Where points (N, 2) px of the unturned picture are for a camera turned by (3,)."""
    rays = np.concatenate([(points - MIDDLE) / FOCAL_PX, np.ones((len(points), 1))], axis=1)
    rays = Rotation.from_rotvec(-turns).apply(rays)
    return MIDDLE + FOCAL_PX * zoom * rays[:, :2] / rays[:, 2:]


def wall(seed=0):
    """A picture of many grey boxes."""
    import cv2

    random = np.random.default_rng(seed)
    height, width = WALL * HEIGHT, WALL * WIDTH
    image = np.full((height, width), 120, np.uint8)
    for _ in range(260):
        corner = random.integers(0, [width, height])
        other = corner + random.integers(8, 40, 2)
        cv2.rectangle(image, corner.tolist(), other.tolist(), int(random.integers(20, 235)), -1)
    return cv2.GaussianBlur(image, (0, 0), 0.8)


def filmed(painted, turn, zoom=1.0):
    """What a camera turned by (3,) shows of the wall, RGB."""
    import cv2

    corners = np.array([[0.0, 0.0], [WIDTH, 0.0], [WIDTH, HEIGHT], [0.0, HEIGHT]])
    on_wall = corners + (WALL - 1) / 2.0 * np.array([WIDTH, HEIGHT])
    # The middle of the first px is at 0 for OpenCV, and at half a px here.
    here = seen_by(turn, zoom, corners) - 0.5
    matrix = cv2.getPerspectiveTransform(
        (on_wall - 0.5).astype(np.float32), here.astype(np.float32)
    )
    return np.repeat(cv2.warpPerspective(painted, matrix, (WIDTH, HEIGHT))[..., None], 3, axis=2)


def motion_of(turns, zooms=None):
    """The true motion as `CameraMotion`."""
    frames = len(turns)
    return CameraMotion(
        times=np.arange(frames) / 30.0,
        size=(WIDTH, HEIGHT),
        turns=turns,
        zooms=np.ones(frames) if zooms is None else zooms,
        focal_px=np.full(frames, FOCAL_PX),
        errors=np.full(frames, 0.1),
    )

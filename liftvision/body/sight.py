"""How the camera sees the figure: a pinhole that looks at the lifter from its yaw and pitch."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.unknowns import InShot


def seen_at(points: FloatArray, shot: FloatArray) -> FloatArray:
    """Project points of the figure into the picture.

    Parameters
    ----------
    points
        (..., T, N..., 3) m in the figure's frame.
    shot
        (..., 17) unknowns of the shot.

    Returns
    -------
    numpy.ndarray
        (..., T, N..., 2) right and up from the optical axis, in m at the lifter's distance.
    """
    extra = points.ndim - shot.ndim

    def whole(which: InShot) -> FloatArray:
        return np.asarray(shot[..., which][(...,) + (None,) * extra])

    yaw, pitch = whole(InShot.YAW), whole(InShot.PITCH)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    right = x * np.sin(yaw) + z * np.cos(yaw)
    nearer = x * np.cos(yaw) - z * np.sin(yaw)
    up = y * np.cos(pitch) - nearer * np.sin(pitch)
    nearer = nearer * np.cos(pitch) + y * np.sin(pitch)
    depth = 1.0 - np.exp(-whole(InShot.LOG_DISTANCE)) * nearer
    return np.stack(
        [(whole(InShot.RIGHT) + right) / depth, (whole(InShot.UP) + up) / depth], axis=-1
    )


def nearness(points: FloatArray, shot: FloatArray) -> FloatArray:
    """Give by how much larger points (..., T, 3) appear than the lifter's origin, (..., T)."""
    yaw, pitch = (shot[..., which][..., None] for which in (InShot.YAW, InShot.PITCH))
    nearer = points[..., 0] * np.cos(yaw) - points[..., 2] * np.sin(yaw)
    nearer = nearer * np.cos(pitch) + points[..., 1] * np.sin(pitch)
    return np.asarray(1.0 / (1.0 - np.exp(-shot[..., InShot.LOG_DISTANCE][..., None]) * nearer))

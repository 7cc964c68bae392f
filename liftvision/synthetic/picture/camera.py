"""A pinhole camera."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Camera:
    """Where the camera is, in one frame.

    Attributes
    ----------
    position
        (3,) m in the world frame.
    rotation
        (3, 3) world to camera: rows are the picture's right, its down, and the viewing direction.
    focal_px
        The same along both axes.
    size
        Width and height of the picture in px; the optical axis meets its centre.
    """

    position: FloatArray
    rotation: FloatArray
    focal_px: float
    size: tuple[int, int]

    def in_camera(self, points: FloatArray) -> FloatArray:
        """Give points (..., 3) m of the world as the camera has them: right, down, away."""
        return np.asarray((points - self.position) @ self.rotation.T)

    def project(self, points: FloatArray) -> FloatArray:
        """Give the px (..., 2) of points (..., 3) m; NaN for what is behind the camera."""
        seen = self.in_camera(points)
        depth = np.where(seen[..., 2] > 0.0, seen[..., 2], np.nan)
        centre = 0.5 * np.array(self.size, dtype=np.float64)
        return np.asarray(centre + self.focal_px * seen[..., :2] / depth[..., None])

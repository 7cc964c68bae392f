"""Ellipses as a turned plate shows itself, and what a field of edges says about one.

The edge field (`edges.edge_field`), multiplied with the conjugate of a unit vector of twice the
angle of an outline's normal, has the real part 1 for a strong edge along the outline and -1 for
one across it, whichever side is the darker.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField

RAYS = 120
"""Rays on which an outline is looked at."""


@dataclass(frozen=True)
class Ellipse:
    """An ellipse around a centre that is given elsewhere.

    Attributes
    ----------
    half_width, half_height
        Half axes in px, the second nearly upright.
    tilt
        Radians by which both are turned, clockwise in the picture (x right, y down).
    """

    half_width: float
    half_height: float
    tilt: float = 0.0

    def scaled(self, factor: float) -> "Ellipse":
        """Give the ellipse of the same shape, larger by a factor."""
        return replace(
            self, half_width=factor * self.half_width, half_height=factor * self.half_height
        )

    @property
    def upright(self) -> float:
        """Half of the height in px from the uppermost to the lowest point."""
        sine, cosine = np.sin(self.tilt), np.cos(self.tilt)
        return float(np.hypot(self.half_width * sine, self.half_height * cosine))

    def outline(self, rays: int = RAYS) -> tuple[FloatArray, FloatArray]:
        """Give points (rays, 2) px about the centre, and the unit normals (rays, 2) there.

        The first is to the right, the next further down, whichever axis is the longer.
        """
        turn = 2.0 * np.pi * np.arange(rays) / rays - self.tilt
        cosine, sine = np.cos(self.tilt), np.sin(self.tilt)
        turned = np.array([[cosine, sine], [-sine, cosine]])
        points = np.stack([self.half_width * np.cos(turn), self.half_height * np.sin(turn)], axis=1)
        normals = np.stack([np.cos(turn) / self.half_width, np.sin(turn) / self.half_height], 1)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return points @ turned, normals @ turned


def support_at(field: EdgeField, points: FloatArray, normals: FloatArray) -> FloatArray:
    """Tell how well edges run along an outline: -1 to 1 at each point, 0 outside the picture.

    Parameters
    ----------
    field
        (H, W) field of edges.
    points
        (..., 2) px, x and y; the middle of the first pixel is (0, 0).
    normals
        (..., 2) unit normals of the outline, that broadcast against the points.
    """
    import cv2

    at = points.astype(np.float32)
    parts = np.ascontiguousarray(field).view(np.float32).reshape(*field.shape, 2)
    rows = at.reshape(-1, at.shape[-2], 2) if at.ndim > 2 else at[None]
    found = cv2.remap(parts, rows, None, cv2.INTER_LINEAR, borderValue=0)
    twice = (normals[..., 0] + 1j * normals[..., 1]) ** 2
    values = found.reshape(*at.shape[:-1], 2)
    return np.asarray(values[..., 0] * twice.real + values[..., 1] * twice.imag, dtype=np.float64)

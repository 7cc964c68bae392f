"""Where the near plate's rim truly is in the picture of a rendered clip: a projected circle."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.truth.truth import TrueBar, TrueCamera

BEVEL_M = 0.006
"""The rim is widest this far behind the outer face: the edge of `synthetic.picture.barbell`'s
plates is cut."""

DISC_RINGS = 24
"""The disc is sampled in this many rings of the same area, of as many points each."""


@dataclass(frozen=True, eq=False)
class TrueRim:
    """The outline of the near plate in every frame; px of the upright picture.

    The edges of the picture are 0 and its size: the centre of its first pixel is 0.5.

    Attributes
    ----------
    centre
        (T, 2) px, of the ellipse that the rim is in the picture; not the picture of its centre.
    half_width, half_height
        (T,) px, its half axes; the second is the more upright.
    in_picture
        (T,) part of the plate's disc that lies within the picture, whatever hides it.
    """

    centre: FloatArray
    half_width: FloatArray
    half_height: FloatArray
    in_picture: FloatArray


def near_rim(bar: TrueBar, camera: TrueCamera) -> TrueRim | None:
    """Give the rim of the plate that is nearer to the camera; None without plates.

    All plates of a rendered bar have the same diameter, so that it is the outermost one's.
    """
    if bar.plate_diameter_m is None:
        return None
    frames = len(bar.centre)
    ends = np.stack([bar.left_end, bar.right_end], axis=1)
    away = np.linalg.norm(ends - camera.position[:, None], axis=2).mean(axis=0)
    end = ends[:, int(away.argmin())]
    axis = (end - bar.centre) / np.linalg.norm(end - bar.centre, axis=1, keepdims=True)
    circle = _circle(end - BEVEL_M * axis, axis, 0.5 * bar.plate_diameter_m)
    seen = camera.rotation @ (circle - _column(camera.position, frames))
    centre_px = 0.5 * np.array(camera.size, dtype=np.float64)
    lens = np.array(
        [
            [camera.focal_px, 0.0, centre_px[0]],
            [0.0, camera.focal_px, centre_px[1]],
            [0.0, 0.0, 1.0],
        ]
    )
    to_picture = lens @ seen
    centre, half_width, half_height = _ellipse(to_picture)
    return TrueRim(centre, half_width, half_height, _in_picture(to_picture, camera.size))


def _circle(centre: FloatArray, axis: FloatArray, radius: float) -> FloatArray:
    """Give matrices (T, 3, 3) that take (cos a, sin a, 1) to the points of circles in space."""
    level = np.cross(axis, [0.0, 1.0, 0.0])
    level /= np.linalg.norm(level, axis=1, keepdims=True)
    return np.stack([radius * level, radius * np.cross(level, axis), centre], axis=2)


def _column(position: FloatArray, frames: int) -> FloatArray:
    """Give matrices (T, 3, 3) with a position in the last column, to be taken from points."""
    only_last = np.zeros((frames, 3, 3))
    only_last[:, :, 2] = position
    return only_last


def _ellipse(to_picture: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give centre (T, 2) and half axes (T,), (T,) of the picture of the unit circle."""
    back = np.linalg.inv(to_picture)
    conic = np.swapaxes(back, 1, 2) @ np.diag([1.0, 1.0, -1.0]) @ back
    quadratic, linear = conic[:, :2, :2], conic[:, :2, 2]
    centre = -np.linalg.solve(quadratic, linear[:, :, None])[:, :, 0]
    level = conic[:, 2, 2] + (linear * centre).sum(axis=1)
    curvatures, directions = np.linalg.eigh(-quadratic / level[:, None, None])
    half_axes = 1.0 / np.sqrt(curvatures)
    upright = np.abs(directions[:, 1]).argmax(axis=1)[:, None]
    half_height = np.take_along_axis(half_axes, upright, axis=1)[:, 0]
    half_width = np.take_along_axis(half_axes, 1 - upright, axis=1)[:, 0]
    return centre, half_width, half_height


def _in_picture(to_picture: FloatArray, size: tuple[int, int]) -> FloatArray:
    """Give the part (T,) of the unit disc whose picture lies within the picture's edges."""
    radii = np.sqrt((np.arange(DISC_RINGS) + 0.5) / DISC_RINGS)
    angles = 2.0 * np.pi * (np.arange(DISC_RINGS) + 0.5) / DISC_RINGS
    across, up = np.outer(radii, np.cos(angles)).ravel(), np.outer(radii, np.sin(angles)).ravel()
    points = to_picture @ np.stack([across, up, np.ones_like(up)])
    px = points[:, :2] / points[:, 2:]
    edges = np.array(size, dtype=np.float64)[:, None]
    return np.asarray(((px >= 0.0) & (px <= edges)).all(axis=1).mean(axis=1))

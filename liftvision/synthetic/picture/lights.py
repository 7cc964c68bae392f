"""The light of a room: lamps, windows, what walls and ceiling throw back, and the exposure."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import Colour
from liftvision.synthetic.picture.geometry import Point


@dataclass(frozen=True)
class Lamp:
    """A flat light: a ceiling lamp or a window.

    Attributes
    ----------
    position, direction
        Middle, m, and unit vector into which it shines most.
    radius_m
        Half of its extent; wide lamps throw soft shadows.
    power
        Linear RGB: what a white surface facing it from 1 m would send back.
    """

    position: Point
    direction: Point
    radius_m: float
    power: Colour


@dataclass(frozen=True)
class Lights:
    """All light in a room.

    Attributes
    ----------
    lamps
        The first two throw the shadows of whatever moves.
    from_above, from_below
        Linear RGB of the indirect light on surfaces that face up and down.
    exposure
        Factor on the picture, 1 for the automatic exposure of a phone.
    """

    lamps: tuple[Lamp, ...]
    from_above: Colour
    from_below: Colour
    exposure: float = 1.0


def irradiance(lamp: Lamp, point: FloatArray, normals: FloatArray) -> FloatArray:
    """Give the light (N, 3) of a lamp on surfaces at a point (3,) m with normals (N, 3)."""
    towards = np.array(lamp.position) - point
    distance = float(np.linalg.norm(towards))
    towards = towards / distance
    leaving = max(0.0, -float(towards @ np.array(lamp.direction)))
    arriving = np.clip(normals @ towards, 0.0, None)
    strength = leaving * arriving / (distance**2 + lamp.radius_m**2)
    return np.asarray(strength[:, None] * np.array(lamp.power))


def light_cube(lamps: tuple[Lamp, ...], lights: Lights, point: FloatArray) -> FloatArray:
    """Give the light (6, 3) on surfaces at a point that face +x, -x, +y, -y, +z, -z.

    Indirect light and the given lamps; weighing the three that a surface faces with the squares
    of its normal's components gives the light on it (the 'ambient cube' of McTaggart 2004).
    """
    axes = np.concatenate([np.eye(3), -np.eye(3)])[[0, 3, 1, 4, 2, 5]]
    share = 0.5 + 0.5 * axes[:, 1:2]
    cube = share * np.array(lights.from_above) + (1.0 - share) * np.array(lights.from_below)
    for lamp in lamps:
        cube = cube + irradiance(lamp, point, axes)
    return np.asarray(cube)

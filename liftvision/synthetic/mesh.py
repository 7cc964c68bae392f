"""Triangles with a colour and a material: what the renderer draws."""

from dataclasses import dataclass
from enum import IntEnum

from liftvision.arrays import FloatArray, IntArray


class Material(IntEnum):
    """How a surface takes the light; its colour is the mesh's own."""

    SKIN = 0
    CLOTH = 1
    HAIR = 2
    EYE = 3
    LEATHER = 4
    RUBBER = 5
    STEEL = 6
    PAINT = 7
    CONCRETE = 8
    BRICK = 9
    WOOD = 10
    MIRROR = 11
    LAMP = 12
    PLATE = 13


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface.

    Attributes
    ----------
    vertices, normals
        (V, 3) m and unit vectors, in the world frame.
    triangles
        (F, 3) vertices, counter-clockwise seen from outside.
    colours
        (V, 3) linear RGB, 0-1.
    materials
        (V,) `Material` of each vertex; the three corners of a triangle share one.
    texture
        (V, 3) m, where a vertex lies in its material: for skin and cloth the place on the body
        at rest, so that patterns move with the body.
    """

    vertices: FloatArray
    normals: FloatArray
    triangles: IntArray
    colours: FloatArray
    materials: IntArray
    texture: FloatArray

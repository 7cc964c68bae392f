"""Simple solids as meshes: quads, boxes, turned parts, tubes; and how to put them together."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import Colour
from liftvision.synthetic.mesh import Material, Mesh

Point: TypeAlias = tuple[float, float, float]

BOX_FACES = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((-1, 0, 0), (0, 0, 1), (0, 1, 0)),
    ((0, 1, 0), (0, 0, 1), (1, 0, 0)),
    ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
    ((0, 0, 1), (1, 0, 0), (0, 1, 0)),
    ((0, 0, -1), (0, 1, 0), (1, 0, 0)),
)
"""Outward normal of each face, and its two sides so that first x second = normal."""


def quad(corner: Point, side: Point, other_side: Point, colour: Colour, material: Material) -> Mesh:
    """Give a parallelogram that faces along side x other_side."""
    first, second, start = (
        np.array(value, dtype=np.float64) for value in (side, other_side, corner)
    )
    vertices = np.array([start, start + first, start + first + second, start + second])
    normal = np.cross(first, second)
    normals = np.tile(normal / np.linalg.norm(normal), (4, 1))
    return painted(vertices, normals, np.array([[0, 1, 2], [0, 2, 3]]), colour, material)


def box(centre: Point, size: Point, colour: Colour, material: Material) -> Mesh:
    """Give a box along the axes of the world."""
    half = 0.5 * np.array(size)
    faces = []
    for normal, first, second in BOX_FACES:
        sides = np.array(first) * 2 * half, np.array(second) * 2 * half
        corner = np.array(centre) + np.array(normal) * half - 0.5 * (sides[0] + sides[1])
        faces.append(quad(tuple(corner), tuple(sides[0]), tuple(sides[1]), colour, material))
    return merged(faces)


def turned(
    profile: Sequence[tuple[float, float]],
    colours: Sequence[Colour],
    material: Material,
    segments: int = 64,
) -> Mesh:
    """Give a solid of revolution about the x axis.

    Parameters
    ----------
    profile
        (x, radius) m along the outside, so that walking along it the solid lies to the right
        (from the axis at small x, outward, to the axis at large x); edges are kept sharp.
    colours
        One for each stretch between two points of the profile.
    """
    angles = np.linspace(0.0, 2.0 * np.pi, segments + 1)
    ring = np.stack([np.zeros_like(angles), np.cos(angles), np.sin(angles)], axis=1)
    strips = []
    for (x0, r0), (x1, r1), colour in zip(profile[:-1], profile[1:], colours, strict=True):
        slope = np.array([-(r1 - r0), x1 - x0]) / np.hypot(r1 - r0, x1 - x0)
        normals = ring * slope[1] + [slope[0], 0.0, 0.0]
        vertices = np.concatenate([ring * r0 + [x0, 0.0, 0.0], ring * r1 + [x1, 0.0, 0.0]])
        at = np.arange(segments)
        near, far = at, at + segments + 1
        triangles = np.concatenate(
            [np.stack([near, near + 1, far], 1), np.stack([near + 1, far + 1, far], 1)]
        )
        strips.append(
            painted(vertices, np.concatenate([normals, normals]), triangles, colour, material)
        )
    return merged(strips)


def rod(
    start: Point, end: Point, radius: float, colour: Colour, material: Material, segments: int = 24
) -> Mesh:
    """Give a closed cylinder from one point to another."""
    ends = np.array([start, end], dtype=np.float64)
    along = ends[1] - ends[0]
    length = float(np.linalg.norm(along))
    solid = turned(
        [(0.0, 0.0), (0.0, radius), (length, radius), (length, 0.0)],
        [colour] * 3,
        material,
        segments,
    )
    return placed(solid, frame_along(along / length), ends[0])


def sphere(centre: Point, radius: float, colour: Colour, material: Material) -> Mesh:
    """Give a round ball with smooth normals."""
    latitudes, longitudes = np.linspace(0.0, np.pi, 25), np.linspace(0.0, 2.0 * np.pi, 49)
    polar, around = (grid.ravel() for grid in np.meshgrid(latitudes, longitudes, indexing="ij"))
    normals = np.stack(
        [np.sin(polar) * np.cos(around), np.cos(polar), -np.sin(polar) * np.sin(around)], axis=1
    )
    row, column = (
        grid.ravel() for grid in np.meshgrid(np.arange(24), np.arange(48), indexing="ij")
    )
    near, far = row * 49 + column, (row + 1) * 49 + column
    triangles = np.concatenate(
        [np.stack([near, far, near + 1], 1), np.stack([near + 1, far, far + 1], 1)]
    )
    return painted(np.array(centre) + radius * normals, normals, triangles, colour, material)


def frame_along(direction: FloatArray) -> FloatArray:
    """Give a rotation (3, 3) that takes the x axis to a unit direction (3,)."""
    helper = np.array([0.0, 1.0, 0.0]) if abs(direction[1]) < 0.9 else np.array([0.0, 0.0, 1.0])
    third = np.cross(direction, helper)
    third /= np.linalg.norm(third)
    return np.stack([direction, np.cross(third, direction), third], axis=1)


def about_y(degrees: float) -> FloatArray:
    """Give the rotation (3, 3) about the vertical that turns z towards x."""
    cosine, sine = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])


def placed(mesh: Mesh, rotation: FloatArray, translation: FloatArray) -> Mesh:
    """Give a mesh turned by a rotation (3, 3), then moved by (3,) m; its texture stays on it."""
    return Mesh(
        vertices=mesh.vertices @ rotation.T + translation,
        normals=mesh.normals @ rotation.T,
        triangles=mesh.triangles,
        colours=mesh.colours,
        materials=mesh.materials,
        texture=mesh.texture,
    )


def moved(mesh: Mesh, x: float, y: float, z: float, turn_deg: float = 0.0) -> Mesh:
    """Give a mesh turned about the vertical, then moved; its texture stays on it."""
    return placed(mesh, about_y(turn_deg), np.array([x, y, z]))


def merged(meshes: Sequence[Mesh]) -> Mesh:
    """Give several meshes as one."""
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
    return Mesh(
        vertices=np.concatenate([mesh.vertices for mesh in meshes]),
        normals=np.concatenate([mesh.normals for mesh in meshes]),
        triangles=np.concatenate(
            [mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)]
        ),
        colours=np.concatenate([mesh.colours for mesh in meshes]),
        materials=np.concatenate([mesh.materials for mesh in meshes]),
        texture=np.concatenate([mesh.texture for mesh in meshes]),
    )


def painted(
    vertices: FloatArray,
    normals: FloatArray,
    triangles: FloatArray,
    colour: Colour,
    material: Material,
) -> Mesh:
    """Give a mesh of one colour and material, textured by where it is now."""
    return Mesh(
        vertices=vertices,
        normals=normals,
        triangles=np.asarray(triangles, dtype=np.int64),
        colours=np.tile(np.array(colour, dtype=np.float64), (len(vertices), 1)),
        materials=np.full(len(vertices), int(material), dtype=np.int64),
        texture=vertices,
    )

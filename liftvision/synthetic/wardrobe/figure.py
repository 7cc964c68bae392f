"""The dressed lifter: made once for a clip, and asked for its surface once a frame."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, csr_array

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Mesh
from liftvision.synthetic.recipes.recipe import WardrobeRecipe
from liftvision.synthetic.wardrobe.drape import Membrane, hung
from liftvision.synthetic.wardrobe.normals import corner_sums, face_normals, unit
from liftvision.synthetic.wardrobe.outfit import outfit
from liftvision.synthetic.wardrobe.piece import Piece
from liftvision.synthetic.wardrobe.subdivision import triangulated
from liftvision.synthetic.wardrobe.tail import AROUND, NODES, Tail, hanging

FOLD = 0.5
"""Depth of a fold over how far the cloth stands off the body."""

CREASE = 0.020
"""m: depth of a crease where cloth is crushed to nothing; it is crushed by a third at most."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A dressed lifter.

    Attributes
    ----------
    cloths
        By name, from the skin outward.
    tail
        A tail of hair, or None.
    fairing
        (N, N) the skin as clothes see it, without its deep hollows.
    skin_to_normals
        (N, F) sums the normals of the skin's triangles at its vertices.
    skin_triangles
        (F, 3).
    blend
        (V, points) weights of all carriers' points, one after the other.
    offset, folds, creases
        (V,) see `Piece`.
    triangles, colours, materials, texture
        As in `Mesh`.
    to_normals
        (V, F) sums the triangles' normals at the vertices.
    """

    cloths: Mapping[str, Membrane]
    tail: Tail | None
    fairing: csr_array
    skin_triangles: IntArray
    skin_to_normals: csr_array
    blend: csr_array
    offset: FloatArray
    folds: FloatArray
    creases: FloatArray
    triangles: IntArray
    colours: FloatArray
    materials: IntArray
    texture: FloatArray
    to_normals: csr_array


def dress(body: Body, wardrobe: WardrobeRecipe) -> Figure:
    """Dress a body."""
    clothes = outfit(body, wardrobe)
    pieces = clothes.pieces
    count = len(body.vertices)
    sizes = {"skin": count} | {name: len(cloth.vertices) for name, cloth in clothes.cloths.items()}
    if clothes.tail is not None:
        sizes["tail"] = NODES * AROUND
    triangles = _numbered(pieces)
    total = sum(len(piece.rest) for piece in pieces)
    skin_triangles = triangulated(body.quads[body.groups["body"]])
    return Figure(
        cloths=clothes.cloths,
        tail=clothes.tail,
        fairing=clothes.fairing,
        skin_triangles=skin_triangles,
        skin_to_normals=corner_sums(skin_triangles, count),
        blend=_blend(pieces, sizes),
        offset=np.concatenate([piece.offset for piece in pieces]),
        folds=np.concatenate([piece.folds for piece in pieces]),
        creases=np.concatenate([piece.creases for piece in pieces]),
        triangles=triangles,
        colours=np.concatenate([piece.colours for piece in pieces]),
        materials=np.concatenate(
            [np.full(len(piece.rest), int(piece.material)) for piece in pieces]
        ),
        texture=np.concatenate([piece.rest for piece in pieces]),
        to_normals=corner_sums(triangles, total),
    )


def surface(figure: Figure, skinned_vertices: FloatArray) -> Mesh:
    """Give what is seen of a dressed lifter in one posture.

    Parameters
    ----------
    skinned_vertices
        (N, 3) m, all the body's vertices, skinned to the posture.
    """
    count = len(skinned_vertices)
    normals = _skin_normals(figure, skinned_vertices)
    carriers = [np.concatenate([skinned_vertices, normals, np.zeros((count, 2))], axis=1)]
    loose_hair = []
    if figure.tail is not None:
        points, facing = hanging(figure.tail, skinned_vertices, normals)
        loose_hair.append(np.concatenate([points, facing, np.zeros((len(points), 2))], axis=1))
    faired = figure.fairing @ skinned_vertices
    normals = _skin_normals(figure, faired)
    beneath = np.zeros(count)
    for cloth in figure.cloths.values():
        here = cloth.vertices
        cover = hung(cloth, faired[here], normals[here], beneath[here])
        beneath[here] = cover.height
        scalars = np.stack([cover.slack, cover.crush], axis=1)
        carriers.append(np.concatenate([cover.points, cover.directions, scalars], axis=1))
    carried = figure.blend @ np.concatenate(carriers + loose_hair)
    deep = FOLD * figure.folds * carried[:, 6] + CREASE * figure.creases * carried[:, 7]
    vertices = carried[:, :3] + (figure.offset + deep)[:, None] * unit(carried[:, 3:6])
    return Mesh(
        vertices=vertices,
        normals=unit(figure.to_normals @ face_normals(vertices, figure.triangles)),
        triangles=figure.triangles,
        colours=figure.colours,
        materials=figure.materials,
        texture=figure.texture,
    )


def _skin_normals(figure: Figure, vertices: FloatArray) -> FloatArray:
    """Give the unit normals (N, 3) of the body's vertices (N, 3)."""
    return unit(figure.skin_to_normals @ face_normals(vertices, figure.skin_triangles))


def _numbered(pieces: tuple[Piece, ...]) -> IntArray:
    """Put the triangles of all pieces together."""
    starts = np.cumsum([0] + [len(piece.rest) for piece in pieces[:-1]])
    return np.concatenate(
        [piece.triangles + start for piece, start in zip(pieces, starts, strict=True)]
    )


def _blend(pieces: tuple[Piece, ...], sizes: Mapping[str, int]) -> csr_array:
    """Put the weights of all pieces into one matrix over all carriers' points."""
    names = list(sizes)
    rows = [
        [
            piece.blend if name == piece.carrier else csr_array((len(piece.rest), sizes[name]))
            for name in names
        ]
        for piece in pieces
    ]
    return csr_array(block_array(rows))

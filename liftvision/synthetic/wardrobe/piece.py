"""One connected surface of the dressed lifter, in terms of what moves it."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.wardrobe.clipping import clip, open_edges
from liftvision.synthetic.wardrobe.subdivision import subdivided, triangulated


@dataclass(frozen=True, eq=False)
class Piece:
    """A surface of one material.

    Attributes
    ----------
    carrier
        What moves it: ``skin``, or the name of a cloth or of a tail of hair.
    blend
        (V, carrier's points) weights that give the vertices from the carrier's points.
    offset
        (V,) m along the carrier's normals.
    triangles
        (F, 3) counter-clockwise seen from outside.
    colours
        (V, 3) linear RGB.
    material
        Of all of it.
    rest
        (V, 3) m, on the body at rest: its texture coordinates.
    folds, creases
        (V,) -1 to 1 and 0 to 1: where cloth that stands off the body falls in folds, and where
        cloth that is crushed creases.
    """

    carrier: str
    blend: csr_array
    offset: FloatArray
    triangles: IntArray
    colours: FloatArray
    material: Material
    rest: FloatArray
    folds: FloatArray
    creases: FloatArray


def plain_piece(
    carrier: str,
    blend: csr_array,
    triangles: IntArray,
    rest: FloatArray,
    colour: FloatArray,
    material: Material,
    offset: float | FloatArray = 0.0,
) -> Piece:
    """Make a piece without folds, in one colour (3,) or with the colours (V, 3)."""
    count = blend.shape[0]
    return Piece(
        carrier=carrier,
        blend=blend,
        offset=np.broadcast_to(np.asarray(offset, dtype=np.float64), (count,)).copy(),
        triangles=triangles,
        colours=np.broadcast_to(colour, (count, 3)).copy(),
        material=material,
        rest=rest,
        folds=np.zeros(count),
        creases=np.zeros(count),
    )


def near(quads: IntArray, wanted: BoolArray, rings: int = 1) -> IntArray:
    """Give the quads with a wanted vertex (N,), and `rings` of quads around them."""
    reached = wanted.copy()
    for _ in range(rings):
        reached[quads[reached[quads].any(axis=1)]] = True
    return np.asarray(quads[reached[quads].any(axis=1)])


def refined(quads: IntArray, count: int, times: int) -> tuple[IntArray, csr_array]:
    """Subdivide some quads (F, 4) of `count` vertices; give the quads and weights (V, count)."""
    faces, weights = _local(quads, count)
    for _ in range(times):
        faces, finer = subdivided(faces, weights.shape[0])
        weights = csr_array(finer @ weights)
    return faces, weights


def finely_cut(
    quads: IntArray, fields: tuple[FloatArray, ...], times: int = 1
) -> tuple[IntArray, csr_array, FloatArray]:
    """Subdivide quads and keep what lies below zero of every field, cut exactly.

    Parameters
    ----------
    quads
        (F, 4) of vertices 0 to N - 1.
    fields
        Each (N,); they are carried to the finer vertices, so they should be smooth.
    times
        How often each quad is split into four.

    Returns
    -------
    IntArray, csr_array, FloatArray
        The (T, 3) triangles, the (V, N) weights of their vertices, and the (V,) greatest field.
    """
    faces, weights = refined(quads, len(fields[0]), times)
    greatest = np.max([weights @ field for field in fields], axis=0)
    cut = clip(triangulated(faces), greatest)
    return cut.triangles, csr_array(cut.mix @ weights), cut.mix @ greatest


def hemmed(piece: Piece, depth: FloatArray, thickness: float, lining: float) -> tuple[Piece, ...]:
    """Give cloth with its edges turned in, and the inside that is seen at them.

    Parameters
    ----------
    piece
        The outside of the cloth.
    depth
        (V,) m inward from the nearest edge.
    thickness, lining
        m: of the cloth, and how far in from an edge its inside is made.
    """
    edges = open_edges(piece.triangles)
    count = len(piece.rest)
    rim = _picked(piece, np.arange(count), piece.offset)
    inner_rim = _picked(piece, np.arange(count), piece.offset - thickness)
    strip = np.concatenate(
        [
            np.stack([edges[:, 1], edges[:, 0], edges[:, 0] + count], axis=1),
            np.stack([edges[:, 1], edges[:, 0] + count, edges[:, 1] + count], axis=1),
        ]
    )
    border = _used(_joined(rim, inner_rim, strip))
    shown = (depth[piece.triangles] < lining).any(axis=1)
    inside = replace(
        piece,
        triangles=piece.triangles[shown][:, ::-1],
        offset=piece.offset - thickness,
        colours=0.45 * piece.colours,
    )
    return piece, border, _used(inside)


def _joined(first: Piece, second: Piece, triangles: IntArray) -> Piece:
    """Put the vertices of two pieces together under new triangles."""
    both = (first, second)
    return replace(
        first,
        blend=csr_array(vstack([part.blend for part in both])),
        offset=np.concatenate([part.offset for part in both]),
        triangles=triangles,
        colours=np.concatenate([part.colours for part in both]),
        rest=np.concatenate([part.rest for part in both]),
        folds=np.concatenate([part.folds for part in both]),
        creases=np.concatenate([part.creases for part in both]),
    )


def _picked(piece: Piece, chosen: IntArray, offset: FloatArray) -> Piece:
    """Keep some vertices of a piece, at an offset of their own (given for all)."""
    return replace(
        piece,
        blend=csr_array(piece.blend[chosen]),
        offset=offset[chosen],
        colours=piece.colours[chosen],
        rest=piece.rest[chosen],
        folds=piece.folds[chosen],
        creases=piece.creases[chosen],
    )


def _used(piece: Piece) -> Piece:
    """Drop the vertices that no triangle uses."""
    used, renumbered = np.unique(piece.triangles, return_inverse=True)
    kept = _picked(piece, used, piece.offset)
    return replace(kept, triangles=renumbered.reshape(-1, 3).astype(np.int64))


def _local(quads: IntArray, count: int) -> tuple[IntArray, csr_array]:
    """Renumber quads to the vertices they use, and give the weights (V, count) that pick these."""
    used, local = np.unique(quads, return_inverse=True)
    pick = csr_array((np.ones(len(used)), (np.arange(len(used)), used)), shape=(len(used), count))
    return local.reshape(-1, 4).astype(np.int64), pick

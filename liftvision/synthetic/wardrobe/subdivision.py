"""Finer surfaces: Catmull-Clark subdivision written as a matrix, to be done once per clip."""

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array, vstack

from liftvision.arrays import FloatArray, IntArray


def triangulated(quads: IntArray) -> IntArray:
    """Split quads (F, 4) into triangles (2F, 3)."""
    return np.stack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]], axis=1).reshape(-1, 3)


def sparse(
    rows: IntArray, columns: IntArray, values: FloatArray, shape: tuple[int, int]
) -> csr_array:
    """Give the matrix with `values` added up at `rows` and `columns`."""
    return csr_array(coo_array((values, (rows, columns)), shape=shape))


def subdivided(quads: IntArray, count: int) -> tuple[IntArray, csr_array]:
    """Subdivide quads over `count` vertices once.

    Parameters
    ----------
    quads
        (F, 4); every vertex from 0 to `count` - 1 is in one of them.
    count
        How many vertices there are.

    Returns
    -------
    IntArray, csr_array
        The (4F, 4) quads, and the (V, count) weights that give the new vertices from the old;
        the first `count` of them are the old ones, moved. Rows add up to one.

    Notes
    -----
    Catmull and Clark (1978), with the usual cubic B-spline rule along open edges.
    """
    faces = len(quads)
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2)
    edges, edge_of, uses = np.unique(
        np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    edge_of = edge_of.reshape(-1)
    face_of = np.repeat(np.arange(faces), 4)
    to_face = sparse(face_of, quads.reshape(-1), np.full(4 * faces, 0.25), (faces, count))
    ends = np.repeat(np.arange(len(edges)), 2)
    middles = sparse(ends, edges.reshape(-1), np.full(len(ends), 0.5), (len(edges), count))
    beside = sparse(edge_of, face_of, np.full(4 * faces, 0.5), (len(edges), faces)) @ to_face
    inner = (uses == 2).astype(np.float64)
    to_edge = diags_array(1.0 - 0.5 * inner) @ middles + diags_array(0.5 * inner) @ beside
    to_vertex = _vertex_rule(quads, edges, inner, to_face, middles, count)
    weights = csr_array(vstack([to_vertex, to_face, to_edge]))
    edge_number = count + faces + edge_of.reshape(faces, 4)
    centre = np.repeat(count + np.arange(faces)[:, None], 4, axis=1)
    before = np.roll(edge_number, 1, axis=1)
    fine = np.stack([quads, edge_number, centre, before], axis=2).reshape(-1, 4)
    return fine, weights


def _vertex_rule(
    quads: IntArray,
    edges: IntArray,
    inner: FloatArray,
    to_face: csr_array,
    middles: csr_array,
    count: int,
) -> csr_array:
    """Give the (count, count) weights that move the old vertices."""
    faces = len(quads)
    valence = np.bincount(quads.reshape(-1), minlength=count).astype(np.float64)
    open_ends = edges[inner == 0]
    on_edge = np.zeros(count, dtype=bool)
    on_edge[open_ends.reshape(-1)] = True
    around = sparse(
        quads.reshape(-1), np.repeat(np.arange(faces), 4), np.ones(4 * faces), (count, faces)
    )
    spokes = sparse(
        edges.reshape(-1),
        np.repeat(np.arange(len(edges)), 2),
        np.ones(2 * len(edges)),
        (count, len(edges)),
    )
    scale = np.where(on_edge, 0.0, 1.0 / np.maximum(valence, 1.0) ** 2)
    smooth = diags_array(scale) @ (around @ to_face) + diags_array(2.0 * scale) @ (spokes @ middles)
    kept = np.where(on_edge, 0.75, (valence - 3.0) / np.maximum(valence, 1.0))
    along = sparse(
        open_ends.reshape(-1),
        open_ends[:, ::-1].reshape(-1),
        np.full(open_ends.size, 0.125),
        (count, count),
    )
    return csr_array(smooth + diags_array(kept) + along)

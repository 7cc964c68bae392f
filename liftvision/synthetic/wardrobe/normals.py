"""Which way surfaces face."""

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.wardrobe.subdivision import sparse


def face_normals(vertices: FloatArray, triangles: IntArray) -> FloatArray:
    """Give the normals (F, 3) of triangles, each as long as twice the area."""
    first, second, third = np.ascontiguousarray(triangles.T)
    # One coordinate at a time: three times as fast as np.cross on rows.
    along = [axis.take(second) - axis.take(first) for axis in np.ascontiguousarray(vertices.T)]
    aside = [axis.take(third) - axis.take(first) for axis in np.ascontiguousarray(vertices.T)]
    normals = np.empty((len(triangles), 3))
    for axis in range(3):
        after, last = (axis + 1) % 3, (axis + 2) % 3
        normals[:, axis] = along[after] * aside[last] - along[last] * aside[after]
    return normals


def unit(vectors: FloatArray) -> FloatArray:
    """Give vectors (V, 3) a length of one; no length stays none."""
    length = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.maximum(length, 1e-12)[:, None])


def corner_sums(triangles: IntArray, count: int) -> csr_array:
    """Give the matrix (count, F) that sums what triangles have at their corners."""
    faces = np.repeat(np.arange(len(triangles)), 3)
    return sparse(triangles.reshape(-1), faces, np.ones(triangles.size), (count, len(triangles)))


def outward(vertices: FloatArray, triangles: IntArray) -> FloatArray:
    """Give the unit normals (V, 3) at the vertices of a mesh."""
    return unit(corner_sums(triangles, len(vertices)) @ face_normals(vertices, triangles))

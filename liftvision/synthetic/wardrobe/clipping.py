"""Cutting a triangle mesh exactly along a level of a field that is known at its vertices."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.synthetic.wardrobe.subdivision import sparse

SNAP = 0.02
"""A cut this near to a vertex, as a share of its edge, goes through the vertex: no slivers."""


@dataclass(frozen=True, eq=False)
class Cut:
    """What is left of a mesh.

    Attributes
    ----------
    triangles
        (F, 3), wound as before.
    mix
        (V, old) weights that give anything known at the new vertices from the old ones: rows
        hold one old vertex, or two where an edge was cut. Rows add up to one.
    """

    triangles: IntArray
    mix: csr_array


def clip(triangles: IntArray, field: FloatArray) -> Cut:
    """Keep the part of a mesh where the field is not above zero.

    Parameters
    ----------
    triangles
        (F, 3).
    field
        (V,) in any unit, linear over each triangle.

    Returns
    -------
    Cut
        Triangles that cross zero are split there; vertices nobody needs are dropped.
    """
    level = _snapped(triangles, field)
    inside: BoolArray = np.less_equal(level, 0.0)
    kept = inside[triangles].sum(axis=1)
    whole = triangles[kept == 3]
    one = _turned(triangles[kept == 1], inside, alone=True)
    two = _turned(triangles[kept == 2], inside, alone=False)
    crossed = np.concatenate([one[:, [0, 1]], one[:, [0, 2]], two[:, [1, 0]], two[:, [2, 0]]])
    edges, edge_of = np.unique(np.sort(crossed, axis=1), axis=0, return_inverse=True)
    point = np.where(level[edges[:, 0]] == 0.0, edges[:, 0], edges[:, 1])
    through = (level[edges] == 0.0).any(axis=1)
    point = np.where(through, point, len(field) + np.arange(len(edges)))
    first, second, third, fourth = np.split(
        point[edge_of.reshape(-1)], np.cumsum([len(one), len(one), len(two)])
    )
    pieces = np.concatenate(
        [
            whole,
            np.stack([one[:, 0], first, second], axis=1),
            np.stack([third, two[:, 1], two[:, 2]], axis=1),
            np.stack([third, two[:, 2], fourth], axis=1),
        ]
    )
    flat = (pieces == np.roll(pieces, 1, axis=1)).any(axis=1)
    return compacted(pieces[~flat], _edge_mix(edges, level))


def compacted(triangles: IntArray, mix: csr_array) -> Cut:
    """Drop the vertices (rows of `mix`) that no triangle uses."""
    used, renumbered = np.unique(triangles, return_inverse=True)
    return Cut(renumbered.reshape(-1, 3).astype(np.int64), csr_array(mix[used]))


def open_edges(triangles: IntArray) -> IntArray:
    """Give the directed edges (E, 2) that only one triangle has, as that triangle goes."""
    sides = triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    _, edge_of, uses = np.unique(
        np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    return np.asarray(sides[uses[edge_of.reshape(-1)] == 1])


def _snapped(triangles: IntArray, field: FloatArray) -> FloatArray:
    """Set the field to zero where an edge would be cut too near to a vertex."""
    sides = triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    values = field[sides]
    crossing = np.asarray((values > 0.0).any(axis=1) & (values < 0.0).any(axis=1))
    span = np.abs(values[:, 0] - values[:, 1])
    near = crossing[:, None] & (np.abs(values) < SNAP * span[:, None])
    level = field.copy()
    level[sides[near]] = 0.0
    return level


def _turned(triangles: IntArray, inside: BoolArray, *, alone: bool) -> IntArray:
    """Turn each triangle so that its odd vertex comes first; `alone`: the odd one is inside."""
    is_odd = inside[triangles] if alone else ~inside[triangles]
    odd = np.argmax(is_odd, axis=1)
    order = (odd[:, None] + np.arange(3)) % 3
    return np.take_along_axis(triangles, order, axis=1)


def _edge_mix(edges: IntArray, level: FloatArray) -> csr_array:
    """Give the weights of all old vertices, and below them of the cut in each edge."""
    count = len(level)
    near, far = level[edges[:, 0]], level[edges[:, 1]]
    share = near / (near - far)
    number = count + np.arange(len(edges))
    rows = np.concatenate([np.arange(count), number, number])
    columns = np.concatenate([np.arange(count), edges[:, 0], edges[:, 1]])
    values = np.concatenate([np.ones(count), 1.0 - share, share])
    return sparse(rows, columns, values, (count + len(edges), count))

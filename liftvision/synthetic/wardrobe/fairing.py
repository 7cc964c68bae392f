"""Where cloth never follows the skin: it spans the seat's cleft, the armpits and the crotch."""

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import spsolve

from liftvision.arrays import BoolArray, IntArray
from liftvision.synthetic.wardrobe.measures import Measures
from liftvision.synthetic.wardrobe.subdivision import sparse


def spanned(measures: Measures) -> BoolArray:
    """Give the vertices (N,) of the skin that cloth spans."""
    rest, scale = measures.rest, measures.scale
    across, height, depth = rest.T
    seat = (np.abs(across) < 0.034 * scale) & (height < measures.hip_y + 0.05 * scale)
    behind = depth < -0.02 * scale
    bottom = height < measures.crotch_y + 0.030 * scale
    cleft = seat & (behind | bottom) & (height > measures.crotch_y - 0.02 * scale)
    hollow = cleft | _armpits(measures) | _nipples(measures)
    wanted: BoolArray = hollow & measures.is_skin & (measures.head < 0.1)
    return wanted


def fairing(quads: IntArray, hollow: BoolArray) -> csr_array:
    """Give the matrix (N, N) that spans the hollows smoothly from what is around them.

    Parameters
    ----------
    quads
        (F, 4) of the skin.
    hollow
        (N,) vertices that are replaced; the rest stay as they are.

    Notes
    -----
    The biharmonic surface: the Laplacian of the Laplacian is zero in the hollow.
    """
    count = len(hollow)
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2)
    edges = np.unique(np.sort(sides, axis=1), axis=0)
    rows, columns = np.concatenate([edges, edges[:, ::-1]]).T
    neighbours = sparse(rows, columns, np.ones(len(rows)), (count, count))
    valence = np.maximum(np.asarray(neighbours.sum(axis=1)).reshape(-1), 1.0)
    laplacian = csr_array(diags_array(np.ones(count)) - diags_array(1.0 / valence) @ neighbours)
    twice = csr_array(laplacian @ laplacian)
    inside = np.flatnonzero(hollow)
    rim = np.flatnonzero(~hollow)
    rim = rim[np.diff(twice[inside][:, rim].tocsc().indptr) > 0]
    solved = spsolve(twice[inside][:, inside].tocsc(), -twice[inside][:, rim].tocsc())
    filled = csr_array(solved).tocoo()
    keep = np.flatnonzero(~hollow)
    return sparse(
        np.concatenate([keep, inside[filled.row]]),
        np.concatenate([keep, rim[filled.col]]),
        np.concatenate([np.ones(len(keep)), filled.data]),
        (count, count),
    )


def _armpits(measures: Measures) -> BoolArray:
    """Give the vertices (N,) about the deepest point of each armpit."""
    rest = measures.rest
    found = np.zeros(len(rest), dtype=bool)
    between = (measures.arm > 0.25) & (measures.arm < 0.75) & measures.is_skin
    for side in (1.0, -1.0):
        here = np.flatnonzero(between & (measures.side == side))
        lowest = here[np.argmin(rest[here, 1])]
        found |= np.linalg.norm(rest - rest[lowest], axis=1) < 0.055 * measures.scale
    return found


def _nipples(measures: Measures) -> BoolArray:
    """Give the vertices (N,) about the foremost point of each half of the chest."""
    mirrored = measures.rest * np.stack([measures.side, *np.ones((2, len(measures.side)))], axis=1)
    distance = np.linalg.norm(mirrored - measures.apex, axis=1)
    return np.asarray(distance < 0.022 * measures.scale)

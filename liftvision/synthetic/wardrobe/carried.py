"""Points that go along rigidly with a part of the body, such as a shoe or a bun of hair."""

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.wardrobe.subdivision import sparse


def rigid_weights(points: FloatArray, body: Body, part: FloatArray) -> csr_array:
    """Give the weights (P, N) that carry points with a part of the body.

    Parameters
    ----------
    points
        (P, 3) m, at rest.
    part
        (N,) how much each vertex of the body belongs to the part, 0 to 1.

    Notes
    -----
    Four vertices that lie far apart make a frame: the affine coordinates of a point in it hold
    for every posture in which the four move as one.
    """
    corners = _spread(body, part)
    frame = np.concatenate([body.vertices[corners].T, np.ones((1, 4))])
    wanted = np.concatenate([points.T, np.ones((1, len(points)))])
    shares = np.linalg.solve(frame, wanted).T
    rows = np.repeat(np.arange(len(points)), 4)
    columns = np.tile(corners, len(points))
    return sparse(rows, columns, shares.reshape(-1), (len(points), len(body.vertices)))


def _spread(body: Body, part: FloatArray) -> IntArray:
    """Choose four skin vertices of a part that lie as far from one plane as may be."""
    skin = np.unique(body.quads[body.groups["body"]])
    belonging = skin[part[skin] > 0.98 * part[skin].max()]
    points = body.vertices[belonging]
    first = np.argmax(np.linalg.norm(points - points.mean(axis=0), axis=1))
    from_first = points - points[first]
    second = np.argmax(np.linalg.norm(from_first, axis=1))
    line = from_first[second] / np.linalg.norm(from_first[second])
    off_line = from_first - np.outer(from_first @ line, line)
    third = np.argmax(np.linalg.norm(off_line, axis=1))
    normal = np.cross(line, off_line[third])
    fourth = np.argmax(np.abs(from_first @ normal))
    return np.asarray(belonging[[first, second, third, fourth]])

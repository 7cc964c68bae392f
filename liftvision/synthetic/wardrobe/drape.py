"""How cloth hangs on a body: taut over what points up, across hollows, away from the underside.

Cloth is a height over the skin, one for each point of the skin it covers. It is found by
relaxing a membrane that the body holds up from inside (an obstacle problem) and that gravity
pulls down: an edge of cloth is free, so it hangs straight below what carries it. The result is a
pure function of where the skin is, and moves as smoothly as the skin does.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.synthetic.wardrobe.clipping import open_edges
from liftvision.synthetic.wardrobe.normals import unit
from liftvision.synthetic.wardrobe.subdivision import sparse, triangulated

DOWN = np.array([0.0, -1.0, 0.0])
POWER = 4
"""Steps of relaxation that are done at once."""

ROUNDS = 60
"""How often: 99 of 100 points then lie within 1 mm of where they would come to rest."""

PULL = 0.0035
"""m a round: how far gravity pulls the loosest cloth off an underside."""

STEEP = 0.35
"""Cloth whose normal is no further than this from the horizontal hangs in its own plane."""

MOMENTUM = 0.82
"""Share of the last round's step that is taken again (heavy-ball acceleration)."""

EASE = 0.3
"""Share of its room that cloth stands off where it does not lie on the body: it is too wide."""

PRESS = 0.3
"""How much of that it presses cloth into a hollow that points up."""


@dataclass(frozen=True, eq=False)
class Membrane:
    """A garment's cloth, ready to be hung on every posture of one body.

    Attributes
    ----------
    vertices
        (C,) the body's vertices beneath it.
    thickness, room
        (C,) m, least height over the skin, and how much more there may be.
    spread
        (C, C) how a height spreads over its neighbourhood in one round.
    lengthwise, crosswise
        (C, C) mean of the neighbours along the limb, and of those across it.
    cling
        (C,) 0 to 1, how far the cloth is stretched round the body: stretch fabric is, hanging
        cloth only where it spans a hollow.
    free
        (C,) whether a point lies on an open edge, which hangs straight below what carries it.
    gain
        (C, C) what the pull of the neighbours comes to in one round.
    smooth
        (C, C) mean over the neighbourhood, alike in all directions.
    edges, lengths
        (E, 2) edges that run along the limb, and their lengths at rest in m.
    gather
        (C, E) mean over a vertex's edges along the limb.
    hang
        How much gravity pulls, 0 to 1.
    """

    vertices: IntArray
    thickness: FloatArray
    room: FloatArray
    spread: csr_array
    lengthwise: csr_array
    crosswise: csr_array
    cling: FloatArray
    free: BoolArray
    gain: csr_array
    smooth: csr_array
    edges: IntArray
    lengths: FloatArray
    gather: csr_array
    hang: float


@dataclass(frozen=True, eq=False)
class Hung:
    """Cloth on one posture.

    Attributes
    ----------
    height
        (C,) m over the skin.
    points
        (C, 3) m.
    directions
        (C, 3) unit vectors away from the body.
    slack
        (C,) m, how far the cloth stands off the body, none where it lies on what is beneath it.
    crush
        (C,) 0 to 1, by how much the posture shortens the cloth along the limb.
    """

    height: FloatArray
    points: FloatArray
    directions: FloatArray
    slack: FloatArray
    crush: FloatArray


def membrane(
    quads: IntArray,
    rest: FloatArray,
    along: FloatArray,
    thickness: FloatArray,
    room: FloatArray,
    stretched: FloatArray,
    hang: float,
) -> Membrane:
    """Prepare the cloth over some quads of a body.

    Parameters
    ----------
    quads
        (F, 4) of the body's vertices.
    rest, along
        (N, 3) m, and unit vectors along which the cloth hangs, of all the body's vertices.
    thickness, room
        (N,) m, of all the body's vertices.
    stretched
        (N,) 0 to 1, where even hanging cloth is pulled across.
    hang
        0 (stretch fabric, pulled in all directions alike) to 1 (hanging cloth).
    """
    used, local = np.unique(quads, return_inverse=True)
    faces = local.reshape(-1, 4)
    sides = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2).reshape(-1, 2)
    edges = np.unique(np.sort(sides, axis=1), axis=0)
    here, ways = rest[used], along[used]
    free = np.zeros(len(used), dtype=bool)
    free[open_edges(triangulated(faces))] = True
    vectors = here[edges[:, 1]] - here[edges[:, 0]]
    lengths = np.linalg.norm(vectors, axis=1)
    parallel = np.abs((vectors * ways[edges].mean(axis=1)).sum(axis=1)) / lengths
    straight = parallel**4
    stiffness = (1.0 - 0.88 * hang * (1.0 - parallel**2)) / lengths
    once = _averaging(edges, stiffness, np.ones(len(edges)), len(used))
    lengthwise = parallel > 0.8
    ends = edges[lengthwise]
    number = np.arange(len(ends))
    gather = sparse(
        ends.reshape(-1), np.repeat(number, 2), np.ones(ends.size), (len(used), len(ends))
    )
    return Membrane(
        vertices=used,
        thickness=thickness[used],
        room=room[used],
        spread=_power(once, POWER),
        lengthwise=_averaging(edges, stiffness, straight, len(used)),
        crosswise=_averaging(edges, stiffness, 1.0 - straight, len(used)),
        cling=np.maximum(1.0 - hang, stretched[used]),
        free=free,
        gain=_sum_of_powers(once, POWER),
        smooth=_power(_averaging(edges, 1.0 / lengths, np.ones(len(edges)), len(used)), 10),
        edges=ends,
        lengths=lengths[lengthwise],
        gather=_row_normalised(gather),
        hang=hang,
    )


def hung(cloth: Membrane, skin: FloatArray, normals: FloatArray, beneath: FloatArray) -> Hung:
    """Hang cloth on a posture.

    Parameters
    ----------
    skin, normals
        (C, 3) m and unit vectors, of the skin beneath the cloth, now.
    beneath
        (C,) m, how high other clothes stand beneath it.
    """
    directions = unit(cloth.smooth @ normals)
    facing = np.maximum((directions * normals).sum(axis=1), 0.7)
    least = (beneath + cloth.thickness) / facing
    under = directions @ DOWN
    upright = np.clip(1.0 + 1.6 * under, 0.0, 1.0)
    stand_off = EASE * cloth.hang * cloth.room * upright
    most = least + cloth.room
    tipped = np.sign(under) * np.maximum(np.abs(under) - STEEP, 0.0)
    pull = PULL * cloth.hang * np.where(tipped > 0.0, tipped, PRESS * tipped)
    carried = cloth.lengthwise @ skin - skin
    along = (carried * directions).sum(axis=1)
    sideways = (carried * directions)[:, [0, 2]].sum(axis=1)
    along = np.where(cloth.free, cloth.hang * sideways, along)
    across = ((cloth.crosswise @ skin - skin) * directions).sum(axis=1)
    roundness = cloth.smooth @ across
    bridge = along + across - (1.0 - cloth.cling) * roundness
    settled = cloth.gain @ bridge + pull
    height = before = least
    for _ in range(ROUNDS):
        onward = cloth.spread @ height + settled + MOMENTUM * (height - before)
        height, before = np.clip(onward, least + stand_off, most), height
    height = np.clip(cloth.spread @ height, least, most)
    now = np.linalg.norm(skin[cloth.edges[:, 1]] - skin[cloth.edges[:, 0]], axis=1)
    shortened = np.clip(0.9 - now / cloth.lengths, 0.0, 0.4)
    return Hung(
        height=height,
        points=skin + height[:, None] * directions,
        directions=directions,
        slack=np.minimum(height - cloth.thickness, 4.0 * (height - least)),
        crush=cloth.smooth @ (cloth.gather @ shortened),
    )


def _averaging(edges: IntArray, weights: FloatArray, share: FloatArray, count: int) -> csr_array:
    """Give the matrix that moves each point most of the way to the mean of its neighbours.

    Weights and shares are each edge's; of what pulls along an edge only the share counts, and
    the rest leaves the point where it is.
    """
    rows, columns = np.concatenate([edges, edges[:, ::-1]]).T
    both = np.concatenate([weights, weights])
    total = np.maximum(np.bincount(rows, both, count), 1e-12)
    moved = 0.7 * both * np.concatenate([share, share]) / total[rows]
    neighbours = sparse(rows, columns, moved, (count, count))
    return csr_array(neighbours + diags_array(1.0 - np.bincount(rows, moved, count)))


def _power(matrix: csr_array, power: int) -> csr_array:
    result = matrix
    for _ in range(power - 1):
        result = csr_array(result @ matrix)
    return result


def _sum_of_powers(matrix: csr_array, power: int) -> csr_array:
    """Add up the powers of a matrix from 0 to `power` - 1."""
    one = csr_array(diags_array(np.ones(matrix.shape[0])))
    total = one
    for _ in range(power - 1):
        total = csr_array(matrix @ total + one)
    return total


def _row_normalised(matrix: csr_array) -> csr_array:
    total = np.asarray(matrix.sum(axis=1)).reshape(-1)
    return csr_array(diags_array(1.0 / np.maximum(total, 1e-12)) @ matrix)

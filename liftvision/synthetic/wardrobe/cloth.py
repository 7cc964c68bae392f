"""Making a garment: its membrane, and the surfaces that hang on it."""

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.wardrobe.drape import Membrane, membrane
from liftvision.synthetic.wardrobe.folds import creasing, folding, grain, limber
from liftvision.synthetic.wardrobe.garments import Garment
from liftvision.synthetic.wardrobe.measures import Measures
from liftvision.synthetic.wardrobe.piece import Piece, finely_cut, hemmed, near

LINING = 0.12
"""m: how far in from an edge the inside of cloth can be seen, and what it covers is kept."""


def hang_garment(garment: Garment, body: Body, measures: Measures) -> Membrane:
    """Prepare the cloth of a garment, a little beyond its edges."""
    quads = near(body.quads[body.groups["body"]], garment.outside < 0.0)
    count = len(measures.rest)
    return membrane(
        quads,
        measures.rest,
        measures.along,
        np.full(count, garment.thickness),
        garment.room,
        measures.hollow,
        garment.hang,
    )


def sew(
    carrier: str,
    garment: Garment,
    body: Body,
    measures: Measures,
    colour: FloatArray,
    material: Material = Material.CLOTH,
    seed: int = 0,
) -> tuple[Piece, ...]:
    """Cut and hem a garment on its membrane (`hang_garment`), which is called `carrier`."""
    skin = body.quads[body.groups["body"]]
    quads = near(skin, garment.outside < 0.0)
    used, local = np.unique(quads, return_inverse=True)
    fields = tuple(cut[used] for cut in garment.cuts)
    triangles, blend, level = finely_cut(local.reshape(-1, 4), fields)
    rest = blend @ measures.rest[used]
    place = blend @ grain(measures)[used]
    outside = Piece(
        carrier=carrier,
        blend=blend,
        offset=np.zeros(len(rest)),
        triangles=triangles,
        colours=np.tile(colour, (len(rest), 1)),
        material=material,
        rest=rest,
        folds=folding(place, seed),
        creases=creasing(place, seed + 100) * (blend @ limber(measures)[used]),
    )
    return hemmed(outside, -level, 0.8 * garment.thickness, LINING)


def covered(
    garments: tuple[Garment, ...], quads: IntArray, count: int
) -> tuple[FloatArray, IntArray]:
    """Give how deep (N,) m each vertex lies beneath the clothes, and the quads still to be seen."""
    depth = np.full(count, -1.0)
    for garment in garments:
        depth = np.maximum(depth, -garment.outside)
    shown = (depth[quads] < LINING + 0.01).any(axis=1)
    return depth, np.asarray(quads[shown])

"""Everything one lifter wears, put on in order."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.recipes.recipe import WardrobeRecipe
from liftvision.synthetic.wardrobe.cloth import covered, hang_garment, sew
from liftvision.synthetic.wardrobe.colours import light_of, skin_colour
from liftvision.synthetic.wardrobe.drape import Membrane
from liftvision.synthetic.wardrobe.face import face, skin_shades
from liftvision.synthetic.wardrobe.fairing import fairing, spanned
from liftvision.synthetic.wardrobe.feet import shoes
from liftvision.synthetic.wardrobe.garments import Garment, belt, belted, legwear, shirt, sock
from liftvision.synthetic.wardrobe.hair import hair
from liftvision.synthetic.wardrobe.measures import Measures, take_measures
from liftvision.synthetic.wardrobe.piece import Piece, plain_piece
from liftvision.synthetic.wardrobe.subdivision import triangulated
from liftvision.synthetic.wardrobe.tail import Tail, tail, tail_piece

SOCK_COLOUR = "#d9d9d4"
BELT_COLOUR = "#3b2416"


@dataclass(frozen=True, eq=False)
class Outfit:
    """What is worn.

    Attributes
    ----------
    cloths
        By name, from the skin outward.
    fairing
        (N, N) the skin as clothes see it, without its deep hollows.
    tail
        A tail of hair, or None.
    pieces
        All surfaces, the skin's too.
    """

    cloths: Mapping[str, Membrane]
    fairing: csr_array
    tail: Tail | None
    pieces: tuple[Piece, ...]


def outfit(body: Body, wardrobe: WardrobeRecipe) -> Outfit:
    """Put on what the wardrobe holds."""
    measures = take_measures(body)
    garments = _garments(wardrobe, measures)
    colours = {
        "sock": SOCK_COLOUR,
        "legwear": wardrobe.legwear_colour,
        "shirt": wardrobe.shirt_colour,
        "belt": BELT_COLOUR,
    }
    pieces: list[Piece] = []
    for seed, (name, garment) in enumerate(garments.items()):
        material = Material.LEATHER if name == "belt" else Material.CLOTH
        pieces += sew(name, garment, body, measures, light_of(colours[name]), material, seed)
    pieces += shoes(body, wardrobe.shoe_colour)
    tone = skin_colour(wardrobe.skin_tone)
    pieces += hair(wardrobe.hair, wardrobe.hair_colour, tone, body, measures)
    tied = tail(body, measures) if wardrobe.hair == "long" else None
    if tied is not None:
        pieces.append(tail_piece(light_of(wardrobe.hair_colour)))
    pieces += face(body, measures, tone, wardrobe.hair_colour)
    cloths = {name: hang_garment(garment, body, measures) for name, garment in garments.items()}
    skin = _skin(body, measures, wardrobe, tuple(garments.values()))
    quads = body.quads[body.groups["body"]]
    fair = fairing(quads, spanned(measures))
    return Outfit(cloths, fair, tied, (skin, *pieces))


def _garments(wardrobe: WardrobeRecipe, measures: Measures) -> dict[str, Garment]:
    worn = {
        "sock": sock(measures),
        "legwear": legwear(wardrobe.legwear, wardrobe.looseness, measures),
        "shirt": shirt(wardrobe.shirt, wardrobe.looseness, measures),
    }
    if wardrobe.belt:
        worn["shirt"] = belted(worn["shirt"], measures)
        worn["belt"] = belt(measures)
    return worn


def _skin(
    body: Body, measures: Measures, wardrobe: WardrobeRecipe, garments: tuple[Garment, ...]
) -> Piece:
    """Give the skin that is seen; where it goes beneath cloth it draws in, not to poke through."""
    depth, quads = covered(garments, body.quads[body.groups["body"]], len(body.vertices))
    tone = skin_colour(wardrobe.skin_tone)
    shades = skin_shades(body, measures, tone, wardrobe.hair_colour)
    used, local = np.unique(quads, return_inverse=True)
    pick = csr_array(
        (np.ones(len(used)), (np.arange(len(used)), used)), shape=(len(used), len(body.vertices))
    )
    drawn_in = -0.004 * np.clip(depth[used] / 0.03, 0.0, 1.0)
    return plain_piece(
        "skin",
        pick,
        triangulated(local.reshape(-1, 4).astype(np.int64)),
        body.vertices[used],
        shades[used],
        Material.SKIN,
        drawn_in,
    )

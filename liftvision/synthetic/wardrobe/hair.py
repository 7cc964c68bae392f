"""Hair: a cap that ends along a clean hairline, and a bun or a tail."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.recipes.recipe import Hair
from liftvision.synthetic.wardrobe.carried import rigid_weights
from liftvision.synthetic.wardrobe.colours import blended, light_of
from liftvision.synthetic.wardrobe.measures import Measures
from liftvision.synthetic.wardrobe.piece import Piece, finely_cut, near, plain_piece

HAIRLINE = (
    (-0.230, -0.085),
    (-0.150, -0.080),
    (-0.125, -0.045),
    (-0.108, 0.020),
    (-0.095, 0.040),
    (-0.078, 0.036),
    (-0.068, 0.008),
    (-0.056, -0.006),
    (-0.047, 0.020),
    (-0.030, 0.052),
    (0.000, 0.062),
    (0.060, 0.066),
)
"""Forward of the eyes, and height above them of the edge of the hair, m, for a head 11.5 cm high
above the eyes: nape, behind the ear, over it, sideburn, temple, forehead."""

EYES_TO_CROWN = 0.115
"""m, for `HAIRLINE`."""

LENGTHS: dict[Hair, tuple[float, float]] = {
    "bald": (0.0, 0.0),
    "short": (0.007, 0.017),
    "bun": (0.008, 0.011),
    "long": (0.010, 0.014),
}
"""m that hair stands off the scalp at the sides, and at the crown."""


@dataclass(frozen=True, eq=False)
class Head:
    """Where things are on a head at rest, m.

    Attributes
    ----------
    eyes
        (3,) between the centres of the eyes.
    crown_y
        Top of the scalp.
    back
        (3,) hindmost point of the scalp at the height of the brows.
    scale
        Size of the head over that for which `HAIRLINE` stands.
    """

    eyes: FloatArray
    crown_y: float
    back: FloatArray
    scale: float


def take_head(body: Body, measures: Measures) -> Head:
    """Measure a head."""
    rest = body.vertices
    skin = np.unique(body.quads[body.groups["body"]])
    eyes = np.mean(
        [rest[np.unique(body.quads[body.groups[f"helper-{side}-eye"]])].mean(0) for side in "lr"],
        axis=0,
    )
    crown_y = float(rest[skin, 1].max())
    scale = (crown_y - eyes[1]) / EYES_TO_CROWN
    brows = skin[np.abs(rest[skin, 1] - eyes[1] - 0.04 * scale) < 0.015 * scale]
    brows = brows[measures.head[brows] > 0.5]
    back = rest[brows[np.argmin(rest[brows, 2])]] * np.array([0.0, 1.0, 1.0])
    return Head(eyes, crown_y, back, float(scale))


def hairline(head: Head, rest: FloatArray) -> FloatArray:
    """Give how far (N,) m below the hairline points lie; below zero is hair."""
    forward = (rest[:, 2] - head.eyes[2]) / head.scale
    places, heights = np.array(HAIRLINE).T
    edge = np.interp(forward, places, heights) * head.scale
    return np.asarray(head.eyes[1] + edge - rest[:, 1])


def hair(
    kind: Hair, colour: str, skin: FloatArray, body: Body, measures: Measures
) -> tuple[Piece, ...]:
    """Make the hair that the head carries; a long tail hangs by itself (`tail`)."""
    if kind == "bald":
        return ()
    head = take_head(body, measures)
    cap = _cap(kind, light_of(colour), skin, head, body, measures)
    if kind == "bun":
        return cap, _bun(head, light_of(colour), body, measures)
    return (cap,)


def _cap(
    kind: Hair,
    colour: FloatArray,
    skin: FloatArray,
    head: Head,
    body: Body,
    measures: Measures,
) -> Piece:
    """Cut the scalp out along the hairline, and let the hair grow from there."""
    below = np.where(measures.head > 0.3, hairline(head, body.vertices), 1.0)
    quads = near(body.quads[body.groups["body"]], below < 0.0)
    triangles, blend, level = finely_cut(quads, (below,), times=1)
    rest = blend @ body.vertices
    grown = np.clip(-level / (0.022 * head.scale), 0.0, 1.0)
    up = np.clip((rest[:, 1] - head.eyes[1]) / (head.crown_y - head.eyes[1]), 0.0, 1.0)
    sides, crown = LENGTHS[kind]
    length = (sides + (crown - sides) * up**2) * np.sqrt(grown * (2.0 - grown))
    tufts = _tufts(rest / head.scale)
    offset = 0.0012 + length * (1.0 + (0.12 if kind == "short" else 0.06) * tufts)
    shade = colour * (1.0 + 0.14 * tufts[:, None])
    at_edge = np.clip(1.0 + level / (0.005 * head.scale), 0.0, 1.0)
    return plain_piece(
        "skin", blend, triangles, rest, blended(shade, skin, 0.5 * at_edge), Material.HAIR, offset
    )


def _tufts(place: FloatArray) -> FloatArray:
    """Give a pattern (V,) of tufts, -1 to 1, longer from front to back than across."""
    chance = np.random.default_rng(5)
    total = np.zeros(len(place))
    for _ in range(7):
        way = chance.normal(size=3) * np.array([1.0, 0.45, 0.12])
        way *= 2.0 * np.pi / (0.013 * np.linalg.norm(way))
        total += np.sin(place @ way + chance.uniform(0.0, 2.0 * np.pi))
    return np.tanh(0.5 * total)


def _bun(head: Head, colour: FloatArray, body: Body, measures: Measures) -> Piece:
    """Make a bun high at the back of the head, which carries it."""
    radius = 0.036 * head.scale
    place, triangles = ball(18, 28)
    rippled = 1.0 + 0.05 * np.sin(7.0 * np.arctan2(place[:, 0], place[:, 1]) + 9.0 * place[:, 2])
    high = 0.55 * (head.crown_y - head.eyes[1])
    centre = np.array([0.0, head.eyes[1] + high, head.back[2] + 0.010 * head.scale])
    rest = centre + radius * place * rippled[:, None] * np.array([1.05, 0.95, 0.85])
    blend = rigid_weights(rest, body, measures.head * (hairline(head, body.vertices) < 0.0))
    shade = colour * (0.75 + 0.5 * (rippled[:, None] - 0.95) / 0.1)
    return plain_piece("skin", blend, triangles, rest, shade, Material.HAIR)


def ball(rings: int, around: int) -> tuple[FloatArray, IntArray]:
    """Give the points (V, 3) and triangles (F, 3) of a ball of radius one."""
    polar = np.linspace(0.02, np.pi - 0.02, rings)
    turn = np.linspace(0.0, 2.0 * np.pi, around, endpoint=False)
    sine, cosine = np.sin(polar)[:, None], np.cos(polar)[:, None]
    place = np.stack(
        [sine * np.cos(turn), sine * np.sin(turn), np.broadcast_to(cosine, (rings, around))], axis=2
    )
    return place.reshape(-1, 3), tube(rings, around)


def tube(rings: int, around: int) -> IntArray:
    """Give the triangles (F, 3) of a tube of rings, counter-clockwise about its way back."""
    ring, here = np.meshgrid(np.arange(rings - 1), np.arange(around), indexing="ij")
    there = (here + 1) % around
    first, second = ring * around + here, ring * around + there
    third, fourth = first + around, second + around
    return np.concatenate(
        [
            np.stack([first, third, fourth], axis=2).reshape(-1, 3),
            np.stack([first, fourth, second], axis=2).reshape(-1, 3),
        ]
    )

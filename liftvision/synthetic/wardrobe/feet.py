"""Shoes: a sole that is flat on the floor at rest, and an upper over the foot."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.wardrobe.carried import rigid_weights
from liftvision.synthetic.wardrobe.clipping import clip
from liftvision.synthetic.wardrobe.colours import light_of
from liftvision.synthetic.wardrobe.measures import follows
from liftvision.synthetic.wardrobe.normals import outward
from liftvision.synthetic.wardrobe.piece import Piece, plain_piece

Part: TypeAlias = tuple[FloatArray, IntArray, FloatArray, Material]
"""Points (V, 3) in the last's frame, triangles (F, 3), colour (3,), and material."""

AROUND = 80
"""Points round a shoe."""

SOLE = 0.024
"""m: how high the sole reaches, on the outside; the foot stands within it."""

ROOM = 0.007
"""m: from the foot to the outside of the shoe."""

SOLE_COLOUR = "#e6e3dc"
LACE_COLOUR = "#d8d8d8"


@dataclass(frozen=True, eq=False)
class Last:
    """A foot at rest in a frame of its own: across to the lifter's left, up, and to its toes.

    Attributes
    ----------
    axes
        (3, 3) rows across, up, forward, in the world at rest.
    heel, length
        Where along the forward axis the shoe begins, m, and how long it is.
    middle, half_width
        (S,) m, of the outline, at evenly spaced places from heel to toe.
    top
        (S,) m above the floor, of the foot, there.
    ankle
        (3,) m in the frame: across, up, forward.
    collar
        (2,) half-widths across and forward of the opening, m.
    """

    axes: FloatArray
    heel: float
    length: float
    middle: FloatArray
    half_width: FloatArray
    top: FloatArray
    ankle: FloatArray
    collar: FloatArray


def shoes(body: Body, colour: str) -> tuple[Piece, ...]:
    """Make both shoes."""
    return tuple(piece for letter in ("L", "R") for piece in _shoe(body, letter, light_of(colour)))


def take_last(body: Body, letter: str) -> Last:
    """Measure the foot of one side, ``L`` or ``R``."""
    skin = np.unique(body.quads[body.groups["body"]])
    ankle = body.skeleton.head(f"foot.{letter}")
    toe = body.skeleton.head(f"toe2-1.{letter}")
    forward = (toe - ankle) * np.array([1.0, 0.0, 1.0])
    forward /= np.linalg.norm(forward)
    axes = np.stack([np.cross([0.0, 1.0, 0.0], forward), [0.0, 1.0, 0.0], forward])
    near = skin[(body.vertices[skin, 0] * ankle[0] > 0.0)]
    here = body.vertices[near] @ axes.T
    joint = axes @ ankle
    foot = here[here[:, 1] < joint[1]]
    heel, tip = float(foot[:, 2].min()) - ROOM, float(foot[:, 2].max()) + 1.6 * ROOM
    places = np.linspace(heel, tip, 24)
    bounds = np.array([_bounds(foot, place, 0.012) for place in places])
    left, right, top = _smoothed(bounds).T
    ring = here[np.abs(here[:, 1] - joint[1] - 0.012) < 0.012]
    ring = ring[np.abs(ring[:, 2] - joint[2]) < 0.09]
    centre = 0.5 * (ring.min(axis=0) + ring.max(axis=0))
    reach = 0.5 * (ring.max(axis=0) - ring.min(axis=0)) + 0.006
    return Last(
        axes=axes,
        heel=heel,
        length=tip - heel,
        middle=0.5 * (left + right),
        half_width=0.5 * (right - left) + ROOM,
        top=top + ROOM,
        ankle=np.array([centre[0], joint[1], centre[2]]),
        collar=np.array([reach[0], reach[2]]),
    )


def _bounds(foot: FloatArray, place: float, reach: float) -> tuple[float, float, float]:
    """Give the foot's left and right edges and its top about a place along it."""
    distance = np.abs(foot[:, 2] - place)
    slab = foot[distance < max(reach, float(distance.min()) + 0.006)]
    return float(slab[:, 0].min()), float(slab[:, 0].max()), float(slab[:, 1].max())


def _smoothed(values: FloatArray) -> FloatArray:
    """Smooth columns along the rows, keeping the ends."""
    result = values
    for _ in range(3):
        padded = np.concatenate([result[:1], result, result[-1:]])
        result = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
    return result


def _outline(last: Last) -> FloatArray:
    """Give the outline (AROUND, 2) of the shoe on the floor: across and forward, m."""
    sine, cosine = np.sin(_angles()), np.cos(_angles())
    along = 0.5 + 0.5 * np.sign(cosine) * np.abs(cosine) ** 0.65
    share = np.linspace(0.0, 1.0, len(last.middle))
    width = np.interp(np.clip(along, 0.12, 0.78), share, last.half_width)
    middle = np.interp(np.clip(along, 0.05, 0.93), share, last.middle)
    across = middle + np.sign(sine) * np.abs(sine) ** 0.65 * width
    return np.stack([across, last.heel + along * last.length], axis=1)


def _ring(last: Last, share: float) -> FloatArray:
    """Give a ring (AROUND, 3) of the upper in the last's frame: 0 at the sole, 1 at the collar."""
    outline, angle = _outline(last), _angles()
    across, forward = last.collar
    opening = last.ankle[[0, 2]] + np.stack(
        [across * np.sin(angle), forward * np.cos(angle)], axis=1
    )
    turn = 0.5 * np.pi * share
    flat = outline + (opening - outline) * (1.0 - np.cos(turn))
    collar_y = last.ankle[1] + 0.012 + 0.010 * np.cos(angle) ** 2
    rounded = SOLE + (collar_y - SOLE) * np.sin(turn)
    along = np.clip((flat[:, 1] - last.heel) / last.length, 0.0, 1.0)
    instep = np.interp(along, np.linspace(0.0, 1.0, len(last.top)), last.top)
    middle = np.interp(along, np.linspace(0.0, 1.0, len(last.top)), last.middle)
    width = np.interp(along, np.linspace(0.0, 1.0, len(last.top)), last.half_width)
    aside = np.clip(np.abs(flat[:, 0] - middle) / width, 0.0, 1.0)
    over = np.maximum(instep * (1.0 - aside**3) ** (1.0 / 3.0), SOLE + 0.012 * share)
    toes = np.clip((flat[:, 1] - last.ankle[2]) / (0.07 + 1e-9), 0.0, 1.0)
    height = rounded + (np.minimum(rounded, over + 0.004) - rounded) * toes
    return np.stack([flat[:, 0], height, flat[:, 1]], axis=1)


def _angles() -> FloatArray:
    return np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)


def _rings(last: Last, count: int) -> list[FloatArray]:
    return [_ring(last, share) for share in np.linspace(0.0, 1.0, count)]


def _shoe(body: Body, letter: str, colour: FloatArray) -> tuple[Piece, ...]:
    """Make one shoe: its sole, and its upper with laces."""
    last = take_last(body, letter)
    outline = _outline(last)
    centre = outline.mean(axis=0)
    narrow = centre + (outline - centre) * 0.965
    wide = centre + (outline - centre) * 1.02
    sole = [
        _level(centre + (outline - centre) * 0.05, 0.0),
        _level(narrow, 0.0),
        _level(wide, 0.005),
        _level(wide, SOLE - 0.003),
        _level(outline, SOLE + 0.001),
    ]
    upper = [_level(outline, SOLE - 0.004), *_rings(last, 17)]
    inner = upper[-1].copy()
    inner[:, [0, 2]] += (last.ankle[[0, 2]] - inner[:, [0, 2]]) * 0.14
    upper += [inner, inner - np.array([0.0, 0.030, 0.0])]
    parts = [
        (np.concatenate(sole), _bands(len(sole)), light_of(SOLE_COLOUR), Material.RUBBER),
        (np.concatenate(upper), _bands(len(upper)), colour, Material.LEATHER),
        *_trimmings(last, colour),
    ]
    return tuple(
        _on_foot(body, letter, last, place, triangles, shade, material)
        for place, triangles, shade, material in parts
    )


def _level(outline: FloatArray, height: float) -> FloatArray:
    return np.stack([outline[:, 0], np.full(len(outline), height), outline[:, 1]], axis=1)


def _bands(rings: int) -> IntArray:
    """Give the triangles (F, 3) between rings, from the bottom up."""
    here = np.arange(AROUND)
    there = (here + 1) % AROUND
    bands = []
    for ring in range(rings - 1):
        low, high = ring * AROUND, (ring + 1) * AROUND
        bands.append(np.stack([low + here, low + there, high + there], axis=1))
        bands.append(np.stack([low + here, high + there, high + here], axis=1))
    return np.concatenate(bands)


def _trimmings(last: Last, colour: FloatArray) -> Iterator[Part]:
    """Give tongue, laces, toe cap and heel tab, cut out of the upper and laid upon it."""
    rings = _rings(last, 50)
    place, triangles = np.concatenate(rings), _bands(len(rings))
    forward = place[:, 2] - last.ankle[2] - last.collar[1]
    along = (place[:, 2] - last.heel) / last.length
    middle = np.interp(along, np.linspace(0.0, 1.0, len(last.middle)), last.middle)
    aside = np.abs(place[:, 0] - middle)
    above = SOLE + 0.016 - place[:, 1]
    tongue = np.max([aside - 0.019 - 0.1 * forward, forward - 0.062, -forward - 0.006], axis=0)
    stripe = np.abs(np.mod(forward + 0.001, 0.0135) - 0.00675) - 0.0030
    laces = np.max([tongue - 0.004, stripe, above, 0.002 - forward], axis=0)
    cap = np.max([0.80 - 0.9 * aside - along, place[:, 1] - 0.052], axis=0)
    tab = np.max([aside - 0.014, along - 0.12, above], axis=0)
    for field, thickness, shade, material in (
        (tongue, 0.0010, 0.45 * colour, Material.CLOTH),
        (laces, 0.0030, light_of(LACE_COLOUR), Material.CLOTH),
        (cap, 0.0012, 0.7 * colour, Material.RUBBER),
        (tab, 0.0012, light_of(SOLE_COLOUR), Material.RUBBER),
    ):
        cut = clip(triangles, field)
        if len(cut.triangles):
            out = outward(place, triangles)
            yield cut.mix @ (place + thickness * out), cut.triangles, shade, material


def _on_foot(
    body: Body,
    letter: str,
    last: Last,
    place: FloatArray,
    triangles: IntArray,
    colour: FloatArray,
    material: Material,
) -> Piece:
    """Let the foot, and in front of its ball the toes, carry a part of the shoe."""
    rest = place @ last.axes
    ball = (last.axes @ body.skeleton.head(f"toe2-1.{letter}"))[2]
    bend = np.clip((place[:, 2] - ball + 0.02) / 0.04, 0.0, 1.0)
    foot = rigid_weights(rest, body, follows(body, [f"foot.{letter}"]))
    numbered = [f"toe{number}-{joint}.{letter}" for number in range(1, 6) for joint in (1, 2, 3)]
    toes = rigid_weights(rest, body, follows(body, numbered))
    blend = foot.multiply((1.0 - bend)[:, None]) + toes.multiply(bend[:, None])
    return plain_piece("skin", csr_array(blend), triangles, rest, colour, material)

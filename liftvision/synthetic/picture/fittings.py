"""What is fixed to walls and ceilings: windows, lamps, posters, doors.

Wall pieces lie in the plane z = 0 around the origin and look along +z.
"""

from dataclasses import replace

import numpy as np

from liftvision.synthetic.colour import Colour, linear
from liftvision.synthetic.mesh import Material, Mesh
from liftvision.synthetic.picture.barbell import CHROME
from liftvision.synthetic.picture.geometry import about_y, box, merged, placed, quad, rod

FRAME = linear("#2a2c2e")
POSTER_COLOURS = (
    "#c8452f", "#e2a33b", "#2f6f8f", "#1d2a3a", "#e8e2d4", "#4f8a5b", "#7a4a7d", "#16181b",
)  # fmt: skip


def window(width: float, height: float, sky: Colour) -> Mesh:
    """Give a window with a frame of bars; `sky` is the light that its panes give."""
    parts = [_pane(width, height, 0.012, sky, Material.LAMP)]
    parts += [
        box((float(x), 0.0, 0.03), (0.05, height + 0.05, 0.06), FRAME, Material.PAINT)
        for x in np.linspace(-0.5 * width, 0.5 * width, max(2, round(width / 0.7)) + 1)
    ]
    parts += [
        box((0.0, float(y), 0.03), (width + 0.05, 0.05, 0.06), FRAME, Material.PAINT)
        for y in np.linspace(-0.5 * height, 0.5 * height, max(1, round(height / 0.8)) + 1)
    ]
    return merged(parts)


def ceiling_lamp(length: float, glow: Colour, drop: float) -> Mesh:
    """Give a tube lamp along x that hangs down from the origin."""
    housing = box((0.0, -drop + 0.03, 0.0), (length, 0.06, 0.22), linear("#d9d9d6"), Material.PAINT)
    below = quad(
        (-0.48 * length, -drop - 0.003, -0.09), (0.96 * length, 0.0, 0.0), (0.0, 0.0, 0.18),
        glow, Material.LAMP,
    )  # fmt: skip
    wires = [
        rod((x, -drop, 0.0), (x, 0.0, 0.0), 0.004, CHROME, Material.STEEL, 6)
        for x in (-0.4 * length, 0.4 * length)
    ]
    return merged([housing, below, *wires])


def poster(random: np.random.Generator) -> Mesh:
    """Give a framed picture of coloured bars and slanted shapes."""
    width, height = float(random.uniform(0.5, 0.9)), float(random.uniform(0.7, 1.2))
    picks = [linear(str(name)) for name in random.choice(POSTER_COLOURS, 5, replace=False)]
    parts = [
        box((0.0, 0.0, 0.01), (width + 0.05, height + 0.05, 0.02), FRAME, Material.PAINT),
        _pane(width, height, 0.022, picks[0], Material.PAINT),
    ]
    for at, colour in enumerate(picks[1:]):
        wide, tall = random.uniform(0.2, 0.7) * width, random.uniform(0.06, 0.4) * height
        room_x, room_y = 0.5 * (width - wide), 0.5 * (height - tall)
        x, y = random.uniform(-room_x, room_x), random.uniform(-room_y, room_y)
        shape = _pane(float(wide), float(tall), 0.024 + 0.002 * at, colour, Material.PAINT)
        parts.append(placed(shape, np.eye(3), np.array([x, y, 0.0])))
    return merged(parts)


def banner(width: float, height: float, random: np.random.Generator) -> Mesh:
    """Give a hall's banner: a plain ground with stripes and a row of discs' worth of blocks."""
    picks = [linear(str(name)) for name in random.choice(POSTER_COLOURS, 3, replace=False)]
    parts = [_pane(width, height, 0.01, picks[0], Material.CLOTH)]
    for y, tall in ((0.38 * height, 0.06 * height), (-0.40 * height, 0.10 * height)):
        stripe = _pane(width, tall, 0.014, picks[1], Material.CLOTH)
        parts.append(placed(stripe, np.eye(3), np.array([0.0, y, 0.0])))
    for x in np.arange(-0.42 * width, 0.43 * width, 0.14 * width):
        block = _pane(
            0.09 * width, float(random.uniform(0.1, 0.3)) * height, 0.016, picks[2], Material.CLOTH
        )
        parts.append(placed(block, np.eye(3), np.array([x, 0.0, 0.0])))
    return merged(parts)


def door(colour: Colour) -> Mesh:
    """Give a door that stands on the floor, in its frame."""
    return merged(
        [
            box((0.0, 1.04, 0.015), (1.0, 2.08, 0.03), FRAME, Material.PAINT),
            box((0.0, 1.01, 0.03), (0.88, 2.0, 0.04), colour, Material.PAINT),
            rod((0.34, 1.02, 0.05), (0.34, 1.02, 0.1), 0.011, CHROME, Material.STEEL, 10),
            rod((0.24, 1.02, 0.1), (0.35, 1.02, 0.1), 0.011, CHROME, Material.STEEL, 10),
        ]
    )


def garage_door(width: float, height: float, colour: Colour) -> Mesh:
    """Give a sectional door of ribbed panels that stands on the floor."""
    parts = []
    for bottom in np.arange(0.0, height - 0.3, 0.5):
        parts.append(
            box((0.0, float(bottom) + 0.245, 0.02), (width, 0.485, 0.04), colour, Material.PAINT)
        )
        for rib in (0.12, 0.245, 0.37):
            middle = (0.0, float(bottom) + rib, 0.043)
            parts.append(box(middle, (width, 0.05, 0.012), colour, Material.PAINT))
    return merged(parts)


def radiator(width: float) -> Mesh:
    """Give a radiator a hand's breadth above the floor."""
    white = linear("#d8d6d0")
    ribs = [
        box((float(x), 0.45, 0.07), (0.05, 0.6, 0.1), white, Material.PAINT)
        for x in np.arange(-0.5 * width, 0.5 * width, 0.07)
    ]
    return merged(ribs)


def on_wall(piece: Mesh, along: float, height: float, wall: int, distance: float) -> Mesh:
    """Give a wall piece moved to one of four walls.

    Parameters
    ----------
    along, height
        Where on the wall: to the right as one looks at it, and above the floor, m.
    wall
        0: at z = -distance, looking to +z; 1, 2, 3: turned on by a right angle each, so at
        x = -distance, z = distance, x = distance.
    distance
        Of the wall from the middle of the room, m.
    """
    turned = placed(piece, np.eye(3), np.array([along, height, -distance]))
    standing = placed(turned, about_y(90.0 * wall), np.zeros(3))
    # Boards, bricks and tiles run on over the room; what is written on a plate stays on it.
    written = standing.materials[:, None] == Material.PLATE
    return replace(standing, texture=np.where(written, piece.texture, standing.vertices))


def _pane(width: float, height: float, z: float, colour: Colour, material: Material) -> Mesh:
    corner = (-0.5 * width, -0.5 * height, z)
    return quad(corner, (width, 0.0, 0.0), (0.0, height, 0.0), colour, material)

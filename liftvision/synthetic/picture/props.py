"""Gear that stands about in gyms, each piece around the origin of the floor, its front to +z."""

from itertools import pairwise

import numpy as np

from liftvision.synthetic.colour import Colour, linear
from liftvision.synthetic.mesh import Material, Mesh
from liftvision.synthetic.picture.barbell import (
    BAR_STEEL,
    CAST_IRON,
    CHROME,
    RUBBER_BLACK,
    PlateKind,
    plate_mesh,
)
from liftvision.synthetic.picture.geometry import (
    about_y,
    box,
    merged,
    moved,
    placed,
    rod,
    sphere,
    turned,
)

FRAME_BLACK: Colour = (0.02, 0.02, 0.022)
PAD_BLACK: Colour = (0.03, 0.03, 0.032)
PLYWOOD: Colour = linear("#b98d57")
RACK_HEIGHT_M = 2.3
HOLE_STEP_M = 0.1

PLATE_COLOURS = ("#b3141c", "#12418f", "#e0b412", "#157a3c", "#1b1b1d", "#1b1b1d")

LYING = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, -1.0]])
"""Takes the x axis to the vertical."""


def power_rack(colour: Colour, random: np.random.Generator) -> Mesh:
    """Give a rack of four drilled uprights, 1.1 m wide and deep, now and then with a bar in it."""
    parts = []
    for x in (-0.55, 0.55):
        for z in (-0.55, 0.55):
            parts.append(
                box(
                    (x, 0.5 * RACK_HEIGHT_M, z), (0.07, RACK_HEIGHT_M, 0.07), colour, Material.PAINT
                )
            )
            parts += _holes(x, z)
        for y in (0.04, RACK_HEIGHT_M - 0.05):
            parts.append(box((x, y, 0.0), (0.06, 0.07, 1.1), colour, Material.PAINT))
        parts.append(rod((x, 0.75, -0.55), (x, 0.75, 0.55), 0.022, BAR_STEEL, Material.STEEL))
    for z in (-0.55, 0.55):
        top = RACK_HEIGHT_M - 0.05
        parts.append(rod((-0.55, top, z), (0.55, top, z), 0.02, CHROME, Material.STEEL))
    parts.append(box((0.0, 0.04, -0.55), (1.1, 0.07, 0.06), colour, Material.PAINT))
    if random.uniform() < 0.6:
        parts.append(moved(racked_bar(random), 0.0, 1.35, 0.62))
    return merged(parts)


def _holes(x: float, z: float) -> list[Mesh]:
    """Give the dark holes on the front and the sides of an upright."""
    holes = []
    for y in np.arange(0.25, RACK_HEIGHT_M - 0.15, HOLE_STEP_M):
        holes.append(box((x, y, z), (0.074, 0.022, 0.022), FRAME_BLACK, Material.PAINT))
        holes.append(box((x, y, z), (0.022, 0.022, 0.074), FRAME_BLACK, Material.PAINT))
    return holes


def racked_bar(random: np.random.Generator) -> Mesh:
    """Give a bar along x with a plate or two on each side."""
    parts = [
        rod((-0.66, 0.0, 0.0), (0.66, 0.0, 0.0), 0.014, BAR_STEEL, Material.STEEL),
        rod((-1.08, 0.0, 0.0), (-0.66, 0.0, 0.0), 0.025, CHROME, Material.STEEL),
        rod((0.66, 0.0, 0.0), (1.08, 0.0, 0.0), 0.025, CHROME, Material.STEEL),
    ]
    plate = plate_mesh(some_plate(random))
    for x in (0.73, 0.80)[: int(random.integers(1, 3))]:
        parts += [moved(plate, x, 0.0, 0.0), moved(plate, -x, 0.0, 0.0)]
    return merged(parts)


def some_plate(random: np.random.Generator) -> PlateKind:
    """Give a plate of any kind."""
    if random.uniform() < 0.3:
        return PlateKind(float(random.uniform(0.10, 0.19)), 0.035, CAST_IRON, 0.0)
    colour = linear(str(random.choice(PLATE_COLOURS)))
    return PlateKind(0.225, float(random.uniform(0.04, 0.075)), colour, 0.06)


def lying_plates(random: np.random.Generator) -> Mesh:
    """Give one to three plates lying on each other."""
    height, parts = 0.0, []
    for _ in range(int(random.integers(1, 4))):
        kind = some_plate(random)
        turn = about_y(float(random.uniform(0.0, 360.0)))
        shift = random.uniform(-0.02, 0.02, 2)
        middle = np.array([shift[0], height + 0.5 * kind.thickness_m, shift[1]])
        parts.append(placed(plate_mesh(kind), turn @ LYING, middle))
        height += kind.thickness_m
    return merged(parts)


def plate_tree(random: np.random.Generator) -> Mesh:
    """Give a stand with plates on its pegs."""
    parts = [
        box((0.0, 0.62, 0.0), (0.07, 1.24, 0.07), FRAME_BLACK, Material.PAINT),
        box((0.0, 0.03, 0.0), (0.5, 0.06, 0.6), FRAME_BLACK, Material.PAINT),
    ]
    for y in (0.32, 0.85):
        for side in (-1.0, 1.0):
            parts.append(
                rod((0.0, y, 0.0), (side * 0.26, y, 0.0), 0.02, CHROME, Material.STEEL, 12)
            )
            x = 0.06
            for _ in range(int(random.integers(1, 4))):
                kind = some_plate(random)
                middle = side * (x + 0.5 * kind.thickness_m)
                parts.append(moved(plate_mesh(kind), middle, y, 0.0))
                x += kind.thickness_m
    return merged(parts)


def dumbbell(length: float, radius: float, colour: Colour, sides: int) -> Mesh:
    """Give a dumbbell along x; six sides make a hexagonal one."""
    head = 0.30 * length
    profile = [
        (-0.5 * length, 0.0), (-0.5 * length, 0.82 * radius), (-0.5 * length + 0.02, radius),
        (-0.5 * length + head, radius), (-0.5 * length + head, 0.0),
    ]  # fmt: skip
    left = turned(profile, [colour] * 4, Material.LEATHER, sides)
    right = placed(left, about_y(180.0), np.zeros(3))
    grip = rod(
        (-0.3 * length, 0.0, 0.0), (0.3 * length, 0.0, 0.0), 0.016, CHROME, Material.STEEL, 12
    )
    return merged([left, right, grip])


def dumbbell_shelf(random: np.random.Generator) -> Mesh:
    """Give a shelf, 2 m wide, with two or three rows of dumbbells."""
    rows = int(random.integers(2, 4))
    sides = int(random.choice([6, 20]))
    parts = [
        box(
            (x, 0.19 + 0.19 * rows, -0.1),
            (0.06, 0.38 + 0.38 * rows, 0.5),
            FRAME_BLACK,
            Material.PAINT,
        )
        for x in (-1.0, 1.0)
    ]
    for row in range(rows):
        y, z = 0.28 + 0.38 * row, 0.08 - 0.09 * row
        parts.append(box((0.0, y, z), (2.0, 0.04, 0.34), FRAME_BLACK, Material.PAINT))
        size = 0.085 - 0.013 * row
        for x in np.arange(-0.88, 0.9, 2.35 * size):
            one = dumbbell(0.30, size, RUBBER_BLACK, sides)
            parts.append(
                moved(one, float(x), y + 0.02 + size, z, 90.0 + float(random.normal(0.0, 3.0)))
            )
    return merged(parts)


def bench(colour: Colour) -> Mesh:
    """Give a flat bench along z."""
    return merged(
        [
            box((0.0, 0.41, 0.0), (0.28, 0.08, 1.15), colour, Material.LEATHER),
            box((0.0, 0.34, 0.0), (0.06, 0.06, 1.0), FRAME_BLACK, Material.PAINT),
            *(
                box((0.0, 0.17, z), (0.06, 0.34, 0.06), FRAME_BLACK, Material.PAINT)
                for z in (-0.42, 0.42)
            ),
            *(
                box((0.0, 0.025, z), (0.5, 0.05, 0.06), FRAME_BLACK, Material.PAINT)
                for z in (-0.42, 0.42)
            ),
        ]
    )


def kettlebell(size: float, colour: Colour) -> Mesh:
    """Give a kettlebell; `size` is the radius of its ball."""
    turns = np.linspace(0.0, np.pi, 9)
    points = np.stack(
        [0.62 * size * np.cos(turns), 1.5 * size + 0.95 * size * np.sin(turns), 0.0 * turns], axis=1
    )
    links = [
        rod(tuple(start), tuple(end), 0.19 * size, colour, Material.PAINT, 10)
        for start, end in pairwise(points)
    ]
    return merged([sphere((0.0, 0.95 * size, 0.0), size, colour, Material.PAINT), *links])


def plyo_box() -> Mesh:
    """Give a jumping box of plywood."""
    return box((0.0, 0.3, 0.0), (0.5, 0.6, 0.75), PLYWOOD, Material.WOOD)


def medicine_ball(colour: Colour) -> Mesh:
    """Give a soft ball."""
    return sphere((0.0, 0.175, 0.0), 0.175, colour, Material.LEATHER)


def shelf_of_boxes(random: np.random.Generator) -> Mesh:
    """Give a garage's shelf, 1.5 m wide, with boxes and tins."""
    parts = [
        box((x, 0.9, z), (0.04, 1.8, 0.04), linear("#5b5f63"), Material.PAINT)
        for x in (-0.75, 0.75)
        for z in (-0.2, 0.2)
    ]
    for y in (0.25, 0.75, 1.25, 1.75):
        parts.append(box((0.0, y, 0.0), (1.5, 0.03, 0.44), PLYWOOD, Material.WOOD))
        x = -0.68
        while x < 0.5:
            width, height = random.uniform(0.12, 0.36), random.uniform(0.12, 0.36)
            colour = linear(
                str(random.choice(["#a87f52", "#8a6b48", "#3c5a78", "#7d2f2a", "#d0d0cc"]))
            )
            middle = (x + 0.5 * width, y + 0.015 + 0.5 * height, float(random.uniform(-0.04, 0.04)))
            parts.append(box(middle, (width, height, 0.34), colour, Material.LEATHER))
            x += width + float(random.uniform(0.02, 0.2))
    return merged(parts)


def wardrobe() -> Mesh:
    """Give a metal locker of three doors."""
    grey, dark = linear("#7b858c"), linear("#4a5257")
    parts = [box((0.0, 0.95, 0.0), (1.2, 1.9, 0.45), dark, Material.PAINT)]
    for x in (-0.4, 0.0, 0.4):
        parts.append(box((x, 0.95, 0.225), (0.38, 1.84, 0.02), grey, Material.PAINT))
        parts.append(box((x + 0.14, 1.0, 0.245), (0.02, 0.12, 0.03), FRAME_BLACK, Material.PAINT))
    return merged(parts)

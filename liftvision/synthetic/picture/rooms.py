"""Plans of rooms: how large, of what, in which colours, where windows and lamps are."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import Colour, linear
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.recipes.recipe import Room, SceneRecipe

WALLS = 4
BEHIND_CAMERA_M = 0.5
"""A wall stands at least this far behind a camera."""


@dataclass(frozen=True)
class Wall:
    """One wall.

    Attributes
    ----------
    material, colour
        Of its upper part.
    dado, dado_m
        Colour of its lower part, and how high that goes; 0 for none.
    stripe
        Colour of a stripe along it; None for none.
    """

    material: Material
    colour: Colour
    dado: Colour
    dado_m: float
    stripe: Colour | None


@dataclass(frozen=True)
class Opening:
    """A window.

    Attributes
    ----------
    wall
        0 to 3, as in `fittings.on_wall`.
    along, height, size
        Of its middle along the wall and above the floor; width and height, m.
    """

    wall: int
    along: float
    height: float
    size: tuple[float, float]


@dataclass(frozen=True)
class RoomPlan:
    """An empty room.

    Attributes
    ----------
    kind
        Of `SceneRecipe.room`.
    distances
        Of the four walls from the lifter, m.
    height
        Of the ceiling, m.
    floor, floor_colour, ceiling
        Material and colours.
    walls, windows
        In the order of the walls.
    lamps
        (x, z) of the ceiling lamps; the first two are those next to the lifter.
    lamp_drop
        From the ceiling to the lamps, m.
    """

    kind: Room
    distances: tuple[float, float, float, float]
    height: float
    floor: Material
    floor_colour: Colour
    ceiling: Colour
    walls: tuple[Wall, ...]
    windows: tuple[Opening, ...]
    lamps: tuple[tuple[float, float], ...]
    lamp_drop: float


@dataclass(frozen=True)
class Style:
    """What rooms of a kind have in common: ranges and choices.

    Attributes
    ----------
    distance_m, height_m
        Ranges.
    floors
        Material and colours to choose from.
    wall_materials, wall_colours, accents
        To choose from.
    windows
        How many at most.
    lamp_step_m
        Between ceiling lamps.
    """

    distance_m: tuple[float, float]
    height_m: tuple[float, float]
    floors: tuple[tuple[Material, str], ...]
    wall_materials: tuple[Material, ...]
    wall_colours: tuple[str, ...]
    accents: tuple[str, ...]
    windows: int
    lamp_step_m: float


STYLES: dict[Room, Style] = {
    "gym": Style(
        distance_m=(4.2, 6.8),
        height_m=(3.2, 4.4),
        floors=(
            (Material.RUBBER, "#2b2b2d"),
            (Material.RUBBER, "#35363a"),
            (Material.RUBBER, "#26282b"),
            (Material.CONCRETE, "#8d8a85"),
        ),
        wall_materials=(Material.BRICK, Material.CONCRETE, Material.CONCRETE),
        wall_colours=("#b9b6b0", "#8f9296", "#6f7378", "#d3d0c9", "#9a5f4a", "#54585e"),
        accents=("#b5382c", "#2c5f8a", "#d39a2d", "#3f7a52", "#26282c", "#8a3d6a"),
        windows=3,
        lamp_step_m=3.4,
    ),
    "garage": Style(
        distance_m=(2.7, 3.9),
        height_m=(2.6, 2.9),
        floors=((Material.CONCRETE, "#96938d"), (Material.CONCRETE, "#7f7d79")),
        wall_materials=(Material.CONCRETE, Material.BRICK, Material.WOOD),
        wall_colours=("#cfcbc2", "#a88d6d", "#a35f48", "#b7bbb8", "#dedad0"),
        accents=("#4d6a7f", "#7f6a4d", "#5c5f62"),
        windows=1,
        lamp_step_m=2.6,
    ),
    "platform": Style(
        distance_m=(5.0, 7.5),
        height_m=(4.6, 6.0),
        floors=(
            (Material.PAINT, "#3c4148"),
            (Material.WOOD, "#b88a54"),
            (Material.PAINT, "#5a3f38"),
        ),
        wall_materials=(Material.CONCRETE, Material.CONCRETE, Material.CLOTH),
        wall_colours=("#2d3138", "#444b57", "#c9c6bf", "#39342f", "#6d7b8a"),
        accents=("#1f4a86", "#a42a2a", "#c9a227"),
        windows=2,
        lamp_step_m=3.8,
    ),
}


def room_plan(scene: SceneRecipe, watched_from: FloatArray) -> RoomPlan:
    """Give the plan of a scene's room.

    Parameters
    ----------
    scene
        Kind and seed.
    watched_from
        (N, 3) m, places of cameras that the room has to be large enough for.
    """
    random = np.random.default_rng([scene.seed, 0x20])
    style = STYLES[scene.room]
    own = random.uniform(*style.distance_m, WALLS)
    needed = np.array(
        [-watched_from[:, 2].min(), -watched_from[:, 0].min(),
         watched_from[:, 2].max(), watched_from[:, 0].max()]
    )  # fmt: skip
    back, right, front, left = np.maximum(own, needed + BEHIND_CAMERA_M)
    height = float(random.uniform(*style.height_m))
    floor, floor_colour = style.floors[int(random.integers(len(style.floors)))]
    distances = (float(back), float(right), float(front), float(left))
    walls = _walls(style, random)
    return RoomPlan(
        kind=scene.room,
        distances=distances,
        height=height,
        floor=floor,
        floor_colour=linear(floor_colour),
        ceiling=linear(str(random.choice(["#d9d7d2", "#8d8f92", "#3a3c40"]))),
        walls=walls,
        windows=_windows(style, distances, height, random),
        lamps=_lamps(style, distances, random),
        lamp_drop=0.08 if height < 3.0 else float(random.uniform(0.3, 0.7)),
    )


def _walls(style: Style, random: np.random.Generator) -> tuple[Wall, ...]:
    """Give four walls: mostly alike, one of them often of another kind."""
    main, other = (
        linear(str(name)) for name in random.choice(style.wall_colours, 2, replace=False)
    )
    accent = linear(str(random.choice(style.accents)))
    materials = [
        style.wall_materials[at] for at in random.integers(len(style.wall_materials), size=2)
    ]
    dado_m = float(random.choice([0.0, 0.0, 1.0, 1.3]))
    stripe = accent if random.uniform() < 0.35 else None
    special = int(random.integers(WALLS))
    return tuple(
        Wall(materials[1], other, other, 0.0, stripe)
        if at == special
        else Wall(materials[0], main, accent, dado_m, None if dado_m else stripe)
        for at in range(WALLS)
    )


def _windows(
    style: Style,
    distances: tuple[float, float, float, float],
    height: float,
    random: np.random.Generator,
) -> tuple[Opening, ...]:
    """Give the windows, all in one wall and at one height."""
    wall = int(random.integers(WALLS))
    to_right, to_left = distances[(wall + 1) % WALLS], distances[(wall + 3) % WALLS]
    count = int(random.integers(1, style.windows + 1))
    tall = min(1.5, height - 1.7)
    wide = float(random.uniform(1.2, 2.2))
    step = (to_right + to_left) / count
    middle = height - 0.35 - 0.5 * tall
    return tuple(
        Opening(wall, (at + 0.5) * step - to_right, middle, (min(wide, 0.8 * step), tall))
        for at in range(count)
    )


def _lamps(
    style: Style,
    distances: tuple[float, float, float, float],
    random: np.random.Generator,
) -> tuple[tuple[float, float], ...]:
    """Give a grid of ceiling lamps, those next to the lifter first."""
    back, right, front, left = distances
    shift = random.uniform(-0.5, 0.5, 2) * style.lamp_step_m
    steps = np.arange(-3, 4) * style.lamp_step_m
    places = [
        (float(x), float(z))
        for x in steps + shift[0]
        for z in steps + shift[1]
        if -right + 0.7 < x < left - 0.7 and -back + 0.5 < z < front - 0.5
    ]
    places.sort(key=lambda place: (place[0] ** 2 + place[1] ** 2, place))
    return tuple(places)

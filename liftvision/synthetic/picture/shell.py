"""The empty room: floor, walls and ceiling, and all that is fixed to them."""

import numpy as np

from liftvision.synthetic.colour import Colour, linear
from liftvision.synthetic.mesh import Material, Mesh
from liftvision.synthetic.picture import fittings
from liftvision.synthetic.picture.geometry import box, merged, moved, quad
from liftvision.synthetic.picture.room_light import MOODS, ceiling_lamps
from liftvision.synthetic.picture.rooms import WALLS, RoomPlan
from liftvision.synthetic.recipes.recipe import SceneRecipe


def room_shell(scene: SceneRecipe, plan: RoomPlan) -> Mesh:
    """Give a scene's room without what stands in it; the lifter's floor is at height 0."""
    random = np.random.default_rng([scene.seed, 0x5E])
    return merged(
        [
            _floor(plan),
            *_walls(plan),
            _ceiling(scene, plan),
            *_inlay(plan, random),
            *_wall_pieces(scene, plan, random),
        ]
    )


def _floor(plan: RoomPlan) -> Mesh:
    back, right, front, left = plan.distances
    corner = (-right, -0.004, front)
    sides = (left + right, 0.0, 0.0), (0.0, 0.0, -front - back)
    return quad(corner, *sides, plan.floor_colour, plan.floor)


def _walls(plan: RoomPlan) -> list[Mesh]:
    """Give the walls, each with its dado and stripe as thin boards before it."""
    pieces = []
    for at, wall in enumerate(plan.walls):
        distance = plan.distances[at]
        to_right, to_left = plan.distances[(at + 1) % WALLS], plan.distances[(at + 3) % WALLS]
        width = to_right + to_left
        parts = [
            quad((-to_right, 0.0, 0.0), (width, 0.0, 0.0), (0.0, plan.height, 0.0), wall.colour,
                 wall.material)
        ]  # fmt: skip
        middle = 0.5 * (to_left - to_right)
        if wall.dado_m:
            size = (width, wall.dado_m, 0.012)
            parts.append(box((middle, 0.5 * wall.dado_m, 0.0), size, wall.dado, Material.CONCRETE))
        if wall.stripe:
            size = (width, 0.22, 0.006)
            parts.append(box((middle, 1.55, 0.0), size, wall.stripe, Material.CONCRETE))
        skirting = linear("#232427")
        parts.append(box((middle, 0.05, 0.0), (width, 0.1, 0.04), skirting, Material.PAINT))
        pieces.append(fittings.on_wall(merged(parts), 0.0, 0.0, at, distance))
    return pieces


def _ceiling(scene: SceneRecipe, plan: RoomPlan) -> Mesh:
    """Give the ceiling with its beams and lamps, lit or not."""
    back, right, front, left = plan.distances
    top = plan.height
    sides = (left + right, 0.0, 0.0), (0.0, 0.0, front + back)
    parts = [quad((-right, top, -back), *sides, plan.ceiling, Material.CONCRETE)]
    if plan.kind != "garage":
        for z in np.arange(-back + 1.0, front, 2.4):
            size = (left + right, 0.3, 0.16)
            beam = box(
                (0.5 * (left - right), top - 0.15, float(z)), size, plan.ceiling, Material.PAINT
            )
            parts.append(beam)
    lit = set(ceiling_lamps(scene, plan))
    for x, z in plan.lamps:
        strength = 7.0 if (x, z) in lit else 0.08
        lamp = fittings.ceiling_lamp(
            1.3, _times(MOODS[scene.light].lamp, strength / 3.5), plan.lamp_drop
        )
        parts.append(moved(lamp, x, top, z))
    return merged(parts)


def _inlay(plan: RoomPlan, random: np.random.Generator) -> list[Mesh]:
    """Give what the lifter stands on: a platform, mats, or the bare floor with a marking."""
    if plan.kind == "garage":
        return [_sheet((0.0, 0.1), (2.6, 1.9), 0.0, linear("#202123"), Material.RUBBER)]
    wood = linear(str(random.choice(["#b98a55", "#a87444", "#c9a270", "#8c6a48"])))
    if plan.kind == "platform":
        frame = linear(str(random.choice(["#1f4a86", "#a42a2a", "#202226", "#2f6b46"])))
        return [
            _sheet((0.0, 0.2), (4.6, 4.2), -0.002, frame, Material.PAINT),
            _sheet((0.0, 0.2), (4.0, 3.6), 0.0, wood, Material.WOOD),
        ]
    if random.uniform() < 0.25:
        return []
    edge = linear(str(random.choice(["#2a2b2e", "#8a8c90", "#a42a2a", "#c9a227"])))
    return [
        _sheet((0.0, 0.1), (3.0, 2.7), -0.003, edge, Material.PAINT),
        _sheet((0.0, 0.1), (2.9, 2.6), -0.0015, linear("#1e1f21"), Material.RUBBER),
        _sheet((0.0, 0.1), (1.2, 2.6), 0.0, wood, Material.WOOD),
    ]


def _wall_pieces(scene: SceneRecipe, plan: RoomPlan, random: np.random.Generator) -> list[Mesh]:
    """Give windows, posters, doors and the like, on the walls where they belong."""
    pieces = []
    sky = MOODS[scene.light].sky
    for opening in plan.windows:
        pane = fittings.window(*opening.size, sky)
        distance = plan.distances[opening.wall]
        pieces.append(fittings.on_wall(pane, opening.along, opening.height, opening.wall, distance))
    windowed = {opening.wall for opening in plan.windows}
    for wall in range(WALLS):
        if wall in windowed:
            continue
        pieces += _on_plain_wall(plan, wall, random)
    return pieces


def _on_plain_wall(plan: RoomPlan, wall: int, random: np.random.Generator) -> list[Mesh]:
    to_right, to_left = plan.distances[(wall + 1) % WALLS], plan.distances[(wall + 3) % WALLS]
    distance = plan.distances[wall]

    def at(piece: Mesh, along: float, height: float) -> Mesh:
        return fittings.on_wall(piece, along, height, wall, distance)

    if plan.kind == "garage" and wall == 2:
        width = min(3.2, 0.8 * (to_right + to_left))
        colour = linear(str(random.choice(["#d5d3cd", "#6f665c", "#8e959b"])))
        return [at(fittings.garage_door(width, plan.height - 0.3, colour), 0.0, 0.0)]
    if plan.kind == "platform" and random.uniform() < 0.7:
        return [at(fittings.banner(0.7 * (to_right + to_left), 1.9, random), 0.0, 1.9)]
    pieces = []
    if random.uniform() < 0.4:
        colour = linear(str(random.choice(["#7a2f28", "#33485c", "#d8d5cc", "#5c4a38"])))
        pieces.append(at(fittings.door(colour), 0.8 - to_right, 0.0))
    places = np.arange(2.2 - to_right, to_left - 0.8, 1.9)
    hung = places[random.uniform(size=len(places)) < 0.45]
    heights = random.uniform(1.7, 2.0, len(hung))
    pieces += [
        at(fittings.poster(random), float(along), float(height))
        for along, height in zip(hung, heights, strict=True)
    ]
    return pieces


def _sheet(
    centre: tuple[float, float],
    size: tuple[float, float],
    height: float,
    colour: Colour,
    material: Material,
) -> Mesh:
    """Give a flat rectangle on the floor."""
    corner = (centre[0] - 0.5 * size[0], height, centre[1] + 0.5 * size[1])
    return quad(corner, (size[0], 0.0, 0.0), (0.0, 0.0, -size[1]), colour, material)


def _times(colour: Colour, factor: float) -> Colour:
    return colour[0] * factor, colour[1] * factor, colour[2] * factor

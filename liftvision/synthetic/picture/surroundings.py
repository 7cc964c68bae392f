"""The room of a scene with all that stands in it: everything in the picture that keeps still."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import linear
from liftvision.synthetic.mesh import Material, Mesh
from liftvision.synthetic.picture import fittings, props
from liftvision.synthetic.picture.barbell import RUBBER_BLACK
from liftvision.synthetic.picture.geometry import about_y, box, merged, moved, placed
from liftvision.synthetic.picture.item import Identity, Item
from liftvision.synthetic.picture.lights import Lights
from liftvision.synthetic.picture.room_light import room_lights
from liftvision.synthetic.picture.rooms import WALLS, RoomPlan, room_plan
from liftvision.synthetic.picture.shell import room_shell
from liftvision.synthetic.recipes.recipe import SceneRecipe

LIFTER_HALF_WIDTH_M = 1.5
"""To each side of the lifter the view is kept free: the bar is 1.1 m long there."""

BAR_REACH_M = (1.5, 1.1)
"""Half of the floor, along x and z, on which nothing lies but the bar."""

AISLE_HALF_WIDTH_M = 0.8
"""Free in front of the lifter and behind, for walking in and out."""

PERSON_RADIUS_M = 0.45
"""Around the middle of somebody's feet."""

MOST_CLUTTER = 14

Maker: TypeAlias = Callable[[np.random.Generator], Mesh]


@dataclass(frozen=True)
class Surroundings:
    """What a renderer needs of a room.

    Attributes
    ----------
    items
        All that keeps still.
    lights
        Of the room.
    """

    items: tuple[Item, ...]
    lights: Lights


@dataclass(frozen=True, eq=False)
class Free:
    """What has to stay free.

    Attributes
    ----------
    watched_from
        (N, 3) m, cameras whose view of the lifter nothing hides.
    people
        (M, 2) m, x and z of where somebody stands.
    """

    watched_from: FloatArray
    people: FloatArray

    def has_room_for(self, piece: Mesh, margin: float) -> bool:
        """Tell whether a piece hides nothing and stands on nobody, with a margin in m."""
        floor = piece.vertices[:, [0, 2]]
        low, high = floor.min(axis=0), floor.max(axis=0)
        middle, half = 0.5 * (low + high), 0.5 * (high - low)
        beyond = np.abs(self.people - middle) - half
        if np.any(np.all(beyond < PERSON_RADIUS_M, axis=1)):
            return False
        radius = float(np.hypot(*half)) * 0.8 + margin
        return not in_the_way((float(middle[0]), float(middle[1])), radius, self.watched_from)


def surroundings(
    scene: SceneRecipe, watched_from: FloatArray, people: FloatArray | None = None
) -> Surroundings:
    """Build a scene's room.

    Parameters
    ----------
    scene
        The same scene makes the same room, but for what would stand between a camera and the
        lifter, and for walls that would stand before one.
    watched_from
        (N, 3) m, where cameras stand; all views of one set share a room if they are all given.
    people
        (M, 2) m, x and z of others who stand in the room, so that nothing else does there.
    """
    free = Free(watched_from, np.zeros((0, 2)) if people is None else people)
    plan = room_plan(scene, watched_from)
    random = np.random.default_rng([scene.seed, 0x5C])
    gear = _along_walls(plan, free, random)
    if scene.rack:
        gear += _rack(plan, free, random)
    gear += _clutter(scene, free, random)
    items = [Item(room_shell(scene, plan), Identity.NOTHING)]
    if gear:
        items.append(Item(merged(gear), Identity.OBJECT))
    return Surroundings(tuple(items), room_lights(scene, plan))


def in_the_way(place: tuple[float, float], radius: float, watched_from: FloatArray) -> bool:
    """Tell whether something on the floor could hide the lifter or the bar from a camera.

    Parameters
    ----------
    place
        (x, z) m.
    radius
        Of the thing, m.
    watched_from
        (N, 3) m.
    """
    for camera in watched_from[:, [0, 2]]:
        distance = float(np.linalg.norm(camera))
        towards = -camera / distance
        offset = np.array(place) - camera
        along = float(offset @ towards)
        beside = abs(float(offset @ [towards[1], -towards[0]]))
        free = LIFTER_HALF_WIDTH_M * along / distance + radius
        if along < distance + LIFTER_HALF_WIDTH_M and beside < max(free, radius + 0.4):
            return True
    return False


def _along_walls(plan: RoomPlan, free: Free, random: np.random.Generator) -> list[Mesh]:
    """Give gear along the walls, one piece to every two metres or so."""
    makers = _gear(plan, random)
    pieces = []
    for wall in range(WALLS):
        to_right, to_left = plan.distances[(wall + 1) % WALLS], plan.distances[(wall + 3) % WALLS]
        for along in np.arange(1.4 - to_right, to_left - 1.3, 2.3):
            pick, shift = int(random.integers(len(makers))), float(random.uniform(-0.15, 0.15))
            piece = makers[pick](random)
            depth = float(np.ptp(piece.vertices[:, 2])) * 0.5 + 0.12
            distance = plan.distances[wall] - depth
            standing = fittings.on_wall(piece, float(along) + shift, 0.0, wall, distance)
            if free.has_room_for(standing, 0.4):
                pieces.append(standing)
    return pieces


def _gear(plan: RoomPlan, random: np.random.Generator) -> Sequence[Maker]:
    """Give the makers of gear that suits a room."""
    colour = linear(str(random.choice(["#1b1c1e", "#1b1c1e", "#8f1d1d", "#2c5f8a", "#c9a227"])))
    pad = linear(str(random.choice(["#1c1c1e", "#1c1c1e", "#5a1f1f"])))
    ball = linear(str(random.choice(["#1d1d20", "#6b2a22", "#2a4a63"])))
    nothing: Maker = lambda _: _nothing()  # noqa: E731
    common: list[Maker] = [
        props.plate_tree,
        props.dumbbell_shelf,
        lambda _: placed(props.bench(pad), about_y(90.0), np.zeros(3)),
        lambda _: props.plyo_box(),
        lambda _: props.medicine_ball(ball),
    ]
    by_room: dict[str, list[Maker]] = {
        "gym": [lambda r: props.power_rack(colour, r)] * 3 + [lambda _: props.wardrobe()],
        "garage": [props.shelf_of_boxes] * 3 + [nothing] * 2,
        "platform": [nothing] * 8,
    }
    return [*common, *by_room[plan.kind]]


def _rack(plan: RoomPlan, free: Free, random: np.random.Generator) -> list[Mesh]:
    """Give the rack beside the lifter, on the side away from the cameras."""
    away = -free.watched_from[:, [0, 2]].mean(axis=0)
    away /= max(float(np.linalg.norm(away)), 1e-6)
    across = np.array([away[1], -away[0]])
    colour = linear(str(random.choice(["#1b1c1e", "#1b1c1e", "#8f1d1d", "#c9c9c6"])))
    turn = 90.0 * round(float(np.rad2deg(np.arctan2(-away[0], -away[1]))) / 90.0)
    rack = props.power_rack(colour, random)
    reach, beside = float(random.uniform(2.0, 2.6)), float(random.uniform(1.1, 2.0))
    for side in random.permutation([-1.0, 1.0]):
        standing = _within(plan, rack, reach * away + side * beside * across, turn)
        if free.has_room_for(standing, 0.0):
            return [standing]
    return []


def _within(plan: RoomPlan, piece: Mesh, place: FloatArray, turn_deg: float) -> Mesh:
    """Give a piece moved to (x, z), or as near to it as the walls let it."""
    back, right, front, left = plan.distances
    x = float(np.clip(place[0], 0.8 - right, left - 0.8))
    z = float(np.clip(place[1], 0.8 - back, front - 0.8))
    return moved(piece, x, 0.0, z, turn_deg)


def _clutter(scene: SceneRecipe, free: Free, random: np.random.Generator) -> list[Mesh]:
    """Give plates, dumbbells and the like that lie about."""
    pieces = []
    for _ in range(round(scene.clutter * MOST_CLUTTER)):
        angle, reach = random.uniform(0.0, 2.0 * np.pi), random.uniform(1.7, 3.6)
        x, z = float(reach * np.sin(angle)), float(reach * np.cos(angle))
        piece, turn = _lying_about(random), float(random.uniform(0.0, 360.0))
        by_bar = abs(x) < BAR_REACH_M[0] and abs(z) < BAR_REACH_M[1]
        lying = moved(piece, x, 0.0, z, turn)
        if not by_bar and abs(x) >= AISLE_HALF_WIDTH_M and free.has_room_for(lying, 0.05):
            pieces.append(lying)
    return pieces


def _lying_about(random: np.random.Generator) -> Mesh:
    pick = random.uniform()
    if pick < 0.4:
        return props.lying_plates(random)
    if pick < 0.65:
        size = float(random.uniform(0.05, 0.085))
        return moved(props.dumbbell(0.3, size, RUBBER_BLACK, 6), 0.0, 0.87 * size, 0.0)
    if pick < 0.85:
        colour = linear(str(random.choice(["#1b1b1d", "#b3141c", "#12418f", "#e0b412"])))
        return props.kettlebell(float(random.uniform(0.08, 0.11)), colour)
    return props.medicine_ball(linear(str(random.choice(["#1d1d20", "#6b2a22"]))))


def _nothing() -> Mesh:
    """Give a speck under the floor, for a place by the wall that stays empty."""
    return box((0.0, -0.1, 0.0), (0.01, 0.01, 0.01), props.FRAME_BLACK, Material.PAINT)

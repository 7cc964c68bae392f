"""The other people in the room: who they are, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.synthetic.body.data import BodyData
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.mesh import Mesh
from liftvision.synthetic.movement.perform import perform
from liftvision.synthetic.picture.geometry import about_y, placed
from liftvision.synthetic.recipes.recipe import (
    BodyRecipe,
    MovementRecipe,
    SceneRecipe,
    WardrobeRecipe,
)
from liftvision.synthetic.wardrobe.figure import dress, surface

SPOTTER_M = (0.95, 1.15)
"""How far a spotter stands from the lifter."""

OTHERS_M = (2.2, 3.4)
"""How far behind the lifter, as the camera sees it, the others stand."""

OTHERS_BESIDE_M = (0.9, 2.0)
"""How far beside the lifter they stand, so that nobody stands right behind him."""

SHIRT_COLOURS = ("#3d4450", "#7a3434", "#d0cdc4", "#2e5248", "#20232a", "#50618a")
LEGWEAR_COLOURS = ("#15171c", "#2c3038", "#474a50", "#24324a")


@dataclass(frozen=True)
class Place:
    """Where somebody stands: m to the lifter's left and forward, and the turn to face him."""

    x: float
    z: float
    turn_deg: float


def bystanders(scene: SceneRecipe, places: Sequence[Place], data: BodyData) -> list[Mesh]:
    """Give everybody but the lifter, standing still, each in his place."""
    random = np.random.default_rng([scene.seed, 0xB9])
    return [_person(random, place, data) for place in places]


def standing_places(scene: SceneRecipe, yaw_deg: float) -> list[Place]:
    """Give where everybody but the lifter stands.

    Parameters
    ----------
    scene
        How many, and whether one of them spots.
    yaw_deg
        Where the lifter faces as the camera sees it: others keep out of its way.
    """
    random = np.random.default_rng([scene.seed, 0xB8])
    return [
        _place(random, scene.spotter and number == 0, number, yaw_deg)
        for number in range(scene.people)
    ]


def _place(random: np.random.Generator, spots: bool, number: int, yaw_deg: float) -> Place:
    yaw = np.radians(yaw_deg)
    away = np.array([np.sin(yaw), -np.cos(yaw)])
    across = np.array([-away[1], away[0]])
    side = 1.0 if number % 2 == 0 else -1.0
    if spots:
        # Beside the lifter in the picture, and a little further away than he.
        x, z = random.uniform(*SPOTTER_M) * across * side + 0.35 * away
    else:
        x, z = random.uniform(*OTHERS_M) * away + side * random.uniform(*OTHERS_BESIDE_M) * across
    turn = float(np.degrees(np.arctan2(-x, -z))) + random.uniform(-25.0, 25.0)
    return Place(float(x), float(z), turn)


def _person(random: np.random.Generator, place: Place, data: BodyData) -> Mesh:
    body = make_body(
        BodyRecipe(
            sex="female" if random.random() < 0.5 else "male",
            height_m=float(random.uniform(1.6, 1.88)),
            muscle=float(random.uniform(0.4, 0.8)),
            weight=float(random.uniform(0.35, 0.7)),
        ),
        data,
    )
    wardrobe = WardrobeRecipe(
        looseness=float(random.uniform(0.1, 0.6)),
        legwear="trousers" if random.random() < 0.5 else "shorts",
        shirt_colour=str(random.choice(SHIRT_COLOURS)),
        legwear_colour=str(random.choice(LEGWEAR_COLOURS)),
        skin_tone=float(random.uniform(0.1, 0.9)),
    )
    standing = MovementRecipe(lift="standing", reps=1)
    when = np.array([random.uniform(0.5, 3.0)])
    pose = perform(body, standing, None, when, int(random.integers(1_000_000))).poses[0]
    stands = surface(dress(body, wardrobe), skin(body, pose))
    return placed(stands, about_y(place.turn_deg), np.array([place.x, 0.0, place.z]))

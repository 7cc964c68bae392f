"""Random recipes: reproducible, as wide as what is filmed in gyms, and divided into splits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from liftvision.synthetic.recipes.dice import Dice
from liftvision.synthetic.recipes.framing import longest_lens
from liftvision.synthetic.recipes.pools import TENTHS, Person, members, outfits, people, scenes
from liftvision.synthetic.recipes.random_movement import random_movement
from liftvision.synthetic.recipes.recipe import (
    CameraRecipe,
    LiftKind,
    Light,
    MovementRecipe,
    Plates,
    Recipe,
    SceneRecipe,
    Split,
    VideoRecipe,
    WardrobeRecipe,
)

SPLITS: tuple[Split, ...] = tuple(TENTHS)
LARGEST_SEED = 2**31 - 1

PLATES: Mapping[Plates, float] = {"competition": 0.4, "black": 0.28, "iron": 0.2, "none": 0.12}
SIZES = {(1280, 720): 0.5, (1920, 1080): 0.06, (854, 480): 0.2, (960, 540): 0.14, (960, 720): 0.1}
USUAL_WIDTH = 1280
FPS = {30.0: 0.6, 60.0: 0.12, 24.0: 0.1, 25.0: 0.1, 50.0: 0.08}
NOISE: Mapping[Light, tuple[float, float]] = {
    "day": (0.5, 4.0),
    "evening": (1.0, 7.0),
    "night": (2.0, 12.0),
}
LONGEST_SHUTTER: Mapping[Light, float] = {"day": 0.25, "evening": 0.5, "night": 0.7}
BLURRED = 0.35
"""Share of the clips with motion blur, whose frames take three times as long to render."""

CAPTIONS = (
    "DEADLIFT DAY", "new PR!", "wait for it...", "last set, best set", "how is my form?",
    "week 6 / day 2", "180 x 2", "RPE 8", "easy money", "grip gave out", "DAY 41", "back at it",
)  # fmt: skip
CAPTIONED = 0.18

VIEWS = {"side": 0.45, "front": 0.15, "rear": 0.1, "front_oblique": 0.18, "rear_oblique": 0.12}
YAWS = {
    "side": (90.0, 5.0, 78.0, 102.0),
    "front": (0.0, 5.0, -12.0, 12.0),
    "rear": (180.0, 5.0, 168.0, 192.0),
    "front_oblique": (45.0, 13.0, 15.0, 75.0),
    "rear_oblique": (135.0, 13.0, 105.0, 165.0),
}
"""Mean, standard deviation, least and most of the yaw of each view; either side is as likely."""

PORTRAIT = 0.4
NEAREST_M, FURTHEST_M, STEP_M = 2.5, 6.0, 0.25
SHORTEST_MM, LONGEST_MM = 24.0, 52.0
LOOSEST = 0.7
"""A lens is at least this fraction of the longest one that shows everything."""


@dataclass(frozen=True)
class Wishes:
    """What is the same in all recipes of a set; None: drawn.

    Attributes
    ----------
    size
        Width and height of the picture in px, either way round; a portrait recipe has the longer
        one upright.
    fps, reps, lift
        As in a recipe.
    """

    size: tuple[int, int] | None = None
    fps: float | None = None
    reps: int | None = None
    lift: LiftKind | None = None


def random_recipe(split: Split, seed: int, index: int, wishes: Wishes | None = None) -> Recipe:
    """Give one of the recipes of a random set.

    The same split, seed, index and wishes give the same recipe. Bodies, outfits and rooms come
    from pools that are divided between the splits (`pools`), so that none of one split occurs
    in another, whatever the seeds. A third of the lifts is clean. The lens is chosen such that
    the lifter and the bar stay in the picture.

    Parameters
    ----------
    split
        What the clip may be used for.
    seed
        Of the set, from 0.
    index
        Of the recipe in the set, from 0.
    wishes
        What is not drawn.
    """
    wishes = Wishes() if wishes is None else wishes
    dice = Dice(seed, SPLITS.index(split), index)
    own_seed = dice.whole(0, LARGEST_SEED)
    mine = members(split)
    person = people()[mine[dice.whole(0, len(mine) - 1)]]
    outfit = outfits()[mine[dice.whole(0, len(mine) - 1)]]
    room = scenes()[mine[dice.whole(0, len(mine) - 1)]]
    movement = random_movement(dice, person.body.height_m, own_seed, wishes.reps, wishes.lift)
    view = dice.pick(VIEWS)
    scene = _peopled(dice, room, movement)
    recipe = Recipe(
        title=_title(movement, view),
        seed=own_seed,
        split=split,
        body=person.body,
        wardrobe=_worn(outfit, person),
        movement=movement,
        camera=_camera(dice, view),
        scene=scene,
        video=_video(dice, scene.light, wishes),
    )
    return _framed(dice, recipe)


def _title(movement: MovementRecipe, view: str) -> str:
    """Say in a line what the clip shows."""
    faults = [
        name.removesuffix("_deg").removesuffix("_m").replace("_", " ")
        for name, size in vars(movement.faults).items()
        if size
    ]
    lift = movement.lift.replace("_", " ").capitalize()
    return f"{lift}, {view.replace('_', ' ')}: {', '.join(faults) or 'clean'}"


def _worn(outfit: WardrobeRecipe, person: Person) -> WardrobeRecipe:
    return replace(
        outfit, hair=person.hair, hair_colour=person.hair_colour, skin_tone=person.skin_tone
    )


def _peopled(dice: Dice, room: SceneRecipe, movement: MovementRecipe) -> SceneRecipe:
    has_bar = movement.lift not in ("standing", "toe_touch")
    count = dice.pick({0: 0.5, 1: 0.25, 2: 0.15, 3: 0.1})
    return replace(
        room,
        plates=dice.pick(PLATES) if has_bar else "none",
        people=count,
        spotter=count > 0 and has_bar and dice.chance(0.25),
    )


def _camera(dice: Dice, view: str) -> CameraRecipe:
    yaw = dice.sign() * dice.normal(*YAWS[view], decimals=1)
    is_handheld = dice.chance(0.5)
    return CameraRecipe(
        yaw_deg=round((yaw + 180.0) % 360.0 - 180.0, 1),
        distance_m=dice.skewed(3.6, 0.25, NEAREST_M, FURTHEST_M),
        height_m=dice.normal(1.0, 0.3, 0.4, 1.6),
        pan_deg=dice.normal(0.0, 1.2, -3.0, 3.0, 1),
        tilt_deg=dice.normal(0.0, 1.2, -3.0, 3.0, 1),
        roll_deg=dice.normal(0.0, 1.0, -3.0, 3.0, 1),
        shake_deg=dice.skewed(0.25, 0.5, 0.05, 0.8) if is_handheld else 0.0,
    )


def _video(dice: Dice, light: Light, wishes: Wishes) -> VideoRecipe:
    drawn_size, drawn_fps = dice.pick(SIZES), dice.pick(FPS)
    size = drawn_size if wishes.size is None else wishes.size
    is_blurred = dice.chance(BLURRED)
    return VideoRecipe(
        width=max(size),
        height=min(size),
        fps=drawn_fps if wishes.fps is None else wishes.fps,
        variable_frame_rate=dice.chance(0.2),
        blur_px=round(dice.skewed(0.6, 0.4, 0.2, 1.8) * max(size) / USUAL_WIDTH, 2),
        shutter=dice.between(0.05, LONGEST_SHUTTER[light]) if is_blurred else 0.0,
        noise=dice.between(*NOISE[light], decimals=1),
        crf=dice.whole(19, 34),
        caption=dice.pick(dict.fromkeys(CAPTIONS, 1.0)) if dice.chance(CAPTIONED) else "",
    )


def _framed(dice: Dice, recipe: Recipe) -> Recipe:
    """Choose upright or not, go back until all is in the picture, and take a lens that shows it."""
    is_upright, part = dice.chance(PORTRAIT), dice.between(0.0, 1.0)
    video = recipe.video
    upright = replace(video, width=video.height, height=video.width)
    for each in (upright, video) if is_upright else (video, upright):
        distance_m = recipe.camera.distance_m
        while distance_m <= FURTHEST_M:
            camera = replace(recipe.camera, distance_m=round(distance_m, 2))
            longest = longest_lens(replace(recipe, camera=camera, video=each))
            if longest >= SHORTEST_MM:
                lens = replace(camera, focal_mm=_lens(longest, part))
                return replace(recipe, camera=lens, video=each)
            distance_m += STEP_M
    furthest = replace(recipe.camera, distance_m=FURTHEST_M, focal_mm=SHORTEST_MM)
    return replace(recipe, camera=furthest)


def _lens(longest_mm: float, part: float) -> float:
    """Give a lens between the loosest and the longest, in tenths of a mm, never beyond."""
    most = min(LONGEST_MM, longest_mm)
    least = min(max(SHORTEST_MM, LOOSEST * longest_mm), most)
    return math.floor(10.0 * (least + part * (most - least))) / 10.0

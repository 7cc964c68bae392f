"""Whom random clips show, in what clothes and where: fixed pools, divided between the splits.

Every pool is drawn once, from a seed of its own that no command changes. Of each ten members the
first six belong to ``train``, the next two to ``validation``, the last two to ``test``, whatever
the seed of a set: no body, no outfit and no room of one split is ever met in another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from liftvision.synthetic.recipes.dice import Dice
from liftvision.synthetic.recipes.recipe import (
    Ancestry,
    BodyRecipe,
    Hair,
    SceneRecipe,
    Sex,
    Split,
    WardrobeRecipe,
)

POOL_SIZE = 400
POOL_SEED = 20_101
BODIES, OUTFITS, SCENES = 1, 2, 3

TENTHS: Mapping[Split, tuple[int, ...]] = {
    "train": (0, 1, 2, 3, 4, 5),
    "validation": (6, 7),
    "test": (8, 9),
}
"""Which members of each ten belong to a split."""

STATURE_M: Mapping[Sex, tuple[float, float]] = {"female": (1.63, 0.065), "male": (1.765, 0.07)}
"""Mean and standard deviation, about as among adults in Europe and North America."""

SEXES: Mapping[Sex, float] = {"female": 0.5, "male": 0.5}
ANCESTRIES: Mapping[Ancestry, float] = {
    "caucasian": 0.3,
    "african": 0.25,
    "asian": 0.25,
    "mixed": 0.2,
}
SKIN_TONES: Mapping[Ancestry, tuple[float, float]] = {
    "african": (0.55, 1.0),
    "asian": (0.1, 0.5),
    "caucasian": (0.0, 0.4),
    "mixed": (0.15, 0.75),
}
HAIR: Mapping[Sex, Mapping[Hair, float]] = {
    "female": {"bun": 0.45, "long": 0.4, "short": 0.13, "bald": 0.02},
    "male": {"short": 0.74, "bald": 0.14, "long": 0.06, "bun": 0.06},
}
HAIR_COLOURS: Mapping[Ancestry, Mapping[str, float]] = {
    "african": {"#14100d": 0.8, "#2a1d14": 0.2},
    "asian": {"#15120f": 0.75, "#2a1d14": 0.25},
    "caucasian": {"#2a1d14": 0.3, "#5a3d24": 0.3, "#a5814f": 0.25, "#7a3319": 0.15},
    "mixed": {"#15120f": 0.4, "#2a1d14": 0.4, "#5a3d24": 0.2},
}
GREY = "#9a9894"
GREY_FROM_YEARS = 52.0
PLAIN_COLOURS = {
    "#17181b": 0.3, "#e9e8e4": 0.2, "#7d8086": 0.2, "#3a3d44": 0.1, "#1f2a44": 0.12,
    "#3d4a36": 0.08,
}  # fmt: skip
"""Of most shirts in a gym."""

SHOE_COLOURS = {"#20242c": 0.4, "#e6e6e2": 0.3, "#8a1f1f": 0.1, "#1f3f7a": 0.1, "#6d6f73": 0.1}


@dataclass(frozen=True)
class Person:
    """A body, with the skin and hair that go with it."""

    body: BodyRecipe
    hair: Hair
    hair_colour: str
    skin_tone: float


def members(split: Split) -> list[int]:
    """Give the indexes of a split's members in every pool."""
    return [index for index in range(POOL_SIZE) if index % 10 in TENTHS[split]]


@cache
def people() -> tuple[Person, ...]:
    """Give the pool of people."""
    return tuple(random_person(Dice(POOL_SEED, BODIES, index)) for index in range(POOL_SIZE))


@cache
def outfits() -> tuple[WardrobeRecipe, ...]:
    """Give the pool of outfits; skin and hair are those of whoever wears them."""
    return tuple(random_outfit(Dice(POOL_SEED, OUTFITS, index)) for index in range(POOL_SIZE))


@cache
def scenes() -> tuple[SceneRecipe, ...]:
    """Give the pool of rooms; plates and people are added."""
    return tuple(_scene(Dice(POOL_SEED, SCENES, index), index) for index in range(POOL_SIZE))


def random_person(dice: Dice) -> Person:
    """Draw a body, skin and hair."""
    sex = dice.pick(SEXES)
    ancestry = dice.pick(ANCESTRIES)
    mean, deviation = STATURE_M[sex]
    body = BodyRecipe(
        sex=sex,
        ancestry=ancestry,
        age_years=dice.skewed(31.0, 0.36, 18.0, 80.0, decimals=0),
        height_m=dice.normal(mean, deviation, 1.45, 2.05),
        muscle=dice.normal(0.62, 0.2, 0.1, 1.0),
        weight=dice.normal(0.5, 0.2, 0.05, 1.0),
        legs=dice.normal(0.0, 0.4, -1.0, 1.0),
        arms=dice.normal(0.0, 0.4, -1.0, 1.0),
        torso=dice.normal(0.0, 0.4, -1.0, 1.0),
    )
    is_grey = body.age_years > GREY_FROM_YEARS and dice.chance(0.7)
    return Person(
        body,
        hair=dice.pick(HAIR[sex]),
        hair_colour=GREY if is_grey else dice.pick(HAIR_COLOURS[ancestry]),
        skin_tone=dice.between(*SKIN_TONES[ancestry]),
    )


def random_outfit(dice: Dice) -> WardrobeRecipe:
    """Draw clothes; skin and hair are left to whoever wears them."""
    is_loose = dice.chance(0.4)
    return WardrobeRecipe(
        looseness=dice.between(0.35, 0.9) if is_loose else dice.between(0.0, 0.34),
        shirt=dice.pick({"tee": 0.55, "tank": 0.25, "long_sleeve": 0.2}),
        legwear=dice.pick({"shorts": 0.45, "leggings": 0.3, "trousers": 0.25}),
        shirt_colour=dice.pick(PLAIN_COLOURS) if dice.chance(0.5) else dice.colour(),
        legwear_colour=dice.colour(12, 70) if dice.chance(0.8) else dice.colour(),
        shoe_colour=dice.pick(SHOE_COLOURS),
        belt=dice.chance(0.25),
    )


def _scene(dice: Dice, index: int) -> SceneRecipe:
    return SceneRecipe(
        room=dice.pick({"gym": 0.5, "garage": 0.25, "platform": 0.25}),
        light=dice.pick({"day": 0.5, "evening": 0.3, "night": 0.2}),
        iron_diameter_m=dice.between(0.2, 0.4),
        rack=dice.chance(0.6),
        clutter=dice.between(0.0, 0.9),
        seed=1000 * (index + 1) + dice.whole(0, 999),
    )

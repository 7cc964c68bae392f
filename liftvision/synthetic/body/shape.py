"""The shape of a body at rest: traits as sums of targets, and lengths that hold exactly."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import brentq
from scipy.spatial import cKDTree

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.data import OFFSET_UNIT_M, BodyData
from liftvision.synthetic.body.published import ANCESTRIES, BELLY, GIRTHS
from liftvision.synthetic.recipes.recipe import BodyRecipe

YOUNG_YEARS, OLD_YEARS = 25.0, 90.0
"""The ages that the published targets show."""

MOST_MUSCLE, LEAST_MUSCLE, MOST_WEIGHT, LEAST_WEIGHT = 0.8, 0.8, 1.0, 0.8
"""How much of the published extremes, which few people reach, a dial's end takes."""

BULK_SHARE = 0.5
"""How far muscle adds to the weight of the published bodies, in whom it takes the place of fat."""

GIRTH_SHARE, GIRTH_POWER = 0.8, 1.4
"""The published bodies are slim: an average man has a body mass index of 21, a heavy one of 23.

All girths grow with a power of the weight's dial by a share of their targets, which gives an
index of about 20 at 0, 25 at .5 and 33 at 1 for men of average muscle, and 2 less for women.
"""

BELLY_SHARE = 0.35
"""How much of the belly's target the heaviest take."""

HEIGHT_SHARE = 0.5
"""How much of a tall or short stature the height targets make; the rest is a scale of the whole.

The targets alone leave the head as it is and change the limbs; a scale alone makes the head grow
with the body. In people the head's size goes about half with the stature.
"""

TORSO_SHARE = 0.3
"""How much of the torso's target its dial of 1 takes."""

STEPS = 12
LARGEST_DIAL = 1.5


@dataclass(frozen=True)
class Segment:
    """A limb's segment: between which bones' heads, by which targets, and how long.

    Attributes
    ----------
    targets
        Make it longer (``-incr``) or shorter (``-decr``).
    start, end
        Bones of the published rig.
    of_stature
        Length in shares of the stature, for each sex (de Leva 1996; for women's legs, whose hip
        joints he places otherwise, those of the published body; for the foot such that it
        measures 0.147 to 0.15 from heel to toe, Drillis and Contini 1966).
    per_dial
        By which share the dials of legs, arms and torso change it: two standard deviations of
        people of one stature.
    """

    targets: tuple[str, ...]
    start: str
    end: str
    of_stature: Mapping[str, float]
    per_dial: Mapping[str, float]


SEGMENTS = (
    Segment(
        ("legs/upperlegs-height",),
        *("upperleg01.L", "lowerleg01.L"),
        {"male": 0.243, "female": 0.240},
        {"legs": 0.045, "torso": -0.03},
    ),
    Segment(
        ("legs/lowerlegs-height",),
        *("lowerleg01.L", "foot.L"),
        {"male": 0.252, "female": 0.242},
        {"legs": 0.045, "torso": -0.03},
    ),
    Segment(
        ("arms/measure-upperarm-length",),
        *("upperarm01.L", "lowerarm01.L"),
        {"male": 0.162, "female": 0.159},
        {"arms": 0.07},
    ),
    Segment(
        ("arms/measure-lowerarm-length",),
        *("lowerarm01.L", "wrist.L"),
        {"male": 0.154, "female": 0.152},
        {"arms": 0.07},
    ),
    Segment(
        ("feet/l-foot-scale-depth", "feet/r-foot-scale-depth"),
        *("foot.L", "toe1-2.L"),
        {"male": 0.100, "female": 0.108},
        {},
    ),
)


def rest_vertices(recipe: BodyRecipe, data: BodyData) -> FloatArray:
    """Give the vertices (N, 3) m of a body that stands on the floor, ankles over the origin.

    The stature holds exactly, and so do the limbs' lengths.
    """
    surface = np.unique(data.quads[data.groups["body"]])
    shape = _sum(data, _traits(recipe), data.vertices)
    shape = _with_height(recipe, data, shape, surface)
    shape = _symmetric(shape, data.vertices)
    vertices = _with_limbs(recipe, data, shape, surface)
    vertices = vertices * (recipe.height_m / _stature(vertices, surface))
    return vertices - _footing(vertices, data, surface)


def _symmetric(shape: FloatArray, base: FloatArray) -> FloatArray:
    """Give the shape with its two sides alike; some published targets are lopsided by 10 mm."""
    mirror = np.array([-1.0, 1.0, 1.0])
    _, twins = cKDTree(base).query(base * mirror)
    return np.asarray((shape + shape[twins] * mirror) / 2)


def _stature(vertices: FloatArray, surface: IntArray) -> float:
    return float(np.ptp(vertices[surface, 1]))


def _footing(vertices: FloatArray, data: BodyData, surface: IntArray) -> FloatArray:
    """Give the point (3,) on the floor between the ankles."""
    feet = [data.bone_names.index(f"foot.{side}") for side in "LR"]
    ankles = np.mean((data.bone_heads @ vertices)[feet], axis=0)
    return np.array([0.0, vertices[surface, 1].min(), ankles[2]])


def _with_height(
    recipe: BodyRecipe, data: BodyData, shape: FloatArray, surface: IntArray
) -> FloatArray:
    """Give the shape with the height targets' share of the stature."""
    ends = {end: _sum(data, _height_targets(recipe, end)) for end in ("min", "max")}

    def taller(dial: float) -> FloatArray:
        return np.asarray(shape + abs(dial) * ends["max" if dial > 0 else "min"])

    dial = _root(lambda dial: _stature(taller(dial), surface) - recipe.height_m)
    return taller(HEIGHT_SHARE * dial)


def _root(excess: Callable[[float], float]) -> float:
    """Give the dial from -1 to 1 where a growing function is 0, or comes nearest to it."""
    if excess(-1.0) >= 0:
        return -1.0
    if excess(1.0) <= 0:
        return 1.0
    return float(brentq(excess, -1.0, 1.0, xtol=1e-4))


def _with_limbs(
    recipe: BodyRecipe, data: BodyData, shape: FloatArray, surface: IntArray
) -> FloatArray:
    """Give the shape with limbs of the lengths, against the stature, that the recipe asks for.

    Each target changes nearly only its own segment, so that correcting each by its own error a
    few times meets all.
    """
    wanted = np.array([_length_of_stature(segment, recipe) for segment in SEGMENTS])
    ends = [
        data.bone_heads[[data.bone_names.index(name) for name in (segment.start, segment.end)]]
        for segment in SEGMENTS
    ]

    def lengths(vertices: FloatArray) -> FloatArray:
        return np.array([np.linalg.norm(np.diff(pair @ vertices, axis=0)) for pair in ends])

    longest = _sum(data, _lengthening(np.ones(len(SEGMENTS))), shape)
    gains = lengths(longest) - lengths(shape)
    dials = np.zeros(len(SEGMENTS))
    vertices = shape
    for _ in range(STEPS):
        missing = wanted * _stature(vertices, surface) - lengths(vertices)
        dials = np.clip(dials + missing / gains, -LARGEST_DIAL, LARGEST_DIAL)
        vertices = _sum(data, _lengthening(dials), shape)
    return vertices


def _lengthening(dials: FloatArray) -> Iterator[tuple[str, float]]:
    """Give the targets of the segments, and how much of each."""
    for segment, dial in zip(SEGMENTS, dials, strict=True):
        for target in segment.targets:
            yield _signed(target, float(dial))


def _length_of_stature(segment: Segment, recipe: BodyRecipe) -> float:
    change = sum(share * getattr(recipe, dial) for dial, share in segment.per_dial.items())
    return segment.of_stature[recipe.sex] * (1 + float(change))


def _traits(recipe: BodyRecipe) -> Iterator[tuple[str, float]]:
    """Give the targets of everything but stature and limbs, and how much of each."""
    for age, share in _ages(recipe).items():
        for ancestry, part in _ancestries(recipe).items():
            yield f"macrodetails/{ancestry}-{recipe.sex}-{age}", share * part
    for build, share in _builds(recipe):
        yield f"macrodetails/universal-{build}", share
    yield _signed("torso/torso-scale-vert", TORSO_SHARE * recipe.torso)
    for girth in GIRTHS:
        yield girth, GIRTH_SHARE * recipe.weight**GIRTH_POWER
    yield BELLY, BELLY_SHARE * max(0.0, 2 * recipe.weight - 1)


def _height_targets(recipe: BodyRecipe, end: str) -> Iterator[tuple[str, float]]:
    for build, share in _builds(recipe):
        yield f"macrodetails/height/{build}-{end}height", share


def _builds(recipe: BodyRecipe) -> Iterator[tuple[str, float]]:
    """Give the mixture of sex, age, muscle and weight, whose shares add up to one."""
    muscles = _levels(recipe.muscle, LEAST_MUSCLE, MOST_MUSCLE)
    bulk = np.clip(recipe.weight + BULK_SHARE * (recipe.muscle - 0.5), 0.0, 1.0)
    weights = _levels(float(bulk), LEAST_WEIGHT, MOST_WEIGHT)
    for age, muscle, weight in product(_ages(recipe).items(), muscles.items(), weights.items()):
        name = f"{recipe.sex}-{age[0]}-{muscle[0]}muscle-{weight[0]}weight"
        yield name, age[1] * muscle[1] * weight[1]


def _ages(recipe: BodyRecipe) -> dict[str, float]:
    old = np.clip((recipe.age_years - YOUNG_YEARS) / (OLD_YEARS - YOUNG_YEARS), 0.0, 1.0)
    return {"young": 1.0 - float(old), "old": float(old)}


def _ancestries(recipe: BodyRecipe) -> dict[str, float]:
    if recipe.ancestry == "mixed":
        return dict.fromkeys(ANCESTRIES, 1 / len(ANCESTRIES))
    return {recipe.ancestry: 1.0}


def _levels(dial: float, least: float, most: float) -> dict[str, float]:
    """Spread a dial of 0 to 1 over the published minimum, average and maximum."""
    low, high = least * max(0.0, 1 - 2 * dial), most * max(0.0, 2 * dial - 1)
    return {"min": low, "average": 1 - low - high, "max": high}


def _signed(target: str, dial: float) -> tuple[str, float]:
    """Give the target, of a pair, that a signed dial means, and how much of it."""
    return f"{target}-{'incr' if dial > 0 else 'decr'}", abs(dial)


def _sum(
    data: BodyData, parts: Iterator[tuple[str, float]], start: FloatArray | None = None
) -> FloatArray:
    """Give vertices (N, 3) m moved by a mixture of targets; from zero without a start."""
    moved = np.zeros_like(data.vertices) if start is None else start.copy()
    for name, share in parts:
        if share > 0:
            target = data.targets[name]
            moved[target.indices] += (share * OFFSET_UNIT_M) * target.offsets
    return moved

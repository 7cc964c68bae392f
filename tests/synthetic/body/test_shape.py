"""Bodies have the stature and the lengths that the recipe asks for."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.spatial import cKDTree

from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.recipes.recipe import BodyRecipe

pytestmark = pytest.mark.model

GRID = [
    BodyRecipe(sex=sex, height_m=height, muscle=build[0], weight=build[1], age_years=age)
    for sex, height, build, age in product(
        ("female", "male"), (1.45, 1.7, 2.05), ((0.0, 0.0), (1.0, 1.0), (0.2, 0.9)), (18, 80)
    )
]


def length(body, start, end):
    return np.linalg.norm(body.skeleton.head(end) - body.skeleton.head(start))


def leg(body):
    return length(body, "upperleg01.L", "lowerleg01.L") + length(body, "lowerleg01.L", "foot.L")


def arm(body):
    return length(body, "upperarm01.L", "lowerarm01.L") + length(body, "lowerarm01.L", "wrist.L")


def trunk(body):
    return length(body, "lumbar5", "neck01")


def volume(body):
    """Of the skin, by the divergence theorem; m3."""
    corners = body.vertices[body.quads[body.groups["body"]]]
    a, b, c, d = np.moveaxis(corners, 1, 0)
    return sum(np.einsum("ni,ni->", p, np.cross(q, r)) for p, q, r in ((a, b, c), (a, c, d))) / 6


@pytest.mark.parametrize("recipe", GRID)
def test_stature_and_footing_hold(recipe, real_data):
    body = make_body(recipe, real_data)
    skin = body.vertices[np.unique(body.quads[body.groups["body"]])]

    assert np.ptp(skin[:, 1]) == pytest.approx(recipe.height_m, abs=1e-6)
    assert skin[:, 1].min() == pytest.approx(0, abs=1e-9)
    ankles = body.skeleton.head("foot.L") + body.skeleton.head("foot.R")
    np.testing.assert_allclose(ankles[[0, 2]], 0, atol=1e-9)


@pytest.mark.parametrize("recipe", GRID[::3])
def test_left_mirrors_right(recipe, real_data):
    body = make_body(recipe, real_data)
    mirrored = body.vertices * [-1, 1, 1]
    away, _ = cKDTree(body.vertices).query(mirrored)
    assert away.max() < 1e-6
    for bone in ("clavicle", "upperarm01", "wrist", "upperleg01", "lowerleg01", "foot"):
        other = body.skeleton.head(f"{bone}.R") * [-1, 1, 1]
        np.testing.assert_allclose(body.skeleton.head(f"{bone}.L"), other, atol=1e-6)


@pytest.mark.parametrize("recipe", GRID[::3])
def test_limbs_are_of_human_lengths_at_every_stature(recipe, real_data):
    """De Leva 1996, men and women: shank .253, upper arm .159-.162, forearm .152-.154."""
    body = make_body(recipe, real_data)
    expected = {
        ("upperleg01.L", "lowerleg01.L"): 0.245,
        ("lowerleg01.L", "foot.L"): 0.248,
        ("upperarm01.L", "lowerarm01.L"): 0.160,
        ("lowerarm01.L", "wrist.L"): 0.153,
    }
    for (start, end), share in expected.items():
        assert length(body, start, end) / recipe.height_m == pytest.approx(share, rel=0.04)


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize(("dial", "measure"), [("legs", leg), ("arms", arm), ("torso", trunk)])
def test_a_longer_part_at_the_same_stature(sex, dial, measure, real_data):
    lengths = []
    for value in (-1.0, 0.0, 1.0):
        body = make_body(replace(BodyRecipe(sex=sex), **{dial: value}), real_data)
        assert body.height_m == pytest.approx(1.76, abs=1e-6)
        lengths.append(measure(body))
    assert np.all(np.diff(lengths) > 0.012)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_weight_goes_from_lean_to_heavy(sex, real_data):
    """Body mass index, at 1010 kg/m3: lean lifters 17 to 21, heavy ones 30 to 37."""
    indices = [
        1010 * volume(make_body(BodyRecipe(sex=sex, weight=weight), real_data)) / 1.76**2
        for weight in (0.0, 0.5, 1.0)
    ]
    assert 16 < indices[0] < 21 < indices[1] < 26 < 30 < indices[2] < 38


@pytest.mark.parametrize("sex", ["female", "male"])
def test_muscle_is_flesh(sex, real_data):
    volumes = [
        volume(make_body(BodyRecipe(sex=sex, muscle=muscle), real_data))
        for muscle in (0.0, 0.5, 1.0)
    ]
    assert np.all(np.diff(volumes) > 0.003)


def test_the_same_recipe_gives_the_same_body(real_data):
    first, second = (make_body(BodyRecipe(height_m=1.81), real_data) for _ in range(2))
    np.testing.assert_array_equal(first.vertices, second.vertices)

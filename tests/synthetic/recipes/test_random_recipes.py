"""Random recipes: reproducible, allowed, wide, in the picture, and apart by split."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from liftvision.synthetic.movement.timeline import duration
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.recipes.framing import longest_lens, reach
from liftvision.synthetic.recipes.pools import POOL_SIZE, members, outfits, people, scenes
from liftvision.synthetic.recipes.random_movement import LONGEST_S
from liftvision.synthetic.recipes.random_recipes import SPLITS, Wishes, random_recipe
from liftvision.synthetic.recipes.recipe import BodyRecipe, Faults, MovementRecipe, Recipe
from liftvision.synthetic.recipes.recipe_file import recipe_as_mapping, recipe_from_mapping

COUNT = 250


@pytest.fixture(scope="module")
def recipes():
    return {
        split: [random_recipe(split, seed, index) for seed in (0, 7) for index in range(COUNT)]
        for split in SPLITS
    }


@pytest.fixture(scope="module")
def lifts(recipes):
    return recipes["train"]


def worn(recipe):
    """An outfit without what belongs to who wears it."""
    return replace(recipe.wardrobe, hair="short", hair_colour="", skin_tone=0.0)


@pytest.mark.parametrize("part", [lambda r: r.body, worn, lambda r: r.scene.seed])
def test_no_body_outfit_or_room_is_in_two_splits(recipes, part):
    sets = [{part(recipe) for recipe in recipes[split]} for split in SPLITS]
    assert [len(each) > 50 for each in sets] == [True] * 3
    for first in range(3):
        for second in range(first + 1, 3):
            assert sets[first].isdisjoint(sets[second])


def test_pools_are_divided_six_to_two_to_two_without_a_double():
    assert [len(members(split)) for split in SPLITS] == [240, 80, 80]
    everyone = [index for split in SPLITS for index in members(split)]
    assert sorted(everyone) == list(range(POOL_SIZE))
    assert len({person.body for person in people()}) == POOL_SIZE
    assert len(set(outfits())) == POOL_SIZE
    assert len({scene.seed for scene in scenes()}) == POOL_SIZE


def test_the_same_numbers_give_the_same_recipe():
    assert random_recipe("test", 3, 5) == random_recipe("test", 3, 5)
    others = [("test", 3, 6), ("test", 4, 5), ("train", 3, 5)]
    assert all(random_recipe(*other) != random_recipe("test", 3, 5) for other in others)


def test_every_recipe_is_allowed(recipes):
    for split in SPLITS:
        for recipe in recipes[split]:
            assert recipe.split == split
            assert recipe_from_mapping(recipe_as_mapping(recipe)) == recipe


def test_all_is_in_the_picture(recipes):
    for recipe in recipes["train"][:200]:
        (camera,) = camera_path(
            replace(recipe.camera, shake_deg=0.0), recipe.video, np.zeros(1), recipe.seed
        )
        size = np.array([recipe.video.width, recipe.video.height])
        pixels = camera.project(reach(recipe))
        assert np.minimum(pixels, size - pixels).min() > 0.0
        lens = longest_lens(recipe)
        assert recipe.camera.focal_mm <= lens
        closer = replace(recipe, camera=replace(recipe.camera, focal_mm=2.0 * lens))
        (camera,) = camera_path(
            replace(closer.camera, shake_deg=0.0), closer.video, np.zeros(1), closer.seed
        )
        pixels = camera.project(reach(closer))
        assert np.minimum(pixels, size - pixels).min() < 0.0


def test_what_is_behind_the_camera_is_in_no_picture():
    walk = MovementRecipe(start="walk_in")
    recipe = Recipe(movement=walk, body=BodyRecipe(height_m=2.0))
    behind = replace(recipe.camera, yaw_deg=180.0, distance_m=1.5)
    assert longest_lens(replace(recipe, camera=behind)) == 0.0


def test_a_third_is_clean_and_no_fault_is_missing(lifts):
    with_bar = [each for each in lifts if each.movement.lift not in ("standing", "toe_touch")]
    clean = [each for each in with_bar if each.movement.faults == Faults()]
    assert len(clean) / len(with_bar) == pytest.approx(1 / 3, abs=0.06)
    for name in vars(Faults()):
        sizes = [getattr(each.movement.faults, name) for each in with_bar]
        assert any(sizes), name


def test_lifts_and_views_are_as_often_as_meant(lifts):
    kinds = Counter(each.movement.lift for each in lifts)
    shares = {"conventional": 0.6, "sumo": 0.2, "romanian": 0.12}
    for kind, share in shares.items():
        assert kinds[kind] / len(lifts) == pytest.approx(share, abs=0.06)
    assert kinds["standing"] + kinds["toe_touch"] > 20
    yaws = np.abs([each.camera.yaw_deg for each in lifts])
    assert np.mean(np.abs(yaws - 90.0) <= 12.0) == pytest.approx(0.45, abs=0.06)
    assert np.mean((yaws <= 12.0) | (yaws >= 168.0)) == pytest.approx(0.25, abs=0.06)


def test_set_ups_are_those_of_lifters(lifts):
    """Mean 33 degrees (Bengtsson 2022), knees of 60 to 75 for most conventional ones."""
    conventional = [each.movement for each in lifts if each.movement.lift == "conventional"]
    assert np.mean([each.lumbar_setup_deg for each in conventional]) == pytest.approx(33.0, abs=2.5)
    knees = [each.knee_setup_deg for each in conventional if each.knee_setup_deg is not None]
    assert np.mean([60.0 <= knee <= 75.0 for knee in knees]) > 0.6


def test_heavier_pulls_stick_more(lifts):
    pulls = [each.movement for each in lifts if each.movement.lift not in ("standing", "toe_touch")]
    quick = [each.sticking for each in pulls if each.pull_s < 1.2]
    slow = [each.sticking for each in pulls if each.pull_s > 2.2]
    assert np.mean(slow) > np.mean(quick) + 0.3


def test_clips_are_short_enough_for_a_night(lifts):
    for each in lifts:
        assert each.movement.reps == 1 or duration(each.movement, each.seed) <= LONGEST_S


def test_no_lifter_has_the_hands_in_the_way_of_the_legs(lifts):
    for each in lifts:
        stance, grip = each.movement.stance_m, each.movement.grip_m
        if stance is not None and grip is not None:
            assert (grip < stance) == (each.movement.lift == "sumo")


def test_without_a_bar_there_are_no_plates_and_no_faults(lifts):
    for each in lifts:
        if each.movement.lift in ("standing", "toe_touch"):
            assert each.scene.plates == "none"
            assert each.movement.faults == Faults()
            assert not each.scene.spotter


@pytest.mark.parametrize("size", [(854, 480), (480, 854), (640, 360)])
def test_wishes_hold_in_every_recipe(size):
    wishes = Wishes(size=size, fps=30.0, reps=2)
    made = [random_recipe("test", 1, index, wishes) for index in range(60)]
    sizes = Counter((each.video.width, each.video.height) for each in made)
    assert set(sizes) == {(max(size), min(size)), (min(size), max(size))}
    assert {each.video.fps for each in made} == {30.0}
    bare = {"standing", "toe_touch"}
    assert {each.movement.reps for each in made if each.movement.lift not in bare} == {2}


def test_a_picture_that_shows_too_little_is_taken_from_as_far_as_it_goes():
    recipe = random_recipe("train", 0, 0, Wishes(size=(3840, 160)))
    assert recipe.camera.distance_m == 6.0
    assert recipe.camera.focal_mm == 24.0

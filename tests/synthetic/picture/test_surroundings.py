import numpy as np
import pytest

from liftvision.synthetic.picture.item import Identity
from liftvision.synthetic.picture.rooms import room_plan
from liftvision.synthetic.picture.surroundings import in_the_way, surroundings
from liftvision.synthetic.recipes.recipe import SceneRecipe

SIDE = np.array([[-3.6, 1.0, 0.0]])
OBLIQUE = np.array([[-4.2, 1.2, 4.2]])


def parts(scene, watched_from):
    return {item.identity: item.mesh for item in surroundings(scene, watched_from).items}


@pytest.mark.parametrize("room", ["gym", "garage", "platform"])
@pytest.mark.parametrize("light", ["day", "evening", "night"])
def test_every_room_has_lamps_and_walls_behind_every_camera(room, light):
    scene = SceneRecipe(room=room, light=light, seed=7)
    built = surroundings(scene, OBLIQUE)
    shell = next(item.mesh for item in built.items if item.identity == Identity.NOTHING)
    low, high = shell.vertices.min(axis=0), shell.vertices.max(axis=0)
    assert np.all(low[[0, 2]] < OBLIQUE.min(axis=0)[[0, 2]])
    assert np.all(high[[0, 2]] > OBLIQUE.max(axis=0)[[0, 2]])
    assert len(built.lights.lamps) >= 2
    assert all(low[1] < lamp.position[1] < high[1] for lamp in built.lights.lamps)


def test_the_same_scene_makes_the_same_room_and_another_seed_another():
    first = parts(SceneRecipe(seed=3), SIDE)[Identity.NOTHING]
    again = parts(SceneRecipe(seed=3), SIDE)[Identity.NOTHING]
    other = parts(SceneRecipe(seed=4), SIDE)[Identity.NOTHING]
    assert np.array_equal(first.vertices, again.vertices)
    assert not np.array_equal(first.colours[:4], other.colours[:4]) or len(first.vertices) != len(
        other.vertices
    )


def test_the_floor_under_the_lifter_is_at_height_zero():
    mesh = parts(SceneRecipe(room="platform", rack=False, clutter=0.0), SIDE)[Identity.NOTHING]
    under = (np.abs(mesh.vertices[:, 1]) < 0.01) & (np.abs(mesh.vertices[:, 0]) < 2.5)
    assert mesh.vertices[under, 1].max() == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("watched_from", [SIDE, OBLIQUE])
def test_nothing_stands_between_the_camera_and_the_lifter(seed, watched_from):
    mesh = parts(SceneRecipe(seed=seed, clutter=1.0), watched_from)[Identity.OBJECT]
    camera = watched_from[0]
    for target in ([0.0, 0.9, 0.0], [0.0, 0.3, 0.3], [0.0, 1.6, 0.0]):
        ray = np.array(target) - camera
        offset = mesh.vertices - camera
        along = offset @ ray / (ray @ ray)
        beside = np.linalg.norm(offset - along[:, None] * ray, axis=1)
        assert not np.any((along > 0.05) & (along < 1.0) & (beside < 0.25))


@pytest.mark.parametrize("seed", range(6))
def test_nothing_lies_where_the_bar_lies(seed):
    mesh = parts(SceneRecipe(seed=seed, clutter=1.0), SIDE)[Identity.OBJECT]
    x, z = np.abs(mesh.vertices[:, 0]), np.abs(mesh.vertices[:, 2])
    assert not np.any((x < 1.15) & (z < 0.5))


def test_what_is_beyond_the_lifter_is_not_in_the_way():
    assert in_the_way((-2.0, 0.0), 0.3, SIDE)
    assert not in_the_way((2.5, 0.0), 0.3, SIDE)
    assert not in_the_way((-2.0, 3.0), 0.3, SIDE)


def test_night_is_darker_than_day_on_the_picture():
    plan = room_plan(SceneRecipe(seed=2), SIDE)
    assert plan.lamps
    day = surroundings(SceneRecipe(light="day", seed=2), SIDE).lights
    night = surroundings(SceneRecipe(light="night", seed=2), SIDE).lights

    def brightness(lights):
        return lights.exposure * np.mean(lights.from_above)

    assert brightness(night) < 0.8 * brightness(day)

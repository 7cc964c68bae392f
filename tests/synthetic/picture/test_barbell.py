import numpy as np
import pytest

from liftvision.synthetic.picture.barbell import bar_at, bar_geometry, barbell
from liftvision.synthetic.picture.item import Identity
from liftvision.synthetic.recipes.recipe import SceneRecipe


def vertices_of(scene, identity):
    items = [item for item in barbell(scene) if item.identity == identity]
    return np.concatenate([item.mesh.vertices for item in items])


def test_the_bar_has_the_measures_of_the_rules():
    bar = vertices_of(SceneRecipe(plates="none"), Identity.SHAFT)
    radius = np.hypot(bar[:, 1], bar[:, 2])
    assert np.ptp(bar[:, 0]) == pytest.approx(2.2)
    assert radius[np.abs(bar[:, 0]) < 0.6].max(initial=0.0) == 0.0  # one piece of shaft
    sleeve = np.abs(bar[:, 0]) > 0.5 * 2.2 - 0.415 + 1e-9
    assert 2.0 * radius[sleeve].max() == pytest.approx(0.050)
    shaft = np.isclose(np.abs(bar[:, 0]), 0.655) & (radius < 0.02)
    assert 2.0 * radius[shaft].max() == pytest.approx(0.028)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("plates", "diameter"), [("competition", 0.45), ("black", 0.45)])
def test_bumpers_are_450_mm_wide(plates, diameter, seed):
    discs = vertices_of(SceneRecipe(plates=plates, seed=seed), Identity.PLATE)
    assert 2.0 * np.hypot(discs[:, 1], discs[:, 2]).max() == pytest.approx(diameter)


@pytest.mark.parametrize("diameter", [0.2, 0.32, 0.4])
def test_iron_plates_are_as_wide_as_asked(diameter):
    scene = SceneRecipe(plates="iron", iron_diameter_m=diameter)
    discs = vertices_of(scene, Identity.PLATE)
    assert 2.0 * np.hypot(discs[:, 1], discs[:, 2]).max() == pytest.approx(diameter)
    assert bar_geometry(scene).plate_radius_m == pytest.approx(0.5 * diameter)


@pytest.mark.parametrize("seed", range(8))
def test_the_bars_end_is_the_outer_face_of_the_outermost_plate(seed):
    scene = SceneRecipe(plates="competition", seed=seed)
    discs = vertices_of(scene, Identity.PLATE)
    wide = np.hypot(discs[:, 1], discs[:, 2]) > 0.15
    assert np.abs(discs[wide, 0]).max() == pytest.approx(bar_geometry(scene).end_m, abs=1e-9)
    assert np.abs(discs[wide, 0]).min() >= 0.5 * 2.2 - 0.415 - 1e-9


def test_an_empty_bar_ends_with_its_sleeves_and_has_no_plates():
    scene = SceneRecipe(plates="none")
    geometry = bar_geometry(scene)
    assert geometry.plate_radius_m is None
    assert geometry.end_m == pytest.approx(1.1)
    assert all(item.identity == Identity.SHAFT for item in barbell(scene))


def test_normals_point_outward():
    for item in barbell(SceneRecipe(plates="competition", seed=1)):
        mesh = item.mesh
        corners = mesh.vertices[mesh.triangles]
        flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        smooth = mesh.normals[mesh.triangles].mean(axis=1)
        real = np.linalg.norm(flat, axis=1) > 1e-9
        assert np.all(np.sum(flat * smooth, axis=1)[real] > 0.0)


def test_a_placed_bar_lies_along_its_axis_and_rolls_about_it():
    items = barbell(SceneRecipe(plates="none"))
    axis = np.array([0.98, 0.199, 0.0])
    axis /= np.linalg.norm(axis)
    centre = np.array([0.1, 0.6, 0.2])
    (still,), (rolled,) = bar_at(items, centre, axis, 0.0), bar_at(items, centre, axis, 70.0)
    for placed in (still, rolled):
        along = (placed.mesh.vertices - centre) @ axis
        assert along.min() == pytest.approx(-1.1)
        assert along.max() == pytest.approx(1.1)
    own = items[0].mesh.vertices
    number = int(np.argmax(own[:, 1]))
    assert rolled.mesh.vertices[number] != pytest.approx(still.mesh.vertices[number])


def test_rolling_forward_turns_the_top_of_the_plates_forward():
    items = barbell(SceneRecipe(plates="black"))
    plate = items[1].mesh
    top = int(np.argmax(plate.vertices[:, 1]))
    axis = np.array([1.0, 0.0, 0.0])
    (_, rolled) = bar_at(items, np.zeros(3), axis, 30.0)
    assert rolled.mesh.vertices[top, 2] > 0.1

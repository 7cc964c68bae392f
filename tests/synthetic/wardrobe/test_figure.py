"""Dressed lifters, on real bodies."""

import dataclasses
import typing

import numpy as np
import pytest

from liftvision.synthetic.mesh import Material
from liftvision.synthetic.recipes.recipe import Hair, Legwear, Shirt, WardrobeRecipe
from liftvision.synthetic.wardrobe.clipping import open_edges
from liftvision.synthetic.wardrobe.figure import dress, surface

pytestmark = pytest.mark.model

SHIRT = "#c02020"
LEGWEAR = "#2020c0"


def worn(body, skinned, **wardrobe):
    recipe = WardrobeRecipe(shirt_colour=SHIRT, legwear_colour=LEGWEAR, hair="bald")
    return surface(dress(body, dataclasses.replace(recipe, **wardrobe)), skinned)


def cloth(mesh, channel):
    """The vertices of the outside of the shirt (0, red) or the legwear (2, blue)."""
    others = np.delete(mesh.colours, channel, axis=1).max(axis=1)
    bright = (mesh.colours[:, channel] > 0.4) & (others < 0.1)
    return (mesh.materials == Material.CLOTH) & bright


@pytest.mark.parametrize("who", ["man", "woman"])
@pytest.mark.parametrize("shirt", typing.get_args(Shirt))
@pytest.mark.parametrize("legwear", typing.get_args(Legwear))
def test_everything_worn_makes_a_sound_mesh(bodies, bent, who, shirt, legwear):
    figure = dress(bodies[who], WardrobeRecipe(shirt=shirt, legwear=legwear, looseness=0.7))
    for skinned in (bodies[who].vertices, bent[who]):
        mesh = surface(figure, skinned)
        assert np.isfinite(mesh.vertices).all() and np.isfinite(mesh.normals).all()
        assert mesh.triangles.max() < len(mesh.vertices) == len(mesh.texture)
        assert (mesh.colours >= 0.0).all() and (mesh.colours <= 1.0).all()
        assert (np.ptp(mesh.materials[mesh.triangles], axis=1) == 0).all()
        corners = mesh.vertices[mesh.triangles]
        sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
        assert sides.max() < 0.15


@pytest.mark.parametrize("hair", typing.get_args(Hair))
def test_hair_adds_to_a_bald_head(bodies, hair):
    body = bodies["woman"]
    mesh = worn(body, body.vertices, hair=hair)
    above_brows = mesh.vertices[:, 1] > 0.97 * body.height_m
    found = ((mesh.materials == Material.HAIR) & above_brows).any()
    assert found == (hair != "bald")


def test_long_hair_hangs_below_the_shoulders_standing_and_lies_on_a_bent_back(bodies, bent):
    body = bodies["woman"]
    figure = dress(body, WardrobeRecipe(hair="long"))
    shoulder = body.skeleton.head("upperarm01.L")
    standing = surface(figure, body.vertices)
    hair = standing.materials == Material.HAIR
    assert standing.vertices[hair, 1].min() < shoulder[1]
    over = surface(figure, bent["woman"])
    # Only the tail has its texture below the floor: it is measured from where it is tied.
    tail = over.vertices[hair & (over.texture[:, 1] < -0.25)]
    near = np.linalg.norm(bent["woman"][:, None, [0, 2]] - tail[None, ::8, [0, 2]], axis=2) < 0.02
    for place, here in zip(tail[::8], near.T, strict=True):
        assert place[1] > bent["woman"][here, 1].max() - 0.03


def test_soles_stand_on_the_floor_and_nothing_sinks_in(bodies):
    body = bodies["man"]
    mesh = worn(body, body.vertices)
    assert mesh.vertices[:, 1].min() == pytest.approx(0.0, abs=1e-6)
    sole = (mesh.materials == Material.RUBBER) & (mesh.vertices[:, 1] < 1e-6)
    for side in (1.0, -1.0):
        foot = mesh.vertices[sole & (side * mesh.vertices[:, 0] > 0.0)]
        assert 0.22 < np.ptp(foot[:, 2]) < 0.36


def test_shoes_go_along_with_the_foot_as_one(bodies):
    body = bodies["man"]
    angle = 0.3
    turn = np.array(
        [[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]]
    )
    figure = dress(body, WardrobeRecipe())
    still, turned = surface(figure, body.vertices), surface(figure, body.vertices @ turn.T)
    soles = still.materials == Material.RUBBER
    assert np.allclose(turned.vertices[soles], still.vertices[soles] @ turn.T, atol=1e-9)


@pytest.mark.parametrize("who", ["man", "woman"])
def test_hems_are_level_and_where_the_cut_is(bodies, who):
    body = bodies[who]
    mesh = worn(body, body.vertices, looseness=0.0, legwear="shorts")
    shorts = cloth(mesh, 2)
    inside = shorts[mesh.triangles].all(axis=1)
    rim = np.unique(open_edges(mesh.triangles[inside]))
    hem = rim[mesh.texture[rim, 1] < body.skeleton.head("upperleg01.L")[1] - 0.05]
    assert np.ptp(mesh.texture[hem, 1]) < 0.004


@pytest.mark.parametrize("who", ["man", "woman"])
def test_skin_tight_cloth_lies_on_the_back(bodies, bent, who):
    body = bodies[who]
    skin = np.unique(body.quads[body.groups["body"]])
    hip = body.skeleton.head("upperleg01.L")[1]

    def back(rest, now):
        """Height of a strip of the back, at ten places from the seat to the shoulder blades."""
        strip = (np.abs(np.abs(rest[:, 0]) - 0.05) < 0.02) & (rest[:, 2] < 0.0)
        rises = np.linspace(0.15, 0.40, 10)
        return np.array(
            [now[strip & (np.abs(rest[:, 1] - hip - rise) < 0.02), 1].mean() for rise in rises]
        )

    bare = back(body.vertices[skin], bent[who][skin])
    for looseness, most in ((0.0, 0.014), (0.9, 0.035)):
        mesh = worn(body, bent[who], looseness=looseness)
        shirt = cloth(mesh, 0)
        stands_off = back(mesh.texture[shirt], mesh.vertices[shirt]) - bare
        assert stands_off.min() > -0.002
        # Taut on what points up, however loose it is.
        assert stands_off.max() < most


@pytest.mark.parametrize("who", ["man", "woman"])
def test_loose_cloth_hangs_off_the_belly_of_a_bent_body(bodies, bent, who):
    body = bodies[who]
    lows = []
    for looseness in (0.0, 0.9):
        mesh = worn(body, bent[who], looseness=looseness)
        belly = cloth(mesh, 0) & (np.abs(mesh.texture[:, 0]) < 0.05)
        belly &= np.abs(mesh.texture[:, 1] - body.skeleton.head("upperleg01.L")[1] - 0.2) < 0.05
        lows.append(mesh.vertices[belly, 1].min())
    assert lows[0] - lows[1] > 0.025


def test_loose_cloth_spans_the_hollow_of_a_standing_back(bodies):
    body = bodies["man"]
    depths = []
    for looseness in (0.0, 0.9):
        mesh = worn(body, body.vertices, looseness=looseness)
        back = cloth(mesh, 0) & (np.abs(np.abs(mesh.texture[:, 0]) - 0.05) < 0.02)
        back &= mesh.texture[:, 2] < 0.0
        height, behind = mesh.texture[back, 1], -mesh.vertices[back, 2]
        hip = body.skeleton.head("upperleg01.L")[1]
        seat, waist, blades = (
            behind[np.abs(height - hip - rise) < 0.03].max() for rise in (0.02, 0.16, 0.40)
        )
        depths.append(min(seat, blades) - waist)
    # Skin-tight, the hollow shows; loose, it is gone.
    assert depths[0] > 0.015
    assert depths[1] < 0.5 * depths[0]


def test_a_belt_cinches_a_loose_shirt(bodies):
    body = bodies["man"]
    widths = []
    for belt in (False, True):
        mesh = worn(body, body.vertices, looseness=0.9, belt=belt)
        hip = body.skeleton.head("upperleg01.L")[1]
        waist = hip + 0.25 * (body.skeleton.head("neck01")[1] - hip)
        here = cloth(mesh, 0) & (np.abs(mesh.texture[:, 1] - waist) < 0.03)
        widths.append(np.ptp(mesh.vertices[here, 2]))
    assert widths[1] < widths[0] - 0.03


def test_left_and_right_are_cut_alike(bodies):
    body = bodies["woman"]
    mesh = worn(body, body.vertices, looseness=0.0, shirt="tank")
    shirt = mesh.texture[cloth(mesh, 0)]
    left, right = shirt[shirt[:, 0] > 0.0], shirt[shirt[:, 0] < 0.0]
    assert left[:, 0].max() == pytest.approx(-right[:, 0].min(), abs=2e-3)
    assert left.mean(axis=0)[1:] == pytest.approx(right.mean(axis=0)[1:], abs=2e-3)


def test_a_frame_is_a_pure_function_of_the_posture(bodies, bent):
    figure = dress(bodies["man"], WardrobeRecipe(looseness=0.8, hair="long", belt=True))
    first = surface(figure, bent["man"])
    surface(figure, bodies["man"].vertices)
    assert np.array_equal(first.vertices, surface(figure, bent["man"]).vertices)

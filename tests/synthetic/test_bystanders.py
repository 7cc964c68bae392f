"""Where the others stand: never on the lifter, a spotter beside him, nobody in the way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.bystanders import standing_places
from liftvision.synthetic.recipes.recipe import SceneRecipe

seeds = st.integers(0, 10_000)
yaws = st.floats(-180, 180)


def from_camera(place, yaw_deg):
    """How far beyond the lifter, and beside him, a place is as the camera sees it."""
    yaw = np.radians(yaw_deg)
    away = np.array([np.sin(yaw), -np.cos(yaw)])
    at = np.array([place.x, place.z])
    return float(at @ away), float(abs(at @ [-away[1], away[0]]))


@given(seed=seeds, yaw=yaws)
def test_others_stand_behind_the_lifter_and_beside_the_line_of_sight(seed, yaw):
    for place in standing_places(SceneRecipe(people=3, seed=seed), yaw):
        beyond, beside = from_camera(place, yaw)
        assert beyond > 2.0
        assert beside >= 0.9


@given(seed=seeds, yaw=yaws)
def test_a_spotter_stands_beside_the_lifter_and_looks_at_him(seed, yaw):
    (spotter, _) = standing_places(SceneRecipe(people=2, spotter=True, seed=seed), yaw)
    _, beside = from_camera(spotter, yaw)
    assert 0.9 < beside < 1.2
    looks = np.radians(spotter.turn_deg)
    towards = -np.array([spotter.x, spotter.z]) / np.hypot(spotter.x, spotter.z)
    assert np.array([np.sin(looks), np.cos(looks)]) @ towards > np.cos(np.radians(26.0))


def test_nobody_is_there_unless_asked_for():
    assert standing_places(SceneRecipe(people=0), 90.0) == []

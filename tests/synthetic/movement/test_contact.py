"""The room between bar and legs, against legs that stand where one can work it out."""

import numpy as np
import pytest

from liftvision.synthetic.body.skeleton import rest_pose
from liftvision.synthetic.movement.contact import (
    CLOTH_M,
    FIST_M,
    SHANK_KNOTS,
    THIGH_KNOTS,
    LegShape,
    bar_clearance,
    clearances,
    leg_shape,
)
from liftvision.synthetic.movement.grip import SHAFT_RADIUS_M
from tests.synthetic.movement.made_body import SHANK_RADIUS, THIGH_RADIUS, made_body

PIPES = LegShape(np.full(len(THIGH_KNOTS), 0.06), np.full(len(SHANK_KNOTS), 0.06))
UPRIGHT = tuple(np.array([[0.15, y, 0.0], [-0.15, y, 0.0]]) for y in (0.9, 0.5, 0.1))


@pytest.mark.parametrize("height", [0.3, 0.45, 0.5, 0.7])
@pytest.mark.parametrize("ahead", [0.2, 0.08, 0.05])
def test_room_in_front_of_upright_pipes(height, ahead):
    room = clearances(PIPES, UPRIGHT, np.array([0.0, height, ahead]))
    np.testing.assert_allclose(room, ahead - 0.06 - SHAFT_RADIUS_M - CLOTH_M)


def test_a_bar_behind_the_leg_has_less_room_the_farther_back_it_is():
    rooms = [clearances(PIPES, UPRIGHT, np.array([0.0, 0.4, z]))[0] for z in (0.05, 0.0, -0.05)]
    assert 0 > rooms[0] > rooms[1] > rooms[2]


def test_a_tilted_bar_meets_each_leg_at_its_own_height():
    bent = (UPRIGHT[0], UPRIGHT[1] + np.array([0.0, 0.0, 0.2]), UPRIGHT[2])
    tilted = clearances(PIPES, bent, np.array([0.0, 0.35, 0.3]), tilt=10.0)
    rise = 0.15 * np.tan(np.radians(10.0))
    for side, height in ((0, 0.35 + rise), (1, 0.35 - rise)):
        level = clearances(PIPES, bent, np.array([0.0, height, 0.3]))
        assert tilted[side] == pytest.approx(level[side])


def test_fists_in_front_of_a_thigh_take_room_and_fists_beside_it_take_none():
    bar = np.array([0.0, 0.8, 0.12])
    free = clearances(PIPES, UPRIGHT, bar)
    before, beside = (
        clearances(PIPES, UPRIGHT, bar, hands=np.array([[x, 0.8, 0.12], [-x, 0.8, 0.12]]))
        for x in (0.15, 0.27)
    )
    np.testing.assert_allclose(free - before, FIST_M)
    np.testing.assert_allclose(beside, free)


def test_blurring_never_makes_room():
    bar = np.array([0.0, 0.5, 0.1])
    sharp = clearances(PIPES, UPRIGHT, bar)
    blurred = clearances(PIPES, UPRIGHT, bar, blur_m=0.001)
    assert (blurred <= sharp).all()
    np.testing.assert_allclose(blurred, sharp, atol=0.002)


def test_legs_are_measured_from_the_skin():
    shape = leg_shape(made_body())
    np.testing.assert_allclose(shape.thigh[1:-1], THIGH_RADIUS, atol=0.006)
    np.testing.assert_allclose(shape.shank[1:-1], SHANK_RADIUS, atol=0.006)


def test_room_of_a_pose_is_that_of_its_legs():
    body = made_body()
    bar = np.array([0.0, 0.3, 0.2])
    legs = tuple(
        np.stack([body.skeleton.head(f"{bone}.{side}") for side in "LR"])
        for bone in ("upperleg01", "lowerleg01", "foot")
    )
    np.testing.assert_allclose(
        bar_clearance(body, rest_pose(body.skeleton), bar), clearances(leg_shape(body), legs, bar)
    )

"""Where somebody faces: known from how the stick lifter was turned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose.heading import heading, median_heading, shows_a_side, turned_away
from liftvision.pose.landmarks import Landmark
from tests.stick_lifter import deadlift

LINES = [(Landmark.SHOULDER_L, Landmark.SHOULDER_R), (Landmark.HIP_L, Landmark.HIP_R)]
yaws = st.floats(-180.0, 180.0)


def world_at(yaw_deg):
    return deadlift(1, fps=10.0, yaw_deg=yaw_deg).pose.world


def angle_between(one, other):
    return np.abs((one - other + 180.0) % 360.0 - 180.0)


@pytest.mark.parametrize(("left", "right"), LINES)
@settings(max_examples=30, deadline=None)
@given(yaws)
def test_heading_is_the_yaw_in_every_frame_and_in_the_median(left, right, yaw_deg):
    world = world_at(yaw_deg)
    assert angle_between(heading(world, left, right), yaw_deg).max() < 1e-6
    assert angle_between(median_heading(world, left, right), yaw_deg) < 1e-6


@pytest.mark.parametrize(("left", "right"), LINES)
def test_the_directions_are_those_of_the_picture(left, right):
    toward, to_the_right = np.zeros((33, 3)), np.zeros((33, 3))
    toward[left, 0], toward[right, 0] = 0.2, -0.2
    to_the_right[left, 2], to_the_right[right, 2] = 0.2, -0.2
    assert heading(toward, left, right) == pytest.approx(0.0)
    assert heading(to_the_right, left, right) == pytest.approx(90.0)


@settings(max_examples=30, deadline=None)
@given(yaws)
def test_the_mirror_image_faces_the_other_way(yaw_deg):
    world = world_at(yaw_deg)
    left, right = LINES[0]
    mirrored = world * (-1.0, 1.0, 1.0)
    assert angle_between(heading(mirrored, right, left), -yaw_deg).max() < 1e-6


def test_the_median_does_not_mind_gaps_nor_a_few_wrong_frames():
    world = world_at(80.0)
    world[:10] = np.nan
    world[10:20] *= (-1.0, 1.0, -1.0)
    assert median_heading(world, *LINES[0]) == pytest.approx(80.0)


@settings(max_examples=40, deadline=None)
@given(yaws, st.integers(0, 40), st.integers(0, 15), st.floats(70.0, 290.0))
def test_a_body_that_suddenly_faces_elsewhere_is_marked(yaw_deg, start, length, turn_deg):
    world = world_at(yaw_deg)
    world[start : start + length] = world_at(yaw_deg + turn_deg)[start : start + length]
    truth = np.zeros(len(world), dtype=bool)
    truth[start : start + length] = True
    np.testing.assert_array_equal(turned_away(world), truth)


@settings(max_examples=30, deadline=None)
@given(yaws, st.floats(-50.0, 50.0))
def test_a_small_turn_is_not_marked(yaw_deg, turn_deg):
    world = world_at(yaw_deg)
    world[:20] = world_at(yaw_deg + turn_deg)[:20]
    assert not turned_away(world).any()


def test_what_was_not_seen_is_not_marked():
    world = world_at(90.0)
    world[5:9] = np.nan
    assert not turned_away(world).any()
    assert not turned_away(np.full_like(world, np.nan)).any()


@pytest.mark.parametrize(
    ("yaws", "shown"),
    [((90.0, -90.0, 45.0, -135.0, 25.0, -155.0), True), ((0.0, 180.0, 20.0, -20.0, 160.0), False)],
)
def test_a_side_is_shown_but_from_the_front_and_the_rear(yaws, shown):
    for yaw_deg in yaws:
        world = world_at(yaw_deg)
        world[:20] = np.nan
        assert shows_a_side(world) is shown, yaw_deg
    assert not shows_a_side(np.full_like(world, np.nan))

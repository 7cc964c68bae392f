"""The view of bodies whose heading is known."""

import numpy as np
import pytest

from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.view import UNKNOWN, View, estimate_view, view_name
from tests.stick_lifter import deadlift


@pytest.mark.parametrize(
    "yaw_deg", [-179.5, -170.0, -130.0, -90.0, -50.0, -10.0, 0.0, 30.0, 88.0, 140.0]
)
def test_the_heading_of_the_stick_lifter_is_found(yaw_deg):
    view = estimate_view(deadlift(1, yaw_deg=yaw_deg).pose.world)
    assert wrapped(view.yaw_deg - yaw_deg) == pytest.approx(0.0, abs=1.0)
    assert view.error_deg is not None and 5.0 < view.error_deg < 10.0


@pytest.mark.parametrize(
    ("yaw_deg", "name", "facing", "near"),
    [
        (0.0, "front", "front", "l"),
        (45.0, "front-oblique", "right", "r"),
        (-45.1, "front-oblique", "left", "l"),
        (90.0, "side", "right", "r"),
        (-90.0, "side", "left", "l"),
        (130.0, "rear-oblique", "right", "r"),
        (-179.0, "rear", "rear", "l"),
    ],
)
def test_names_follow_the_heading(yaw_deg, name, facing, near):
    view = View(view_name(yaw_deg), yaw_deg, 6.0)
    assert (view.name, view.facing, view.near_side) == (name, facing, near)


def test_one_line_that_is_spoilt_widens_the_error_and_does_not_turn_the_view():
    world = deadlift(1, yaw_deg=90.0).pose.world.copy()
    straight = estimate_view(world)
    world[:, 11:13] = deadlift(1, yaw_deg=60.0).pose.world[:, 11:13]
    twisted = estimate_view(world)
    assert twisted.yaw_deg == pytest.approx(90.0, abs=1.0)
    assert twisted.error_deg > straight.error_deg + 5.0


def test_lines_that_contradict_each_other_hide_the_view():
    world = deadlift(1, yaw_deg=90.0).pose.world.copy()
    world[:, 23:25] = deadlift(1, yaw_deg=-60.0).pose.world[:, 23:25]
    assert estimate_view(world) == UNKNOWN


def test_too_few_frames_name_no_view():
    assert estimate_view(np.full((50, LANDMARK_COUNT, 3), np.nan)) == UNKNOWN
    assert UNKNOWN.facing is None and UNKNOWN.near_side is None

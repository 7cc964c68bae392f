"""Slants of bars whose direction follows from the view."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.slant import expected_slant
from liftvision.pose.view import UNKNOWN, View

PICTURE = (1280, 720)
MIDDLE = np.array([640.0, 360.0])


def view(yaw):
    return View("side", yaw, 5.0)


def test_a_bar_seen_end_on_has_no_slant_in_the_middle_and_points_up_below_it():
    assert expected_slant(view(90.0), MIDDLE, PICTURE).expected == pytest.approx([0.0, 0.0])
    below = expected_slant(view(90.0), MIDDLE + [0.0, 200.0], PICTURE).expected
    assert below[0] == pytest.approx(0.0)
    assert below[1] < -0.1


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_far_plate_is_where_the_lifter_turns_from(side):
    # Facing right and a little to the camera, the near (right) plate is to the left of the far.
    turned = expected_slant(view(side * 60.0), MIDDLE, PICTURE).expected
    assert turned == pytest.approx([side * 0.5, 0.0])


@given(st.floats(1.0, 179.0), st.floats(-600.0, 600.0), st.floats(-300.0, 300.0))
def test_a_mirrored_picture_has_the_mirrored_slant(yaw, right, down):
    one = expected_slant(view(yaw), MIDDLE + [right, down], PICTURE)
    other = expected_slant(view(-yaw), MIDDLE + [-right, down], PICTURE)
    assert other.expected == pytest.approx(one.expected * [-1.0, 1.0], abs=1e-9)
    assert other.error == pytest.approx(one.error)


def test_an_unknown_view_leaves_the_direction_open():
    assert expected_slant(UNKNOWN, MIDDLE, PICTURE).error[0] > 0.4

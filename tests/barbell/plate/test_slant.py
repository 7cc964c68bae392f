"""Slants of bars whose direction follows from the view."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.plate.slant import Growth, disc_root, expected_slant
from liftvision.pose.view import UNKNOWN, View

PICTURE = (1280, 720)
MIDDLE = np.array([640.0, 360.0])


def view(yaw):
    return View("side", yaw, 5.0)


def test_a_bar_seen_end_on_has_no_slant_in_the_middle_and_points_up_below_it():
    middle = expected_slant(view(90.0), MIDDLE, PICTURE)
    assert middle.expected == pytest.approx([0.0, 0.0], abs=middle.error[1])
    below = expected_slant(view(90.0), MIDDLE + [0.0, 200.0], PICTURE).expected
    assert below[0] == pytest.approx(0.0)
    assert below[1] < -0.1


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_far_plate_is_where_the_lifter_turns_from(side):
    # Facing right and a little to the camera, the near (right) plate is to the left of the far.
    turned = expected_slant(view(side * 60.0), MIDDLE, PICTURE).expected
    assert turned == pytest.approx([side * 0.5, 0.0], abs=0.06)


@given(st.floats(1.0, 179.0), st.floats(-600.0, 600.0), st.floats(-300.0, 300.0))
def test_a_mirrored_picture_has_the_mirrored_slant(yaw, right, down):
    one = expected_slant(view(yaw), MIDDLE + [right, down], PICTURE)
    other = expected_slant(view(-yaw), MIDDLE + [-right, down], PICTURE)
    assert other.expected == pytest.approx(one.expected * [-1.0, 1.0], abs=1e-9)
    assert other.error == pytest.approx(one.error)


def test_an_unknown_view_leaves_the_direction_open():
    assert expected_slant(UNKNOWN, MIDDLE, PICTURE).error[0] > 0.4


@given(st.floats(-0.6, 0.6), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_a_disc_is_seen_as_the_picture_of_its_circle(right, up, across, down):
    along = np.array([right, -up, np.sqrt(1.0 - right**2 - up**2)])
    sight = np.array([across, down])
    first = np.cross(along, [0.0, 1.0, 0.0])
    first /= np.linalg.norm(first)
    turn = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)[:, None]
    circle = np.cos(turn) * first + np.sin(turn) * np.cross(along, first)
    # Small and far away, so that the picture is the derivative of the projection.
    picture = circle[:, :2] - circle[:, 2:] * sight
    root = disc_root(along[:2] - along[2] * sight, sight)
    assert np.linalg.norm(picture @ np.linalg.inv(root), axis=1) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("pitch", [-0.1, 0.0, 0.1, 0.25])
def test_the_pitch_is_told_by_how_the_plate_grows(pitch):
    plain = expected_slant(view(90.0), MIDDLE + [0.0, 100.0], PICTURE)
    down = plain.sight[1]
    depth = 1.0 + pitch * down
    wider = -pitch / depth / plain.focal_px
    bar = -pitch / np.hypot(1.0, pitch) - down / np.hypot(1.0, pitch)
    flatter = (down + bar / np.hypot(1.0, pitch)) / (1.0 + down**2 - bar**2) / plain.focal_px
    growth = Growth(np.array([wider, wider + flatter]), np.full(2, 1e-5))
    known = plain.with_growth(growth)
    assert known.pitch == pytest.approx(pitch, abs=known.pitch_error)
    assert known.pitch_error < 0.07

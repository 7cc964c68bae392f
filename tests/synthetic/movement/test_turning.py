"""Rotations against what they do to vectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.movement.turning import (
    ACROSS,
    FORWARD,
    UP,
    about,
    angle_about,
    between,
    frame,
    part_of,
    swing,
    turned,
    unit,
)

directions = (
    st.tuples(*[st.floats(-1, 1)] * 3)
    .map(np.array)
    .filter(lambda vector: np.linalg.norm(vector) > 0.1)
    .map(unit)
)
angles = st.floats(-175, 175)


@pytest.mark.parametrize(
    ("axis", "start", "end"),
    [(ACROSS, UP, FORWARD), (UP, FORWARD, ACROSS), (FORWARD, ACROSS, UP)],
)
def test_turns_are_right_handed(axis, start, end):
    np.testing.assert_allclose(about(axis, 90.0) @ start, end, atol=1e-12)


@given(directions, directions)
def test_a_swing_brings_one_direction_to_another(start, end):
    if start @ end > -0.999:
        np.testing.assert_allclose(swing(start, end) @ start, end, atol=1e-7)


@given(directions, angles, st.floats(0, 1))
def test_a_part_of_a_turn_is_the_turn_by_that_part(axis, angle, share):
    part = part_of(about(axis, angle), share)
    np.testing.assert_allclose(part, about(axis, share * angle), atol=1e-7)


@given(directions, directions, angles, angles)
def test_halfway_between_is_as_far_from_either(first_axis, last_axis, one, other):
    first, last = about(first_axis, 0.4 * one), about(last_axis, 0.4 * other)
    middle = between(first, last, 0.5)
    np.testing.assert_allclose(middle @ first.T, last @ middle.T, atol=1e-6)


@given(directions, directions)
def test_a_frame_is_a_rotation(first, second):
    if abs(first @ second) < 0.99:
        axes = frame(first, second)
        np.testing.assert_allclose(axes.T @ axes, np.eye(3), atol=1e-9)
        assert np.linalg.det(axes) == pytest.approx(1.0)
        np.testing.assert_allclose(axes[:, 0], first, atol=1e-12)


@given(directions, directions, angles)
def test_an_angle_about_an_axis_is_the_turn_that_was_made(axis, start, angle):
    if abs(axis @ start) < 0.95:
        assert angle_about(axis, start, about(axis, angle) @ start) == pytest.approx(angle)


def test_many_turns_at_once_are_as_one_by_one():
    axes, degrees = np.stack([ACROSS, UP]), np.array([30.0, 70.0])
    together = turned(about(axes, degrees), np.stack([UP, FORWARD]))
    np.testing.assert_allclose(together[0], about(ACROSS, 30.0) @ UP)
    np.testing.assert_allclose(together[1], about(UP, 70.0) @ FORWARD)

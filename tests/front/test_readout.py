"""Columns and knees read off a figure whose joints are known."""

import numpy as np
import pytest

from liftvision.front.figure import FRONT_POINTS, front_figure
from liftvision.front.fit import FrontFit, fit_front
from liftvision.front.readout import FRONT_COLUMNS, in_frontal_plane, read_front, read_knees
from liftvision.pose.landmarks import SIDES, of_side
from tests.front.front_figure import PLANE_DEG, as_usual, falling, front_lifter, no_fall


@pytest.fixture(scope="module")
def fit() -> FrontFit:
    return fit_front(as_usual(front_lifter(5.0, fall=(falling(0.04), no_fall))).evidence)


def test_in_the_frontal_plane_left_is_right_and_up_is_up():
    lifter = front_lifter()
    xy = in_frontal_plane(front_figure(lifter.frames, lifter.shot).joints)
    for name in FRONT_POINTS:
        for at, side in enumerate(SIDES):
            place = lifter.joints[name][:, at]
            np.testing.assert_allclose(xy[:, of_side(name, side), 0], place[:, 2])
            np.testing.assert_allclose(xy[:, of_side(name, side), 1], -place[:, 1])


def test_every_value_has_an_error_that_is_not_zero(fit):
    reading = read_front(fit)
    assert tuple(reading.columns) == FRONT_COLUMNS
    for values, errors in (*reading.columns.values(), reading.stance):
        assert np.isfinite(values).all()
        assert (errors > 0.0).all()


def test_the_knees_are_those_of_the_joints(fit):
    """By the triangle: a knee's distance from the line is twice its area over its base."""
    joints = front_figure(fit.frames, fit.figure_unknowns).joints
    hip, knee, ankle = (joints[:, FRONT_POINTS.index(name)] for name in ("hip", "knee", "ankle"))
    knees = read_knees(fit)
    area = np.linalg.norm(np.cross(knee - ankle, hip - ankle), axis=-1)
    np.testing.assert_allclose(knees.bend, area / np.linalg.norm(hip - ankle, axis=-1))
    np.testing.assert_allclose(knees.thigh_up + knees.shank_up, (hip - ankle)[..., 1])
    np.testing.assert_allclose(knees.apart, knee[:, 0, 2] - knee[:, 1, 2])
    assert (knees.toe_out >= 0.0).all()


def test_knees_outside_the_line_have_a_negative_projection_angle(fit):
    knees, reading = read_knees(fit), read_front(fit)
    for at, side in enumerate(SIDES):
        fppa = reading.columns[f"fppa_{side}"].values
        by_knees = -np.degrees(
            np.arctan2(knees.outward[:, at], knees.thigh_up[:, at])
            + np.arctan2(knees.outward[:, at], knees.shank_up[:, at])
        )
        far = np.abs(fppa) > 4.0
        assert (np.sign(fppa[far]) == -np.sign(knees.outward[far, at])).all()
        # The line from hip to ankle leans a little, so that both are not quite the same.
        np.testing.assert_allclose(by_knees, fppa, atol=1.5)


def test_a_knee_over_its_foot_bends_in_the_plane_of_the_foot():
    lifter = as_usual(front_lifter())
    knees = read_knees(fit_front(lifter.evidence))
    bent = lifter.evidence.upright < -0.5
    plane = np.degrees(np.arcsin(knees.outward[bent] / knees.bend[bent]))
    np.testing.assert_allclose(plane, PLANE_DEG, atol=3.0)
    np.testing.assert_allclose(knees.toe_out[bent], knees.outward[bent], atol=0.01)

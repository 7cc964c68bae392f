"""Both ends of bars that were drawn at known places, in front of posts and another bar's plate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.ends.find import (
    NOT_FACING,
    FoundEnds,
    faces_camera,
    find_ends,
    size_ratio,
)
from liftvision.barbell.ends.trace import EndsTracer
from liftvision.pose.view import View, view_name
from tests.barbell.ends.pictures import FRONT, HALF_HEIGHT, WINDOW, drawn_shot

REAR = View("rear", 180.0, 6.0)
TILT_PX = 5.0


def seen_from(yaw):
    return View(view_name(yaw), yaw, 6.0)


def traced(shot, view):
    found = find_ends(shot.stills(), WINDOW, view)
    assert isinstance(found, FoundEnds)
    tracer = EndsTracer(found, WINDOW, view, shot.times, shot.hands)
    for index, image in enumerate(shot.images):
        tracer.look(index, image)
    return found, tracer.path()


@pytest.fixture(scope="module")
def tilted():
    shot = drawn_shot(tilt=TILT_PX)
    return shot, *traced(shot, FRONT)


def test_the_plates_are_found_in_their_size(tilted):
    _, found, _ = tilted
    assert found.height == pytest.approx(2.0 * HALF_HEIGHT, rel=0.03)
    assert abs(found.height / (2.0 * HALF_HEIGHT) - 1.0) < 2.0 * found.height_error


def test_both_ends_are_followed_to_a_fraction_of_a_px_also_on_the_floor(tilted):
    shot, _, path = tilted
    assert np.isfinite(path.ends).all()
    # Who faces the camera has the left end at the picture's right.
    # Pictures are drawn about the middles of pixels, a clip is counted from its corner.
    error = path.ends[:, ::-1] - 0.5 - shot.ends
    assert np.abs(error).max() < 1.5
    assert np.sqrt((error**2).mean(axis=0)).max() < 0.5


def test_the_tilt_is_true_to_half_a_degree(tilted):
    shot, _, path = tilted
    across, down = np.moveaxis(path.ends[:, 0] - path.ends[:, 1], -1, 0)
    true_across, true_down = np.moveaxis(shot.ends[:, 1] - shot.ends[:, 0], -1, 0)
    tilt, true = (
        np.degrees(np.arctan2(down, across)),
        np.degrees(np.arctan2(true_down, true_across)),
    )
    assert true.max() > 1.0
    assert np.abs(tilt - true).max() < 0.5


def test_seen_from_behind_the_left_end_is_at_the_left(tilted):
    shot = tilted[0]
    _, path = traced(shot, REAR)
    assert np.nanmedian(np.abs(path.ends - 0.5 - shot.ends)) < 0.5


def test_the_centre_is_the_middle_and_surer_than_an_end(tilted):
    path = tilted[2]
    np.testing.assert_allclose(path.centre, path.ends.mean(axis=1))
    assert (path.centre_error < path.error.max(axis=1)).all()


def test_a_plate_that_leaves_the_picture_is_not_seen(tilted):
    shot, found, _ = tilted
    tracer = EndsTracer(found, WINDOW, FRONT, shot.times[:2], shot.hands[:2])
    hidden = shot.images[0].copy()
    hidden[:, 300:] = 90
    for index, image in enumerate((shot.images[0], hidden)):
        tracer.look(index, image)
    path = tracer.path()
    assert np.isfinite(path.ends[0]).all()
    assert np.isnan(path.ends[1, 0]).all()
    assert np.isnan(path.error[1, 0])


@pytest.mark.parametrize("shot", [{"plates": False}, {"bar_moves": False}], ids=str)
def test_without_plates_that_go_with_the_hands_nothing_is_found(shot):
    refused = find_ends(drawn_shot(**shot).stills(), WINDOW, FRONT)
    assert isinstance(refused, str)


def test_other_views_are_refused(tilted):
    for view in (seen_from(60.0), seen_from(-90.0), View("unknown", None, None)):
        assert find_ends(tilted[0].stills(), WINDOW, view) == NOT_FACING


@given(st.floats(-180.0, 180.0))
def test_front_and_rear_views_of_either_side_count_alike(yaw):
    assert faces_camera(seen_from(yaw)) == faces_camera(seen_from(-yaw))
    turned = 180.0 - abs(yaw)
    if abs(abs(yaw) - 90.0) > 1e-6:
        assert faces_camera(seen_from(yaw)) == faces_camera(seen_from(turned))


@given(st.floats(-35.0, 35.0))
def test_turning_the_other_way_makes_the_other_end_larger(yaw):
    assert size_ratio(seen_from(yaw)) * size_ratio(seen_from(-yaw)) == pytest.approx(1.0)
    # Who faces the picture's right has the end at the picture's left nearer.
    assert (size_ratio(seen_from(yaw)) < 1.0) == (yaw > 0.0) or abs(yaw) < 1e-9

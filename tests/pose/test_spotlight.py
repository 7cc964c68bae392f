"""Where the lifter is expected and who is taken for him."""

import numpy as np
import pytest

from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import PersonTrack
from liftvision.pose.spotlight import SURROUNDINGS, Spotlight
from tests.pose.persons import person

OUTWARD = np.array([-1.0, -1.0, 1.0, 1.0])
STILL = person(px_per_m=100.0, at=(400.0, 400.0))
SIZE = 136.0
"""Body size in px of `STILL`."""


def boxed(xy):
    return np.array([*xy.min(axis=0), *xy.max(axis=0)])


@pytest.fixture
def lifter():
    """Seen twice, then again two seconds later and 40 px further to the right."""
    return PersonTrack(np.array([0.0, 0.25, 2.25]), np.array([STILL, STILL, STILL + (40.0, 0.0)]))


def test_the_lit_box_grows_where_the_survey_saw_nothing(lifter):
    light = Spotlight.on(lifter, 800, 600)
    np.testing.assert_allclose(light.box_at(0.25), boxed(STILL) + SURROUNDINGS * SIZE * OUTWARD)
    halfway = boxed(STILL) + (20.0, 0.0, 20.0, 0.0)
    reach = (SURROUNDINGS + 1.0 - 0.25) * SIZE
    np.testing.assert_allclose(light.box_at(1.25), halfway + reach * OUTWARD)


@pytest.mark.parametrize("place", [(400.0, 400.0), (20.0, 90.0), (790.0, 590.0)])
def test_the_part_of_the_picture_holds_the_lit_boxes_and_stays_inside(place):
    still = person(px_per_m=100.0, at=place)
    track = PersonTrack(np.array([0.0, 0.25]), np.array([still, still + (15.0, 5.0)]))
    light = Spotlight.on(track, 800, 600)
    assert 0 <= light.left < light.right <= 800
    assert 0 <= light.top < light.bottom <= 600
    for time_s in (0.0, 0.1, 0.25):
        low, high = light.box_at(time_s)[:2], light.box_at(time_s)[2:]
        assert np.all(np.maximum(low, 0.0) >= (light.left, light.top))
        assert np.all(np.minimum(high, (800, 600)) <= (light.right, light.bottom))


def test_the_lifter_is_near_to_where_the_survey_leads_and_of_his_size(lifter):
    light = Spotlight.on(lifter, 800, 600)
    away = np.array([SIZE, 0.0])
    assert light.is_lifter(STILL, 0.1)
    assert light.is_lifter(STILL + 0.45 * away, 0.1)
    assert not light.is_lifter(STILL + 0.55 * away, 0.1)
    assert light.is_lifter(STILL + 0.55 * away, 1.2), "lost for a second, he may be further off"
    centre = STILL[[11, 12, 23, 24]].mean(axis=0)
    for grown, is_lifter in ((0.3, False), (0.5, True), (2.0, True), (3.0, False)):
        assert light.is_lifter(centre + grown * (STILL - centre), 0.1) is is_lifter


def test_a_pose_that_faces_the_other_way_is_told_from_one_that_is_only_narrow():
    def shown(shoulders_px):
        xy = STILL.copy()
        xy[Landmark.SHOULDER_L, 0] += 0.5 * shoulders_px
        xy[Landmark.SHOULDER_R, 0] -= 0.5 * shoulders_px
        return xy

    def light(shoulders_px):
        return Spotlight.on(PersonTrack(np.array([0.0]), shown(shoulders_px)[None]), 800, 600)

    for front in (1.0, -1.0):
        assert light(35.0 * front).is_back_to_front(shown(-30.0 * front))
        assert not light(35.0 * front).is_back_to_front(shown(30.0 * front))
        # Almost from the side nobody can tell.
        assert not light(35.0 * front).is_back_to_front(shown(-4.0 * front))
        assert not light(4.0 * front).is_back_to_front(shown(-30.0 * front))


def test_where_the_lifter_was_lost_whom_the_survey_saw_there_is_somebody_else(lifter):
    other_xy = STILL + (0.6 * SIZE, 0.0)
    other = PersonTrack(np.arange(0.0, 2.5, 0.25), np.tile(other_xy, (10, 1, 1)))
    light = Spotlight.on(lifter, 800, 600, [other, lifter])
    assert light.others == (other,)
    assert not light.is_lifter(other_xy, 1.2)
    assert light.is_lifter(STILL, 1.2)


def test_a_body_that_was_seen_twice_at_once_is_not_somebody_else(lifter):
    doubled = PersonTrack(np.arange(0.0, 2.5, 0.25), np.tile(STILL + (0.2 * SIZE, 0.0), (10, 1, 1)))
    light = Spotlight.on(lifter, 800, 600, [lifter, doubled])
    assert light.others == ()
    assert light.is_lifter(STILL + (0.2 * SIZE, 0.0), 1.2)


def test_a_track_that_never_runs_beside_the_lifters_may_be_his_own(lifter):
    again = PersonTrack(np.array([0.75, 1.0, 1.5]), np.tile(STILL + (10.0, 0.0), (3, 1, 1)))
    light = Spotlight.on(lifter, 800, 600, [lifter, again])
    assert light.others == ()
    assert light.is_lifter(STILL + (10.0, 0.0), 1.0)

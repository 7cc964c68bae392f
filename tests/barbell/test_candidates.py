"""Maxima of a known surface, and ways whose best course is known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.candidates import best_places, best_way


def hill(centre, height, size=(60, 80), width=4.0):
    rows, columns = np.mgrid[: size[0], : size[1]]
    squared = (columns - centre[0]) ** 2 + (rows - centre[1]) ** 2
    return height * np.exp(-0.5 * squared / width**2)


@given(x=st.floats(10, 70), y=st.floats(10, 50))
def test_a_summit_is_placed_between_pixels(x, y):
    places, worth = best_places(hill((x, y), 1.0).astype(np.float32), 1)
    assert np.abs(places[0] - (x, y)).max() < 0.05
    assert 0.95 < worth[0] <= 1.0


def test_the_best_come_first_and_are_filled_up():
    surface = hill((20, 20), 0.5) + hill((60, 40), 0.9)
    surface[surface < 0.02] = 0.02 - np.arange((surface < 0.02).sum()) * 1e-6
    places, worth = best_places(surface.astype(np.float32), 2)
    assert np.abs(places - [(60, 40), (20, 20)]).max() < 0.2
    assert (np.diff(worth) <= 0).all()
    flat, _ = best_places(np.zeros((9, 9), np.float32), 5)
    assert flat.shape == (5, 2)


def course(frames, decoys):
    """A bar that rises by 2 px a frame, and something brighter elsewhere in some frames."""
    places = np.zeros((frames, 2, 2))
    places[:, 0] = np.stack([np.full(frames, 50.0), 100.0 - 2.0 * np.arange(frames)], axis=1)
    places[:, 1] = [10.0, 10.0]
    worth = np.tile([0.6, 0.1], (frames, 1))
    worth[decoys, 1] = 0.9
    return places, worth


def test_the_way_stays_on_course_past_a_brighter_place():
    places, worth = course(30, [8, 9, 20])
    way = best_way(places, worth, np.zeros((30, 2)), np.full(30, 3.0), 0.02, 0.8)
    assert (way == 0).all()


def test_motion_that_is_expected_is_free():
    frames = 10
    places = np.zeros((frames, 2, 2))
    places[:, 0] = np.stack([np.full(frames, 300.0), 40.0 * np.arange(frames)], axis=1)
    worth = np.tile([0.5, 0.55], (frames, 1))
    jumping = np.tile([0.0, 40.0], (frames, 1))
    still = np.zeros((frames, 2))
    allowed = np.full(frames, 1.0)
    assert (best_way(places, worth, jumping, allowed, 0.02, 0.4) == 0).all()
    assert (best_way(places, worth, still, allowed, 0.02, 0.4) == 1).all()


def test_the_way_goes_on_after_a_jump():
    places, worth = course(40, [])
    worth[20:, 0] = 0.0
    worth[20:, 1] = 0.9
    way = best_way(places, worth, np.zeros((40, 2)), np.full(40, 3.0), 0.02, 0.8)
    assert (way[:20] == 0).all()
    assert (way[20:] == 1).all()

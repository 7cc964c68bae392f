"""Discs of known place and size go with hands on a known course, among other round things."""

import numpy as np
import pytest

from liftvision.barbell.plate.search import search_rings
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import reduction, window_around
from liftvision.pose.view import View
from tests.barbell.plate_pictures import clutter, with_disc

SIZE = (640, 480)
PX_PER_M = 200.0
SIDE = View("side", 90.0, 6.0)
HEIGHTS = np.linspace(380.0, 250.0, 10)
HANDS = np.stack([np.full(10, 320.0), HEIGHTS], axis=1)
MIDDLE = np.array([320.0, 240.0])


def plate_beside(hands, away_px=0.0):
    """Where a plate is that hangs in the hands, a fifth nearer to the camera."""
    return MIDDLE + 1.2 * (hands - MIDDLE) + [away_px, 0.0]


def searched(draw, view=SIDE):
    picture = reduction(SIZE, PX_PER_M)
    assert picture == SIZE
    window = window_around(HANDS, np.array([1.2, 0.6]), SIZE, picture, PX_PER_M)
    background = clutter(*SIZE, seed=3)
    images = [window.crop(draw(background, place)) for place in HANDS]
    stills = Stills(np.arange(10), images, window.inward(HANDS))
    return search_rings(stills, window, view)[0], window


@pytest.mark.parametrize("radius", [32.0, 44.0, 56.0])
def test_a_plate_seen_from_the_side(radius):
    best, window = searched(lambda picture, hands: with_disc(
        picture, plate_beside(hands), radius, radius
    ))  # fmt: skip
    assert best.ring.half_height == pytest.approx(radius, rel=0.08)
    assert best.ring.aspect > 0.9
    off = window.outward(best.centres) - plate_beside(HANDS)
    assert np.abs(off).max() < 4.0


def test_a_larger_disc_that_stays_where_it_is_does_not_win():
    def draw(picture, hands):
        still = with_disc(picture, (230.0, 330.0), 60.0, 60.0, (240, 240, 240))
        return with_disc(still, plate_beside(hands), 44.0, 44.0)

    best, window = searched(draw)
    off = window.outward(best.centres) - plate_beside(HANDS)
    assert np.abs(off).max() < 4.0


def test_the_far_plate_of_an_oblique_view_does_not_win():
    # The lifter faces the picture's right and the camera: the near plate is on the left.
    away = 1.2 * 0.75 * np.cos(np.radians(50.0)) * PX_PER_M

    def draw(picture, hands):
        far = with_disc(picture, hands + [0.8 * away, 0.0], 30.0, 38.0, (230, 40, 40))
        return with_disc(far, plate_beside(hands, -away), 41.0, 54.0, (60, 50, 40))

    best, window = searched(draw, View("front-oblique", 50.0, 6.0))
    off = window.outward(best.centres) - plate_beside(HANDS, -away)
    assert np.abs(off).max() < 6.0
    assert best.ring.aspect == pytest.approx(41.0 / 54.0, abs=0.12)


def test_what_was_pointed_at_is_looked_for_there():
    picture = reduction(SIZE, PX_PER_M)
    window = window_around(HANDS, np.array([1.2, 0.6]), SIZE, picture, PX_PER_M)
    images = [window.crop(with_disc(clutter(*SIZE, seed=5), place, 44.0, 44.0)) for place in HANDS]
    stills = Stills(np.arange(10), images, window.inward(HANDS), pointed_at=True)
    best = search_rings(stills, window, View("unknown", None, None))[0]
    assert np.abs(window.outward(best.centres) - HANDS).max() < 4.0
    assert (best.beside == 0.0).all()

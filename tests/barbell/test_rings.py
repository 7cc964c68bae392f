"""Rings are looked for in pictures of discs whose centre and size are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.edges import edge_field
from liftvision.barbell.rings import Ring, RingFinder
from tests.barbell.plate_pictures import clutter, with_disc


def support(picture, ring):
    finder = RingFinder(*picture.shape[:2], largest=40.0)
    return finder.support(finder.spectrum(edge_field(picture)), ring)


def highest(worth):
    row, column = np.unravel_index(worth.argmax(), worth.shape)
    return column, row


@given(x=st.integers(0, 119), y=st.integers(0, 99))
def test_the_centre_of_a_disc_is_found_even_where_the_picture_cuts_it(x, y):
    picture = with_disc(clutter(120, 100), (x, y), 24, 24)
    found = highest(support(picture, Ring(24.0, 24.0)))
    inside = (min(x, 119 - x) >= 0) and (min(y, 99 - y) >= 0)
    quarter = min(x, 119 - x) < 12 and min(y, 99 - y) < 12
    if inside and not quarter:
        assert np.hypot(found[0] - x, found[1] - y) <= 2.0


def test_support_is_high_on_the_right_ring_and_low_on_others():
    picture = with_disc(clutter(140, 120), (70, 60), 20, 26)
    right = support(picture, Ring(20.0, 26.0))[60, 70]
    assert right > 0.6
    for half_width, half_height in ((20, 20), (26, 26), (16, 22), (24, 31)):
        assert support(picture, Ring(half_width, half_height))[60, 70] < 0.6 * right


def test_edges_across_the_ring_count_against_it():
    spokes = np.full((100, 100, 3), 90, np.uint8)
    turn = np.arctan2(*(np.mgrid[:100, :100] - 50.0))
    spokes[np.sin(16.0 * turn) > 0] = 200
    assert support(spokes, Ring(30.0, 30.0))[50, 50] < -0.2


def test_what_is_outside_the_picture_does_not_count():
    picture = with_disc(np.full((100, 100, 3), 180, np.uint8), (50, 94), 26, 26)
    assert support(picture, Ring(26.0, 26.0))[94, 50] > 0.6


def test_girth_and_aspect():
    ring = Ring(3.0, 4.0)
    assert ring.aspect == pytest.approx(0.75)
    assert ring.girth == pytest.approx(np.sqrt(12.5))

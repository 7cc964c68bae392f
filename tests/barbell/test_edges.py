"""Edges of known direction: a straight edge and a disc."""

import numpy as np
import pytest

from liftvision.barbell.edges import edge_field
from tests.barbell.plate_pictures import clutter, with_disc


def half_and_half(turned: bool) -> np.ndarray:
    picture = np.full((60, 60, 3), 40, np.uint8)
    picture[:, 30:] = 160
    return np.ascontiguousarray(picture.transpose(1, 0, 2)) if turned else picture


@pytest.mark.parametrize(("turned", "doubled"), [(False, 1.0), (True, -1.0)])
def test_a_straight_edge_has_the_doubled_direction_of_its_normal(turned, doubled):
    field = edge_field(half_and_half(turned))
    at = field[30, 30]
    assert at.real * doubled > 0.8
    assert abs(at.imag) < 0.01


def test_dark_on_light_counts_as_light_on_dark():
    picture = half_and_half(turned=False)
    assert np.allclose(edge_field(picture), edge_field(255 - picture), atol=1e-5)


def test_strength_is_between_nothing_and_one_and_flat_places_have_none():
    field = edge_field(clutter(120, 90))
    assert np.abs(field).max() <= 1.0
    assert np.abs(edge_field(np.full((40, 40, 3), 90, np.uint8))).max() == pytest.approx(0.0)


def test_an_edge_in_one_colour_alone_is_seen():
    picture = np.full((60, 60, 3), 120, np.uint8)
    picture[:, 30:] = (120, 160, 120)
    assert abs(edge_field(picture)[30, 30]) > 0.8


def test_contrast_hardly_matters():
    strong = with_disc(np.full((80, 80, 3), 200, np.uint8), (40, 40), 20, 20, (20, 20, 20))
    faint = with_disc(np.full((80, 80, 3), 60, np.uint8), (40, 40), 20, 20, (20, 20, 20))
    assert abs(edge_field(faint)[40, 20]) > 0.7 * abs(edge_field(strong)[40, 20])

"""Windows: what is taken in comes back out, and the picture is cut where it should be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.window import PX_PER_M, reduction, window_around


def window(px_per_m=400.0, size=(1280, 720)):
    picture = reduction(size, px_per_m)
    points = np.array([[600.0, 300.0], [640.0, 500.0]])
    return window_around(points, np.array([0.5, 0.4]), size, picture, px_per_m)


@given(x=st.floats(0, 1280), y=st.floats(0, 720))
def test_in_and_out_again(x, y):
    place = np.array([x, y])
    assert window().outward(window().inward(place)) == pytest.approx(place)


def test_clips_are_counted_from_the_corner_and_windows_from_the_first_pixels_middle():
    whole = window_around(
        np.array([[0.0, 0.0], [99.0, 49.0]]), np.array([9.0, 9.0]), (100, 50), (50, 25), 400.0
    )
    assert whole.inward(np.array([0.0, 0.0])) == pytest.approx([-0.5, -0.5])
    assert whole.inward(np.array([100.0, 50.0])) == pytest.approx([49.5, 24.5])


def test_it_reaches_as_far_as_asked_and_no_further_than_the_picture():
    made = window()
    assert made.px_per_m == pytest.approx(PX_PER_M, rel=0.01)
    left, top = made.outward(np.array([-0.5, -0.5]))
    assert 600.0 - 0.5 * 400.0 - 6.0 <= left <= 600.0 - 0.5 * 400.0
    assert 300.0 - 0.4 * 400.0 - 6.0 <= top <= 300.0 - 0.4 * 400.0
    far = window_around(np.array([[5.0, 5.0]]), np.array([3.0, 3.0]), (320, 240), (320, 240), 100.0)
    assert far.size == (306, 240)


def test_small_clips_are_not_enlarged():
    assert reduction((166, 360), 110.0) == (166, 360)


def test_the_crop_shows_what_lies_there():
    made = window()
    picture = np.zeros((made.picture[1], made.picture[0], 3), np.uint8)
    picture[int(made.low[1]) + 7, int(made.low[0]) + 5] = 255
    cut = made.crop(picture)
    assert cut.shape[:2] == made.size[::-1]
    assert cut[7, 5, 0] == 255
    assert cut.sum() == 3 * 255

"""Drawing primitives: they draw where they should, and nothing for NaN."""

import numpy as np
import pytest

from liftvision.report import drawing, sprites

RED = (255, 0, 0)
NAN = np.array([np.nan, 50.0])
MIDDLE = np.array([50.0, 50.0])


@pytest.fixture
def image():
    return np.full((100, 100, 3), 90, np.uint8)


@pytest.mark.parametrize(
    "draw",
    [
        lambda image: drawing.line(image, MIDDLE, NAN, RED, 3),
        lambda image: drawing.path(image, np.stack([NAN, NAN]), RED, 3),
        lambda image: drawing.dot(image, NAN, 5.0, RED, 1),
        lambda image: drawing.ring(image, NAN, 5.0, RED, 1),
        lambda image: drawing.dashes(image, NAN, MIDDLE, RED, 1),
        lambda image: drawing.arc(image, MIDDLE, 20.0, (NAN, MIDDLE), RED, 1),
        lambda image: drawing.arc(image, NAN, 20.0, (MIDDLE, MIDDLE), RED, 1),
    ],
)
def test_nan_draws_nothing(image, draw):
    before = image.copy()
    draw(image)
    np.testing.assert_array_equal(image, before)


def test_path_is_interrupted_by_nan(image):
    points = np.array([[10.0, 20.0], [30.0, 20.0], [np.nan, np.nan], [70.0, 20.0], [90.0, 20.0]])
    drawing.path(image, points, RED, 3)
    assert tuple(image[20, 20]) == RED
    assert tuple(image[20, 50]) == (90, 90, 90)
    assert tuple(image[20, 80]) == RED


def test_arc_takes_the_shorter_way(image):
    up, right = np.array([0.0, -1.0]), np.array([1.0, 0.0])
    drawing.arc(image, MIDDLE, 30.0, (up, right), RED, 3)
    on_it = (50 - round(30 * np.sqrt(0.5)), 50 + round(30 * np.sqrt(0.5)))
    assert image[on_it][0] > 200
    assert tuple(image[100 - on_it[0], 100 - on_it[1]]) == (90, 90, 90)


def test_a_wild_landmark_does_not_overflow(image):
    drawing.line(image, MIDDLE, np.array([1e12, 50.0]), RED, 3)
    assert tuple(image[50, 99]) == RED


def test_word_is_moved_inside_and_has_a_dark_halo(image):
    sprite = sprites.word("72°", 20, (255, 255, 255))
    sprites.paste(image, sprite, 200.0, -50.0, (0.5, 0.5))
    corner = image[: sprite.height, 100 - sprite.width :]
    assert corner.max() > 240
    assert corner.min() < 40
    image[: sprite.height, 100 - sprite.width :] = 90
    assert (image == 90).all()


def test_word_wider_than_the_picture_is_left_out(image):
    before = image.copy()
    sprites.paste(image, sprites.word("much too long", 40, RED), 50.0, 50.0, (0.5, 0.5))
    np.testing.assert_array_equal(image, before)

"""Outlines laid beside edges whose places are known."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.arrays import FloatArray, Image
from liftvision.pose.edge import LEAST_REACH_PX, REACH, at_the_edge

WIDTH, HEIGHT = 360, 480
TRUNK_PX = 180.0
POINTS = 96
DOWN = np.linspace(420.0, 60.0, POINTS)
"""Heights of the outline's points, from the seat upward."""

SHIRT, WALL = (40, 60, 160), (200, 190, 170)


def bulge(heights: FloatArray, by_px: float = 25.0) -> FloatArray:
    """Give where a curved back ends at some heights, px to the right."""
    return np.asarray(150.0 - by_px * np.sin(np.pi * (heights - 40.0) / 400.0))


def drawn(
    body: tuple[int, int, int] = SHIRT,
    behind: Image | tuple[int, int, int] = WALL,
    by_px: float = 25.0,
) -> Image:
    """Draw a body that fills all to the right of the edge; a pixel's colour is what it covers."""
    across = np.arange(WIDTH, dtype=np.float64)
    edge = bulge(np.arange(HEIGHT, dtype=np.float64), by_px)
    covered = np.clip(across + 0.5 - edge[:, None], 0.0, 1.0)[..., None]
    picture = covered * np.array(body) + (1.0 - covered) * np.array(behind)
    return np.asarray(cv2.GaussianBlur(np.rint(picture).astype(np.uint8), (0, 0), 0.7))


def grainy(picture: Image, noise: float, seed: int = 0) -> Image:
    grain = np.random.default_rng(seed).normal(0.0, noise, picture.shape)
    return np.clip(np.rint(picture + grain), 0, 255).astype(np.uint8)


def beside(shift_px: float) -> FloatArray:
    """Give the outline so many px to the right of the edge."""
    return np.stack([bulge(DOWN) + shift_px, DOWN], axis=1)


def distance(outline: FloatArray) -> FloatArray:
    """Give how far from the edge each point lies, px, along its row."""
    return np.abs(outline[:, 0] - bulge(outline[:, 1]))


PICTURE = drawn()


@settings(max_examples=15)
@given(st.floats(-3.5, 3.5))
def test_an_outline_beside_an_edge_is_moved_onto_it(shift_px: float) -> None:
    found = at_the_edge(PICTURE, beside(shift_px), TRUNK_PX)
    assert distance(found).max() < 0.6
    assert np.sqrt(np.mean(distance(found) ** 2)) < 0.35


def test_noise_of_a_camera_hardly_matters() -> None:
    found = at_the_edge(grainy(PICTURE, 12.0), beside(2.0), TRUNK_PX)
    assert np.sqrt(np.mean(distance(found) ** 2)) < 0.5


def test_the_other_way_round_is_the_same() -> None:
    """From the neck down: the normals point to the other side."""
    found = at_the_edge(PICTURE, beside(2.0)[::-1], TRUNK_PX)
    assert distance(found).max() < 0.6


def test_a_dark_body_before_a_dark_wall_is_still_told_from_it() -> None:
    picture = drawn((40, 40, 45), (75, 70, 70))
    found = at_the_edge(grainy(picture, 4.0), beside(2.0), TRUNK_PX)
    assert np.sqrt(np.mean(distance(found) ** 2)) < 0.5


def test_where_there_is_no_edge_the_outline_stays() -> None:
    """Within half of the step in which the picture is looked at."""
    plain = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    found = at_the_edge(plain, beside(0.0), TRUNK_PX)
    assert np.linalg.norm(found - beside(0.0), axis=1).max() <= 0.25 + 1e-9


def test_noise_alone_is_no_edge() -> None:
    plain = grainy(np.full((HEIGHT, WIDTH, 3), 128, np.uint8), 10.0)
    found = at_the_edge(plain, beside(0.0), TRUNK_PX)
    assert np.linalg.norm(found - beside(0.0), axis=1).mean() < 0.6


def test_a_print_on_the_shirt_is_not_the_edge() -> None:
    """A bright band along the back, three px inside of it and as long as half of it."""
    picture = PICTURE.copy()
    rows = slice(150, 330)
    for row in range(rows.start, rows.stop):
        inside = int(np.rint(bulge(np.array([float(row)]))[0])) + 5
        picture[row, inside : inside + 2] = (60, 230, 240)
    found = at_the_edge(picture, beside(1.5), TRUNK_PX)
    assert distance(found).max() < 1.0


def test_stripes_of_a_wall_are_not_the_edge() -> None:
    wall = np.full((HEIGHT, WIDTH, 3), WALL, np.uint8)
    for row in range(0, HEIGHT, 24):
        wall[row : row + 10] = (150, 150, 160)
    picture = drawn(behind=wall)
    found = at_the_edge(picture, beside(2.0), TRUNK_PX)
    assert np.sqrt(np.mean(distance(found) ** 2)) < 0.5
    assert distance(found).max() < 1.5


def test_no_point_moves_further_than_the_reach() -> None:
    """The edge lies 9 px off, the reach is 5.4."""
    found = at_the_edge(PICTURE, beside(9.0), TRUNK_PX)
    moved = np.linalg.norm(found - beside(9.0), axis=1)
    assert moved.max() <= REACH * TRUNK_PX + 0.25 + 1e-9


def test_a_small_lifter_s_outline_may_move_as_well() -> None:
    """A trunk of 50 px: by more than half of what a mask may be wrong there, 1.3 px."""
    assert REACH * 50.0 < 1.6 < LEAST_REACH_PX
    heights = np.linspace(200.0, 140.0, POINTS)
    outline = np.stack([np.full(POINTS, 150.0), heights], axis=1)
    found = at_the_edge(drawn(by_px=0.0), outline + [1.3, 0.0], 50.0)
    assert found[:, 0] == pytest.approx(np.full(POINTS, 150.0), abs=0.65)


def test_unseen_points_stay_unseen_and_change_little_of_the_others() -> None:
    outline = beside(2.0)
    outline[:20] = np.nan
    found = at_the_edge(PICTURE, outline, TRUNK_PX)
    assert np.isnan(found[:20]).all()
    assert distance(found[20:]).max() < 0.6


@pytest.mark.parametrize("seen", [0, 7])
def test_too_few_points_stay_as_they_are(seen: int) -> None:
    outline = beside(2.0)
    outline[seen:] = np.nan
    assert np.array_equal(at_the_edge(PICTURE, outline, TRUNK_PX), outline, equal_nan=True)


def test_a_trunk_without_length_moves_nothing() -> None:
    assert np.array_equal(at_the_edge(PICTURE, beside(2.0), 0.0), beside(2.0))


def test_points_at_the_picture_s_rim_stay() -> None:
    """The back leans out of the left side of the picture."""
    cut = PICTURE[:, 122:].copy()
    outline = beside(2.0) - [122.0, 0.0]
    found = at_the_edge(cut, outline, TRUNK_PX)
    near = outline[:, 0] < 2.0 * REACH * TRUNK_PX - 1.0
    assert near.any()
    assert np.array_equal(found[near], outline[near])
    away = outline[:, 0] > 2.0 * REACH * TRUNK_PX + 2.0
    assert distance(found[away] + [122.0, 0.0]).max() < 0.8


def test_points_outside_of_the_picture_stay() -> None:
    outline = beside(2.0) - [400.0, 0.0]
    assert np.array_equal(at_the_edge(PICTURE, outline, TRUNK_PX), outline)


def test_nothing_given_is_changed() -> None:
    outline, picture = beside(2.0), PICTURE.copy()
    at_the_edge(picture, outline, TRUNK_PX)
    assert np.array_equal(outline, beside(2.0))
    assert np.array_equal(picture, PICTURE)

"""Patches and stacks of drawn pictures: places are known, and so is what changes."""

import numpy as np
import pytest

from liftvision.barbell.edges import edge_field
from liftvision.barbell.plate.stack import Stack, cut_patch, within
from tests.barbell.plate.plates import background, draw_ellipse, painted_plate

HALF = 80


@pytest.mark.parametrize("zoom", [0.5, 1.0, 1.7])
def test_a_dot_lies_where_the_patch_says(zoom):
    dot = np.array([101.3, 62.8])
    picture = draw_ellipse(np.zeros((180, 220, 3), np.uint8), dot, (6, 6), 0.0, (255,) * 3)
    patch = cut_patch(picture, np.array([95.2, 70.1]), zoom, HALF)
    bright = patch.image[..., 0].astype(float)
    rows, columns = np.mgrid[: 2 * HALF + 1, : 2 * HALF + 1] - HALF
    offset = np.array([(bright * columns).sum(), (bright * rows).sum()]) / bright.sum()
    assert patch.in_picture(offset) == pytest.approx(dot, abs=0.05)


def test_what_lies_outside_the_picture_is_not_seen():
    picture = np.full((100, 120, 3), 200, np.uint8)
    patch = cut_patch(picture, np.array([10.0, 50.0]), 1.0, HALF)
    assert not patch.seen[:, : HALF - 10].any()
    assert patch.seen[HALF, HALF - 10 : HALF + 100].all()
    assert not patch.image[~patch.seen].any()
    assert not cut_patch(picture, np.array([900.0, 50.0]), 1.0, HALF).seen.any()


def test_the_plate_stays_and_the_background_cancels():
    stack = Stack(HALF)
    for seed in range(12):
        away = np.array([3.0 * np.sin(seed), 2.0 * np.cos(2.0 * seed)])
        picture = painted_plate(background(seed), 90.0 + away, (46, 50))
        patch = cut_patch(picture, np.array([90.0, 90.0]), 1.0, HALF)
        stack.add(patch, within(patch, edge_field(patch.image)), away, 1.0)
    rows, columns = np.mgrid[: 2 * HALF + 1, : 2 * HALF + 1] - HALF
    size = np.hypot(columns / 46.0, rows / 50.0)
    on_rim, around = np.abs(size - 1.0) < 0.02, (size > 1.15) & (size < 1.4)
    assert np.abs(stack.field[on_rim]).mean() > 3.0 * np.abs(stack.field[around]).mean()
    assert np.median(stack.change[size < 0.9]) < 3.0
    assert np.median(stack.change[around]) > 40.0
    assert stack.image[HALF, HALF] == pytest.approx([40, 60, 140], abs=2.0)

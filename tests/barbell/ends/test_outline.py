"""Outlines, patches and ends are found again where they were drawn."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.barbell.edges import edge_field
from liftvision.barbell.ends.outline import Outline
from liftvision.barbell.ends.patch import Mean, cut, find_shift
from liftvision.barbell.ends.snap import describe_end, measure_end
from tests.barbell.ends.pictures import HALF_HEIGHT, HALF_WIDTH, PX_PER_M, drawn_shot

SHIFTS = st.floats(-3.0, 3.0)


@given(st.floats(2.0, 20.0), st.floats(0.0, 20.0), st.floats(20.0, 50.0))
def test_an_outline_is_symmetrical_and_as_large_as_it_says(face, thickness, height):
    outline = Outline(face, thickness, height)
    points, normals = outline.points(400)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0, atol=0.02)
    assert np.abs(points[:, 0]).max() == pytest.approx(outline.half_width, rel=0.02)
    assert np.abs(points[:, 1]).max() == pytest.approx(height, rel=0.02)
    np.testing.assert_allclose(points.mean(axis=0), 0.0, atol=0.5)
    # Normals point outwards.
    assert ((points * normals).sum(axis=1) > -1e-6).all()


def test_a_cut_at_whole_px_is_the_picture_and_not_a_number_outside():
    picture = np.random.default_rng(0).integers(0, 255, (30, 40, 3), dtype=np.uint8)
    patch = cut(picture, np.array([5.0, 28.0]), (7, 4))
    np.testing.assert_array_equal(patch[:4, 3:], picture[24:28, 1:13])
    assert np.isnan(patch[:, :2]).all()
    assert np.isnan(patch[6:]).all()


@settings(max_examples=10, deadline=None)
@given(SHIFTS, SHIFTS)
def test_a_patch_is_found_to_a_tenth_of_a_px_whatever_its_brightness(across, down):
    random = np.random.default_rng(1)
    large = cv2.GaussianBlur(random.uniform(0, 255, (120, 120, 3)), (0, 0), 3.0)
    large = (large - large.min()) / np.ptp(large) * 200.0
    target = cut(large.astype(np.uint8), np.array([60.0, 60.0]), (25, 25))
    patch = cut(large.astype(np.uint8), np.array([60.0 - across, 60.0 - down]), (25, 25))
    # What a shift brings in from beyond the patch is not known, and does not count.
    weight = np.pad(np.ones((39, 39), np.float32), 6)
    shift = find_shift(Mean(target, weight), 0.7 * patch + 20.0)
    np.testing.assert_allclose(shift.offset, [across, down], atol=0.1)
    assert shift.likeness > 0.8


def test_patches_that_show_something_else_are_not_alike():
    random = np.random.default_rng(2)
    first, second = (cv2.blur(random.uniform(0, 255, (51, 51, 3)), (9, 9)) for _ in range(2))
    mean = Mean(first.astype(np.float32), np.ones((51, 51), np.float32))
    assert find_shift(mean, second.astype(np.float32)).likeness < 0.5


@settings(max_examples=10, deadline=None)
@given(SHIFTS, SHIFTS, st.integers(0, 99))
def test_an_end_is_measured_from_anywhere_near_it(across, down, frame):
    picture, place = SHOT.images[frame], SHOT.ends[frame, 0]
    snapped = measure_end(picture, place + (across, down), LEFT)
    np.testing.assert_allclose(snapped.centre, place, atol=1.0)
    assert snapped.share > 0.6


def test_where_there_is_nothing_no_outline_is_seen():
    plain = np.full_like(SHOT.images[0], 90)
    assert measure_end(plain, SHOT.ends[0, 0], LEFT).share == 0.0


SHOT = drawn_shot()
LEFT = describe_end(
    edge_field(SHOT.images[0]),
    SHOT.ends[0, 0],
    Outline(HALF_WIDTH, 0.0, HALF_HEIGHT),
    PX_PER_M,
)

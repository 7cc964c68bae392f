"""Drawn plates laid onto frames in which their centre is known."""

import cv2
import numpy as np
import pytest

from liftvision.barbell.edges import edge_field
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.pattern import stacked_pattern
from liftvision.barbell.plate.snap import snap
from tests.barbell.plate.plates import background, painted_plate

MIDDLE = np.array([90.0, 90.0])
RIM = Ellipse(46.0, 50.0, 0.1)


def frame(seed, centre):
    """A picture (181, 181, 3) of the plate."""
    axes = RIM.half_width, RIM.half_height
    return painted_plate(background(seed, 181), centre, axes, RIM.tilt)


@pytest.fixture(scope="module")
def pattern():
    fields = [edge_field(frame(seed, MIDDLE)) for seed in range(8)]
    return stacked_pattern(np.mean(fields, axis=0).astype(np.complex64), np.zeros(2), RIM)


def test_centre_is_found_to_a_tenth_of_a_pixel(pattern):
    for seed in range(20, 32):
        true = np.random.default_rng(seed).uniform(-7.0, 7.0, 2) / np.sqrt(2.0)
        found = snap(edge_field(frame(seed, MIDDLE + true)), np.zeros(2), pattern)
        assert np.abs(found.offset - true).max() < 0.15
        assert found.share > 0.9
        assert found.error < 0.5


def test_the_bare_rim_will_do_from_nearby():
    true = np.array([1.4, -0.7])
    found = [snap(edge_field(frame(seed, MIDDLE + true)), np.zeros(2), RIM) for seed in range(8)]
    assert np.abs(np.array([each.offset for each in found]) - true).max() < 0.5


def test_the_error_covers_what_is_missed(pattern):
    missed = []
    for seed in range(60, 90):
        true = np.random.default_rng(seed).uniform(-3.0, 3.0, 2)
        found = snap(edge_field(frame(seed, MIDDLE + true)), np.zeros(2), pattern)
        missed.append(np.abs(found.offset - true) / found.error)
    assert np.mean(np.array(missed) < 1.96) >= 0.9


def test_what_hides_a_third_does_not_pull(pattern):
    true = np.array([2.3, -1.6])
    picture = frame(40, MIDDLE + true)
    cv2.rectangle(picture, (92, 60), (122, 180), (170, 130, 100), -1)
    found = snap(edge_field(picture), np.zeros(2), pattern)
    assert np.abs(found.offset - true).max() < 0.3
    assert found.share < 0.95


def test_the_part_outside_the_picture_does_not_count(pattern):
    field = edge_field(frame(50, MIDDLE + 1.0))
    field[110:] = 0.0
    found = snap(field, np.zeros(2), pattern)
    assert np.abs(found.offset - 1.0).max() < 0.3


def test_nothing_is_seen_where_nothing_is(pattern):
    found = snap(np.zeros((181, 181), np.complex64), np.zeros(2), pattern)
    assert found.share == 0.0
    assert np.isinf(found.error)


def test_a_background_alone_shows_little_of_the_outline(pattern):
    shares = [
        snap(edge_field(background(seed, 181)), np.zeros(2), pattern).share for seed in range(9)
    ]
    assert max(shares) < 0.5

"""The rim on stacks of drawn plates, found from paths and rings that are wrong."""

import numpy as np
import pytest

from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.align import align
from liftvision.barbell.plate.slant import Slant
from liftvision.barbell.plate.stack import cut_patch
from tests.barbell.plate.plates import background, draw_ellipse, painted_plate

HALF = 86
PATH = np.array([90.0, 90.0])
RADIUS = 52.0


def aways(count=14):
    """Where the plate is, (S, 2) px from where the path has it."""
    return np.random.default_rng(5).uniform(-4.0, 4.0, (count, 2))


def patches_of(draw):
    return [
        cut_patch(draw(background(seed), PATH + away), PATH, 1.0, HALF)
        for seed, away in enumerate(aways())
    ]


@pytest.mark.parametrize("start", [1.0, 0.77, 0.55])
def test_the_outer_rim_is_found_from_any_of_its_rings(start):
    axes = 0.98 * RADIUS, RADIUS
    patches = patches_of(lambda picture, centre: painted_plate(picture, centre, axes))
    found = align(patches, Ellipse(start * axes[0], start * axes[1]), (0.85, 1.0))
    assert found is not None
    error = found.rim.ellipse.half_height / RADIUS - 1.0
    assert abs(error) < 2.0 * found.rim.size_error
    assert np.abs(found.offsets - aways()).max() < 1.0
    assert (found.offsets - aways()).std(axis=0).max() < 0.2
    assert found.rim.support > 0.4
    assert found.rim.change > 0.3


def test_a_rear_rim_does_not_shift_the_front():
    slant = np.array([0.5, -0.2])
    narrow, tilt = np.sqrt(1.0 - (slant**2).sum()), np.arctan2(slant[1], slant[0])
    behind = 0.45 * RADIUS * slant

    def draw(picture, centre):
        axes = narrow * RADIUS, RADIUS
        for part in np.linspace(1.0, 0.0, 9):
            size = (1.0 - 0.03 * part) * np.array(axes)
            picture = draw_ellipse(picture, centre + part * behind, size, tilt, (60, 60, 62))
        return painted_plate(picture, centre, axes, tilt)

    start = Ellipse(narrow * RADIUS, RADIUS)
    expected = Slant(0.45, 0.85, 0.12, 0.15, 0.12, np.zeros(2), 400.0)
    found = align(patches_of(draw), start, (0.6, 1.0), expected)
    assert found is not None
    error = found.rim.ellipse.half_height / RADIUS - 1.0
    assert abs(error) < 2.0 * found.rim.size_error
    assert np.abs((found.offsets - aways()).mean(axis=0)).max() < 0.04 * RADIUS
    assert found.rim.behind == pytest.approx(behind, abs=0.1 * RADIUS)


def test_there_is_no_support_without_a_plate():
    found = align(patches_of(lambda picture, centre: picture), Ellipse(50.0, 52.0), (0.8, 1.0))
    assert found is None or found.rim.support < 0.35

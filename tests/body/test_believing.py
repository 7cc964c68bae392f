"""Robust weights: one for what fits, less for what does not, and never nothing."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.body.believing import FIRM_GRIP, believe
from liftvision.body.figure import POINTS
from liftvision.body.terms import GRIP_M
from tests.body.made_up_lifter import made_up

WIDTH = 2.0
KNEE = POINTS.index("knee")


@pytest.fixture(scope="module")
def lifter():
    return made_up()


def believed(lifter, evidence, offsets=None):
    offsets = np.zeros(evidence.usual.size) if offsets is None else offsets
    return believe(lifter.frames, np.concatenate([lifter.shot, offsets]), evidence, WIDTH)


def test_what_fits_is_believed(lifter):
    weights = believed(lifter, lifter.evidence)
    assert weights.landmarks == pytest.approx(1.0)
    assert weights.grip == pytest.approx(1.0)


def test_a_landmark_counts_half_at_the_width_and_hardly_far_beyond(lifter):
    evidence = lifter.evidence
    for misfit, weight in ((WIDTH, 0.5), (10.0 * WIDTH, 1.0 / 101.0)):
        off = np.zeros_like(evidence.places)
        off[10, KNEE, 1, 0] = misfit / evidence.trust[10, KNEE, 1, 0] / evidence.scale[0]
        weights = believed(lifter, replace(evidence, places=evidence.places + off)).landmarks ** 2
        assert weights[10, KNEE, 1] == pytest.approx(weight)
        weights[10, KNEE, 1] = 1.0
        assert weights == pytest.approx(1.0)


def test_the_grip_is_doubted_later_than_a_landmark(lifter):
    plate = lifter.evidence.plate
    off = np.array([FIRM_GRIP * WIDTH * GRIP_M, 0.0]) / lifter.evidence.scale[0]
    moved = replace(lifter.evidence, plate=replace(plate, places=plate.places + off))
    assert believed(lifter, moved).grip[plate.held] ** 2 == pytest.approx(0.5)


def test_an_offset_that_is_unlike_others_is_given_more_room(lifter):
    evidence = lifter.evidence
    usual = believed(lifter, evidence, evidence.usual.ravel()).offsets
    assert usual == pytest.approx(1.0)
    odd = (evidence.usual + WIDTH * evidence.spread).ravel()
    assert believed(lifter, evidence, odd).offsets ** 2 == pytest.approx(2.0)

"""Rows of coordinates, and the ways between standing and the bar."""

from dataclasses import fields, replace

import numpy as np
import pytest

from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.solve import set_up, standing
from liftvision.synthetic.movement.transitions import (
    as_row,
    bending,
    columns,
    drawn_through,
    from_row,
    letting_go,
)
from tests.synthetic.movement.made_body import CONVENTIONAL, made_body

BODY = made_body()
LIMBS = limbs_of(BODY.skeleton)
STANDING = standing(BODY, CONVENTIONAL.width, CONVENTIONAL.toe_out)
HOLDING, _ = set_up(BODY, CONVENTIONAL, 0.225, 65.0, 30.0)
PROGRESS = np.linspace(0.0, 1.0, 201)


def hanging(posture):
    return posture.pelvis + np.array([[0.25, -0.1, 0.1], [-0.25, -0.1, 0.1]])


def test_a_row_gives_the_posture_back():
    back = from_row(as_row(HOLDING))
    for field in fields(Coordinates):
        assert np.array_equal(getattr(back, field.name), getattr(HOLDING, field.name))
    assert as_row(HOLDING)[columns("lumbar")] == [30.0]


def test_a_way_goes_through_its_postures():
    middle = replace(HOLDING, lumbar=70.0)
    way = drawn_through(np.array([0.0, 0.4, 1.0]), [STANDING, middle, HOLDING])
    assert way(np.array([0.4]))[0] == pytest.approx(as_row(middle))


def test_bending_down_begins_upright_ends_at_the_bar_and_never_moves_the_feet():
    rows = bending(LIMBS, STANDING, HOLDING, hanging)(PROGRESS)
    assert rows[-1] == pytest.approx(as_row(HOLDING), abs=1e-9)
    first = as_row(STANDING)
    first[columns("hands")] = hanging(STANDING).ravel()
    assert rows[0] == pytest.approx(first, abs=1e-9)
    assert np.ptp(rows[:, columns("ankles")], axis=0).max() == 0.0


def test_who_bends_down_hinges_first_and_bends_the_knees_after():
    rows = bending(LIMBS, STANDING, HOLDING, hanging)(PROGRESS)
    pelvis, pitch = rows[:, columns("pelvis")], rows[:, columns("pelvis_pitch")][:, 0]
    legs = np.linalg.norm(pelvis - STANDING.ankles.mean(axis=0), axis=1)
    third = 60
    hinged = (pitch[third] - pitch[0]) / (pitch[-1] - pitch[0])
    assert hinged > 0.2
    assert (legs[0] - legs[third]) / (legs[0] - legs[-1]) < 0.5 * hinged


def test_legs_stay_long_enough_on_the_way_down():
    rows = bending(LIMBS, STANDING, HOLDING, hanging)(PROGRESS)
    hips = rows[:, columns("pelvis")][:, None] + LIMBS.hips
    stretched = np.linalg.norm(hips - STANDING.ankles, axis=-1)
    assert (stretched <= LIMBS.thigh + LIMBS.shank).all()


def test_who_lets_go_opens_the_hands_first():
    rows = letting_go(HOLDING, STANDING, opened=0.05, settled=0.5)(PROGRESS)
    grip = rows[:, columns("grip")]
    assert grip[[0, 12], 0] == pytest.approx([1.0, 0.0])
    assert rows[0] == pytest.approx(as_row(HOLDING))
    assert rows[110] == pytest.approx(as_row(STANDING))

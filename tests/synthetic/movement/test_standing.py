"""Quiet standing and the toe-touch."""

import numpy as np
import pytest

from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.posture import within_reach
from liftvision.synthetic.movement.solve import standing
from liftvision.synthetic.movement.standing import (
    HIPS_DEG,
    LUMBAR_DEG,
    SWAY_M,
    breath,
    sway,
    swayed,
    touching_toes,
    waves,
)
from liftvision.synthetic.movement.transitions import as_row, columns, from_row
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
LIMBS = limbs_of(BODY.skeleton)
STANDING = standing(BODY, 0.24, 9.0)
TIMES = np.linspace(0.0, 20.0, 2001)
PROGRESS = np.linspace(0.0, 1.0, 201)


def hanging(posture):
    tip = np.radians(posture.pelvis_pitch + posture.lumbar)
    shoulders = posture.pelvis + 0.5 * np.array([0.0, np.cos(tip), np.sin(tip)])
    return shoulders + np.array([[0.25, -0.65, 0.0], [-0.25, -0.65, 0.0]])


def test_sway_is_slow_small_and_sideways_and_forward_only():
    moved = sway(TIMES, seed=1)
    assert (np.abs(moved).max(axis=0) <= np.array(SWAY_M)).all()
    assert np.abs(moved).max(axis=0)[[0, 2]].min() > 1e-3
    assert np.abs(np.gradient(moved, TIMES, axis=0)).max() < 0.02


def test_waves_are_the_seeds_own():
    assert np.array_equal(waves(TIMES, 1, 2), waves(TIMES, 1, 2))
    assert not np.allclose(waves(TIMES, 1, 2), waves(TIMES, 2, 2))


def test_who_sways_keeps_the_feet_where_they_are():
    rows = swayed(STANDING, sway(TIMES, 1), breath(TIMES), np.zeros(len(TIMES)))
    assert np.ptp(rows[:, columns("ankles")], axis=0).max() == 0.0
    assert np.ptp(rows[:, columns("thoracic")]) > 0.5
    pelvis, hands = rows[:, columns("pelvis")], rows[:, columns("hands")]
    assert np.ptp(hands[:, :3] - pelvis, axis=0).max() < 1e-12


def test_a_toe_touch_bends_back_and_hips_and_comes_up_again():
    rows = touching_toes(LIMBS, STANDING, hanging)(PROGRESS)
    lumbar, pitch = rows[:, columns("lumbar")][:, 0], rows[:, columns("pelvis_pitch")][:, 0]
    assert lumbar.max() == pytest.approx(LUMBAR_DEG)
    assert pitch.max() == pytest.approx(HIPS_DEG)
    upright = as_row(STANDING)
    upright[columns("hands")] = hanging(STANDING).ravel()
    for end in (0, -1):
        assert rows[end] == pytest.approx(upright, abs=1e-9)


def test_the_back_bends_before_the_hips():
    rows = touching_toes(LIMBS, STANDING, hanging)(PROGRESS)
    down = slice(0, 93)
    shares = [
        rows[down, columns(name)][:, 0] / most
        for name, most in (("lumbar", LUMBAR_DEG), ("pelvis_pitch", HIPS_DEG))
    ]
    assert (shares[0] >= shares[1] - 1e-6).all()
    assert (shares[0] - shares[1]).max() > 0.3


def test_the_legs_of_a_toe_touch_stay_long_and_the_hands_off_the_floor():
    for row in touching_toes(LIMBS, STANDING, hanging)(PROGRESS)[::10]:
        posture = from_row(row)
        assert posture.pelvis[1] - within_reach(LIMBS, posture).pelvis[1] < 2e-3
        leg = np.linalg.norm(posture.pelvis + LIMBS.hips - posture.ankles, axis=-1)
        assert (leg > 0.99 * (LIMBS.thigh + LIMBS.shank)).all()
        assert posture.hands[:, 1].min() > 0.05

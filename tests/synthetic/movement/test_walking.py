"""Walking in: feet that stand do not slide, feet that swing clear the floor, legs reach."""

import numpy as np
import pytest

from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.posture import pose_of, within_reach
from liftvision.synthetic.movement.solve import standing
from liftvision.synthetic.movement.transitions import as_row, columns, from_row
from liftvision.synthetic.movement.walking import CARRYING, FREE, SWINGS, walking_in
from tests.synthetic.movement.made_body import CONVENTIONAL, made_body

BODY = made_body()
LIMBS = limbs_of(BODY.skeleton)
LAST = standing(BODY, CONVENTIONAL.width, CONVENTIONAL.toe_out)
ARMS = np.array([[0.05, -0.6, 0.05], [-0.05, -0.6, 0.05]])
TIMES = np.linspace(0.0, 1.0, 700)
GAITS = pytest.mark.parametrize("gait", [FREE, CARRYING], ids=["free", "carrying"])


def rows_of(gait):
    return walking_in(LIMBS, BODY.height_m, LAST, ARMS, gait)(TIMES)


def ankles_of(gait):
    return rows_of(gait)[:, columns("ankles")].reshape(-1, 2, 3)


def stands(side):
    """When a foot stands, a little inside of it: begin and end, fractions of the walk."""
    swings = [swing[1:] for swing in SWINGS if swing[0] == side]
    edges = [0.0, *(edge for swing in swings for edge in swing), 1.0]
    return list(zip(edges[::2], edges[1::2], strict=True))


@GAITS
def test_the_walk_ends_in_the_posture_at_the_bar(gait):
    assert rows_of(gait)[-1] == pytest.approx(as_row(LAST), abs=1e-9)


@GAITS
@pytest.mark.parametrize("side", [0, 1])
def test_a_foot_that_stands_does_not_slide(gait, side):
    ankles = ankles_of(gait)[:, side]
    for begin, end in stands(side):
        standing_still = ankles[(begin + 0.003 < TIMES) & (end - 0.003 > TIMES)]
        assert np.ptp(standing_still, axis=0).max() < 1e-6


@GAITS
def test_at_least_one_foot_stands_at_any_time(gait):
    speed = np.linalg.norm(np.gradient(ankles_of(gait), TIMES, axis=0), axis=-1)
    assert speed.min(axis=1).max() < 5e-3 * speed.max()


def test_nothing_of_the_feet_goes_through_the_floor():
    for row in rows_of(FREE)[::7]:
        points = joint_points(BODY, pose_of(BODY.skeleton, from_row(row)))
        for side in "lr":
            for name in ("heel", "foot_index"):
                assert points[f"{name}_{side}"][1] > -2e-3


@GAITS
def test_the_legs_reach_the_feet(gait):
    for row in rows_of(gait)[::7]:
        posture = from_row(row)
        lowered = posture.pelvis[1] - within_reach(LIMBS, posture).pelvis[1]
        assert lowered < 1e-3


def test_the_walk_leads_forward_over_some_steps_and_bobs():
    pelvis = rows_of(FREE)[:, columns("pelvis")]
    assert 1.0 < pelvis[-1, 2] - pelvis[0, 2] < 1.6
    assert np.diff(pelvis[:, 2]).min() > -1e-4
    assert 0.01 < np.ptp(pelvis[:, 1]) < 0.06


def test_arms_swing_against_the_legs_and_hang_still_when_they_carry():
    rows = rows_of(FREE)
    hands = rows[:, columns("hands")].reshape(-1, 2, 3) - rows[:, None, columns("pelvis")]
    apart = ankles_of(FREE)[:, 1, 2] - ankles_of(FREE)[:, 0, 2]
    swing = hands[:, 0, 2] - hands[:, 1, 2]
    assert np.corrcoef(swing, apart)[0, 1] > 0.95
    rows = rows_of(CARRYING)
    hands = rows[:, columns("hands")].reshape(-1, 2, 3) - rows[:, None, columns("pelvis")]
    assert np.ptp(hands, axis=0).max() < 1e-9

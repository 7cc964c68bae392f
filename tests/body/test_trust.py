"""Where a landmark can be trusted less: by a plate, behind it, on the far side, out of the picture.

How much less was measured and is not repeated here.
"""

import numpy as np
import pytest

from liftvision.body.figure import POINTS
from liftvision.body.trust import (
    BEHIND_A_PLATE,
    BY_A_PLATE,
    CLEAR,
    EDGE,
    OUTSIDE,
    SOFT_EDGE,
    Habit,
    trust_in_landmarks,
)

RADIUS = 50.0
KNEE = POINTS.index("knee")
EVERYWHERE = np.ones((3, len(POINTS), 2), dtype=np.bool_)
PLATE = (np.zeros((3, 2)), RADIUS)


def places(away: float):
    """Every landmark so many radii from the plate's middle, in three frames."""
    return np.full((3, len(POINTS), 2, 2), [away * RADIUS, 0.0])


def in_m(habit: Habit, which: str):
    return np.array(getattr(habit, which)) / 100.0


@pytest.mark.parametrize("near", [0, 1])
@pytest.mark.parametrize("by_a_plate", [True, False])
def test_each_side_has_its_own_habits(near: int, by_a_plate: bool):
    habits = BY_A_PLATE if by_a_plate else CLEAR
    plate = PLATE if by_a_plate else None
    trust = trust_in_landmarks(places(5.0), plate, near, 1.0, EVERYWHERE)
    for index, name in enumerate(POINTS):
        for side in (0, 1):
            habit = habits[name][0 if side == near else 1]
            assert trust.usual[0, index, side] == pytest.approx(in_m(habit, "offset"))
            assert trust.usual[1, index, side] == pytest.approx(in_m(habit, "swing"))
            assert trust.spread[0, index, side] == pytest.approx(in_m(habit, "offset_spread"))
            assert trust.spread[1, index, side] == pytest.approx(in_m(habit, "swing_spread"))
            assert trust.scatter[1, index, side] == pytest.approx(in_m(habit, "scatter"), rel=0.01)


def test_a_lifter_who_faces_left_errs_to_the_left():
    right, left = (trust_in_landmarks(places(5.0), PLATE, 0, way, EVERYWHERE) for way in (1, -1))
    assert left.usual == pytest.approx(right.usual * np.array([-1.0, 1.0]))
    assert left.spread == pytest.approx(right.spread)
    assert left.scatter == pytest.approx(right.scatter)


def test_behind_the_plate_landmarks_scatter_more_and_at_its_edge_half_as_much_more():
    def knee(away: float):
        trust = trust_in_landmarks(places(away), PLATE, 0, 1.0, EVERYWHERE)
        return trust.scatter[1, KNEE, 0]

    clear = knee(EDGE + 40.0 * SOFT_EDGE)
    assert knee(0.0) == pytest.approx(BEHIND_A_PLATE * clear)
    assert knee(EDGE) == pytest.approx(0.5 * (1.0 + BEHIND_A_PLATE) * clear)
    scatter = np.array([knee(away) for away in np.linspace(0.0, 3.0, 30)])
    assert (np.diff(scatter, axis=0) <= 0.0).all()


def test_the_plate_is_where_it_is_in_each_frame():
    centre = np.array([[0.0, 0.0], [10.0 * RADIUS, 0.0], [20.0 * RADIUS, 0.0]])
    trust = trust_in_landmarks(places(10.0), (centre, RADIUS), 0, 1.0, EVERYWHERE)
    scatter = trust.scatter[:, KNEE, 0, 0]
    assert scatter[1] > scatter[0] == pytest.approx(scatter[2])


def test_outside_the_picture_landmarks_scatter_more():
    inside = EVERYWHERE.copy()
    inside[1, KNEE, 0] = False
    out = trust_in_landmarks(places(5.0), None, 0, 1.0, inside).scatter
    clear = trust_in_landmarks(places(5.0), None, 0, 1.0, EVERYWHERE).scatter
    expected = np.ones_like(clear)
    expected[1, KNEE, 0] = OUTSIDE
    assert out / clear == pytest.approx(expected)


def test_where_nothing_was_seen_nothing_is_hidden():
    gappy = places(0.0)
    gappy[1] = np.nan
    trust = trust_in_landmarks(gappy, PLATE, 0, 1.0, EVERYWHERE)
    assert np.isfinite(trust.scatter).all()


@pytest.mark.parametrize("name", POINTS)
def test_what_was_measured_makes_sense(name: str):
    """A plate never makes a landmark better, nor does the near leg hide behind the far one."""
    for clear, by_a_plate in zip(CLEAR[name], BY_A_PLATE[name], strict=True):
        for which in ("offset_spread", "swing_spread", "scatter"):
            assert (in_m(clear, which) > 0.0).all()
            assert np.linalg.norm(in_m(by_a_plate, which)) >= np.linalg.norm(in_m(clear, which))

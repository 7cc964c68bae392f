"""One phase as functions of time: hands where the bar is, speeds that are derivatives."""

import numpy as np
import pytest

from liftvision.synthetic.movement.course import eased_law, path_through, still
from liftvision.synthetic.movement.passage import (
    Passage,
    backward,
    backward_path,
    on_the_bar,
    shaft,
)
from liftvision.synthetic.movement.timeline import Span
from liftvision.synthetic.movement.transitions import ROW_LENGTH, columns

PROGRESS = np.linspace(0.0, 1.0, 21)
BAR = path_through(
    PROGRESS, np.stack([0 * PROGRESS, PROGRESS**2, 0.1 * PROGRESS, 8 * PROGRESS, 0 * PROGRESS], 1)
)
TIMES = np.linspace(2.0, 3.5, 301)


def rows(progress):
    return np.outer(progress, np.ones(ROW_LENGTH))


def passage(held=True):
    span = Span("pull", 0, 2.0, 3.5)
    return Passage(span, eased_law(2.0, 1.5), rows, BAR, held, grip_m=0.6)


def test_hands_are_on_the_bar_only_where_it_is_held():
    hands = columns("hands")
    held, free = (passage(held).rows_at(TIMES)[:, hands] for held in (True, False))
    assert np.array_equal(held, on_the_bar(passage().bar_at(TIMES), 0.6))
    assert free[-1] == pytest.approx(np.ones(6))


def test_hands_are_as_far_apart_as_the_grip_along_a_tilted_bar():
    bar = passage().bar_at(TIMES)
    hands = on_the_bar(bar, 0.6).reshape(-1, 2, 3)
    assert hands[:, 0] - hands[:, 1] == pytest.approx(0.6 * shaft(bar))
    assert hands.mean(axis=1) == pytest.approx(bar[:, :3])
    assert np.degrees(np.arcsin(shaft(bar)[-1, 1])) == pytest.approx(8.0)


def test_the_bars_velocity_is_the_derivative_of_its_place():
    slope = np.gradient(passage().bar_at(TIMES)[:, :3], TIMES, axis=0)[1:-1]
    assert slope == pytest.approx(passage().velocity_at(TIMES)[1:-1], abs=2e-3)


def test_backward_goes_the_same_way_from_its_end():
    assert np.array_equal(backward(rows)(PROGRESS), rows(1.0 - PROGRESS))
    reversed_path = backward_path(BAR)
    assert reversed_path.at(PROGRESS) == pytest.approx(BAR.at(PROGRESS)[::-1])
    assert reversed_path.slope(PROGRESS) == pytest.approx(-BAR.slope(PROGRESS)[::-1])


def test_without_a_bar_its_place_is_not_a_number():
    bare = Passage(Span("stand", 0, 0.0, 1.0), eased_law(0.0, 1.0), rows)
    assert np.isnan(bare.bar_at(TIMES)).all()
    assert np.isnan(bare.velocity_at(TIMES)).all()


def test_a_bar_that_lies_still_has_no_speed():
    lying = still(np.array([0.0, 0.2, 0.1, 0.0, 5.0]))
    assert lying.at(PROGRESS)[7] == pytest.approx(lying.end)
    assert not lying.slope(PROGRESS).any()

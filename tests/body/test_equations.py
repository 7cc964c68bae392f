"""The banded and bordered equations against the same small problem with dense matrices."""

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.body.equations import Smoothness, cost_of, normal_equations
from tests.body.small_problem import (
    COUNT,
    OWN,
    dense_jacobian,
    dense_residuals,
    dense_truth,
    joined,
    small_problem,
    start,
)


@pytest.fixture
def at() -> tuple[FloatArray, FloatArray]:
    return start()


def test_the_cost_is_the_sum_of_all_squares(at):
    expected = np.sum(dense_residuals(joined(*at)) ** 2)
    assert cost_of(small_problem(), *at) == pytest.approx(expected)
    assert normal_equations(small_problem(), *at).cost == pytest.approx(expected)


def test_the_gradient_is_that_of_the_dense_problem(at):
    normal = normal_equations(small_problem(), *at)
    expected = dense_jacobian(joined(*at)).T @ dense_residuals(joined(*at))
    found = np.concatenate([normal.frames_gradient, normal.shot_gradient])
    assert found == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_band_border_and_corner_are_those_of_the_dense_problem(at):
    jacobian = dense_jacobian(joined(*at))
    expected = jacobian.T @ jacobian
    found = dense_truth(normal_equations(small_problem(), *at))
    assert found == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_a_frame_is_coupled_with_its_two_neighbours_only(at):
    jacobian = dense_jacobian(joined(*at))
    full = (jacobian.T @ jacobian)[: COUNT * OWN, : COUNT * OWN]
    rows, columns = np.nonzero(np.abs(full) > 1e-9)
    assert np.abs(rows // OWN - columns // OWN).max() == 2


def test_even_motion_is_smooth_at_uneven_times():
    """Second differences with the real intervals: 0 for constant speed, a for a constant a."""
    times = np.array([0.0, 0.03, 0.07, 0.1, 0.18, 0.2])
    before, after = np.diff(times)[:-1], np.diff(times)[1:]
    weights = np.stack(
        [2 / (before * (before + after)), -2 / (before * after), 2 / (after * (before + after))],
        axis=1,
    )
    smooth = Smoothness(weights, np.array([1.0, 0.5]), np.ones(5), np.array([0.0, 2.0]))
    even = np.stack([3.0 + 2.0 * times, 1.0 - times], axis=1)
    assert smooth.bends(even) == pytest.approx(0.0, abs=1e-9)
    falling = np.stack([0.5 * 9.81 * times**2] * 2, axis=1)
    assert smooth.bends(falling) == pytest.approx(np.outer(np.ones(4), [9.81, 0.5 * 9.81]))
    assert smooth.moves(even) == pytest.approx(np.outer(-2.0 * np.diff(times), [0.0, 1.0]))

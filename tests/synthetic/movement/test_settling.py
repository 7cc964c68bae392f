"""Least squares against problems whose answer is known."""

import numpy as np
import pytest

from liftvision.synthetic.movement.settling import settle


def test_a_linear_problem_settles_where_the_normal_equations_say():
    generator = np.random.default_rng(1)
    matrix, wanted = generator.normal(size=(9, 4)), generator.normal(size=9)
    found = settle(lambda tries: tries @ matrix.T - wanted, np.zeros(4))
    np.testing.assert_allclose(found, np.linalg.lstsq(matrix, wanted)[0], atol=1e-6)


@pytest.mark.parametrize("start", [(-1.2, 1.0), (2.0, -1.0), (0.0, 0.0)])
def test_a_curved_valley_is_followed_to_its_end(start):
    def valley(tries):
        x, y = tries.T
        return np.stack([10.0 * (y - x**2), 1.0 - x], axis=1)

    np.testing.assert_allclose(settle(valley, np.array(start)), [1.0, 1.0], atol=1e-5)


def test_it_stays_where_nothing_is_better():
    start = np.array([0.3, -0.2])
    np.testing.assert_allclose(settle(lambda tries: tries - start, start), start, atol=1e-9)

"""Steps and covariance against the same small problem with dense matrices."""

import numpy as np
import pytest
from scipy.optimize import least_squares

from liftvision.body.equations import cost_of, normal_equations
from liftvision.body.solving import covariance, minimise
from tests.body.small_problem import (
    COUNT,
    OWN,
    dense_residuals,
    dense_truth,
    joined,
    small_problem,
    start,
)


def test_a_dense_solver_finds_nothing_better_nearby():
    frames, shot = start()
    damping = 1e-3
    for _ in range(60):
        frames, shot, damping = minimise(small_problem(), frames, shot, 1, damping)
    found = joined(frames, shot)
    dense = least_squares(dense_residuals, found, xtol=1e-12, ftol=1e-12)
    assert cost_of(small_problem(), frames, shot) == pytest.approx(2.0 * dense.cost, rel=1e-4)
    assert found == pytest.approx(dense.x, abs=0.02)
    assert dense.cost < 0.25 * np.sum(dense_residuals(joined(*start())) ** 2)


@pytest.mark.parametrize("seed", range(5))
def test_no_step_ever_makes_it_worse(seed):
    random = np.random.default_rng(seed)
    frames, shot = random.normal(0.0, 2.0, (COUNT, OWN)), random.normal(0.0, 2.0, 7)
    damping = 1e-3
    cost = cost_of(small_problem(), frames, shot)
    for _ in range(8):
        frames, shot, damping = minimise(small_problem(), frames, shot, 1, damping)
        after = cost_of(small_problem(), frames, shot)
        assert after <= cost
        cost = after


def test_the_covariance_is_the_inverse_of_the_dense_equations():
    normal = normal_equations(small_problem(), *start())
    inverse = np.linalg.inv(dense_truth(normal))
    found = covariance(normal)
    assert list(found.frames) == list(range(COUNT))
    assert found.shot == pytest.approx(inverse[COUNT * OWN :, COUNT * OWN :], rel=1e-5)
    random = np.random.default_rng(2)
    by_frame = random.normal(size=(COUNT, 3, OWN))
    by_shot = random.normal(size=(COUNT, 3, len(found.shot)))
    variance = found.of(by_frame, by_shot)
    for frame in range(COUNT):
        for angle in range(3):
            slopes = np.zeros(len(inverse))
            slopes[frame * OWN : (frame + 1) * OWN] = by_frame[frame, angle]
            slopes[COUNT * OWN :] = by_shot[frame, angle]
            expected = slopes @ inverse @ slopes
            assert variance[frame, angle] == pytest.approx(expected, rel=1e-5)


def test_the_covariance_of_some_frames_is_that_of_all():
    normal = normal_equations(small_problem(), *start())
    some, everything = covariance(normal, most_frames=3), covariance(normal)
    assert some.frames[0] == 0
    assert some.frames[-1] == COUNT - 1
    assert len(some.frames) == 3
    assert some.own == pytest.approx(everything.own[some.frames])
    assert some.pull == pytest.approx(everything.pull[some.frames])


def test_an_unknown_of_which_nothing_is_known_does_no_harm():
    problem = small_problem()
    frames, shot = start()

    def blind(frames, shot):
        return problem.of_frames(frames, shot) * np.array([1.0, 0.0, 0.0, 0.0])

    blinded = type(problem)(
        blind,
        problem.of_shot,
        type(problem.smoothness)(
            0.0 * problem.smoothness.second,
            problem.smoothness.second_by,
            0.0 * problem.smoothness.first,
            problem.smoothness.first_by,
        ),
        problem.offsets,
    )
    found, _, _ = minimise(blinded, frames, shot, 3)
    assert found[:, 1] == pytest.approx(frames[:, 1])
    assert np.isfinite(found).all()

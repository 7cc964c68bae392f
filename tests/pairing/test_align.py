"""Two clips of one set, made from one known course: the clocks are known to the digit."""

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.pairing.heights import CHANNELS, Heights
from liftvision.pairing.refine import fit
from liftvision.pairing.search import candidates

REPS_S = (3.0, 7.1, 10.8)
"""Of lift-off; unevenly apart, as a lifter's are."""


def _course(times: FloatArray, reps: tuple[float, ...] = REPS_S) -> FloatArray:
    """Give how far up the lifter is, 0 to 1: a second up, half a second at the top, 1.4 s down."""
    up = np.zeros_like(times)
    for begin in reps:
        marks = [begin, begin + 1.0, begin + 1.5, begin + 2.9]
        up += np.interp(times, marks, [0.0, np.pi, np.pi, 2.0 * np.pi], left=0.0, right=0.0)
    return np.asarray(0.5 * (1.0 - np.cos(up)))


def _seen(times: FloatArray, clock_s: FloatArray, sizes: FloatArray, seed: int) -> Heights:
    """Give the heights that a camera sees, each with a scale of its own and a px of noise."""
    noise = np.random.default_rng(seed).normal(0.0, 0.5, (len(CHANNELS), len(times)))
    values = sizes[:, None] * _course(times) + 100.0 + noise
    return Heights(clock_s, values, np.ones(len(times), dtype=np.bool_))


SIDE, FRONT = np.array([300.0, 280.0, 150.0, 260.0, 250.0]), np.array([150.0, 160, 60, 140, 130])


@pytest.mark.parametrize("offset_s", [-2.37, 0.0, 1.913])
def test_offset_is_found_to_a_part_of_a_frame(offset_s: float) -> None:
    mine, other = np.arange(0.4, 15.0, 1 / 30), np.arange(1.1, 15.0, 1 / 25)
    first, second = _seen(mine, mine, SIDE, 1), _seen(other, other + offset_s, FRONT, 2)
    best = candidates(first, second)[0]
    found = fit(first, second, best.offset_s).alignment
    assert found.offset_s == pytest.approx(offset_s, abs=0.003)
    assert abs(found.offset_s - offset_s) < 3.0 * found.error_s
    assert found.drift == 0.0


def test_two_sets_do_not_fit_anywhere() -> None:
    times = np.arange(0.0, 15.0, 1 / 30)
    first = _seen(times, times, SIDE, 1)
    hurried = FRONT[:, None] * _course(times, (2.0, 5.2, 9.9)) + 100.0
    second = Heights(times, hurried, np.ones(len(times), dtype=np.bool_))
    fits = [fit(first, second, each.offset_s) for each in candidates(first, second)]
    assert all(each.misfit_s > 0.05 for each in fits)


def test_one_way_up_is_not_enough_in_common() -> None:
    times = np.arange(0.0, 15.0, 1 / 30)
    begin, end = times < 5.0, times > 12.0
    first, second = (
        _seen(times[part], times[part], sizes, 1)
        for part, sizes in ((begin & (times < 4.2), SIDE), (end, FRONT))
    )
    assert all(each.evidence <= 0.0 for each in candidates(first, second))

"""A made-up bar rests where it is put down, and seems to move by what it is shaken."""

import numpy as np
import pytest

from liftvision.reps.pulls import find_pulls
from liftvision.reps.resting import at_rest, scatter_at_rest
from tests.reps.made_up_bar import made_up_bar


@pytest.fixture
def bar():
    return made_up_bar(reps=2)


def test_at_rest_the_bar_lies_on_the_floor(bar):
    pulls = find_pulls(bar.times, bar.height)
    resting = at_rest(bar.times, pulls)
    for rep in bar.reps:
        assert not resting[(bar.times > rep.lift_off_s) & (bar.times < rep.end_s)].any()
    assert np.ptp(bar.height[resting]) < 1e-3
    assert resting.sum() > 0.4 * 3 * 0.9 * 30.0


def test_a_record_without_a_rest_has_no_scatter(bar):
    lifted = (bar.times > bar.reps[0].lift_off_s + 0.3) & (bar.times < bar.reps[0].lockout_s + 0.3)
    times, height = bar.times[lifted], bar.height[lifted]
    assert np.isnan(scatter_at_rest(times, height, find_pulls(times, height)))


def test_a_bar_that_shakes_scatters_by_so_much(bar):
    pulls = find_pulls(bar.times, bar.height)
    shaken = 0.01 * np.sqrt(2.0) * np.sin(2.0 * np.pi * 3.0 * bar.times)
    assert scatter_at_rest(bar.times, bar.height, pulls) < 1e-3
    told = scatter_at_rest(bar.times, bar.height + shaken, pulls)
    assert told == pytest.approx(0.01, rel=0.1)

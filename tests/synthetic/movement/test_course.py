"""The bar's way: laws of time with exact speeds, the sticking region, the fall."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.movement.course import (
    GRAVITY,
    RESTITUTION,
    ROLL,
    bump,
    ease,
    eased_law,
    even_law,
    fall,
    forward,
    lowering_law,
    pull_law,
)
from liftvision.synthetic.recipes.recipe import Faults

LAWS = {
    "even": even_law(1.0, 2.0),
    "eased": eased_law(1.0, 2.0),
    "quick pull": pull_law(1.0, 0.6, sticking=0.0, rebound=False),
    "heavy pull": pull_law(1.0, 4.0, sticking=0.9, rebound=False),
    "rebound": pull_law(1.0, 1.2, sticking=0.3, rebound=True),
    "lowering": lowering_law(1.0, 1.2, rebound=False),
    "touch and go": lowering_law(1.0, 1.2, rebound=True),
}
RISE = np.linspace(0.0, 1.0, 501)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_goes_from_0_to_1_and_its_rate_is_its_derivative(law):
    times = np.linspace(law.begin_s, law.begin_s + law.duration_s, 4001)
    progress = law.progress(times)
    assert progress[[0, -1]] == pytest.approx([0.0, 1.0], abs=1e-12)
    assert (np.diff(progress) >= 0.0).all()
    slope = np.gradient(progress, times)[1:-1]
    assert slope == pytest.approx(law.rate(times)[1:-1], abs=2e-4)
    assert law.progress(np.array([-9.0, 99.0])) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("name", ["eased", "quick pull", "heavy pull", "lowering"])
def test_a_bar_that_rests_before_and_after_starts_and_stops_without_a_jerk(name):
    law = LAWS[name]
    ends = law.begin_s + np.array([0.0, law.duration_s])
    assert law.rate(ends) == pytest.approx([0.0, 0.0], abs=1e-6)
    near = law.begin_s + law.duration_s * np.array([1e-3, 1.0 - 1e-3])
    begins = law.begin_s + law.duration_s * np.linspace(0.0, 1.0, 2001)
    hardest = np.abs(np.gradient(law.rate(begins), begins)).max()
    assert (law.rate(near) / (1e-3 * law.duration_s) < 0.05 * hardest).all()


def test_a_quick_pull_gains_and_loses_its_speed_as_recorded_ones_do():
    """Six light deadlifts recorded by twelve cameras: see the constants of the law."""
    speed = pull_law(0.0, 0.8, sticking=0.0, rebound=False).rate(np.linspace(0.0, 0.8, 801))
    assert peaks(speed) == 1
    fast = np.flatnonzero(speed > 0.5 * speed.max()) / 800
    assert fast[0] == pytest.approx(0.27, abs=0.03)
    assert np.argmax(speed) / 800 == pytest.approx(0.65, abs=0.07)
    assert 1.0 - fast[-1] == pytest.approx(0.10, abs=0.03)


@pytest.mark.parametrize("sticking", [0.3, 0.6, 0.9])
def test_a_sticking_region_lies_about_the_middle_and_is_as_deep_as_dialled(sticking):
    law, free = (pull_law(0.0, 4.0, s, rebound=False) for s in (sticking, 0.0))
    times = np.linspace(0.0, 4.0, 2001)
    speed = law.rate(times)
    assert peaks(speed) == 2
    middle = slice(600, 1400)
    slowest = 600 + int(np.argmin(speed[middle]))
    assert 0.40 < law.progress(times)[slowest] < 0.55
    assert speed[slowest] > 0.0
    whole = free.rate(times)[slowest] / free.rate(times).max()
    assert speed[slowest] / speed.max() == pytest.approx(whole * (1.0 - sticking), abs=0.06)


def peaks(speed):
    return int(((speed[1:-1] > speed[:-2] + 1e-12) & (speed[1:-1] >= speed[2:])).sum())


def test_a_rebounding_bar_gains_speed_at_once():
    rested, rebounding = (pull_law(0.0, 1.2, 0.0, rebound) for rebound in (False, True))
    soon = np.array([0.03])
    assert rebounding.rate(soon) > 4.0 * rested.rate(soon)


@given(st.floats(-0.2, 0.2), st.floats(0.3, 0.7))
def test_the_bar_goes_from_where_it_stands_to_where_it_is_held(top, knee):
    way = forward(RISE, 0.07, top, 0.0, Faults(), knee)
    assert way[[0, -1]] == pytest.approx([0.07, top])
    assert np.abs(way[RISE < 0.3] - 0.07).max() < 1e-12


@given(st.floats(0.0, 0.1), st.floats(0.3, 0.7))
def test_a_drift_swings_the_bar_forward_by_what_is_dialled(drift, knee):
    way = forward(RISE, 0.07, 0.08, 0.0, Faults(bar_drift_m=drift), knee)
    straight = forward(RISE, 0.07, 0.08, 0.0, Faults(), knee)
    assert (way - straight).max() == pytest.approx(drift, abs=2e-3 * max(drift, 1e-3))
    assert (way - straight).min() >= -1e-15


def test_a_wavering_bar_goes_forward_and_backward_and_arrives():
    way = forward(RISE, 0.07, 0.07, 0.0, Faults(bar_wobble_m=0.02), 0.5) - 0.07
    assert way.max() == pytest.approx(0.02, abs=0.002)
    assert way.min() == pytest.approx(-0.02, abs=0.002)
    assert way[[0, -1]] == pytest.approx([0.0, 0.0], abs=1e-12)
    assert 4 <= (np.diff(np.sign(way[10:-10])) != 0).sum() <= 6


def test_a_bar_off_mid_foot_has_come_back_a_little_after_the_knees():
    way = forward(RISE, 0.12, 0.07, 0.05, Faults(), 0.5)
    assert way[0] == pytest.approx(0.12)
    assert way[RISE >= 0.6] == pytest.approx(0.07)


def dropped(seconds=1.6):
    path = fall(np.array([0.0, 0.75, 0.08, 0.0, 7.0]), 0.225, 0.06, seconds)
    times = np.linspace(0.0, seconds, 8001)
    return times, path.at(times / seconds), path.slope(times / seconds) / seconds


def test_a_dropped_bar_falls_freely():
    times, rows, slopes = dropped()
    landing = np.sqrt(2.0 * (0.75 - 0.225) / GRAVITY)
    falling = times < landing
    assert rows[falling, 1] == pytest.approx(0.75 - 0.5 * GRAVITY * times[falling] ** 2)
    assert slopes[falling, 1] == pytest.approx(-GRAVITY * times[falling])
    assert rows[:, 1].min() >= 0.225 - 1e-12


def test_a_dropped_bar_bounces_with_its_restitution_and_comes_to_rest():
    times, rows, slopes = dropped()
    landing = np.sqrt(2.0 * (0.75 - 0.225) / GRAVITY)
    after = slopes[np.searchsorted(times, landing) + 1, 1]
    assert after == pytest.approx(RESTITUTION * GRAVITY * landing, abs=0.01)
    bounce = rows[times > landing, 1].max() - 0.225
    assert bounce == pytest.approx(RESTITUTION**2 * (0.75 - 0.225), rel=1e-3)
    assert rows[-1, 1] == pytest.approx(0.225)
    assert slopes[-1] == pytest.approx(np.zeros(5), abs=1e-9)


def test_a_dropped_bar_rolls_to_its_place_without_slipping():
    times, rows, _ = dropped()
    assert rows[-1, 2] == pytest.approx(0.06)
    rolled = np.radians(rows[-1, ROLL] - 7.0) * 0.225
    landed = rows[np.searchsorted(times, np.sqrt(2.0 * (0.75 - 0.225) / GRAVITY)), 2]
    assert rolled == pytest.approx(0.06 - landed, abs=1e-6)


@given(st.floats(-1.0, 2.0))
def test_a_step_and_a_hill_stay_between_0_and_1(value):
    at = np.array([value])
    assert 0.0 <= ease(at)[0] <= 1.0
    assert ease(at)[0] == pytest.approx(1.0 - ease(1.0 - at)[0], abs=1e-9)
    assert -1e-12 <= bump(at, 0.0, 0.3, 0.6, 1.0)[0] <= 1.0

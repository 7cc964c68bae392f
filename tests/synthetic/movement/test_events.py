"""True events: their order, and that each is what the bar and the joints show."""

from functools import cache

import numpy as np
import pytest

from liftvision.reps.rep import EVENTS
from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.movement.perform import duration, perform
from liftvision.synthetic.recipes.recipe import Faults, MovementRecipe
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
RADIUS = 0.225
RECIPES = {
    "lowered": MovementRecipe(reps=2, variation=0.4, floor_pause_s=0.5),
    "dropped": MovementRecipe(reps=2, lowering="dropped"),
    "touch and go": MovementRecipe(reps=2, floor="touch_and_go"),
    "romanian": MovementRecipe(lift="romanian", reps=2),
    "rounding": MovementRecipe(
        reps=1, variation=0.0, lumbar_setup_deg=40.0, faults=Faults(lumbar_drift_deg=12.0)
    ),
}
# The scope lets the tests of one recipe follow each other, so that it is prepared once.
EVERY = pytest.mark.parametrize("name", RECIPES, scope="module")


def performed(name, times):
    return perform(BODY, RECIPES[name], RADIUS, np.asarray(times, dtype=np.float64), 2)


@cache
def reps(name):
    return performed(name, [0.0]).reps


@EVERY
def test_events_happen_in_order_and_one_rep_after_the_other(name):
    last = 0.0
    for number, rep in enumerate(reps(name), start=1):
        assert rep.number == number
        happened = [getattr(rep, event) for event in EVENTS if getattr(rep, event) is not None]
        assert happened == sorted(happened)
        assert rep.lift_off_s >= last
        last = rep.lockout_s
    assert last <= duration(RECIPES[name], 2)


@EVERY
def test_the_bar_rises_from_lift_off_to_lockout_and_rests_before_and_after(name):
    for rep in reps(name):
        times = np.linspace(rep.lift_off_s, rep.lockout_s, 30)
        bar = performed(name, times).bar
        assert (np.diff(bar.centre[:, 1]) > 0.0).all()
        assert np.abs(bar.velocity[[0, -1], 1]).max() < 1e-6
        rise = bar.centre[-1, 1] - bar.centre[0, 1]
        assert rep.mean_velocity == pytest.approx(rise / (rep.lockout_s - rep.lift_off_s))
        assert rep.peak_velocity == pytest.approx(bar.velocity[:, 1].max(), rel=0.02)


@EVERY
def test_at_knee_pass_the_bar_is_as_high_as_the_knees(name):
    for rep in reps(name):
        at = performed(name, [rep.knee_pass_s])
        points = joint_points(BODY, at.poses[0])
        knees = 0.5 * (points["knee_l"][1] + points["knee_r"][1])
        assert at.bar.centre[0, 1] == pytest.approx(knees, abs=1e-4)


def test_a_bar_that_is_lowered_is_down_when_it_stops():
    for rep in reps("lowered"):
        bar = performed("lowered", [rep.end_s - 0.05, rep.end_s, rep.end_s + 0.05]).bar
        assert bar.centre[1:, 1] == pytest.approx([RADIUS, RADIUS])
        assert bar.centre[0, 1] > RADIUS


def test_a_bar_that_is_dropped_is_down_when_it_first_hits_the_floor():
    for rep in reps("dropped"):
        bar = performed("dropped", rep.end_s + np.array([-1e-4, 0.0, 1e-4])).bar
        assert bar.centre[1, 1] == pytest.approx(RADIUS, abs=1e-9)
        assert bar.velocity[0, 1] < -2.0
        assert bar.velocity[2, 1] > 0.5


def test_a_rep_starts_when_the_hands_are_down():
    first, second = reps("lowered")
    assert first.start_s == 0.0
    assert second.start_s == first.end_s
    assert second.lift_off_s - second.start_s == pytest.approx(0.5)
    first, second = reps("touch and go")
    assert second.start_s == second.lift_off_s == first.end_s
    first, second = reps("dropped")
    assert second.start_s > first.end_s + 1.0


def test_a_romanian_rep_begins_at_its_lowest_point_and_the_last_is_held():
    first, second = reps("romanian")
    around = performed("romanian", first.lift_off_s + np.array([-0.3, 0.0, 0.3])).bar
    assert np.argmin(around.centre[:, 1]) == 1
    assert around.centre[1, 1] > RADIUS + 0.05
    assert first.end_s == second.start_s
    assert (second.lowering_s, second.end_s) == (None, None)


def test_the_back_is_bent_as_dialled_at_the_events():
    (rep,) = reps("rounding")
    assert rep.lumbar_setup_deg == pytest.approx(40.0, abs=1e-6)
    assert rep.lumbar_knee_deg == pytest.approx(52.0, abs=0.3)
    assert rep.lumbar_lockout_deg == pytest.approx(0.0, abs=1e-6)

"""The phases of a clip: they follow each other, take as long as the recipe says, and vary."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.movement.timeline import duration, rep_plans, timeline
from liftvision.synthetic.recipes.recipe import Faults, MovementRecipe

EVEN = MovementRecipe(variation=0.0)
RECIPES = st.builds(
    MovementRecipe,
    lift=st.sampled_from(["conventional", "sumo", "romanian", "standing", "toe_touch"]),
    reps=st.integers(1, 5),
    start=st.sampled_from(["set_up", "standing", "walk_in"]),
    ending=st.sampled_from(["set_up", "standing", "walk_out"]),
    lowering=st.sampled_from(["lowered", "dropped"]),
    floor=st.sampled_from(["dead_stop", "touch_and_go"]),
    pull_s=st.floats(0.5, 6.0),
    variation=st.floats(0.0, 1.0),
)


def kinds(movement, seed=0):
    return [span.kind for span in timeline(movement, seed)]


@given(RECIPES, st.integers(0, 99))
def test_each_phase_begins_where_the_last_one_ends(movement, seed):
    spans = timeline(movement, seed)
    assert spans[0].begin_s == 0.0
    for span, following in itertools.pairwise(spans):
        assert span.begin_s < span.end_s == following.begin_s
    assert duration(movement, seed) == spans[-1].end_s


@given(RECIPES, st.integers(0, 99))
def test_every_rep_has_one_pull_and_standing_has_none(movement, seed):
    pulls = kinds(movement, seed).count("pull")
    assert pulls == (0 if movement.lift in ("standing", "toe_touch") else movement.reps)


def test_without_variation_every_phase_takes_what_the_recipe_says():
    movement = replace(EVEN, pull_s=2.3, hold_s=0.4, lowering_s=1.7, floor_pause_s=0.6, reps=3)
    spans = timeline(movement, seed=5)
    for kind, seconds in (("pull", 2.3), ("hold", 0.4), ("lower", 1.7)):
        taken = [span.duration_s for span in spans if span.kind == kind]
        assert taken == pytest.approx([seconds] * 3)
    assert [s.duration_s for s in spans if s.kind == "rest"][:-1] == pytest.approx([0.6, 0.6])


def test_reps_vary_with_the_seed_and_only_with_it():
    movement = MovementRecipe(reps=4, variation=1.0)
    assert rep_plans(movement, 3) == rep_plans(movement, 3)
    assert rep_plans(movement, 3) != rep_plans(movement, 4)
    assert len({plan.pull_s for plan in rep_plans(movement, 3)}) == 4
    assert len(set(rep_plans(replace(movement, variation=0.0), 3))) == 1


def test_more_reps_leave_the_first_ones_as_they_are_but_for_fatigue():
    two, five = (MovementRecipe(reps=reps, variation=0.5) for reps in (2, 5))
    assert rep_plans(two, 1)[0] == rep_plans(five, 1)[0]


def test_who_drops_the_bar_bends_down_again_for_the_next_rep():
    movement = replace(EVEN, reps=2, lowering="dropped")
    assert kinds(movement) == [
        *("set_up", "pull", "hold", "fall"),
        *("bend_down", "set_up", "pull", "hold", "fall"),
    ]


def test_touch_and_go_has_no_rest_between_reps():
    assert kinds(replace(EVEN, floor="touch_and_go")) == [
        *("set_up", "pull", "hold", "lower", "pull", "hold", "lower", "rest"),
    ]


def test_a_romanian_deadlift_begins_and_ends_at_the_top():
    movement = replace(EVEN, lift="romanian", reps=1, start="walk_in", ending="walk_out")
    assert kinds(movement) == ["walk_in", "hold", "lower", "rest", "pull", "hold", "walk_out"]


def test_the_bar_stands_too_far_forward_by_what_is_dialled():
    movement = replace(EVEN, faults=Faults(bar_off_midfoot_m=0.04))
    assert {plan.forward_m for plan in rep_plans(movement, 0)} == {0.04}

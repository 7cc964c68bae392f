"""What is settled before the first frame: the stance, and the ends of every way."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.synthetic.movement.contact import bar_clearance
from liftvision.synthetic.movement.lifter import BLOCKS_M, make_ready, stance_of
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.pulling import knee_flexion, trunk_lean
from liftvision.synthetic.recipes.recipe import Faults, MovementRecipe
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
EVEN = MovementRecipe(reps=1, variation=0.0)


def ready(radius=0.225, **changes):
    return make_ready(BODY, replace(EVEN, **changes), radius, seed=1)


def test_a_stance_is_what_the_recipe_says_or_what_is_usual_for_lift_and_height():
    given = stance_of(replace(EVEN, stance_m=0.4, toe_out_deg=20.0, grip_m=0.6), 1.6)
    assert (given.width, given.toe_out, given.grip) == (0.4, 20.0, 0.6)
    sumo, conventional = (stance_of(replace(EVEN, lift=lift), 1.76) for lift in ("sumo", EVEN.lift))
    assert sumo.width == pytest.approx(0.70)
    assert conventional.width == pytest.approx(0.32)
    assert sumo.grip < conventional.grip
    assert stance_of(EVEN, 1.5).width < conventional.width


@pytest.mark.parametrize(("radius", "height"), [(0.225, 0.225), (0.17, 0.17), (None, BLOCKS_M)])
def test_the_bar_starts_as_high_as_its_plates_or_blocks(radius, height):
    assert ready(radius).bottoms[0].bar_height == height


def test_the_set_up_has_the_knees_and_the_back_that_are_dialled():
    bottom = ready(knee_setup_deg=66.0, lumbar_setup_deg=41.0).bottoms[0]
    assert knee_flexion(BODY, bottom.posture) == pytest.approx(66.0, abs=5.0)
    assert bottom.posture.lumbar == 41.0


def test_a_soft_lockout_and_a_lean_back_show_at_the_top():
    sound, soft, leaning = (
        ready(faults=faults).held_top.posture
        for faults in (Faults(), Faults(soft_lockout_deg=15.0), Faults(lean_back_deg=10.0))
    )
    assert knee_flexion(BODY, sound) < 5.0
    assert knee_flexion(BODY, soft) - knee_flexion(BODY, sound) == pytest.approx(15.0, abs=1.0)
    assert trunk_lean(BODY, sound) - trunk_lean(BODY, leaning) == pytest.approx(10.0, abs=0.5)


def test_a_romanian_deadlift_turns_below_the_knees_off_the_floor():
    bottom = ready(lift="romanian").bottoms[0]
    knee = BODY.skeleton.head("lowerleg01.L")[1]
    assert 0.27 < bottom.bar_height < knee - 0.05
    assert knee_flexion(BODY, bottom.posture) == pytest.approx(20.0, abs=3.0)


@pytest.mark.parametrize("lift", ["conventional", "sumo"])
def test_who_stands_at_the_bar_does_not_touch_it(lift):
    lifter = ready(lift=lift)
    bottom = lifter.bottoms[0]
    bar = np.array([0.0, bottom.bar_height, bottom.bar_forward])
    assert bar_clearance(BODY, pose_of(BODY.skeleton, lifter.free), bar).min() > 0.0


@pytest.mark.parametrize("lift", ["standing", "toe_touch"])
def test_without_a_bar_there_is_nothing_to_hold(lift):
    lifter = ready(lift=lift)
    assert lifter.top is None
    assert lifter.bottoms == ()

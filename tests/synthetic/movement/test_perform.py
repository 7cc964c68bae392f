"""Whole performances: exact speeds, hands on the bar, feet on the floor, no jumps, no chance."""

from functools import cache

import numpy as np
import pytest

from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.movement.course import GRAVITY
from liftvision.synthetic.movement.limits import LIMITS, beyond_limits
from liftvision.synthetic.movement.perform import duration, perform
from liftvision.synthetic.movement.timeline import timeline
from liftvision.synthetic.recipes.recipe import Faults, MovementRecipe
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
RADIUS = 0.225
SEED = 3

RECIPES = {
    "conventional": MovementRecipe(reps=2, variation=0.5, start="standing", ending="standing"),
    "touch and go": MovementRecipe(reps=2, floor="touch_and_go", sticking=0.7, pull_s=2.5),
    "dropped": MovementRecipe(reps=2, lowering="dropped", ending="walk_out"),
    "sumo": MovementRecipe(lift="sumo", reps=1, start="walk_in"),
    "romanian": MovementRecipe(lift="romanian", reps=2, start="walk_in", ending="walk_out"),
    "faults": MovementRecipe(
        reps=1,
        faults=Faults(
            lumbar_drift_deg=10.0,
            bar_drift_m=0.04,
            bar_wobble_m=0.01,
            bar_off_midfoot_m=0.03,
            bar_tilt_deg=3.0,
            lean_back_deg=8.0,
        ),
    ),
    "toe-touch": MovementRecipe(lift="toe_touch"),
    "standing": MovementRecipe(lift="standing"),
}
# The scope lets the tests of one recipe follow each other, so that it is prepared once.
ALL = pytest.mark.parametrize("name", RECIPES, scope="module")
WITH_BAR = pytest.mark.parametrize("name", [*RECIPES][:-2], scope="module")
IN_PHASES = pytest.mark.parametrize("name", [*RECIPES][:-1], scope="module")


def times_of(name, rate=20.0):
    return np.arange(0.0, duration(RECIPES[name], SEED), 1.0 / rate)


@cache
def performed(name):
    return perform(BODY, RECIPES[name], RADIUS, times_of(name), SEED)


@cache
def points_of(name):
    points = [joint_points(BODY, pose) for pose in performed(name).poses]
    return {joint: np.stack([each[joint] for each in points]) for joint in points[0]}


@WITH_BAR
def test_the_bars_velocity_is_the_derivative_of_its_place(name):
    middle = times_of(name, 11.0)[1:-1]
    step = 1e-4
    before, now, after = (
        perform(BODY, RECIPES[name], RADIUS, middle + shift, SEED).bar for shift in (-step, 0, step)
    )
    slope = (after.centre - before.centre) / (2.0 * step)
    off = np.abs(slope - now.velocity).max(axis=1)
    landings = np.abs(after.velocity - before.velocity).max(axis=1) > 0.1
    assert off[~landings].max() < 1e-3
    assert landings.sum() <= 3 * (name == "dropped")


@WITH_BAR
def test_hands_are_on_the_bar_while_it_is_held(name):
    bar, points = performed(name).bar, points_of(name)
    for side in "lr":
        apart = points[f"wrist_{side}"] - bar.centre
        beside = np.linalg.norm(np.cross(apart, bar.axis), axis=1)
        assert beside[bar.held].max() - beside[bar.held].min() < 0.012
        assert beside[bar.held].max() < 0.15


@ALL
def test_ankles_stay_put_at_the_bar(name):
    movement, times, points = RECIPES[name], times_of(name), points_of(name)
    at_the_bar = np.full(len(times), True)
    if movement.start == "walk_in":
        at_the_bar &= times > 2.8
    if movement.ending == "walk_out":
        at_the_bar &= times < duration(movement, SEED) - 2.8
    for side in "lr":
        assert np.ptp(points[f"ankle_{side}"][at_the_bar], axis=0).max() < 1e-6


@ALL
def test_nothing_of_the_feet_goes_through_the_floor(name):
    points = points_of(name)
    lowest = min(
        points[f"{part}_{side}"][:, 1].min() for part in ("heel", "foot_index") for side in "lr"
    )
    assert lowest > -2e-3


@ALL
def test_joints_keep_within_their_limits(name):
    for pose in performed(name).poses[::5]:
        assert beyond_limits(BODY.skeleton, pose, LIMITS) == {}


@IN_PHASES
def test_nothing_jumps_from_phase_to_phase(name):
    """A jump by half a millimetre between frames at 240 a second would be 29 m/s²."""
    movement, frame_s = RECIPES[name], 1.0 / 240.0
    seams = [span.end_s for span in timeline(movement, SEED)[:-1]]
    times = np.add.outer(seams, frame_s * np.arange(-2, 3)).ravel()
    performance = perform(BODY, movement, RADIUS, times, SEED)
    heads = np.stack([pose.heads for pose in performance.poses]).reshape(len(seams), 5, -1, 3)
    assert np.abs(np.diff(heads, 2, axis=1)).max() / frame_s**2 < 29.0


@ALL
def test_the_trunk_moves_smoothly(name):
    times, points = times_of(name), points_of(name)
    for joint in ("hip_l", "shoulder_l", "c7"):
        jerky = np.abs(np.diff(points[joint], 2, axis=0)).max() / (times[1] - times[0]) ** 2
        assert jerky < 20.0, joint


def test_a_dropped_bar_falls_freely_while_the_lifter_stays_up():
    performance = performed("dropped")
    rep = performance.reps[0]
    times = np.linspace(rep.lowering_s, rep.end_s, 9)[1:-1]
    falling = perform(BODY, RECIPES["dropped"], RADIUS, times, SEED)
    top = perform(BODY, RECIPES["dropped"], RADIUS, np.array([rep.lowering_s]), SEED)
    fallen = top.bar.centre[0, 1] - falling.bar.centre[:, 1]
    assert fallen == pytest.approx(0.5 * GRAVITY * (times - rep.lowering_s) ** 2, abs=1e-9)
    assert not falling.bar.held.any()
    hips = [joint_points(BODY, pose)["hip_l"][1] for pose in falling.poses]
    assert np.ptp(hips) < 0.05


def test_plates_roll_on_the_floor_and_not_in_the_hands():
    bar = performed("dropped").bar
    rolled = np.radians(np.diff(bar.spin_deg)) * RADIUS
    assert np.abs(rolled[bar.held[1:] & bar.held[:-1]]).max() == 0.0
    on_the_floor = np.abs(bar.centre[:, 1] - RADIUS) < 1e-9
    both = on_the_floor[1:] & on_the_floor[:-1]
    assert rolled[both] == pytest.approx(np.diff(bar.centre[:, 2])[both], abs=1e-9)
    assert np.abs(rolled).max() > 1e-4


def test_the_same_seed_performs_the_same_at_any_times():
    movement, times = RECIPES["conventional"], times_of("conventional")
    some = perform(BODY, movement, RADIUS, times[30:50:3], SEED)
    whole = performed("conventional")
    for place, frame in enumerate(range(30, 50, 3)):
        assert some.poses[place].heads == pytest.approx(whole.poses[frame].heads, abs=1e-12)
    assert some.bar.centre == pytest.approx(whole.bar.centre[30:50:3], abs=1e-12)
    assert some.reps == whole.reps
    other = perform(BODY, movement, RADIUS, times[30:50:3], SEED + 1)
    assert other.reps != some.reps


def test_before_and_after_the_clip_nothing_moves():
    long = duration(RECIPES["sumo"], SEED)
    outside = perform(BODY, RECIPES["sumo"], RADIUS, np.array([-1.0, 0.0, long, long + 1.0]), SEED)
    for first, second in ((0, 1), (2, 3)):
        assert np.array_equal(outside.poses[first].heads, outside.poses[second].heads)


@pytest.mark.parametrize("name", ["standing", "toe-touch"])
def test_without_a_bar_there_are_no_reps(name):
    assert performed(name).bar is None
    assert performed(name).reps == ()


def test_dials_are_what_the_postures_were_made_with():
    dials = performed("toe-touch").dials
    assert dials["lumbar_flexion"].max() == pytest.approx(45.0, abs=0.5)
    assert dials["pelvis_tilt"].max() == pytest.approx(66.0, abs=0.5)
    lift = performed("faults").dials
    assert lift["lumbar_flexion"].max() > 40.0
    assert set(lift) == {"lumbar_flexion", "thoracic_flexion", "pelvis_tilt"}

"""Solved postures against what was asked: bar, arms, legs, knees, and the mirror."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.errors import SyntheticError
from liftvision.motion.frontal import frontal_plane_projection_angle
from liftvision.pose.landmarks import of_side
from liftvision.synthetic.body import data as body_data_module
from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.movement.contact import FIST_M, bar_clearance
from liftvision.synthetic.movement.coordinates import Wish
from liftvision.synthetic.movement.limits import LIMITS_AT_THE_BAR, beyond_limits, joint_angles
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.solve import lockout, set_up, solve_posture, standing
from liftvision.synthetic.recipes.recipe import BodyRecipe
from tests.synthetic.movement.made_body import CONVENTIONAL, SUMO, made_body

BODY = made_body()
PULL = Wish(0.36, 0.075, 45.0, 0.03, 25.0, 3.0)
BODIES = (
    BodyRecipe(sex="female", height_m=1.5, weight=0.9, muscle=0.3),
    BodyRecipe(sex="female", height_m=1.75, legs=1.0, arms=1.0, torso=-1.0, weight=0.1),
    BodyRecipe(height_m=2.0, weight=0.8),
    BodyRecipe(height_m=1.9, legs=1.0, arms=-1.0, torso=-1.0),
    BodyRecipe(height_m=1.7, legs=-1.0, arms=1.0, torso=1.0, muscle=1.0),
)


def check_held(body, posture, bar, tilt=0.0):
    """See that a posture holds the bar: hands on it, legs behind it, no joint too far."""
    pose = pose_of(body.skeleton, posture)
    along = np.array([np.cos(np.radians(tilt)), np.sin(np.radians(tilt)), 0.0])
    off = np.cross(posture.hands - bar, along)
    assert np.linalg.norm(off, axis=1).max() < 1e-9
    points = joint_points(body, pose)
    for side, ankle in zip("lr", posture.ankles, strict=True):
        np.testing.assert_allclose(points[f"ankle_{side}"], ankle, atol=1e-9)
    assert bar_clearance(body, pose, bar, tilt).min() > -0.001
    assert not beyond_limits(body.skeleton, pose, LIMITS_AT_THE_BAR)
    return pose


def inward_as_analysed(body, pose):
    """Give both knees' projection angles, by the code that analyses clips."""
    points, picture = joint_points(body, pose), np.zeros((1, 33, 2))
    for joint in ("hip", "knee", "ankle"):
        for side in ("l", "r"):
            picture[0, of_side(joint, side)] = 1000 * points[f"{joint}_{side}"][:2] * (1.0, -1.0)
    return [float(frontal_plane_projection_angle(picture, side)[0]) for side in ("l", "r")]


wishes = st.builds(
    Wish,
    bar_height=st.floats(0.25, 0.6),
    bar_forward=st.floats(0.05, 0.15),
    knee_flexion=st.floats(15, 75),
    shoulders_ahead=st.floats(-0.05, 0.1),
    lumbar=st.floats(0, 60),
    thoracic=st.floats(0, 30),
    hip_shift=st.floats(-0.05, 0.05),
    bar_tilt=st.floats(-4, 4),
    heel_lift=st.floats(0, 0.04),
)


@settings(deadline=None, max_examples=25)
@given(wishes)
def test_whatever_is_wished_the_bar_is_held(wish):
    posture = solve_posture(BODY, CONVENTIONAL, wish)
    bar = np.array([0.0, wish.bar_height, wish.bar_forward])
    check_held(BODY, posture, bar, wish.bar_tilt)


@settings(deadline=None, max_examples=15)
@given(wishes, st.floats(-5, 15))
def test_the_mirrored_wish_gives_the_mirrored_posture(wish, valgus):
    one = replace(wish, valgus=(valgus, None))
    other = replace(wish, valgus=(None, valgus), hip_shift=-wish.hip_shift, bar_tilt=-wish.bar_tilt)
    left, right = (solve_posture(BODY, CONVENTIONAL, each) for each in (one, other))
    np.testing.assert_allclose(left.pelvis, right.pelvis * (-1, 1, 1), atol=2e-4)
    assert left.pelvis_pitch == pytest.approx(right.pelvis_pitch, abs=0.05)
    assert left.pelvis_roll == pytest.approx(-right.pelvis_roll, abs=0.05)
    np.testing.assert_allclose(left.knees_out, right.knees_out[::-1], atol=0.1)


def test_a_wish_that_can_be_had_is_had():
    wish = replace(PULL, bar_forward=0.085)
    pose = check_held(
        BODY, solve_posture(BODY, CONVENTIONAL, wish), np.array([0.0, wish.bar_height, 0.085])
    )
    points = joint_points(BODY, pose)
    knees = joint_angles(BODY.skeleton, pose)["knee_flexion"]
    shoulders = 0.5 * (points["shoulder_l"] + points["shoulder_r"])
    assert knees.mean() == pytest.approx(wish.knee_flexion, abs=5.0)
    assert shoulders[2] - wish.bar_forward == pytest.approx(wish.shoulders_ahead, abs=0.02)


@pytest.mark.parametrize("valgus", [(0.0, 0.0), (8.0, 8.0), (15.0, None), (None, 20.0)])
def test_knees_cave_in_by_the_angle_that_is_asked(valgus):
    pose = pose_of(BODY.skeleton, solve_posture(BODY, CONVENTIONAL, replace(PULL, valgus=valgus)))
    tracked = pose_of(BODY.skeleton, solve_posture(BODY, CONVENTIONAL, PULL))
    for asked, seen, free in zip(
        valgus, inward_as_analysed(BODY, pose), inward_as_analysed(BODY, tracked), strict=True
    ):
        assert seen == pytest.approx(free if asked is None else asked, abs=0.5)


def test_a_knee_that_caves_in_far_lies_inside_its_ankle():
    posture = solve_posture(BODY, CONVENTIONAL, replace(PULL, valgus=(20.0, 20.0)))
    points = joint_points(BODY, pose_of(BODY.skeleton, posture))
    assert points["knee_l"][0] < points["ankle_l"][0] - 0.02
    assert points["knee_r"][0] > points["ankle_r"][0] + 0.02


def test_without_faults_both_sides_are_the_same():
    posture = solve_posture(BODY, CONVENTIONAL, PULL)
    assert posture.pelvis[0] == pytest.approx(0.0, abs=1e-6)
    assert posture.pelvis_roll == pytest.approx(0.0, abs=1e-3)
    np.testing.assert_array_equal(posture.knees_out, 0.0)
    np.testing.assert_array_equal(posture.foot_pitch, 0.0)


def test_faults_are_as_large_as_they_are_dialled():
    wish = replace(PULL, hip_shift=0.04, bar_tilt=3.0, heel_lift=0.03)
    posture = solve_posture(BODY, CONVENTIONAL, wish)
    points = joint_points(BODY, pose_of(BODY.skeleton, posture))
    rise = posture.hands[0] - posture.hands[1]
    assert posture.pelvis[0] == pytest.approx(0.04, abs=0.002)
    assert np.degrees(np.arctan2(rise[1], rise[0])) == pytest.approx(3.0)
    assert points["heel_l"][1] == pytest.approx(0.03, abs=0.004)
    assert points["foot_index_l"][1] == pytest.approx(0.01, abs=1e-3)


def test_smooth_wishes_give_smooth_postures():
    rise = np.linspace(0.0, 1.0, 40)
    postures, guess = [], None
    for part in rise:
        wish = Wish(
            0.23 + 0.4 * part, 0.075, 68.0 - 55.0 * part, 0.03 - 0.1 * part**2, 30 - 25 * part
        )
        guess = solve_posture(BODY, CONVENTIONAL, wish, guess)
        postures.append(guess)
    ways = np.stack([[*p.pelvis, 0.01 * p.pelvis_pitch] for p in postures])
    assert np.abs(np.diff(ways, axis=0)).max() < 0.025
    assert np.abs(np.diff(ways, 2, axis=0)).max() < 0.006


def test_a_guess_changes_the_time_but_not_the_posture():
    near = solve_posture(BODY, CONVENTIONAL, replace(PULL, bar_height=0.33))
    cold = solve_posture(BODY, CONVENTIONAL, PULL)
    warm = solve_posture(BODY, CONVENTIONAL, PULL, near)
    np.testing.assert_allclose(warm.pelvis, cold.pelvis, atol=1e-4)


@pytest.mark.parametrize(
    ("height", "forward"), [(0.36, 1.4), (0.36, 0.6), (0.36, -0.4), (2.4, 0.1)]
)
def test_a_bar_that_cannot_be_held_is_refused(height, forward):
    wish = replace(PULL, bar_height=height, bar_forward=forward)
    with pytest.raises(SyntheticError, match="holds the bar"):
        solve_posture(BODY, CONVENTIONAL, wish)


@pytest.mark.parametrize(("stance", "between"), [(CONVENTIONAL, 0.005), (SUMO, FIST_M)])
def test_at_the_top_the_bar_rests_on_the_thighs_of_an_upright_body(stance, between):
    posture, height, forward = lockout(BODY, stance)
    bar = np.array([0.0, height, forward])
    pose = check_held(BODY, posture, bar)
    assert bar_clearance(BODY, pose, bar).min() < between
    assert joint_angles(BODY.skeleton, pose)["knee_flexion"].max() < 6.0
    assert abs(posture.pelvis_pitch) < 4.0


@pytest.mark.parametrize(("soft", "back"), [(20.0, 0.0), (0.0, 12.0)])
def test_a_top_with_a_fault_differs_by_the_fault(soft, back):
    leans, knees, hips = [], [], []
    for dial in (0.0, 1.0):
        posture, *_ = lockout(BODY, CONVENTIONAL, soft * dial, back * dial)
        pose = pose_of(BODY.skeleton, posture)
        points = joint_points(BODY, pose)
        trunk = points["shoulder_l"] - points["hip_l"]
        leans.append(np.degrees(np.arctan2(trunk[2], trunk[1])))
        angles = joint_angles(BODY.skeleton, pose)
        knees.append(angles["knee_flexion"].mean())
        hips.append(angles["hip_flexion"].mean())
    assert knees[1] - knees[0] == pytest.approx(soft, abs=1.5)
    assert leans[0] - leans[1] == pytest.approx(back - 0.5 * soft, abs=1.5)
    if soft:
        assert hips[1] - hips[0] == pytest.approx(soft, abs=4.0)


@pytest.mark.parametrize(("stance", "knee"), [(CONVENTIONAL, 66.0), (SUMO, 72.0)])
def test_at_the_set_up_the_shins_are_at_a_bar_over_mid_foot(stance, knee):
    posture, forward = set_up(BODY, stance, 0.225, knee, 33.0, 5.0)
    bar = np.array([0.0, 0.225, forward])
    pose = check_held(BODY, posture, bar)
    points = joint_points(BODY, pose)
    middle = 0.5 * (points["heel_l"] + points["foot_index_l"])
    assert forward == pytest.approx(middle[2], abs=0.012)
    assert bar_clearance(BODY, pose, bar).min() < 0.015
    shoulders = 0.5 * (points["shoulder_l"] + points["shoulder_r"])
    assert 0.0 < shoulders[2] - forward < 0.06
    assert joint_angles(BODY.skeleton, pose)["knee_flexion"].mean() == pytest.approx(knee, abs=8)


def test_a_bar_off_mid_foot_is_off_by_as_much():
    (_, belongs), (_, off) = (
        set_up(BODY, CONVENTIONAL, 0.225, 66.0, 30.0, bar_off_midfoot_m=by) for by in (0.0, 0.05)
    )
    assert off - belongs == pytest.approx(0.05)


def test_a_bar_that_hangs_is_close_to_the_legs_and_the_knees_stay_soft():
    posture, forward = set_up(BODY, CONVENTIONAL, 0.38, 20.0, 20.0, hanging=True)
    bar = np.array([0.0, 0.38, forward])
    pose = check_held(BODY, posture, bar)
    assert bar_clearance(BODY, pose, bar).min() < 0.01
    assert joint_angles(BODY.skeleton, pose)["knee_flexion"].mean() == pytest.approx(20, abs=3)
    assert posture.pelvis[2] < -0.12


def test_in_quiet_standing_the_hands_hang_at_the_sides():
    posture = standing(BODY, 0.24, 9.0)
    points = joint_points(BODY, pose_of(BODY.skeleton, posture))
    assert points["wrist_l"][1] < points["elbow_l"][1] < points["shoulder_l"][1]
    assert points["wrist_l"][0] > points["hip_l"][0] + 0.05
    assert points["ankle_l"][0] - points["ankle_r"][0] == pytest.approx(0.24)
    assert (posture.grip == 0.0).all()
    pose = pose_of(BODY.skeleton, posture)
    elbows = joint_angles(BODY.skeleton, pose)["elbow_flexion"]
    assert (elbows > 5.0).all()
    assert (elbows < 30.0).all()


@pytest.fixture(scope="module")
def real_data():
    """The published body data."""
    if not body_data_module.is_here():
        pytest.skip("the body data is not here: liftvision.synthetic.body.data.pull() fetches it")
    return body_data_module.body_data()


@pytest.mark.parametrize("recipe", BODIES, ids=str)
@pytest.mark.parametrize(("stance", "knee"), [(CONVENTIONAL, 66.0), (SUMO, 72.0)])
def test_people_of_all_builds_set_up_pull_and_lock_out(real_data, recipe, stance, knee):
    body = make_body(recipe, real_data)
    top, height, end = lockout(body, stance)
    bottom, begin = set_up(body, stance, 0.225, knee, 33.0, 5.0)
    check_held(body, top, np.array([0.0, height, end]))
    check_held(body, bottom, np.array([0.0, 0.225, begin]))
    guess = bottom
    for part in (0.15, 0.35, 0.55, 0.75, 0.9):
        bar = np.array([0.0, 0.225 + part * (height - 0.225), begin + part * (end - begin)])
        wish = Wish(bar[1], bar[2], knee * (1 - part), 0.03 - 0.15 * part**2, 33 * (1 - part))
        guess = solve_posture(body, stance, wish, guess)
        check_held(body, guess, bar)

"""Frontal measures of knees whose place is known."""

from functools import partial

import numpy as np
import pytest

from liftvision.motion.frontal import (
    frontal_plane_projection_angle,
    hip_line_tilt,
    knee_ankle_separation,
    knee_shift,
    pelvis_shift,
)
from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, SIDES, Landmark
from tests.stick_lifter import deadlift


def _legs(knee_in: float) -> np.ndarray:
    """Seen from the front: hips and ankles 200 apart, legs 800 long, knees moved in by px."""
    xy = np.zeros((1, LANDMARK_COUNT, 2))
    for side, sign in (("L", 1.0), ("R", -1.0)):
        xy[0, Landmark[f"HIP_{side}"]] = (sign * 100.0, 0.0)
        xy[0, Landmark[f"KNEE_{side}"]] = (sign * (100.0 - knee_in), 400.0)
        xy[0, Landmark[f"ANKLE_{side}"]] = (sign * 100.0, 800.0)
    return xy


@pytest.mark.parametrize("knee_in", [-40.0, 0.0, 40.0, 80.0])
def test_a_knee_that_falls_in_is_positive_on_both_sides(knee_in):
    expected = 2.0 * np.degrees(np.arctan2(knee_in, 400.0))
    for side in SIDES:
        angle = frontal_plane_projection_angle(_legs(knee_in), side)
        assert angle == pytest.approx(expected)


def test_one_centimetre_inward_is_2_7_degrees_on_a_straight_leg():
    """Thigh and shank of 42 cm, as in the project's reference geometry."""
    angle = frontal_plane_projection_angle(_legs(400.0 / 42.0), "l")
    assert angle == pytest.approx(2.7, abs=0.1)


def test_a_rear_view_gives_the_same_angles():
    front = deadlift(1, yaw_deg=0.0, knee_in_m=0.05)
    rear = deadlift(1, yaw_deg=180.0, knee_in_m=0.05)
    for side in SIDES:
        np.testing.assert_allclose(
            frontal_plane_projection_angle(rear.landmarks, side),
            frontal_plane_projection_angle(front.landmarks, side),
            atol=1e-6,
        )


def test_mirroring_exchanges_the_sides():
    xy = _legs(30.0)
    xy[0, Landmark.KNEE_L, 0] += 25.0
    mirrored = xy[:, MIRRORED] * (-1.0, 1.0)
    assert frontal_plane_projection_angle(mirrored, "r") == pytest.approx(
        frontal_plane_projection_angle(xy, "l")
    )


def test_the_stick_lifter_gives_its_true_angles_and_separation():
    lift = deadlift(2, yaw_deg=0.0, knee_in_m=0.06)
    for side in SIDES:
        np.testing.assert_allclose(
            frontal_plane_projection_angle(lift.landmarks, side),
            lift.columns[f"fppa_{side}"],
            atol=0.01,
        )
    np.testing.assert_allclose(
        knee_ankle_separation(lift.landmarks), lift.columns["knee_ankle_separation"], atol=1e-6
    )


def test_ankles_at_one_place_have_no_ratio():
    xy = _legs(0.0)
    xy[0, [Landmark.ANKLE_L, Landmark.ANKLE_R], 0] = 0.0
    assert np.isnan(knee_ankle_separation(xy)).all()


def _tilted(left_up: float, beside: float) -> np.ndarray:
    """Legs whose left hip is raised by px, and whose hips are moved to the right by px."""
    xy = _legs(0.0)
    xy[0, Landmark.HIP_L, 1] -= left_up
    xy[0, [Landmark.HIP_L, Landmark.HIP_R], 0] += beside
    return xy


@pytest.mark.parametrize("knee_in", [-40.0, 0.0, 40.0, 80.0])
def test_a_knee_s_shift_is_a_part_of_the_leg(knee_in):
    length = 2.0 * np.hypot(knee_in, 400.0)
    for side in SIDES:
        assert knee_shift(_legs(knee_in), side) == pytest.approx(100.0 * knee_in / length)


def test_a_knee_s_shift_is_across_from_the_line_and_not_from_the_ankle():
    """The hip stands 100 further in than the ankle; the knee is on the line between them."""
    xy = _legs(50.0)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        xy[0, Landmark[f"HIP_{side}"], 0] -= sign * 100.0
    for side in SIDES:
        assert knee_shift(xy, side) == pytest.approx(0.0, abs=1e-9)


def test_the_leg_of_a_shift_is_as_long_as_it_is_when_straight():
    """Bent forward it is shorter in the picture, and the knee's shift is no larger for that."""
    straight, bent = _legs(40.0), _legs(40.0)
    for side in ("L", "R"):
        bent[0, Landmark[f"HIP_{side}"], 1] = 400.0
        bent[0, Landmark[f"KNEE_{side}"], 1] = 600.0
    xy = np.concatenate([np.repeat(straight, 8, axis=0), np.repeat(bent, 8, axis=0)])
    shift = knee_shift(xy, "l")
    np.testing.assert_allclose(shift[8:], shift[0])


@pytest.mark.parametrize("beside", [-30.0, 0.0, 30.0])
def test_a_pelvis_beside_the_feet_is_a_part_of_the_stance(beside):
    assert pelvis_shift(_tilted(0.0, beside)) == pytest.approx(100.0 * beside / 200.0)


@pytest.mark.parametrize("left_up", [-20.0, 0.0, 20.0])
def test_a_left_hip_that_is_higher_is_positive(left_up):
    expected = np.degrees(np.arctan2(left_up, 200.0))
    assert hip_line_tilt(_tilted(left_up, 0.0)) == pytest.approx(expected)


def test_mirroring_turns_what_goes_aside_around():
    xy = _tilted(17.0, 12.0)
    xy[0, Landmark.KNEE_L, 0] += 25.0
    mirrored = xy[:, MIRRORED] * (-1.0, 1.0)
    assert pelvis_shift(mirrored) == pytest.approx(-pelvis_shift(xy))
    assert hip_line_tilt(mirrored) == pytest.approx(-hip_line_tilt(xy))
    assert knee_shift(mirrored, "r") == pytest.approx(knee_shift(xy, "l"))


def test_ankles_at_one_place_have_no_pelvis_shift():
    xy = _legs(0.0)
    xy[0, [Landmark.ANKLE_L, Landmark.ANKLE_R], 0] = 0.0
    assert np.isnan(pelvis_shift(xy)).all()


def test_the_stick_lifter_gives_its_true_shift():
    lift = deadlift(2, yaw_deg=0.0, knee_in_m=0.06)
    for side in SIDES:
        shift = knee_shift(lift.landmarks, side)
        np.testing.assert_allclose(shift, lift.columns[f"knee_shift_{side}"], atol=0.02)
    for measure, name in ((pelvis_shift, "pelvis_shift"), (hip_line_tilt, "hip_line_tilt")):
        np.testing.assert_allclose(measure(lift.landmarks), lift.columns[name], atol=1e-9)


def test_many_films_at_once_are_each_as_alone():
    """As the fit asks for them, (..., T, 33, 2)."""
    first = deadlift(1, yaw_deg=0.0, knee_in_m=0.06).landmarks
    second = first + np.random.default_rng(0).normal(0.0, 3.0, first.shape)
    both = np.stack([first, second])
    by_side = [frontal_plane_projection_angle, knee_shift]
    functions = [partial(each, side=side) for each in by_side for side in SIDES]
    for measure in (*functions, knee_ankle_separation, pelvis_shift, hip_line_tilt):
        together = measure(both)
        assert together.shape == both.shape[:2]
        for at, alone in enumerate((first, second)):
            np.testing.assert_allclose(together[at], measure(alone))

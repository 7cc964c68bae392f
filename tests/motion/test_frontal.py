"""Frontal measures of knees whose place is known."""

import numpy as np
import pytest

from liftvision.motion.frontal import frontal_plane_projection_angle, knee_ankle_separation
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

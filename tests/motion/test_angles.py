"""Angles of bodies whose geometry is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.motion.angles import (
    credible_leg,
    joints_of,
    lean,
    sagittal_angles,
    sagittal_plane,
)
from liftvision.motion.motion import UNITS
from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, Landmark
from tests.stick_lifter import deadlift

OF_OTHERS = {
    "fppa_l",
    "fppa_r",
    "hip_line_tilt",
    "hip_flexion_l",
    "hip_flexion_r",
    "pelvis_tilt",
    "lumbar_flexion",
}
"""Angles of the frontal plane, and those of a back that landmarks do not show."""

SAGITTAL = [name for name in UNITS if name not in OF_OTHERS and UNITS[name] == "deg"]


@pytest.mark.parametrize(
    ("upper", "degrees"),
    [((0.0, 1.0), 0.0), ((1.0, 0.0), 90.0), ((1.0, 1.0), 45.0), ((-1.0, 1.0), -45.0)],
)
def test_lean_is_zero_upright_and_positive_forward(upper, degrees):
    assert lean(np.zeros(2), np.array(upper)) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("yaw_deg", "within_deg"),
    [(90.0, 0.01), (-90.0, 0.01), (70.0, 2.0), (-60.0, 3.0), (120.0, 3.0), (45.0, 6.0)],
)
def test_every_angle_of_the_stick_lifter_is_the_true_one(yaw_deg, within_deg):
    """Obliquely, the legs' width is seen as well: knees 3 cm wider apart than the hips."""
    lift = deadlift(1, yaw_deg=yaw_deg)
    near = "r" if yaw_deg > 0 else "l"
    angles = sagittal_angles(sagittal_plane(lift.landmarks, yaw_deg), near)
    assert set(angles) == set(SAGITTAL)
    for name in ("trunk_lean", "shank_lean", f"knee_flexion_{near}", f"trunk_thigh_flexion_{near}"):
        np.testing.assert_allclose(angles[name], lift.columns[name], atol=within_deg, err_msg=name)


@given(st.floats(0.05, 20.0), st.floats(-500.0, 500.0), st.floats(-500.0, 500.0))
def test_angles_know_neither_scale_nor_place(factor, right, down):
    lift = deadlift(1, fps=5.0)
    moved = lift.landmarks * factor + (right, down)
    plain = sagittal_angles(sagittal_plane(lift.landmarks, 90.0), "r")
    for name, values in sagittal_angles(sagittal_plane(moved, 90.0), "r").items():
        np.testing.assert_allclose(values, plain[name], atol=1e-6)


def test_the_mirror_image_facing_the_other_way_has_the_same_angles():
    lift = deadlift(1, yaw_deg=90.0)
    mirrored = lift.landmarks[:, MIRRORED] * (-1.0, 1.0)
    right = sagittal_angles(sagittal_plane(lift.landmarks, 90.0), "r")
    left = sagittal_angles(sagittal_plane(mirrored, -90.0), "l")
    np.testing.assert_allclose(left["knee_flexion_l"], right["knee_flexion_r"], atol=1e-9)
    np.testing.assert_allclose(left["trunk_lean"], right["trunk_lean"], atol=1e-9)


@given(st.floats(-60.0, 60.0))
def test_turning_the_camera_turns_leans_and_leaves_flexions(roll_deg):
    lift = deadlift(1, fps=5.0)
    roll = np.radians(roll_deg)
    turn = np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    plain = sagittal_angles(sagittal_plane(lift.landmarks, 90.0), "r")
    turned = sagittal_angles(sagittal_plane(lift.landmarks @ turn.T, 90.0), "r")
    np.testing.assert_allclose(turned["knee_flexion_r"], plain["knee_flexion_r"], atol=1e-6)
    np.testing.assert_allclose(turned["trunk_lean"], plain["trunk_lean"] + roll_deg, atol=1e-6)


def test_angles_are_wrapped_once_around():
    np.testing.assert_allclose(wrapped(np.array([190.0, -190.0, 30.0])), [-170.0, 170.0, 30.0])


def _leg(knee_at: float, frames: int = 20) -> np.ndarray:
    """A leg of length 2 with the knee at a fraction of its length from the ankle."""
    plane = np.zeros((frames, LANDMARK_COUNT, 2))
    plane[:, Landmark.HIP_R, 1] = 2.0
    plane[:, Landmark.KNEE_R, 1] = 2.0 * knee_at
    return plane


@pytest.mark.parametrize(("knee_at", "credible"), [(0.5, True), (0.46, True), (0.38, False)])
def test_a_leg_is_credible_while_shank_and_thigh_are_about_equally_long(knee_at, credible):
    assert (credible_leg(_leg(knee_at), "r") == credible).all()


def test_a_single_odd_frame_does_not_condemn_a_leg():
    plane = _leg(0.5)
    plane[10, Landmark.KNEE_R, 1] = 0.2
    assert credible_leg(plane, "r").all()


def test_a_leg_without_landmarks_is_not_credible():
    assert not credible_leg(np.full((9, LANDMARK_COUNT, 2), np.nan), "r").any()


def test_every_sagittal_angle_names_its_joints():
    for name in SAGITTAL:
        assert set(joints_of(name)) <= {"shoulder", "hip", "knee", "ankle", "heel", "foot_index"}

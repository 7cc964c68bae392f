"""The body is drawn where it was fitted, and a leg that a plate hides is not drawn as if seen."""

from dataclasses import replace

import numpy as np

from liftvision.barbell.track import ShotBar
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Shot
from liftvision.pose.landmarks import Landmark, of_side
from liftvision.pose.view import View
from liftvision.report.body import drawn_body, near_column
from tests.report.fitted_lifter import BEFORE, FITTED_JOINTS, MOVED_PX, UNDECIDED, with_body
from tests.report.plate_lifter import with_plate
from tests.stick_lifter import as_analysis, deadlift

AT_THE_BAR = 40
"""A frame in which the body was fitted and its angles are told."""

FITTED = [of_side(joint, "r") for joint in FITTED_JOINTS]
LEG = [of_side(joint, "r") for joint in ("knee", "ankle", "heel", "foot_index")]


def test_joints_are_the_fitted_ones_and_the_head_is_the_landmarks():
    analysis = with_body()
    places = drawn_body(analysis).places[AT_THE_BAR]
    landmarks = analysis.motion.landmarks[AT_THE_BAR]
    np.testing.assert_allclose(places[FITTED], landmarks[FITTED] + MOVED_PX)
    rest = [Landmark.NOSE, Landmark.EAR_R, Landmark.INDEX_R]
    np.testing.assert_array_equal(places[rest], landmarks[rest])


def test_without_a_fit_the_body_is_the_landmarks():
    analysis = as_analysis(deadlift(1))
    body = drawn_body(analysis)
    np.testing.assert_array_equal(body.places, analysis.motion.landmarks)
    assert body.legs_measured.all()


def test_joints_shake_with_the_camera():
    analysis = with_body()
    frames = analysis.clip.frames
    turns = np.zeros((frames, 3))
    turns[:, 1] = np.linspace(0.0, 0.05, frames)
    size = (analysis.clip.width, analysis.clip.height)
    camera = replace(CameraMotion.standing(analysis.clip.times, size), turns=turns)
    shaken = drawn_body(replace(analysis, camera=camera)).places
    steady = drawn_body(analysis).places
    np.testing.assert_allclose(camera.steadied(shaken), steady, atol=1e-6)
    assert np.abs(shaken[-1, FITTED] - steady[-1, FITTED]).max() > 5.0


def test_arms_that_hold_no_plate_are_the_landmarks():
    analysis = with_body()
    analysis = replace(analysis, bar=replace(analysis.bar, shots=(ShotBar("wrists"),)))
    places = drawn_body(analysis).places[AT_THE_BAR]
    landmarks = analysis.motion.landmarks[AT_THE_BAR]
    arm = [Landmark.ELBOW_R, Landmark.WRIST_R]
    np.testing.assert_array_equal(places[arm], landmarks[arm])
    np.testing.assert_allclose(places[LEG], landmarks[LEG] + MOVED_PX)


def test_a_fitted_leg_without_an_angle_is_there_but_not_measured():
    body = drawn_body(with_body())
    assert not body.legs_measured[UNDECIDED].any()
    assert np.isfinite(body.places[UNDECIDED][:, LEG]).all()
    assert body.legs_measured[AT_THE_BAR]


def test_a_leg_at_a_plate_without_a_fit_is_not_drawn():
    analysis = with_body()
    toes = analysis.motion.landmarks[BEFORE, Landmark.FOOT_INDEX_R]
    analysis.bar.centre[BEFORE] = toes + (1.2 * analysis.bar.shots[0].rim.radius, 0.0)
    body = drawn_body(analysis)
    assert not body.legs_measured[BEFORE].any()
    assert np.isnan(body.places[BEFORE][:, LEG]).all()
    assert np.isfinite(body.places[BEFORE][:, Landmark.HIP_R]).all()


def test_a_hip_on_the_plate_without_a_fit_is_not_drawn_either():
    analysis = with_body()
    analysis.bar.centre[BEFORE] = analysis.motion.landmarks[BEFORE, Landmark.HIP_R]
    analysis.motion.raw["knee_flexion_r"][BEFORE] = np.nan
    places = drawn_body(analysis).places[BEFORE]
    assert np.isnan(places[:, Landmark.HIP_R]).all()
    assert np.isfinite(places[:, Landmark.SHOULDER_R]).all()


def test_a_leg_in_plain_sight_is_drawn_though_no_angle_is_told():
    analysis = with_body()
    far = analysis.motion.landmarks[BEFORE, Landmark.KNEE_R] + (900.0, 0.0)
    analysis.bar.centre[BEFORE] = far
    assert drawn_body(analysis).legs_measured[BEFORE].all()
    analysis.motion.raw["knee_flexion_r"][BEFORE] = np.nan
    assert not drawn_body(analysis).legs_measured[BEFORE].any()


def test_a_leg_that_was_taken_back_without_a_plate_is_not_drawn():
    analysis = with_body()
    analysis.motion.joints[:] = np.nan
    analysis.motion.columns["knee_flexion_r"][:] = np.nan
    no_plate = replace(analysis.bar, shots=(ShotBar("wrists"),))
    body = drawn_body(replace(analysis, bar=no_plate))
    assert not body.legs_measured.any()
    assert np.isnan(body.places[:, LEG]).all()


def test_from_the_front_no_leg_is_hidden():
    body = drawn_body(with_plate(1, yaw_deg=0.0))
    assert body.legs_measured.all()
    assert np.isfinite(body.places).all()


def test_near_column_is_the_nearer_side_of_each_shot_and_no_other():
    motion = as_analysis(deadlift(1)).motion
    frames = len(motion.times)
    columns = dict(motion.columns)
    columns["knee_flexion_l"] = np.full(frames, np.nan)
    columns["knee_flexion_r"] = np.full(frames, 2.0)
    shots = (Shot(0, 50), Shot(60, frames))
    views = (View("side", -90.0, 5.0), View("side", 90.0, 5.0))
    values = near_column(replace(motion, columns=columns, shots=shots, views=views), "knee_flexion")
    assert np.isnan(values[:60]).all()
    assert set(values[60:]) == {2.0}

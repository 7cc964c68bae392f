"""A stick lifter whose camera shakes by known turns, measured as if it had stood still."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.given import Given
from liftvision.motion.measure import measure_motion, see_shots
from liftvision.motion.steady import steadied_bar, steadied_pose
from liftvision.pipeline import measure
from liftvision.pose.view import estimate_view
from tests.stick_lifter import deadlift

GIVEN = Given(height_m=1.66)


@pytest.fixture
def lift():
    return deadlift(1)


@pytest.fixture
def camera(lift):
    """Sways by 1.5 degrees, and rolls by 0.5."""
    t = lift.clip.times[:, None]
    turns = np.radians([1.5, 1.5, 0.5]) * np.sin(2.0 * np.pi * np.array([0.5, 0.7, 0.4]) * t)
    standing = CameraMotion.standing(lift.clip.times, (lift.clip.width, lift.clip.height))
    return replace(standing, turns=turns, errors=np.full(lift.clip.frames, 0.3))


@pytest.fixture
def shaken(lift, camera):
    return replace(lift.pose, xy=camera.shaken(lift.pose.xy))


def test_a_steadied_clip_is_measured_like_one_from_a_tripod(lift, camera, shaken):
    def columns(pose, how):
        bar = bar_from_wrists(pose, lift.clip.shots, "no plate")
        return measure(lift.clip, pose, bar, camera=how, given=GIVEN).motion.columns

    still, steady = columns(lift.pose, None), columns(shaken, camera)
    for name in ("bar_y", "bar_vy", "hip_height", "trunk_lean"):
        np.testing.assert_allclose(steady[name], still[name], atol=1e-6)
    assert np.abs(columns(shaken, None)["bar_y"] - still["bar_y"]).max() > 0.02


def test_the_bar_has_the_error_of_the_camera_too(lift, camera, shaken):
    camera.errors[4] = np.nan
    camera.errors[5] = 0.4
    bar = bar_from_wrists(shaken, lift.clip.shots, "no plate")
    bar.error[:] = 0.4
    steady = steadied_bar(bar, camera)
    np.testing.assert_allclose(steady.error[[0, 5]], [0.5, 0.4 * np.sqrt(2.0)])
    assert steady.error[4] == steady.error[5], "not seen: the largest"
    seen_still = bar_from_wrists(lift.pose, lift.clip.shots, "no plate")
    np.testing.assert_allclose(steady.centre, seen_still.centre, atol=1e-6)


def test_what_left_the_picture_was_not_seen_wherever_it_is_steadied_to(lift, camera):
    """The camera looks up by so much that the feet are below the picture."""
    turns = np.zeros_like(camera.turns)
    turns[20:40, 0] = np.radians(14.0)
    camera = replace(camera, turns=turns)
    shaken = replace(lift.pose, xy=camera.shaken(lift.pose.xy))
    ankles = shaken.xy[20:40, [27, 28], 1]
    assert (ankles > lift.clip.height).all()
    bar = steadied_bar(bar_from_wrists(shaken, lift.clip.shots, "no plate"), camera)
    views = (estimate_view(shaken.world),)
    pose = steadied_pose(shaken, camera)
    motion = measure_motion(lift.clip, see_shots(lift.clip, pose, bar, views, GIVEN, camera))
    assert np.isnan(motion.columns["shank_lean"][22:38]).all()
    assert np.isfinite(motion.columns["shank_lean"][:18]).all()
    assert np.isfinite(motion.columns["trunk_lean"]).all()


def test_the_legs_edges_are_steadied_as_the_landmarks_are(lift, camera):
    edges = np.broadcast_to(lift.pose.xy[:, None, None, :24], (lift.clip.frames, 2, 2, 24, 2))
    shaken = replace(lift.pose, xy=camera.shaken(lift.pose.xy), legs=camera.shaken(np.array(edges)))
    steady = steadied_pose(shaken, camera)
    np.testing.assert_allclose(steady.legs, edges, atol=1e-6)
    assert np.abs(shaken.legs - edges).max() > 1.0
    assert steadied_pose(lift.pose, camera).legs is None

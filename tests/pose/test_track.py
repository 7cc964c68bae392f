"""The pose as a file: what was written comes back."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.pose.legs import LEG_STATIONS
from liftvision.pose.track import PoseTrack
from tests.stick_lifter import deadlift


def test_save_and_load_give_the_same_track(tmp_path):
    pose = deadlift(1, yaw_deg=60.0, noise_px=1.0, gap=(10, 20)).pose
    pose = PoseTrack(
        pose.times, pose.xy, pose.world, pose.visibility, pose.outline, others_in_frame=2,
        side_swaps_repaired=7,
    )  # fmt: skip
    pose.save(tmp_path / "pose.npz")
    loaded = PoseTrack.load(tmp_path / "pose.npz")

    np.testing.assert_array_equal(loaded.times, pose.times)
    for name, error in (("xy", 1e-4), ("world", 1e-6), ("visibility", 1e-3), ("outline", 1e-4)):
        values = getattr(loaded, name)
        assert values.dtype == np.float64
        np.testing.assert_allclose(values, getattr(pose, name), rtol=0.0, atol=error)
    assert (loaded.others_in_frame, loaded.side_swaps_repaired) == (2, 7)
    assert loaded.coverage == pose.coverage


def test_a_loaded_track_saves_to_itself(tmp_path):
    deadlift(1, noise_px=1.0).pose.save(tmp_path / "once.npz")
    once = PoseTrack.load(tmp_path / "once.npz")
    once.save(tmp_path / "again.npz")
    again = PoseTrack.load(tmp_path / "again.npz")
    for name in ("times", "xy", "world", "visibility", "outline"):
        np.testing.assert_array_equal(getattr(again, name), getattr(once, name))


@pytest.mark.parametrize(("gap", "missing"), [((0, 0), 0), ((10, 25), 15), ((0, 10**6), None)])
def test_coverage_is_the_fraction_of_frames_with_the_lifter(gap, missing):
    pose = deadlift(1, gap=gap).pose
    frames = len(pose.times)
    expected = 0.0 if missing is None else 1.0 - missing / frames
    assert pose.coverage == pytest.approx(expected)


def test_the_legs_edges_come_back(tmp_path):
    pose = deadlift(1, yaw_deg=0.0).pose
    legs = np.random.default_rng(0).uniform(0.0, 480.0, (len(pose.times), 2, 2, LEG_STATIONS, 2))
    legs[5:9] = np.nan
    replace(pose, legs=legs).save(tmp_path / "pose.npz")
    loaded = PoseTrack.load(tmp_path / "pose.npz")
    assert loaded.legs is not None
    assert loaded.legs.dtype == np.float64
    np.testing.assert_allclose(loaded.legs, legs, atol=1e-4)


def test_a_track_without_legs_has_none_when_it_comes_back(tmp_path):
    pose = deadlift(1).pose
    assert pose.legs is None
    pose.save(tmp_path / "pose.npz")
    assert PoseTrack.load(tmp_path / "pose.npz").legs is None

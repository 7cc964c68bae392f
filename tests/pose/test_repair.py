"""The legs' edges go with their legs when a track is repaired."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.clip.clip import Shot
from liftvision.pose.landmarks import MIRRORED, of_side
from liftvision.pose.legs import LEG_STATIONS, STATIONS
from liftvision.pose.repair import repaired
from liftvision.pose.swaps import LEGS
from tests.stick_lifter import deadlift

HALF_PX = 12.0


def with_edges(pose):
    """Edges 12 px to either side of the line from ankle over knee to hip, the inner one first."""
    legs = np.empty((len(pose.times), 2, 2, LEG_STATIONS, 2))
    for at, (side, other) in enumerate((("l", "r"), ("r", "l"))):
        chain = [pose.xy[:, of_side(joint, side)] for joint in ("ankle", "knee", "hip")]
        for frame in range(len(pose.times)):
            for axis in range(2):
                values = [joint[frame, axis] for joint in chain]
                legs[frame, at, :, :, axis] = np.interp(STATIONS, [0.0, 0.5, 1.0], values)
        inward = np.sign(pose.xy[:, of_side("ankle", other), 0] - chain[0][:, 0])
        for edge, way in enumerate((1.0, -1.0)):
            legs[:, at, edge, :, 0] += way * HALF_PX * inward[:, None]
    return replace(pose, legs=legs)


def swapped(pose, run):
    """A copy in which the model called the legs by each other's names for a while."""
    xy, legs = pose.xy.copy(), pose.legs.copy()
    for limb in LEGS:
        xy[run, limb] = pose.xy[run, MIRRORED[limb]]
    legs[run] = pose.legs[run][:, ::-1]
    return replace(pose, xy=xy, legs=legs)


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0, 15.0])
@pytest.mark.parametrize("run", [slice(40, 60), slice(0, 7), slice(100, 101)])
def test_the_edges_are_exchanged_back_with_the_legs(yaw_deg, run):
    lift = deadlift(1, yaw_deg=yaw_deg, noise_px=0.5)
    true = with_edges(lift.pose)
    found = repaired(swapped(true, run), lift.clip.shots)
    assert found.side_swaps_repaired == len(range(*run.indices(len(true.times))))
    np.testing.assert_array_equal(found.xy, true.xy)
    np.testing.assert_array_equal(found.legs, true.legs)


def test_a_repair_leaves_what_it_was_given_as_it_was():
    lift = deadlift(1, yaw_deg=0.0, noise_px=0.5)
    broken = swapped(with_edges(lift.pose), slice(40, 60))
    before = broken.legs.copy()
    repaired(broken, lift.clip.shots)
    np.testing.assert_array_equal(broken.legs, before)


def test_right_names_leave_the_edges_as_they_are():
    lift = deadlift(1, yaw_deg=0.0, noise_px=0.5)
    true = with_edges(lift.pose)
    np.testing.assert_array_equal(repaired(true, lift.clip.shots).legs, true.legs)


@pytest.mark.parametrize("yaw_deg", [90.0, -70.0, 110.0, 40.0])
def test_from_the_side_there_are_no_edges(yaw_deg):
    lift = deadlift(1, yaw_deg=yaw_deg)
    assert repaired(with_edges(lift.pose), lift.clip.shots).legs is None


def test_only_the_shot_from_the_side_loses_them():
    front, side = (deadlift(1, yaw_deg=yaw) for yaw in (0.0, 90.0))
    poses = [with_edges(lift.pose) for lift in (front, side)]
    frames = len(front.pose.times)

    def both(name):
        return np.concatenate([getattr(pose, name) for pose in poses])

    track = replace(
        poses[0],
        times=np.concatenate([front.clip.times, front.clip.times + 60.0]),
        **{name: both(name) for name in ("xy", "world", "visibility", "outline", "legs")},
    )
    found = repaired(track, (Shot(0, frames), Shot(frames, 2 * frames)))
    np.testing.assert_array_equal(found.legs[:frames], poses[0].legs)
    assert np.isnan(found.legs[frames:]).all()


def test_a_wrong_pose_takes_its_edges_with_it():
    """For some frames the model sees a body that faces the other way."""
    lift = deadlift(1, yaw_deg=0.0)
    pose = with_edges(lift.pose)
    world = pose.world.copy()
    world[30:36, :, [0, 2]] *= -1.0
    found = repaired(replace(pose, world=world), lift.clip.shots)
    assert np.isnan(found.xy[30:36]).all()
    assert np.isnan(found.legs[30:36]).all()
    assert np.isfinite(found.legs[40:]).all()


def test_a_track_that_has_none_stays_so():
    lift = deadlift(1, yaw_deg=0.0)
    assert repaired(lift.pose, lift.clip.shots).legs is None

"""Points seen by a pinhole camera whose turns and zooms are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.clip.camera import CameraMotion
from tests.clip.shaken_room import HEIGHT, WIDTH, hand_held, motion_of, seen_by

POINTS = np.array([[10.0, 20.0], [160.0, 120.0], [300.0, 40.0], [250.0, 230.0]])


def test_steadied_points_stand_still():
    turns, zooms = hand_held(40, degrees=8.0), np.linspace(0.8, 1.3, 40)
    seen = np.stack([seen_by(*camera, POINTS) for camera in zip(turns, zooms, strict=True)])
    assert np.ptp(seen, axis=0).min() > 20.0
    motion = motion_of(turns, zooms)
    np.testing.assert_allclose(motion.steadied(seen), np.tile(POINTS, (40, 1, 1)), atol=1e-9)
    part = slice(7, 12)
    np.testing.assert_allclose(motion.steadied(seen[part], part)[0], POINTS, atol=1e-9)
    np.testing.assert_allclose(motion.shaken(np.tile(POINTS, (40, 1, 1))), seen, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(
    turn=st.tuples(*[st.floats(-0.3, 0.3)] * 3),
    zoom=st.floats(0.5, 2.0),
    place=st.tuples(st.floats(0.0, WIDTH), st.floats(0.0, HEIGHT)),
)
def test_shaken_undoes_steadied(turn, zoom, place):
    motion = motion_of(np.array([turn]), np.array([zoom]))
    point = np.array([place])
    np.testing.assert_allclose(motion.shaken(motion.steadied(point)), point, atol=1e-6)


def test_what_is_not_seen_stays_so_and_nothing_given_is_changed():
    points = np.full((3, 2), np.nan)
    points[1] = [50.0, 60.0]
    steadied = motion_of(np.full((3, 3), 0.01)).steadied(points)
    assert np.isnan(steadied[[0, 2]]).all()
    assert np.abs(steadied[1] - [50.0, 60.0]).max() > 1.0
    np.testing.assert_array_equal(points[1], [50.0, 60.0])


def test_a_camera_that_stands_changes_nothing():
    motion = CameraMotion.standing(np.arange(5) / 30.0, (WIDTH, HEIGHT))
    points = np.random.default_rng(0).uniform(0.0, 200.0, (5, 33, 2))
    np.testing.assert_array_equal(motion.steadied(points), points)
    np.testing.assert_array_equal(motion.shaken(points), points)
    assert not motion.moves.any()
    assert (motion.errors == 0.0).all()


def test_round_trip(tmp_path):
    motion = motion_of(hand_held(9), np.linspace(1.0, 1.1, 9))
    motion.errors[3] = np.nan
    motion.save(tmp_path / "camera.npz")
    back = CameraMotion.load(tmp_path / "camera.npz")
    assert back.size == motion.size
    for name in ("times", "turns", "zooms", "focal_px"):
        np.testing.assert_array_equal(getattr(back, name), getattr(motion, name))
    np.testing.assert_allclose(back.errors, motion.errors, rtol=1e-6)


def test_a_file_that_lacks_an_array_is_refused(tmp_path):
    np.savez(tmp_path / "camera.npz", times=np.arange(3.0), size=np.array([4, 3]))
    with pytest.raises(KeyError):
        CameraMotion.load(tmp_path / "camera.npz")

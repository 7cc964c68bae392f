"""What is kept of the lifter's own back comes back as it was."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from liftvision.clip.camera import CameraMotion
from liftvision.measurement import Measurement
from liftvision.spine.keypoints import SpinePoints
from liftvision.spine.own_back import OwnBack, steadied_back
from liftvision.spine.rows import LEAN, ROW_LENGTH

STANDING = np.where(np.arange(ROW_LENGTH) % 5 == 0, np.nan, 0.1 * np.arange(ROW_LENGTH) - 2.0)


@pytest.mark.parametrize(
    "most",
    [
        None,
        Measurement(63.5, 5.5, "deg"),
        Measurement(0.0, 5.5, "deg"),
        Measurement.not_measured("deg", "the toe-touch clip is not filmed from the side"),
    ],
)
def test_it_comes_back_as_it_was(tmp_path: Path, most: Measurement | None) -> None:
    path = tmp_path / "own.npz"
    OwnBack(STANDING, most).save(path)
    read = OwnBack.load(path)
    assert read.standing == pytest.approx(STANDING, abs=1e-5, nan_ok=True)
    assert read.standing.dtype == np.float64
    assert read.most_flexion == most


def test_without_a_standing_clip_it_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    OwnBack().save(path)
    read = OwnBack.load(path)
    assert np.isnan(read.standing).all()
    assert read.standing.shape == (ROW_LENGTH,)
    assert not read.has_standing
    assert (read.most_flexion, read.points) == (None, None)


def test_a_standing_is_known_by_its_lean() -> None:
    standing = np.full(ROW_LENGTH, np.nan)
    standing[LEAN] = 4.0
    assert OwnBack(standing).has_standing
    standing[LEAN], standing[0] = np.nan, 4.0
    assert not OwnBack(standing).has_standing


def test_points_come_back_as_they_were(tmp_path: Path) -> None:
    xy = np.arange(24.0).reshape(3, 4, 2) + 0.25
    xy[1, 2] = np.nan
    points = SpinePoints(
        ("hip", "spine_01", "spine_02", "neck"),
        np.array([-1.0, 0.5, 6.0, 18.0]),
        xy,
        np.linspace(0.0, 1.0, 12).reshape(3, 4),
    )
    path = tmp_path / "own.npz"
    OwnBack(points=points).save(path)
    read = OwnBack.load(path).points
    assert read is not None
    assert read.names == points.names
    assert np.array_equal(read.levels, points.levels)
    assert np.array_equal(read.xy, points.xy, equal_nan=True)
    assert read.confidence == pytest.approx(points.confidence, abs=1e-6)


def test_points_are_steadied_with_the_camera_and_the_rest_stays() -> None:
    """The camera turns to the right by the angle of 10 px in the picture's middle."""
    times, size = np.array([0.0, 0.1]), (640, 360)
    still = CameraMotion.standing(times, size)
    turns = still.turns.copy()
    turns[1, 1] = np.arctan(10.0 / still.focal_px[1])
    xy = np.full((2, 4, 2), [320.0, 180.0])
    points = SpinePoints(("1", "2", "3", "4"), np.arange(4.0), xy, np.ones((2, 4)))
    own = OwnBack(STANDING, Measurement(60.0, 5.0, "deg"), points)
    steady = steadied_back(own, replace(still, turns=turns))
    assert steady.points is not None
    assert steady.points.xy[0] == pytest.approx(xy[0])
    assert np.abs(steady.points.xy[1] - xy[1]) == pytest.approx(np.tile([10.0, 0.0], (4, 1)))
    assert (steady.standing is own.standing, steady.most_flexion) == (True, own.most_flexion)
    without = OwnBack(STANDING)
    assert steadied_back(without, still) is without


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="own"):
        OwnBack.load(tmp_path / "own.npz")


def test_a_file_that_lacks_an_array_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    np.savez(path, most_flexion=np.array([60.0, 5.0]))
    with pytest.raises(KeyError):
        OwnBack.load(path)
    np.savez(path, standing=STANDING, most_flexion=np.array([60.0, 5.0]))
    with pytest.raises(KeyError):
        OwnBack.load(path)


def test_rows_of_another_length_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    np.savez(path, standing=STANDING[:-1])
    with pytest.raises(ValueError, match="another version"):
        OwnBack.load(path)


def test_another_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    path.write_text("no numbers at all")
    with pytest.raises(ValueError, match=r"(?i)pickle"):
        OwnBack.load(path)

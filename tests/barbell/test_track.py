"""A bar track keeps what it is told, in a file too."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.track import BAR_SOURCES, BarTrack, Rim, ShotBar

PLATE, WRISTS = BAR_SOURCES.index("plate"), BAR_SOURCES.index("wrists")
SHOTS = (
    ShotBar("plate", rim=Rim(80.0, 90.5, -3.0, 0.004, 0.8, 90.4, 0.7)),
    ShotBar("ends", end_height=120.0, end_height_error=0.02),
    ShotBar("wrists", reason="the plates hide one another \N{SNOWMAN}"),
)


@pytest.fixture
def track():
    """Six frames of a plate, one of them bridged by the wrists and one unseen."""
    centre = np.arange(12.0).reshape(6, 2)
    centre[5] = np.nan
    unseen = np.array([0, 0, 0, 0, 0, np.nan])
    return BarTrack(
        times=np.array([0.0, 0.03, 0.07, 0.1, 0.14, 0.2]),
        centre=centre,
        error=0.25 + unseen,
        score=0.75 + unseen,
        sources=np.array([PLATE, PLATE, WRISTS, PLATE, PLATE, 0]),
        ends=np.full((6, 2, 2), np.nan),
        shots=SHOTS,
    )


def test_a_saved_track_comes_back(track, tmp_path):
    track.save(tmp_path / "bar.npz")
    back = BarTrack.load(tmp_path / "bar.npz")
    for name in ("times", "centre", "error", "score", "sources", "ends"):
        kept, was = getattr(back, name), getattr(track, name)
        np.testing.assert_array_equal(kept, was, err_msg=name)
        assert kept.dtype == was.dtype
    assert back.shots == SHOTS


def test_the_source_is_that_of_most_frames_that_saw_the_bar(track):
    assert track.source == "plate"
    assert replace(track, sources=np.array([0, 0, 0, 0, 0, WRISTS])).source == "wrists"
    assert replace(track, sources=np.zeros(6, dtype=int)).source == "none"


def test_frames_of_one_source_are_told_apart(track):
    np.testing.assert_array_equal(track.seen_by("wrists")[2], track.centre[2])
    assert np.isnan(track.seen_by("plate")[[2, 5]]).all()
    np.testing.assert_array_equal(track.seen_by("plate")[[0, 1, 3, 4]], track.centre[[0, 1, 3, 4]])


def test_a_file_without_an_array_is_refused(track, tmp_path):
    np.savez(tmp_path / "bar.npz", times=track.times)
    with pytest.raises(KeyError):
        BarTrack.load(tmp_path / "bar.npz")

"""The bar is followed through the sample clips, whose every plate is known; the pose is exact."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from liftvision.barbell.follow import NO_PLATE, POINT_ONLY, follow_bar
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.probe import probe
from liftvision.selfcheck.true_rim import near_rim
from liftvision.synthetic.truth.truth_file import read_truth
from tests.barbell.true_pose import true_pose

SAMPLES = Path(__file__).parents[2] / "sample_videos"


@cache
def sample(name):
    """A sample clip, its exact pose, and its truth."""
    truth = read_truth(SAMPLES / f"{name}.truth.json")
    path = SAMPLES / f"{name}.mp4"
    info = probe(path)
    shots = (Shot(0, len(truth.times)),)
    clip = Clip(path, info.width, info.height, 0, truth.times, shots)
    return clip, true_pose(truth), truth


@cache
def followed(name, at=None):
    clip, pose, truth = sample(name)
    told = []
    bar, _ = follow_bar(clip, pose, at=at, advance=told.append)
    assert sum(told) == pytest.approx(clip.frames)
    return bar, truth


@pytest.mark.parametrize(
    ("name", "spread_px"),
    [("side-conventional", 0.6), ("side-spotter", 0.6), ("oblique-night-handheld", 1.0)],
)
def test_the_near_plate_is_followed_to_a_fraction_of_a_pixel(name, spread_px):
    bar, truth = followed(name)
    rim = near_rim(truth.bar, truth.camera)
    assert bar.source == "plate"
    assert np.mean(bar.sources == 4) > 0.98
    off = bar.centre - rim.centre
    assert np.nanstd(off, axis=0).max() < spread_px
    assert np.abs(np.nanmedian(off, axis=0)).max() < 4.0
    (shot,) = bar.shots
    assert shot.rim.half_height == pytest.approx(
        float(np.median(rim.half_height)), rel=max(0.03, 2.0 * shot.rim.size_error)
    )


def test_from_the_front_both_ends_are_followed():
    bar, truth = followed("front-knee-cave")
    assert bar.source == "ends"
    true_height = 0.5 * (truth.bar.left_end_px + truth.bar.right_end_px)[:, 1]
    off = bar.centre[:, 1] - true_height
    assert np.isfinite(off).mean() > 0.98
    assert np.nanstd(off) < 1.5
    right, left = bar.ends[:, 1, 0], bar.ends[:, 0, 0]
    assert (left > right)[np.isfinite(left + right)].all(), "seen from the front, left is right"


@pytest.mark.parametrize("name", ["side-no-plates", "side-toe-touch"])
def test_without_a_plate_that_goes_with_the_hands_it_is_the_wrists(name):
    bar, _ = followed(name)
    assert bar.source == "wrists"
    assert bar.shots[0].rim is None
    assert bar.shots[0].reason == NO_PLATE


def test_a_point_on_the_plate_gives_the_plate():
    _, truth = followed("side-conventional")
    x, y = near_rim(truth.bar, truth.camera).centre[0]
    bar, _ = followed("side-conventional", at=(float(x) + 3.0, float(y) - 3.0))
    found, _ = followed("side-conventional")
    assert bar.source == "plate"
    assert np.nanmedian(np.abs(bar.centre - found.centre)) < 1.0


def test_a_point_on_a_bare_sleeve_is_followed_itself():
    _, truth = followed("side-no-plates")
    ends = (truth.bar.left_end_px, truth.bar.right_end_px)
    spot = max(ends, key=lambda end: end[0, 1])[0]
    bar, _ = followed("side-no-plates", at=(float(spot[0]), float(spot[1])))
    assert bar.source == "point"
    assert bar.shots[0].reason == POINT_ONLY

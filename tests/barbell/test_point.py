"""A point is followed to a part of a pixel, lost when it is hidden, and found again."""

import cv2
import numpy as np
import pytest

from benchmarks.point import BODY_PX, read_clicks
from liftvision.barbell.point import ERROR, follow_point, point_reach
from liftvision.clip.read import Frame, read_frames

FPS = 30.0
REACH = 14.0


def texture(height, width, seed, grain=2.0):
    """Smooth noise over the whole range of grey."""
    noise = np.random.default_rng(seed).normal(size=(height, width)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), grain)
    return np.uint8(255 * (smooth - smooth.min()) / np.ptp(smooth))


def film(path, hidden=(), brighter=0.0):
    """A textured disc that moves along a path (T, 2) over another texture."""
    wall, disc = texture(240, 320, 1), texture(81, 81, 2)
    across = np.hypot(*np.meshgrid(np.arange(81) - 40.0, np.arange(81) - 40.0))
    mask = np.clip(25.0 - across, 0.0, 1.0).astype(np.float32)
    for index, (x, y) in enumerate(path):
        shift = np.array([[1.0, 0.0, x - 40.0], [0.0, 1.0, y - 40.0]])
        moved, where = (cv2.warpAffine(each, shift, (320, 240)) for each in (disc, mask))
        if index in hidden:
            where[:] = 0.0
        image = (1.0 - where) * wall + where * moved
        image = np.clip(image * (1.0 - brighter * index / len(path)), 0, 255)
        yield Frame(index, index / FPS, np.repeat(np.uint8(np.round(image))[..., None], 3, axis=2))


def path_of(frames=45):
    """Down, to a stop, and up again, with parts of pixels everywhere."""
    phase = np.linspace(0.0, 2.0 * np.pi, frames)
    return np.stack([160.3 + 12.0 * np.sin(phase), 60.7 + 55.0 * (1.0 - np.cos(phase))], axis=1)


@pytest.mark.parametrize("reach", [10.0, REACH, 20.0])
def test_follows_to_a_part_of_a_pixel(reach):
    path = path_of()
    track = follow_point(film(path), tuple(path[0]), reach)
    assert np.abs(track.centre - path).max() < 0.25
    assert track.score.min() > 0.9
    np.testing.assert_allclose(track.error, ERROR * reach)


def test_a_large_patch_is_reduced_and_followed_as_well():
    path = 3.0 * path_of()
    large = (
        Frame(each.index, each.time_s, cv2.resize(each.image, None, fx=3.0, fy=3.0))
        for each in film(path_of())
    )
    track = follow_point(large, tuple(path[0]), 3.0 * REACH)
    assert np.abs(track.centre - path).max() < 1.0


def test_light_that_fades_does_not_matter():
    path = path_of()
    track = follow_point(film(path, brighter=0.5), tuple(path[0]), REACH)
    assert np.abs(track.centre - path).max() < 0.3


def test_a_point_that_jumps_is_looked_for_farther_away():
    path = path_of()
    path[20:] += (0.0, -35.0)
    track = follow_point(film(path), tuple(path[0]), REACH)
    assert np.abs(track.centre - path).max() < 0.25


def test_hidden_is_lost_and_shown_is_found_again():
    path = np.tile(path_of(10)[:1], (40, 1))
    hidden = range(12, 25)
    track = follow_point(film(path, hidden), tuple(path[0]), REACH)
    np.testing.assert_array_equal(np.isnan(track.centre[:, 0]), np.isin(np.arange(40), hidden))
    np.testing.assert_array_equal(np.isnan(track.error), np.isnan(track.centre[:, 0]))
    assert np.nanmax(np.abs(track.centre - path)) < 0.25


def test_out_of_the_picture_is_lost():
    frames = 40
    path = np.stack([np.linspace(160.0, 400.0, frames), np.full(frames, 120.0)], axis=1)
    track = follow_point(film(path), tuple(path[0]), REACH)
    assert np.isnan(track.centre[path[:, 0] > 335.0]).all()
    assert np.nanmax(np.abs(track.centre - path)) < 0.5


def test_where_there_is_nothing_to_see_nothing_is_followed():
    blank = [Frame(index, index / FPS, np.full((90, 90, 3), 127, np.uint8)) for index in range(3)]
    track = follow_point(blank, (45.0, 45.0), REACH)
    assert np.isnan(track.centre[1:]).all()


def test_without_frames_there_is_no_track():
    track = follow_point([], (1.0, 2.0), REACH)
    assert (track.centre.shape, track.score.shape, track.error.shape) == ((0, 2), (0,), (0,))


@pytest.mark.clips
@pytest.mark.parametrize("part", [0.75, 1.0])
def test_stays_with_the_clicks_of_a_sleeve_s_end(shared_clips, part):
    clicks = read_clicks()
    with read_frames(shared_clips / "squat-side-sleeve-truth.mp4") as frames:
        track = follow_point(frames, tuple(clicks[0]), part * point_reach(BODY_PX))
    off = np.hypot(*(track.centre - clicks).T)
    assert np.isfinite(off).all()
    assert np.sqrt(np.mean(off**2)) <= 2.5

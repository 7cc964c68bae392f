"""A disc on a known course is traced through gaps, past other discs, and when it is let go."""

import numpy as np
import pytest

from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.align import align
from liftvision.barbell.plate.find import FoundPlate
from liftvision.barbell.plate.stack import cut_patch
from liftvision.barbell.plate.trace import PlateTracer
from liftvision.barbell.plate.turned import TurnedPlate
from liftvision.barbell.window import reduction, window_around
from tests.barbell.plate_pictures import clutter, with_disc

SIZE = (480, 400)
PX_PER_M = 200.0
FRAMES = 40
TIMES = np.arange(FRAMES) / 30.0
COURSE = np.stack(
    [240.0 + 2.0 * np.sin(4.0 * TIMES), 300.0 - 60.0 * (1.0 - np.cos(2.4 * TIMES))], axis=1
)
RADIUS = 42.0


def plate(picture, place):
    """A dark disc with a bright hub, so that it is told from any other."""
    rim = with_disc(picture, place, RADIUS, RADIUS)
    return with_disc(rim, place, 14.0, 14.0, (190, 190, 190))


def traced(draw, expected=COURSE):
    window = window_around(COURSE, np.array([0.6, 0.6]), SIZE, reduction(SIZE, PX_PER_M), PX_PER_M)
    background = clutter(*SIZE, seed=11)
    stills = np.arange(4, FRAMES - 4, 3)
    centres = window.inward(COURSE[stills] + 0.5)
    patches = [
        cut_patch(window.crop(plate(background, COURSE[still])), centre, 1.0, 70)
        for still, centre in zip(stills, centres, strict=True)
    ]
    aligned = align(patches, Ellipse(RADIUS, RADIUS), (0.8, 1.05))
    assert aligned is not None
    found = FoundPlate(
        plate=TurnedPlate(
            aligned.pattern, centres[0], RADIUS, np.zeros(2), np.zeros(2), np.inf
        ),
        size_error=0.01, offset_error=0.5, support=0.8, frames=stills, centres=centres,
        shares=np.ones(len(stills)), beside=np.zeros(2), runner_up=0.0,
    )  # fmt: skip
    tracer = PlateTracer(found, window, TIMES, window.inward(expected))
    for frame in range(FRAMES):
        tracer.look(frame, draw(background, frame))
    # cv2 draws about the middles of pixels, a clip is counted from the corner.
    path = tracer.path()
    return path, path.centre - 0.5 - COURSE


def test_it_is_true_to_a_fraction_of_a_pixel():
    path, off = traced(lambda picture, frame: plate(picture, COURSE[frame]))
    assert np.isfinite(off).all()
    assert np.std(off, axis=0).max() < 0.3
    assert np.abs(np.mean(off, axis=0)).max() < 0.5
    assert np.mean(np.abs(off) < 2.0 * path.error[:, None]) > 0.8


def test_frames_that_hide_it_are_gaps():
    hidden = range(15, 20)

    def draw(picture, frame):
        return picture if frame in hidden else plate(picture, COURSE[frame])

    path, off = traced(draw)
    assert np.isnan(path.centre[list(hidden)]).all()
    shown = np.setdiff1d(np.arange(FRAMES), list(hidden))
    assert np.abs(off[shown]).max() < 1.5


def test_another_disc_is_never_taken_for_it():
    def draw(picture, frame):
        other = with_disc(picture, (130.0, 180.0), RADIUS, RADIUS, (60, 60, 60))
        return plate(other, COURSE[frame])

    _, off = traced(draw)
    assert np.abs(off).max() < 1.5


def test_a_plate_does_not_fly_aside():
    elsewhere = range(15, 18)

    def draw(picture, frame):
        return plate(picture, COURSE[frame] - [60.0 * (frame in elsewhere), 0.0])

    path, off = traced(draw)
    assert np.isnan(path.centre[list(elsewhere)]).all()
    shown = np.setdiff1d(np.arange(FRAMES), list(elsewhere))
    assert np.abs(off[shown]).max() < 1.5


def test_a_bar_that_was_let_go_is_followed_without_the_hands():
    # After the stills the hands go up while the plate falls.
    away = COURSE.copy()
    away[FRAMES - 4 :, 1] -= 120.0
    _, off = traced(lambda picture, frame: plate(picture, COURSE[frame]), expected=away)
    assert np.abs(off).max() < 1.5


def test_part_of_it_outside_the_picture_is_enough():
    def draw(picture, frame):
        drawn = plate(picture, COURSE[frame])
        drawn[:, 260:] = 0
        return drawn

    _, off = traced(draw)
    assert np.isfinite(off).mean() > 0.9
    assert np.nanmax(np.abs(off)) < 4.0


@pytest.mark.parametrize("frame", [0, FRAMES - 1])
def test_ends_without_stills_are_traced_too(frame):
    _, off = traced(lambda picture, number: plate(picture, COURSE[number]))
    assert np.abs(off[frame]).max() < 1.0

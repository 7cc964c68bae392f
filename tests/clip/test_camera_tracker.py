"""A wall of boxes filmed by a camera whose turns are known, with things in front of it."""

import cv2
import numpy as np
import pytest

from liftvision.clip.camera_tracker import CameraTracker
from liftvision.clip.clip import Shot
from tests.clip.shaken_room import (
    FOCAL_PX,
    HEIGHT,
    WIDTH,
    clip_of,
    filmed,
    hand_held,
    seen_by,
    wall,
)

NOTHING = np.full((1, 4), np.nan)
PLACES = np.array([[80.0, 60.0], [240.0, 60.0], [160.0, 120.0], [80.0, 180.0], [240.0, 180.0]])


def motion_through(pictures, shots=None, busy=NOTHING):
    tracker = CameraTracker(clip_of(len(pictures), shots), (WIDTH, HEIGHT))
    for index, picture in enumerate(pictures):
        tracker.look(index, picture, busy)
    return tracker.motion()


def left_over(motion, turns, zooms=None):
    """By how much places of the wall still move after they were steadied, (T, 5, 2) px."""
    zooms = np.ones(len(turns)) if zooms is None else zooms
    seen = np.stack([seen_by(*camera, PLACES) for camera in zip(turns, zooms, strict=True)])
    steadied = motion.steadied(seen)
    return steadied - steadied.mean(axis=0)


def test_a_hand_held_camera_is_steadied():
    turns = hand_held(45)
    painted = wall()
    motion = motion_through([filmed(painted, turn) for turn in turns])
    off = left_over(motion, turns)
    assert np.abs(off).max() < 0.25
    assert off.std() < 0.08
    assert (motion.errors < 0.2).all()
    assert motion.focal_px[0] == pytest.approx(FOCAL_PX, rel=0.15)


def test_a_camera_on_a_tripod_changes_nothing():
    painted, random = wall(), np.random.default_rng(0)
    still = filmed(painted, np.zeros(3)).astype(float)
    noisy = [still + random.normal(0.0, 4.0, still.shape) for _ in range(30)]
    motion = motion_through([picture.clip(0, 255).astype(np.uint8) for picture in noisy])
    assert not motion.moves.any()
    assert (motion.errors == 0.0).all()


def test_a_pan_beyond_the_picture_goes_from_key_frame_to_key_frame():
    turns = np.zeros((60, 3))
    turns[:, 1] = np.linspace(-0.35, 0.35, 60)
    zooms = np.linspace(1.0, 1.1, 60)
    painted = wall()
    pictures = [filmed(painted, *camera) for camera in zip(turns, zooms, strict=True)]
    motion = motion_through(pictures)
    off = left_over(motion, turns, zooms)
    way_px = np.ptp(turns[:, 1]) * FOCAL_PX
    assert way_px > 150.0
    assert np.abs(off[:, 2]).max() < 0.03 * way_px
    assert np.ptp(motion.zooms) == pytest.approx(0.1, abs=0.02)
    assert motion.errors[-1] > motion.errors[1]


def test_what_moves_by_itself_and_what_is_printed_does_not_count():
    turns, painted = hand_held(40), wall()
    lifter = wall(seed=7)[:130, :100]
    pictures = []
    for frame, turn in enumerate(turns):
        picture = filmed(painted, turn)
        down = 50 + round(40 * np.sin(frame / 6.0))
        picture[down : down + 130, 110:210] = lifter[..., None]
        cv2.putText(picture, "wait for it", (60, 225), 0, 1.0, (255, 255, 255), 3)
        pictures.append(picture)
    off = left_over(motion_through(pictures), turns)
    assert off.std() < 0.15
    assert np.abs(off).max() < 0.6


def test_busy_areas_are_left_out():
    """Nearly all of the picture is a lifter; the little background beside him stands still."""
    painted, lifter = wall(), wall(seed=7)
    pictures = []
    for frame in range(30):
        picture = filmed(painted, np.zeros(3))
        moved = np.roll(lifter, 2 * frame, axis=1)[:HEIGHT, :WIDTH]
        picture[:, 70:] = moved[:, 70:, None]
        pictures.append(picture)
    busy = np.array([[64.0, -1.0, WIDTH + 1.0, HEIGHT + 1.0]])
    told = motion_through(pictures, busy=busy)
    assert not told.moves.any()
    assert (told.errors == 0.0).all()
    assert motion_through(pictures).moves.any()


def test_a_plain_wall_tells_nothing():
    plain = np.full((HEIGHT, WIDTH, 3), 130, np.uint8)
    motion = motion_through([plain] * 12)
    assert np.isnan(motion.errors).all()
    assert not motion.moves.any()


def test_each_shot_has_its_own_reference():
    turns, painted, other = hand_held(30), wall(), wall(seed=3)
    pictures = [filmed(painted, turn) for turn in turns]
    pictures += [filmed(other, np.zeros(3))] * 20
    motion = motion_through(pictures, (Shot(0, 30), Shot(32, 50)))
    assert motion.moves[:30].mean() > 0.9
    assert not motion.moves[30:].any()
    assert np.isnan(motion.errors[30:32]).all()
    assert (motion.errors[32:] == 0.0).all()


def test_frames_that_show_nothing_lie_between_their_neighbours():
    turns, painted = hand_held(40), wall()
    pictures = [filmed(painted, turn) for turn in turns]
    pictures[20] = np.full_like(pictures[20], 90)
    motion = motion_through(pictures)
    assert np.isnan(motion.errors[20])
    assert np.isfinite(motion.errors[[19, 21, 39]]).all()
    assert np.abs(left_over(motion, turns)).max() < 0.5
    assert motion.errors[39] < 0.3

"""Cuts and fades between made scenes are found to the frame or nearly; motion, shaking, light
and captions split nothing. Times are at 30 fps unless said."""

import cv2
import numpy as np
import pytest

from liftvision.clip.clip import Shot
from liftvision.clip.cuts import find_shots
from liftvision.clip.fades import is_fade
from liftvision.clip.read import glance_at_frames
from liftvision.clip.signature import GRID, NEW_LEVEL, renewal

WIDTH, HEIGHT, MARGIN = 96, 54, 40


def frame_signature(picture):
    """The grey miniature of an RGB picture, as reading a clip gives it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return cv2.resize(grey, (GRID, GRID), interpolation=cv2.INTER_AREA)


def texture(seed):
    """A background larger than the picture: coloured blobs of all sizes."""
    noise = np.random.default_rng(seed)
    shape = (HEIGHT + 2 * MARGIN, WIDTH + 2 * MARGIN)
    total = np.zeros((*shape, 3))
    for cells in (4, 9, 20):
        coarse = noise.uniform(-1, 1, (cells, cells * 2, 3)).astype(np.float32)
        total += cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.clip(120 + 60 * total, 10, 245)


def scene(seed, frames, fps=30, speed_hz=0.5, shift=None, lifter=True):
    """Somebody goes up and down before a background, as (T, HEIGHT, WIDTH, 3) floats.

    `shift` (T, 2) moves the camera, in px."""
    background = texture(seed)
    shift = np.zeros((frames, 2)) if shift is None else shift
    pictures = []
    for index in range(frames):
        move = np.float32([[1, 0, shift[index, 0]], [0, 1, shift[index, 1]]])
        moved = cv2.warpAffine(background, move, background.shape[1::-1])
        picture = moved[MARGIN:-MARGIN, MARGIN:-MARGIN]
        if lifter:
            rise = 10 * np.sin(2 * np.pi * speed_hz * index / fps)
            x, y = 30 + 7 * (seed % 5), round(22 - rise)
            picture[y : y + 24, x : x + 14] = (30, 30, 160)
            picture[y + 16 : y + 28, x + 6 : x + 20] = 20
        pictures.append(picture)
    return np.array(pictures)


def shots(pictures, fps=30):
    pictures = np.clip(pictures, 0, 255).astype(np.uint8)
    signatures = np.array([frame_signature(picture) for picture in pictures])
    return find_shots(signatures, np.arange(len(pictures)) / fps)


def cross_fade(before, after, length):
    share = ((np.arange(length) + 1) / (length + 1))[:, None, None, None]
    mixed = (1 - share) * before[-length:] + share * after[:length]
    return np.concatenate([before[:-length], mixed, after[length:]])


def assert_whole(pictures, fps=30):
    assert shots(pictures, fps) == (Shot(0, len(pictures)),)


@pytest.mark.parametrize("fps", [10, 24, 30, 60, 240])
def test_hard_cut(fps):
    first, second = scene(1, 2 * fps, fps), scene(2, 3 * fps, fps)
    joined = np.concatenate([first, second])
    assert shots(joined, fps) == (Shot(0, 2 * fps), Shot(2 * fps, 5 * fps))


def test_several_hard_cuts():
    joined = np.concatenate([scene(seed, 12) for seed in range(6)])
    assert shots(joined) == tuple(Shot(start, start + 12) for start in range(0, 72, 12))


def test_jump_cut_in_the_same_scene():
    pictures = scene(3, 90)
    standing, down = pictures[30:47], pictures[:17]
    # From the top of the movement to the bottom, with nothing in between.
    moved = np.concatenate([pictures[:16], pictures[45:90]])
    far = np.abs(moved[15].mean(2) - moved[16].mean(2)) > 24
    assert 0.1 < far.mean() < 0.4
    assert shots(moved) == (Shot(0, 16), Shot(16, 61))
    assert_whole(np.concatenate([standing, standing[::-1]]))
    assert_whole(np.concatenate([down, down[::-1]]))


@pytest.mark.parametrize("shaken", [False, True])
@pytest.mark.parametrize("seconds", [0.2, 0.4, 0.8, 1.5])
def test_cross_fade(seconds, shaken):
    length = round(30 * seconds)
    shift = np.random.default_rng(0).normal(0, 0.4, (120, 2)) if shaken else None
    pictures = cross_fade(scene(1, 120, shift=shift), scene(2, 120, shift=shift), length)
    first, second = shots(pictures)
    begin, end = 120 - length, 120
    # A fifth of the other scene may still be seen through; 0.2 s more may go.
    assert begin - 7 <= first.stop <= begin + 0.2 * length + 1
    assert end - 0.2 * length - 1 <= second.start <= end + 7
    assert (first.start, second.stop) == (0, len(pictures))


@pytest.mark.parametrize("level", [0, 255])
@pytest.mark.parametrize("seconds", [0.4, 1.0])
def test_fade_through_black_or_white(seconds, level):
    length = round(30 * seconds)
    blank = np.full((length + 5, HEIGHT, WIDTH, 3), float(level))
    pictures = cross_fade(cross_fade(scene(1, 90), blank, length), scene(2, 90), 5)
    first, second = shots(pictures)
    assert 90 - length - 7 <= first.stop <= 90 - 0.7 * length
    assert 90 <= second.start <= 97 + 6


def test_somebody_fades_while_the_title_stays():
    canvas = np.full((120, HEIGHT, WIDTH, 3), 250.0)
    canvas[:, 4:10, 4:40] = 40
    front, side = canvas.copy(), canvas.copy()
    for index, rise in enumerate(np.round(8 * np.sin(np.arange(120) / 10)).astype(int)):
        # He stands still from a second before the fade.
        front[index, 15 + (rise if index < 60 else 0) : 50, 50:75] = (180, 30, 30)
        side[index, 15 + (rise if index > 60 else 0) : 50, 60:85] = (30, 30, 90)
    pictures = cross_fade(cross_fade(front, canvas[:65], 30), side, 30)
    first, second = shots(pictures)
    assert 83 <= first.stop <= 96
    assert 149 <= second.start <= 162


def test_fast_lifter():
    assert_whole(scene(4, 150, speed_hz=2.0))


@pytest.mark.parametrize("px_a_frame", [0.3, 1.0, 2.0])
def test_pan(px_a_frame):
    path = np.stack([np.arange(38) * px_a_frame, np.zeros(38)], 1)
    path = np.clip(np.concatenate([path, path[::-1]]), 0, 39)
    assert_whole(scene(5, len(path), shift=path))


@pytest.mark.parametrize("px", [0.5, 2.0, 4.0])
def test_shaken_camera(px):
    assert_whole(scene(6, 120, shift=np.random.default_rng(1).normal(0, px, (120, 2))))


@pytest.mark.parametrize("px", [(6, 0), (-4, 4), (2, 7)])
def test_somebody_knocks_against_the_camera(px):
    shift = np.zeros((90, 2))
    shift[45:] = px
    assert_whole(scene(6, 90, shift=shift))


def test_zoom():
    still = scene(7, 1, lifter=False)[0]
    zoomed = []
    for factor in np.linspace(1.0, 1.6, 45):
        matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 0, factor)
        zoomed.append(cv2.warpAffine(still, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT))
    assert_whole(np.array(zoomed))


@pytest.mark.parametrize("frames", [1, 3, 6])
def test_flash(frames):
    pictures = scene(8, 90)
    pictures[40 : 40 + frames] = 250
    assert_whole(pictures)


def test_flicker():
    pictures = scene(8, 90)
    pictures[::2] *= 0.85
    assert_whole(pictures)


@pytest.mark.parametrize("gain", [0.6, 1.5])
@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.0])
def test_light_and_exposure(gain, seconds):
    pictures = scene(9, 120) * 0.6
    ramp = np.clip((np.arange(120) - 50) / max(1, 30 * seconds), 0, 1)
    assert_whole(pictures * (1 + (gain - 1) * ramp)[:, None, None, None])


@pytest.mark.parametrize("level", [0, 255])
@pytest.mark.parametrize("seconds", [0.0, 0.4, 1.0])
def test_caption(seconds, level):
    """A box over an eighth of the picture comes and goes, at once or faded."""
    pictures = scene(3, 150)
    seen = np.clip((np.arange(150) - 40) / max(1, 30 * seconds), 0, 1)
    seen *= np.clip((110 - np.arange(150)) / max(1, 30 * seconds), 0, 1)
    box = pictures[:, 2:14, 5:60]
    box += seen[:, None, None, None] * (level - box)
    assert_whole(pictures)


def test_noise_of_the_coding():
    noise = np.random.default_rng(3).normal(0, 4, (90, HEIGHT, WIDTH, 3))
    assert_whole(scene(1, 90) + noise)


def test_bars_beside_the_picture_change_nothing():
    joined = np.concatenate([scene(1, 40), scene(2, 40)])
    barred = np.pad(joined, ((0, 0), (0, 0), (80, 80), (0, 0)))
    assert shots(barred) == shots(joined) == (Shot(0, 40), Shot(40, 80))


def test_pieces_too_short_belong_to_no_shot():
    joined = np.concatenate([scene(1, 3), scene(2, 40), scene(3, 6), scene(4, 40), scene(5, 2)])
    assert shots(joined) == (Shot(3, 43), Shot(49, 89))


def test_variable_frame_rate():
    pictures = np.concatenate([scene(1, 40), scene(2, 40)])
    signatures = np.array([frame_signature(p.astype(np.uint8)) for p in pictures])
    times = np.cumsum(np.random.default_rng(4).uniform(0.01, 0.08, 80))
    assert find_shots(signatures, times) == (Shot(0, 40), Shot(40, 80))


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_few_frames_are_one_shot(frames):
    assert_whole(scene(1, frames))


def test_nothing_and_black():
    assert find_shots(np.zeros((0, GRID, GRID), np.uint8), np.zeros(0)) == ()
    assert_whole(np.zeros((20, HEIGHT, WIDTH, 3)))


def test_small_motion_and_light_are_not_new_but_another_scene_is():
    still = frame_signature(scene(1, 1)[0].astype(np.uint8))
    other = frame_signature(scene(2, 1)[0].astype(np.uint8))
    assert renewal(still, np.roll(still, 1, axis=1))[0][:, 2:-2].max() <= NEW_LEVEL
    assert renewal(still, (still * 0.7 + 10).astype(np.uint8))[0].max() <= NEW_LEVEL
    assert np.mean(renewal(still, other)[0] > NEW_LEVEL) > 0.2


def test_only_an_even_mixture_is_a_fade():
    first, last = (
        frame_signature(scene(seed, 1)[0].astype(np.uint8)).astype(np.float32) for seed in (1, 2)
    )
    share = np.array([0.25, 0.5, 0.75])

    def run(proportions):
        inner = [(1 - p) * first + p * last for p in proportions]
        return np.array([first, *inner, last], np.float32)

    assert is_fade(run(share), share)
    assert not is_fade(run([0.0, 0.0, 1.0]), share)
    assert not is_fade(run([0.6, 0.85, 0.95]), share)
    # A curtain: each cell changes, but one after the other.
    curtain = run(share)
    columns = np.arange(GRID) / GRID
    for index, place in enumerate(share, start=1):
        curtain[index] = np.where(columns < place, last, first)
    assert not is_fade(curtain, share)


REAL = {
    # Seen by eye: hard cuts to the frame, fades from first to last frame that shows them.
    "side-hard-cut.mp4": [(0, 33), (33, 61)],
    "fragment-jump-cut.mp4": [(1, 26)],
    "front-and-side-cuts.mp4": [(0, 338), (380, 1053), (1094, 1292), (1345, 1367)],
    "side-four-reps-text.mp4": [(0, 720)],
    "rear-oblique-two-reps.mp4": [(1, 222)],
    "front-oblique-hevc.mp4": [(0, 249)],
    "side-handheld-extreme.mp4": [(0, 259)],
    "side-closeup-head-cut.mp4": [(0, 102)],
    "oblique-neutral-back.mp4": [(0, 104)],
    "squat-front-knee-cave.mp4": [(0, 550)],
    "negative-clean.mp4": [(0, 62)],
}


@pytest.mark.clips
@pytest.mark.parametrize("name", REAL)
def test_real_clips(shared_clips, name):
    frames = [
        (frame.signature, frame.time_s)
        for frame in glance_at_frames(shared_clips / name, size=(96, 54))
    ]
    found = find_shots(np.array([s for s, _ in frames]), np.array([t for _, t in frames]))
    assert len(found) == len(REAL[name])
    for shot, (start, stop) in zip(found, REAL[name], strict=True):
        assert start - 4 <= shot.start <= start + 8
        assert stop - 8 <= shot.stop <= stop + 4

from dataclasses import replace

import numpy as np
import pytest

from liftvision.synthetic.picture.film import captioned, exposed_together, filmed
from liftvision.synthetic.recipes.recipe import VideoRecipe

CLEAN = VideoRecipe(width=96, height=64, blur_px=0.0, noise=0.0)
GREY = np.full((64, 96, 3), 128, dtype=np.uint8)


def test_a_frame_of_black_and_one_of_white_add_up_to_half_the_light():
    black, white = np.zeros_like(GREY), np.full_like(GREY, 255)
    # Half the light is 188 of 255 in sRGB (IEC 61966-2-1).
    assert np.all(exposed_together([black, white]) == 188)


def test_equal_frames_add_up_to_themselves():
    ramp = np.tile(np.arange(256, dtype=np.uint8)[None, :, None], (4, 1, 3))
    assert np.array_equal(exposed_together([ramp, ramp, ramp]), ramp)


def test_the_same_moment_and_seed_give_the_same_frame():
    video = replace(CLEAN, noise=6.0, blur_px=0.8)
    first = filmed([GREY], video, 1.25, seed=3)
    assert np.array_equal(first, filmed([GREY], video, 1.25, seed=3))
    assert not np.array_equal(first, filmed([GREY], video, 1.25, seed=4))
    assert not np.array_equal(first, filmed([GREY], video, 1.30, seed=3))


def test_noise_has_about_the_stated_strength_and_is_mostly_grey():
    clean = filmed([GREY], CLEAN, 0.0, 1).astype(float)
    difference = filmed([GREY], replace(CLEAN, noise=8.0), 0.0, 1) - clean
    assert difference.std() == pytest.approx(8.0, rel=0.2)
    brightness = difference.mean(axis=2)
    assert (difference - brightness[..., None]).std() < 0.5 * brightness.std()


def test_light_is_noisier_than_shadow():
    dark, light = np.full_like(GREY, 30), np.full_like(GREY, 190)
    video = replace(CLEAN, noise=8.0)
    assert filmed([light], video, 0.0, 1).std() > filmed([dark], video, 0.0, 1).std()


def test_blur_takes_the_contrast_of_fine_detail():
    checks = (np.indices((64, 96)).sum(axis=0) % 2 * 255).astype(np.uint8)
    picture = np.repeat(checks[..., None], 3, axis=2)
    assert filmed([picture], replace(CLEAN, blur_px=1.5), 0.0, 1).std() < 20.0


def test_corners_are_darker_than_the_middle():
    picture = filmed([GREY], CLEAN, 0.0, 1).astype(int)
    assert picture[0, 0].mean() < picture[32, 48].mean() - 5
    assert picture[32, 48].mean() == pytest.approx(128, abs=6)


def test_a_caption_is_laid_over_the_picture_and_fits_in_it():
    video = VideoRecipe(width=320, height=180, blur_px=0.0, noise=0.0)
    grey = np.full((180, 320, 3), 128, dtype=np.uint8)
    plain = filmed([grey], video, 0.0, 1)
    written = filmed([grey], replace(video, caption="new best: 180 kg, felt easy"), 0.0, 1)
    changed = np.any(plain != written, axis=2)
    assert not changed[:110].any()
    assert written[changed].max() == 255
    letters = np.any(written == 255, axis=2)
    assert letters.any()
    assert not letters[:, :4].any()
    assert not letters[:, -4:].any()


def test_the_picture_given_to_a_caption_is_left_alone():
    picture = GREY.copy()
    captioned(picture, "3 reps")
    assert np.array_equal(picture, GREY)

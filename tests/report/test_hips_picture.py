"""Hips that are shifted or tilted: named where that is more than usual, sure, and lasts."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.report.hips_picture import hip_words, noteworthy
from liftvision.report.overlay import plan_overlay
from tests.report.front_lifter import frame_of, from_front


def shifted(size, error, lasts, yaw_deg=0.0):
    """A set whose hips are shifted in so many frames about the middle of the first pull."""
    analysis = from_front(yaw_deg=yaw_deg)
    motion, frames, middle = analysis.motion, analysis.clip.frames, frame_of(analysis)
    shift = np.zeros(frames)
    shift[middle - lasts // 2 : middle + lasts // 2 + 1] = size
    columns = dict(motion.columns) | {"pelvis_shift": shift}
    errors = dict(motion.errors) | {"pelvis_shift": np.full(frames, error)}
    return replace(analysis, motion=replace(motion, columns=columns, errors=errors))


def test_sides_are_the_lifter_s_own():
    assert hip_words(np.nan, np.nan) == ()
    assert hip_words(6.0, np.nan) == ("hips 6 % left",)
    assert hip_words(-9.0, -4.0) == ("hips 9 % right", "right hip 4° up")


@pytest.mark.parametrize(
    ("size", "error", "lasts", "is_named"),
    [(-7.0, 2.0, 40, True), (-3.5, 1.0, 40, False), (-7.0, 4.0, 40, False), (-7.0, 2.0, 3, False)],
)
def test_only_what_is_large_sure_and_lasts_is_drawn(size, error, lasts, is_named):
    analysis = shifted(size, error, lasts)
    frame = frame_of(analysis)
    assert np.isfinite(noteworthy(analysis.motion, "pelvis_shift")[frame]) == is_named
    planned = plan_overlay(analysis, 1280)
    picture = np.full((planned.layout.picture_height, planned.layout.width, 3), 60, np.uint8)
    planned.hips.draw(picture, frame)
    assert (picture != 60).any() == is_named


def test_a_short_gap_does_not_interrupt_it():
    analysis = shifted(-7.0, 1.0, 40)
    frame = frame_of(analysis)
    analysis.motion.columns["pelvis_shift"][frame - 4 : frame - 2] = 0.0
    assert np.isfinite(noteworthy(analysis.motion, "pelvis_shift")[frame - 6 : frame + 6]).all()


def test_a_shift_that_another_clip_saw_is_not_drawn_from_the_side():
    analysis = shifted(-7.0, 1.0, 40, yaw_deg=90.0)
    assert np.isnan(noteworthy(analysis.motion, "pelvis_shift")).all()

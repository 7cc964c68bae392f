"""The back: coloured by how round it is, the angle between the arms, nothing unmeasured."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.clip.clip import Shot
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS
from liftvision.report import back_picture
from liftvision.report.back_picture import (
    INKS,
    OFF_BACK,
    SEAT_POINTS,
    UNMEASURED,
    curvature,
    plan_back,
    steadied_in_time,
)
from liftvision.report.colours import FLAT_TO_ROUND, LUMBAR, ramp
from liftvision.report.layout import lay_out
from tests.report.back_lifter import HIDDEN_BACK, with_back

POINTS = OUTLINE_POINTS - HIP_POINT
MIDDLE = slice(20, POINTS - 20)
"""Away from the ends, where there is no outline to either side."""


def arc(round_deg, facing=1.0):
    """An outline (1, N, 2) px from the hip up that turns forward by an angle, 1 px apart."""
    leans = np.radians(np.linspace(0.0, round_deg, POINTS))
    steps = np.stack([facing * np.sin(leans), -np.cos(leans)], axis=1)
    return np.cumsum(steps, axis=0)[None]


def turn_between(first, second):
    """The angle in degrees from one vector (T, 2) px to another, forward to the right."""
    leans = [np.arctan2(v[:, 0], -v[:, 1]) for v in (first, second)]
    return np.degrees(leans[1] - leans[0])


def planned(analysis, long_side=1280):
    return plan_back(analysis, lay_out(analysis.clip.width, analysis.clip.height, long_side))


@given(st.floats(-120.0, 160.0), st.sampled_from([-1.0, 1.0]))
def test_curvature_of_an_arc_is_its_turn_whichever_way_it_faces(round_deg, facing):
    bends = curvature(arc(round_deg, facing), np.array([facing]))
    np.testing.assert_allclose(bends[0, MIDDLE], round_deg, atol=0.5 + 0.03 * abs(round_deg))


@given(st.floats(0.2, 20.0), st.floats(-1e3, 1e3))
def test_curvature_does_not_depend_on_size_and_place(size, place):
    outline, turn = arc(60.0), np.array([1.0])
    np.testing.assert_allclose(
        curvature(size * outline + place, turn), curvature(outline, turn), atol=1e-6
    )


def test_rounder_is_darker_all_the_way():
    """CIE lightness of the inks, so that grey pictures and colour-blind eyes keep the order."""
    inks = np.array(ramp(FLAT_TO_ROUND, 32)) / 255.0
    linear = np.where(inks <= 0.04045, inks / 12.92, ((inks + 0.055) / 1.055) ** 2.4)
    lightness = 116.0 * np.cbrt(linear @ [0.2126, 0.7152, 0.0722]) - 16.0
    assert (np.diff(lightness) < 0.0).sum() >= 30
    assert lightness[0] - lightness[-1] > 25.0
    assert lightness[-1] > 50.0, "still light enough for black clothes"


def test_a_round_back_is_warmer_than_a_flat_one_and_the_seat_has_no_colour():
    shown = {}
    for round_deg in (-40.0, 0.0, 60.0, 140.0):
        analysis = with_back()
        outline = np.full_like(analysis.pose.outline, np.nan)
        outline[:, HIP_POINT:] = arc(round_deg) + 200.0
        outline[:, :HIP_POINT] = outline[:, [HIP_POINT]] + np.arange(HIP_POINT, 0, -1)[:, None]
        back = planned(replace(analysis, pose=replace(analysis.pose, outline=outline)))
        shown[round_deg] = back.levels[0, SEAT_POINTS:][MIDDLE]
        assert (back.levels[0, : SEAT_POINTS + 5] == 0).all()
    assert (shown[-40.0] == 0).all()
    assert (shown[0.0] == 0).all()
    assert 0 < np.median(shown[60.0]) < np.median(shown[140.0]) == len(INKS) - 1


def test_arms_enclose_the_lumbar_flexion_at_the_pelvis_s_tilt():
    analysis = with_back()
    back, columns = planned(analysis), analysis.motion.columns
    np.testing.assert_allclose(
        turn_between(back.pelvis, back.thorax), columns["lumbar_flexion"], atol=1e-6
    )
    up = np.broadcast_to([0.0, -1.0], back.pelvis.shape)
    np.testing.assert_allclose(turn_between(up, back.pelvis), columns["pelvis_tilt"], atol=1e-6)


def test_facing_left_is_the_mirror_image():
    right, left = (planned(with_back(yaw_deg=yaw)) for yaw in (90.0, -90.0))
    for there, here in ((left.pelvis, right.pelvis), (left.outward, right.outward)):
        np.testing.assert_allclose(there, here * [-1.0, 1.0], atol=1e-6)
    np.testing.assert_array_equal(left.levels, right.levels)


def test_seen_at_an_angle_forward_is_shorter():
    back = planned(with_back(yaw_deg=60.0))
    side = planned(with_back())
    forward = (view.pelvis[:, 0] / view.pelvis[:, 1] for view in (back, side))
    seen, whole = (np.abs(each[:40]) for each in forward)
    np.testing.assert_allclose(seen, whole * np.sin(np.radians(60.0)), atol=1e-6)


def test_arms_lie_behind_the_back_and_clear_of_it():
    back = planned(with_back())
    frames = np.flatnonzero(np.isfinite(back.flexion))
    gap = OFF_BACK * back.layout.text
    for frame in frames[::7]:
        outline = back.outline[frame, SEAT_POINTS:]
        apex, pelvis, outward = back.apex[frame], back.pelvis[frame], back.outward[frame]
        along = (outline - apex) @ pelvis / np.hypot(*pelvis)
        beside = (along < 0.0) & (along > -np.hypot(*pelvis))
        assert ((outline[beside] - apex) @ outward < -0.6 * gap).all()


def drawn(back, frame):
    """The outline and the arms of a frame on a grey picture."""
    picture = np.full((back.layout.picture_height, back.layout.width, 3), 60, np.uint8)
    back.draw_outline(picture, frame)
    outline = (picture != 60).any(axis=2)
    back.draw_flexion(picture, frame)
    return picture, outline


def test_where_nothing_was_measured_the_outline_is_thin_and_starts_at_the_hip():
    back = planned(with_back())
    frame = HIDDEN_BACK.start + 3
    assert (back.levels[frame] == UNMEASURED).all()
    _, thin = drawn(back, frame)
    _, strong = drawn(replace(back, levels=np.zeros_like(back.levels)), frame)
    assert 0 < thin.sum() < 0.7 * strong.sum()
    x, y = back.outline[frame, 2].round().astype(int)
    assert strong[y, x]
    assert not thin[y, x]


def test_arms_are_there_only_where_they_were_measured():
    back = planned(with_back())
    for frame, least, most in ((HIDDEN_BACK.start + 3, 0, 0), (HIDDEN_BACK.stop + 3, 60, 2000)):
        picture, _ = drawn(back, frame)
        assert least <= (picture == LUMBAR).all(axis=2).sum() <= most


def test_what_the_plate_hides_is_not_drawn():
    analysis = with_back()
    frame = 10
    analysis.bar.centre[frame] = analysis.pose.outline[frame, HIP_POINT + 5]
    back = planned(analysis)
    hidden = np.isnan(back.outline[frame, :, 0])
    away = np.linalg.norm(analysis.pose.outline[frame] - analysis.bar.centre[frame], axis=1)
    behind = away < analysis.bar.shots[0].rim.radius
    assert hidden.any()
    np.testing.assert_array_equal(hidden, behind[HIP_POINT - SEAT_POINTS :])
    assert np.isfinite(back.apex[frame]).all(), "the arms are the measured angles"


def test_number_is_written_only_where_it_was_measured(monkeypatch):
    words = []
    real = back_picture.sprites.word
    monkeypatch.setattr(
        back_picture.sprites,
        "word",
        lambda text, *a, **k: words.append(text) or real(text, *a, **k),
    )
    analysis = with_back()
    back = planned(analysis)
    picture = np.full((back.layout.picture_height, back.layout.width, 3), 60, np.uint8)
    back.draw_flexion(picture, HIDDEN_BACK.start)
    assert words == []
    back.draw_flexion(picture, 20)
    assert words == [f"{round(analysis.motion.columns['lumbar_flexion'][20])}°"]


def test_smoothing_leaves_out_gaps_and_stays_within_a_shot():
    times = np.arange(40) / 30.0
    values = np.where(np.arange(40) < 20, 1.0, 5.0)
    values[8:10] = np.nan
    steady = steadied_in_time(values, times, (Shot(0, 20), Shot(20, 38)))
    assert np.isnan(steady[[8, 9, 38, 39]]).all()
    seen = np.isfinite(steady)
    np.testing.assert_allclose(steady[seen], values[seen])
    noisy = values + np.random.default_rng(1).normal(0.0, 0.3, 40)
    smooth = steadied_in_time(noisy, times, (Shot(0, 20), Shot(20, 40)))
    assert np.nanstd(smooth[20:]) < 0.6 * np.nanstd(noisy[20:])


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0, 45.0, -135.0])
def test_every_view_can_be_drawn(yaw_deg):
    analysis = with_back(yaw_deg=yaw_deg)
    back = planned(analysis, 640)
    picture = np.full((back.layout.picture_height, back.layout.width, 3), 60, np.uint8)
    for frame in range(0, analysis.clip.frames, 20):
        back.draw_outline(picture, frame)
        back.draw_flexion(picture, frame)

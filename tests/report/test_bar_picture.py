"""The bar on the picture: rim, plumb line and path lie where plate and bar are."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.track import Rim
from liftvision.clip.clip import Shot
from liftvision.report.bar_picture import INKS, plan_bar, rim_outline
from liftvision.report.colours import BAR, FAR
from liftvision.report.layout import lay_out
from liftvision.report.timeline import timeline
from liftvision.report.velocity_scale import VelocityScale, velocity_scale
from tests.report.plate_lifter import BRIDGED, PLATE_RADIUS_M, with_ends, with_plate

PX_PER_M = 200.0


def planned(analysis):
    clip, reps = analysis.clip, analysis.set.reps
    on, phases = timeline(reps, clip.times)
    layout = lay_out(clip.width, clip.height, None)
    scale = velocity_scale(analysis.motion, reps)
    return plan_bar(analysis, on, phases, layout, scale), layout


def picture(layout):
    return np.full((layout.picture_height, layout.width, 3), 60, np.uint8)


def frame_at(analysis, time_s):
    return int(np.searchsorted(analysis.clip.times, time_s))


def test_rim_outline_is_the_ellipse():
    x, y = rim_outline(Rim(30.0, 50.0, 0.0, 0.01, 0.5, 50.0, 0.5)).T
    np.testing.assert_allclose((x / 30.0) ** 2 + (y / 50.0) ** 2, 1.0)
    turned = rim_outline(Rim(30.0, 50.0, 90.0, 0.01, 0.5, 30.0, 0.5))
    assert np.ptp(turned[:, 0]) == pytest.approx(100.0, rel=1e-3)


def test_rim_is_drawn_around_the_plate_and_not_inside():
    analysis = with_plate(1)
    bar, layout = planned(analysis)
    image = picture(layout)
    frame = BRIDGED.stop + 5
    bar.draw_rim(image, frame)
    y, x = np.nonzero((image == BAR).all(axis=2))
    scale = layout.width / analysis.clip.width
    distance = np.hypot(*(np.stack([x, y], axis=1) - bar.points[frame, 0]).T)
    np.testing.assert_allclose(distance, PLATE_RADIUS_M * PX_PER_M * scale, atol=2.0)
    assert len(x) > 200


def test_bridged_rim_is_dashed_and_faint():
    analysis = with_plate(1)
    bar, layout = planned(analysis)
    seen, bridged = picture(layout), picture(layout)
    bar.draw_rim(seen, BRIDGED.stop)
    bar.draw_rim(bridged, BRIDGED.start)
    assert not (bridged == BAR).all(axis=2).any()
    faint = int((bridged == FAR).all(axis=2).sum())
    assert 0 < faint < 0.7 * int((seen == BAR).all(axis=2).sum())


def test_path_has_the_colour_of_the_velocity_from_lift_off_on():
    analysis = with_plate(2)
    bar, _ = planned(analysis)
    rep = analysis.set.reps[1]
    frame = frame_at(analysis, rep.knee_pass_s)
    assert bar.starts[frame] == frame_at(analysis, rep.lift_off_s)
    scale = velocity_scale(analysis.motion, analysis.set.reps)
    velocity = analysis.motion.columns["bar_vy"][[frame]]
    assert INKS[bar.inks[frame]] == VelocityScale.colours()[scale.levels(velocity)[0]]


def test_path_is_thinner_on_the_way_down():
    analysis = with_plate(1)
    bar, _ = planned(analysis)
    rep = analysis.set.reps[0]
    assert not bar.lowered[frame_at(analysis, rep.knee_pass_s)]
    assert bar.lowered[frame_at(analysis, rep.end_s) - 3]


def test_without_velocities_the_phases_colour_the_path():
    analysis = with_plate(1)
    analysis.motion.columns["bar_vy"][:] = np.nan
    bar, _ = planned(analysis)
    assert bar.inks.min() >= len(VelocityScale.colours())
    up = frame_at(analysis, analysis.set.reps[0].lift_off_s + 0.2)
    assert INKS[bar.inks[up]] == (255, 104, 84)


def test_plumb_line_stands_on_the_lift_off_and_reaches_above_the_path():
    analysis = with_plate(1)
    bar, layout = planned(analysis)
    rep = analysis.set.reps[0]
    frame = frame_at(analysis, rep.lockout_s)
    image = picture(layout)
    bar.draw_plumb(image, frame)
    # One px wide at a fraction of a px, it is white in no px of its own.
    y, x = np.nonzero(image.min(axis=2) > 100)
    start_x, start_y = bar.points[frame_at(analysis, rep.lift_off_s), 0]
    assert np.abs(x - start_x).max() <= 1.5
    assert y.max() == pytest.approx(start_y, abs=2.0)
    assert y.min() < np.nanmin(bar.points[: frame + 1, 0, 1])


def test_no_plumb_line_where_the_lift_off_is_before_the_cut():
    analysis = with_plate(1)
    rep = analysis.set.reps[0]
    cut = frame_at(analysis, rep.lift_off_s) + 8
    shots = (Shot(0, cut), Shot(cut, analysis.clip.frames))
    clip = replace(analysis.clip, shots=shots)
    by = analysis.bar.shots * 2
    bar, layout = planned(replace(analysis, clip=clip, bar=replace(analysis.bar, shots=by)))
    image = picture(layout)
    bar.draw_plumb(image, cut + 5)
    assert (image == 60).all()
    assert bar.starts[cut + 5] == cut


def test_front_view_has_a_path_at_both_ends():
    analysis = with_ends()
    bar, layout = planned(analysis)
    frame = frame_at(analysis, analysis.set.reps[0].lockout_s)
    scale = layout.width / analysis.clip.width
    apart = bar.points[frame, 0] - bar.points[frame, 1]
    np.testing.assert_allclose(apart, [2.0 * PX_PER_M * scale, 0.0], atol=1e-6)
    assert bar.outlines[frame] is None


def test_path_and_plumb_line_hang_in_the_room_when_the_camera_moves():
    still = with_plate(1)
    t = still.clip.times[:, None]
    turns = np.radians([1.0, 2.0, 0.0]) * np.sin(2.0 * np.pi * np.array([0.3, 0.4, 0.0]) * t)
    camera = replace(still.camera, turns=turns)
    bar = replace(still.bar, centre=camera.shaken(still.bar.centre))
    picture_of, layout = planned(replace(still, camera=camera, bar=bar))
    frame = frame_at(still, still.set.reps[0].lockout_s)
    clip = still.clip
    px = np.array([layout.width / clip.width, layout.picture_height / clip.height])
    start = picture_of.starts[frame]
    there = still.bar.centre[start : frame + 1]
    now = camera.shaken(there[None], slice(frame, frame + 1))[0] * px
    as_filmed = bar.centre[start : frame + 1] * px
    assert np.abs(now - as_filmed).max() > 5.0
    image = picture(layout)
    picture_of.draw_path(image, frame)
    y, x = np.nonzero((image != 60).any(axis=2))
    drawn = np.stack([x, y], axis=1)
    for place in now:
        assert np.linalg.norm(drawn - place, axis=1).min() < 1.0
    plumb = picture(layout)
    picture_of.draw_plumb(plumb, frame)
    y, x = np.nonzero(plumb.min(axis=2) > 100)
    assert np.abs(x - now[0, 0]).max() <= 3.0
    assert y.max() == pytest.approx(now[0, 1], abs=2.0)
    np.testing.assert_allclose(picture_of.points[frame, 0], now[-1], atol=1e-6)

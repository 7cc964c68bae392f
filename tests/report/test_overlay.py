"""The overlay: frames, times, what is drawn and what is not."""

from dataclasses import replace

import av
import numpy as np
import pytest

from liftvision.pose.landmarks import Landmark
from liftvision.report import arcs, gauge, overlay
from liftvision.report.colours import FAR, KNEE, LUMBAR, TRUNK_LEAN, TRUNK_THIGH
from liftvision.report.overlay import plan_overlay, write_overlay
from tests.report.back_lifter import with_back
from tests.report.fitted_lifter import UNDECIDED, with_body
from tests.report.plate_lifter import with_plate
from tests.stick_lifter import (
    as_analysis,
    deadlift,
    deadlift_angles,
    filmed,
    sample_analysis,
    write_video,
)


def drawn(planned, frame):
    """One frame on a grey picture."""
    canvas = np.full((planned.layout.height, planned.layout.width, 3), 60, np.uint8)
    planned.draw(canvas, frame)
    return canvas


def count(image, colour):
    """Pixels of exactly a colour."""
    return int((image == np.array(colour, np.uint8)).all(axis=2).sum())


def test_a_varying_frame_rate_keeps_its_times(tmp_path):
    times = np.cumsum(np.random.default_rng(1).uniform(0.02, 0.12, 60))
    angles, reps = deadlift_angles(1, times=times - times[0])
    lift = filmed(angles, reps, path=tmp_path / "varying.mp4")
    write_video(lift, lift.clip.path)
    write_overlay(as_analysis(lift), tmp_path / "overlay.mp4")
    with av.open(str(tmp_path / "overlay.mp4")) as video:
        stream = video.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        written = [frame.time for frame in video.decode(stream)]
    np.testing.assert_allclose(written, lift.clip.times, atol=0.001)


def test_a_part_of_a_clip_has_its_own_frames(tmp_path):
    whole = sample_analysis(tmp_path, reps=1)
    first = 40
    angles, reps = deadlift_angles(1, times=whole.clip.times[first:70])
    part = as_analysis(filmed(angles, reps, path=whole.clip.path))
    write_overlay(part, tmp_path / "part.mp4")
    with av.open(str(tmp_path / "part.mp4")) as video:
        pictures = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
    assert len(pictures) == 30
    # The white limbs lie on the lifter of the same frame only if the frames agree.
    shin = part.motion.landmarks[0, [26, 28]].mean(axis=0)
    scale = pictures[0].shape[1] / whole.clip.width
    x, y = (round(scale * c) for c in shin)
    assert pictures[0][y - 2 : y + 3, x - 2 : x + 3].min() > 180


def test_side_view_draws_arcs_in_the_colours_of_the_curves():
    lift = deadlift(1)
    planned = plan_overlay(as_analysis(lift), 1280)
    frame = int(np.searchsorted(lift.clip.times, lift.reps[0].lift_off_s))
    picture = drawn(planned, frame)[: planned.layout.picture_height]
    for colour in (KNEE, TRUNK_THIGH, TRUNK_LEAN):
        assert count(picture, colour) > 20


def test_a_number_that_was_not_measured_is_not_drawn(monkeypatch):
    words = []
    lift = deadlift(1)
    analysis = as_analysis(lift)
    frame = int(np.searchsorted(lift.clip.times, lift.reps[0].lift_off_s))
    analysis.motion.columns["knee_flexion_r"][frame] = np.nan
    analysis.motion.columns["trunk_lean"][frame] = np.nan
    planned = plan_overlay(analysis, 1280)
    real = arcs.sprites.word
    monkeypatch.setattr(
        arcs.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    drawn(planned, frame)
    assert "133°" in words
    assert not {"80°", "65°", "nan°"} & set(words)


def test_limbs_lie_on_the_fitted_joints():
    analysis = with_body()
    planned = plan_overlay(analysis, 1280)
    scale = planned.layout.width / analysis.clip.width
    shin = analysis.motion.joints[40, [Landmark.KNEE_R, Landmark.ANKLE_R]].mean(axis=0)
    x, y = (round(scale * place) for place in shin)
    assert drawn(planned, 40)[y, x].min() > 180


def test_a_leg_that_was_not_measured_is_dashed_and_has_no_number(monkeypatch):
    words = []
    planned = plan_overlay(with_body(), 1280)
    real = arcs.sprites.word
    monkeypatch.setattr(
        arcs.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    height = planned.layout.picture_height
    untold = UNDECIDED.start + 5
    faint = drawn(planned, untold)[:height]
    seen = replace(planned, legs_measured=np.ones_like(planned.legs_measured))
    strong = drawn(seen, untold)[:height]
    ankle, heel = planned.body[untold, [Landmark.ANKLE_R, Landmark.HEEL_R]]
    x, y = (0.5 * (ankle + heel)).round().astype(int)
    assert strong[y, x].min() > 200
    assert faint[y, x].min() < 200
    assert count(faint, FAR) > 20
    assert count(strong, KNEE) > 20
    assert count(faint, KNEE) == 0
    told = arcs.degrees(planned.angles["trunk_lean"][untold])
    assert {word for word in words if word.endswith("°")} == {told}


def test_without_the_lifter_only_the_picture_and_the_strip(monkeypatch):
    planned = plan_overlay(as_analysis(deadlift(1, gap=(20, 30))), 1280)
    words = []
    real = overlay.sprites.word
    monkeypatch.setattr(
        overlay.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    picture = drawn(planned, 25)[: planned.layout.picture_height]
    assert words == ["lifter not seen"]
    below = picture[4 * planned.layout.text :]
    assert (below == 60).all()


def test_every_view_and_frame_can_be_drawn():
    for yaw_deg in (90.0, -90.0, 0.0, 180.0, 45.0, -135.0):
        planned = plan_overlay(as_analysis(deadlift(1, fps=5.0, yaw_deg=yaw_deg)), 640)
        for frame in range(len(planned.times)):
            assert drawn(planned, frame).std() > 0.0


@pytest.mark.parametrize("size", [(360, 480), (640, 360), (150, 640), (640, 120)])
@pytest.mark.parametrize("long_side", [160, 200, 300, 330, 400, None])
def test_every_size_of_clip_and_overlay_can_be_drawn(size, long_side):
    planned = plan_overlay(as_analysis(deadlift(1, fps=5.0, size=size)), long_side)
    assert drawn(planned, 8).std() > 0.0
    assert long_side is None or max(planned.layout.width, planned.layout.height) <= long_side


def test_a_clip_with_nothing_in_it_still_has_an_overlay():
    lift = deadlift(1)
    analysis = as_analysis(deadlift(0, gap=(0, lift.clip.frames)))
    planned = plan_overlay(analysis, 640)
    assert drawn(planned, 0).shape == (planned.layout.height, planned.layout.width, 3)


def test_path_begins_at_the_lift_off_and_never_before_the_shot():
    lift = deadlift(2)
    planned = plan_overlay(as_analysis(lift), 1280)
    second = lift.reps[1]
    frame = int(np.searchsorted(lift.clip.times, second.lockout_s))
    begin = planned.bar.starts[frame]
    assert lift.clip.times[begin] == pytest.approx(second.lift_off_s, abs=1 / 30)
    analysis = as_analysis(lift)
    empty = replace(analysis, set=replace(analysis.set, reps=()))
    starts = plan_overlay(empty, 1280).bar.starts
    assert starts[0] == starts[30] == 0
    assert lift.clip.times[starts[-1]] == pytest.approx(lift.clip.times[-1] - 2.0, abs=1 / 30)


def test_plate_path_and_gauge_are_in_the_overlay(monkeypatch):
    analysis = with_plate(1)
    planned = plan_overlay(analysis, 1280)
    frame = int(np.searchsorted(analysis.clip.times, analysis.set.reps[0].knee_pass_s))
    words = []
    real = gauge.sprites.word
    monkeypatch.setattr(
        gauge.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    picture = drawn(planned, frame)[: planned.layout.picture_height]
    assert f"↑ {analysis.motion.columns['bar_vy'][frame]:.2f} m/s" in words
    rim = planned.bar.points[frame, 0] + planned.bar.outlines[frame]
    lowest = rim[rim[:, 1].argmax()].round().astype(int)
    assert picture[lowest[1] - 1 : lowest[1] + 2, lowest[0]].max() > 200


def test_plate_is_drawn_where_the_lifter_is_not_seen():
    analysis = with_plate(1)
    frame = int(np.searchsorted(analysis.clip.times, analysis.set.reps[0].knee_pass_s))
    analysis.motion.landmarks[frame] = np.nan
    analysis.pose.outline[frame] = np.nan
    planned = plan_overlay(analysis, 1280)
    lower = slice(planned.layout.picture_height // 3, planned.layout.picture_height)
    assert (drawn(planned, frame)[lower] != 60).any()
    analysis.bar.centre[frame] = np.nan
    assert (drawn(plan_overlay(analysis, 1280), frame)[lower] == 60).all()


def test_without_velocities_there_is_no_gauge():
    analysis = with_plate(1)
    analysis.motion.columns["bar_vy"][:] = np.nan
    assert plan_overlay(analysis, 1280).gauge is None


def test_cursor_moves_from_left_to_right_over_the_curves():
    planned = plan_overlay(as_analysis(deadlift(1)), 1280)
    x = planned.strip.cursor_x
    assert (np.diff(x) > 0.0).all()
    assert 0.0 < x[0] < x[-1] < planned.layout.width


def test_measured_back_has_its_angles_in_place_of_the_trunk_s(monkeypatch):
    words = []
    analysis = with_back()
    rep, columns = analysis.set.reps[0], analysis.motion.columns
    frame = int(np.searchsorted(analysis.clip.times, rep.lift_off_s)) - 5
    planned = plan_overlay(analysis, 1280)
    real = arcs.sprites.word
    monkeypatch.setattr(
        arcs.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    picture = drawn(planned, frame)[: planned.layout.picture_height]
    angles = {word for word in words if word.endswith("°")}
    names = ("knee_flexion_r", "hip_flexion_r", "lumbar_flexion")
    in_strip = {arcs.degrees(columns["trunk_lean"][frame])}
    assert angles == {arcs.degrees(columns[name][frame]) for name in names} | in_strip
    assert count(picture, LUMBAR) > 20
    assert count(picture, TRUNK_LEAN) == 0


def test_share_bar_stands_under_the_caption_and_off_the_gauge():
    analysis = with_back()
    planned = plan_overlay(analysis, 1280)
    text = planned.layout.text
    frame = int(np.searchsorted(analysis.clip.times, analysis.set.reps[0].lockout_s)) + 3
    picture = drawn(planned, frame)
    left, bar_top = round(0.7 * text), round((gauge.CAPTION + 0.4) * text)
    row = picture[bar_top + 3, left : left + round(11 * text)]
    assert ((row == TRUNK_THIGH).all(axis=1) | (row == LUMBAR).all(axis=1)).mean() > 0.95
    assert planned.gauge.at_right or planned.gauge.top >= (gauge.CAPTION + 2.5) * text


def test_without_a_measured_share_there_is_no_bar():
    assert plan_overlay(with_plate(1), 1280).share_bar is None

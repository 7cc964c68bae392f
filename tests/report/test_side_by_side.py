"""Two clips beside each other: which frames meet, where one does not run, sizes and times."""

from dataclasses import replace

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.clip.clip import Clip, Shot
from liftvision.clip.write import VideoWriter
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.second import SecondClip
from liftvision.report.curves import Curve, Panel
from liftvision.report.side_by_side import (
    joined,
    lay_out_pair,
    nearest_frames,
    plan_side_by_side,
    write_side_by_side,
)
from tests.stick_lifter import as_analysis, deadlift, deadlift_angles, filmed

STEP = 8
"""Grey levels from one frame of a test clip to the next."""


def grey_clip(path, times, first_level, size=(360, 480)):
    """An analysis of a clip without a lifter, whose frames are grey: their level tells them."""
    angles, reps = deadlift_angles(1, times=np.asarray(times))
    lift = filmed(angles, reps, path=path, size=size, gap=(0, len(times)))
    with VideoWriter(path) as video:
        for index, time_s in enumerate(times):
            level = first_level + STEP * index
            video.write(np.full((size[1], size[0], 3), level, np.uint8), float(time_s))
    return as_analysis(lift)


def shifted(offset_s, drift=0.0):
    """The clock of a second clip that shows so much more."""
    return Alignment(offset_s, 0.005, drift, 0.0 if drift == 0.0 else 1e-6, 0.0, 2.0)


def clip_of(times, size=(360, 480)):
    """A clip that is nowhere."""
    return Clip(None, *size, 0, np.asarray(times, dtype=float), (Shot(0, len(times)),))


def test_every_frame_of_the_first_clip_meets_the_nearest_of_the_second(tmp_path):
    first = grey_clip(tmp_path / "a.mp4", np.arange(20) / 10.0, 40)
    second = grey_clip(tmp_path / "b.mp4", np.arange(25) / 16.0, 40)
    pair = replace(first, second=SecondClip(second, shifted(-0.4)))
    write_side_by_side(pair, tmp_path / "pair.mp4", long_side=960)
    with av.open(str(tmp_path / "pair.mp4")) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        frames = list(video.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx(first.clip.times.tolist(), abs=0.001)
    pictures = [frame.to_ndarray(format="rgb24") for frame in frames]
    row = pictures[0].shape[0] // 2
    for index, picture in enumerate(pictures):
        left = float(picture[row, : picture.shape[1] // 3].mean())
        assert left == pytest.approx(40 + STEP * index, abs=0.5 * STEP)
        wanted = (first.clip.times[index] - 0.4) * 16.0
        right = float(picture[row, -picture.shape[1] // 10 :].mean())
        if -0.5 < wanted < 24.5:
            assert (right - 40) / STEP == pytest.approx(wanted, abs=1.0)
        else:
            assert right < 0.5 * (40 + STEP * 24 * (wanted > 0.0)), "held and dimmed"


def test_without_a_second_clip_there_is_nothing_beside():
    with pytest.raises(ValueError, match="no second clip"):
        write_side_by_side(as_analysis(deadlift(1)), None)


@given(st.floats(-3.0, 3.0), st.floats(10.0, 120.0), st.floats(10.0, 120.0))
def test_nearest_frame_is_nearest_and_never_steps_back(offset_s, fps, other_fps):
    at_s = np.arange(0.0, 2.0, 1.0 / fps) + offset_s
    clip = clip_of(np.arange(0.0, 2.0, 1.0 / other_fps))
    shown, runs = nearest_frames(clip, at_s)
    assert (np.diff(shown) >= 0).all()
    distance = np.abs(clip.times[shown] - at_s)
    least = np.abs(clip.times[None] - at_s[:, None]).min(axis=1)
    np.testing.assert_allclose(distance, least, atol=1e-9)
    assert (distance[runs] <= 0.5 / other_fps + 1e-9).all()


@given(
    st.tuples(st.integers(160, 2160), st.integers(160, 2160)),
    st.tuples(st.integers(160, 2160), st.integers(160, 2160)),
    st.sampled_from([960, 1280, 1920]),
)
def test_pictures_are_equally_high_and_the_whole_fits(one, other, long_side):
    layout, panes = lay_out_pair(clip_of([0.0], one), clip_of([0.0], other), long_side)
    assert max(layout.width, layout.height) <= long_side
    assert panes[0].picture_height == panes[1].picture_height == layout.picture_height
    assert layout.width % 2 == layout.height % 2 == 0
    assert layout.width >= panes[0].width + panes[1].width
    for pane, size in zip(panes, (one, other), strict=True):
        shape = pane.width / pane.picture_height
        assert shape == pytest.approx(size[0] / size[1], rel=6.0 / min(pane.width, pane.height))


def test_one_strip_has_the_curves_of_both_views_on_the_first_one_s_clock():
    side, front = as_analysis(deadlift(1)), as_analysis(deadlift(1, yaw_deg=0.0))
    lag = 0.5
    pair = SecondClip(front, shifted(-lag))
    (_, right), strip, _ = plan_side_by_side(side, pair, 1280)
    tracks = {curve.label: curve.values for curve, *_ in strip.tracks}
    assert {"bar height", "knee", "trunk lean", "left knee in", "right knee in"} <= set(tracks)
    times = side.clip.times
    knee, own = tracks["left knee in"], front.motion.columns["fppa_l"]
    assert np.isnan(knee[times < lag - 1e-6]).all()
    expected = np.interp(times[times >= lag] - lag, times, own)
    np.testing.assert_allclose(knee[times >= lag], expected)
    assert set(right.overlay.rep_numbers) == {None}, "the first picture tells which rep is on"


def test_of_a_panel_that_both_have_the_fuller_one_is_shown():
    def panel(*labels):
        return Panel(
            "angles", "deg", tuple(Curve(n, (0, 0, 0), np.zeros(3), np.zeros(3)) for n in labels)
        )

    poor, full, again = panel("knee"), panel("hip", "knee"), panel("trunk", "knee")
    assert joined([poor], [full]) == (full,)
    assert joined([full], [again]) == (full,)


def test_a_pair_that_is_too_small_for_a_strip_has_none(tmp_path):
    first = grey_clip(tmp_path / "a.mp4", np.arange(10) / 10.0, 40)
    second = grey_clip(tmp_path / "b.mp4", np.arange(10) / 10.0, 80)
    pair = replace(first, second=SecondClip(second, Alignment(0.0, 0.01, 0.0, 0.1, 0.0, 9.0)))
    _, strip, layout = plan_side_by_side(pair, pair.second, 240)
    assert strip is None
    assert layout.strip_height == 0
    write_side_by_side(pair, tmp_path / "out.mp4", long_side=240)
    with av.open(str(tmp_path / "out.mp4")) as video:
        pictures = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
    assert {picture.shape[:2] for picture in pictures} == {(layout.picture_height, layout.width)}
    assert len(pictures) == 10

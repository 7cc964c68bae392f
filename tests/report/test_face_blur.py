"""Faces are covered where they are, and more is covered where that is unsure."""

from dataclasses import replace

import av
import numpy as np
import pytest

from liftvision.pairing.alignment import Alignment
from liftvision.pairing.second import SecondClip
from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import PersonTrack
from liftvision.progress import NoProgress
from liftvision.report import face_blur
from liftvision.report.face_blur import Faces, lifters_heads, others_heads
from liftvision.report.overlay import plan_overlay, with_covered_faces, write_overlay
from liftvision.report.side_by_side import write_side_by_side
from tests.stick_lifter import as_analysis, deadlift, sample_analysis

HEAD_M = 0.12
"""From the middle of the head to its outside, more than half of a tall one's 0.23 m."""

BY_NOBODY = ()


def heads(lift):
    """The middle of the head (T, 2) in each frame."""
    return lift.landmarks[:, [Landmark.EAR_L, Landmark.EAR_R, Landmark.NOSE]].mean(axis=1)


def found(lift, pose=None):
    pose = pose or lift.pose
    return lifters_heads(lift.clip.times, pose.xy, pose.visibility, as_analysis(lift))


def covered(circles, places, around):
    """Whether one circle of (P, T, 3) covers all within ``around`` px of places (T, 2)."""
    away = np.linalg.norm(circles[..., :2] - places, axis=2) + around
    return (away <= circles[..., 2]).any(axis=0)


@pytest.mark.parametrize("yaw_deg", [0, 45, 90, 180])
def test_the_head_is_covered_in_every_frame(yaw_deg):
    lift = deadlift(2, yaw_deg=yaw_deg)
    circles, whole = found(lift)
    assert not whole.any()
    assert covered(circles, heads(lift), HEAD_M * lift.px_per_m).all()


def test_through_a_gap_more_is_covered_and_after_a_second_all():
    lift = deadlift(2, gap=(60, 150))
    circles, whole = found(lift)
    before, near, far = circles[0, 50, 2], circles[0, 75, 2], whole[105]
    assert near > before + 20.0
    assert far
    assert not whole[75]
    assert (covered(circles, heads(lift), HEAD_M * lift.px_per_m) | whole).all()


def test_a_head_that_jumps_is_covered_where_it_was_and_where_it_seems():
    lift = deadlift(1)
    xy = lift.pose.xy.copy()
    xy[40, : Landmark.MOUTH_R + 1] += 150.0
    circles, _ = found(lift, replace(lift.pose, xy=xy))
    assert covered(circles, heads(lift), HEAD_M * lift.px_per_m).all()
    assert covered(circles[:, 40:41], heads(lift)[40:41] + 150.0, HEAD_M * lift.px_per_m).all()


def test_a_head_that_the_model_makes_up_is_covered_widely():
    lift = deadlift(1)
    unsure = replace(lift.pose, visibility=np.full_like(lift.pose.visibility, 0.1))
    wide, usual = (found(lift, pose)[0][0, :, 2] for pose in (unsure, lift.pose))
    assert (wide > usual + 0.05 * lift.px_per_m).all()


def test_where_nobody_is_seen_all_is_covered():
    assert found(deadlift(1, gap=(0, 10_000)))[1].all()


def test_others_are_covered_from_before_they_are_seen_until_after():
    lift = deadlift(1)
    seen = slice(30, 90, 8)
    person = PersonTrack(lift.clip.times[seen], lift.landmarks[seen])
    circles = others_heads(lift.clip.times, (person,))
    assert covered(circles[:, 30:87], heads(lift)[30:87], HEAD_M * lift.px_per_m).all()
    assert np.isfinite(circles[0, 16:100]).all()
    assert np.isnan(circles[0, :14]).all()
    assert others_heads(lift.clip.times, BY_NOBODY).shape == (0, lift.clip.frames, 3)


def test_nothing_but_one_colour_is_left_of_what_is_covered():
    picture = np.random.default_rng(3).integers(0, 256, (90, 120, 3)).astype(np.uint8)
    before = picture.copy()
    faces = Faces(np.array([[[40.0, 30.0, 20.0]], [[np.nan] * 3], [[500.0, 500.0, 9.0]]]),
                  np.array([False]))  # fmt: skip
    faces.cover(picture, 0)
    down, across = np.mgrid[:90, :120]
    inside = np.hypot(across - 40.0, down - 30.0) <= 20.0
    assert len(np.unique(picture[inside], axis=0)) == 1
    np.testing.assert_array_equal(picture[~inside], before[~inside])


def test_a_picture_covered_whole_keeps_a_few_cells_only():
    picture = np.random.default_rng(3).integers(0, 256, (90, 120, 3)).astype(np.uint8)
    Faces(np.empty((0, 1, 3)), np.array([True])).cover(picture, 0)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) <= face_blur.CELLS**2


def test_faces_grow_with_the_picture():
    faces = Faces(np.array([[[40.0, 30.0, 20.0]]]), np.array([False])).scaled(np.array([2.0, 2.1]))
    np.testing.assert_allclose(faces.circles[0, 0], [80.0, 63.0, 42.0])


def pictures(path):
    with av.open(str(path)) as video:
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    return sample_analysis(tmp_path_factory.mktemp("clips"), reps=1, fps=10.0)


@pytest.fixture
def nobody_else(monkeypatch):
    """No model is needed to look for others."""
    monkeypatch.setattr(face_blur, "_people", lambda *_: ())


def test_nothing_of_a_head_is_in_the_overlay(analysis, nobody_else):
    planned = with_covered_faces(plan_overlay(analysis, 480), analysis, NoProgress())
    noise = np.random.default_rng(5)
    size = planned.layout.height, planned.layout.width, 3
    for frame in (5, analysis.clip.frames // 2):
        shown = noise.integers(0, 256, size).astype(np.uint8)
        x, y, radius = planned.faces.circles[0, frame]
        down, across = np.mgrid[: size[0], : size[1]]
        head = np.hypot(across - x, down - y) < radius - 1.0
        other = shown.copy()
        other[head] = noise.permutation(shown[head])
        planned.draw(shown, frame)
        planned.draw(other, frame)
        assert head.sum() > 1000
        # Another head of the same mean colour gives the very same picture.
        np.testing.assert_array_equal(shown, other)


def test_a_video_is_written_with_faces_covered(analysis, tmp_path, nobody_else):
    write_overlay(analysis, tmp_path / "covered.mp4", long_side=480, blur_faces=True)
    assert len(pictures(tmp_path / "covered.mp4")) == analysis.clip.frames


def test_both_clips_of_a_pair_are_covered(analysis, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(face_blur, "_people", lambda each, _: asked.append(each) or ())
    times = analysis.clip.times
    same = Alignment(0.0, 0.01, 0.0, 0.0, float(times[0]), float(times[-1]))
    pair = replace(analysis, second=SecondClip(analysis, same))
    write_side_by_side(pair, tmp_path / "pair.mp4", long_side=960, blur_faces=True)
    assert len(asked) == 2
    assert len(pictures(tmp_path / "pair.mp4")) == analysis.clip.frames

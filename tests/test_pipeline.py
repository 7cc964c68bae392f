"""The recipe from end to end: on a real clip, on coloured boxes, and on what is no clip at all."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import liftvision
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.clip.probe import probe
from liftvision.clip.read import read_frames
from liftvision.errors import (
    BarPointError,
    ClipError,
    ModelError,
    NoPersonError,
    PersonChoiceError,
)
from liftvision.given import Given
from liftvision.pipeline import BREAKS_OFF, analyze, measure
from tests.pose.colour_people import FPS, bystander, film, install, lifter
from tests.stick_lifter import deadlift, set_on_the_floor
from tests.video_files import corners, make_clip, make_sound, put_index_first

NO_MODEL = Path("none.task")


def measured(lift, **options):
    return measure(lift.clip, lift.pose, bar_from_wrists(lift.pose, lift.clip.shots), **options)


class Steps:
    """Remembers each stage with its total and the steps that were made in it."""

    def __init__(self):
        self.stages = []

    def stage(self, name, total):
        self.stages.append([name, total, 0.0])

    def advance(self, steps=1):
        self.stages[-1][2] += steps


@pytest.fixture(scope="module")
def clip(shared_clips, tmp_path_factory):
    """A copy with a name of its own: one deadlift, from the side, facing left."""
    path = tmp_path_factory.mktemp("clip") / "one rep.mp4"
    shutil.copyfile(shared_clips / "side-good-05.mp4", path)
    return path


@pytest.fixture(scope="module")
def steps():
    return Steps()


@pytest.fixture(scope="module")
def analysis(clip, steps, full_model):
    return liftvision.analyze(clip, progress=steps)


@pytest.fixture
def without_inference(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("the model was run")

    monkeypatch.setattr("liftvision.pose.landmarker.Landmarker.__init__", refuse)


@pytest.mark.model
@pytest.mark.clips
class TestARealClip:
    def test_says_what_its_label_says(self, analysis):
        assert analysis.set.lift == "deadlift"
        assert len(analysis.set.reps) == 1
        assert (analysis.view.name, analysis.view.facing) == ("side", "left")
        assert analysis.pose.coverage > 0.95
        assert analysis.warnings == ()
        (rep,) = analysis.set.reps
        assert rep.complete
        events = (rep.start_s, rep.lift_off_s, rep.lockout_s, rep.lowering_s, rep.end_s)
        assert list(events) == sorted(events)

    def test_has_a_row_for_every_frame(self, analysis, clip):
        with read_frames(clip) as frames:
            times = [frame.time_s for frame in frames]
        for of_part in (analysis.clip, analysis.pose, analysis.bar, analysis.motion):
            np.testing.assert_array_equal(of_part.times, times)
        assert len(analysis.angles) == len(times)

    def test_shows_the_outline_behind_the_lifter(self, analysis):
        outline, xy = analysis.pose.outline, analysis.pose.xy
        assert np.isfinite(outline[:, 0, 0]).mean() > 0.9
        trunk = xy[:, [11, 12, 23, 24], 0].mean(axis=1)
        seen = np.isfinite(outline[:, 0, 0])
        behind = outline[seen].mean(axis=1)[:, 0] > trunk[seen]
        assert behind.mean() > 0.95, "he faces left"

    def test_tells_its_progress_to_the_last_step(self, analysis, steps):
        frames = analysis.clip.frames
        assert [name for name, _, _ in steps.stages] == [
            "looking through the clip", "following the lifter", "following the bar",
        ]  # fmt: skip
        for _, total, done in steps.stages[:2]:
            assert done == frames
            assert total == pytest.approx(frames, rel=0.02)

    def test_comes_back_the_same_without_the_clip_and_the_model(
        self, analysis, clip, tmp_path, without_inference, monkeypatch
    ):
        folder = analysis.save(tmp_path / "out", overlay=False)
        monkeypatch.setattr("liftvision.clip.decode.Decoder.__init__", None)

        loaded = liftvision.Analysis.load(folder)

        assert loaded.clip.path == clip
        assert (loaded.model, loaded.created) == (analysis.model, analysis.created)
        assert loaded.warnings == analysis.warnings
        assert loaded.view.name == analysis.view.name
        assert loaded.view.yaw_deg == pytest.approx(analysis.view.yaw_deg, abs=1e-3)
        assert loaded.set.style == analysis.set.style
        assert loaded.motion.not_measured == analysis.motion.not_measured
        for table in ("angles", "reps"):
            ours, theirs = getattr(loaded, table), getattr(analysis, table)
            assert list(ours.columns) == list(theirs.columns)
            for name in ours.columns:
                _assert_same(ours[name], theirs[name], name)

    def test_is_analysed_again_in_another_style(self, analysis, tmp_path, without_inference):
        folder = analysis.save(tmp_path / "out", overlay=False)
        assert analysis.set.style != "sumo"

        sumo = liftvision.Analysis.load(folder, given=Given(style="sumo"))

        assert sumo.set.style == "sumo"
        assert [rep.lockout_s for rep in sumo.set.reps] == [
            rep.lockout_s for rep in analysis.set.reps
        ]
        again = liftvision.Analysis.load(sumo.save(tmp_path / "sumo", overlay=False))
        assert again.set.style == "sumo", "the user's word is kept"


def _assert_same(ours, theirs, name):
    if ours.dtype.kind == "f":
        np.testing.assert_allclose(ours, theirs, atol=1e-3, err_msg=name)
    else:
        assert ours.equals(theirs), name


class TestWithoutAModel:
    @pytest.fixture(autouse=True)
    def fake(self, monkeypatch):
        monkeypatch.setattr("liftvision.pipeline.resolve", lambda name, progress: NO_MODEL)
        return install(monkeypatch)

    def test_the_part_between_start_and_end(self, tmp_path):
        path = tmp_path / "clip.mp4"
        times = film(path, lifter())
        steps = Steps()

        part = analyze(path, start_s=0.5, end_s=2.0, progress=steps)

        expected = times[(times > 0.499) & (times < 1.999)]
        np.testing.assert_allclose(part.clip.times, expected, atol=1e-3)
        assert [done for _, _, done in steps.stages[:2]] == [30, 30]
        assert [total for _, total, _ in steps.stages] == pytest.approx([30, 30, 30], abs=1)

    @pytest.mark.parametrize("point", [(-1.0, 5.0), (5.0, 10_000.0), (float("nan"), 5.0)])
    def test_a_point_outside_the_picture_is_refused_before_any_work(self, tmp_path, point):
        path = tmp_path / "clip.mp4"
        film(path, lifter())
        steps = Steps()
        with pytest.raises(BarPointError, match=r"not in the picture.* px wide.*upper left"):
            analyze(path, bar_at=point, progress=steps)
        assert steps.stages == []

    def test_the_point_and_what_is_given_are_passed_on(self, tmp_path, monkeypatch):
        path = tmp_path / "clip.mp4"
        film(path, lifter())
        asked = []

        def follow_bar(clip, pose, *, at, advance):
            asked.append((clip.path, at))
            standing = CameraMotion.standing(clip.times, (clip.width, clip.height))
            return bar_from_wrists(pose, clip.shots), standing

        monkeypatch.setattr("liftvision.pipeline.follow_bar", follow_bar)
        given = Given(load_kg=100.0)
        assert analyze(path, bar_at=(12.0, 34.0), given=given).given == given
        assert asked == [(path, (12.0, 34.0))]

    def test_the_choice_of_the_person_is_passed_on(self, tmp_path):
        path = tmp_path / "clip.mp4"
        film(path, lifter(60.0), bystander(380.0), duration_s=1.5)
        chosen = analyze(str(path), person=2)
        assert np.nanmedian(chosen.pose.xy[..., 0]) > 370.0
        with pytest.raises(PersonChoiceError):
            analyze(path, person=3)

    def test_who_does_not_lift_lifts_nothing(self, tmp_path):
        path = tmp_path / "clip.mp4"
        film(path, bystander(210.0), duration_s=2.0)
        result = analyze(path)
        assert (result.set.lift, result.set.reps, result.set.style) == ("none", (), "unknown")
        assert len(result.reps) == 0
        assert result.pose.coverage == 1.0

    def test_nobody(self, tmp_path):
        path = tmp_path / "empty room.mp4"
        film(path, duration_s=1.5)
        with pytest.raises(NoPersonError, match="empty room"):
            analyze(path)

    def test_a_file_that_breaks_off_gives_what_there_is_and_a_warning(self, tmp_path):
        whole, path = tmp_path / "whole.mp4", tmp_path / "clip.mp4"
        film(whole, lifter(), duration_s=4.0)
        put_index_first(whole, path)
        content = path.read_bytes()
        path.write_bytes(content[: int(0.75 * len(content))])

        result = analyze(path)

        assert 1.0 * FPS < result.clip.frames < 4.0 * FPS
        assert BREAKS_OFF in result.warnings

    def test_less_than_a_second(self, tmp_path):
        path = tmp_path / "blink.mp4"
        film(path, lifter(), duration_s=0.6)
        with pytest.raises(ClipError, match=r"blink\.mp4 is shorter than one second"):
            analyze(path)

    def test_a_part_that_the_clip_does_not_have(self, tmp_path):
        path = tmp_path / "clip.mp4"
        film(path, lifter(), duration_s=1.5)
        for part in ({"start_s": 60.0}, {"start_s": 1.0, "end_s": 0.5}, {"end_s": -1.0}):
            with pytest.raises(ClipError):
                analyze(path, **part)


BAD_INPUTS = {
    "missing": lambda path: None,
    "folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("This is not a video.\n" * 100),
    "zeros": lambda path: path.write_bytes(bytes(100_000)),
    "sound only": lambda path: make_sound(path),
    "one picture": lambda path: make_clip(path, frames=1),
}


@pytest.mark.parametrize("write", BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_what_is_no_clip_is_refused_before_a_model_is_fetched(tmp_path, monkeypatch, write):
    def fetch(name, progress):
        raise AssertionError("a model was fetched")

    monkeypatch.setattr("liftvision.pipeline.resolve", fetch)
    path = tmp_path / "input.mp4"
    write(path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ClipError, match=r"input\.mp4") as raised:
        analyze(path)
    assert raised.value.advice
    assert sorted(tmp_path.iterdir()) == before


def test_an_unknown_model_is_refused(tmp_path):
    path = tmp_path / "clip.mp4"
    make_clip(path, frames=40, picture=corners)
    assert probe(path).frames == 40
    with pytest.raises(ModelError, match="lite, full, heavy"):
        analyze(path, model="enormous")


class TestMeasure:
    @pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 60.0, 0.0])
    def test_finds_the_true_reps_and_view(self, yaw_deg):
        lift = set_on_the_floor(3, yaw_deg=yaw_deg, noise_px=0.5)
        result = measured(lift)
        assert result.set.lift == "deadlift"
        assert len(result.set.reps) == 3
        assert result.view.yaw_deg == pytest.approx(yaw_deg, abs=3.0)
        bar = lift.columns["bar_y"]
        for rep, true in zip(result.set.reps, lift.reps, strict=True):
            assert rep.lift_off_s == pytest.approx(true.lift_off_s, abs=0.2)
            # The stick lifter eases into the lockout, so its height tells more than its time.
            arrived, top = np.interp([rep.lockout_s, true.lockout_s], lift.clip.times, bar)
            assert (arrived - bar.min()) / (top - bar.min()) > 0.9
            assert true.lift_off_s < rep.lockout_s < true.lowering_s
        assert result.warnings == ()

    def test_the_users_style_overrides(self):
        lift = deadlift(1)
        assert measured(lift, given=Given(style="romanian")).set.style == "romanian"

    def test_a_pose_without_the_lifter_gives_nothing_but_a_warning(self):
        lift = deadlift(1, gap=(0, 10**6))
        result = measured(lift)
        assert (result.set.lift, result.bar.source, result.view.name) == ("none", "none", "unknown")
        assert all(np.isnan(column).all() for column in result.motion.columns.values())
        assert any("0% of the frames" in warning for warning in result.warnings)

    def test_warns_of_what_spoils_the_numbers_and_of_nothing_twice(self):
        lift = deadlift(2, fps=15.0, gap=(0, 100))
        known = measured(lift, warnings=("known before",)).warnings
        assert known[0] == "known before"
        assert any("of the frames only" in text for text in known)
        assert any("15 frames a second" in text for text in known)
        assert measured(lift, warnings=known).warnings == known

    def test_warns_of_views_that_change(self):
        side, front = deadlift(1, yaw_deg=90.0), deadlift(1, yaw_deg=0.0)
        middle = side.clip.frames // 2
        pose = replace(
            side.pose,
            xy=np.concatenate([side.pose.xy[:middle], front.pose.xy[middle:]]),
            world=np.concatenate([side.pose.world[:middle], front.pose.world[middle:]]),
        )
        kind = type(side.clip.shots[0])
        shots = (kind(0, middle), kind(middle, side.clip.frames))
        result = measured(replace(side, clip=replace(side.clip, shots=shots), pose=pose))
        assert [view.name for view in result.motion.views] == ["side", "front"]
        assert any("view changes" in warning for warning in result.warnings)

"""A clip is analysed from a pose that another program made, without any pose model."""

import numpy as np
import pytest
from typer.testing import CliRunner

from liftvision.analysis import Analysis
from liftvision.cli import app
from liftvision.errors import FormatError
from liftvision.pipeline import analyze
from liftvision.pose import landmarker, model_files
from tests.formats.pose_files import write_openpose, write_trc
from tests.stick_lifter import set_on_the_floor, write_video


@pytest.fixture(scope="module")
def lift(tmp_path_factory):
    """One rep in a video."""
    lift = set_on_the_floor(1, path=tmp_path_factory.mktemp("clip") / "stick.mp4")
    write_video(lift, lift.clip.path)
    return lift


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    """Whoever asks for a model is wrong."""

    def refused(*_, **__):
        raise AssertionError("no model is needed")

    monkeypatch.setattr(model_files, "resolve", refused)
    monkeypatch.setattr("liftvision.pipeline.resolve", refused)
    monkeypatch.setattr(landmarker.Landmarker, "__init__", refused)


def test_the_reps_are_those_of_the_lifter(lift, tmp_path):
    pose = write_openpose(lift.pose, tmp_path / "json")
    analysis = analyze(lift.clip.path, pose=pose)
    assert analysis.model == "OpenPose BODY_25"
    assert analysis.set.lift == "deadlift"
    found = [(rep.lift_off_s, rep.lockout_s) for rep in analysis.set.reps]
    truth = [(rep.lift_off_s, rep.lockout_s) for rep in lift.reps]
    # The drawn bar is no plate, and hands time a rep no better than this.
    np.testing.assert_allclose(found, truth, atol=0.3)
    assert any("made by another program" in warning for warning in analysis.warnings)
    assert "no outline of the back" in analysis.motion.not_measured["lumbar_flexion"] or (
        "no body was fitted" in analysis.motion.not_measured["lumbar_flexion"]
    )


def test_what_was_saved_is_the_same_again(lift, tmp_path):
    pose = write_trc(lift.pose, tmp_path / "a_px_person00.trc")
    analysis = analyze(lift.clip.path, pose=pose, start_s=1.0, end_s=3.0)
    loaded = Analysis.load(analysis.save(tmp_path / "out", overlay=False))
    for name, column in analysis.motion.columns.items():
        np.testing.assert_allclose(loaded.motion.columns[name], column, atol=0.05)


def test_a_part_of_the_clip_takes_its_part_of_the_pose(lift, tmp_path):
    pose = write_openpose(lift.pose, tmp_path / "json")
    analysis = analyze(lift.clip.path, pose=pose, start_s=1.0, end_s=3.0)
    first = int(np.searchsorted(lift.clip.times, analysis.clip.times[0] - 1e-3))
    np.testing.assert_allclose(analysis.pose.xy[0, 25], lift.pose.xy[first, 25], atol=1e-6)


def test_a_pose_of_another_clip_is_refused_before_the_bar_is_followed(lift, tmp_path, monkeypatch):
    monkeypatch.setattr("liftvision.pipeline.follow_bar", None)
    pose = write_trc(lift.pose, tmp_path / "a.trc", frames=range(50), offset_s=99.0)
    with pytest.raises(FormatError, match="not those of the clip"):
        analyze(lift.clip.path, pose=pose)


def test_the_command_refuses_it_with_its_own_code(lift, tmp_path):
    (tmp_path / "a.trc").write_text("nothing")
    arguments = ["analyze", lift.clip.path, "--pose", tmp_path / "a.trc", "--out", tmp_path / "o"]
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    assert done.exit_code == FormatError.exit_code
    assert "a.trc gives no pose: it is no .trc file." in " ".join(done.stderr.split())
    assert not (tmp_path / "o").exists()

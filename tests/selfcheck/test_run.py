"""From a folder to rows and from a command to its output; pictures and the model are replaced."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from liftvision.barbell.track import ShotBar
from liftvision.cli import app
from liftvision.errors import ClipError, NoPersonError, TruthError
from liftvision.selfcheck import cache, clips, run
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in, sample_folder
from liftvision.selfcheck.display import summary
from liftvision.selfcheck.run import check_clips, compare
from liftvision.selfcheck.table import rows_of
from liftvision.synthetic.truth.truth_file import truth_path, write_truth
from tests.selfcheck.made_up_truth import stick_clip
from tests.stick_lifter import sample_analysis

VIEWS = {"a-side": 90.0, "b-front": 0.0}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two clips with truth; whoever analyses them gets everything right."""
    known = {}
    for name, yaw_deg in VIEWS.items():
        path = tmp_path / "clips" / f"{name}.mp4"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        analysis, truth = stick_clip(yaw_deg=yaw_deg, path=path)
        write_truth(truth, truth_path(path))
        known[path] = analysis

    def analyzed(clip, **_):
        if isinstance(known[clip], Exception):
            raise known[clip]
        return known[clip]

    monkeypatch.setattr(run, "analyze_cached", analyzed)
    monkeypatch.setattr(run, "resolve", lambda model, progress: tmp_path / "model.task")
    return SimpleNamespace(path=tmp_path / "clips", known=known)


def run_command(*arguments):
    return CliRunner().invoke(app, ["selfcheck", *map(str, arguments)])


def test_every_clip_of_a_folder_is_compared(folder):
    # The stick lifter's landmarks are the joints themselves.
    checked = check_clips(folder.path, raw=True)
    assert [clip.clip for clip in checked] == ["a-side.mp4", "b-front.mp4"]
    assert [clip.view for clip in checked] == ["side", "front"]
    rows = {(row.metric, row.view): row for row in rows_of(checked)}
    knee = rows["knee_flexion", "side"]
    # The truth's file rounds; what is right stays right.
    assert knee.rmse == pytest.approx(0.0, abs=0.1)
    assert (knee.coverage, knee.band_coverage, knee.clips) == (1.0, 1.0, 1)
    assert rows["fppa", "front"].coverage == 1.0
    assert rows["fppa", "side"].coverage == 0.0
    assert rows["reps", "side"].rmse == 0.0


def test_a_clip_in_which_nobody_is_found_counts_as_uncovered(folder):
    folder.known[folder.path / "b-front.mp4"] = NoPersonError("Nobody.", "Look again.")
    unknown = [row for row in rows_of(check_clips(folder.path)) if row.view == "unknown"]
    assert {row.metric for row in unknown} >= {"fppa", "trunk_lean", "reps", "lockout_s"}
    assert all(row.coverage == 0.0 for row in unknown)


def test_raw_compares_with_the_joints_themselves(monkeypatch):
    analysis, truth = stick_clip()
    moved = {**truth.columns, "trunk_lean": truth.columns["trunk_lean"] - 5.0}
    monkeypatch.setattr(run, "corrected_columns", lambda truth: moved)

    def bias(raw):
        rows = rows_of([compare(analysis, truth, "c.mp4", raw=raw)])
        return next(row.bias for row in rows if row.metric == "trunk_lean")

    assert bias(raw=False) == pytest.approx(5.0)
    assert bias(raw=True) == pytest.approx(0.0)


def test_the_summary_counts_clips_reps_and_errors_that_held(folder):
    line = summary(check_clips(folder.path, raw=True))
    assert line.startswith("2 clips, ")
    assert "reps counted rightly in 2" in line
    assert "100% of" in line


def test_the_command_shows_a_table_for_each_view(folder):
    done = run_command("--clips", folder.path)
    assert done.exit_code == 0
    assert done.stdout.index("side view, plates") < done.stdout.index("front view, plates")
    assert "knee_flexion" in done.stdout
    assert "not measured: " in done.stdout
    assert "checking 2 clips" in done.stderr


def test_json_is_the_rows_and_nothing_else(folder):
    done = run_command("--clips", folder.path, "--json", "-q")
    assert done.stderr == ""
    rows = json.loads(done.stdout)
    assert {row["view"] for row in rows} == {"side", "front"}
    assert all(len(row) == 12 for row in rows)


def test_what_goes_wrong_ends_the_command_with_its_code(folder):
    folder.known[folder.path / "a-side.mp4"] = ClipError("It is broken.", "Mend it.")
    done = run_command("--clips", folder.path)
    assert done.exit_code == 3
    assert "It is broken. Mend it." in done.stderr
    assert done.stdout == ""


def test_a_folder_without_clips_or_truth_is_refused(folder, tmp_path):
    with pytest.raises(TruthError, match="is no folder"):
        clips_in(tmp_path / "nowhere")
    with pytest.raises(TruthError, match=r"holds no \.mp4 clips.*--clips DIR"):
        clips_in(tmp_path)
    truth_path(folder.path / "b-front.mp4").unlink()
    done = run_command("--clips", folder.path)
    assert done.exit_code == TruthError.exit_code
    assert "b-front.mp4 has no truth beside it: b-front.truth.json is missing" in done.stderr


def test_a_truth_of_another_clip_is_refused(folder):
    _, truth = stick_clip(1)
    write_truth(truth, truth_path(folder.path / "a-side.mp4"))
    with pytest.raises(TruthError, match=r"a-side\.mp4 does not fit"):
        check_clips(folder.path)


def test_without_a_checkout_the_sample_clips_are_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(clips, "__file__", str(tmp_path / "a" / "b" / "clips.py"))
    with pytest.raises(TruthError, match="--clips DIR"):
        sample_folder()


def test_a_pose_is_found_once_for_a_clip_a_model_and_a_code(tmp_path, monkeypatch):
    analysis = sample_analysis(tmp_path, reps=1)
    clip, model = analysis.clip.path, tmp_path / "model.task"
    model.write_bytes(b"weights")
    looked = []
    monkeypatch.setattr(cache, "analyze", lambda *_, **__: looked.append(1) or analysis)
    followed = []

    def follow_bar(known, pose, *, at, advance):
        followed.append((known.path, at))
        bar = replace(analysis.bar, shots=(ShotBar("wrists", reason="followed anew"),))
        return bar, analysis.camera

    monkeypatch.setattr(cache, "follow_bar", follow_bar)

    def again(folder=tmp_path / "cache"):
        return analyze_cached(
            clip, model="full", model_file=model, cache=folder, progress=run.NoProgress()
        )

    again()
    kept = again()
    assert len(looked) == 1
    assert followed == [(clip, None)]
    assert kept.bar.shots[0].reason == "followed anew"
    assert kept.clip.frames == analysis.clip.frames
    assert kept.created == analysis.created
    model.write_bytes(b"other weights")
    again()
    assert len(looked) == 2
    again(folder=None)
    assert len(looked) == 3

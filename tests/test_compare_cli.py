"""``liftvision compare`` as a user runs it; the analyses behind it are stick lifters."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liftvision.analysis import Analysis
from liftvision.cli import app
from liftvision.errors import SavedAnalysisError
from tests.comparison.made_sets import made_set

loaded: list[str] = []
"""Folders whose analysis was loaded."""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working folder with two saved sets and a clip; loading them gives stick lifters."""
    monkeypatch.chdir(tmp_path)
    for name in ("may", "june"):
        Path(f"{name}.liftvision").mkdir()
    Path("june.mp4").touch()
    Path("july.mp4").touch()

    def document(folder):
        if not folder.is_dir():
            raise SavedAnalysisError("There is none.", "Make one.")
        return {"clip": {"path": f"{folder.stem}.mp4"}}

    def load(folder):
        loaded.append(str(folder))
        return made_set(2, name=f"{Path(folder).stem}.mp4")

    loaded.clear()
    monkeypatch.setattr("liftvision.report.saved.read_document", document)
    monkeypatch.setattr(Analysis, "load", load)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["compare", *arguments])


def test_it_says_what_changed_and_where_the_page_is(here):
    done = run("may.liftvision", "june.liftvision")
    assert done.exit_code == 0, done.output
    assert "A: may.mp4, 2 reps of the conventional deadlift, side view" in done.stdout
    assert "no number differs by more than its error" in done.stdout
    assert "page: compare.liftvision/comparison.html" in done.stdout
    assert (here / "compare.liftvision" / "comparison.csv").is_file()


def test_a_clip_stands_for_its_analysis_here(here):
    done = run("may.liftvision", "june.mp4", "--out", "both")
    assert done.exit_code == 0, done.output
    assert "B: june.mp4" in done.stdout


def test_a_clip_without_an_analysis_is_analysed_and_that_is_told(here, monkeypatch):
    made = []

    def analyze(clip, *, progress):
        return made_set(2, name=clip.name)

    def save(analysis, folder, *, progress):
        made.append((analysis.clip.path.name, str(folder)))

    monkeypatch.setattr("liftvision.pipeline.analyze", analyze)
    monkeypatch.setattr("liftvision.report.folder.save", save)
    done = run("may.liftvision", "july.mp4")
    assert done.exit_code == 0, done.output
    assert "july.mp4 is not analysed yet: into july.liftvision" in done.stderr
    assert made == [("july.mp4", "july.liftvision")]


def test_json_is_all_that_is_written(here):
    done = run("may.liftvision", "june.liftvision", "--json", "--quiet")
    assert json.loads(done.stdout)["sessions"][1]["name"] == "june.mp4"
    assert done.stderr == ""


def test_quiet_says_nothing(here):
    done = run("may.liftvision", "june.liftvision", "-q")
    assert (done.exit_code, done.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["may.liftvision"], 15, "1 set cannot be compared."),
        (["may.liftvision", "may.liftvision"], 15, "may.liftvision is given twice."),
        (["june.mp4", "june.liftvision"], 15, "june.liftvision is given twice."),
        (["may.liftvision", "nowhere"], 9, "There is no nowhere."),
        (["may.liftvision", "june.mp4", "--out", "may.liftvision"], 6, "is one of the sets"),
        (["may.liftvision", "june.mp4", "--out", "june.mp4"], 6, "is a file"),
    ],
)
def test_refusals_are_a_sentence_and_a_code(here, arguments, code, words):
    before = sorted(path.name for path in here.iterdir())
    done = run(*arguments)
    assert done.exit_code == code
    assert words in done.stderr
    assert "Traceback" not in done.output
    assert loaded == []
    assert sorted(path.name for path in here.iterdir()) == before


def test_another_comparison_is_kept_unless_overwritten(here):
    assert run("may.liftvision", "june.liftvision", "-q").exit_code == 0
    loaded.clear()
    assert run("june.liftvision", "may.liftvision", "-q").exit_code == 6
    assert loaded == [], "it is refused before the long work"
    assert run("june.liftvision", "may.liftvision", "-q", "--overwrite").exit_code == 0

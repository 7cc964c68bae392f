"""``liftvision export`` as a user runs it."""

import pytest
from typer.testing import CliRunner

from liftvision.cli import app
from liftvision.errors import FormatError, OutputError, SavedAnalysisError
from liftvision.export_cli import EVERY
from liftvision.formats.export import FORMATS
from tests.stick_lifter import as_analysis, deadlift


def run(*arguments):
    return CliRunner().invoke(app, ["export", *(str(each) for each in arguments)])


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with two saved analyses; of one the clip is there, too."""
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        clip = tmp_path / f"{name}.mp4"
        as_analysis(deadlift(1, path=clip)).save(f"{name}.liftvision", overlay=False)
    (tmp_path / "one.mp4").write_bytes(b"")
    return tmp_path


def test_the_help_names_every_format():
    assert set(EVERY.split(",")) == set(FORMATS)


def test_a_folder_is_exported_beside(here):
    done = run("one.liftvision", "--format", "csv,trc,sto")
    assert done.exit_code == 0, done.output
    files = {path.name for path in (here / "one.export").iterdir()}
    assert files == {"motion.csv", "metrics.csv", "markers.trc", "angles.sto", "export.json"}
    assert "note: trc: One view shows two axes" in " ".join(done.output.split())


def test_a_clip_stands_for_its_analysis_and_several_get_folders_of_their_own(here):
    done = run("one.mp4", "two.liftvision", "--out", "files", "--quiet")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert sorted(path.name for path in (here / "files").iterdir()) == ["one", "two"]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["gone.liftvision"], SavedAnalysisError, "There is no gone.liftvision"),
        (["three.mp4"], SavedAnalysisError, "liftvision analyze three.mp4"),
        (["one.liftvision", "one.mp4", "sub/one.liftvision"], SavedAnalysisError, "Two of the"),
        (["one.liftvision", "-f", "xlsx"], FormatError, "There is no format 'xlsx'"),
        (["one.liftvision", "-f", ""], FormatError, "There is no format ''"),
        (["one.liftvision", "--out", "two.liftvision"], OutputError, "is not an export"),
        (["sub"], SavedAnalysisError, "no analysis.json"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(here, arguments, error, words):
    (here / "three.mp4").write_bytes(b"")
    (here / "sub" / "one.liftvision").mkdir(parents=True)
    before = sorted(here.rglob("*"))
    done = run(*arguments)
    assert done.exit_code == error.exit_code
    assert words in " ".join(done.stderr.split())
    assert sorted(here.rglob("*")) == before

"""The output folder: whole or not at all, and never over what is not ours."""

import errno
import os
import subprocess
import sys
from dataclasses import replace

import av
import pytest

from liftvision.errors import OutputError
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.second import SecondClip
from liftvision.progress import NoProgress
from liftvision.report import folder
from liftvision.report.folder import FILE_NAMES, check_output, save
from liftvision.report.saved import read_saved
from tests.stick_lifter import sample_analysis


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def analysis(clips):
    return sample_analysis(clips, reps=1, fps=10.0)


@pytest.fixture(scope="module")
def other(clips):
    return sample_analysis(clips, name="other.mp4", reps=1, fps=10.0)


def names(path):
    return sorted(entry.name for entry in path.iterdir())


def test_every_file_is_there_and_nothing_else(tmp_path, analysis):
    out = save(analysis, tmp_path / "a" / "b" / "out")
    unasked = {"own_back.npz", "report.pdf"}
    assert names(out) == sorted(set(FILE_NAMES) - unasked), "no other clip, and no PDF"
    assert names(out.parent) == ["out"]
    assert read_saved(out)[0].frames == analysis.clip.frames


def test_two_clips_of_one_set_are_beside_each_other(tmp_path, analysis, other):
    times = analysis.clip.times
    same_clock = Alignment(0.0, 0.01, 0.0, 0.0, float(times[0]), float(times[-1]))
    pair = replace(analysis, second=SecondClip(other, same_clock))
    folder._write_overlay(pair, tmp_path / "pair.mp4", 1000, NoProgress())
    with av.open(str(tmp_path / "pair.mp4")) as video:
        stream = video.streams.video[0]
        assert stream.frames == analysis.clip.frames
        assert stream.width > stream.height, "two upright pictures"
        assert stream.width <= 1500


def test_without_overlay(tmp_path, analysis):
    out = save(analysis, tmp_path / "out", overlay=False)
    absent = {"overlay.mp4", "moment.jpg", "own_back.npz", "report.pdf"}
    assert names(out) == sorted(set(FILE_NAMES) - absent)
    assert "<video" not in (out / "report.html").read_text("utf-8")


def test_earlier_analysis_of_the_same_clip_is_replaced(tmp_path, analysis):
    out = save(analysis, tmp_path / "out")
    save(analysis, out, overlay=False)
    assert "overlay.mp4" not in names(out)
    assert names(tmp_path) == ["out"]


def test_another_clip_s_analysis_is_kept_unless_overwriting(tmp_path, analysis, other):
    out = save(analysis, tmp_path / "out", overlay=False)
    before = (out / "analysis.json").read_bytes()
    with pytest.raises(OutputError, match=r"another clip: stick\.mp4.*--out.*--overwrite"):
        save(other, out, overlay=False)
    assert (out / "analysis.json").read_bytes() == before
    save(other, out, overlay=False, overwrite=True)
    assert read_saved(out)[0].path == other.clip.path


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("foreign", ["holiday.jpg", ".git", "overlay.mp4/"])
def test_a_folder_with_anything_foreign_is_never_touched(tmp_path, analysis, foreign, overwrite):
    out = save(analysis, tmp_path / "out", overlay=False)
    if foreign.endswith("/"):
        (out / foreign).mkdir()
    else:
        (out / foreign).write_text("mine")
    before = names(out)
    with pytest.raises(OutputError, match="not liftvision's"):
        save(analysis, out, overlay=False, overwrite=overwrite)
    assert names(out) == before


def test_files_of_an_analysis_without_its_document(tmp_path, analysis):
    out = tmp_path / "out"
    out.mkdir()
    (out / "overlay.mp4").write_text("whose?")
    with pytest.raises(OutputError, match="cannot be told"):
        check_output(out, analysis.clip.path)
    check_output(out, analysis.clip.path, overwrite=True)


def test_an_empty_folder_is_used(tmp_path, analysis):
    (tmp_path / "out").mkdir()
    save(analysis, tmp_path / "out", overlay=False)
    assert "analysis.json" in names(tmp_path / "out")


def test_the_clip_is_never_in_the_way(clips, analysis):
    for out in (analysis.clip.path, clips, clips.parent):
        with pytest.raises(OutputError, match=r"--out"):
            check_output(out, analysis.clip.path, overwrite=True)


def test_a_file_in_the_way(tmp_path, analysis):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        save(analysis, tmp_path / "out")
    with pytest.raises(OutputError):
        save(analysis, tmp_path / "out" / "below")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_link_to_a_folder_is_followed(tmp_path, analysis):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    save(analysis, tmp_path / "link", overlay=False)
    assert (tmp_path / "link").is_symlink()
    assert "analysis.json" in names(tmp_path / "real")


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full"), ValueError()]
)
@pytest.mark.parametrize("existing", [False, True])
def test_interruption_leaves_what_was_there(tmp_path, analysis, monkeypatch, error, existing):
    out = tmp_path / "new" / "out"
    if existing:
        save(analysis, out, overlay=False)
        before = (out / "report.html").stat().st_mtime_ns

    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("liftvision.report.plots.write_curves", fail)
    expected = OutputError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected, match="no room left" if expected is OutputError else None):
        save(analysis, out)
    if existing:
        assert (out / "report.html").stat().st_mtime_ns == before
        assert names(out.parent) == ["out"]
    else:
        assert names(tmp_path) == []


def test_a_failed_swap_brings_the_old_one_back(tmp_path, analysis, monkeypatch):
    out = save(analysis, tmp_path / "out", overlay=False)
    rename = folder.Path.rename

    def fail_second(path, target):
        if "-part-" in path.name:
            raise OSError(errno.EIO, "no")
        return rename(path, target)

    monkeypatch.setattr(folder.Path, "rename", fail_second)
    with pytest.raises(OutputError):
        save(analysis, out, overlay=False)
    assert "analysis.json" in names(out)
    assert names(tmp_path) == ["out"]


def dead_process():
    """The number of a process that is over."""
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    return int(done.stdout)


def test_leftovers_of_a_killed_process_are_cleared(tmp_path, analysis):
    dead = dead_process()
    kept = [
        f".out.liftvision-part-{os.getpid()}-0123abcd",
        f".other.liftvision-part-{dead}-0123abcd",
        f".out.liftvision-part-{dead}-notours!",
    ]
    for name in (*kept, f".out.liftvision-part-{dead}-0123abcd"):
        (tmp_path / name).mkdir()
    save(analysis, tmp_path / "out", overlay=False)
    assert names(tmp_path) == sorted([*kept, "out"])


def test_what_a_killed_process_had_put_aside_comes_back(tmp_path, analysis, monkeypatch):
    out = save(analysis, tmp_path / "out", overlay=False)
    out.rename(tmp_path / f".out.liftvision-old-{dead_process()}-0123abcd")

    def fail(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("liftvision.report.plots.write_curves", fail)
    with pytest.raises(KeyboardInterrupt):
        save(analysis, out)
    assert names(tmp_path) == ["out"]
    assert "analysis.json" in names(out)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_right_to_write(tmp_path, analysis):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no right"):
        check_output(tmp_path / "out", analysis.clip.path)


def test_refusals_of_the_system_have_a_sentence(tmp_path, analysis, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(folder.Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=r"no right to write out.*--out"):
        check_output(tmp_path / "out", analysis.clip.path)


def test_a_name_that_is_too_long(tmp_path, analysis):
    with pytest.raises(OutputError):
        save(analysis, tmp_path / ("x" * 300), overlay=False)
    assert names(tmp_path) == []

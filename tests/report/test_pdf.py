"""The PDF: on A4 by what is there to print, within a time, leaving nothing behind."""

import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liftvision.cli import app
from liftvision.errors import OutputError
from liftvision.report import pdf
from liftvision.report.html import render_report
from liftvision.report.pdf import BROWSERS, find_printer, write_pdf
from tests.report.back_lifter import with_back

A4_POINTS = (210.0 / 25.4 * 72.0, 297.0 / 25.4 * 72.0)
here = next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture
def folder(tmp_path):
    out = tmp_path / "out #1 ü"
    out.mkdir()
    (out / "report.html").write_text(render_report(with_back(2), overlay=False), "utf-8")
    return out


@pytest.fixture
def private(tmp_path, monkeypatch):
    """Where this process puts what is temporary."""
    where = tmp_path / "private"
    where.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(where))
    return where


def program(folder, name, lines):
    """A program that can be run under a name."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(here is None, reason="no Chromium, Chrome or Edge is on the path")
def test_a_browser_prints_a4_and_leaves_nothing(folder, private):
    path = write_pdf(folder)
    printed = path.read_bytes()
    assert path.name == "report.pdf"
    assert printed.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", printed)
    assert len(boxes) >= 2, "a long report has several pages"
    for width, height in boxes:
        assert (float(width), float(height)) == pytest.approx(A4_POINTS, abs=1.0)
    assert sorted(each.name for each in folder.iterdir()) == ["report.html", "report.pdf"]
    assert list(private.iterdir()) == []


def test_weasyprint_prints_where_there_is_no_browser(folder, private, monkeypatch):
    pytest.importorskip("weasyprint")
    monkeypatch.setenv("PATH", str(private))
    assert write_pdf(folder).read_bytes().startswith(b"%PDF")


def test_without_a_printer_it_is_said_before_any_work(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(
        OutputError, match=r"No browser.*Chromium, Chrome or Edge.*liftvision\[pdf\]"
    ):
        find_printer()


def test_the_command_line_refuses_before_it_analyses(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"never read")
    arguments = ["analyze", str(clip), "--out", str(tmp_path / "out"), "--pdf"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == OutputError.exit_code
    assert "No browser was found that makes a PDF." in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_browser_that_hangs_is_ended_with_what_it_started(folder, private, monkeypatch, tmp_path):
    hanging = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(600)"
    )
    programs = tmp_path / "programs"
    programs.mkdir()
    program(programs, "chromium", hanging)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(pdf, "LONGEST_S", 2.0)
    begin = time.monotonic()
    with pytest.raises(OutputError, match=r"chromium did not print within 2 s.*report\.html"):
        write_pdf(folder)
    assert time.monotonic() - begin < 30.0
    assert sorted(each.name for each in folder.iterdir()) == ["report.html"]
    assert list(private.iterdir()) == []
    child = Path(f"/proc/{(tmp_path / 'child').read_text()}/stat")
    if child.exists():
        assert child.read_text().split()[2] == "Z", "ended, and not yet collected"


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_browser_that_prints_nothing_is_told(folder, private, monkeypatch, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    program(programs, "google-chrome", "raise SystemExit(3)")
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(OutputError, match=r"report\.pdf could not be printed"):
        write_pdf(folder)
    assert sorted(each.name for each in folder.iterdir()) == ["report.html"]


def test_a_folder_that_may_not_be_written_is_told(folder, private):
    def printer(page, path):
        path.write_bytes(b"%PDF-1.7")

    (folder / "report.pdf").mkdir()
    with pytest.raises(OutputError, match=r"report\.pdf cannot be written"):
        write_pdf(folder, printer)

"""What is written for people: numbers with their errors, reps in rows, bars that fill."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from liftvision import set_display, terminal
from liftvision.findings.review import NotJudged, Review
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.reps.rep import Rep
from tests.report.back_lifter import with_back
from tests.report.plate_lifter import with_plate


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Measurement(61.4, 5.2, "deg"), "61 ± 5°"),
        (Measurement(1.234, 0.05, "s"), "1.23 ± 0.05 s"),
        (Measurement(0.5, None, "m"), "0.500 m"),
        (Measurement(0.61, 0.02, "1"), "0.61 ± 0.02"),
        (Measurement(-0.2, 4.0, "deg"), "0 ± 4°"),
        (Measurement.not_measured("deg", "out of frame"), "-"),
        (None, "-"),
    ],
)
def test_a_measurement_is_value_error_and_unit(value, text):
    assert set_display.measurement(value) == text


def rep(number: int, **metrics: Measurement) -> Rep:
    return Rep(
        number=number, complete=number > 1, start_s=None, lift_off_s=0.5, knee_pass_s=None,
        lockout_s=1.75, lowering_s=None, end_s=None, metrics=metrics,
    )  # fmt: skip


def drawn(reps) -> list[list[str]]:
    console = Console(file=io.StringIO(), width=120)
    console.print(*set_display.rep_tables(reps, set_display.rep_columns(reps), 120))
    lines = console.file.getvalue().splitlines()
    return [line.split("  ") for line in lines if line.strip()]


def test_reps_are_rows_with_their_times():
    text = "\n".join("  ".join(row) for row in drawn([rep(1), rep(2)]))
    assert "1 (in part)" in text
    assert text.count("0.50 s") == 2
    assert text.count("1.75 s") == 2


def test_only_metrics_that_were_measured_get_a_column():
    name = next(iter(set_display.HEADINGS))
    heading = set_display.HEADINGS[name]
    measured = rep(2, **{name: Measurement(1.5, 0.1, "s")})
    assert heading in str(drawn([rep(1), measured]))
    assert heading not in str(drawn([rep(1), rep(2)]))


def test_a_table_that_is_too_wide_goes_on_under_itself():
    each = {name: Measurement(12.5, 0.25, "m/s") for name in set_display.HEADINGS}
    reps = [rep(1, **each), rep(2, **each)]
    columns = set_display.rep_columns(reps)
    tables = set_display.rep_tables(reps, columns, 80)
    console = Console(file=io.StringIO(), width=80)
    console.print(*tables)
    text = console.file.getvalue()
    assert len(tables) > 1
    assert text.count("12.50 ± 0.25 m/s") == 2 * len(each)
    assert text.count("1 (in part)") == len(tables)
    assert "…" not in text


@pytest.mark.parametrize("width", range(45, 130, 3))
def test_no_table_is_wider_than_what_it_is_shown_on(width):
    columns = {f"heading {place}": ["x" * (9 + place)] for place in range(7)}
    console = Console(file=io.StringIO(), width=500)
    for table in set_display.rep_tables([rep(1)], columns, width):
        assert console.measure(table).maximum <= width


def test_hip_and_spine_have_a_table_under_what_they_were_measured_on(capsys):
    set_display.show_reps(with_back(2))
    shown = capsys.readouterr().out
    line, table = shown.split("Hip against spine: ")[1].split("\n", 1)
    assert line.startswith("measured on the outline of the back in tight clothes")
    assert "spine's share" in table
    assert table.count("26 ± 4 %") == 2
    assert "lumbar peak" not in table, "it was measured in no rep"


def test_a_back_that_was_not_measured_has_a_line_and_no_table(capsys):
    analysis = with_plate(1)
    backs = (Back.not_measured("the shirt hides the back"),)
    set_display.show_reps(replace(analysis, motion=replace(analysis.motion, backs=backs)))
    shown = capsys.readouterr().out
    assert "Hip against spine: not measured: the shirt hides the back" in shown
    assert "spine's share" not in shown


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


def test_bars_show_each_stage_and_end_full(monkeypatch):
    monkeypatch.setattr("sys.stderr", FakeTerminal())
    monkeypatch.setenv("TERM", "xterm")
    with terminal.Bars() as bars:
        bars.stage("reading", 10)
        bars.advance(4)
        bars.stage("guessing", None)
        shown = bars._bars
    assert [task.description for task in shown.tasks] == ["reading", "guessing"]
    assert [task.percentage for task in shown.tasks] == [100.0, 100.0]


def test_a_stage_that_broke_is_not_shown_as_done(monkeypatch):
    monkeypatch.setattr("sys.stderr", FakeTerminal())
    bars = terminal.Bars()
    bars.stage("reading", 10)
    bars.advance(4)
    with pytest.raises(ValueError, match="broken"), bars:
        raise ValueError("broken")
    assert bars._bars.tasks[0].percentage == 40.0


def test_progress_suits_where_it_goes(monkeypatch):
    assert type(terminal.progress(quiet=True)) is terminal.Silence
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert type(terminal.progress(quiet=False)) is terminal.Lines
    monkeypatch.setattr("sys.stderr", FakeTerminal())
    monkeypatch.setenv("TERM", "xterm")
    assert type(terminal.progress(quiet=False)) is terminal.Bars


@pytest.mark.parametrize("width", [80, 20])
def test_a_finding_is_broken_between_words_on_a_terminal_and_nowhere_else(
    width, monkeypatch, capsys
):
    sentence = (
        "the knee is still bent by 16 ± 5\xa0° at the top, which is more than we want to see there"
    )
    terminal.tell(sentence, set_display.INDENT)
    assert capsys.readouterr().out == f"    {sentence.replace(chr(0xA0), ' ')}\n"
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.tell(sentence, set_display.INDENT)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert all(line.startswith("    ") and len(line) <= width for line in lines)
    assert " ".join(line.strip() for line in lines) == sentence.replace("\xa0", " ")


def test_where_nothing_was_judged_that_is_said(capsys):
    set_display.show_review(Review(not_judged=(NotJudged("bar_tilt", "The bar tilts", "", ""),)))
    assert capsys.readouterr().out.startswith("nothing could be told for sure")
    set_display.show_review(Review())
    assert capsys.readouterr().out == ""

"""What is written for people: numbers with their errors, reps in rows, bars that fill."""

import io

import pytest
from rich.console import Console

from liftvision import terminal
from liftvision.measurement import Measurement
from liftvision.reps.rep import Rep


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Measurement(61.4, 5.2, "deg"), "61 ± 5°"),
        (Measurement(1.234, 0.05, "s"), "1.23 ± 0.05 s"),
        (Measurement(0.5, None, "m"), "0.500 m"),
        (Measurement(0.61, 0.02, "1"), "0.61 ± 0.02"),
        (Measurement.not_measured("deg", "out of frame"), "-"),
        (None, "-"),
    ],
)
def test_a_measurement_is_value_error_and_unit(value, text):
    assert terminal.measurement(value) == text


def rep(number: int, **metrics: Measurement) -> Rep:
    return Rep(
        number=number, complete=number > 1, start_s=None, lift_off_s=0.5, knee_pass_s=None,
        lockout_s=1.75, lowering_s=None, end_s=None, metrics=metrics,
    )  # fmt: skip


def drawn(reps) -> list[list[str]]:
    console = Console(file=io.StringIO(), width=120)
    console.print(terminal.rep_table(reps))
    lines = console.file.getvalue().splitlines()
    return [line.split("  ") for line in lines if line.strip()]


def test_reps_are_rows_with_their_times():
    text = "\n".join("  ".join(row) for row in drawn([rep(1), rep(2)]))
    assert "1 (in part)" in text
    assert text.count("0.50 s") == 2
    assert text.count("1.75 s") == 2


def test_only_metrics_that_were_measured_get_a_column():
    name = next(iter(terminal.HEADINGS))
    heading = terminal.HEADINGS[name]
    measured = rep(2, **{name: Measurement(1.5, 0.1, "s")})
    assert heading in str(drawn([rep(1), measured]))
    assert heading not in str(drawn([rep(1), rep(2)]))


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

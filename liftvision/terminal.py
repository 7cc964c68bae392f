"""The terminal: progress bars, and lines on standard output and standard error."""

import sys
import textwrap
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from liftvision.progress import NoProgress

PIPE_WIDTH = 120
"""Columns of a table that does not go to a terminal."""


class Silence(NoProgress):
    """Shows nothing for as long as a ``with`` block lasts."""

    def __enter__(self) -> Self:
        """Begin to show."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop showing."""


class Lines(Silence):
    """One short line for each stage, where standard error is not a terminal."""

    def stage(self, name: str, total: float | None) -> None:
        """Name the stage."""
        say(f"{name} ...")


class Bars(Silence):
    """A bar with the time left for each stage, on a terminal's standard error."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("{task.description}", style="bold"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=error_console(),
        )
        self._stage: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the bars as they are; a stage that came to its end is full."""
        if kind is None:
            self._fill()
        self._bars.stop()

    def stage(self, name: str, total: float | None) -> None:
        """Fill the bar of the stage before and begin a new one."""
        self._fill()
        self._stage = self._bars.add_task(name, total=total)

    def advance(self, steps: float = 1) -> None:
        """Move the bar of the present stage."""
        if self._stage is not None:
            self._bars.advance(self._stage, steps)

    def _fill(self) -> None:
        if self._stage is not None:
            total = self._bars.tasks[-1].total or 1.0
            self._bars.update(self._stage, total=total, completed=total)


def progress(quiet: bool) -> Silence:
    """Give the progress that suits where standard error goes."""
    if quiet or sys.stderr is None:
        return Silence()
    return Bars() if error_console().is_terminal else Lines()


def error_console() -> Console:
    """Give the console of standard error."""
    return Console(stderr=True, highlight=False)


def output_console() -> Console:
    """Give the console of standard output."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def say(text: str) -> None:
    """Write a line to standard error."""
    error_console().print(_printable(text), markup=False, soft_wrap=True)


def show(text: str) -> None:
    """Write a line to standard output."""
    output_console().print(_printable(text), markup=False, soft_wrap=True)


def tell(text: str, indent: str = "") -> None:
    """Write a sentence to standard output, indented, and on a terminal broken between words."""
    console = output_console()
    if console.is_terminal:
        # Only a space that may break is one here: a value stays with its unit.
        room = max(console.width - len(indent), len(indent) + 1)
        lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    else:
        lines = [text]
    for line in lines:
        show(f"{indent}{line}")


def _printable(text: str) -> str:
    """Leave out what would steer the terminal: a file's name may hold anything."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    return "".join(character if character.isprintable() else "?" for character in plain)

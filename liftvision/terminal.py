"""What the command line shows: progress bars, the reps as a table, the models as a table."""

import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from liftvision.measurement import Measurement
from liftvision.progress import NoProgress
from liftvision.report.words import BAR_SOURCE_WORDS, style_words

if TYPE_CHECKING:
    from liftvision.analysis import Analysis
    from liftvision.findings.review import Review
    from liftvision.pose.landmarks import Side
    from liftvision.pose.model_files import ModelStatus
    from liftvision.reps.rep import Rep

PIPE_WIDTH = 120
"""Columns of a table that does not go to a terminal."""

CELL_PADDING = 2
"""Columns of a table between one cell and the next."""

NOT_MEASURED = "-"

INDENT = "    "
"""Before what is said about a finding."""

SYMBOLS = {"deg": "°", "m": " m", "s": " s", "m/s": " m/s", "1": "", "%": " %"}
DECIMALS = {"deg": 0, "m": 3, "s": 2, "m/s": 2, "1": 2, "%": 0}


HEADINGS = {
    "mean_concentric_velocity": "mean velocity",
    "peak_concentric_velocity": "peak velocity",
    "range_of_motion": "range",
    "knee_flexion_at_lift_off": "knee at lift-off",
    "trunk_thigh_flexion_at_lift_off": "trunk-thigh at lift-off",
    "trunk_lean_at_lift_off": "trunk at lift-off",
}
"""The metrics of the table, by name, with what stands over their column."""

SIDE_NAMES: dict["Side", str] = {"l": "left", "r": "right"}

SPLIT_HEADINGS = {
    "lumbar_share": "spine's share",
    "lumbar_flexion_at_lift_off": "lumbar at lift-off",
    "lumbar_flexion_peak": "lumbar peak",
    "lumbar_drift": "lumbar drift",
    "hip_flexion_at_lift_off": "hip at lift-off",
}
"""Likewise of the table of hip against spine."""


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


def show_reps(analysis: "Analysis") -> None:
    """Write what was lifted to standard output: one line on the clip, then the reps.

    What hip and spine did has a table of its own, under a line that says what it was measured on,
    or why it was not; likewise the knees seen from the front.
    """
    from liftvision.report.facts import back_line, knee_line, pair_line

    reps = analysis.set.reps
    show(headline(analysis))
    if analysis.second is not None:
        show(pair_line(analysis.second))
    if not reps:
        return
    if analysis.set.lift == "deadlift" and analysis.set.style == "unknown":
        show(f"style unknown: {analysis.set.style_reason or 'not seen'} (--style names it)")
    _show_table(reps, rep_columns(reps))
    line = back_line(analysis)
    if line is not None:
        show(line)
    if any(_is_measured(rep, name) for rep in reps for name in SPLIT_HEADINGS):
        _show_table(reps, split_columns(reps))
    if any(cave.is_measured for rep in reps for cave in rep.knee_cave.values()):
        _show_table(reps, knee_columns(reps, analysis.review))
    else:
        show(knee_line(analysis))


def show_review(review: "Review") -> None:
    """Write what was found, most important first, and what went well."""
    for finding in review.findings:
        tell(f"{finding.severity}: {finding.title}")
        tell(finding.seen, INDENT)
        tell(f"try: {finding.cue}", INDENT)
    if review.not_judged and not review.findings and not review.went_well:
        tell("nothing could be told for sure: the report says why, and how to film it next time")
    if review.went_well:
        if not review.findings:
            show("nothing stands out")
        show("good:")
        for well in review.went_well:
            tell(well.text, INDENT)


def headline(analysis: "Analysis") -> str:
    """Say in a line what was lifted, from where it was filmed, and how much was seen."""
    lifted = analysis.set
    words = style_words(lifted)
    style = "" if words is None else f"{words} "
    lift = {"deadlift": f"{style}deadlift", "other": "another lift", "none": "no lift"}[lifted.lift]
    view = analysis.view
    seen = "view unknown" if view.name == "unknown" else f"{view.name} view"
    if view.facing in ("left", "right"):
        seen += f", facing {view.facing}"
    seen += f", lifter seen in {analysis.pose.coverage:.0%} of the frames"
    seen += f", bar followed by {BAR_SOURCE_WORDS[analysis.bar.source]}"
    if not lifted.reps:
        return f"{lift}, {seen}"
    complete = sum(rep.complete for rep in lifted.reps)
    count = f"{complete} complete rep{'' if complete == 1 else 's'}"
    if len(lifted.reps) > complete:
        count += f", {len(lifted.reps) - complete} in part"
    return f"{lift}, {seen}: {count}"


def rep_columns(reps: Sequence["Rep"]) -> dict[str, list[str]]:
    """Give the times of the reps and the metrics that were measured in any of them."""
    times = {
        "lift-off": [_time(rep.lift_off_s) for rep in reps],
        "lockout": [_time(rep.lockout_s) for rep in reps],
    }
    return times | _metric_columns(reps, HEADINGS)


def split_columns(reps: Sequence["Rep"]) -> dict[str, list[str]]:
    """Give what hip and spine did in the reps, likewise."""
    return _metric_columns(reps, SPLIT_HEADINGS)


def knee_columns(reps: Sequence["Rep"], review: "Review") -> dict[str, list[str]]:
    """Give whether the knees caved in during the reps, and by how much."""
    return {
        f"{name} knee inward": [_knee(review, rep, side) for rep in reps]
        for side, name in SIDE_NAMES.items()
    }


def _knee(review: "Review", rep: "Rep", side: "Side") -> str:
    from liftvision.findings.knees import knee_severity

    severity = knee_severity(review, rep, side)
    if severity is None:
        return NOT_MEASURED
    return f"{severity}: {measurement(rep.knee_cave[side].change)}"


def _show_table(reps: Sequence["Rep"], columns: Mapping[str, Sequence[str]]) -> None:
    """Write a table of reps, a row each; one that is too wide goes on in another under it."""
    console = output_console()
    for part in rep_tables(reps, columns, console.width):
        console.print(part)


def rep_tables(
    reps: Sequence["Rep"], columns: Mapping[str, Sequence[str]], width: int
) -> list[Table]:
    """Give reps, a row each, as few tables of at most a width in which no cell is broken.

    Parameters
    ----------
    reps
        The reps.
    columns
        The cells under each heading.
    width
        In letters; of what is wider by itself the table has one column.
    """
    numbers = [str(rep.number) if rep.complete else f"{rep.number} (in part)" for rep in reps]
    first = _narrowest("rep", numbers)
    parts: list[list[str]] = []
    room = 0
    for heading, cells in columns.items():
        needed = _narrowest(heading, cells) + CELL_PADDING
        if needed > room:
            parts.append([])
            room = width - first - 2 * CELL_PADDING
        parts[-1].append(heading)
        room -= needed
    tables = []
    for part in parts:
        table = Table(box=box.SIMPLE_HEAD)
        shown = {"rep": numbers} | {heading: columns[heading] for heading in part}
        for heading, cells in shown.items():
            table.add_column(heading, justify="right", min_width=_narrowest(heading, cells))
        for row in zip(*shown.values(), strict=True):
            table.add_row(*row)
        tables.append(table)
    return tables


def _narrowest(heading: str, cells: Sequence[str]) -> int:
    """Give the width of a column in which no cell and no word of its heading is broken."""
    return max(len(words) for words in (*heading.split(), *cells))


def _metric_columns(reps: Sequence["Rep"], headings: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the cells under each heading of the metrics that were measured in any rep."""
    return {
        heading: [measurement(rep.metrics.get(name)) for rep in reps]
        for name, heading in headings.items()
        if any(_is_measured(rep, name) for rep in reps)
    }


def measurement(value: Measurement | None) -> str:
    """Write a measurement as value ± error with its unit; a dash where there is none."""
    if value is None or value.value is None:
        return NOT_MEASURED
    decimals = DECIMALS.get(value.unit, 2)
    symbol = SYMBOLS.get(value.unit, f" {value.unit}")
    error = "" if value.error is None else f" ± {value.error:.{decimals}f}"
    # Adding zero turns -0.0 into 0.0.
    return f"{round(value.value, decimals) + 0.0:.{decimals}f}{error}{symbol}"


def show_models(models: Sequence["ModelStatus"], folder: Path) -> None:
    """Write the pose models to standard output, and where they are kept."""
    output_console().print(models_table(models))
    show(f"kept in {folder}")


def models_table(models: Sequence["ModelStatus"]) -> Table:
    """Give the pose models: size, licence, where each comes from, whether it is here."""
    from liftvision.pose.model_files import LICENCE

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("model", "", "size", "licence", "comes from", "state"):
        table.add_column(heading, justify="right" if heading == "size" else "left")
    for status in models:
        model = status.model
        packages = [source.package for source in model.sources]
        origin = "\n".join(f"{each.client}: {each.name} {each.version}" for each in packages)
        size = f"{model.size / 1e6:.1f} MB"
        table.add_row(model.name, model.summary, size, LICENCE, origin, status.state)
    return table


def _is_measured(rep: "Rep", name: str) -> bool:
    measured = rep.metrics.get(name)
    return measured is not None and measured.value is not None


def _time(seconds: float | None) -> str:
    return NOT_MEASURED if seconds is None else f"{seconds:.2f} s"

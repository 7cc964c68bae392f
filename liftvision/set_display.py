"""What is told of an analysis on the terminal: the reps as tables, and what was found in them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from liftvision.measurement import Measurement
from liftvision.report.words import BAR_SOURCE_WORDS, style_words
from liftvision.terminal import output_console, show, tell

if TYPE_CHECKING:
    from liftvision.analysis import Analysis
    from liftvision.findings.review import Review
    from liftvision.pose.landmarks import Side
    from liftvision.reps.rep import Rep

CELL_PADDING = 3
"""Letters of a table between one cell and the next."""

EDGE = 1
"""Letters before its first cell that are not padding."""

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
    from liftvision.findings.wording import clock

    for finding in review.findings:
        tell(f"{finding.severity}: {finding.title}")
        tell(f"{finding.seen} Look at {clock(finding.time_s)}.", INDENT)
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
            room = width - first - CELL_PADDING - EDGE
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


def _is_measured(rep: "Rep", name: str) -> bool:
    measured = rep.metrics.get(name)
    return measured is not None and measured.value is not None


def _time(seconds: float | None) -> str:
    return NOT_MEASURED if seconds is None else f"{seconds:.2f} s"

"""The self-check on a terminal: a table for each view, and one line on the whole."""

from collections.abc import Sequence

import numpy as np
from rich import box
from rich.table import Table

from liftvision.selfcheck.compare import ClipErrors
from liftvision.selfcheck.table import HEADINGS, Row, cells, grouped, not_measured
from liftvision.terminal import output_console, show


def show_errors(rows: Sequence[Row], clips: Sequence[ClipErrors]) -> None:
    """Write the table to standard output, view by view, and the summary under it."""
    console = output_console()
    for heading, of_view in grouped(rows):
        console.print(f"\n{heading}", style="bold")
        if any(row.n for row in of_view):
            console.print(_table(of_view))
        if absent := not_measured(of_view):
            show(f"not measured: {', '.join(absent)}")
    show("")
    show(summary(clips))


def summary(clips: Sequence[ClipErrors]) -> str:
    """Say in a line how many clips, how many reps counted rightly, how often errors held."""
    frames = sum(clip.frames for clip in clips)
    counts = [each for clip in clips for each in clip.metrics if each.metric == "reps"]
    right = sum(bool((each.errors == 0.0).all()) for each in counts)
    within = [
        np.abs(metric.errors[sure]) <= metric.stated[sure]
        for clip in clips
        for metric in clip.metrics
        if (sure := np.isfinite(metric.errors) & np.isfinite(metric.stated)).any()
    ]
    number = f"{len(clips)} clip{'s' * (len(clips) != 1)}"
    text = f"{number}, {frames} frames; reps counted rightly in {right}"
    if not within:
        return text
    held = np.concatenate(within)
    return (
        f"{text}; {held.mean():.0%} of {len(held)} values lie within their stated error "
        "(68% would be right)"
    )


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in HEADINGS:
        words = heading in ("metric", "clothes", "unit")
        table.add_column(heading, justify="left" if words else "right", no_wrap=True)
    for row in rows:
        if row.n:
            table.add_row(*cells(row))
    return table

"""The measured errors in words: from the self-check's rows, and from tables of other pages."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from catalogue import DOCS, Card, Unseen

from liftvision.measurement import READ_AS

Row: TypeAlias = Mapping[str, Any]

MARKS = {"deg": "°", "1": "", "%": " %"}
DECIMALS = {"deg": 1, "cm": 1, "s": 3, "m/s": 3, "%": 1, "1": 2}
MOSTLY_GIVEN = 0.95
"""Where at least this part of the values was given, the part is not told."""


def selfcheck_rows(path: Path = DOCS / "selfcheck.json") -> list[Row]:
    """Give the self-check's rows that have values."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in rows if row["n"]]


def checked_table(card: Card, rows: Iterable[Row]) -> list[str]:
    """Give a table of how wrong a metric is on the sample clips; nothing where not compared."""
    found = [row for name in card.checked for row in rows if row["metric"] == name]
    if not found:
        return []
    heads = list(dict.fromkeys(_filmed(row) for row in found))
    lines = [f"| | {' | '.join(heads)} |", f"|{' --- |' * (len(heads) + 1)}"]
    for name in dict.fromkeys(str(row["metric"]) for row in found):
        cells = {_filmed(row): _amount(row) for row in found if row["metric"] == name}
        lines.append(f"| `{name}` | {' | '.join(cells.get(head, '') for head in heads)} |")
    return lines


def _filmed(row: Row) -> str:
    """Say how the clips of a row were filmed, as the head of a column."""
    plates = "" if row["plates"] else ", no plates"
    clothes = ", loose clothes" if row["clothes"] == "loose" else ""
    return f"{row['view'].replace('-', ' ')}{plates}{clothes}"


def _amount(row: Row) -> str:
    """Write the error, the number of values, and which part of them was given."""
    unit, factor = READ_AS.get(row["unit"], (str(row["unit"]), 1.0))
    given = "" if row["coverage"] >= MOSTLY_GIVEN else f", {100.0 * row['coverage']:.0f} %"
    error = f"{factor * row['rmse']:.{DECIMALS[unit]}f}{MARKS.get(unit, f' {unit}')}"
    return f"{error} ({row['n']}{given})"


def unseen_words(unseen: Unseen) -> str:
    """Say what a page's table has of clips of the test split."""
    rows = table_rows((DOCS / unseen.page).read_text(encoding="utf-8"))
    return _of_column(rows, unseen) if unseen.column else _of_row(rows, unseen)


def _of_column(rows: list[list[str]], unseen: Unseen) -> str:
    """Give a column's cells, each behind the name of its row."""
    head = next((row for row in rows if unseen.column in row), None)
    if head is None:
        raise ValueError(f"docs/{unseen.page} has no table with a column {unseen.column!r}")
    place, begin = head.index(unseen.column), rows.index(head) + 1
    end = next((end for end in range(begin, len(rows)) if len(rows[end]) != len(head)), len(rows))
    return ", ".join(f"{row[0].split(':')[0]}: {_fitted(row[place])}°" for row in rows[begin:end])


def _of_row(rows: list[list[str]], unseen: Unseen) -> str:
    """Give a row's cells, each before the name of its column."""
    place = next((number for number, row in enumerate(rows) if row[0] == unseen.row), None)
    if place is None:
        raise ValueError(f"docs/{unseen.page} has no table with a row {unseen.row!r}")
    head = next(row for row in reversed(rows[:place]) if row[0] == "")
    unit = _unit_of(unseen.row)
    name = unseen.row.split(",")[0] if unit else unseen.row
    parts = [
        f"{_cell(cell, unit)} {_with_in(view)}"
        for view, cell in zip(head[1:], rows[place][1:], strict=True)
        if not cell.startswith("-")
    ]
    return f"{name}: {', '.join(parts)}"


def table_rows(text: str) -> list[list[str]]:
    """Give the cells of all tables of a page, row by row, without the lines below the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def _fitted(cell: str) -> str:
    """Give the bold number of a cell: that of the fitted body."""
    found = re.search(r"\*\*(.+?)\*\*", cell)
    return found.group(1) if found else cell


def _unit_of(row: str) -> str:
    """Give the unit that a row of the frontal plane's table has behind its name."""
    after = row.partition(", ")[2]
    if after.startswith("%"):
        return f" {after}"
    return {"°": "°", "cm": " cm"}.get(after, "")


def _cell(cell: str, unit: str) -> str:
    """Write a cell; of the frontal plane's ``mean, median; bands`` the mean alone."""
    if ";" in cell:
        return cell.split(";")[0].split(",")[0] + unit
    return cell


def _with_in(view: str) -> str:
    return f"in {view}" if view.endswith("clothes") else f"from the {_without_count(view)}"


def _without_count(view: str) -> str:
    return re.sub(r", within (\d+)° \(.*\)$", r", at most \1° off", view)

"""The last published figures, kept beside the code, and whether new ones are worse."""

import json
from collections.abc import Sequence
from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.errors import TruthError
from liftvision.selfcheck.table import SYMBOLS, Row, error_table

ROWS_NAME = "selfcheck.json"
PAGE_NAME = "selfcheck.md"

TABLE_BEGINS = "<!-- the table begins: made by benchmarks/freeze_selfcheck.py -->"
TABLE_ENDS = "<!-- the table ends -->"

RELATIVE_MARGIN = 0.1
ABSOLUTE_MARGIN = {"deg": 0.5, "m": 0.005, "s": 0.02, "m/s": 0.02, "%": 0.5, "1": 0.02}
"""An RMSE or 95th percentile may rise by both together before it counts as worse: video decoders
and processors differ in the last bits, and a landmark in a few frames with them."""

COVERAGE_MARGIN = 0.05


def read_frozen(folder: Path) -> tuple[Row, ...]:
    """Read the figures that `freeze` wrote.

    Raises
    ------
    TruthError
        The file is missing or damaged.
    """
    path = folder / ROWS_NAME
    try:
        rows = json.loads(path.read_text("utf-8"))
        if not isinstance(rows, list):
            raise TypeError("the rows are no list")
        return tuple(Row.from_json(row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TruthError(
            f"{printable_name(path)} holds no figures of a self-check.",
            "Write it anew with benchmarks/freeze_selfcheck.py.",
        ) from error


def freeze(rows: Sequence[Row], folder: Path) -> None:
    """Write the figures as JSON, and as a table into the page between its two marks.

    Raises
    ------
    TruthError
        The page is missing, or has not both marks.
    """
    page = folder / PAGE_NAME
    text = page.read_text("utf-8") if page.is_file() else ""
    before, begins, rest = text.partition(TABLE_BEGINS)
    _, ends, after = rest.partition(TABLE_ENDS)
    if not (begins and ends):
        raise TruthError(
            f"{printable_name(page)} has no place for the table.",
            f"Give it the lines {TABLE_BEGINS} and {TABLE_ENDS}.",
        )
    lines = ",\n".join(json.dumps(row.as_json(), allow_nan=False) for row in rows)
    (folder / ROWS_NAME).write_text(f"[\n{lines}\n]\n", "utf-8")
    page.write_text(f"{before}{begins}\n\n{error_table(rows)}\n{ends}{after}", "utf-8")


def worsened(now: Sequence[Row], frozen: Sequence[Row]) -> list[str]:
    """Say what has become worse by more than the margins, a sentence each.

    A row that is gone has become worse; one that is new has not.
    """
    by_place = {row.place: row for row in now}
    sentences = []
    for old in frozen:
        new = by_place.get(old.place)
        name = f"{old.metric}, {old.view}, {'' if old.plates else 'no '}plates, {old.clothes}"
        if new is None:
            sentences.append(f"{name}: no longer in the table")
            continue
        if new.coverage < old.coverage - COVERAGE_MARGIN:
            sentences.append(f"{name}: coverage {new.coverage:.0%}, was {old.coverage:.0%}")
        for figure in ("rmse", "p95"):
            before, after = getattr(old, figure), getattr(new, figure)
            if before is not None and after is not None and after > _limit(before, old.unit):
                unit = SYMBOLS[old.unit]
                sentences.append(f"{name}: {figure} {after:.3g} {unit}, was {before:.3g} {unit}")
    return sentences


def _limit(figure: float, unit: str) -> float:
    return (1.0 + RELATIVE_MARGIN) * figure + ABSOLUTE_MARGIN[unit]

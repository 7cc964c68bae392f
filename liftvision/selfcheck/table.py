"""The errors of all clips as one table: a row for each metric under each condition."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import Any

import numpy as np

from liftvision.motion.back import Clothes
from liftvision.motion.motion import UNITS
from liftvision.pose.landmarks import without_side
from liftvision.pose.view import ViewName
from liftvision.selfcheck.compare import ClipErrors, MetricErrors
from liftvision.selfcheck.rep_metrics import REP_UNITS

SIGNIFICANT_DIGITS = 4
"""Of the numbers of a row: more than a few clips can tell."""

VIEWS: tuple[ViewName, ...] = ("side", "front-oblique", "front", "rear-oblique", "rear", "unknown")
"""The views in the order of the table."""

METRICS = (
    *dict.fromkeys(without_side(column) for column in UNITS),
    *("hip_flexion", "pelvis_tilt", "lumbar_flexion"),
    *REP_UNITS,
)
"""The metrics in the order of the table; others come last."""

HEADINGS = (
    "metric", "clothes", "clips", "n", "RMSE", "bias", "p95", "unit", "coverage", "within error",
)  # fmt: skip
"""Over the cells of a row."""

SYMBOLS = {"deg": "°", "m": "m", "s": "s", "m/s": "m/s", "%": "%", "1": ""}


@dataclass(frozen=True)
class Row:
    """How wrong one metric is under one set of conditions.

    Attributes
    ----------
    metric
        A column without its side (the near side in side views, both pooled otherwise), or a
        metric of the reps.
    view
        As the analysis tells it.
    plates
        Whether there are any on the bar.
    clothes
        Tight or loose.
    clips
        In how many clips the truth knows the metric.
    n
        Number of compared values.
    rmse, bias, p95
        Root mean square and mean of measured minus true, and the 95th percentile of its absolute
        value; None without values.
    coverage
        Part of the values that could have been given that were.
    band_coverage
        Part of those given with a stated error that lie within that error of the truth; 0.68
        where errors are stated rightly. None where none is stated.
    unit
        ``deg``, ``m``, ``s``, ``m/s``, or ``1``.
    """

    metric: str
    view: ViewName
    plates: bool
    clothes: Clothes
    clips: int
    n: int
    rmse: float | None
    bias: float | None
    p95: float | None
    coverage: float
    band_coverage: float | None
    unit: str

    @property
    def place(self) -> tuple[str, ViewName, bool, Clothes]:
        """What tells the row from all others."""
        return self.metric, self.view, self.plates, self.clothes

    def as_json(self) -> dict[str, Any]:
        """Give the row as a dict, its numbers rounded."""
        values = asdict(self)
        return {
            name: float(f"{value:.{SIGNIFICANT_DIGITS}g}") if isinstance(value, float) else value
            for name, value in values.items()
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Row":
        """Give back what `as_json` gave."""
        return cls(**{each.name: row[each.name] for each in fields(cls)})


def rows_of(clips: Iterable[ClipErrors]) -> tuple[Row, ...]:
    """Pool the errors of all clips that were filmed under the same conditions.

    A metric of which a clip has no truth, or that could be seen in none of its frames, is not
    counted there.
    """
    pooled: dict[tuple[str, ViewName, bool, Clothes], list[MetricErrors]] = {}
    for clip in clips:
        for metric in clip.metrics:
            if len(metric.errors):
                place = (metric.metric, clip.view, clip.plates, clip.clothes)
                pooled.setdefault(place, []).append(metric)
    rows = [
        _row(view, plates, clothes, found) for (_, view, plates, clothes), found in pooled.items()
    ]
    return tuple(sorted(rows, key=_order))


def error_table(rows: Sequence[Row]) -> str:
    """Give the rows as Markdown: a table for each view, with and without plates.

    What is given in no frame of a view stands below its table in one line.
    """
    parts = []
    for heading, of_view in grouped(rows):
        measured = [row for row in of_view if row.n]
        lines = [f"### {heading[0].upper()}{heading[1:]}", ""]
        if measured:
            lines += [
                f"| {' | '.join(HEADINGS)} |",
                "|---" * len(HEADINGS) + "|",
                *(f"| {' | '.join(cells(row))} |" for row in measured),
                "",
            ]
        if absent := not_measured(of_view):
            lines += [f"Not measured: {', '.join(f'`{name}`' for name in absent)}.", ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def grouped(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Give the rows of each view, with and without plates, under their heading."""
    ordered = sorted(rows, key=_order)
    return [
        (f"{view} view, {'plates' if plates else 'no plates'}", list(of_view))
        for (view, plates), of_view in groupby(ordered, key=lambda row: (row.view, row.plates))
    ]


def not_measured(rows: Sequence[Row]) -> list[str]:
    """Name the metrics of which no row has a value.

    A column that is nowhere measured stands for its values at the events of a rep, too.
    """
    measured = {row.metric for row in rows if row.n}
    absent = dict.fromkeys(row.metric for row in rows if row.metric not in measured)
    return [
        name
        for name in absent
        if (column := name.partition("_at_")[0]) == name or column not in absent
    ]


def cells(row: Row) -> tuple[str, ...]:
    """Give a row as text, a cell for each of `HEADINGS`."""
    return (
        row.metric,
        row.clothes,
        str(row.clips),
        str(row.n),
        _amount(row.rmse, row.unit),
        _amount(row.bias, row.unit, sign="+"),
        _amount(row.p95, row.unit),
        SYMBOLS[row.unit],
        f"{row.coverage:.0%}",
        "-" if row.band_coverage is None else f"{row.band_coverage:.0%}",
    )


def _amount(value: float | None, unit: str, sign: str = "") -> str:
    if value is None:
        return "-"
    decimals = 1 if unit == "deg" else 3
    # Adding zero turns a negative zero into a positive one.
    return f"{round(value, decimals) + 0.0:{sign}.{decimals}f}"


def _row(view: ViewName, plates: bool, clothes: Clothes, found: list[MetricErrors]) -> Row:
    errors = np.concatenate([each.errors for each in found])
    stated = np.concatenate([each.stated for each in found])
    given = np.isfinite(errors)
    sure = given & np.isfinite(stated)
    off = np.abs(errors[given])
    return Row(
        metric=found[0].metric,
        view=view,
        plates=plates,
        clothes=clothes,
        clips=len(found),
        n=int(given.sum()),
        rmse=float(np.sqrt(np.mean(off**2))) if given.any() else None,
        bias=float(np.mean(errors[given])) if given.any() else None,
        p95=float(np.percentile(off, 95.0)) if given.any() else None,
        coverage=float(np.mean(given)),
        band_coverage=float(np.mean(np.abs(errors[sure]) <= stated[sure])) if sure.any() else None,
        unit=found[0].unit,
    )


def _order(row: Row) -> tuple[int, bool, int, str, bool]:
    known = METRICS.index(row.metric) if row.metric in METRICS else len(METRICS)
    return VIEWS.index(row.view), not row.plates, known, row.metric, row.clothes == "loose"

"""Tidy tables: a row is one value of one thing at one time, with its error and its unit."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.motion.motion import UNITS
from liftvision.report.tables import angles_table, write_table
from liftvision.reps.rep import EVENTS

if TYPE_CHECKING:
    import pandas as pd

MOTION_UNITS = {"time_s": "s", "value": "column unit", "error": "column unit"}
"""Of the columns of both tables; all others have none."""


def motion_table(analysis: Analysis) -> "pd.DataFrame":
    """Give the motion, a row for each value that was measured.

    Columns are ``time_s``, ``frame`` (from 0), ``shot``, ``rep``, ``phase``, ``name``, ``value``,
    ``error`` and ``unit``, the first five as in `report.tables.angles_table`. Rows go by name, then
    by time. What was not measured has no row; ``error`` is NaN where it is not known.
    """
    import pandas as pd

    wide = angles_table(analysis)
    wide.insert(1, "frame", np.arange(len(wide)))
    keys = ["time_s", "frame", "shot", "rep", "phase"]
    parts = []
    for name, unit in UNITS.items():
        part = wide[keys].assign(
            name=name, value=wide[name], error=wide[f"{name}_error"], unit=unit
        )
        parts.append(part[part["value"].notna()])
    return pd.concat(parts, ignore_index=True)


def metrics_table(analysis: Analysis) -> "pd.DataFrame":
    """Give events and metrics of the reps and of the set, a row each, measured or not.

    Columns are ``rep`` (missing for the set), ``name``, ``value``, ``error``, ``unit``, ``reason``
    (why there is no value) and ``rule`` (by which of several definitions).
    """
    import pandas as pd

    rows: list[tuple[int | None, str, float | None, float | None, str, str, str]] = []
    for rep in analysis.set.reps:
        for event in EVENTS:
            time_s = getattr(rep, event)
            reason = "" if time_s is not None else "not seen"
            rows.append((rep.number, event, time_s, rep.event_errors.get(event), "s", reason, ""))
    owners = [(rep.number, rep.metrics) for rep in analysis.set.reps]
    for number, metrics in (*owners, (None, analysis.set.metrics)):
        for name, each in metrics.items():
            words = each.reason or "", each.rule or ""
            rows.append((number, name, each.value, each.error, each.unit, *words))
    columns = ["rep", "name", "value", "error", "unit", "reason", "rule"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"rep": "Int64", "value": "float64", "error": "float64"})


def write_csv(analysis: Analysis, folder: Path) -> tuple[str, ...]:
    """Write both tables as ``motion.csv`` and ``metrics.csv``; nothing is left out."""
    for name, table in _tables(analysis).items():
        write_table(table, folder / f"{name}.csv")
    return ()


def write_parquet(analysis: Analysis, folder: Path) -> tuple[str, ...]:
    """Write both tables as ``motion.parquet`` and ``metrics.parquet``.

    Their schema's metadata has the key ``liftvision``: JSON with the version, the clip's name and
    the ``units`` of each ``name``; each field has its own ``unit`` where it has one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, table in _tables(analysis).items():
        made = pa.Table.from_pandas(table, preserve_index=False)
        about = _about(analysis, dict(zip(table["name"], table["unit"], strict=True)))
        fields = [
            field.with_metadata({"unit": MOTION_UNITS[field.name]})
            if field.name in MOTION_UNITS
            else field
            for field in made.schema
        ]
        metadata = (made.schema.metadata or {}) | {b"liftvision": json.dumps(about).encode("ascii")}
        pq.write_table(made.cast(pa.schema(fields, metadata)), folder / f"{name}.parquet")
    return ()


def _tables(analysis: Analysis) -> dict[str, "pd.DataFrame"]:
    return {"motion": motion_table(analysis), "metrics": metrics_table(analysis)}


def _about(analysis: Analysis, units: dict[Any, Any]) -> dict[str, Any]:
    import liftvision

    return {
        "liftvision_version": liftvision.__version__,
        "clip": printable_name(analysis.clip.path),
        "time": "seconds on the clip's own clock, from its first frame",
        "units": units,
    }

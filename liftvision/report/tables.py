"""The analysis as tables: a row a frame, and a row a rep."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.motion.motion import UNITS
from liftvision.report.timeline import NO_REP, timeline
from liftvision.reps.rep import EVENTS

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = 6
"""Of the numbers in a file: a micrometre, a microsecond."""


def angles_table(analysis: Analysis, *, raw: bool = False) -> "pd.DataFrame":
    """Give the motion, a row a frame.

    Columns are ``time_s``; ``shot`` and ``rep``, counted from 1, missing between them;
    ``phase``, empty between reps; then every name of `UNITS`, in that unit, each followed by its
    standard error as ``<name>_error``. NaN: not measured.

    Parameters
    ----------
    analysis
        Whose motion.
    raw
        Whether an angle of the fitted body is also followed by that of the landmarks alone, as
        ``<name>_raw``, degrees; it has no error.
    """
    import pandas as pd

    motion = analysis.joined_motion
    shots: list[int | None] = [None] * len(motion.times)
    for number, shot in enumerate(motion.shots, start=1):
        shots[shot.frames] = [number] * (shot.stop - shot.start)
    on, phases = timeline(analysis.set.reps, motion.times)
    reps = [None if index == NO_REP else analysis.set.reps[index].number for index in on]
    columns: dict[str, object] = {
        "time_s": motion.times,
        "shot": pd.array(shots, dtype="Int64"),
        "rep": pd.array(reps, dtype="Int64"),
        "phase": phases,
    }
    for name in UNITS:
        columns[name] = motion.columns[name]
        columns[f"{name}_error"] = motion.errors[name]
        if raw and name in motion.raw:
            columns[f"{name}_raw"] = motion.raw[name]
    return pd.DataFrame(columns)


def reps_table(analysis: Analysis) -> "pd.DataFrame":
    """Give the reps, a row each.

    Columns are ``number``, ``complete``, ``floor`` (how the rep began, empty where that is not
    known), the time of each event, then every metric, each followed by its standard error as
    ``<name>_error``; NaN: not seen or not measured.
    """
    import pandas as pd

    reps = analysis.set.reps
    names = dict.fromkeys(name for rep in reps for name in rep.metrics)
    columns: dict[str, object] = {
        "number": np.array([rep.number for rep in reps], dtype=np.int64),
        "complete": np.array([rep.complete for rep in reps], dtype=np.bool_),
    }
    columns["floor"] = [rep.floor or "" for rep in reps]
    for event in EVENTS:
        columns[event] = _numbers([getattr(rep, event) for rep in reps])
        columns[f"{event}_error"] = _numbers([rep.event_errors.get(event) for rep in reps])
    for name in names:
        metrics = [rep.metrics.get(name) for rep in reps]
        columns[name] = _numbers([m.value if m else None for m in metrics])
        columns[f"{name}_error"] = _numbers([m.error if m else None for m in metrics])
    return pd.DataFrame(columns)


def _numbers(values: list[float | None]) -> FloatArray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def write_table(table: "pd.DataFrame", path: Path) -> None:
    """Write a table as CSV, without its index.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    table.round(DECIMALS).to_csv(path, index=False, lineterminator="\n")

"""Motion files of OpenSim, ``.mot`` and ``.sto``: tab-separated text under a short header.

A ``.mot`` is to be played on a model, which needs a value at every one of evenly spaced times.
A ``.sto`` is what was measured when it was measured, and may have uneven times.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.formats.coordinates import SIGNS_NOTE, coordinates_of
from liftvision.formats.uniform import AbsentError, bridged, uniform

LEAST_MEASURED = 0.5
"""A coordinate that was measured in a smaller part of the frames is left out: most of a ``.mot``
would be made up, and a ``.sto`` would lose most of its rows."""

NO_ANGLES = "no angle that OpenSim has a coordinate for was measured"
LEFT_OUT = "{name}: left out, measured in {part:.0%} of the frames."
BRIDGED_ENDS = "straight lines between what was measured, ends held"


def write_mot(analysis: Analysis, path: Path) -> tuple[str, ...]:
    """Write the angles of the main shot, and give what is not in the file, in sentences.

    Times are evenly spaced, and there is no NaN: gaps are bridged by straight lines and ends are
    held, and the header says how much of each coordinate that is.

    Raises
    ------
    AbsentError
        No coordinate was measured in at least `LEAST_MEASURED` of the frames.
    """
    even = uniform(analysis)
    found = coordinates_of(analysis.joined_motion)
    notes, names, columns = list(found.notes), [], []
    for name, values in zip(found.names, even.of(found.values).T, strict=True):
        filled, made_up = bridged(values)
        if 1.0 - made_up.mean() < LEAST_MEASURED:
            notes.append(LEFT_OUT.format(name=name, part=1.0 - made_up.mean()))
            continue
        if made_up.any():
            notes.append(f"{name}: {made_up.mean():.0%} of the frames bridged ({BRIDGED_ENDS}).")
        names.append(name)
        columns.append(filled)
    if not names:
        raise AbsentError(NO_ANGLES)
    _write(path, names, even.times, np.stack(columns, axis=1), notes)
    return tuple(notes)


def write_sto(analysis: Analysis, path: Path) -> tuple[str, ...]:
    """Write the angles of all shots as they were measured; give what is not in it, in sentences.

    A row has a frame's own time. Frames in which one of the angles was not measured have no row:
    OpenSim stops to read at the first ``NaN``.

    Raises
    ------
    AbsentError
        No coordinate was measured in at least `LEAST_MEASURED` of the frames that show any.
    """
    motion = analysis.joined_motion
    found = coordinates_of(motion)
    measured = np.isfinite(found.values)
    # Shots whose view shows no angle at all say nothing of how well one is seen.
    part = measured.sum(axis=0) / max(1, int(measured.any(axis=1).sum()))
    kept = part >= LEAST_MEASURED
    rows = np.asarray(measured[:, kept].all(axis=1))
    if not kept.any() or not rows.any():
        raise AbsentError(NO_ANGLES)
    notes = [*found.notes]
    for name, each, is_kept in zip(found.names, part, kept, strict=True):
        if not is_kept:
            notes.append(LEFT_OUT.format(name=name, part=each))
    if not rows.all():
        notes.append(f"{rows.sum()} of {len(rows)} frames are in it: those with all of its angles.")
    names = [name for name, is_kept in zip(found.names, kept, strict=True) if is_kept]
    _write(path, names, motion.times[rows], found.values[rows][:, kept], notes)
    return tuple(notes)


def _write(
    path: Path,
    names: Sequence[str],
    times: FloatArray,
    values: FloatArray,
    notes: Sequence[str],
) -> None:
    """Write a table (N, C) with its times (N,); every line of the notes is free text to OpenSim."""
    lines = [
        "Coordinates",
        "version=1",
        f"nRows={len(times)}",
        f"nColumns={len(names) + 1}",
        "inDegrees=yes",
        "",
        "Units are S.I. units (second, meters, Newtons, ...)",
        "Angles are in degrees.",
        *(_plain(note) for note in (SIGNS_NOTE, *notes)),
        "",
        "endheader",
        "\t".join(["time", *names]),
    ]
    for time_s, row in zip(times, values, strict=True):
        lines.append("\t".join(f"{value:.6f}" for value in (time_s, *row)))
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def _plain(note: str) -> str:
    """Give a note that is no key with a value to OpenSim, and is ASCII."""
    return (
        note.replace("=", " is ")
        .replace("\N{DEGREE SIGN}", " deg")
        .encode("ascii", "replace")
        .decode("ascii")
    )

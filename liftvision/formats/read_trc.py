"""Poses that Sports2D wrote: a ``.trc`` of one person, in pixels.

Sports2D writes each person twice: ``..._px_person00.trc`` has pixels of the picture, x right and y
down, and ``..._m_person00.trc`` metres, which no longer say where in the picture anything is. Its
header says metres in both.
"""

from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.formats.keypoint_names import as_landmarks
from liftvision.formats.sightings import (
    LARGEST_FILE,
    MOST_FRAMES,
    MOST_KEYPOINTS,
    PoseFileError,
    Sightings,
)

SMALLEST_PICTURE = 50.0
"""A lifter whose coordinates spread over less than this is in metres, not in pixels."""

IN_METRES = (
    "its coordinates are metres, which do not say where in the picture the lifter is: give "
    "Sports2D's file with _px_ in its name"
)
HEADER_LINES = 5


def read_trc(path: Path) -> Sightings:
    """Read one person's keypoints; a cell that is empty, NaN or 0 together with its y is not seen.

    Raises
    ------
    PoseFileError
        It is no such file, is too large, in metres, or lacks a joint.
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PoseFileError("it is too large")
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    if len(lines) <= HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise PoseFileError("it is no .trc file")
    names = [name.strip() for name in lines[3].split("\t")[2::3]]
    names = [name for name in names if name]
    if not 0 < len(names) <= MOST_KEYPOINTS:
        raise PoseFileError(f"its header names {len(names)} markers")
    numbers, times, places = _table(lines[HEADER_LINES:], len(names))
    seen = np.isfinite(places).all(axis=2) & (places != 0.0).any(axis=2)
    spread = np.ptp(places[seen], axis=0) if seen.any() else np.zeros(2)
    if seen.any() and spread.max() < SMALLEST_PICTURE:
        raise PoseFileError(IN_METRES)
    keypoints = np.concatenate([places, seen[..., None].astype(np.float64)], axis=2)
    people = tuple(as_landmarks(keypoints, names)[:, None])
    return Sightings("Sports2D", numbers, times, people, same_order=True)


def _table(lines: list[str], markers: int) -> tuple[IntArray, FloatArray, FloatArray]:
    """Give frame numbers (F,), times (F,) and places (F, M, 2) of the lines under the header."""
    rows = [line.split("\t") for line in lines if line.strip()]
    if not 0 < len(rows) <= MOST_FRAMES:
        raise PoseFileError(f"it has {len(rows)} frames")
    width = 2 + 3 * markers
    if any(cell.strip() for row in rows for cell in row[width:]):
        raise PoseFileError("a line of its table is longer than its header")
    try:
        table = np.array([_numbers(row, width) for row in rows])
    except ValueError as error:
        raise PoseFileError("a cell of its table is no number") from error
    if not np.isfinite(table[:, :2]).all() or np.abs(table[:, :2]).max() > 1e9:
        raise PoseFileError("a frame has no number or no time")
    numbers = np.rint(table[:, 0]).astype(np.int64)
    if (np.diff(numbers) <= 0).any() or (np.diff(table[:, 1]) <= 0.0).any():
        raise PoseFileError("its frames are not in the order of time")
    return numbers, table[:, 1], table[:, 2:].reshape(len(rows), markers, 3)[..., :2]


def _numbers(cells: list[str], width: int) -> list[float]:
    """Give a row of a width; cells that are empty or missing at its end are NaN."""
    padded = cells[:width] + [""] * (width - len(cells))
    return [float(cell) if cell.strip() else float("nan") for cell in padded]

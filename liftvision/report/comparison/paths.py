"""The mean bar path of every set in one drawing, in centimetres from where it left the floor."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.comparison.in_step import PLACES, axis
from liftvision.comparison.session import Session
from liftvision.report.comparison.curves import FEWEST, Panel, goes_down_first
from liftvision.report.page.sheet import Sheet, Tick
from liftvision.report.page.svg import line_path

BELOW = 48.0
"""Room for the numbers, in units."""

HEIGHT, FORWARD = "bar_y", "bar_x"


@dataclass(frozen=True)
class SetPath:
    """The mean path of a set: its letter, its colour, and SVG paths of the ways up and down."""

    letter: str
    style: str
    up: str
    down: str


@dataclass(frozen=True)
class PathDrawing:
    """The paths of all sets that show one.

    Attributes
    ----------
    width, height, floor, plumb
        Of the drawing, and where the lowest line and the plumb line are, in units.
    columns, rows
        The grid, forward and upwards.
    paths
        A set each.
    words
        What the drawing shows.
    """

    width: float
    height: float
    floor: float
    plumb: float
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    paths: tuple[SetPath, ...]
    words: str


def draw_paths(panels: Sequence[Panel], sessions: Sequence[Session]) -> PathDrawing | None:
    """Give the drawing; None where fewer than two sets show the path of a bar from the side."""
    if goes_down_first(sessions):
        return None
    by_column = {panel.quantity.column: panel for panel in panels}
    if HEIGHT not in by_column or FORWARD not in by_column:
        return None
    courses = [
        np.stack([forward.mean, height.mean], axis=1)
        for forward, height in zip(
            by_column[FORWARD].courses, by_column[HEIGHT].courses, strict=True
        )
    ]
    pulled = _pulled()
    begun = [course - (0.0, _first(course[pulled, 1])) for course in courses]
    seen = [bool(np.isfinite(course[pulled]).all(axis=1).any()) for course in begun]
    if sum(seen) < FEWEST:
        return None
    shown = [(i, course) for i, course in enumerate(begun) if seen[i]]
    return _drawing(shown, sessions)


def _drawing(shown: Sequence[tuple[int, FloatArray]], sessions: Sequence[Session]) -> PathDrawing:
    lifted = _lifted()
    every = np.concatenate([course[lifted] for _, course in shown])
    bottom = min(0.0, float(np.nanmin(every[:, 1])))
    sheet = Sheet.around([every], below=BELOW, bottom=bottom)
    return PathDrawing(
        width=sheet.width,
        height=sheet.height,
        floor=sheet.floor,
        plumb=sheet.x(0.0),
        columns=sheet.columns,
        rows=sheet.rows,
        paths=tuple(_path(sessions[i].letter, i, sheet.place(course)) for i, course in shown),
        words=_words(shown, sessions),
    )


def _path(letter: str, index: int, placed: FloatArray) -> SetPath:
    up, down = placed[_pulled()], placed[_lowered()]
    return SetPath(letter, f"s-{index}", line_path(*up.T), line_path(*down.T))


def _pulled() -> slice:
    """Give the places from lift-off to lockout."""
    places = axis(down_first=False)
    begin, end = np.searchsorted(places, [0.0, PLACES["lockout_s"]]).tolist()
    return slice(begin, end + 1)


def _lowered() -> slice:
    return slice(_pulled().stop - 1, None)


def _lifted() -> slice:
    return slice(_pulled().start, None)


def _first(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return float(seen[0]) if len(seen) else float("nan")


def _words(shown: Sequence[tuple[int, FloatArray]], sessions: Sequence[Session]) -> str:
    pulled = _pulled()
    told = [
        f"{sessions[i].letter} from {_cm(np.nanmin(course[pulled, 0]))} to "
        f"{_cm(np.nanmax(course[pulled, 0]))} cm"
        for i, course in shown
    ]
    return f"On the way up, forward of where it left the floor: {'; '.join(told)}."


def _cm(value: float) -> str:
    # Adding zero turns -0.0 into 0.0.
    return f"{round(float(value), 1) + 0.0:.1f}"

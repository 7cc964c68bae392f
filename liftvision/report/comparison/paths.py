"""The mean bar path of every set in one drawing, in centimetres from where it left the floor."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.comparison.in_step import PLACES, axis
from liftvision.comparison.session import Session
from liftvision.report.comparison.curves import FEWEST, Panel, goes_down_first
from liftvision.report.page.svg import line_path

PER_CM = 5.0
"""Units of the drawing: those of a screen at its full size."""

LEFT, RIGHT, ABOVE, BELOW = 44.0, 14.0, 16.0, 48.0
"""Room for the numbers, in units."""

ROOM_CM, LEAST_WIDTH_CM, GRID_CM = 3.0, 40.0, 10
HEIGHT, FORWARD = "bar_y", "bar_x"


@dataclass(frozen=True)
class Tick:
    """A line of the grid: its place in units, and the centimetres it stands for."""

    place: float
    cm: int


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
    low, high = float(np.nanmin(every[:, 0])) - ROOM_CM, float(np.nanmax(every[:, 0])) + ROOM_CM
    widen = max(0.0, LEAST_WIDTH_CM - (high - low)) / 2.0
    low, high = low - widen, high + widen
    bottom = min(0.0, float(np.nanmin(every[:, 1])))
    top = float(np.nanmax(every[:, 1])) + ROOM_CM
    floor = ABOVE + PER_CM * (top - bottom)

    def place(course: FloatArray) -> FloatArray:
        x = LEFT + PER_CM * (course[:, 0] - low)
        return np.stack([x, floor - PER_CM * (course[:, 1] - bottom)], axis=1)

    def forward(cm: float) -> float:
        return round(LEFT + PER_CM * (cm - low), 1)

    def upward(cm: float) -> float:
        return round(floor - PER_CM * (cm - bottom), 1)

    return PathDrawing(
        width=LEFT + PER_CM * (high - low) + RIGHT,
        height=floor + BELOW,
        floor=floor,
        plumb=forward(0.0),
        columns=tuple(Tick(forward(cm), cm) for cm in _grid(low, high)),
        rows=tuple(Tick(upward(cm), cm) for cm in _grid(bottom, top)),
        paths=tuple(_path(sessions[i].letter, i, place(course)) for i, course in shown),
        words=_words(shown, sessions),
    )


def _grid(first: float, last: float) -> range:
    return range(int(np.ceil(first / GRID_CM)) * GRID_CM, int(np.floor(last)) + 1, GRID_CM)


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

"""The bar's path in centimetres over the feet, as a drawing for the page."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.motion.motion import Feet
from liftvision.report.bar_path import CM, RepPath, rep_paths
from liftvision.report.page.render import numbers
from liftvision.report.page.sheet import PER_CM, Sheet, Tick
from liftvision.report.page.svg import line_path

BELOW = 64.0
"""Room for the feet, in units."""

FOOT_HEIGHT_CM = 5.0
NAMES_WIDTH = 90.0
"""Units that the words under a foot take."""

MOST_TOLD = 6
"""Reps whose paths are told one by one."""

REP_COLOURS = 7
"""Classes ``rep-0`` to ``rep-6`` of the style."""


@dataclass(frozen=True)
class Foot:
    """The foot under the bar, in units.

    Attributes
    ----------
    outline
        SVG path of a shoe from heel to toe.
    heel, middle, toe
        Places on the floor.
    unsure
        Begin and end of one standard error around the middle.
    """

    outline: str
    heel: float
    middle: float
    toe: float
    unsure: tuple[float, float]

    @property
    def has_room(self) -> bool:
        """Whether heel and toes can be named beside the middle."""
        return self.toe - self.heel >= NAMES_WIDTH


@dataclass(frozen=True)
class DrawnPath:
    """The path of one rep: its number, its colour, and SVG paths of the ways up and down."""

    number: int
    style: str
    up: str
    down: str


@dataclass(frozen=True, eq=False)
class BarDrawing:
    """The paths of a set.

    Attributes
    ----------
    width, height, floor, plumb
        Of the drawing, and where the floor and the plumb line are, in units.
    columns, rows
        The grid, forward and upwards.
    foot
        None where the feet were not measured; forward is then counted from lift-off.
    paths
        A rep each.
    data
        Time, and place in units, along each path; for the script.
    words
        What the drawing shows.
    """

    width: float
    height: float
    floor: float
    plumb: float
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    foot: Foot | None
    paths: tuple[DrawnPath, ...]
    data: list[dict[str, object]]
    words: str


def draw_bar_paths(analysis: Analysis) -> BarDrawing | None:
    """Give the drawing; None where no path was measured."""
    paths = [path for path in rep_paths(analysis) if np.isfinite(path.up).all(axis=1).any()]
    if not paths:
        return None
    feet = _feet_of(analysis, paths[0].number)
    over_foot = feet is not None and all(np.isfinite(path.midfoot) for path in paths)
    courses = [_course(path, over_foot=over_foot) for path in paths]
    length = _foot_length(feet) if over_foot else None
    reach = 0.0 if length is None else 0.5 * length
    sheet = Sheet.around(courses, below=BELOW, reach=reach)
    placed = [sheet.place(each) for each in courses]
    unsure = max((path.midfoot_error for path in paths), default=0.0)
    return BarDrawing(
        width=sheet.width,
        height=sheet.height,
        floor=sheet.floor,
        plumb=sheet.x(0.0),
        columns=sheet.columns,
        rows=sheet.rows,
        foot=None if length is None else _foot(sheet, length, unsure),
        paths=tuple(
            _drawn(path, place, index)
            for index, (path, place) in enumerate(zip(paths, placed, strict=True))
        ),
        data=[_data(analysis, path, place) for path, place in zip(paths, placed, strict=True)],
        words=_words(paths, courses, over_foot=over_foot),
    )


def _feet_of(analysis: Analysis, number: int) -> Feet | None:
    """Give the feet of the shot in which a rep is."""
    motion = analysis.motion
    lift_off_s = next(rep.lift_off_s for rep in analysis.set.reps if rep.number == number)
    for shot, feet in zip(motion.shots, motion.feet, strict=False):
        if lift_off_s is not None and lift_off_s <= motion.times[shot.stop - 1]:
            return feet
    return None


def _foot_length(feet: Feet | None) -> float | None:
    """Give the foot's length in cm."""
    if feet is None or feet.heel_x.value is None or feet.toe_x.value is None:
        return None
    return CM * (feet.toe_x.value - feet.heel_x.value)


def _course(path: RepPath, *, over_foot: bool) -> FloatArray:
    """Give the whole path (N, 2) in cm, forward of the mid-foot or of where it left the floor."""
    whole = np.concatenate([path.up, path.down[1:]])
    return np.asarray(whole - np.array([path.midfoot if over_foot else 0.0, 0.0]))


def _foot(sheet: Sheet, length: float, unsure: float) -> Foot:
    heel, toe = sheet.x(-0.5 * length), sheet.x(0.5 * length)
    floor, long, high = sheet.floor, toe - heel, PER_CM * FOOT_HEIGHT_CM
    outline = (
        f"M{heel} {floor}v{-0.7 * high:.1f}q0 {-0.5 * high:.1f} {0.2 * long:.1f} {-0.5 * high:.1f}"
        f"h{0.16 * long:.1f}q{0.14 * long:.1f} {0.6 * high:.1f} {0.42 * long:.1f} {0.7 * high:.1f}"
        f"q{0.22 * long:.1f} {0.1 * high:.1f} {0.22 * long:.1f} {0.5 * high:.1f}z"
    )
    error = unsure if np.isfinite(unsure) else 0.0
    return Foot(outline, heel, sheet.x(0.0), toe, (sheet.x(-error), sheet.x(error)))


def _drawn(path: RepPath, place: FloatArray, index: int) -> DrawnPath:
    up, down = place[: len(path.up)], place[len(path.up) - 1 :]
    style = f"rep-{index % REP_COLOURS}"
    return DrawnPath(path.number, style, line_path(*up.T), line_path(*down.T))


def _data(analysis: Analysis, path: RepPath, place: FloatArray) -> dict[str, object]:
    rep = next(each for each in analysis.set.reps if each.number == path.number)
    first = int(np.searchsorted(analysis.motion.times, rep.lift_off_s or 0.0))
    times = analysis.motion.times[first : first + len(place)]
    return {
        "rep": path.number,
        "t": numbers(times),
        "x": numbers(place[:, 0], 1),
        "y": numbers(place[:, 1], 1),
    }


def _words(paths: Sequence[RepPath], courses: Sequence[FloatArray], *, over_foot: bool) -> str:
    """Say how far forward and back the bar goes on the way up."""
    mark = "the middle of the foot" if over_foot else "where it left the floor"
    up = [course[: len(path.up), 0] for path, course in zip(paths, courses, strict=True)]
    if len(paths) > MOST_TOLD:
        return f"On the way up, forward of {mark}: {_reach(np.concatenate(up))} in all reps."
    told = [f"rep {path.number} {_reach(way)}" for path, way in zip(paths, up, strict=True)]
    return f"On the way up, forward of {mark}: {'; '.join(told)}."


def _reach(forward: FloatArray) -> str:
    return f"from {round(float(np.nanmin(forward))):+d} to {round(float(np.nanmax(forward))):+d} cm"

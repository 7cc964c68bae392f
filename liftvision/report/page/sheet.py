"""A sheet in centimetres, upright as the lifter stands, on which paths of the bar are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from liftvision.arrays import FloatArray

PER_CM = 5.0
"""Units of the drawing: those of a screen at its full size."""

LEFT, RIGHT, ABOVE = 44.0, 14.0, 14.0
"""Room for the numbers, in units."""

ROOM_CM = 4.0
LEAST_WIDTH_CM = 44.0
GRID_CM = 10


@dataclass(frozen=True)
class Tick:
    """A line of the grid: its place in units, and the centimetres it stands for."""

    place: float
    cm: int


@dataclass(frozen=True)
class Sheet:
    """From centimetres to units, which count from the upper left corner.

    Attributes
    ----------
    low, high
        Bounds forward, cm.
    bottom, top
        Bounds upwards, cm.
    below
        Room under the lowest line, in units.
    """

    low: float
    high: float
    bottom: float
    top: float
    below: float

    @classmethod
    def around(
        cls, courses: Sequence[FloatArray], *, below: float, reach: float = 0.0, bottom: float = 0.0
    ) -> Self:
        """Give a sheet with room around courses (N, 2) in cm, forward and upwards.

        Parameters
        ----------
        courses
            NaN where not seen.
        below
            Room under the lowest line, in units.
        reach
            It goes at least so far to either side of zero, cm.
        bottom
            Its lowest line, cm.
        """
        every = np.concatenate([*courses, [[-reach, bottom], [reach, bottom]]])
        low, high = float(np.nanmin(every[:, 0])) - ROOM_CM, float(np.nanmax(every[:, 0])) + ROOM_CM
        widen = max(0.0, LEAST_WIDTH_CM - (high - low)) / 2.0
        top = float(np.nanmax(every[:, 1])) + ROOM_CM
        return cls(low - widen, high + widen, bottom, top, below)

    @property
    def width(self) -> float:
        """Of the drawing."""
        return LEFT + PER_CM * (self.high - self.low) + RIGHT

    @property
    def floor(self) -> float:
        """Where the lowest line is."""
        return ABOVE + PER_CM * (self.top - self.bottom)

    @property
    def height(self) -> float:
        """Of the drawing."""
        return self.floor + self.below

    @property
    def columns(self) -> tuple[Tick, ...]:
        """The grid, forward."""
        return tuple(Tick(self.x(cm), cm) for cm in _grid(self.low, self.high))

    @property
    def rows(self) -> tuple[Tick, ...]:
        """The grid, upwards."""
        return tuple(Tick(self.y(cm), cm) for cm in _grid(self.bottom, self.top))

    def x(self, cm: float) -> float:
        """Give the place of a distance forward."""
        return round(LEFT + PER_CM * (cm - self.low), 1)

    def y(self, cm: float) -> float:
        """Give the place of a height."""
        return round(self.floor - PER_CM * (cm - self.bottom), 1)

    def place(self, course: FloatArray) -> FloatArray:
        """Bring points (N, 2) in cm into the drawing."""
        x = LEFT + PER_CM * (course[:, 0] - self.low)
        return np.stack([x, self.floor - PER_CM * (course[:, 1] - self.bottom)], axis=1)


def _grid(first: float, last: float) -> range:
    return range(int(np.ceil(first / GRID_CM)) * GRID_CM, int(np.floor(last)) + 1, GRID_CM)

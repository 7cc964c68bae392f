"""One phase of a performance as functions of time: the lifter's posture and the bar's place."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.course import COLUMNS, TILT, BarPath, Law
from liftvision.synthetic.movement.timeline import Span
from liftvision.synthetic.movement.transitions import Rows, columns


@dataclass(frozen=True, eq=False)
class Passage:
    """What happens in one phase.

    Attributes
    ----------
    span
        Which phase, and when.
    law
        Its progress over time.
    rows
        Postures over progress; where the bar is held the hands are wherever the bar is.
    bar
        Its path over progress; None without a bar.
    held
        Whether the hands are on the bar.
    grip_m
        Between the hands on the bar.
    """

    span: Span
    law: Law
    rows: Rows
    bar: BarPath | None = None
    held: bool = False
    grip_m: float = 0.0

    def rows_at(self, times: FloatArray) -> FloatArray:
        """Give the postures (T, R) at times (T,) s within the phase."""
        progress = self.law.progress(times)
        rows = np.array(self.rows(progress))
        if self.bar is not None and self.held:
            rows[:, columns("hands")] = on_the_bar(self.bar.at(progress), self.grip_m)
        return rows

    def bar_at(self, times: FloatArray) -> FloatArray:
        """Give the bar's rows (T, COLUMNS) at times (T,) s; NaN without a bar."""
        if self.bar is None:
            return np.full((len(times), COLUMNS), np.nan)
        return np.asarray(self.bar.at(self.law.progress(times)))

    def velocity_at(self, times: FloatArray) -> FloatArray:
        """Give the velocity (T, 3) m/s of the bar's centre: the exact derivative of its place."""
        if self.bar is None:
            return np.full((len(times), 3), np.nan)
        slope = self.bar.slope(self.law.progress(times))[:, :3]
        return np.asarray(slope * self.law.rate(times)[:, None])


def shaft(bar: FloatArray) -> FloatArray:
    """Give the unit vectors (T, 3) along the bar to the lifter's left, of rows (T, COLUMNS)."""
    tilt = np.radians(bar[:, TILT])
    return np.stack([np.cos(tilt), np.sin(tilt), np.zeros_like(tilt)], axis=1)


def on_the_bar(bar: FloatArray, grip_m: float) -> FloatArray:
    """Give where hands that hold the bar are, left and right, (T, 6) m."""
    reach = 0.5 * grip_m * shaft(bar)
    return np.concatenate([bar[:, :3] + reach, bar[:, :3] - reach], axis=1)


def backward(rows: Rows) -> Rows:
    """Give the same postures from the last to the first."""
    return lambda progress: rows(1.0 - progress)


def backward_path(path: BarPath) -> BarPath:
    """Give the same path from its end to its beginning."""
    return BarPath(
        at=lambda progress: path.at(1.0 - progress),
        slope=lambda progress: -path.slope(1.0 - progress),
    )

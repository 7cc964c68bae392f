"""The velocity gauge: how fast the bar moves now, and what its path's colours mean."""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image
from liftvision.barbell.track import BAR_SOURCES
from liftvision.report import sprites
from liftvision.report.colours import HALO, MUTED, TEXT, Colour
from liftvision.report.layout import Layout
from liftvision.report.timeline import begin_of
from liftvision.report.velocity_scale import VelocityScale
from liftvision.reps.rep import Rep

HEIGHT, WIDTH, COLUMN = 7.0, 6.6, 0.5
"""Of the gauge, and the width of its column, in heights of a letter."""

MARGIN = 0.7
CAPTION = 3.6
"""Room around it, and at the left top for the rep and its phase, in heights of a letter."""

UNLIT = 0.38
"""Brightness of the part of the column that the velocity does not reach."""

STILL = 0.05
"""Below this the bar has no direction, in m/s."""

REP_NUMBERS = (("mean_concentric_velocity", "mean"), ("peak_concentric_velocity", "peak"))
"""What is written of a rep's velocity from its lockout on, and its word."""


@dataclass(frozen=True, eq=False)
class Gauge:
    """The gauge of a clip: a column with zero in its middle, lit from there up or down.

    Attributes
    ----------
    left, top
        px of its box.
    at_right
        Whether it stands at the right edge, with the words at the left of the column.
    text
        Height of the letters, px.
    column
        (h, w, 3) the column, all of it lit.
    scale
        Velocities at its ends.
    velocities
        (T,) m/s, up positive; NaN where not measured.
    by_wrists
        (T,) whether the velocity is that of the hands.
    results
        (T,) what is written of the rep that was just pulled.
    """

    left: int
    top: int
    at_right: bool
    text: int
    column: Image
    scale: VelocityScale
    velocities: FloatArray
    by_wrists: BoolArray
    results: list[tuple[str, ...]]

    def draw(self, image: Image, frame: int) -> None:
        """Draw it in place."""
        velocity = float(self.velocities[frame])
        text, small = self.text, max(10, round(0.62 * self.text))
        height = len(self.column)
        middle = self.top + height // 2
        self._draw_column(image, velocity)
        for end, y in ((self.scale.top, 0.4 * small), (-self.scale.top, height - 0.4 * small)):
            self._write(image, f"{end:+.1f}", self.top + y, small, MUTED)
        if self.by_wrists[frame]:
            self._write(image, "by the wrists", middle - 1.1 * text, small, MUTED)
        if np.isfinite(velocity):
            self._write(image, f"{_arrow(velocity)} {abs(velocity):.2f} m/s", middle, text, TEXT)
        for line, result in enumerate(self.results[frame]):
            self._write(image, result, middle + (1.25 + line) * text, round(0.8 * text), TEXT)

    def _draw_column(self, image: Image, velocity: float) -> None:
        height, width = self.column.shape[:2]
        left = self.left + (round(WIDTH * self.text) - width if self.at_right else 0)
        image[self.top - 2 : self.top + height + 2, left - 2 : left + width + 2] = HALO
        inside = image[self.top : self.top + height, left : left + width]
        inside[:] = self.column * np.float32(UNLIT)
        middle = height // 2
        if np.isfinite(velocity):
            share = float(np.clip(velocity / self.scale.top, -1.0, 1.0))
            reached = middle - round(share * middle)
            lit = slice(min(reached, middle), max(reached, middle))
            inside[lit] = self.column[lit]
            mark = max(1, self.text // 12)
            inside[max(reached - mark, 0) : reached + mark] = TEXT
        inside[middle : middle + 1] = TEXT

    def _write(self, image: Image, words: str, y: float, size: int, colour: Colour) -> None:
        """Write beside the column."""
        room = (COLUMN + 0.4) * self.text
        x = self.left + (WIDTH * self.text - room if self.at_right else room)
        sprites.paste(image, sprites.word(words, size, colour), x, y, (float(self.at_right), 0.5))


def _arrow(velocity: float) -> str:
    """Give the direction, where it can be told."""
    if abs(velocity) < STILL:
        return ""
    return "\N{UPWARDS ARROW}" if velocity > 0.0 else "\N{DOWNWARDS ARROW}"


def plan_gauge(
    analysis: Analysis,
    layout: Layout,
    scale: VelocityScale,
    occupied: FloatArray,
    caption: float = CAPTION,
) -> Gauge | None:
    """Prepare the gauge, in the corner where it covers the lifter least; None: it has no room.

    Parameters
    ----------
    analysis
        Whose velocities are shown.
    layout
        The sizes.
    scale
        The colours of the path.
    occupied
        (T, K, 2) px of the overlay, points of the lifter and the bar; NaN where unseen.
    caption
        Room at the left top for what is written there, in heights of a letter.
    """
    text = layout.text
    height, width = 2 * round(HEIGHT * text / 2.0), max(4, round(COLUMN * text))
    known = np.array(scale.colours(), dtype=np.uint8)
    velocities = np.linspace(scale.top, -scale.top, height)
    row_colours = known[scale.levels(velocities)]
    corner = free_corner(layout, occupied, caption)
    if corner is None:
        return None
    left, top, at_right = corner
    return Gauge(
        left=left,
        top=top,
        at_right=at_right,
        text=text,
        column=np.repeat(row_colours[:, None], width, axis=1),
        scale=scale,
        velocities=analysis.motion.columns["bar_vy"],
        by_wrists=analysis.bar.sources == BAR_SOURCES.index("wrists"),
        results=_results(analysis.set.reps, analysis.clip.times),
    )


def free_corner(
    layout: Layout, occupied: FloatArray, caption: float = CAPTION
) -> tuple[int, int, bool] | None:
    """Give left and top px of the gauge, and whether that is at the right edge.

    Of the corners in which it is all inside the picture, if any, it is the one in which the fewest
    frames have an occupied point; of equal ones the first of right top, left top under the caption,
    right bottom, left bottom.
    """
    text = layout.text
    width, height = WIDTH * text, HEIGHT * text
    far_x = layout.width - width - MARGIN * text
    far_y = layout.picture_height - height - MARGIN * text
    near = MARGIN * text
    corners = [
        corner
        for corner in ((far_x, near), (near, caption * text), (far_x, far_y), (near, far_y))
        if near <= corner[0] <= far_x and near <= corner[1] <= far_y
    ]
    if not corners:
        return None

    def covered(corner: tuple[float, float]) -> int:
        first = np.array(corner) - near
        last = first + (width + 2.0 * near, height + 2.0 * near)
        with np.errstate(invalid="ignore"):
            inside = np.all((occupied > first) & (occupied < last), axis=2)
        return int(np.any(inside, axis=1).sum())

    left, top = min(corners, key=covered)
    return round(left), round(top), left == far_x


def _results(reps: tuple[Rep, ...], times: FloatArray) -> list[tuple[str, ...]]:
    """Give what is written of a rep (T,): from its lockout until the next rep begins."""
    results: list[tuple[str, ...]] = [()] * len(times)
    for rep in reps:
        for begin_s, numbers in ((begin_of(rep), ()), (rep.lockout_s, _numbers(rep))):
            if begin_s is not None:
                first = int(np.searchsorted(times, begin_s))
                results[first:] = [numbers] * (len(times) - first)
    return results


def _numbers(rep: Rep) -> tuple[str, ...]:
    """Write what was measured of a rep: its velocities, and which end of the bar was higher."""
    measured = ((rep.metrics.get(name), word) for name, word in REP_NUMBERS)
    lines = [
        f"{word} {each.value:.2f}" for each, word in measured if each and each.value is not None
    ]
    tilt = rep.metrics.get("bar_tilt_at_lockout")
    if tilt and tilt.value is not None:
        lines.append(f"{'left' if tilt.value > 0.0 else 'right'} end {abs(tilt.value):.1f}° up")
    return tuple(lines)

"""The strip of curves under the picture: drawn once, then only the cursor moves over it."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.report import drawing, sprites
from liftvision.report.colours import GROUND, MUTED, PHASES, TEXT, fraction
from liftvision.report.curves import Curve, Panel
from liftvision.report.layout import Layout
from liftvision.report.timeline import marker_of, phase_spans
from liftvision.reps.rep import Rep

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARK_ALPHA = 0.55
"""How strongly a stretch of time is marked that stands out."""

LINE_SPACING = 1.45
"""From one line of text to the next, in heights of a letter."""


@dataclass(frozen=True, eq=False)
class Strip:
    """The strip, ready for its cursor.

    Attributes
    ----------
    image
        (h, w, 3) everything that does not move.
    cursor_x
        (T,) px of each frame's time.
    top, bottom
        Of the cursor, px.
    tracks
        Each curve with its height in px (T,), and where its current value is written.
    text
        Height of the letters, px.
    """

    image: Image
    cursor_x: FloatArray
    top: int
    bottom: int
    tracks: tuple[tuple[Curve, str, FloatArray, tuple[float, float]], ...]
    text: int

    def draw(self, image: Image, frame: int) -> None:
        """Put the strip with its cursor at a frame into a picture of its size, in place."""
        image[:] = self.image
        x = float(self.cursor_x[frame])
        ends = np.array([x, self.top]), np.array([x, self.bottom])
        drawing.line(image, *ends, TEXT, max(1, self.text // 10))
        for curve, unit, y, (right, middle) in self.tracks:
            value = float(curve.values[frame])
            if np.isfinite(value):
                drawing.dot(image, np.array([x, y[frame]]), 0.28 * self.text, curve.colour, 1)
                number = sprites.word(written(value, unit), self.text, curve.colour, halo=False)
                sprites.paste(image, number, right, middle, (1.0, 0.5))


def written(value: float, unit: str) -> str:
    """Write a value of a curve, as short as its unit allows."""
    # Adding zero turns -0.0 into 0.0.
    number = f"{round(value, 2) + 0.0:.2f}"
    return {"deg": f"{round(value)}°", "1": number}.get(unit, f"{number} {unit}")


def make_strip(
    panels: tuple[Panel, ...], times: FloatArray, reps: tuple[Rep, ...], layout: Layout
) -> Strip | None:
    """Draw curves over all of their times (T,), with the phases and lockouts of reps.

    None where the layout has no strip.
    """
    if layout.strip_height == 0:
        return None
    text = layout.strip_text
    size = (layout.width, layout.strip_height)
    axis_top, axis_bottom = round(1.7 * text), layout.strip_height - round(1.6 * text)
    left, right = round(3.0 * text), layout.width - _gutter(panels, text)
    boxes = _boxes(panels, axis_top + round(0.7 * text), axis_bottom, round(0.5 * text))
    image, heights = _plotted(size, times, panels, boxes, (left, right), text, reps)
    x_of = left + (times - times[0]) / max(times[-1] - times[0], 1e-9) * (right - left)
    _draw_ribbon(image, times, x_of, reps, axis_top, text)
    tracks = []
    for panel, box, panel_heights in zip(panels, boxes, heights, strict=True):
        middles = _label_lines(box, len(panel.curves), text)
        for curve, y, middle in zip(panel.curves, panel_heights, middles, strict=True):
            name = sprites.word(curve.label, text, curve.colour, bold=False, halo=False)
            sprites.paste(image, name, right + 0.7 * text, middle, (0.0, 0.5))
            tracks.append((curve, panel.unit, y, (layout.width - 0.6 * text, middle)))
    return Strip(image, x_of, axis_top, axis_bottom, tuple(tracks), text)


def _gutter(panels: tuple[Panel, ...], text: int) -> int:
    """Width at the right for each curve's name and value."""
    names = [curve.label for panel in panels for curve in panel.curves]
    widest = max(
        (sprites.word(n, text, MUTED, bold=False, halo=False).width for n in names), default=0
    )
    return widest + round(7.6 * text) if names else text


def _boxes(panels: tuple[Panel, ...], top: int, bottom: int, gap: int) -> list[tuple[int, int]]:
    """Give top and bottom in px of each panel: one of angles is twice as high as a small one."""
    shares = np.array([{"deg": 2.0, "m/s": 1.3}.get(panel.unit, 1.0) for panel in panels])
    room = bottom - top - gap * max(0, len(panels) - 1)
    edges = top + np.concatenate([[0.0], np.cumsum(shares)]) * room / max(shares.sum(), 1.0)
    return [(round(edges[i] + i * gap), round(edges[i + 1] + i * gap)) for i in range(len(panels))]


def _label_lines(box: tuple[int, int], count: int, text: int) -> list[float]:
    """Heights of the labels of a panel's curves: lines about its middle."""
    middle = (box[0] + box[1]) / 2.0
    spacing = min(LINE_SPACING * text, (box[1] - box[0]) / max(count - 0.2, 1.0))
    return [middle + (index - (count - 1) / 2.0) * spacing for index in range(count)]


def _plotted(
    size: tuple[int, int],
    times: FloatArray,
    panels: tuple[Panel, ...],
    boxes: list[tuple[int, int]],
    sides: tuple[int, int],
    text: int,
    reps: tuple[Rep, ...],
) -> tuple[Image, list[list[FloatArray]]]:
    """Plot the panels in their boxes; give the picture and each curve's height in px (T,)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = size
    figure = Figure(figsize=(width / 100.0, height / 100.0), dpi=100, facecolor=fraction(GROUND))
    FigureCanvasAgg(figure)
    left, right = sides
    heights = []
    for index, (panel, (top, bottom)) in enumerate(zip(panels, boxes, strict=True)):
        place = (
            left / width,
            1.0 - bottom / height,
            (right - left) / width,
            (bottom - top) / height,
        )
        axes = figure.add_axes(place, facecolor=fraction(GROUND))
        axes.set_xlim(times[0], max(times[-1], times[0] + 1e-9))
        low, high = _limits(panel)
        axes.set_ylim(low, high)
        for rep in reps:
            if rep.lockout_s is not None:
                axes.axvline(rep.lockout_s, color=fraction(TEXT), alpha=0.35, linewidth=0.8)
        for curve in panel.curves:
            _plot(axes, times, curve, text)
        for mark in panel.marks:
            axes.axvspan(mark.begin_s, mark.end_s, color=fraction(mark.colour), alpha=MARK_ALPHA)
        if panel.has_zero_line:
            axes.axhline(0.0, color=fraction(MUTED), alpha=0.5, linewidth=0.6)
        _dress(axes, panel, text, is_last=index == len(panels) - 1)
        heights.append(
            [bottom - (c.values - low) / (high - low) * (bottom - top) for c in panel.curves]
        )
    pixels = BytesIO()
    figure.savefig(pixels, format="rgba", dpi=100)
    image = np.frombuffer(pixels.getvalue(), np.uint8).reshape(height, width, 4)
    return image[..., :3].copy(), heights


def _plot(axes: "Axes", times: FloatArray, curve: Curve, text: int) -> None:
    """Plot a curve with its band of one standard error."""
    colour = fraction(curve.colour)
    axes.plot(times, curve.values, color=colour, linewidth=0.12 * text, solid_joinstyle="round")
    below, above = curve.values - curve.errors, curve.values + curve.errors
    axes.fill_between(times, below, above, color=colour, alpha=0.25, linewidth=0.0)


def _limits(panel: Panel) -> tuple[float, float]:
    values = np.concatenate([curve.values for curve in panel.curves])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    smallest = {"deg": 20.0, "m": 0.2}.get(panel.unit, 0.4)
    margin = max(0.06 * (high - low), (smallest - (high - low)) / 2.0)
    return low - margin, high + margin


def _dress(axes: "Axes", panel: Panel, text: int, *, is_last: bool) -> None:
    """Ticks, grid and spines, as few as will do."""
    from matplotlib.ticker import MaxNLocator

    points = 0.66 * text
    ticks = 4 if panel.unit == "deg" else 2
    axes.yaxis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 3, 5, 10]))
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
    axes.grid(axis="y", color=fraction(MUTED), alpha=0.18, linewidth=0.6)
    axes.tick_params(colors=fraction(MUTED), labelsize=points, length=0, pad=0.25 * text)
    axes.tick_params(axis="x", labelbottom=is_last)
    axes.yaxis.set_major_formatter("{x:.0f}°" if panel.unit == "deg" else "{x:.1f}")
    axes.xaxis.set_major_formatter("{x:g} s")
    axes.spines[:].set_visible(False)


def _draw_ribbon(
    image: Image,
    times: FloatArray,
    x_of: FloatArray,
    reps: tuple[Rep, ...],
    top: int,
    text: int,
) -> None:
    """Draw the phases as a coloured band, and each rep's number over its lockout."""
    thickness = max(3, round(0.35 * text))
    for rep in reps:
        for phase, begin, end in phase_spans(rep):
            first, last = (round(x) for x in np.interp([begin, end], times, x_of))
            image[top : top + thickness, first:last] = PHASES[phase]
        marker = marker_of(rep)
        if marker is not None:
            x = float(np.interp(marker, times, x_of))
            number = sprites.word(str(rep.number), text, TEXT, halo=False)
            sprites.paste(image, number, x, 0.45 * top, (0.5, 0.5))

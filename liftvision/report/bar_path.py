"""The bar's path seen from the side, rep by rep, as one picture: ``bar_path.png``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.report.colours import fraction
from liftvision.report.plots import FAINT, GRID, INK
from liftvision.report.velocity_scale import NO_LEVEL, VelocityScale, velocity_scale
from liftvision.reps.rep import Rep

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_SINGLE = 8
"""Reps that get a picture of their own beside the one with all; more would be too narrow."""

CM = 100.0
LEAST_WIDTH_CM = 22.0
"""Of a picture, so that a straight path does not stand in a slit."""

MARGIN_CM = 3.0
INCHES_PER_CM = 0.07
"""A pull of 60 cm is four inches high."""

EDGES = (0.75, 0.95, 1.15, 0.4)
"""Inches left, right, below and above the pictures."""

GAP = 0.3
REP_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
"""For colour-blind eyes too (M. Okabe, K. Ito, Color Universal Design, 2008)."""


@dataclass(frozen=True, eq=False)
class RepPath:
    """The path of one rep, seen from the side.

    Attributes
    ----------
    number
        Of the rep.
    up, down
        (N, 2) cm from lift-off to lockout, and from there to the end: forward of where the bar
        left the floor, and above the floor; NaN where not measured.
    velocities
        (N,) m/s of ``up``.
    midfoot, midfoot_error
        The middle of the foot and its standard error, cm forward of lift-off; NaN if not measured.
    """

    number: int
    up: FloatArray
    down: FloatArray
    velocities: FloatArray
    midfoot: float
    midfoot_error: float


def rep_paths(analysis: Analysis) -> tuple[RepPath, ...]:
    """Give the paths of the reps whose lift-off and lockout were seen from the side."""
    paths = (_path(analysis, rep) for rep in analysis.set.reps)
    return tuple(path for path in paths if path is not None)


def _path(analysis: Analysis, rep: Rep) -> RepPath | None:
    motion = analysis.motion
    if rep.lift_off_s is None or rep.lockout_s is None:
        return None
    end_s = motion.times[-1] if rep.end_s is None else rep.end_s
    first, top, last = np.searchsorted(motion.times, [rep.lift_off_s, rep.lockout_s, end_s])
    course = CM * np.stack([motion.columns["bar_x"], motion.columns["bar_y"]], axis=1)
    course = course - (course[first, 0], 0.0)
    up = course[first : top + 1]
    if not np.isfinite(up).all(axis=1).any():
        return None
    over_midfoot = rep.metrics.get("bar_over_midfoot")
    midfoot = midfoot_error = np.nan
    if over_midfoot and over_midfoot.value is not None and over_midfoot.error is not None:
        midfoot, midfoot_error = -CM * over_midfoot.value, CM * over_midfoot.error
    velocities = motion.columns["bar_vy"][first : top + 1]
    return RepPath(rep.number, up, course[top : last + 1], velocities, midfoot, midfoot_error)


def write_bar_path(analysis: Analysis, path: Path) -> bool:
    """Draw the paths of the reps, if there are any; tell whether there are.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    paths = rep_paths(analysis)
    if not paths:
        return False
    scale = velocity_scale(analysis.motion, analysis.set.reps) or VelocityScale(1.0)
    draw_bar_paths(paths, scale).savefig(path, format="png", dpi=140)
    return True


def draw_bar_paths(paths: Sequence[RepPath], scale: VelocityScale) -> "Figure":
    """Give the figure that `write_bar_path` writes.

    Centimetres are as long forward as upwards. With several reps all of them come first, each in
    a colour of its own; then each by itself, in the colours of the velocity.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    x_limits, y_limits = limits(paths)
    singles = paths if len(paths) <= MOST_SINGLE else ()
    together = 1 if len(paths) > 1 else 0
    count = together + len(singles)
    width = INCHES_PER_CM * float(np.ptp(x_limits))
    height = INCHES_PER_CM * float(np.ptp(y_limits))
    left, right, below, above = EDGES
    whole = (left + count * width + (count - 1) * GAP + right, below + height + above)
    figure = Figure(figsize=whole, facecolor="white")
    FigureCanvasAgg(figure)
    for place in range(count):
        x = left + place * (width + GAP)
        box = (x / whole[0], below / whole[1], width / whole[0], height / whole[1])
        axes = figure.add_axes(box, xlim=x_limits, ylim=y_limits)
        dress_path(axes, is_first=place == 0)
        if place < together:
            draw_together(axes, paths)
        else:
            draw_single(axes, singles[place - together], scale)
    figure.text(left / whole[0], 0.4 * below / whole[1], "\n".join(_captions(paths)), color=INK,
                fontsize=8.5, linespacing=1.35, va="center")  # fmt: skip
    if singles:
        bar = ((whole[0] - 0.7 * right) / whole[0], below / whole[1], 0.1 / whole[0])
        _draw_key(figure.add_axes((*bar, 0.5 * height / whole[1])), scale)
    return figure


def limits(paths: Sequence[RepPath]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give what of forward and height every picture shows, cm."""
    points = np.concatenate([part for path in paths for part in (path.up, path.down)])
    feet = np.array([path.midfoot for path in paths])
    x = np.concatenate([points[:, 0], feet, [0.0]])
    low, high = float(np.nanmin(x)) - MARGIN_CM, float(np.nanmax(x)) + MARGIN_CM
    widen = max(0.0, LEAST_WIDTH_CM - (high - low)) / 2.0
    y = points[:, 1]
    y_limits = float(np.nanmin(y)) - MARGIN_CM, float(np.nanmax(y)) + MARGIN_CM
    return (low - widen, high + widen), y_limits


def dress_path(axes: "Axes", *, is_first: bool) -> None:
    """Give axes of cm their grid and the line above where the bar left the floor."""
    from matplotlib.ticker import MultipleLocator

    axes.xaxis.set_major_locator(MultipleLocator(10.0))
    axes.yaxis.set_major_locator(MultipleLocator(10.0))
    axes.grid(color=GRID, linewidth=0.8, zorder=0)
    axes.tick_params(colors=FAINT, labelsize=9, length=0, labelleft=is_first)
    axes.spines[:].set_visible(False)
    axes.axvline(0.0, color=INK, linewidth=0.9, linestyle=(0, (6, 3)), zorder=1)
    if is_first:
        axes.set_ylabel("height in cm", color=INK, fontsize=9)


def _captions(paths: Sequence[RepPath]) -> list[str]:
    captions = ["cm forward of lift-off", "thin: the way down"]
    if any(np.isfinite(path.midfoot) for path in paths):
        captions.append("band: mid-foot \N{PLUS-MINUS SIGN} its error")
    return captions


def draw_together(axes: "Axes", paths: Sequence[RepPath]) -> None:
    """Draw the ways up of several reps, each in a colour of its own."""
    axes.set_title("all reps", loc="left", color=INK, fontsize=10)
    for place, path in enumerate(paths):
        colour = REP_COLOURS[place % len(REP_COLOURS)]
        axes.plot(*path.up.T, color=colour, linewidth=1.3, label=str(path.number), zorder=3)
    if len(paths) <= MOST_SINGLE:
        axes.legend(loc="lower right", fontsize=8, frameon=False, handlelength=1.2,
                    labelcolor=INK, borderaxespad=0.1)  # fmt: skip


def draw_single(axes: "Axes", path: RepPath, scale: VelocityScale) -> None:
    """Draw a rep: up in the colours of the velocity, down thin, and the middle of the foot."""
    from matplotlib.collections import LineCollection

    axes.set_title(f"rep {path.number}", loc="left", color=INK, fontsize=10)
    draw_midfoot(axes, path.midfoot, path.midfoot_error)
    axes.plot(*path.down.T, color=FAINT, linewidth=1.0, zorder=2)
    axes.plot(*path.up.T, color=INK, linewidth=3.6, solid_capstyle="round", zorder=3)
    pieces = np.stack([path.up[:-1], path.up[1:]], axis=1)
    levels = scale.levels(path.velocities[1:])
    colours = [fraction(colour) for colour in scale.colours()]
    seen = np.isfinite(pieces).all(axis=(1, 2)) & (levels != NO_LEVEL)
    lines = LineCollection(
        list(pieces[seen]), colors=[colours[level] for level in levels[seen]], linewidths=2.2,
        capstyle="round", zorder=4,
    )  # fmt: skip
    axes.add_collection(lines, autolim=False)


def draw_midfoot(axes: "Axes", midfoot: float, error: float) -> None:
    """Draw the middle of the foot and the band of its error, cm; nothing where it is NaN."""
    if np.isfinite(midfoot):
        axes.axvspan(midfoot - error, midfoot + error, color="#8fa3bf", alpha=0.22,
                     linewidth=0.0, zorder=0.5)  # fmt: skip
        axes.axvline(midfoot, color="#6d83a3", linewidth=1.0, zorder=1)


def _draw_key(axes: "Axes", scale: VelocityScale) -> None:
    """Draw what the colours mean."""
    colours = np.array(scale.colours(), dtype=np.uint8)[:, None]
    axes.imshow(colours, origin="lower", aspect="auto", extent=(0.0, 1.0, 0.0, scale.top))
    axes.set_xticks([])
    axes.set_yticks([0.0, scale.top / 2.0, scale.top])
    axes.yaxis.tick_right()
    axes.tick_params(colors=FAINT, labelsize=8, length=0)
    axes.set_title("m/s", loc="left", color=INK, fontsize=9)
    axes.spines[:].set_color(FAINT)

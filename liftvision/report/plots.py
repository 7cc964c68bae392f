"""The curves of a clip as one picture, ``curves.png``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.report.colours import PHASES, fraction, on_white
from liftvision.report.curves import Curve, Panel, marked, panels
from liftvision.report.timeline import begin_of, marker_of, phase_spans
from liftvision.report.words import unit_words
from liftvision.reps.rep import Rep

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1d2430"
FAINT = "#8a93a3"
GRID = "#e6e9ee"
LABEL_SPACING = 0.11
"""Least distance of two labels beside the curves, as a fraction of the panel's height."""


def write_curves(analysis: Analysis, path: Path) -> None:
    """Draw every panel of curves over time, with phases, rep numbers and error bands; gaps stay.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    figure = draw_curves(analysis)
    figure.savefig(path, format="png", dpi=140)


def draw_curves(analysis: Analysis, kind: "type[Figure] | None" = None) -> "Figure":
    """Give the figure that `write_curves` writes, as this kind of figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    motion = analysis.joined_motion
    shown = marked(panels(motion), motion, analysis.set.reps, analysis.review)
    shares = [1.7 if panel.unit == "deg" else 1.0 for panel in shown] or [1.0]
    figure = (kind or Figure)(figsize=(11.0, 1.25 + 1.55 * sum(shares)), facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.subplots(
        len(shares), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": shares}
    )
    figure.subplots_adjust(left=0.07, right=0.86, top=1.0 - 0.6 / figure.get_figheight(),
                           bottom=0.5 / figure.get_figheight(), hspace=0.16)  # fmt: skip
    every = list(grid[:, 0])
    for axes, panel in zip(every, shown, strict=False):
        _draw_panel(axes, panel, analysis.motion.times)
        shade_phases(axes, analysis.set.reps, analysis.motion.times)
    if not shown:
        every[0].set_yticks([])
        every[0].text(0.5, 0.5, "nothing was measured", transform=every[0].transAxes, ha="center",
                      va="center", color=FAINT, fontsize=13)  # fmt: skip
    number_reps(every[0], analysis.set.reps)
    if analysis.set.reps:
        explain_phases(every[-1], analysis.set.reps)
    every[-1].set_xlabel("time in s", color=INK, fontsize=10, loc="left")
    every[-1].set_xlim(analysis.motion.times[0], analysis.motion.times[-1])
    return figure


def _draw_panel(axes: "Axes", panel: Panel, times: FloatArray) -> None:
    for curve in panel.curves:
        draw_curve(axes, curve, times)
    axes.set_title(f"{panel.title} ({unit_words(panel.unit)})", loc="left",
                   color=INK, fontsize=10, pad=4, y=1.0)  # fmt: skip
    dress(axes)
    for mark in panel.marks:
        axes.axvspan(
            mark.begin_s, mark.end_s, color=fraction(mark.colour), alpha=0.45, linewidth=0.0
        )
    if panel.has_zero_line:
        axes.axhline(0.0, color=FAINT, linewidth=0.9, zorder=1)
    label_curves(axes, panel.curves)


def draw_curve(axes: "Axes", curve: Curve, times: FloatArray) -> None:
    """Draw a curve over times (T,) and the band of its error; gaps stay."""
    colour = fraction(on_white(curve.colour))
    axes.plot(times, curve.values, color=colour, linewidth=1.9, solid_joinstyle="round", zorder=3)
    low, high = curve.values - curve.errors, curve.values + curve.errors
    axes.fill_between(times, low, high, color=colour, alpha=0.2, linewidth=0.0, zorder=2)


def dress(axes: "Axes") -> None:
    """Give axes the quiet grid, ticks and frame of every plot."""
    axes.grid(axis="y", color=GRID, linewidth=0.8, zorder=0)
    axes.tick_params(colors=FAINT, labelsize=9, length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#c8ced8")
    axes.margins(y=0.06)


def label_curves(axes: "Axes", curves: Sequence[Curve]) -> None:
    """Write the name beside the last value, moved apart; the title names a lone curve."""
    if len(curves) == 1:
        return
    low, high = axes.get_ylim()
    ends = [float(curve.values[np.isfinite(curve.values)][-1]) for curve in curves]
    wanted = np.array([(end - low) / (high - low) for end in ends])
    for curve, y in zip(curves, spread(wanted, LABEL_SPACING), strict=True):
        colour = fraction(on_white(curve.colour))
        axes.text(1.012, y, curve.label, transform=axes.transAxes, color=colour, fontsize=11,
                  fontweight="bold", va="center", ha="left")  # fmt: skip


def spread(wanted: FloatArray, least: float) -> FloatArray:
    """Move heights (N,) apart to at least a distance, keeping their order and their mean."""
    order = np.argsort(wanted, kind="stable")
    placed = wanted[order]
    for index in range(1, len(placed)):
        placed[index] = max(placed[index], placed[index - 1] + least)
    placed -= placed.mean() - wanted.mean()
    heights = np.empty_like(placed)
    heights[order] = placed
    return heights


def shade_phases(axes: "Axes", reps: tuple[Rep, ...], times: FloatArray) -> None:
    """Shade the phases of reps in their colours, and mark each lockout.

    A phase whose end was not seen ends with the next rep.
    """
    nexts = [*(begin_of(rep) for rep in reps[1:]), times[-1]]
    for rep, until in zip(reps, nexts, strict=False):
        for phase, begin, end in phase_spans(rep):
            shade = fraction(PHASES[phase])
            axes.axvspan(begin, min(end, until), color=shade, alpha=0.13, linewidth=0.0)
        if rep.lockout_s is not None:
            axes.axvline(rep.lockout_s, color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)


def number_reps(axes: "Axes", reps: tuple[Rep, ...]) -> None:
    """Write each rep's number above its lockout, clear of the panel's title."""
    for rep in reps:
        marker = marker_of(rep)
        if marker is not None:
            axes.annotate(str(rep.number), (marker, 1.0), xycoords=axes.get_xaxis_transform(),
                          xytext=(0.0, 20.0), textcoords="offset points", ha="center",
                          va="bottom", color=INK, fontsize=11, fontweight="bold")  # fmt: skip


def explain_phases(axes: "Axes", reps: tuple[Rep, ...]) -> None:
    """Write the key of the phases' colours in a row under the time axis."""
    seen = {phase for rep in reps for phase, *_ in phase_spans(rep)}
    names = [phase for phase in PHASES if phase in seen]
    for place, phase in enumerate(names):
        at = (0.42 + 0.12 * place, 0.0)
        axes.annotate(f"\N{BLACK SQUARE} {phase}", at, xycoords="axes fraction",
                      xytext=(0.0, -20.0), textcoords="offset points", va="top", ha="left",
                      color=fraction(PHASES[phase], 0.82), fontsize=9)  # fmt: skip

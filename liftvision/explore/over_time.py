"""Angles and other columns over the time of the clip."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray
from liftvision.errors import GivenError
from liftvision.explore.canvas import RepChoice, axes_for, chosen_reps, finish, say_absent
from liftvision.explore.columns import (
    curves_of,
    frames_of,
    gap_notes,
    hip_column,
    known_column,
    near_columns,
    reason_for,
)
from liftvision.motion.motion import UNITS
from liftvision.report.colours import PHASES, fraction, on_white
from liftvision.report.curves import Curve
from liftvision.report.plots import draw_curve, shade_phases
from liftvision.report.timeline import marker_of, phase_spans
from liftvision.report.words import unit_words
from liftvision.reps.rep import Rep

FROM_THE_SIDE = ("knee_flexion", "lumbar_flexion", "trunk_lean")
FROM_THE_FRONT = ("fppa_l", "fppa_r")
"""Angles that are drawn where none are named; from the side, that of the hip comes first."""

SIZE = (8.6, 4.2)
TITLE = "Angles over time"
MARGIN_S = 0.3
MOST_SPELLED = 5
"""Of more reps only the numbers have room."""


def draw_angles(
    analysis: Analysis,
    columns: str | Sequence[str] | None,
    reps: RepChoice,
    raw: bool,
    ax: Axes | None,
) -> Axes:
    """Draw columns over time; see `Plots.angles`."""
    motion = analysis.joined_motion
    names = _columns(analysis, columns, raw)
    shown = chosen_reps(analysis, reps)
    frames = np.ones(len(motion.times), dtype=np.bool_)
    if reps is not None:
        frames = frames_of(motion.times, shown)
    axes = axes_for(ax, SIZE)
    seen = [name for name in names if np.isfinite(motion.columns[name][frames]).any()]
    if not seen:
        say_absent(axes, TITLE, reason_for(motion, names[0]))
        return axes
    for name, curve in zip(seen, curves_of(motion, seen), strict=True):
        _draw(axes, analysis, name, curve, frames, raw)
    shade_phases(axes, shown, motion.times)
    words = "rep {}" if len(shown) <= MOST_SPELLED else "{}"
    for rep in shown:
        if (marker := marker_of(rep)) is not None:
            axes.annotate(words.format(rep.number), (marker, 1.0), ha="right", va="top", fontsize=9,
                          xycoords=axes.get_xaxis_transform(), xytext=(-3.0, -2.0),
                          textcoords="offset points")  # fmt: skip
    within = motion.times[frames]
    axes.set_xlim(within[0] - MARGIN_S, within[-1] + MARGIN_S)
    unit = UNITS[seen[0]]
    notes = ["Bands: \N{PLUS-MINUS SIGN} one standard error."]
    if raw:
        notes.append("Dotted: what the landmarks of the pose model alone give.")
    title = TITLE if unit == "deg" else "Over time"
    finish(axes, title, "time in s", unit_words(unit),
           [*notes, *gap_notes(motion, names, frames)])  # fmt: skip
    _explain(axes, shown)
    return axes


def _columns(analysis: Analysis, columns: str | Sequence[str] | None, raw: bool) -> list[str]:
    """Give the names of the columns to draw, all of one unit."""
    if columns is None:
        front = near_columns(analysis, FROM_THE_FRONT)
        names = [hip_column(analysis), *near_columns(analysis, FROM_THE_SIDE)]
        if raw:
            names = near_columns(analysis, ("trunk_thigh_flexion", "knee_flexion", "trunk_lean"))
        return front if front and len(names) == 1 else names or [hip_column(analysis)]
    names = [known_column(each) for each in ([columns] if isinstance(columns, str) else columns)]
    units = {UNITS[name] for name in names}
    if len(units) != 1:
        raise GivenError(
            f"The columns {', '.join(names)} have no unit in common.",
            "Draw those of each unit on axes of their own.",
        )
    return names


def _draw(
    axes: Axes, analysis: Analysis, name: str, curve: Curve, frames: BoolArray, raw: bool
) -> None:
    """Draw a curve in these frames (T,), and what the landmarks alone give there."""
    motion = analysis.joined_motion
    within = Curve(
        curve.label,
        curve.colour,
        np.where(frames, curve.values, np.nan),
        np.where(frames, curve.errors, np.nan),
    )
    draw_curve(axes, within, motion.times)
    axes.get_lines()[-1].set_label(curve.label)
    if raw and name in motion.raw:
        colour = fraction(on_white(curve.colour))
        axes.plot(motion.times, np.where(frames, motion.raw[name], np.nan), linewidth=1.3,
                  linestyle=(0, (1, 1.2)), color=colour, zorder=2.5)  # fmt: skip


def _explain(axes: Axes, reps: Sequence[Rep]) -> None:
    """Put the key of curves and phases beside the plot."""
    curves, _ = axes.get_legend_handles_labels()
    seen = {phase for rep in reps for phase, *_ in phase_spans(rep)}
    phases = [
        Patch(color=fraction(colour), alpha=0.3, label=phase)
        for phase, colour in PHASES.items()
        if phase in seen
    ]
    axes.legend(handles=[*curves, *phases], loc="upper left", bbox_to_anchor=(1.0, 1.0),
                frameon=False, fontsize=9)  # fmt: skip

"""The bar's path on one pair of axes."""

import numpy as np
from matplotlib.axes import Axes

from liftvision.analysis import Analysis
from liftvision.explore.canvas import NO_REPS, RepChoice, axes_for, chosen_reps, say_absent
from liftvision.explore.columns import reason_for
from liftvision.report.bar_path import (
    INCHES_PER_CM,
    draw_midfoot,
    draw_single,
    draw_together,
    dress_path,
    limits,
    rep_paths,
)
from liftvision.report.plots import INK
from liftvision.report.velocity_scale import VelocityScale, velocity_scale

TITLE = "Path of the bar from the side"
ROOM = (2.4, 1.6)
"""Inches for all that stands around the path."""


def draw_bar_path(analysis: Analysis, reps: RepChoice, ax: Axes | None) -> Axes:
    """Draw the bar's path; see `Plots.bar_path`."""
    numbers = {rep.number for rep in chosen_reps(analysis, reps)}
    paths = [path for path in rep_paths(analysis) if path.number in numbers]
    if not paths:
        axes = axes_for(ax)
        reason = reason_for(analysis.motion, "bar_x") if numbers else NO_REPS
        say_absent(axes, TITLE, reason)
        return axes
    x_limits, y_limits = limits(paths)
    width, height = (INCHES_PER_CM * float(np.ptp(each)) for each in (x_limits, y_limits))
    size = width + ROOM[0], height + ROOM[1]
    axes = axes_for(ax, size)
    dress_path(axes, is_first=True)
    if len(paths) == 1:
        speeds = velocity_scale(analysis.motion, analysis.set.reps) or VelocityScale(1.0)
        draw_single(axes, paths[0], speeds)
    else:
        draw_together(axes, paths)
        if (key := axes.get_legend()) is not None:
            key.set_title("rep")
        feet = np.array([(path.midfoot, path.midfoot_error) for path in paths])
        known = feet[np.isfinite(feet).all(axis=1)]
        if len(known):
            draw_midfoot(axes, *known.mean(axis=0).tolist())
    axes.set_aspect("equal", adjustable="box")
    axes.set(xlim=x_limits, ylim=y_limits)
    title = TITLE if len(paths) > 1 else f"{TITLE}, rep {paths[0].number}"
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    lines = ["cm forward of lift-off (dashed)"]
    if any(np.isfinite(path.midfoot) for path in paths):
        lines.append("blue band: mid-foot \N{PLUS-MINUS SIGN} its error")
    if len(paths) == 1:
        lines.append("the lighter, the faster; thin: the way down")
    axes.set_xlabel("\n".join(lines), loc="left", color=INK, fontsize=9)
    return axes

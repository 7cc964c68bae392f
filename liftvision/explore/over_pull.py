"""Reps laid over each other: a column over the pull, and hip against knee."""

import numpy as np
from matplotlib.axes import Axes

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.explore.canvas import (
    NO_REPS,
    RepChoice,
    axes_for,
    chosen_reps,
    finish,
    say_absent,
)
from liftvision.explore.columns import (
    gap_notes,
    hip_column,
    known_column,
    pull_frames,
    reason_for,
)
from liftvision.measurement import Measurement, written
from liftvision.motion.motion import UNITS, Motion
from liftvision.report.bar_path import REP_COLOURS
from liftvision.report.page.moments import EVENT_NAMES
from liftvision.report.plots import FAINT, GRID, INK
from liftvision.report.words import lowered, spelled_out, unit_words
from liftvision.reps.rep import Rep
from liftvision.reps.time_normalised import STEPS, is_pulled, mean_and_spread, over_pull

SIGN = "\N{PLUS-MINUS SIGN} "
LEAST_FOR_SPREAD = 3
"""Of so many reps on the spread is a standard deviation; of fewer it is all that they cover."""

EVENT_MARKS = {"lift_off_s": "o", "knee_pass_s": "^", "lockout_s": "s"}


def draw_reps(analysis: Analysis, column: str, reps: RepChoice, ax: Axes | None) -> Axes:
    """Lay the pulls over each other; see `Plots.reps`."""
    motion, name = analysis.joined_motion, known_column(column)
    axes, title = axes_for(ax), f"{spelled_out(name)}: the pulls over each other"
    pulled = [rep for rep in chosen_reps(analysis, reps) if is_pulled(rep)]
    every = np.array([over_pull(motion.times, motion.columns[name], rep) for rep in pulled])
    if not np.isfinite(every).any():
        say_absent(axes, title, reason_for(motion, name) if pulled else NO_REPS)
        return axes
    percent = np.linspace(0.0, 100.0, STEPS)
    seen = np.isfinite(every).any(axis=1)
    pulled, every = [rep for rep, is_seen in zip(pulled, seen, strict=True) if is_seen], every[seen]
    for rep, curve in zip(pulled, every, strict=True):
        axes.plot(percent, curve, color=_colour(rep), linestyle=_style(rep), linewidth=1.3,
                  label=f"rep {rep.number}")  # fmt: skip
    notes = _draw_spread(axes, percent, every) + [_error_note(motion, name, pulled)]
    if None not in (passes := [rep.knee_pass_s for rep in pulled]):
        _mark_knee_pass(axes, pulled, np.array(passes, dtype=np.float64))
    frames = np.any([pull_frames(motion.times, rep) for rep in pulled], axis=0)
    finish(axes, title, "% of the time from lift-off to lockout", unit_words(UNITS[name]),
           [*notes, *gap_notes(motion, [name], frames)])  # fmt: skip
    axes.set_xlim(0.0, 100.0)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return axes


def _draw_spread(axes: Axes, percent: FloatArray, every: FloatArray) -> list[str]:
    """Draw mean and spread of curves (N, K) where half of them have values; say what it is."""
    if len(every) < 2:
        return []
    mean, spread = mean_and_spread(every)
    low, high = every.min(axis=0), every.max(axis=0)
    words = "all that the reps cover"
    if len(every) >= LEAST_FOR_SPREAD:
        low, high = mean - spread, mean + spread
        words = "\N{PLUS-MINUS SIGN} one standard deviation between the reps"
    axes.plot(percent, mean, color=INK, linewidth=1.6, linestyle="--", label="mean")
    axes.fill_between(percent, low, high, color=INK, alpha=0.14, linewidth=0.0)
    return [f"Band: {words}."]


def _error_note(motion: Motion, name: str, reps: list[Rep]) -> str:
    """Say how wrong one curve may be, which the spread does not show."""
    frames = np.any([pull_frames(motion.times, rep) for rep in reps], axis=0)
    errors = motion.errors[name][frames]
    if not np.isfinite(errors).any():
        return "The error of the curves is not known."
    typical = Measurement(0.0, float(np.nanmedian(errors)), UNITS[name])
    return f"Standard error of one curve: {written(typical).partition(SIGN)[2]}."


def _mark_knee_pass(axes: Axes, reps: list[Rep], passes: FloatArray) -> None:
    begins, ends = (np.array([getattr(rep, event) for rep in reps], dtype=np.float64)
                    for event in ("lift_off_s", "lockout_s"))  # fmt: skip
    place = float(np.mean((passes - begins) / (ends - begins)))
    axes.axvline(100.0 * place, color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.annotate(EVENT_NAMES["knee_pass_s"], (100.0 * place, 1.0), color=FAINT, fontsize=8,
                  xycoords=axes.get_xaxis_transform(), xytext=(3.0, -2.0),
                  textcoords="offset points", va="top")  # fmt: skip


def draw_coordination(analysis: Analysis, reps: RepChoice, ax: Axes | None) -> Axes:
    """Draw hip against knee; see `Plots.coordination`."""
    motion, axes = analysis.joined_motion, axes_for(ax, (5.6, 5.4))
    hip, knee = hip_column(analysis), f"knee_flexion_{analysis.view.near_side or 'l'}"
    title = "Hip and knee from lift-off to lockout"
    pulled = [rep for rep in chosen_reps(analysis, reps) if is_pulled(rep)]
    both = np.isfinite(motion.columns[hip]) & np.isfinite(motion.columns[knee])
    if not any((both & pull_frames(motion.times, rep)).any() for rep in pulled):
        missing = hip if not np.isfinite(motion.columns[hip]).any() else knee
        say_absent(axes, title, reason_for(motion, missing) if pulled else NO_REPS)
        return axes
    for rep in pulled:
        _draw_loop(axes, motion, (knee, hip), rep)
    _draw_events(axes, motion, (knee, hip), pulled)
    frames = np.any([pull_frames(motion.times, rep) for rep in pulled], axis=0)
    notes = ["Crosses: \N{PLUS-MINUS SIGN} one standard error. Zero is upright standing.",
             *gap_notes(motion, [knee, hip], frames)]  # fmt: skip
    x_label, y_label = (f"{lowered(spelled_out(each))} (degrees)" for each in (knee, hip))
    finish(axes, title, x_label, y_label, notes)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    return axes


def _draw_loop(axes: Axes, motion: Motion, columns: tuple[str, str], rep: Rep) -> None:
    """Draw one column over another during a pull, and the error at its begin."""
    frames = pull_frames(motion.times, rep)
    x, y = (np.where(frames, motion.columns[name], np.nan) for name in columns)
    colour = _colour(rep)
    axes.plot(x, y, color=colour, linestyle=_style(rep), linewidth=1.8, label=f"rep {rep.number}")
    first = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(first):
        x_error, y_error = (motion.errors[name][first[0]] for name in columns)
        axes.errorbar(x[first[0]], y[first[0]], xerr=x_error, yerr=y_error, color=colour,
                      linewidth=0.8, alpha=0.7)  # fmt: skip


def _draw_events(axes: Axes, motion: Motion, columns: tuple[str, str], reps: list[Rep]) -> None:
    """Mark the events of each rep at which both columns were seen."""
    for event, mark in EVENT_MARKS.items():
        label: str | None = EVENT_NAMES[event]
        for rep in reps:
            time_s: float | None = getattr(rep, event)
            at = [
                np.interp(np.nan if time_s is None else time_s, motion.times, motion.columns[name])
                for name in columns
            ]
            if np.isfinite(at).all():
                axes.plot(*at, mark, color=_colour(rep), markersize=5)
                axes.plot([], [], mark, color=FAINT, label=label)
                label = None


def _colour(rep: Rep) -> str:
    return REP_COLOURS[(rep.number - 1) % len(REP_COLOURS)]


def _style(rep: Rep) -> str:
    """Give the line of a rep: dotted where its colour was had before."""
    return "-" if rep.number <= len(REP_COLOURS) else ":"

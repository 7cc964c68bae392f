"""The reps beside each other: each quantity over the pull, with the mean and spread of the set.

Every rep is brought to the same length: 0 % is lift-off, 100 % lockout.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.measurement import unit_mark
from liftvision.report.curves import Curve, Panel
from liftvision.report.page.svg import band_path, line_path
from liftvision.reps.rep import Rep
from liftvision.reps.time_normalised import (
    LEAST_REPS,
    STEPS,
    is_pulled,
    mean_and_spread,
    over_pull,
)

WIDTH, HEIGHT = 160.0, 90.0
"""Of a picture, in its own units."""

MOST_SILENT = 0.5
"""Of a rep's places that a curve may lack and still have a picture."""


@dataclass(frozen=True)
class RepPicture:
    """A quantity in one rep.

    Attributes
    ----------
    number
        Of the rep.
    lift_off_s, lockout_s
        On the clip's clock: where the picture begins and ends.
    line
        SVG path; empty where the quantity was not measured in this rep.
    knee_pass
        Where the bar passes the knee, in the picture's units; None where that was not seen.
    words
        What the picture shows.
    """

    number: int
    lift_off_s: float
    lockout_s: float
    line: str
    knee_pass: float | None
    words: str


@dataclass(frozen=True)
class RepRow:
    """A quantity in every rep.

    Attributes
    ----------
    name, style
        Of the quantity; and the class that colours it.
    low, high
        The bounds of every picture, written.
    zero
        Height of zero in the pictures; None where it is outside.
    mean, spread
        SVG paths: the mean over the reps, and one standard deviation to either side.
    pictures
        One for each rep whose pull was seen whole.
    spread_words
        How much the reps differ, in words.
    """

    name: str
    style: str
    low: str
    high: str
    zero: float | None
    mean: str
    spread: str
    pictures: tuple[RepPicture, ...]
    spread_words: str


def rep_rows(analysis: Analysis, shown: Sequence[Panel]) -> tuple[RepRow, ...]:
    """Give a row for each curve of the panels; none where fewer than two pulls were seen."""
    pulls = [rep for rep in analysis.set.reps if is_pulled(rep)]
    if len(pulls) < LEAST_REPS:
        return ()
    times = analysis.clip.times
    rows = (
        _row(panel, curve, pulls, np.stack([over_pull(times, curve.values, rep) for rep in pulls]))
        for panel in shown
        for curve in panel.curves
    )
    return tuple(row for row in rows if row is not None)


def _row(panel: Panel, curve: Curve, pulls: Sequence[Rep], courses: FloatArray) -> RepRow | None:
    """Give the row of a curve whose courses over the pulls are (R, STEPS)."""
    seen = np.isfinite(courses)
    if (seen.mean(axis=1) > 1.0 - MOST_SILENT).sum() < LEAST_REPS:
        return None
    mean, spread = mean_and_spread(courses)
    low, high = _bounds(courses, mean, spread)
    x = np.linspace(0.0, WIDTH, STEPS)

    def heights(values: FloatArray) -> FloatArray:
        return np.asarray(HEIGHT * (high - values) / (high - low))

    zero = float(heights(np.zeros(1))[0])
    typical = float(np.nanmean(spread))
    return RepRow(
        name=curve.label,
        style="q-" + "-".join(curve.label.replace("/", " ").split()),
        low=_rounded(low, panel),
        high=_rounded(high, panel),
        zero=zero if 0.0 < zero < HEIGHT else None,
        mean=line_path(x, heights(mean)),
        spread=band_path(x, heights(mean - spread), heights(mean + spread)),
        pictures=tuple(
            _picture(curve, panel, rep, course, line_path(x, heights(course)))
            for rep, course in zip(pulls, courses, strict=True)
        ),
        spread_words=f"spread {_rounded(typical, panel, finer=1)}",
    )


def _picture(curve: Curve, panel: Panel, rep: Rep, course: FloatArray, line: str) -> RepPicture:
    assert rep.lift_off_s is not None
    assert rep.lockout_s is not None
    knee_pass = None
    if rep.knee_pass_s is not None:
        done = (rep.knee_pass_s - rep.lift_off_s) / (rep.lockout_s - rep.lift_off_s)
        knee_pass = WIDTH * done if 0.0 < done < 1.0 else None
    if not line:
        words = f"Rep {rep.number}, {curve.label}: not measured"
    else:
        ends = course[np.isfinite(course)][[0, -1]].tolist()
        first, last = (_rounded(end, panel) for end in ends)
        words = f"Rep {rep.number}, {curve.label}: {first} at lift-off, {last} at lockout"
    return RepPicture(rep.number, rep.lift_off_s, rep.lockout_s, line, knee_pass, words)


def _bounds(courses: FloatArray, mean: FloatArray, spread: FloatArray) -> tuple[float, float]:
    """Give least and most of everything that is drawn, with a little room."""
    everything = np.concatenate([courses.ravel(), mean - spread, mean + spread])
    low, high = float(np.nanmin(everything)), float(np.nanmax(everything))
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def _rounded(value: float, panel: Panel, finer: int = 0) -> str:
    """Write a value with as many decimals as one reads of its unit, and some more."""
    decimals = (2 if panel.unit in ("1", "m/s") else 0) + finer
    return f"{round(value, decimals) + 0.0:.{decimals}f}{unit_mark(panel.unit)}"

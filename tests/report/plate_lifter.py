"""The stick lifter with a plate on his bar: where the rim is, and how fast, is known exactly."""

from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.barbell.track import BAR_SOURCES, Rim, ShotBar
from tests.stick_lifter import as_analysis, deadlift

PLATE_RADIUS_M = 0.225
BRIDGED = slice(20, 26)
"""Frames in which the plate was not seen."""


def with_plate(reps: int = 2, *, yaw_deg: float = 90.0) -> Analysis:
    """The analysis of a set whose bar is followed by a round plate around the wrists."""
    lift = deadlift(reps, yaw_deg=yaw_deg)
    analysis = as_analysis(lift)
    radius = PLATE_RADIUS_M * lift.px_per_m
    sources = np.full(lift.clip.frames, BAR_SOURCES.index("plate"))
    sources[BRIDGED] = BAR_SOURCES.index("wrists")
    plate = ShotBar("plate", Rim(radius, radius, 0.0, 0.01, 0.7, radius, 0.5))
    return replace(analysis, bar=replace(analysis.bar, sources=sources, shots=(plate,)))


def with_ends(reps: int = 1) -> Analysis:
    """The analysis of a set that is filmed from the front, with the bar's ends 1 m beside."""
    lift = deadlift(reps, yaw_deg=0.0)
    analysis = as_analysis(lift)
    aside = np.array([lift.px_per_m, 0.0])
    ends = np.stack([analysis.bar.centre + aside, analysis.bar.centre - aside], axis=1)
    sources = np.full(lift.clip.frames, BAR_SOURCES.index("ends"))
    by = ShotBar("ends", end_height=90.0, end_height_error=0.02)
    columns = dict(analysis.motion.columns) | {"bar_vy": lift.columns["bar_vy"]}
    return replace(
        analysis,
        bar=replace(analysis.bar, sources=sources, ends=ends, shots=(by,)),
        motion=replace(analysis.motion, columns=columns),
    )

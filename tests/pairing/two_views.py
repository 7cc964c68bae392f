"""One set of a stick lifter, filmed by two phones: the clocks are known to the digit."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.pipeline import measure
from tests.stick_lifter import StickDeadlift, deadlift_angles, filmed

OFFSET_S = 1.7
"""What the second phone's clock shows more."""


@cache
def side_view() -> Analysis:
    """Analyse the side view, 30 frames a second."""
    return _analysed(_view(90.0, Path("side.mp4"), fps=30.0))


@cache
def front_view() -> Analysis:
    """Analyse the front view, 25 frames a second, on a clock of its own."""
    lift = _view(0.0, Path("front.mp4"), fps=25.0)
    times = lift.clip.times + OFFSET_S
    clip, pose = replace(lift.clip, times=times), replace(lift.pose, times=times)
    return _analysed(replace(lift, clip=clip, pose=pose))


def without_reps(analysis: Analysis) -> Analysis:
    """Give the same clip, in which nobody lifts anything."""
    idle = replace(analysis.set, lift="none", reps=(), reason="the trunk never rises.")
    return replace(analysis, set=idle)


def _view(yaw_deg: float, path: Path, *, fps: float) -> StickDeadlift:
    """Film two reps, the bar back on the floor at the end."""
    _, events = deadlift_angles(2)
    times = np.arange(0.0, events[-1].end_s + 0.5, 1.0 / fps)
    angles, _ = deadlift_angles(2, times=times, walk_in=True, knee_in_m=0.05)
    return filmed(angles, events, yaw_deg=yaw_deg, noise_px=0.3, path=path)


def _analysed(lift: StickDeadlift) -> Analysis:
    bar = bar_from_wrists(lift.pose, lift.clip.shots, "no plate was found")
    return measure(lift.clip, lift.pose, bar, model="full", created="2024-05-01T12:00:00+00:00")

"""What two views of one set have in common: how high the lifter and the bar are over time.

Seen from the side and from the front, a height in the picture differs by a scale and a shift, and
by little else; where a thing is across the picture has nothing in common.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BAR_SOURCES
from liftvision.clip.clip import Shot
from liftvision.motion.cleaning import clean
from liftvision.motion.measure import main_shot
from liftvision.motion.steady import steadied_bar
from liftvision.pose.landmarks import Landmark

PLACES: dict[str, tuple[Landmark, ...]] = {
    "head": (Landmark.NOSE, Landmark.EAR_L, Landmark.EAR_R),
    "shoulders": (Landmark.SHOULDER_L, Landmark.SHOULDER_R),
    "hips": (Landmark.HIP_L, Landmark.HIP_R),
    "hands": (Landmark.WRIST_L, Landmark.WRIST_R),
}
"""Whose mean height is followed in the pose; the bar comes after them."""

CHANNELS = (*PLACES, "bar")

SHOULDERS = CHANNELS.index("shoulders")

AROUND_REPS_S = 1.5
"""Before the first lift-off and after the last rep the set-up is still the lifter's; further away
he walks, which is seen as different heights from different sides."""


@dataclass(frozen=True, eq=False)
class Heights:
    """Heights in one shot of a clip, without jitter.

    Attributes
    ----------
    times
        (T,) seconds on the clip's clock.
    values
        (C, T) px upwards, a row for each of `CHANNELS`; NaN where not seen.
    lifting
        (T,) whether the set goes on; all where no reps were found.
    """

    times: FloatArray
    values: FloatArray
    lifting: BoolArray

    def at(self, times: FloatArray) -> FloatArray:
        """Give (C, N) heights at other times; NaN outside the shot and beside gaps."""
        return np.stack([_at(times, self.times, row) for row in self.values])


def heights(analysis: Analysis) -> Heights:
    """Give the heights in that shot of a clip which shows most of the set."""
    shot = _shot_of_set(analysis).frames
    motion = analysis.motion
    times = motion.times[shot]
    rows = [motion.landmarks[shot, list(place), 1].mean(axis=1) for place in PLACES.values()]
    rows.append(_bar(analysis)[shot])
    return Heights(times, -np.stack(rows), _lifting(analysis, times))


def _shot_of_set(analysis: Analysis) -> Shot:
    """Give the shot with most reps; that with most of the lifter where there are none."""
    shots, times = analysis.clip.shots, analysis.motion.times
    begins = [rep.lift_off_s for rep in analysis.set.reps if rep.lift_off_s is not None]
    counts = [
        sum(times[shot.start] <= begin <= times[shot.stop - 1] for begin in begins)
        for shot in shots
    ]
    if any(counts):
        return shots[int(np.argmax(counts))]
    return shots[main_shot(analysis.clip, analysis.pose.xy)]


def _bar(analysis: Analysis) -> FloatArray:
    """Give (T,) px of the bar itself, downwards, filtered as the landmarks are."""
    bar = steadied_bar(analysis.bar, analysis.camera)
    seen = bar.sources > BAR_SOURCES.index("wrists")
    height = np.where(seen, bar.centre[:, 1], np.nan)
    cleaned = np.full_like(height, np.nan)
    for shot in analysis.clip.shots:
        cleaned[shot.frames] = clean(bar.times[shot.frames], height[shot.frames])
    return cleaned


def _lifting(analysis: Analysis, times: FloatArray) -> BoolArray:
    """Tell (T,) whether the set goes on."""
    begins = [
        min(rep.lift_off_s, rep.start_s or np.inf)
        for rep in analysis.set.reps
        if rep.lift_off_s is not None
    ]
    ends = [
        marks[-1]
        for rep in analysis.set.reps
        if (marks := [mark for mark in (rep.lockout_s, rep.end_s) if mark is not None])
    ]
    begin = min(begins, default=-np.inf) - AROUND_REPS_S
    end = max(ends, default=np.inf) + AROUND_REPS_S
    inside: BoolArray = (times >= begin) & (times <= end)
    return inside if inside.any() else np.ones(len(times), dtype=np.bool_)


def _at(wanted: FloatArray, times: FloatArray, values: FloatArray) -> FloatArray:
    seen = np.isfinite(values)
    if np.count_nonzero(seen) < 2:
        return np.full(len(wanted), np.nan)
    found = np.interp(wanted, times[seen], values[seen], left=np.nan, right=np.nan)
    # A frame counts as seen where both neighbours were.
    beside = np.interp(wanted, times, seen.astype(np.float64), left=0.0, right=0.0)
    return np.where(beside > 1.0 - 1e-9, found, np.nan)

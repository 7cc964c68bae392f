"""Clips as other phones would have filmed them: cut, at another rate, with a clock of their own.

What was followed in a clip is read off at other times; no picture is looked at again.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, IntArray
from liftvision.barbell.track import BarTrack
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip, Shot
from liftvision.given import Given
from liftvision.motion.measure import main_shot
from liftvision.pairing.alignment import Alignment
from liftvision.pipeline import find_pulled
from liftvision.pose.track import PoseTrack
from liftvision.reps.measure import measure_set

RATES_HZ = (24.0, 25.0, 29.97, 30.0, 50.0, 60.0)

UNEVEN_S = 0.004
"""Standard deviation of a frame's time from the even one, as of phones with a variable rate."""

LARGEST_CLOCK = 1e-4
"""By how much a phone's clock runs faster or slower than true."""

CUT_OFF_S, CUT_OFF = 3.0, 0.12
"""At most so much, and so much of the clip, is cut off at either end."""

SHORT_S = (4.0, 7.0)
"""Length of short cuts: one rep, with luck two."""

APART_S = 2.0
"""By which two short cuts of one set begin apart at most."""


@dataclass(frozen=True)
class Cut:
    """What another phone would have filmed.

    Attributes
    ----------
    start_s, end_s
        On the whole clip's clock.
    rate_hz
        Frames a second.
    clock
        By how much its clock runs faster than the whole clip's, as a ratio.
    """

    start_s: float
    end_s: float
    rate_hz: float
    clock: float = 0.0

    def shows_s(self, whole_s: float) -> float:
        """Give what its clock shows at a time of the whole clip."""
        return (whole_s - self.start_s) * (1.0 + self.clock)

    def whole_s(self, shown_s: float) -> float:
        """Give the time of the whole clip at which its clock shows this."""
        return self.start_s + shown_s / (1.0 + self.clock)


def true_offset_s(first: Cut, second: Cut, apart_s: float, found: Alignment) -> float:
    """Give what the second cut's clock truly shows more, where the alignment says it.

    Parameters
    ----------
    first, second
        How the clips were cut.
    apart_s
        What the second whole clip's clock shows more than that of the first.
    found
        Its middle is where the clocks are compared.
    """
    moment = first.whole_s(found.middle_s)
    return second.shows_s(moment + apart_s) - found.middle_s


def long_cuts(durations_s: tuple[float, float], chance: np.random.Generator) -> tuple[Cut, Cut]:
    """Draw two cuts that both show most of a set."""
    first, second = (_long_cut(duration_s, chance) for duration_s in durations_s)
    return replace(first, clock=0.0), second


def _long_cut(duration_s: float, chance: np.random.Generator) -> Cut:
    most_s = min(CUT_OFF_S, CUT_OFF * duration_s)
    start_s, left_s = chance.uniform(0.0, most_s, 2)
    return Cut(start_s, duration_s - left_s, *_rate_and_clock(chance))


def short_cuts(durations_s: tuple[float, float], chance: np.random.Generator) -> tuple[Cut, Cut]:
    """Draw two cuts that begin at about the same time and end early."""
    lengths = np.minimum(chance.uniform(*SHORT_S, 2), durations_s)
    start_s = chance.uniform(0.0, durations_s[0] - lengths[0])
    other_s = float(
        np.clip(start_s + chance.uniform(-APART_S, APART_S), 0.0, durations_s[1] - lengths[1])
    )
    first = Cut(start_s, start_s + lengths[0], *_rate_and_clock(chance))
    second = Cut(other_s, other_s + lengths[1], *_rate_and_clock(chance))
    return replace(first, clock=0.0), second


def _rate_and_clock(chance: np.random.Generator) -> tuple[float, float]:
    return float(chance.choice(RATES_HZ)), chance.uniform(-LARGEST_CLOCK, LARGEST_CLOCK)


def cut_out(whole: Analysis, cut: Cut, chance: np.random.Generator) -> Analysis:
    """Give a part of a clip as another phone would have filmed it, measured anew."""
    known = whole.clip.times
    even = np.arange(cut.start_s, cut.end_s, 1.0 / cut.rate_hz)
    moments = np.sort(even + chance.normal(0.0, UNEVEN_S, len(even)))
    moments = moments[(moments >= known[0]) & (moments <= known[-1])]
    times = (moments - cut.start_s) * (1.0 + cut.clock)
    # Two frames at one time are one.
    kept = np.concatenate([[True], np.diff(times) > 1e-3])
    return _read_off(whole, moments[kept], times[kept])


def _read_off(whole: Analysis, moments: FloatArray, times: FloatArray) -> Analysis:
    """Read everything off at moments of the whole clip; they get other times."""
    known = whole.clip.times

    def at(values: FloatArray) -> FloatArray:
        return _between(values, known, moments)

    nearest = np.argmin(np.abs(moments[:, None] - known), axis=1)
    shots = _shots(whole.clip.shots, nearest)
    clip = replace(whole.clip, times=times, shots=tuple(shot for _, shot in shots))
    pose = whole.pose
    seen = PoseTrack(
        times, at(pose.xy), at(pose.world), at(pose.visibility), at(pose.outline),
        pose.others_in_frame, pose.side_swaps_repaired,
    )  # fmt: skip
    track = whole.bar
    bar = BarTrack(
        times, at(track.centre), at(track.error), at(track.score), track.sources[nearest],
        at(track.ends), tuple(track.shots[number] for number, _ in shots),
    )  # fmt: skip
    moved = whole.camera
    camera = CameraMotion(
        times, moved.size, at(moved.turns), at(moved.zooms), at(moved.focal_px), at(moved.errors)
    )
    return by_landmarks(clip, seen, bar, camera)


def _between(values: FloatArray, known: FloatArray, wanted: FloatArray) -> FloatArray:
    """Give values (T, ...) at other times; NaN beside NaN."""
    flat = values.reshape(len(values), -1)
    columns = [np.interp(wanted, known, column) for column in flat.T]
    return np.stack(columns, axis=1).reshape(len(wanted), *values.shape[1:])


def _shots(shots: tuple[Shot, ...], frames: IntArray) -> list[tuple[int, Shot]]:
    """Give the number of each shot that is in the cut, and where it is there."""
    found = []
    for number, shot in enumerate(shots):
        inside = np.flatnonzero((frames >= shot.start) & (frames < shot.stop))
        if len(inside):
            found.append((number, Shot(int(inside[0]), int(inside[-1]) + 1)))
    return found


def by_landmarks(clip: Clip, pose: PoseTrack, bar: BarTrack, camera: CameraMotion) -> Analysis:
    """Measure what aligning two clips needs: the landmarks and the reps, no fitted body."""
    pulled = find_pulled(clip, pose, bar, camera, Given())
    lifted = measure_set(pulled.motion, pulled.bar, pulled.lifts, Given())
    view = pulled.motion.views[main_shot(clip, pose.xy)]
    return Analysis(clip, pose, bar, camera, pulled.motion, lifted, view, Given(), model="")

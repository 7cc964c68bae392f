"""From the motion to the set: which lift, in which style, and its reps with their metrics."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.clip.clip import Shot
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.view import View
from liftvision.reps.lift import MIN_RISE, judge_pulls
from liftvision.reps.posture import Posture, posture_of
from liftvision.reps.pulls import Pull, find_pulls
from liftvision.reps.rep import LiftName, LiftSet, Rep, Style
from liftvision.reps.style import tell_style

DURATION_ERROR_S = {"time_up": 0.44, "time_down": 0.38}
"""Standard error of a rep's durations on 23 rendered clips: 68 % of them lie within it. Most of it
is that a pull counts from a twentieth of its way on, and to the last twentieth."""

BODY_MOVES = 0.15
"""Shoulders that travel up and down by less, in body sizes, are of somebody who lifts nothing."""

ANGLES_AT_EVENTS = ("knee_flexion", "trunk_thigh_flexion", "trunk_lean", "shank_lean")
"""Columns given at lift-off, knee pass and lockout of each rep; of the near side where there
are two."""


@dataclass(frozen=True, eq=False)
class _ShotPulls:
    """What was pulled in one shot."""

    shot: Shot
    view: View
    posture: Posture
    deadlifts: list[Pull]
    others: list[str]
    style: Style
    body_moves: bool


def measure_set(motion: Motion, bar: BarTrack, style: Style | None = None) -> LiftSet:
    """Find the reps of a clip and measure them.

    Parameters
    ----------
    motion
        Of the whole clip.
    bar
        Of the same frames.
    style
        The user's word, which overrides what the view shows.
    """
    shots = [
        _pulls_of(motion, bar, shot, view)
        for shot, view in zip(motion.shots, motion.views, strict=True)
        if np.isfinite(motion.landmarks[shot.frames, 0, 0]).any()
    ]
    lift, reason = _which_lift(shots)
    if lift != "deadlift":
        return LiftSet(lift=lift, style="unknown", reason=reason, reps=())
    reps = tuple(
        _measured(_events(number, motion.times[shot.shot.frames], shot, pull), shot, motion)
        for number, (shot, pull) in enumerate(_deadlifts(shots), start=1)
    )
    return LiftSet(lift=lift, style=style or _common_style(shots), reason=reason, reps=reps)


def _pulls_of(motion: Motion, bar: BarTrack, shot: Shot, view: View) -> _ShotPulls:
    frames = shot.frames
    times, landmarks = motion.times[frames], motion.landmarks[frames]
    posture = posture_of(landmarks, clean(times, bar.centre[frames]))
    deadlifts, others = judge_pulls(posture, find_pulls(times, posture.bar_height, MIN_RISE), view)
    low, high = np.nanpercentile(posture.bar_height - posture.hand_above_shoulder, [2.0, 98.0])
    return _ShotPulls(
        shot=shot,
        view=view,
        posture=posture,
        deadlifts=deadlifts,
        others=others,
        style=tell_style(landmarks, posture, deadlifts, view),
        body_moves=bool(high - low > BODY_MOVES),
    )


def _which_lift(shots: list[_ShotPulls]) -> tuple[LiftName, str]:
    pulls = sum(len(shot.deadlifts) for shot in shots)
    if pulls:
        return "deadlift", f"{pulls} pull{'s' * (pulls > 1)} with hanging arms, bent to upright"
    reasons = Counter(reason for shot in shots if shot.body_moves for reason in shot.others)
    if reasons:
        return "other", reasons.most_common(1)[0][0]
    return "none", "the hands never rise from below the hips to the hips"


def _common_style(shots: list[_ShotPulls]) -> Style:
    """Give the style that the shots agree on; unknown where they do not or none shows it."""
    styles = {shot.style for shot in shots if shot.deadlifts} - {"unknown"}
    return styles.pop() if len(styles) == 1 else "unknown"


def _deadlifts(shots: list[_ShotPulls]) -> Iterator[tuple[_ShotPulls, Pull]]:
    for shot in shots:
        for pull in shot.deadlifts:
            yield shot, pull


def _events(number: int, times: FloatArray, shot: _ShotPulls, pull: Pull) -> Rep:
    def at(index: int | None) -> float | None:
        return None if index is None else float(times[index])

    whole = None not in (pull.lift_off, pull.lockout, pull.lowering, pull.end)
    return Rep(
        number=number,
        complete=whole,
        start_s=at(pull.start) if pull.lift_off is not None else None,
        lift_off_s=at(pull.lift_off),
        knee_pass_s=at(_knee_pass(shot.posture.hand_above_knee, pull)),
        lockout_s=at(pull.lockout),
        lowering_s=at(pull.lowering),
        end_s=at(pull.end),
    )


def _knee_pass(hand_above_knee: FloatArray, pull: Pull) -> int | None:
    """Give the frame from which the hands stay above the knees; None where they always were."""
    first = pull.start if pull.lift_off is None else pull.lift_off
    last = len(hand_above_knee) - 1 if pull.lockout is None else pull.lockout
    below = np.flatnonzero(hand_above_knee[first : last + 1] < 0.0)
    if len(below) == 0 or first + below[-1] >= last:
        return None
    return int(first + below[-1] + 1)


def _measured(rep: Rep, shot: _ShotPulls, motion: Motion) -> Rep:
    """Give the rep with its metrics."""
    metrics = {
        "time_up": _duration("time_up", rep.lift_off_s, rep.lockout_s),
        "time_down": _duration("time_down", rep.lowering_s, rep.end_s),
    }
    for angle in ANGLES_AT_EVENTS:
        column = angle if angle in UNITS else f"{angle}_{shot.view.near_side or 'l'}"
        for event in ("lift_off", "knee_pass", "lockout"):
            time_s: float | None = getattr(rep, f"{event}_s")
            metrics[f"{angle}_at_{event}"] = _at(motion, column, time_s)
    return replace(rep, metrics=metrics)


def _duration(name: str, begin_s: float | None, end_s: float | None) -> Measurement:
    if begin_s is None or end_s is None:
        return Measurement.not_measured("s", "its beginning or end is not in the clip")
    return Measurement(end_s - begin_s, DURATION_ERROR_S[name], "s")


def _at(motion: Motion, column: str, time_s: float | None) -> Measurement:
    """Give a column's value at an event."""
    unit = UNITS[column]
    if time_s is None:
        return Measurement.not_measured(unit, "the moment is not in the clip")
    frame = int(np.searchsorted(motion.times, time_s))
    value, error = motion.columns[column][frame], motion.errors[column][frame]
    if not np.isfinite(value):
        reason = motion.not_measured.get(column, "hidden or outside the picture at that moment")
        return Measurement.not_measured(unit, reason)
    if not np.isfinite(error):
        return Measurement.not_measured(unit, "its error has not been measured")
    return Measurement(float(value), float(error), unit)

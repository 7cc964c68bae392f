"""The metrics of the frontal plane of one rep, each with its error or the reason for none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from liftvision.measurement import Measurement
from liftvision.motion.front import Front
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.landmarks import SIDES, Side
from liftvision.reps.at_event import HIDDEN_THEN, NAMED_EVENTS, NOT_IN_CLIP, measured_at
from liftvision.reps.knee_cave import knee_caves
from liftvision.reps.rep import KneeCave, Rep
from liftvision.reps.windows import strain_window

COLUMNS_AT_EVENTS = ("fppa_l", "fppa_r", "knee_ankle_separation")
LARGEST = ("pelvis_shift", "hip_line_tilt")
STANDING = ("stance_width", "toe_out_l", "toe_out_r", "grip_width")

FRONTAL_UNITS: dict[str, str] = {
    **{f"{name}_at_{event}": UNITS[name] for name in COLUMNS_AT_EVENTS for event in NAMED_EVENTS},
    **{f"fppa_peak_{side}": "deg" for side in SIDES},
    **{f"fppa_change_{side}": "deg" for side in SIDES},
    "fppa_change_difference": "deg",
    **{f"knee_shift_change_{side}": "%" for side in SIDES},
    "knee_ankle_separation_change": "%",
    **{f"{name}_peak": UNITS[name] for name in LARGEST},
    "stance_width": "m",
    "toe_out_l": "deg",
    "toe_out_r": "deg",
    "grip_width": "m",
}
"""The metrics of the frontal plane, in order, with their units."""

CHANGE_RULE = "against the knee in the plane of its set-up; highest that is held for 0.15 s"
PEAK_RULE = "furthest inward from lift-off to lockout"
LARGEST_RULE = "furthest to either side from lift-off to lockout"
DIFFERENCE_RULE = "left minus right"


def with_frontal_plane(motion: Motion, reps: Sequence[Rep]) -> tuple[Rep, ...]:
    """Give the reps with their metrics of the frontal plane, and how far the knees cave in.

    Parameters
    ----------
    motion
        Of the clip.
    reps
        With their events.
    """
    return tuple(_measured(motion, rep) for rep in reps)


def _measured(motion: Motion, rep: Rep) -> Rep:
    number = _shot_of(motion, rep)
    front = motion.fronts[number] if motion.fronts else Front.not_measured(NOT_IN_CLIP)
    times = motion.times[motion.shots[number].frames]
    caves = dict(zip(SIDES, knee_caves(rep, times, front), strict=True))
    metrics = {**rep.metrics, **_columns(motion, rep), **_changes(caves), **_standing(front)}
    order = [name for name in metrics if name not in FRONTAL_UNITS] + list(FRONTAL_UNITS)
    return replace(rep, metrics={name: metrics[name] for name in order}, knee_cave=caves)


def _shot_of(motion: Motion, rep: Rep) -> int:
    """Give the number of the shot in which a rep lies."""
    seen = [time_s for time_s in (rep.lift_off_s, rep.lockout_s, rep.end_s) if time_s is not None]
    frame = int(np.argmin(np.abs(motion.times - seen[0]))) if seen else 0
    return next(
        number for number, shot in enumerate(motion.shots) if shot.start <= frame < shot.stop
    )


def _columns(motion: Motion, rep: Rep) -> dict[str, Measurement]:
    metrics = {}
    for name in COLUMNS_AT_EVENTS:
        for event in NAMED_EVENTS:
            time_s: float | None = getattr(rep, f"{event}_s")
            metrics[f"{name}_at_{event}"] = measured_at(
                motion.times,
                motion.columns[name],
                motion.errors[name],
                time_s,
                UNITS[name],
                _reason(motion, name),
                moment_error_s=rep.event_errors.get(f"{event}_s", 0.0),
            )
    for side in SIDES:
        peak = _largest(motion, rep, f"fppa_{side}", inward=True)
        metrics[f"fppa_peak_{side}"] = replace(peak, rule=PEAK_RULE)
    for name in LARGEST:
        peak = _largest(motion, rep, name, inward=False)
        metrics[f"{name}_peak"] = replace(peak, rule=LARGEST_RULE)
    return metrics


def _largest(motion: Motion, rep: Rep, name: str, *, inward: bool) -> Measurement:
    """Give the largest value under load, or the one furthest from zero."""
    window = strain_window(rep)
    if window is None:
        return Measurement.not_measured(UNITS[name], NOT_IN_CLIP)
    frames = np.flatnonzero((motion.times >= window[0]) & (motion.times <= window[1]))
    values = motion.columns[name][frames]
    if not len(frames) or not np.isfinite(values).all():
        return Measurement.not_measured(UNITS[name], _reason(motion, name))
    at = frames[int(np.argmax(values if inward else np.abs(values)))]
    error = float(motion.errors[name][at])
    return Measurement(float(motion.columns[name][at]), error, UNITS[name])


def _changes(caves: Mapping[Side, KneeCave]) -> dict[str, Measurement]:
    left, right = caves["l"], caves["r"]
    metrics = {}
    for side, cave in caves.items():
        metrics[f"fppa_change_{side}"] = replace(cave.change, rule=CHANGE_RULE)
        metrics[f"knee_shift_change_{side}"] = replace(cave.shift, rule=CHANGE_RULE)
    metrics["knee_ankle_separation_change"] = replace(_negative(left.separation), rule=CHANGE_RULE)
    metrics["fppa_change_difference"] = replace(
        _difference(left.change, right.change), rule=DIFFERENCE_RULE
    )
    return metrics


def _negative(loss: Measurement) -> Measurement:
    return loss if loss.value is None else replace(loss, value=-loss.value)


def _difference(left: Measurement, right: Measurement) -> Measurement:
    if left.value is None or right.value is None or left.error is None or right.error is None:
        return Measurement.not_measured("deg", left.reason or right.reason or HIDDEN_THEN)
    return Measurement(left.value - right.value, float(np.hypot(left.error, right.error)), "deg")


def _standing(front: Front) -> dict[str, Measurement]:
    return {name: getattr(front, name) for name in STANDING}


def _reason(motion: Motion, name: str) -> str:
    return {**motion.not_measured, **motion.partly}.get(name, HIDDEN_THEN)

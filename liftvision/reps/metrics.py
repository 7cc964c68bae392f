"""The metrics of one rep: durations, velocity, power, path, tilt, angles, and hip against spine."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack, ShotBar
from liftvision.measurement import Measurement
from liftvision.motion.motion import UNITS, Feet, Motion
from liftvision.motion.scale import Scale
from liftvision.pose.view import View
from liftvision.reps.at_event import HIDDEN_THEN, NAMED_EVENTS, measured_at
from liftvision.reps.bar_path import UNSEEN, bar_path_change, measure_bar_path, midfoot_of
from liftvision.reps.concentric import concentric_phase
from liftvision.reps.path_errors import path_errors, shake_at_rest
from liftvision.reps.power import measure_power
from liftvision.reps.rep import Rep
from liftvision.reps.rise import measure_rise
from liftvision.reps.seen_split import SeenSplit, seen_split
from liftvision.reps.split_metrics import measure_split
from liftvision.reps.tilt import FOCAL_OF_LONG_SIDE, measure_tilt, resting_bar
from liftvision.reps.top import measure_top
from liftvision.reps.velocity import BarHeight, not_measured, velocity_metrics

ANGLES_AT_EVENTS = ("knee_flexion", "trunk_thigh_flexion", "trunk_lean", "shank_lean")
"""Columns given at lift-off, knee pass and lockout of each rep; of the near side where there
are two."""

DURATIONS = {
    "concentric_duration": ("lift_off_s", "lockout_s"),
    "eccentric_duration": ("lowering_s", "end_s"),
}
"""Durations of a rep, and the events between which they lie."""

HANDS_SPEED_ERROR = 0.1
"""Standard error of a way or a speed of the hands as that of the bar, as a fraction of it. On eight
rendered clips they were up to 22 % off."""

FIRST_IN_SHOT = "no rep comes before it in this shot"


@dataclass(frozen=True, eq=False)
class ShotOfReps:
    """One shot, and what is known of the bar in all of its reps.

    Attributes
    ----------
    times
        (T,) seconds.
    columns
        Name to (T,), as `motion.motion.UNITS` has them.
    view, scale, feet, followed_by
        Of the shot.
    height
        Of the bar in m; None where it has no scale.
    ends, ends_error_px
        (T, 2, 2) px of the bar's ends, and the standard error of one.
    reps
        With their events, in order.
    load_kg
        Of bar and plates, if it is known.
    split
        Hip and spine.
    """

    times: FloatArray
    columns: dict[str, FloatArray]
    view: View
    scale: Scale
    feet: Feet
    followed_by: ShotBar
    height: BarHeight | None
    ends: FloatArray
    ends_error_px: float
    reps: tuple[Rep, ...]
    load_kg: float | None
    split: SeenSplit


def shot_of_reps(
    motion: Motion, bar: BarTrack, number: int, reps: tuple[Rep, ...], load_kg: float | None
) -> ShotOfReps:
    """Collect what the metrics of the reps of one shot are made from."""
    frames = motion.shots[number].frames
    followed_by, scale = bar.shots[number], motion.scales[number]
    error_px = bar.error[frames]
    noise_px = float(np.nanmedian(error_px)) if np.isfinite(error_px).any() else np.nan
    return ShotOfReps(
        times=motion.times[frames],
        columns={name: values[frames] for name, values in motion.columns.items()},
        view=motion.views[number],
        scale=scale,
        feet=motion.feet[number],
        followed_by=followed_by,
        height=_bar_height(motion.times[frames], bar, number, frames, scale, noise_px, reps),
        ends=bar.ends[frames],
        ends_error_px=noise_px,
        reps=reps,
        load_kg=load_kg,
        split=seen_split(motion, number),
    )


def _bar_height(
    times: FloatArray,
    bar: BarTrack,
    number: int,
    frames: slice,
    scale: Scale,
    noise_px: float,
    reps: tuple[Rep, ...],
) -> BarHeight | None:
    """Give the bar's height in m from what it was followed by; None without a scale."""
    source = bar.shots[number].source
    if scale.bar.value is None or scale.bar.error is None or source == "none":
        return None
    height = -bar.seen_by(source)[frames, 1] * scale.bar.value
    relative = scale.bar.error / scale.bar.value
    if source == "wrists":
        relative = float(np.hypot(relative, HANDS_SPEED_ERROR))
    return BarHeight(
        times,
        height,
        noise_m=noise_px * scale.bar.value,
        scale_error=relative,
        shake_m=shake_at_rest(times, height, reps) or 0.0,
    )


def measure_rep(motion: Motion, shot: ShotOfReps, place: int) -> dict[str, Measurement]:
    """Measure everything of one rep, by its place among the reps of its shot."""
    rep = shot.reps[place]
    before = shot.reps[place - 1] if place > 0 else None
    reasons = {**motion.not_measured, **motion.partly}
    near_side = shot.view.near_side or "l"
    durations = {name: between(rep, first, rep, last) for name, (first, last) in DURATIONS.items()}
    return {
        **durations,
        "pause_before": _pause(before, rep),
        **_velocity(shot, rep),
        **_power(shot, rep),
        **_path(shot, rep, reasons.get("bar_x", UNSEEN)),
        **_tilt(shot, rep),
        **_angles(motion, shot.view, rep),
        **measure_rise(shot.times, shot.columns, rep, reasons),
        **measure_top(shot.times, shot.columns, rep, near_side, reasons),
        **measure_split(shot.split, rep, shot.reps[0]),
    }


def between(first: Rep, begin: str, last: Rep, end: str) -> Measurement:
    """Give the time between two events, each of the rep it belongs to."""
    begin_s: float | None = getattr(first, begin)
    end_s: float | None = getattr(last, end)
    if begin_s is None or end_s is None:
        return Measurement.not_measured("s", "its beginning or end is not in the clip")
    errors = first.event_errors[begin], last.event_errors[end]
    rule = f"{_spoken(begin)} to {_spoken(end)}"
    return Measurement(end_s - begin_s, float(np.hypot(*errors)), "s", rule=rule)


def _spoken(event: str) -> str:
    return event.removesuffix("_s").replace("lift_off", "lift-off")


def _pause(before: Rep | None, rep: Rep) -> Measurement:
    if before is None:
        return Measurement.not_measured("s", FIRST_IN_SHOT)
    return between(before, "end_s", rep, "lift_off_s")


def _velocity(shot: ShotOfReps, rep: Rep) -> dict[str, Measurement]:
    if shot.height is None:
        return not_measured(shot.scale.bar.reason or "the bar was not followed")
    return velocity_metrics(shot.height, rep.lift_off_s, rep.lockout_s)


def _power(shot: ShotOfReps, rep: Rep) -> dict[str, Measurement]:
    bar, phase = shot.height, None
    if bar is None:
        nothing = np.full(len(shot.times), np.nan)
        return measure_power(shot.times, nothing, 0.0, None, shot.load_kg, 0.0)
    if rep.lift_off_s is not None and rep.lockout_s is not None:
        phase = concentric_phase(bar.times, bar.height, bar.speed, rep.lift_off_s, rep.lockout_s)
    ends = None if phase is None else (phase.begin_s, phase.end_s)
    return measure_power(bar.times, bar.raw, bar.noise_m, ends, shot.load_kg, bar.scale_error)


def _path(shot: ShotOfReps, rep: Rep, reason: str) -> dict[str, Measurement]:
    yaw, yaw_error, bar = shot.view.yaw_deg, shot.view.error_deg, shot.height
    x, y = shot.columns["bar_x"], shot.columns["bar_y"]
    if yaw is None or yaw_error is None or bar is None:
        x, yaw, yaw_error = np.full(len(shot.times), np.nan), 90.0, 0.0
    errors = path_errors(
        0.0 if bar is None else bar.scale_error,
        yaw,
        yaw_error,
        0.0 if bar is None else bar.noise_m,
        shake=0.0 if bar is None else bar.shake_m,
        across_planes=float(np.nan_to_num(shot.feet.bar_x_error)),
    )
    midfoot = midfoot_of(shot.feet.heel_x, shot.feet.toe_x)
    path = measure_bar_path(rep, shot.times, x, y, errors, midfoot=midfoot, reason=reason)
    first = shot.reps[0]
    if rep is not first:
        path["bar_path_change"] = bar_path_change(first, rep, shot.times, x, y, errors)
    return path


def _tilt(shot: ShotOfReps, rep: Rep) -> dict[str, Measurement]:
    resting = resting_bar(shot.times, shot.ends, shot.reps, shot.ends_error_px)
    distance, scale = shot.scale.camera_distance.value, shot.scale.body.value
    focal_px = distance / scale if distance is not None and scale is not None else np.nan
    return measure_tilt(
        rep,
        shot.times,
        shot.ends,
        shot.ends_error_px,
        shot.view,
        focal_px / FOCAL_OF_LONG_SIDE,
        resting,
    )


def _angles(motion: Motion, view: View, rep: Rep) -> dict[str, Measurement]:
    metrics = {}
    for angle in ANGLES_AT_EVENTS:
        column = angle if angle in UNITS else f"{angle}_{view.near_side or 'l'}"
        for event in NAMED_EVENTS:
            time_s: float | None = getattr(rep, f"{event}_s")
            error_s = rep.event_errors.get(f"{event}_s", 0.0)
            metrics[f"{angle}_at_{event}"] = _at(motion, column, time_s, error_s)
    return metrics


def _at(motion: Motion, column: str, time_s: float | None, error_s: float) -> Measurement:
    """Give a column's value at an event, in the frame nearest to it, or the column's reason."""
    reason = {**motion.not_measured, **motion.partly}.get(column, HIDDEN_THEN)
    values, errors = motion.columns[column], motion.errors[column]
    return measured_at(
        motion.times, values, errors, time_s, UNITS[column], reason, moment_error_s=error_s
    )

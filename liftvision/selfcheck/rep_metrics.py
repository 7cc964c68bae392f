"""Measured against true, rep by rep: how many there are, when, and the metrics of each."""

from collections.abc import Mapping
from typing import TypeGuard

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import Side
from liftvision.reps.at_event import NAMED_EVENTS
from liftvision.reps.concentric import concentric_phase, sticking_region
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.metrics import ANGLES_AT_EVENTS, DURATIONS
from liftvision.reps.rep import EVENTS, Rep
from liftvision.reps.rise import RISE_UNITS, measure_rise
from liftvision.reps.top import TOP_UNITS, UPRIGHT_LEAN_DEG, measure_top
from liftvision.reps.velocity import METRIC_UNITS
from liftvision.selfcheck.compare import MetricErrors
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import Truth

COLUMNS_AT_EVENTS = (*ANGLES_AT_EVENTS, "lumbar_flexion")
"""Columns whose true value at an event is compared, where a rep gives one."""

WITH_TRUTH = (
    *DURATIONS,
    "pause_before",
    *METRIC_UNITS,
    "lumbar_drift",
    *(name for name in RISE_UNITS if name != "heel_rise"),
    *TOP_UNITS,
    *(f"{column}_at_{event}" for column in COLUMNS_AT_EVENTS for event in NAMED_EVENTS),
)
REP_UNITS: dict[str, str] = {
    "reps": "1",
    **dict.fromkeys(EVENTS, "s"),
    **{name: REP_METRIC_UNITS[name] for name in WITH_TRUTH},
}
"""The metrics of the reps whose truth is known, in order, with their units."""

NOTHING = Measurement(None, None, "", "not given")


def rep_errors(
    analysis: Analysis | None, truth: Truth, columns: Mapping[str, FloatArray]
) -> tuple[MetricErrors, ...]:
    """Compare the reps: their number once a clip, everything else once for each true rep.

    A true rep that was not found counts against the coverage; a rep that was found and never
    took place shows in the number only.

    Parameters
    ----------
    analysis
        None where the lifter was not found at all.
    truth
        Of the clip.
    columns
        The true values (T,) of each column, after the landmarks' offsets.
    """
    found = () if analysis is None else analysis.set.reps
    near: Side = "l" if analysis is None else analysis.view.near_side or "l"
    count = np.nan if analysis is None else float(sum(rep.complete for rep in found))
    whole = sum(rep.end_s is not None for rep in truth.reps)
    errors: dict[str, list[float]] = {"reps": [count - whole]}
    stated: dict[str, list[float]] = {"reps": [np.nan]}
    for place, rep in enumerate(paired(truth.reps, found)):
        measured = {} if rep is None else measured_metrics(rep)
        known = (
            true_metrics(truth, place)
            | true_rise_and_top(truth, place, columns, near)
            | true_angles(truth, place, columns, near)
        )
        for name, true in known.items():
            value = measured.get(name, NOTHING)
            errors.setdefault(name, []).append(_number(value.value) - true)
            stated.setdefault(name, []).append(_number(value.error))
    return tuple(
        MetricErrors(name, unit, np.array(errors[name]), np.array(stated[name]))
        for name, unit in REP_UNITS.items()
        if name in errors
    )


def paired(true_reps: tuple[TrueRep, ...], found: tuple[Rep, ...]) -> list[Rep | None]:
    """Give for each true rep the one that was found for it: the one that overlaps it longest.

    No rep is given twice.
    """
    left = list(found)
    pairs: list[Rep | None] = []
    for true_rep in true_reps:
        best = max(left, key=lambda rep: _overlap(true_rep, rep), default=None)
        if best is None or _overlap(true_rep, best) <= 0.0:
            pairs.append(None)
            continue
        left.remove(best)
        pairs.append(best)
    return pairs


def measured_metrics(rep: Rep) -> dict[str, Measurement]:
    """Give what a rep says of itself by name, its events among it."""
    events = {
        event: Measurement(getattr(rep, event), rep.event_errors.get(event), "s")
        for event in EVENTS
    }
    return {**events, **rep.metrics}


def true_metrics(truth: Truth, place: int) -> dict[str, float]:
    """Give what is true of a rep, by its place, where it is known: its events and its velocities.

    The phases of the velocities are found in the bar's true motion by the same rules, unfiltered.
    """
    rep = truth.reps[place]
    known: dict[str, float | None] = {event: getattr(rep, event) for event in EVENTS}
    known |= {
        name: _between(getattr(rep, begin), getattr(rep, end))
        for name, (begin, end) in DURATIONS.items()
    }
    if place > 0:
        known["pause_before"] = _between(truth.reps[place - 1].end_s, rep.lift_off_s)
    known |= _true_velocities(truth, rep)
    known["lumbar_drift"] = rep.lumbar_knee_deg - rep.lumbar_setup_deg
    return {name: value for name, value in known.items() if _is_known(value)}


def _true_velocities(truth: Truth, rep: TrueRep) -> dict[str, float | None]:
    if truth.bar is None or rep.lift_off_s is None or rep.lockout_s is None:
        return {}
    times, height, speed = truth.times, truth.bar.centre[:, 1], truth.bar.velocity[:, 1]
    bottom, top = np.interp([rep.lift_off_s, rep.lockout_s], times, height)
    phase = concentric_phase(times, height, speed, rep.lift_off_s, rep.lockout_s)
    if phase is None:
        return {"range_of_motion": float(top - bottom)}
    stuck = sticking_region(times, speed, phase)
    return {
        "range_of_motion": float(top - bottom),
        "mean_concentric_velocity": phase.mean_velocity,
        "mean_propulsive_velocity": phase.mean_propulsive_velocity,
        "peak_concentric_velocity": rep.peak_velocity,
        "time_to_peak_velocity": phase.peak_s - rep.lift_off_s,
        "sticking_region": None if stuck is None else stuck[1] - stuck[0],
    }


def true_angles(
    truth: Truth, place: int, columns: Mapping[str, FloatArray], near: Side
) -> dict[str, float]:
    """Give the true angles at the events of a rep, by its place.

    They are those at the true event: an event that was found too late costs what the angle has
    changed by then.
    """
    known: dict[str, float] = {}
    for angle in COLUMNS_AT_EVENTS:
        column = angle if angle in columns else f"{angle}_{near}"
        for event in NAMED_EVENTS:
            time_s: float | None = getattr(truth.reps[place], f"{event}_s")
            if time_s is not None and column in columns:
                known[f"{angle}_at_{event}"] = float(
                    np.interp(time_s, truth.times, columns[column])
                )
    return {name: value for name, value in known.items() if _is_known(value)}


def true_rise_and_top(
    truth: Truth, place: int, columns: Mapping[str, FloatArray], near: Side
) -> dict[str, float]:
    """Give what is true of the start and the top of a rep, by its place: by the same rules."""
    rep = as_rep(truth.reps[place], place + 1)
    absent = np.full(len(truth.times), np.nan)
    joints = (f"knee_flexion_{near}", f"hip_flexion_{near}")
    names = ("trunk_lean", "hip_height", "shoulder_height", "bar_y", *joints)
    seen = {name: columns.get(name, absent) for name in names}
    measured = measure_rise(truth.times, seen, rep) | measure_top(truth.times, seen, rep, near)
    known = {name: each.value for name, each in measured.items() if each.value is not None}
    if "lean_back" in known:
        # What is taken off for how upright trunks are measured is not true of the truth.
        known["lean_back"] += UPRIGHT_LEAN_DEG
    return known


def as_rep(rep: TrueRep, number: int) -> Rep:
    """Give a true rep as one that was found, with its true events and without metrics."""
    events = {event: getattr(rep, event) for event in EVENTS}
    return Rep(number=number, complete=rep.end_s is not None, **events)


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and bool(np.isfinite(value))


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _between(begin_s: float | None, end_s: float | None) -> float | None:
    return None if begin_s is None or end_s is None else end_s - begin_s


def _overlap(true_rep: TrueRep, rep: Rep) -> float:
    """Give for how long both take place, in seconds; negative where one ends before the other."""
    spans = []
    for each in (true_rep, rep):
        events = [time for event in EVENTS if (time := getattr(each, event)) is not None]
        spans.append((min(events, default=np.inf), max(events, default=-np.inf)))
    (begin, end), (other_begin, other_end) = spans
    return float(min(end, other_end) - max(begin, other_begin))

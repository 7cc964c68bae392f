"""The metrics of hip against spine of one rep, each with its error or the reason for none."""

import numpy as np

from liftvision.arrays import BoolArray
from liftvision.measurement import Measurement
from liftvision.reps.at_event import NAMED_EVENTS, NO_ERROR, NOT_IN_CLIP, measured_at
from liftvision.reps.held import held_maximum
from liftvision.reps.rep import Rep
from liftvision.reps.seen_split import HIDDEN_IN_PART, NEAR_S, SeenSplit
from liftvision.reps.unfolding import CLEARLY, UNFOLDING_UNITS, measure_unfolding
from liftvision.reps.windows import SET_UP_S

SPLIT_UNITS: dict[str, str] = {
    "lumbar_flexion_at_set_up": "deg",
    **{f"lumbar_flexion_at_{event}": "deg" for event in NAMED_EVENTS},
    "lumbar_flexion_peak": "deg",
    **{f"pelvis_tilt_at_{event}": "deg" for event in NAMED_EVENTS},
    **{f"hip_flexion_at_{event}": "deg" for event in NAMED_EVENTS},
    **UNFOLDING_UNITS,
    "lumbar_drift": "deg",
    "lumbar_change": "deg",
    "lumbar_peak_percent": "%",
}
"""The metrics of hip against spine, in order, with their units."""

LEAST_SET_UP_S = 0.1
"""Less of it is no posture that was held: a bar that turns at once has none."""

DRIFT_PART = 0.65
"""Of the error of a change between any two moments, that of a drift: it is a change within a second
or two and in postures much alike. On 69 reps of rendered clips of the splits ``train`` and
``validation`` bands of 90 % then held 90 %, with the whole of it 93 %."""

SET_UP_RULE = "median of the last 0.5 s before lift-off"
PEAK_RULE = "highest that is held for 0.1 s, set-up to lockout"
DRIFT_RULE = "highest that is held for 0.1 s, lift-off to knee pass, against the set-up"

NO_SET_UP = "less than 0.1 s of set-up comes before it"
FIRST_REP = "it is the first rep of the shot"
NO_TOE_TOUCH = "give a clip of a toe-touch"
LITTLE_FLEXION = "the toe-touch shows hardly any flexion"
SHORT_PULL = "the pull is shorter than 0.1 s"


def measure_split(seen: SeenSplit, rep: Rep, first: Rep) -> dict[str, Measurement]:
    """Measure everything of `SPLIT_UNITS`.

    **The highest of noisy values is too high.** Noise from frame to frame is kept out by asking for
    a value that is held. What is left is an error that wanders slowly: of made-up backs that keep
    still up to the knees, with an error that forgets itself within 0.3 s, the drift is 0.6 of the
    standard error of a change on average. It is not taken off, since in clips a back's error
    wanders more slowly than that: see `DRIFT_PART`. In ``lumbar_change`` two highest values are
    compared, and it cancels.

    Parameters
    ----------
    seen
        Hip and spine in the shot.
    rep
        With its events and their errors.
    first
        The first rep of the same shot.
    """
    if seen.back.reason is not None:
        why = seen.back.reason
        return {name: Measurement.not_measured(unit, why) for name, unit in SPLIT_UNITS.items()}
    peak = _peak(seen, rep)
    return {
        "lumbar_flexion_at_set_up": _set_up(seen, rep),
        **_at_events(seen, rep, "lumbar_flexion"),
        "lumbar_flexion_peak": peak,
        **_at_events(seen, rep, "pelvis_tilt"),
        **_at_events(seen, rep, "hip_flexion"),
        **measure_unfolding(seen, rep),
        "lumbar_drift": _drift(seen, rep),
        "lumbar_change": _change(seen, rep, first, peak),
        "lumbar_peak_percent": _peak_percent(seen, peak),
    }


def _at_events(seen: SeenSplit, rep: Rep, column: str) -> dict[str, Measurement]:
    """Give a column at lift-off, knee pass and lockout, with what the event's error does to it."""
    curve, errors, reason = seen.columns[column], seen.errors[column], seen.reason(column)
    metrics = {}
    for event in NAMED_EVENTS:
        time_s: float | None = getattr(rep, f"{event}_s")
        metrics[f"{column}_at_{event}"] = measured_at(
            seen.times,
            curve,
            errors,
            time_s,
            "deg",
            reason,
            NEAR_S,
            rep.event_errors.get(f"{event}_s", 0.0),
        )
    return metrics


def _set_up_frames(seen: SeenSplit, rep: Rep) -> BoolArray | str:
    """Tell which frames (T,) are of the set-up and show the back, or why none are."""
    if rep.lift_off_s is None:
        return NOT_IN_CLIP
    begin = rep.lift_off_s - SET_UP_S
    begin = begin if rep.start_s is None else max(begin, rep.start_s)
    frames = (seen.times >= begin) & (seen.times <= rep.lift_off_s)
    if not _lasts(seen, frames):
        return NO_SET_UP
    frames &= np.isfinite(seen.columns["lumbar_flexion"])
    return frames if _lasts(seen, frames) else seen.reason("lumbar_flexion")


def _lasts(seen: SeenSplit, frames: BoolArray) -> bool:
    """Tell whether frames span `LEAST_SET_UP_S`."""
    return bool(frames.any()) and float(np.ptp(seen.times[frames])) >= LEAST_SET_UP_S


def _set_up(seen: SeenSplit, rep: Rep) -> Measurement:
    frames = _set_up_frames(seen, rep)
    if isinstance(frames, str):
        return Measurement.not_measured("deg", frames)
    value = float(np.median(seen.columns["lumbar_flexion"][frames]))
    error = float(np.median(seen.errors["lumbar_flexion"][frames]))
    return _amount(value, error, SET_UP_RULE)


def _amount(value: float, error: float, rule: str) -> Measurement:
    if not np.isfinite(error):
        return Measurement.not_measured("deg", NO_ERROR)
    return Measurement(value, error, "deg", rule=rule)


def _peak(seen: SeenSplit, rep: Rep) -> Measurement:
    """Give the most lumbar flexion from set-up to lockout.

    The back must be seen up to the knees. Above them a spine unfolds, and what the plates hide
    there hides no peak.
    """
    if rep.lift_off_s is None or rep.lockout_s is None:
        return Measurement.not_measured("deg", NOT_IN_CLIP)
    frames = _set_up_frames(seen, rep)
    begin = rep.lift_off_s if isinstance(frames, str) else float(seen.times[frames][0])
    until = rep.lockout_s if rep.knee_pass_s is None else rep.knee_pass_s
    missing = seen.missing_between(("lumbar_flexion",), begin, until)
    if missing is not None:
        return Measurement.not_measured("deg", missing)
    times, curve = seen.between("lumbar_flexion", begin, rep.lockout_s)
    value, place = held_maximum(times, curve)
    if not np.isfinite(value):
        return Measurement.not_measured("deg", SHORT_PULL)
    return _amount(value, seen.error_at("lumbar_flexion", times[place]), PEAK_RULE)


def _drift(seen: SeenSplit, rep: Rep) -> Measurement:
    """Give how much further the spine is bent at most in the first pull than in the set-up."""
    frames = _set_up_frames(seen, rep)
    if isinstance(frames, str):
        return Measurement.not_measured("deg", frames)
    if rep.lift_off_s is None or rep.knee_pass_s is None:
        return Measurement.not_measured("deg", NOT_IN_CLIP)
    window = rep.lift_off_s, rep.knee_pass_s
    missing = seen.missing_between(("lumbar_flexion",), *window)
    if missing is not None:
        return Measurement.not_measured("deg", missing)
    highest, _ = held_maximum(*seen.between("lumbar_flexion", *window))
    if not np.isfinite(highest):
        return Measurement.not_measured("deg", SHORT_PULL)
    before = float(np.median(seen.columns["lumbar_flexion"][frames]))
    return _amount(highest - before, DRIFT_PART * seen.change_error, DRIFT_RULE)


def _change(seen: SeenSplit, rep: Rep, first: Rep, peak: Measurement) -> Measurement:
    """Give how much further the spine is bent at most than in the first rep of the shot."""
    if rep is first:
        return Measurement.not_measured("deg", FIRST_REP)
    before = _peak(seen, first)
    if peak.value is None or before.value is None:
        return Measurement.not_measured("deg", peak.reason or before.reason or HIDDEN_IN_PART)
    return _amount(peak.value - before.value, seen.change_error, PEAK_RULE)


def _peak_percent(seen: SeenSplit, peak: Measurement) -> Measurement:
    """Give the peak in % of the lifter's own most flexion."""
    most = seen.back.most_flexion
    if peak.value is None or peak.error is None:
        return Measurement.not_measured("%", peak.reason or HIDDEN_IN_PART)
    if most is None:
        return Measurement.not_measured("%", NO_TOE_TOUCH)
    if most.value is None or most.error is None:
        return Measurement.not_measured("%", most.reason or NO_TOE_TOUCH)
    if not most.value > CLEARLY * most.error:
        return Measurement.not_measured("%", LITTLE_FLEXION)
    part = peak.value / most.value
    error = float(np.hypot(peak.error, part * most.error)) / most.value
    return Measurement(100.0 * part, 100.0 * error, "%", rule="of the most in the toe-touch")

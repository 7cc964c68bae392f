"""How trunk and hips rise with the bar: whether the hips come up before the chest does.

The heels have a name here and no number: the pose model leaves a heel that lifts on the floor. Of
eight rendered clips in which the heels rise by 2 to 5 cm its points showed it in none, and behind
plates they rise by up to 11 cm in feet that stay.
"""

from collections.abc import Mapping

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.reps.at_event import HIDDEN_THEN, NOT_IN_CLIP, nearest_frame
from liftvision.reps.held import HELD_S, highest_held
from liftvision.reps.rep import Rep
from liftvision.reps.windows import Window, first_pull_window

RISE_UNITS: dict[str, str] = {
    "trunk_pitch": "deg",
    "hip_shoulder_rise": "1",
    "hip_rise_before_lift_off": "m",
    "heel_rise": "m",
}
"""The metrics of the rise, in order, with their units."""

PITCH_RULE = "furthest forward, held for 0.1 s, up to the knees, against the least in the set-up"
RATIO_RULE = "from lift-off until the bar has risen by 12 cm or passes the knees"
BEFORE_RULE = "against the lowest in the second before lift-off"

LOOKED_BACK_S = 1.0
"""The posture from which a lifter rises is looked for in so long a time before lift-off."""

BAR_RISE_M = 0.12
"""Coaches compare hips and shoulders over the first pull; published there is no ratio. By geometry
a trunk of 0.5 m that pitches forward by 5 degrees has one of 1.3, by 10 degrees one of 2.0."""

LEAST_SHOULDER_RISE_M = 0.03
"""Of a smaller rise of the shoulders no ratio is given: it has no bounds."""

PITCH_ERROR_DEG = 2.6
HEIGHT_CHANGE_ERROR_M = 0.015
"""Standard errors of a change of the trunk's lean and of a joint's height within a second or two:
so far were 87 reps of rendered clips from their truth, of the splits ``train`` and ``validation``,
filmed from the side."""

HEELS_UNTOLD = "the pose model's points do not tell a heel that lifts from one that stays"
LITTLE_RISE = "the shoulders hardly rise in the first pull"


def measure_rise(
    times: FloatArray,
    columns: Mapping[str, FloatArray],
    rep: Rep,
    reasons: Mapping[str, str] | None = None,
) -> dict[str, Measurement]:
    """Measure everything of `RISE_UNITS`.

    Parameters
    ----------
    times
        (T,) s of the rep's shot.
    columns
        Name to (T,): ``trunk_lean``, ``hip_height``, ``shoulder_height`` and ``bar_y``; NaN where
        not measured.
    rep
        With its events.
    reasons
        Why a column has no value where it has none.
    """
    reasons = reasons or {}
    if rep.down_first or rep.lift_off_s is None:
        return {
            name: Measurement.not_measured(unit, NOT_IN_CLIP) for name, unit in RISE_UNITS.items()
        }
    before = _before(rep, rep.lift_off_s)
    first_pull = first_pull_window(rep)
    lean, hips = columns["trunk_lean"], columns["hip_height"]
    return {
        "trunk_pitch": _pitch(times, lean, before, first_pull, reasons.get("trunk_lean")),
        "hip_shoulder_rise": _ratio(times, columns, first_pull, reasons.get("hip_height")),
        "hip_rise_before_lift_off": _before_lift_off(
            times, hips, before, reasons.get("hip_height")
        ),
        "heel_rise": Measurement.not_measured("m", HEELS_UNTOLD),
    }


def setup_lean(times: FloatArray, lean: FloatArray, rep: Rep) -> float:
    """Give the trunk's lean (T,) degrees in the set-up, from which it tips; NaN: not seen."""
    return np.nan if rep.lift_off_s is None else _least(times, lean, _before(rep, rep.lift_off_s))


def _before(rep: Rep, lift_off_s: float) -> Window:
    """Give the time before lift-off in which the hands are at the bar, at most a second."""
    begin_s = lift_off_s - LOOKED_BACK_S
    return (begin_s if rep.start_s is None else max(begin_s, rep.start_s)), lift_off_s


def _pitch(
    times: FloatArray,
    lean: FloatArray,
    before: Window,
    first_pull: Window | None,
    reason: str | None,
) -> Measurement:
    if first_pull is None:
        return Measurement.not_measured("deg", NOT_IN_CLIP)
    furthest = highest_held(times, lean, first_pull)
    least = _least(times, lean, before)
    if not np.isfinite(furthest - least):
        return Measurement.not_measured("deg", reason or HIDDEN_THEN)
    return Measurement(furthest - least, PITCH_ERROR_DEG, "deg", rule=PITCH_RULE)


def _ratio(
    times: FloatArray,
    columns: Mapping[str, FloatArray],
    first_pull: Window | None,
    reason: str | None,
) -> Measurement:
    if first_pull is None:
        return Measurement.not_measured("1", NOT_IN_CLIP)
    begin, end = (nearest_frame(times, moment) for moment in first_pull)
    bar = columns["bar_y"]
    risen = np.flatnonzero(bar[begin : end + 1] >= bar[begin] + BAR_RISE_M)
    end = begin + int(risen[0]) if len(risen) else end
    hips, shoulders = (
        float(columns[name][end] - columns[name][begin])
        for name in ("hip_height", "shoulder_height")
    )
    if not np.isfinite(hips + shoulders):
        return Measurement.not_measured("1", reason or HIDDEN_THEN)
    if shoulders < LEAST_SHOULDER_RISE_M:
        return Measurement.not_measured("1", LITTLE_RISE)
    ratio = hips / shoulders
    error = HEIGHT_CHANGE_ERROR_M * float(np.hypot(1.0, ratio)) / shoulders
    return Measurement(ratio, error, "1", rule=RATIO_RULE)


def _before_lift_off(
    times: FloatArray, hips: FloatArray, before: Window, reason: str | None
) -> Measurement:
    rise = float(hips[nearest_frame(times, before[1])]) - _least(times, hips, before)
    if not np.isfinite(rise):
        return Measurement.not_measured("m", reason or HIDDEN_THEN)
    return Measurement(rise, HEIGHT_CHANGE_ERROR_M, "m", rule=BEFORE_RULE)


def _least(times: FloatArray, values: FloatArray, window: Window) -> float:
    """Give the least that is held in a window; what is there at its end where it is short."""
    if window[1] - window[0] < 2.0 * HELD_S:
        return float(values[nearest_frame(times, window[1])])
    return -highest_held(times, -values, window)

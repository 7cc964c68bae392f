"""What is true of the signs of every finding in a rep of a rendered clip."""

import numpy as np
from back_scores import true_share
from front_truth import true_caves, true_marks

from liftvision.arrays import BoolArray, FloatArray
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import SIDES, Side
from liftvision.reps.bar_path import measure_bar_path
from liftvision.reps.held import HELD_S, held_maximum
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.path_errors import PathErrors
from liftvision.reps.windows import SET_UP_S, frames_within
from liftvision.selfcheck.rep_metrics import as_rep, true_rise_and_top
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import JOINTS, Truth

EXACT = PathErrors(forward=0.0, vertical_deg=0.0, jitter=0.0)
LEFT, UP, FORWARD = 0, 1, 2
HEEL_HELD_S = 0.15


def true_metrics(truth: Truth, place: int, near_side: Side) -> dict[str, Measurement]:
    """Give the metrics that findings rest on, as they truly are, without an error.

    Parameters
    ----------
    truth
        Of the clip.
    place
        Of the rep.
    near_side
        Which leg the camera sees.
    """
    values = true_rise_and_top(truth, place, truth.columns, near_side)
    for more in (_lumbar, _bar, _knees, _hips, _heels):
        values |= more(truth, truth.reps[place])
    return {
        name: Measurement(float(value), 0.0, REP_METRIC_UNITS[name])
        for name, value in values.items()
        if np.isfinite(value)
    }


def _within(truth: Truth, begin_s: float | None, end_s: float | None) -> BoolArray:
    window = None if begin_s is None or end_s is None else (begin_s, end_s)
    return frames_within(truth.times, window)


def _highest(truth: Truth, values: FloatArray, frames: BoolArray, held_s: float = HELD_S) -> float:
    return held_maximum(truth.times[frames], values[frames], held_s)[0]


def _lumbar(truth: Truth, rep: TrueRep) -> dict[str, float]:
    if rep.lift_off_s is None:
        return {}
    lumbar = truth.columns["lumbar_flexion"]
    pull = _within(truth, rep.lift_off_s - SET_UP_S, rep.lockout_s)
    first = _within(truth, rep.lift_off_s, rep.knee_pass_s)
    before = _within(truth, rep.lift_off_s - SET_UP_S, rep.lift_off_s)
    set_up = float(np.median(lumbar[before])) if before.any() else np.nan
    return {
        "lumbar_share": true_share(truth, rep),
        "lumbar_flexion_peak": _highest(truth, lumbar, pull),
        "lumbar_drift": _highest(truth, lumbar, first) - set_up,
    }


def _bar(truth: Truth, rep: TrueRep) -> dict[str, float]:
    """Give the bar's path and its tilt."""
    if truth.bar is None:
        return {}
    centre, ends = truth.bar.centre, (truth.bar.left_end, truth.bar.right_end)
    feet = truth.joints.mean(axis=0)
    heel, toe = (
        np.mean([feet[JOINTS.index(f"{name}_{side}"), FORWARD] for side in SIDES])
        for name in ("heel", "foot_index")
    )
    ankle = np.mean([feet[JOINTS.index(f"ankle_{side}"), FORWARD] for side in SIDES])
    path = measure_bar_path(
        as_rep(rep, 1),
        truth.times,
        centre[:, FORWARD] - ankle,
        centre[:, UP],
        EXACT,
        midfoot=Measurement(float(0.5 * (heel + toe) - ankle), 0.0, "m"),
    )
    known = {name: each.value for name, each in path.items() if each.value is not None}
    pull = _within(truth, rep.lift_off_s, rep.lockout_s)
    if pull.any():
        rise = ends[0] - ends[1]
        tilt = np.degrees(np.arctan2(rise[:, UP], np.hypot(rise[:, LEFT], rise[:, FORWARD])))
        known["bar_tilt_peak"] = float(tilt[pull][np.argmax(np.abs(tilt[pull]))])
    return known


def _knees(truth: Truth, rep: TrueRep) -> dict[str, float]:
    caves = true_caves(truth, rep)
    if caves is None:
        return {}
    return {
        f"{name}_{side}": value
        for side, cave in zip(SIDES, caves, strict=True)
        for name, value in (("fppa_change", cave.change), ("knee_shift_change", cave.shift))
    }


def _hips(truth: Truth, rep: TrueRep) -> dict[str, float]:
    """Give how far the hips are off the middle and tilted at most, from the joints."""
    pull = _within(truth, rep.lift_off_s, rep.lockout_s)
    if not pull.any():
        return {}
    marks = true_marks(truth)
    hips, ankles = ([marks[name, side][pull] for side in SIDES] for name in ("hip", "ankle"))
    stance = np.abs(ankles[0] - ankles[1])[:, LEFT]
    middle = 0.5 * (hips[0] + hips[1] - ankles[0] - ankles[1])
    shift = 100.0 * middle[:, LEFT] / stance
    across = hips[0] - hips[1]
    tilt = np.degrees(np.arctan2(across[:, UP], np.abs(across[:, LEFT])))
    return {
        "pelvis_shift_peak": float(shift[np.argmax(np.abs(shift))]),
        "hip_line_tilt_peak": float(tilt[np.argmax(np.abs(tilt))]),
    }


def _heels(truth: Truth, rep: TrueRep) -> dict[str, float]:
    pull = _within(truth, rep.lift_off_s, rep.lockout_s)
    if not pull.any():
        return {}
    heels = np.mean([truth.joints[:, JOINTS.index(f"heel_{side}"), UP] for side in SIDES], axis=0)
    return {"heel_rise": _highest(truth, heels - heels[pull][0], pull, HEEL_HELD_S)}

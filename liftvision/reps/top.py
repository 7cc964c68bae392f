"""The top of a rep: how far the lifter leans back, and what bend knee and hip keep."""

from collections.abc import Mapping

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import Side
from liftvision.reps.at_event import HIDDEN_THEN, NOT_IN_CLIP
from liftvision.reps.held import highest_held
from liftvision.reps.rep import Rep
from liftvision.reps.windows import Window

TOP_UNITS: dict[str, str] = {
    "lean_back": "deg",
    "knee_flexion_left": "deg",
    "hip_flexion_left": "deg",
}
"""The metrics of the top, in order, with their units."""

LEAN_RULE = "furthest past the vertical that is held for 0.1 s at the top"
LEFT_RULE = "least that is held for 0.1 s at the top"

HOLD_S = 1.0
"""The top lasts so long where the clip ends before the bar goes down."""

ARRIVING_S = 0.1
"""The top begins so long before lockout, since that is not timed better."""

UPRIGHT_LEAN_DEG = 3.0
"""So far back the trunk of an upright lifter is measured: it is taken off. With its error as below
measured on 83 reps of rendered clips of the splits ``train`` and ``validation``, from the side."""

LEAN_ERROR_DEG = 3.0
KNEE_ERROR_DEG = 5.0
HIP_ERROR_DEG = 6.5


def measure_top(
    times: FloatArray,
    columns: Mapping[str, FloatArray],
    rep: Rep,
    near_side: Side,
    reasons: Mapping[str, str] | None = None,
) -> dict[str, Measurement]:
    """Measure everything of `TOP_UNITS`.

    Parameters
    ----------
    times
        (T,) s of the rep's shot.
    columns
        Name to (T,): ``trunk_lean``, and knee and hip flexion of the near side; NaN where not
        measured.
    rep
        With its events.
    near_side
        The one that faces the camera.
    reasons
        Why a column has no value where it has none.
    """
    reasons = reasons or {}
    top = top_window(rep)
    if top is None:
        return {name: Measurement.not_measured("deg", NOT_IN_CLIP) for name in TOP_UNITS}
    lean = highest_held(times, -columns["trunk_lean"], top)
    knee, hip = f"knee_flexion_{near_side}", f"hip_flexion_{near_side}"
    return {
        "lean_back": _measured(
            lean - UPRIGHT_LEAN_DEG, LEAN_ERROR_DEG, LEAN_RULE, reasons.get("trunk_lean")
        ),
        "knee_flexion_left": _measured(
            -highest_held(times, -columns[knee], top), KNEE_ERROR_DEG, LEFT_RULE, reasons.get(knee)
        ),
        "hip_flexion_left": _measured(
            -highest_held(times, -columns[hip], top), HIP_ERROR_DEG, LEFT_RULE, reasons.get(hip)
        ),
    }


def top_window(rep: Rep) -> Window | None:
    """Give the time at the top; None where it is not in the clip."""
    if rep.down_first or rep.lockout_s is None:
        return None
    end_s = rep.lockout_s + HOLD_S if rep.lowering_s is None else rep.lowering_s
    return rep.lockout_s - ARRIVING_S, end_s


def _measured(value: float, error: float, rule: str, reason: str | None) -> Measurement:
    if not np.isfinite(value):
        return Measurement.not_measured("deg", reason or HIDDEN_THEN)
    return Measurement(value, error, "deg", rule=rule)

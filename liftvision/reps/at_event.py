"""The value of a column at a moment, or the reason why there is none."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement

NAMED_EVENTS = ("lift_off", "knee_pass", "lockout")
"""The events at which columns are given, as the names of the metrics have them."""

NOT_IN_CLIP = "the moment is not in the clip"
HIDDEN_THEN = "hidden or outside the picture at that moment"
NO_ERROR = "its error has not been measured"


def nearest_frame(times: FloatArray, time_s: float) -> int:
    """Give the frame of (T,) times that is nearest to a moment."""
    return int(np.argmin(np.abs(times - time_s)))


def nearest_measured(times: FloatArray, values: FloatArray, time_s: float, within_s: float) -> int:
    """Give the frame nearest to a moment among those at most so far away that have a value.

    The nearest of all where none has.
    """
    near = np.isfinite(values) & (np.abs(times - time_s) <= within_s)
    if not near.any():
        return nearest_frame(times, time_s)
    frames = np.flatnonzero(near)
    return int(frames[nearest_frame(times[frames], time_s)])


def measured_at(
    times: FloatArray,
    values: FloatArray,
    errors: FloatArray,
    time_s: float | None,
    unit: str,
    reason: str = HIDDEN_THEN,
    within_s: float = 0.0,
    moment_error_s: float = 0.0,
) -> Measurement:
    """Give a column's value and error in the frame nearest to a moment.

    What the column changes by within the moment's own error is part of the error.

    Parameters
    ----------
    times
        (T,) seconds.
    values, errors
        (T,) of the column; NaN where not measured.
    time_s
        The moment; None where it was not seen.
    unit
        Of the column.
    reason
        Why the column has no value where it has none.
    within_s
        A value so far from the moment stands for it where it has none of its own.
    moment_error_s
        Standard error of the moment.
    """
    if time_s is None:
        return Measurement.not_measured(unit, NOT_IN_CLIP)
    frame = nearest_measured(times, values, time_s, within_s)
    if not np.isfinite(values[frame]):
        return Measurement.not_measured(unit, reason)
    if not np.isfinite(errors[frame]):
        return Measurement.not_measured(unit, NO_ERROR)
    seen = np.isfinite(values)
    around = time_s + moment_error_s * np.array([-1.0, 1.0])
    before, after = np.interp(around, times[seen], values[seen])
    error = float(np.hypot(errors[frame], 0.5 * (after - before)))
    return Measurement(float(values[frame]), error, unit)

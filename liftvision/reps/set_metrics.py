"""The numbers of a whole set, from those of its reps.

What all reps of a clip share, above all the scale, is wrong in all of them alike: it stays in a
mean, and cancels in a comparison of reps.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.reps.metrics import between
from liftvision.reps.rep import Rep

SET_UNITS: dict[str, str] = {
    "rep_count": "1",
    "best_mean_concentric_velocity": "m/s",
    "first_mean_concentric_velocity": "m/s",
    "last_mean_concentric_velocity": "m/s",
    "mean_concentric_velocity": "m/s",
    "velocity_loss": "%",
    "range_of_motion": "m",
    "largest_bar_path_change": "m",
    "lumbar_share": "%",
    "largest_lumbar_flexion_peak": "deg",
    "largest_lumbar_drift": "deg",
    "largest_lumbar_change": "deg",
    "set_duration": "s",
    "eccentric_duration": "s",
    "pause_before": "s",
    "concentric_duration": "s",
    "top_hold": "s",
}
"""The metrics of a set, with their units. Those that have the name of a metric of a rep are the
mean over the reps; the last four are the tempo, in its usual order. Of several reps that are the
same but for their errors the largest number is too large by about one of these."""

GRIND_VELOCITY = 0.20
"""Mean concentric velocity in m/s below which a rep is remarked on: about one standard deviation
above that of a maximum, which follows."""

SLOWEST_VELOCITY, SLOWEST_SPREAD = 0.14, 0.05
"""Mean and standard deviation of the mean concentric velocity of 15 powerlifters' one-repetition
maximum in the deadlift, m/s (Helms et al. 2017)."""

NO_REP = "no rep was found"
ONE_REP = "it takes two reps"
NOT_GIVEN = "it was not measured in any rep"


def measure_reps(reps: Sequence[Rep], shared_error: float = 0.0) -> dict[str, Measurement]:
    """Measure every metric of `SET_UNITS` from the reps and their own metrics.

    Parameters
    ----------
    reps
        In order, with their metrics and the errors of their events.
    shared_error
        The part of the error of lengths and speeds that all reps have in common, as a fraction
        of the value: that of the scale. 0 when the reps are of several shots.
    """
    if not reps:
        return {name: Measurement.not_measured(unit, NO_REP) for name, unit in SET_UNITS.items()}
    velocities = [_of(rep, "mean_concentric_velocity", "m/s") for rep in reps]
    measured = {
        # Whole or not counted: a miscount is no error of the kind that spreads.
        "rep_count": Measurement(float(len(reps)), 0.0, "1"),
        "best_mean_concentric_velocity": _largest(velocities),
        "first_mean_concentric_velocity": velocities[0],
        "last_mean_concentric_velocity": velocities[-1],
        "mean_concentric_velocity": mean_of(velocities, shared_error),
        "velocity_loss": velocity_loss(velocities, shared_error),
        "range_of_motion": mean_of(
            [_of(rep, "range_of_motion", "m") for rep in reps], shared_error
        ),
        "largest_bar_path_change": _path_change(reps),
        **_split(reps),
        "set_duration": between(reps[0], "lift_off_s", reps[-1], "end_s"),
    }
    return measured | tempo(reps)


def mean_of(measurements: Sequence[Measurement], shared_error: float) -> Measurement:
    """Give the mean over the reps in which something was measured.

    Parameters
    ----------
    measurements
        One for each rep.
    shared_error
        The part of their error that is common to all, as a fraction of the value.
    """
    values, errors = _known(measurements)
    if len(values) == 0:
        return _without(measurements)
    mean = float(values.mean())
    own = np.linalg.norm(_own(values, errors, shared_error)) / len(values)
    error = float(np.hypot(own, shared_error * mean))
    rules = [each.rule for each in measurements if each.value is not None]
    return Measurement(mean, error, measurements[0].unit, rule=rules[0])


def velocity_loss(velocities: Sequence[Measurement], shared_error: float) -> Measurement:
    """Give by how much the last rep is slower than the fastest, in % of the fastest.

    With few reps the fastest owes a little of its speed to chance, which makes the loss larger by
    about one error.

    Parameters
    ----------
    velocities
        Mean concentric velocity of each rep.
    shared_error
        The part of their error that is common to all, as a fraction of the value; it cancels.
    """
    if len(velocities) < 2:
        return Measurement.not_measured("%", ONE_REP)
    unknown = [velocity for velocity in velocities if velocity.value is None]
    if unknown:
        reason = f"not every rep has a velocity: {unknown[0].reason}"
        return Measurement.not_measured("%", reason)
    values, errors = _known(velocities)
    best = int(np.argmax(values))
    if values[best] <= 0.0:
        return Measurement.not_measured("%", "no rep has a velocity above zero")
    ratio = float(values[-1] / values[best])
    own = _own(values, errors, shared_error)[[best, -1]]
    error = float(np.hypot(own[1], ratio * own[0]) / values[best])
    return Measurement(
        100.0 * (1.0 - ratio), 100.0 * error, "%", rule="from the best rep to the last"
    )


def tempo(reps: Sequence[Rep]) -> dict[str, Measurement]:
    """Give the tempo: lowering, pause on the floor, lifting, and hold at the top, in s.

    Each is the mean over the reps that show it; the pause is that before a rep, but the first.
    """
    holds = [between(rep, "lockout_s", rep, "lowering_s") for rep in reps]
    pauses = [_of(rep, "pause_before", "s") for rep in reps[1:]]
    return {
        "eccentric_duration": mean_of([_of(rep, "eccentric_duration", "s") for rep in reps], 0.0),
        "pause_before": mean_of(pauses or [Measurement.not_measured("s", ONE_REP)], 0.0),
        "concentric_duration": mean_of([_of(rep, "concentric_duration", "s") for rep in reps], 0.0),
        "top_hold": mean_of(holds, 0.0),
    }


def velocity_remark(velocity: Measurement) -> str | None:
    """Give a sentence on a rep that is about as slow as any that is lifted; None for the others.

    It says how slow, and what is known of such speeds; it predicts no one-repetition maximum,
    since the speed at it differs too much between lifters.
    """
    if velocity.value is None or velocity.error is None or velocity.value > GRIND_VELOCITY:
        return None
    return (
        f"A mean concentric velocity of {velocity.value:.2f} ± {velocity.error:.2f} m/s is about "
        f"as slow as a deadlift gets: 15 powerlifters lifted their maximum at "
        f"{SLOWEST_VELOCITY:.2f} ± {SLOWEST_SPREAD:.2f} m/s (Helms et al. 2017)."
    )


def _of(rep: Rep, name: str, unit: str) -> Measurement:
    return rep.metrics.get(name) or Measurement.not_measured(unit, NOT_GIVEN)


def _known(measurements: Sequence[Measurement]) -> tuple[FloatArray, FloatArray]:
    """Give values and errors of those that were measured."""
    known = [each for each in measurements if each.value is not None and each.error is not None]
    pairs = np.array([(each.value, each.error) for each in known], dtype=np.float64)
    return (pairs[:, 0], pairs[:, 1]) if len(pairs) else (np.empty(0), np.empty(0))


def _own(values: FloatArray, errors: FloatArray, shared_error: float) -> FloatArray:
    """Give the part of each error that is not shared with the other reps."""
    return np.sqrt(np.maximum(errors**2 - (shared_error * values) ** 2, 0.0))


def _without(measurements: Sequence[Measurement]) -> Measurement:
    first = measurements[0]
    return Measurement.not_measured(first.unit, first.reason or NOT_GIVEN)


def _largest(measurements: Sequence[Measurement]) -> Measurement:
    known = [each for each in measurements if each.value is not None]
    if not known:
        return _without(measurements)
    return max(known, key=lambda each: each.value or 0.0)


def _path_change(reps: Sequence[Rep]) -> Measurement:
    """Give the largest change of the bar path against the first rep."""
    if len(reps) < 2:
        return Measurement.not_measured("m", ONE_REP)
    return _largest([_of(rep, "bar_path_change", "m") for rep in reps[1:]])


def _split(reps: Sequence[Rep]) -> dict[str, Measurement]:
    """Give the mean share of the lumbar spine, and the largest of its other numbers."""
    changes = [_of(rep, "lumbar_change", "deg") for rep in reps[1:]]
    return {
        "lumbar_share": _mean_alike([_of(rep, "lumbar_share", "%") for rep in reps]),
        "largest_lumbar_flexion_peak": _largest(
            [_of(rep, "lumbar_flexion_peak", "deg") for rep in reps]
        ),
        "largest_lumbar_drift": _largest([_of(rep, "lumbar_drift", "deg") for rep in reps]),
        "largest_lumbar_change": _largest(changes or [Measurement.not_measured("deg", ONE_REP)]),
    }


def _mean_alike(measurements: Sequence[Measurement]) -> Measurement:
    """Give the mean over the reps of what is wrong in all of them alike.

    A back is measured wrong by its shape and clothes, in the same postures of every rep: the error
    of the mean is the mean error.
    """
    mean = mean_of(measurements, 0.0)
    if mean.value is None:
        return mean
    return replace(mean, error=float(_known(measurements)[1].mean()))

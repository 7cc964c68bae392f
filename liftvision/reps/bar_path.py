"""The path of the bar in the sagittal plane from lift-off to lockout, and the error of each number.

The path is measured against the position at lift-off, x forward and y up, as Escamilla's events
bound it. What the picture takes for vertical is off by a degree or so, which leans the whole path:
half a metre up, one degree is 9 mm forward. Deviation and wobble are measured from straight lines
and do not change with a lean; drift and range do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.reps.path_errors import PathErrors
from liftvision.reps.rep import Rep

BAR_PATH_METRICS = (
    "bar_forward_drift",
    "bar_horizontal_range",
    "bar_path_deviation",
    "bar_wobble",
    "bar_over_midfoot",
)
"""The metrics of a rep's bar path, all in m."""

WOBBLE_RISE_M = 0.10
"""Over this much of the rise above lift-off the wobble is measured."""

LEAST_WOBBLE_FRAMES = 6
"""Fewer frames in the first 10 cm cannot tell a wobble from the line it is measured against."""

LONGEST_GAP_S = 0.15
"""The bar may go unseen for so long; what it did in a longer gap is not known."""

HEIGHT_STEP_M = 0.005
"""Step of the heights at which two paths are compared."""

LEAST_COMMON_RISE_M = 0.10
"""Two paths are compared where they share at least this much of the rise."""

WIDEST_PATH_M = 0.30
FURTHEST_OFF_MIDFOOT_M = 0.25
"""No bar that is pulled goes so far to and fro, and none is lifted off so far from mid-foot: who
held it there would fall. What is wider is a bar or a foot that was mistaken."""

FURTHEST_BEHIND_M = 0.03
"""The shins keep the bar from being further behind mid-foot: the ankle is some 6.5 cm behind it,
and the front of the shin with half the bar as much in front of the ankle."""

DEVIATION_RULE = "root mean square from the straight line lift-off to lockout"
WOBBLE_RULE = "root mean square from the line that fits best, first 10 cm"

NO_LIFT_OFF = "the lift-off is not in the clip"
NO_LIFT = "lift-off or lockout is not in the clip"
GAP = "the bar was hidden between lift-off and lockout"
UNSEEN = "the bar's forward position was not measured"
NO_FOOT = "the feet were not seen"
INCREDIBLE_PATH = "the bar would go to and fro by more than 30 cm: its path was mistaken"
INSIDE_SHIN = "the bar would be within the shins: it or the feet were mistaken"
INCREDIBLE_FEET = "the bar would be more than 25 cm off mid-foot: it or the feet were mistaken"

PathNumber: TypeAlias = Callable[[FloatArray, FloatArray], float]


def measure_bar_path(
    rep: Rep,
    times: FloatArray,
    x: FloatArray,
    y: FloatArray,
    errors: PathErrors,
    *,
    midfoot: Measurement | None = None,
    reason: str = UNSEEN,
) -> dict[str, Measurement]:
    """Measure every metric of `BAR_PATH_METRICS` of one rep.

    Parameters
    ----------
    rep
        Its lift-off and lockout are used.
    times
        (T,) seconds.
    x, y
        (T,) m in the sagittal plane, forward and up, cleaned; NaN where not seen.
    errors
        What is common to the whole path.
    midfoot
        Where the middle of the foot is along x, m; see `midfoot_of`.
    reason
        Why ``x`` was not measured, if it was not.
    """
    over_midfoot = {"bar_over_midfoot": _over_midfoot(rep, times, x, errors, midfoot, reason)}
    names = BAR_PATH_METRICS[:-1]
    lift = _lift_of(rep, times, x, y)
    if not isinstance(lift, str) and horizontal_range(lift.x, lift.y) > WIDEST_PATH_M:
        lift = INCREDIBLE_PATH
    if isinstance(lift, str):
        why = reason if not np.isfinite(x).any() else lift
        return dict.fromkeys(names, Measurement.not_measured("m", why)) | over_midfoot
    measured = {
        "bar_forward_drift": _with_error(forward_drift, lift, 2, errors, "from lift-off"),
        "bar_horizontal_range": _with_error(horizontal_range, lift, 2, errors),
        "bar_path_deviation": _with_error(path_deviation, lift, 1, errors, DEVIATION_RULE),
        "bar_wobble": _wobble(lift, errors),
    }
    return measured | over_midfoot


def forward_drift(x: FloatArray, y: FloatArray) -> float:
    """Give how far the bar goes forward of its position at lift-off at most; 0 if it never does.

    Parameters
    ----------
    x, y
        (K,) m, from lift-off to lockout.
    """
    return float(x.max() - x[0])


def horizontal_range(x: FloatArray, y: FloatArray) -> float:
    """Give the distance from the rearmost to the foremost place of (K,) positions."""
    return float(np.ptp(x))


def path_deviation(x: FloatArray, y: FloatArray) -> float:
    """Give the root mean square distance from the straight line between the first and last place.

    The mean is taken over the length of the path, not over time: where the bar is slow, it does
    not count for more.
    """
    along = np.array([x[-1] - x[0], y[-1] - y[0]])
    length = float(np.hypot(*along))
    if length == 0.0:
        return 0.0
    distance = (along[0] * (y - y[0]) - along[1] * (x - x[0])) / length
    weights = np.hypot(np.gradient(x), np.gradient(y))
    return float(np.sqrt(np.average(distance**2, weights=weights)))


def wobble(x: FloatArray, y: FloatArray) -> float:
    """Give the root mean square horizontal distance from the straight line that fits best.

    A lean or a steady drift is no wobble; what goes to and fro is.
    """
    line = np.polynomial.Polynomial.fit(y, x, 1)
    return float(np.sqrt(np.mean((x - line(y)) ** 2)))


def midfoot_of(heel_x: Measurement, toe_x: Measurement) -> Measurement:
    """Give the middle of the foot, halfway from heel to toe, along x in m."""
    if heel_x.value is None or toe_x.value is None:
        return Measurement.not_measured("m", heel_x.reason or toe_x.reason or NO_FOOT)
    error = 0.5 * float(np.hypot(heel_x.error or 0.0, toe_x.error or 0.0))
    return Measurement(0.5 * (heel_x.value + toe_x.value), error, "m")


def bar_path_change(
    first: Rep,
    rep: Rep,
    times: FloatArray,
    x: FloatArray,
    y: FloatArray,
    errors: PathErrors,
) -> Measurement:
    """Give how far the path of one rep lies from that of the first rep.

    It is the root mean square of their horizontal distance at the same height above lift-off,
    each against its own position there. A lean of the picture is the same in both and cancels.

    Parameters
    ----------
    first, rep
        Two reps of one shot.
    times, x, y, errors
        As for `measure_bar_path`; they hold both reps.
    """
    lifts = [_lift_of(each, times, x, y) for each in (first, rep)]
    for lift in lifts:
        if isinstance(lift, str):
            return Measurement.not_measured("m", lift)
    paths = [lift for lift in lifts if isinstance(lift, _Lift)]
    top = min(float(lift.y.max() - lift.y[0]) for lift in paths)
    if top < LEAST_COMMON_RISE_M:
        return Measurement.not_measured("m", "the reps share less than 10 cm of the rise")
    heights = np.arange(0.0, top, HEIGHT_STEP_M)
    here, there = (_at_heights(lift, heights) for lift in paths)
    value = float(np.sqrt(np.mean((there - here) ** 2)))
    # Each path hangs on one frame at lift-off, which jitters like all the others: four places.
    error = np.hypot(2.0 * errors.jitter, errors.forward * value)
    return Measurement(value, float(error), "m", rule="from the first rep, at equal heights")


@dataclass(frozen=True, eq=False)
class _Lift:
    """The bar from lift-off to lockout, (K,) m."""

    x: FloatArray
    y: FloatArray


def _lift_of(rep: Rep, times: FloatArray, x: FloatArray, y: FloatArray) -> _Lift | str:
    """Give the bar between the events, gaps bridged, or the reason why there is none."""
    if rep.lift_off_s is None or rep.lockout_s is None:
        return NO_LIFT
    begin = int(np.searchsorted(times, rep.lift_off_s))
    end = int(np.searchsorted(times, rep.lockout_s, side="right"))
    frames = slice(begin, end)
    seen = np.isfinite(x[frames]) & np.isfinite(y[frames])
    if seen.sum() < 3 or not (seen[0] and seen[-1]):
        return GAP
    clock = times[frames]
    if np.diff(clock[seen]).max() > LONGEST_GAP_S + np.median(np.diff(clock)):
        return GAP
    return _Lift(*(np.interp(clock, clock[seen], axis[frames][seen]) for axis in (x, y)))


def _with_error(
    number: PathNumber, lift: _Lift, places: int, errors: PathErrors, rule: str | None = None
) -> Measurement:
    """Give a number of a path; its error is what the path's errors do to it, in quadrature.

    It is a distance between two places that jitter, or a mean distance, which jitters no more than
    one of them. The path is leaned to either side by the error of the vertical and measured again.
    The larger of the two changes counts: near a smallest value both go the same way, and their
    difference would vanish.
    """
    value = number(lift.x, lift.y)
    lean = np.tan(np.radians(errors.vertical_deg)) * (lift.y - lift.y[0])
    leaned = [number(lift.x + sign * lean, lift.y) for sign in (-1.0, 1.0)]
    from_vertical = max(abs(other - value) for other in leaned)
    parts = [np.sqrt(places) * errors.jitter, errors.forward * value, from_vertical]
    return Measurement(value, float(np.linalg.norm(parts)), "m", rule=rule)


def _wobble(lift: _Lift, errors: PathErrors) -> Measurement:
    risen = lift.y - lift.y[0] >= WOBBLE_RISE_M
    if not risen.any():
        return Measurement.not_measured("m", "the bar rises by less than 10 cm")
    stop = int(np.argmax(risen)) + 1
    if stop < LEAST_WOBBLE_FRAMES:
        reason = f"only {stop} frames in the first 10 cm: film with more frames per second"
        return Measurement.not_measured("m", reason)
    start = _Lift(lift.x[:stop], lift.y[:stop])
    return _with_error(wobble, start, 1, errors, WOBBLE_RULE)


def _over_midfoot(
    rep: Rep,
    times: FloatArray,
    x: FloatArray,
    errors: PathErrors,
    midfoot: Measurement | None,
    reason: str,
) -> Measurement:
    """Give how far the bar is in front of the middle of the foot at lift-off."""
    if rep.lift_off_s is None:
        return Measurement.not_measured("m", NO_LIFT_OFF)
    frame = min(int(np.searchsorted(times, rep.lift_off_s)), len(times) - 1)
    if not np.isfinite(x[frame]):
        return Measurement.not_measured("m", GAP if np.isfinite(x).any() else reason)
    if midfoot is None or midfoot.value is None or midfoot.error is None:
        why = midfoot.reason if midfoot is not None else None
        return Measurement.not_measured("m", why or NO_FOOT)
    value = float(x[frame]) - midfoot.value
    parts = [errors.jitter, midfoot.error, errors.across_planes, errors.forward * value]
    error = float(np.linalg.norm(parts))
    if abs(value) > FURTHEST_OFF_MIDFOOT_M:
        return Measurement.not_measured("m", INCREDIBLE_FEET)
    if value + error < -FURTHEST_BEHIND_M:
        return Measurement.not_measured("m", INSIDE_SHIN)
    return Measurement(value, error, "m")


def _at_heights(lift: _Lift, heights: FloatArray) -> FloatArray:
    """Give how far forward the bar is where it first comes by heights above lift-off, m."""
    climbed = np.maximum.accumulate(lift.y - lift.y[0])
    first = np.concatenate([[True], np.diff(climbed) > 0.0])
    return np.asarray(np.interp(heights, climbed[first], (lift.x - lift.x[0])[first]))

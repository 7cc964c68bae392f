"""From lift-off to lockout: how far the hip extends and the lumbar spine unfolds, and when.

What is measured between two moments of a shot has `SeenSplit.split_error` as its error, not that of
an angle: shape and clothes of a back are wrong in both moments alike. To it comes what the errors
of the events do.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from liftvision.measurement import Measurement
from liftvision.reps.at_event import NO_ERROR, NOT_IN_CLIP
from liftvision.reps.rep import Rep
from liftvision.reps.seen_split import SeenSplit
from liftvision.reps.split import (
    LEAST_TURN_DEG,
    Turn,
    half_time_error,
    lumbar_lag,
    lumbar_share,
    part_done,
    part_done_error,
    share_error,
    share_of_trunk,
    share_of_trunk_error,
)

Moment: TypeAlias = tuple[float, float]
"""When something happened, and the standard error of that, s."""

LIFT = ("lift_off_s", "lockout_s")
PULLS = ("lift_off_s", "knee_pass_s", "lockout_s")
WINDOWS = {
    "lumbar_share": LIFT,
    "lumbar_share_first_pull": PULLS[:2],
    "lumbar_share_second_pull": PULLS[1:],
}
"""Shares of spine and hip together, and the events in between which they are taken."""

UNFOLDING_UNITS: dict[str, str] = {
    "hip_contribution": "deg",
    "lumbar_contribution": "deg",
    **dict.fromkeys(WINDOWS, "%"),
    "lumbar_share_of_trunk": "%",
    "lumbar_lag": "s",
    "lumbar_early": "%",
}
"""The metrics that are measured here, in order, with their units."""

CLEARLY = 2.0
"""A change is there when it is so many standard errors large."""

ALL = ("lumbar_flexion", "pelvis_tilt", "hip_flexion")

SHARE_RULE = "of the motion of hip and lumbar spine together; negative: the spine folds further"
TRUNK_RULE = "of the turn of the thorax"
LAG_RULE = "half of the unfolding after half of the hip's extension"
EARLY_RULE = "unfolded by knee pass, of lift-off to lockout"

LITTLE_TURN = f"the trunk turns by no more than {LEAST_TURN_DEG:.0f}°"
LITTLE_UNFOLDING = "the spine unfolds too little to tell when"
LITTLE_EXTENSION = "the hip extends too little to tell when"


def measure_unfolding(seen: SeenSplit, rep: Rep) -> dict[str, Measurement]:
    """Measure everything of `UNFOLDING_UNITS`.

    Parameters
    ----------
    seen
        Hip and spine in the shot.
    rep
        With its events and their errors.
    """
    return {
        "hip_contribution": _contribution(seen, rep, "hip_flexion"),
        "lumbar_contribution": _contribution(seen, rep, "lumbar_flexion"),
        **{name: _share(seen, rep, *events) for name, events in WINDOWS.items()},
        "lumbar_share_of_trunk": _share_of_trunk(seen, rep),
        "lumbar_lag": _lag(seen, rep),
        "lumbar_early": _early(seen, rep),
    }


def _moments(
    seen: SeenSplit, rep: Rep, events: tuple[str, ...], columns: tuple[str, ...]
) -> list[Moment] | str:
    """Give events with their errors, or why they or some columns at them are not known."""
    moments = []
    for event in events:
        time_s: float | None = getattr(rep, event)
        if time_s is None:
            return NOT_IN_CLIP
        moments.append((time_s, rep.event_errors[event]))
    if not np.isfinite(seen.change_error):
        return NO_ERROR
    return seen.missing_at(columns, *(time_s for time_s, _ in moments)) or moments


def _measured(
    number: Callable[..., float],
    moments: Sequence[Moment],
    error: float,
    unit: str,
    rule: str | None = None,
) -> Measurement:
    """Give a number of some moments; to its own error comes what theirs do to it, in quadrature."""
    times = np.array([time_s for time_s, _ in moments])
    changes = [
        0.5 * (number(*(times + shift)) - number(*(times - shift)))
        for shift in np.diag([error_s for _, error_s in moments])
    ]
    if not np.isfinite(error):
        return Measurement.not_measured(unit, NO_ERROR)
    # An event that is shifted to where a share has no value says nothing of its error.
    parts = [error, *np.nan_to_num(changes)]
    return Measurement(number(*times), float(np.linalg.norm(parts)), unit, rule=rule)


def _contribution(seen: SeenSplit, rep: Rep, column: str) -> Measurement:
    """Give by how much a joint becomes straighter from lift-off to lockout."""
    moments = _moments(seen, rep, LIFT, (column,))
    if isinstance(moments, str):
        return Measurement.not_measured("deg", moments)

    def number(begin_s: float, end_s: float) -> float:
        return seen.at(column, begin_s) - seen.at(column, end_s)

    thigh = seen.hip_error(*_times(moments)) if column == "hip_flexion" else 0.0
    split = seen.split_error(*_times(moments))
    return _measured(number, moments, float(np.hypot(split, thigh)), "deg")


def _share(seen: SeenSplit, rep: Rep, *events: str) -> Measurement:
    """Give the lumbar spine's share of spine and hip between two events."""
    moments = _moments(seen, rep, events, ALL)
    if isinstance(moments, str):
        return Measurement.not_measured("%", moments)
    turn, thigh = seen.turn(*_times(moments)), seen.hip_error(*_times(moments))
    if not np.isfinite(lumbar_share(turn)):
        return Measurement.not_measured("%", LITTLE_TURN)
    error = share_error(turn, seen.split_error(*_times(moments)), thigh)
    return _measured(lambda *at: lumbar_share(seen.turn(*at)), moments, error, "%", SHARE_RULE)


def _share_of_trunk(seen: SeenSplit, rep: Rep) -> Measurement:
    """Give the lumbar spine's share of the thorax's turn from lift-off to lockout."""
    moments = _moments(seen, rep, LIFT, ("lumbar_flexion", "pelvis_tilt"))
    if isinstance(moments, str):
        return Measurement.not_measured("%", moments)
    turn = seen.turn(*_times(moments))
    if not np.isfinite(share_of_trunk(turn)):
        return Measurement.not_measured("%", LITTLE_TURN)
    error = share_of_trunk_error(turn, seen.split_error(*_times(moments)))
    return _measured(lambda *at: share_of_trunk(seen.turn(*at)), moments, error, "%", TRUNK_RULE)


def _lag(seen: SeenSplit, rep: Rep) -> Measurement:
    """Give by how much the spine unfolds later than the hip extends.

    An error of the split makes the one look late and the other early at once, so that what it does
    to both adds up.
    """
    columns = ("lumbar_flexion", "hip_flexion")
    moments = _moments(seen, rep, LIFT, columns)
    if isinstance(moments, str):
        return Measurement.not_measured("s", moments)
    window = begin, end = _times(moments)
    turn, thigh = seen.turn(begin, end), seen.hip_error(begin, end)
    errors = seen.change_error, float(np.hypot(seen.change_error, thigh))
    reason = seen.missing_between(columns, begin, end) or _too_little(turn, *errors)
    if reason is not None:
        return Measurement.not_measured("s", reason)

    def number(begin_s: float, end_s: float) -> float:
        times, lumbar = seen.between("lumbar_flexion", begin_s, end_s)
        return lumbar_lag(times, lumbar, seen.between("hip_flexion", begin_s, end_s)[1])

    spine = half_time_error(*seen.between("lumbar_flexion", *window), seen.change_error)
    hip_times, hip = seen.between("hip_flexion", *window)
    same = half_time_error(hip_times, hip, seen.change_error)
    own = half_time_error(hip_times, hip, thigh)
    return _measured(number, moments, float(np.hypot(spine + same, own)), "s", LAG_RULE)


def _too_little(turn: Turn, lumbar_error: float, hip_error: float) -> str | None:
    """Tell whether spine or hip straighten too little to tell when they do; None if both do."""
    if turn.lumbar <= CLEARLY * lumbar_error:
        return LITTLE_UNFOLDING
    return LITTLE_EXTENSION if turn.hip <= CLEARLY * hip_error else None


def _early(seen: SeenSplit, rep: Rep) -> Measurement:
    """Give how much of the unfolding is done when the bar passes the knees."""
    moments = _moments(seen, rep, PULLS, ("lumbar_flexion",))
    if isinstance(moments, str):
        return Measurement.not_measured("%", moments)
    first, then, last = (seen.at("lumbar_flexion", time_s) for time_s, _ in moments)
    if first - last <= CLEARLY * seen.change_error:
        return Measurement.not_measured("%", LITTLE_UNFOLDING)

    def number(*at: float) -> float:
        return part_done(*(seen.at("lumbar_flexion", time_s) for time_s in at))

    error = part_done_error(first, then, last, seen.change_error)
    return _measured(number, moments, error, "%", EARLY_RULE)


def _times(moments: Sequence[Moment]) -> tuple[float, float]:
    """Give when the first and the last of some moments are."""
    return moments[0][0], moments[-1][0]

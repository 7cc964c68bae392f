"""Sets with known events and metrics, as two cameras with different clocks would show them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from liftvision.measurement import Measurement
from liftvision.pairing.alignment import Alignment
from liftvision.reps.rep import EVENTS, LiftSet, Rep

AFTER_S: Mapping[str, float] = dict(zip(EVENTS, (-0.5, 0.0, 0.6, 1.2, 2.0, 3.2), strict=True))
"""When each event of a rep is, from lift-off on."""

SAME_CLOCK = Alignment(0.0, 0.0, 0.0, 0.001, 0.0, 20.0)

DRIFTING = Alignment(
    offset_s=2.5, error_s=0.006, drift_found=-0.002, drift_error=1e-4, start_s=0.0, end_s=20.0
)
"""The second clip's clock shows 2.5 s more in the middle, and runs slower."""


def measured(value: float, error: float | None = 1.0, unit: str = "deg") -> Measurement:
    """Give a measurement."""
    return Measurement(value, error, unit)


def absent(reason: str) -> Measurement:
    """Give an angle that was not measured."""
    return Measurement.not_measured("deg", reason)


def rep(
    number: int,
    lift_off_s: float,
    *,
    error_s: float | Mapping[str, float] = 0.02,
    **metrics: Measurement,
) -> Rep:
    """Give a rep that takes 3.7 s, with one error for all its events or one for each."""
    events = {event: lift_off_s + after for event, after in AFTER_S.items()}
    errors = dict.fromkeys(EVENTS, error_s) if isinstance(error_s, float) else dict(error_s)
    return Rep(number, True, **events, metrics=metrics, event_errors=errors)


def a_set(reps: Sequence[Rep], **metrics: Measurement) -> LiftSet:
    """Give a set of deadlifts."""
    return LiftSet("deadlift", "conventional", "the bar rises", tuple(reps), metrics)


def on_second_clock(reps: Sequence[Rep], alignment: Alignment) -> list[Rep]:
    """Give the same reps as the second clip's clock has them."""
    return [
        replace(
            each,
            **{event: float(alignment.to_second(getattr(each, event))) for event in EVENTS},
        )
        for each in reps
    ]

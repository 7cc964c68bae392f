"""Each metric of a set as one number: the mean of its reps, with what makes it unsure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from liftvision.analysis import Analysis
from liftvision.measurement import Measurement
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.metrics import between
from liftvision.reps.rep import Rep
from liftvision.reps.set_metrics import SET_UNITS

OF_SET = ("velocity_loss",)
"""Metrics of a set that are none of its reps'. The others of `SET_UNITS` are made of metrics of
reps that are compared here, choose the largest of them, or only tell how many reps there are."""

GROWS_WITH_REPS = frozenset(OF_SET)
"""They depend on how many reps there are."""

TOP_HOLD = "top_hold"


@dataclass(frozen=True)
class Average:
    """A metric of a set.

    Attributes
    ----------
    value
        Mean over the reps in which it was measured; None where it was in none.
    error
        One standard error of measuring it. What is wrong in a clip (its scale, the camera's angle,
        the shape of a back, clothes) is mostly wrong in all reps alike, so this is the mean of the
        reps' errors, and does not shrink with their number.
    spread
        Standard deviation between the reps; None with fewer than two.
    reps
        In how many it was measured; 1 for a metric of the set.
    unit, reason, rule
        As in `Measurement`.
    """

    value: float | None
    error: float | None
    spread: float | None
    reps: int
    unit: str
    reason: str | None = None
    rule: str | None = None

    @property
    def measured(self) -> Measurement:
        """Value and error alone."""
        return Measurement(self.value, self.error, self.unit, self.reason, self.rule)


def averages(analysis: Analysis) -> dict[str, Average]:
    """Give every metric of the reps and of the set, by its name."""
    reps = analysis.set.reps
    names = dict.fromkeys(name for rep in reps for name in rep.metrics)
    of_reps = {
        name: average([rep.metrics[name] for rep in reps if name in rep.metrics]) for name in names
    }
    if not any(rep.down_first for rep in reps):
        of_reps[TOP_HOLD] = average([_hold(rep) for rep in reps])
    of_set = {
        name: average([analysis.set.metrics[name]])
        for name in OF_SET
        if name in analysis.set.metrics
    }
    return of_reps | of_set


def average(measurements: Sequence[Measurement]) -> Average:
    """Give the mean of a metric over reps, at least one of them."""
    known = [
        (each.value, each.error, each.rule)
        for each in measurements
        if each.value is not None and each.error is not None
    ]
    unit = measurements[0].unit
    if not known:
        reason = next((each.reason for each in measurements if each.reason), None)
        return Average(None, None, None, 0, unit, reason or "it was not measured in any rep")
    values = [value for value, _, _ in known]
    return Average(
        value=fmean(values),
        error=fmean(error for _, error, _ in known),
        spread=stdev(values) if len(values) > 1 else None,
        reps=len(values),
        unit=unit,
        rule=known[0][2],
    )


def unit_of(name: str, found: Mapping[str, Average]) -> str:
    """Give the unit of a metric, also where a set does not have it at all."""
    if name in found:
        return found[name].unit
    return REP_METRIC_UNITS.get(name) or SET_UNITS.get(name, "1")


def _hold(rep: Rep) -> Measurement:
    return between(rep, "lockout_s", rep, "lowering_s")

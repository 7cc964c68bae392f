"""What differs between two sets by more than its error, metric by metric.

The error of a difference is made of both sets' errors of measuring, and of how much reps differ
from each other anyway. A difference counts from 1.645 of its standard errors on, which a number
that did not change passes in one comparison of ten. Many numbers are compared at once, so some pass
by chance: by how many is told, and those that pass a limit for all of them together are called
sure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import erfc, hypot, inf, sqrt
from typing import Literal, TypeAlias

from liftvision.analysis import Analysis
from liftvision.comparison.averages import GROWS_WITH_REPS, Average, averages
from liftvision.measurement import Measurement

Verdict: TypeAlias = Literal["more", "less", "no difference beyond the error", "not comparable"]

COUNTS_FROM = 1.645
"""So many standard errors a difference must have: a band of 90 %."""

BY_CHANCE = 0.1
"""That part of what did not change passes all the same."""

SURE_BY_CHANCE = 0.1
"""Probability that any at all of those that are called sure did not change (Holm 1979)."""

NOT_GIVEN = "it was not looked for"


@dataclass(frozen=True)
class Change:
    """A metric in two sets.

    Attributes
    ----------
    metric
        Its name.
    first, other
        In the set that is compared with, and in the one that is compared.
    difference
        The other minus the first, with its error; without a value where not comparable, with the
        reason.
    verdict
        Of the other against the first.
    is_sure
        Whether it is beyond what chance makes of so many comparisons.
    """

    metric: str
    first: Average
    other: Average
    difference: Measurement
    verdict: Verdict
    is_sure: bool = False

    @property
    def is_beyond(self) -> bool:
        """Whether it is more or less."""
        return self.verdict in ("more", "less")

    @property
    def errors(self) -> float:
        """Amount of the difference in standard errors; 0 where not comparable."""
        if self.difference.value is None or self.difference.error is None:
            return 0.0
        amount = abs(self.difference.value)
        if self.difference.error == 0.0:
            return inf if amount else 0.0
        return amount / self.difference.error


def changes_between(first: Analysis, other: Analysis) -> tuple[Change, ...]:
    """Compare every metric that either of two sets has, in the order of the first."""
    one, two = averages(first), averages(other)
    counts = len(first.set.reps), len(other.set.reps)
    names = dict.fromkeys((*one, *two))
    return with_sureness([_change(name, one, two, counts) for name in names])


def change_of(metric: str, first: Average, other: Average) -> Change:
    """Compare one metric by itself; see `difference_of`."""
    difference = difference_of(first, other)
    if difference.value is None:
        return Change(metric, first, other, difference, "not comparable")
    change = Change(metric, first, other, difference, "no difference beyond the error")
    if change.errors < COUNTS_FROM:
        return change
    return replace(change, verdict="more" if difference.value > 0.0 else "less")


def difference_of(first: Average, other: Average) -> Measurement:
    """Give the other minus the first with one standard error, or why they are not comparable.

    The errors of measuring are taken as independent: what is wrong in both clips alike, such as
    with the same back in the same shirt, would cancel, but nobody knows how much of it is. The
    spread of the reps is that of both sets together, over the square root of their numbers, and
    widened as Student's t is where it is known from few reps only; with one rep each there is none.
    """
    for average in (first, other):
        if average.value is None or average.error is None:
            return Measurement.not_measured(first.unit, average.reason or NOT_GIVEN)
    if first.rule != other.rule:
        reason = f"measured in two ways: {first.rule or 'as usual'}; {other.rule or 'as usual'}"
        return Measurement.not_measured(first.unit, reason)
    assert first.value is not None
    assert other.value is not None
    error = hypot(first.error or 0.0, other.error or 0.0, _from_spread(first, other))
    return Measurement(other.value - first.value, error, first.unit)


def with_sureness(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Mark those that are sure by the method of Holm (1979).

    The surest must pass a limit for all that were compared, the next one for one less, and so on.
    """
    compared = [change for change in changes if change.verdict != "not comparable"]
    ranked = sorted(compared, key=lambda change: -change.errors)
    sure = set()
    for place, change in enumerate(ranked):
        if _by_chance(change.errors) > SURE_BY_CHANCE / (len(ranked) - place):
            break
        sure.add(change.metric)
    return tuple(
        replace(change, is_sure=change.is_beyond and change.metric in sure) for change in changes
    )


def expected_by_chance(changes: Sequence[Change]) -> float:
    """Give how many would be called more or less if nothing at all had changed."""
    return BY_CHANCE * sum(change.verdict != "not comparable" for change in changes)


def beyond(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Give what is more or less, the surest first."""
    return tuple(
        sorted((change for change in changes if change.is_beyond), key=lambda each: -each.errors)
    )


def _change(
    name: str, one: Mapping[str, Average], two: Mapping[str, Average], counts: tuple[int, int]
) -> Change:
    unit = (one.get(name) or two[name]).unit
    absent = Average(None, None, None, 0, unit, NOT_GIVEN)
    change = change_of(name, one.get(name, absent), two.get(name, absent))
    if name in GROWS_WITH_REPS and counts[0] != counts[1]:
        reason = f"it depends on the number of reps: {counts[0]} and {counts[1]}"
        without = Measurement.not_measured(unit, reason)
        return replace(change, difference=without, verdict="not comparable")
    return change


def _from_spread(first: Average, other: Average) -> float:
    """Give the part of a difference's error that comes from how much reps differ."""
    from scipy.stats import t

    free = 0
    squares = 0.0
    for average in (first, other):
        if average.spread is not None:
            free += average.reps - 1
            squares += (average.reps - 1) * average.spread**2
    if free == 0:
        return 0.0
    widened = float(t.ppf(1.0 - 0.5 * BY_CHANCE, free)) / COUNTS_FROM
    return widened * sqrt(squares / free) * sqrt(1.0 / first.reps + 1.0 / other.reps)


def _by_chance(errors: float) -> float:
    """Give the probability of so many standard errors to either side."""
    return erfc(errors / sqrt(2.0))

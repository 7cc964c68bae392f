"""The tables of all metrics: every value with its error, rep by rep and of the whole set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftvision.measurement import Measurement, written
from liftvision.report.page.moments import EVENT_NAMES
from liftvision.report.words import FLOOR_WORDS, GROUPS, OTHERS, spelled_out
from liftvision.reps.rep import LiftSet, Rep

ABSENT = Measurement.not_measured("1", "not measured in this rep")


@dataclass(frozen=True)
class MetricRow:
    """A metric in each rep, or in the set.

    Attributes
    ----------
    name, rule
        As words; the rule is empty where the metric has one meaning only.
    cells
        What was measured, and how it is written.
    from_second
        Whether the second of two clips measured it.
    """

    name: str
    rule: str
    cells: tuple[tuple[Measurement, str], ...]
    from_second: bool = False


def event_rows(reps: Sequence[Rep]) -> list[tuple[str, list[str]]]:
    """Give a row for each event: its name, and when it was in each rep; then the floor contact."""
    rows = []
    for event, name in EVENT_NAMES.items():
        rows.append((name, [_when(rep, event) for rep in reps]))
    if any(rep.floor for rep in reps):
        rows.append(("from the floor", [FLOOR_WORDS[rep.floor] for rep in reps]))
    return rows if reps else []


def _when(rep: Rep, event: str) -> str:
    time_s: float | None = getattr(rep, event)
    if time_s is None:
        return "not seen"
    return written(Measurement(time_s, rep.event_errors.get(event), "s"))


def set_metrics(lifted: LiftSet) -> Mapping[str, Measurement]:
    """Give the metrics of the set where they tell more than its only rep does."""
    return lifted.metrics if len(lifted.reps) > 1 else {}


def metric_groups(
    metrics: Sequence[Mapping[str, Measurement]],
    from_second: frozenset[str],
    *,
    of_set: bool = False,
) -> list[tuple[str, list[MetricRow]]]:
    """Give the title and the rows of each group of metrics that has any.

    A metric that was not measured at all has no row: it is under 'not measured', with the reason.
    """
    names = dict.fromkeys(name for each in metrics for name in each)
    measured = [
        name for name in names if any(each.get(name, ABSENT).value is not None for each in metrics)
    ]
    known = [(title, [name for name in words if name in measured]) for title, words in GROUPS]
    grouped = {name for _, listed in known for name in listed}
    known.append((OTHERS, [name for name in measured if name not in grouped]))
    return [
        (title, [_metric_row(name, metrics, name in from_second, of_set=of_set) for name in listed])
        for title, listed in known
        if listed
    ]


def _metric_row(
    name: str, metrics: Sequence[Mapping[str, Measurement]], from_second: bool, *, of_set: bool
) -> MetricRow:
    values = [each.get(name, ABSENT) for each in metrics]
    rule = next((value.rule for value in values if value.rule), "")
    cells = tuple((value, written(value)) for value in values)
    return MetricRow(spelled_out(name, of_set=of_set), rule, cells, from_second)

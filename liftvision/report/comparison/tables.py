"""A comparison as a tidy table, and as a JSON document."""

from typing import TYPE_CHECKING, Any

from liftvision.comparison.averages import Average
from liftvision.comparison.changes import Change
from liftvision.comparison.comparison import Against, Comparison
from liftvision.comparison.findings import FindingChange
from liftvision.comparison.session import Session
from liftvision.report.document import measurement, number

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1"
"""Rises when a field is taken away or changes its meaning; new fields leave it as it is."""

RECORD_KEY = "liftvision_comparison"
"""The field by which an earlier comparison is told from anybody else's file."""


def comparison_table(comparison: Comparison) -> "pd.DataFrame":
    """Give a row for each metric and set, the first set's before the others'.

    Columns are ``metric``, ``unit``, ``session`` (its letter); ``value``, the mean over ``reps``
    reps, with its ``error`` and the ``spread`` between the reps; then, against the first set,
    ``difference``, ``difference_error``, ``verdict`` and ``sure``, missing in its own rows; and
    ``reason``, why there is no value or no difference. Errors are one standard error; NaN: not
    measured.
    """
    import pandas as pd

    first = comparison.sessions[0].letter
    rows: list[dict[str, object]] = []
    for metric, changes in changes_by_metric(comparison).items():
        rows.append({"metric": metric, "session": first, **_of_average(_first(changes))})
        for against, change in changes:
            rows.append(
                {
                    "metric": metric,
                    "session": against.session.letter,
                    **_of_average(change.other),
                    "difference": change.difference.value,
                    "difference_error": change.difference.error,
                    "verdict": change.verdict,
                    "sure": change.is_sure,
                    "reason": change.difference.reason or "",
                }
            )
    columns = ["metric", "unit", "session", "value", "error", "spread", "reps", "difference",
               "difference_error", "verdict", "sure", "reason"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    numbers = ("value", "error", "spread", "difference", "difference_error")
    kinds = {**dict.fromkeys(numbers, "float64"), "sure": "boolean"}
    return table.astype(kinds).fillna({"verdict": "", "reason": ""})


def changes_by_metric(comparison: Comparison) -> dict[str, list[tuple[Against, Change]]]:
    """Give for each metric how it changed in each of the other sets that it is compared with."""
    found: dict[str, list[tuple[Against, Change]]] = {}
    for against in comparison.against:
        for change in against.changes:
            found.setdefault(change.metric, []).append((against, change))
    return found


def to_document(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as plain dicts, lists, strings and finite numbers."""
    import liftvision

    return {
        "schema_version": SCHEMA_VERSION,
        "liftvision_version": liftvision.__version__,
        RECORD_KEY: {"clips": clip_paths(comparison)},
        "sessions": [_session(session) for session in comparison.sessions],
        "against_first": [_against(against) for against in comparison.against],
    }


def clip_paths(comparison: Comparison) -> list[str]:
    """Give the paths of the clips in their order: by them a comparison is known again."""
    return [str(session.analysis.clip.path.absolute()) for session in comparison.sessions]


def _first(changes: list[tuple[Against, Change]]) -> Average:
    return changes[0][1].first


def _of_average(average: Average) -> dict[str, object]:
    return {
        "unit": average.unit,
        "value": average.value,
        "error": average.error,
        "spread": average.spread,
        "reps": average.reps,
        "reason": average.reason or "",
    }


def _session(session: Session) -> dict[str, Any]:
    analysis = session.analysis
    return {
        "letter": session.letter,
        "name": session.name,
        "clip": str(analysis.clip.path.absolute()),
        "created": analysis.created,
        "lift": analysis.set.lift,
        "style": analysis.set.style,
        "view": analysis.view.name,
        "load_kg": number(analysis.given.load_kg),
        "reps": len(analysis.set.reps),
    }


def _against(against: Against) -> dict[str, Any]:
    return {
        "session": against.session.letter,
        "conditions": list(against.conditions),
        "compared": against.compared,
        "beyond": len(against.beyond),
        "expected_by_chance": number(against.by_chance),
        "findings": [_finding(found) for found in against.findings],
        "metrics": [_change(change) for change in against.changes],
    }


def _finding(found: FindingChange) -> dict[str, Any]:
    return {
        "code": found.code,
        "title": found.title,
        "change": found.kind,
        "first": None if found.first is None else found.first.severity,
        "other": None if found.other is None else found.other.severity,
        "metric": None if found.number is None else found.number.metric,
        "beyond_error": found.rests_on_number,
        "not_judged": None if found.not_judged is None else found.not_judged.reason,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "metric": change.metric,
        "verdict": change.verdict,
        "sure": change.is_sure,
        "first": _averaged(change.first),
        "other": _averaged(change.other),
        "difference": measurement(change.difference),
    }


def _averaged(average: Average) -> dict[str, Any]:
    return measurement(average.measured) | {
        "spread": number(average.spread),
        "reps": average.reps,
    }

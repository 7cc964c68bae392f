"""The findings, and what was not measured, as tables."""

from typing import TYPE_CHECKING, TypeAlias

from liftvision.analysis import Analysis
from liftvision.report.words import spelled_out

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = dict[str, object]

FINDING_COLUMNS = (
    "code", "title", "severity", "reps", "severities", "time_s", "metric", "value", "error",
    "unit", "threshold", "strength", "seen", "compared", "meaning", "cue", "drills", "source",
)  # fmt: skip
NOT_MEASURED_COLUMNS = ("name", "label", "where", "reason")

WHOLE_CLIP = "in the whole clip"
SOME_FRAMES = "in some frames"
THE_SET = "in the set"


def findings_table(analysis: Analysis) -> "pd.DataFrame":
    """Give the findings, a row each, what matters most first.

    ``metric``, ``value``, ``error``, ``unit`` and ``threshold`` are those of the leading sign;
    ``severities`` are those in each of the ``reps``; these two and ``drills`` are tuples.
    """
    import pandas as pd

    rows: list[Row] = [
        {
            **{name: getattr(finding, name, None) for name in FINDING_COLUMNS},
            "metric": finding.signs[0].metric,
            "value": finding.measured.value,
            "error": finding.measured.error,
            "unit": finding.measured.unit,
        }
        for finding in analysis.review.findings
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def not_measured_table(analysis: Analysis) -> "pd.DataFrame":
    """Give what was not measured, and why, a row for each column or metric and reason.

    ``label`` is its name in words; ``where`` tells whether it lacks in the whole clip, in some
    frames, in which reps or in the set.
    """
    import pandas as pd

    motion, lifted = analysis.joined_motion, analysis.set
    places: dict[tuple[str, str], list[str]] = {}
    for where, reasons in ((WHOLE_CLIP, motion.not_measured), (SOME_FRAMES, motion.partly)):
        for name, reason in reasons.items():
            places.setdefault((name, reason), []).append(where)
    for where, metrics in (
        *((f"rep {rep.number}", rep.metrics) for rep in lifted.reps),
        (THE_SET, lifted.metrics),
    ):
        for name, measured in metrics.items():
            if measured.value is None:
                places.setdefault((name, measured.reason or ""), []).append(where)
    rows = [
        {"name": name, "label": spelled_out(name), "where": ", ".join(where), "reason": reason}
        for (name, reason), where in places.items()
    ]
    return pd.DataFrame(rows, columns=list(NOT_MEASURED_COLUMNS))

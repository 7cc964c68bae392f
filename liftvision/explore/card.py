"""The card of an analysis in a notebook: what was lifted, what was found, what was measured."""

from collections.abc import Mapping, Sequence

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.measurement import Measurement, written
from liftvision.pose.landmarks import without_side
from liftvision.report.html import summary
from liftvision.report.page.render import filled
from liftvision.report.words import capitalized, lowered, spelled_out
from liftvision.reps.rep import Rep

KEY_METRICS = (
    "lumbar_share", "lumbar_flexion_peak", "lumbar_drift", "hip_contribution",
    "fppa_change_l", "fppa_change_r", "stance_width", "mean_concentric_velocity",
    "range_of_motion", "bar_over_midfoot", "bar_forward_drift", "bar_tilt_peak",
    "concentric_duration",
)  # fmt: skip
"""What is shown of each rep, as far as it was measured; at most `MOST_METRICS` of it."""

MOST_METRICS = 7
MOST_REPS = 6
MOST_REASONS = 5
MOST_NAMES = 4
"""Of what was not measured for the same reason."""

NOT_MEASURED = "not measured"
FILM = "film "
"""Where a reason has it, it says already how to film."""


def one_line(analysis: Analysis) -> str:
    """Give the analysis in a line, for the prompt."""
    count = len(analysis.review.findings)
    found = f" {count} finding{'s' * (count != 1)}." if analysis.set.reps else ""
    return f"<Analysis of {printable_name(analysis.clip.path)}: {summary(analysis)}{found}>"


def card(analysis: Analysis) -> str:
    """Give the analysis as a piece of HTML.

    It takes its colours from the page around it, light or dark. What comes from outside is
    escaped.
    """
    reps, review = analysis.set.reps, analysis.review
    context = {
        "name": printable_name(analysis.clip.path),
        "summary": summary(analysis),
        "seconds": f"{analysis.clip.duration_s:.1f}",
        "findings": review.leading,
        "more_findings": len(review.findings) - len(review.leading),
        "went_well": review.went_well,
        "reps": reps[:MOST_REPS],
        "more_reps": len(reps) - MOST_REPS,
        "rows": key_rows(reps[:MOST_REPS]),
        "reasons": reasons(analysis)[:MOST_REASONS],
        "more_reasons": len(reasons(analysis)) - MOST_REASONS,
        "warnings": analysis.warnings,
    }
    return filled("liftvision.explore", "card.html.j2", context)


def key_rows(reps: Sequence[Rep]) -> list[tuple[str, list[str]]]:
    """Give the name of each key metric that some rep has, and how it is written in each."""
    shown = [name for name in KEY_METRICS if any(_has(rep.metrics, name) for rep in reps)]
    absent = Measurement.not_measured("1", NOT_MEASURED)
    return [
        (spelled_out(name), [written(rep.metrics.get(name, absent)) for rep in reps])
        for name in shown[:MOST_METRICS]
    ]


def _has(metrics: Mapping[str, Measurement], name: str) -> bool:
    return name in metrics and metrics[name].value is not None


def reasons(analysis: Analysis) -> list[tuple[str, str]]:
    """Give what could not be judged or measured, and why, each reason once.

    What the findings could not judge says most; without a review it is the columns.
    """
    names: dict[str, list[str]] = {}
    if analysis.review.not_judged:
        for each in analysis.review.not_judged:
            why = each.reason if FILM in each.reason else f"{_sentence(each.reason)} {each.advice}"
            names.setdefault(why.strip(), []).append(lowered(each.title))
        return [(f"Whether {_listed(titles)}", _sentence(why)) for why, titles in names.items()]
    for name, reason in analysis.joined_motion.not_measured.items():
        names.setdefault(reason, []).append(lowered(spelled_out(without_side(name))))
    return [
        (capitalized(_listed(list(dict.fromkeys(each)))), _sentence(why))
        for why, each in names.items()
    ]


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    words = ", ".join(names[:MOST_NAMES])
    return f"{words} and {more} more" if more > 0 else words


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."

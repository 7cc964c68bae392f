"""What was found, as the report says it: for each finding what to read, to try and to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liftvision.analysis import Analysis
from liftvision.findings.review import Finding, NotJudged, Review, Severity, Strength
from liftvision.findings.wording import reps_words
from liftvision.report.page.moments import Moment, moment
from liftvision.report.words import capitalized

SEVERITY_WORDS: dict[Severity, str] = {
    "mild": "Mild: worth watching",
    "moderate": "Moderate: worth working on",
    "severe": "Severe: well worth working on",
}
STRENGTH_WORDS: dict[Strength, str] = {
    "strong": "well supported by studies",
    "moderate": "supported by some studies",
    "weak": "little evidence",
    "heuristic": "our own proposal, not from a study",
}
NOTHING_FOUND = "Nothing stands out in what could be judged."
NOTHING_JUDGED = "Nothing could be told for sure in this clip."


@dataclass(frozen=True)
class Advice:
    """A finding as it is read.

    Attributes
    ----------
    finding
        What was found.
    severity, strength
        In words.
    worst
        In which reps it is that severe, in words; empty where it is so in all of its reps.
    moment
        When it shows most.
    """

    finding: Finding
    severity: str
    strength: str
    worst: str
    moment: Moment


def advice(analysis: Analysis, findings: Sequence[Finding]) -> tuple[Advice, ...]:
    """Give findings of an analysis as they are read."""
    count = len(analysis.set.reps)
    return tuple(
        Advice(
            finding,
            SEVERITY_WORDS[finding.severity],
            STRENGTH_WORDS[finding.strength],
            worst_words(finding, count),
            moment(analysis, finding.title, finding.time_s),
        )
        for finding in findings
    )


def worst_words(finding: Finding, count: int) -> str:
    """Say in which of its reps a finding is as severe as it is called, where that differs."""
    worst = [
        number
        for number, severity in zip(finding.reps, finding.severities, strict=True)
        if severity == finding.severity
    ]
    if len(worst) in (0, len(finding.reps)):
        return ""
    return capitalized(f"{finding.severity} in {reps_words(worst, count)}.")


def not_judged(review: Review) -> tuple[NotJudged, ...]:
    """Give what could not be judged; what has the same reason and advice together."""
    titles: dict[tuple[str, str], list[NotJudged]] = {}
    for each in review.not_judged:
        titles.setdefault((each.reason, each.advice), []).append(each)
    return tuple(
        replace(alike[0], title="; ".join(dict.fromkeys(each.title for each in alike)))
        for alike in titles.values()
    )


def lead_words(analysis: Analysis) -> str:
    """Say in a sentence how much was found."""
    review = analysis.review
    if not review.findings:
        return NOTHING_FOUND if review.went_well else NOTHING_JUDGED
    if len(review.leading) == 1:
        return "One thing stands out."
    return f"{('Two', 'Three')[len(review.leading) - 2]} things stand out; the first matters most."

"""What was found in a lift, what went well in it, and what could not be judged."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from liftvision.measurement import Measurement

Severity: TypeAlias = Literal["mild", "moderate", "severe"]
Strength: TypeAlias = Literal["strong", "moderate", "weak", "heuristic"]

SEVERITIES: tuple[Severity, ...] = ("mild", "moderate", "severe")
"""From the least on."""

LEADING = 3
"""So many findings lead a report: more is not acted on."""


@dataclass(frozen=True)
class Sign:
    """One metric that speaks for a finding.

    Attributes
    ----------
    metric
        Name of the rep's metric.
    measured
        Its value with its error in the rep in which it says most.
    threshold
        From where on it speaks for the finding, in the unit of the metric.
    """

    metric: str
    measured: Measurement
    threshold: float


@dataclass(frozen=True)
class Finding:
    """Something a lifter can act on.

    Attributes
    ----------
    code
        Name of its rule, such as ``hips_shoot_up``.
    title
        In plain words, short enough for a heading.
    severity
        By the rule's thresholds.
    reps
        Numbers of the reps in which it was found.
    severities
        In each of these reps.
    time_s
        The moment to look at, on the clip's clock: where it shows most.
    signs
        The metrics that speak for it; the first one leads.
    seen
        What was seen, with value, error and reps.
    compared
        How that compares: with what, and how sure that is.
    meaning
        What it may mean.
    cue
        One thing to try in the next set.
    drills
        What may help to learn it.
    source
        Where the threshold comes from.
    strength
        How strong the evidence behind the threshold is; ``heuristic``: our own proposal.
    """

    code: str
    title: str
    severity: Severity
    reps: tuple[int, ...]
    severities: tuple[Severity, ...]
    time_s: float
    signs: tuple[Sign, ...]
    seen: str
    compared: str
    meaning: str
    cue: str
    drills: tuple[str, ...]
    source: str
    strength: Strength

    @property
    def measured(self) -> Measurement:
        """The leading sign's value and error, in the rep in which it says most."""
        return self.signs[0].measured

    @property
    def threshold(self) -> float:
        """The leading sign's threshold."""
        return self.signs[0].threshold

    @property
    def text(self) -> str:
        """All there is to read, without the cue."""
        return " ".join(part for part in (self.seen, self.compared, self.meaning) if part)


@dataclass(frozen=True)
class WentWell:
    """Something that was looked for, measured well enough, and not found.

    Attributes
    ----------
    code
        Name of the rule.
    text
        A sentence, with the value that shows it where that is above zero.
    measured
        That value: the one nearest to the threshold among the reps.
    """

    code: str
    text: str
    measured: Measurement


@dataclass(frozen=True)
class NotJudged:
    """Something that could not be looked for.

    Attributes
    ----------
    code
        Name of the rule.
    title
        What it would have told of, in plain words.
    reason
        Why it was not.
    advice
        How to film it next time; empty where filming otherwise would not help.
    """

    code: str
    title: str
    reason: str
    advice: str


@dataclass(frozen=True)
class Review:
    """Everything that the rules say of a set.

    Attributes
    ----------
    findings
        What matters most comes first.
    went_well
        Likewise.
    not_judged
        In the order of the rules.
    """

    findings: tuple[Finding, ...] = ()
    went_well: tuple[WentWell, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()

    @property
    def leading(self) -> tuple[Finding, ...]:
        """The findings that lead a report: at most three."""
        return self.findings[:LEADING]

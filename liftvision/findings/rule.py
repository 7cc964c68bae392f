"""A rule: from which value of which metrics on something is worth telling a lifter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from liftvision.findings.review import Severity, Strength

Limits: TypeAlias = tuple[float, float, float]
"""From which on something is mild, moderate and severe; rising."""

Beyond: TypeAlias = Literal["above", "below", "either"]
RuleView: TypeAlias = Literal["side", "front"]


@dataclass(frozen=True)
class SignRule:
    """A metric that speaks for a finding.

    Attributes
    ----------
    name
        Within its rule.
    metrics
        Names of metrics of a rep; the first that was measured counts.
    limits
        In the unit of the metric.
    says
        What is seen, with ``{value}`` for the number.
    side
        On which side of a limit it speaks; ``either``: by its amount. Limits of ``below`` are those
        of the value with its sign turned.
    styles
        Limits of a style, where they differ.
    """

    name: str
    metrics: tuple[str, ...]
    limits: Limits
    says: str
    side: Beyond = "above"
    styles: Mapping[str, Limits] = field(default_factory=dict)

    def limits_for(self, style: str) -> Limits:
        """Give the limits for a style."""
        return self.styles.get(style, self.limits)

    def amount(self, value: float) -> float:
        """Give a value so that more of it speaks for the finding."""
        return {"above": value, "below": -value, "either": abs(value)}[self.side]


@dataclass(frozen=True)
class Rule:
    """What is looked for; the texts are for the reader. See ``rules.toml`` for each field."""

    code: str
    title: str
    praise: str
    view: RuleView
    agree: int
    strength: Strength
    source: str
    compared: str
    meaning: str
    cue: str
    drills: tuple[str, ...]
    signs: tuple[SignRule, ...]
    needs: tuple[str, ...] = ()
    praise_unless: tuple[str, ...] = ()
    at_most: Severity = "severe"
    least_reps: int = 1
    lasts_s: float = 0.0

"""What was found in one set and not in the other, or more of it, or less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from liftvision.comparison.changes import Change
from liftvision.findings.review import SEVERITIES, Finding, NotJudged, Review

Kind: TypeAlias = Literal["new", "stronger", "milder", "gone", "same", "unknown"]
KINDS: tuple[Kind, ...] = ("new", "stronger", "gone", "milder", "same", "unknown")
"""In the order in which they are told."""


@dataclass(frozen=True)
class FindingChange:
    """A finding in two sets.

    Attributes
    ----------
    code, title
        Of its rule.
    kind
        ``new``: in the other set only; ``gone``: in the first only; ``unknown``: found in one, and
        in the other nobody could look.
    first, other
        What was found; None where it was not.
    number
        Of the metrics that speak for it in either set the one that differs most by its error; None
        where none was measured in both.
    praise
        What the set without it was praised for; empty where it was neither found nor clearly not.
    not_judged
        Why nobody could look; None where one could.
    """

    code: str
    title: str
    kind: Kind
    first: Finding | None
    other: Finding | None
    number: Change | None
    praise: str = ""
    not_judged: NotJudged | None = None

    @property
    def rests_on_number(self) -> bool:
        """Whether a number behind it differs by more than its error."""
        return self.number is not None and self.number.is_beyond


def finding_changes(
    first: Review, other: Review, changes: Sequence[Change]
) -> tuple[FindingChange, ...]:
    """Compare what was found in two sets.

    Parameters
    ----------
    first, other
        Of the set that is compared with, and of the one that is compared.
    changes
        Their metrics, compared.
    """
    found = {each.code: each for each in (*other.findings, *first.findings)}
    numbers = {change.metric: change for change in changes}
    compared = [_compared(finding, first, other, numbers) for finding in found.values()]
    return tuple(sorted(compared, key=lambda each: KINDS.index(each.kind)))


def _compared(
    finding: Finding, first: Review, other: Review, numbers: Mapping[str, Change]
) -> FindingChange:
    code = finding.code
    one = next((each for each in first.findings if each.code == code), None)
    two = next((each for each in other.findings if each.code == code), None)
    without = first if one is None else other
    lone = one is None or two is None
    not_judged = next((each for each in without.not_judged if each.code == code), None)
    praise = next((each.text for each in without.went_well if each.code == code), "")
    return FindingChange(
        code=code,
        title=finding.title,
        kind="unknown" if lone and not_judged else _kind(one, two),
        first=one,
        other=two,
        number=_number((one, two), numbers),
        praise=praise if lone else "",
        not_judged=not_judged if lone else None,
    )


def _number(
    found: tuple[Finding | None, Finding | None], numbers: Mapping[str, Change]
) -> Change | None:
    metrics = dict.fromkeys(sign.metric for each in found if each for sign in each.signs)
    compared = [numbers[metric] for metric in metrics if metric in numbers]
    comparable = [change for change in compared if change.verdict != "not comparable"]
    return max(comparable, key=lambda change: change.errors, default=None)


def _kind(one: Finding | None, two: Finding | None) -> Kind:
    if one is None:
        return "new"
    if two is None:
        return "gone"
    more = SEVERITIES.index(two.severity) - SEVERITIES.index(one.severity)
    if more == 0:
        return "same"
    return "stronger" if more > 0 else "milder"

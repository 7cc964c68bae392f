"""Sets beside each other, all that is known of how they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.analysis import Analysis
from liftvision.comparison.changes import Change, beyond, changes_between, expected_by_chance
from liftvision.comparison.conditions import conditions
from liftvision.comparison.findings import FindingChange, finding_changes
from liftvision.comparison.session import Session, sessions_of
from liftvision.progress import Progress

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Against:
    """One set against the first.

    Attributes
    ----------
    session
        The set that is compared.
    changes
        Every metric that either of the two has.
    findings
        What was found in either of them, what changed most first.
    conditions
        Sentences on what differs in how they were lifted and filmed.
    """

    session: Session
    changes: tuple[Change, ...]
    findings: tuple[FindingChange, ...]
    conditions: tuple[str, ...]

    @property
    def beyond(self) -> tuple[Change, ...]:
        """The metrics that differ by more than their error, the surest first."""
        return beyond(self.changes)

    @property
    def compared(self) -> int:
        """How many metrics were measured in both."""
        return sum(change.verdict != "not comparable" for change in self.changes)

    @property
    def by_chance(self) -> float:
        """How many of them would differ by more than their error if nothing had changed."""
        return expected_by_chance(self.changes)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Sets beside each other; made by `liftvision.compare`.

    Attributes
    ----------
    sessions
        The sets, in the order in which they were given; the others are compared with the first.
    against
        One for each of the others.
    """

    sessions: tuple[Session, ...]
    against: tuple[Against, ...]

    @property
    def table(self) -> "pd.DataFrame":
        """A row for each metric and set; see `report.comparison.tables.comparison_table`."""
        from liftvision.report.comparison.tables import comparison_table

        return comparison_table(self)

    def save(
        self, out_dir: str | Path, *, overwrite: bool = False, progress: Progress | None = None
    ) -> Path:
        """Write page, table and videos into a folder; see `report.comparison.folder.save`."""
        from liftvision.report.comparison.folder import save

        return save(self, Path(out_dir), overwrite=overwrite, progress=progress)

    def __repr__(self) -> str:
        from liftvision.report.comparison.wording import told

        return "\n".join(told(self))


def compare(*analyses: Analysis | str | Path) -> Comparison:
    """Compare sets with each other: what differs by more than its error.

    >>> import liftvision
    >>> liftvision.compare("may.liftvision", "june.liftvision").save("out")  # doctest: +SKIP

    Parameters
    ----------
    analyses
        Two to six of the same lift, or the folders that they are saved in. The others are compared
        with the first. Only those that come from a folder have their video in what is saved.

    Raises
    ------
    ComparisonError
        They are too few or too many, the same one twice, of different lifts, or without reps.
    SavedAnalysisError
        A folder holds no analysis.
    """
    return comparison_of(sessions_of(analyses))


def comparison_of(sessions: Sequence[Session]) -> Comparison:
    """Compare sets that have their letters."""
    first, *others = sessions
    return Comparison(tuple(sessions), tuple(_against(first, other) for other in others))


def _against(first: Session, other: Session) -> Against:
    changes = changes_between(first.analysis, other.analysis)
    findings = finding_changes(first.analysis.review, other.analysis.review, changes)
    return Against(other, changes, findings, conditions(first, other))

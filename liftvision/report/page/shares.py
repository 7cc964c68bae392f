"""How much of becoming upright the hips did and how much the spine, phase by phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftvision.analysis import Analysis
from liftvision.measurement import Measurement, written
from liftvision.report.words import SHARES

WIDTH = 100.0


@dataclass(frozen=True)
class ShareCell:
    """The share in one phase of one rep.

    Attributes
    ----------
    words
        The spine's share with its error, or that there is none.
    reason
        Why there is none; empty otherwise.
    hips
        Where the hips' part of the bar ends, 0-100; None where there is none.
    error
        Begin and end of one standard error around that; None where it is not known.
    """

    words: str
    reason: str
    hips: float | None
    error: tuple[float, float] | None


@dataclass(frozen=True)
class ShareTable:
    """The shares of every rep.

    Attributes
    ----------
    phases
        Titles of the columns.
    rows
        Name of the rep, and a cell for each phase.
    reasons
        Why some of it, or all, was not measured: in which phases, and the reason.
    """

    phases: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ShareCell, ...]], ...]
    reasons: tuple[tuple[str, str], ...]


def share_table(analysis: Analysis) -> ShareTable | None:
    """Give the shares; None where nobody looked for them."""
    metrics = [rep.metrics for rep in analysis.set.reps]
    phases = [name for name in SHARES if any(name in each for each in metrics)]
    if not phases:
        return None
    titles = tuple(SHARES[name] for name in phases)
    reasons = _reasons(metrics, phases)
    if all(each[name].value is None for each in metrics for name in phases if name in each):
        return ShareTable(titles, (), reasons)
    rows = [(f"Rep {rep.number}", _cells(rep.metrics, phases)) for rep in analysis.set.reps]
    mean = analysis.set.metrics.get("lumbar_share")
    if len(rows) > 1 and mean is not None and mean.value is not None:
        rows.append(("Mean of the reps", (_cell(mean),)))
    return ShareTable(titles, tuple(rows), reasons)


def _reasons(
    metrics: Sequence[Mapping[str, Measurement]], phases: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Give each reason once, with the phases that it kept from being measured."""
    found: dict[str, list[str]] = {}
    for name in phases:
        for each in metrics:
            reason = each[name].reason if name in each else None
            if reason and SHARES[name] not in found.setdefault(reason, []):
                found[reason].append(SHARES[name])
    return tuple(("; ".join(names), reason) for reason, names in found.items())


def _cells(metrics: Mapping[str, Measurement], phases: Sequence[str]) -> tuple[ShareCell, ...]:
    absent = Measurement.not_measured("%", "not measured in this rep")
    return tuple(_cell(metrics.get(name, absent)) for name in phases)


def _cell(share: Measurement) -> ShareCell:
    """Give a cell; a share below 0 or above 100 % fills the bar, and its number says it all."""
    if share.value is None:
        return ShareCell("not measured", share.reason or "", None, None)
    hips = WIDTH - share.value
    error = None
    if share.error is not None:
        error = _inside(hips - share.error), _inside(hips + share.error)
    return ShareCell(written(share), "", _inside(hips), error)


def _inside(place: float) -> float:
    return round(min(max(place, 0.0), WIDTH), 1)

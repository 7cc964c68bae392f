"""The comparison as a page that opens from the disk: ``comparison.html``."""

from collections.abc import Sequence
from dataclasses import dataclass

from liftvision.comparison.averages import Average
from liftvision.comparison.changes import Change
from liftvision.comparison.comparison import Against, Comparison
from liftvision.comparison.findings import FindingChange
from liftvision.findings.review import Finding
from liftvision.measurement import written
from liftvision.report.comparison.curves import (
    common_knee,
    goes_down_first,
    panel_json,
    panel_words,
    panels_of,
    phases_shown,
    still_panel,
)
from liftvision.report.comparison.paths import draw_paths
from liftvision.report.comparison.tables import changes_by_metric
from liftvision.report.comparison.videos import films_of, step_data
from liftvision.report.comparison.wording import (
    KIND_WORDS,
    behind,
    chance_words,
    described,
    headline,
    severities,
    signed,
    sureness,
    told_once,
)
from liftvision.report.page.moments import moment
from liftvision.report.page.render import render_page
from liftvision.report.words import GROUPS, OTHERS, spelled_out

MOST_NUMBERS = 6
"""Numbers that lead; the others are folded."""

MOST_STACKED = 2
"""Wide videos above each other; more of them would not all be in sight."""

STILL_EVENTS = "lift-off, bar at the knee, lockout, and where the lowering begins"
"""What a still picture of a curve marks."""


@dataclass(frozen=True)
class FindingCard:
    """A finding that changed, as it is read.

    Attributes
    ----------
    kind, title, severities, behind
        In words.
    style
        Class of its colour.
    text
        What the set without it was praised for, or why nobody could look there.
    cue
        What to try; empty where it is gone.
    looks
        Where to look: number of the set from 0, its letter, and time on its clip's clock.
    """

    kind: str
    title: str
    severities: str
    behind: str
    style: str
    text: str
    cue: str
    looks: tuple[tuple[int, str, float, str], ...]


@dataclass(frozen=True)
class Cell:
    """One cell of the table of all numbers."""

    text: str
    reason: str = ""
    style: str = ""


@dataclass(frozen=True)
class NumberRow:
    """A metric in all sets: its name and its cells."""

    name: str
    cells: tuple[Cell, ...]


def render_comparison(comparison: Comparison) -> str:
    """Give the page; the videos lie beside it."""
    sessions = comparison.sessions
    first = sessions[0].letter
    panels = panels_of(sessions)
    knee = common_knee(sessions)
    films = films_of(sessions)
    down_first = goes_down_first(sessions)
    context = {
        "films": films,
        "has_video": any(film.video for film in films),
        "are_stacked": len(films) <= MOST_STACKED and all(film.is_wide for film in films),
        "names": [described(session) for session in sessions],
        "title": " and ".join((first, *(each.session.letter for each in comparison.against))),
        "parts": [_part(comparison, against, index + 1) for index, against in _counted(comparison)],
        "phases": phases_shown(down_first=down_first),
        "panels": [
            (panel_words(panel, sessions), still_panel(panel, sessions, knee)) for panel in panels
        ],
        "still_events": "lowering and lowest point" if down_first else STILL_EVENTS,
        "drawing": draw_paths(panels, sessions),
        "groups": number_groups(comparison),
        "columns": _columns(comparison),
        "lone": lone_reasons(comparison),
    }
    data = {
        "sessions": step_data(sessions, knee),
        "panels": [panel_json(panel, sessions, knee) for panel in panels],
        "ticks": _ticks(knee, down_first=down_first),
    }
    return render_page(
        "comparison/comparison.html.j2",
        context,
        styles=("comparison/comparison.css",),
        scripts=("comparison/in_step.js", "comparison/comparison.js"),
        data=data,
    )


def number_groups(comparison: Comparison) -> list[tuple[str, list[NumberRow]]]:
    """Give the title and rows of each group of metrics that at least two sets have in common."""
    rows = {
        metric: _row(metric, changes)
        for metric, changes in changes_by_metric(comparison).items()
        if any(change.verdict != "not comparable" for _, change in changes)
    }
    known = [(title, [name for name in words if name in rows]) for title, words in GROUPS]
    grouped = {name for _, names in known for name in names}
    known.append((OTHERS, [name for name in rows if name not in grouped]))
    return [(title, [rows[name] for name in names]) for title, names in known if names]


def lone_reasons(comparison: Comparison) -> list[tuple[str, str]]:
    """Give what was measured in one of two sets and cannot be compared: names, and the reason."""
    found: dict[str, dict[str, None]] = {}
    first = comparison.sessions[0].letter
    for metric, changes in changes_by_metric(comparison).items():
        for against, change in changes:
            values = change.first.value, change.other.value
            if change.verdict != "not comparable" or values == (None, None):
                continue
            where = "" if None not in values else f"{first} and {against.session.letter}: "
            if values[0] is None:
                where = f"Not in {first}: "
            elif values[1] is None:
                where = f"Not in {against.session.letter}: "
            reason = f"{where}{change.difference.reason}"
            found.setdefault(reason, {})[spelled_out(metric)] = None
    return [("; ".join(names), reason) for reason, names in found.items()]


def _counted(comparison: Comparison) -> list[tuple[int, Against]]:
    return list(enumerate(comparison.against))


def _part(comparison: Comparison, against: Against, index: int) -> dict[str, object]:
    """Give what is said of one set against the first."""
    first, other = comparison.sessions[0].letter, against.session.letter
    changed = [each for each in against.findings if each.kind not in ("same", "unknown")]
    rest = [each for each in against.findings if each.kind in ("same", "unknown")]
    lines = [_number_line(change) for change in told_once(against.beyond)]
    return {
        "headline": headline(against, first),
        "first": first,
        "other": other,
        "cards": [_card(comparison, each, index) for each in changed],
        "alike": [_card(comparison, each, index) for each in rest],
        "leading": lines[:MOST_NUMBERS],
        "further": lines[MOST_NUMBERS:],
        "chance": chance_words(against),
        "conditions": against.conditions,
    }


def _number_line(change: Change) -> dict[str, str]:
    return {
        "name": spelled_out(change.metric),
        "first": written(change.first.measured),
        "other": written(change.other.measured),
        "difference": signed(change.difference),
        "verdict": change.verdict,
        "sureness": sureness(change),
    }


def _card(comparison: Comparison, found: FindingChange, index: int) -> FindingCard:
    first, other = comparison.sessions[0], comparison.sessions[index]
    text = f"{first.letter if found.first is None else other.letter}: {found.praise}"
    if found.not_judged is not None:
        text = f"Not judged: {found.not_judged.reason} {found.not_judged.advice}".rstrip()
    shown = found.first if found.other is None else found.other
    looks = tuple(
        _look(comparison, place, finding)
        for place, finding in ((0, found.first), (index, found.other))
        if finding is not None
    )
    return FindingCard(
        kind=KIND_WORDS[found.kind].format(other=other.letter),
        title=found.title,
        severities=severities(found, first.letter, other.letter),
        behind=behind(found, first.letter, other.letter),
        style=found.kind,
        text=text if found.praise or found.not_judged is not None else "",
        cue=shown.cue if shown is not None and found.kind != "gone" else "",
        looks=looks,
    )


def _look(comparison: Comparison, place: int, finding: Finding) -> tuple[int, str, float, str]:
    session = comparison.sessions[place]
    when = moment(session.analysis, finding.title, finding.time_s)
    return place, session.letter, when.time_s, when.words


def _columns(comparison: Comparison) -> list[str]:
    first, *others = (session.letter for session in comparison.sessions)
    titles = [first]
    for other in others:
        titles += [other, f"{other} \N{MINUS SIGN} {first}", "That is"]
    return titles


def _row(metric: str, changes: Sequence[tuple[Against, Change]]) -> NumberRow:
    cells = [_averaged(changes[0][1].first)]
    for _, change in changes:
        absent = change.difference.reason or ""
        verdict = f"{change.verdict}, {sureness(change)}" if change.is_beyond else change.verdict
        cells += [
            _averaged(change.other),
            Cell("\N{EN DASH}" if absent else signed(change.difference), absent),
            Cell(verdict, absent, change.verdict if change.is_beyond else "alike"),
        ]
    return NumberRow(spelled_out(metric), tuple(cells))


def _averaged(average: Average) -> Cell:
    return Cell(written(average.measured), average.reason or "")


def _ticks(knee: float, *, down_first: bool) -> dict[str, list[object]]:
    """Give where the axis of the curves is marked, and with what."""
    if down_first:
        return {"at": [-100.0, 0.0, 100.0], "words": ["down", "bottom", "upright"]}
    return {
        "at": [0.0, knee, 100.0, 175.0],
        "words": ["lift-off", "knee", "lockout", "end"],
    }

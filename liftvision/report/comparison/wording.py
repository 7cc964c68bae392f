"""How sets differ, in words."""

from collections.abc import Sequence

from liftvision.comparison.changes import Change
from liftvision.comparison.comparison import Against, Comparison
from liftvision.comparison.findings import KINDS, FindingChange, Kind
from liftvision.comparison.session import Session
from liftvision.measurement import Measurement, written
from liftvision.report.words import spelled_out, style_words

KIND_WORDS: dict[Kind, str] = {
    "new": "new in {other}",
    "stronger": "stronger in {other}",
    "milder": "milder in {other}",
    "gone": "gone in {other}",
    "same": "in both alike",
    "unknown": "seen in one, not judged in the other",
}
VIEW_WORDS = {"unknown": "view unknown"}
MOST_LINES = 5
"""Numbers that the terminal names; the page has all."""


def title_of(session: Session) -> str:
    """Name a set in a line: its letter, its clip, and what was lifted."""
    return f"{session.letter}: {session.name}, {described(session)}"


def described(session: Session) -> str:
    """Say what was lifted in a set, with what load, and from where it was filmed."""
    analysis = session.analysis
    count = len(analysis.set.reps)
    style = style_words(analysis.set)
    lift = "another lift"
    if analysis.set.lift == "deadlift":
        lift = "the deadlift" if style is None else f"the {style} deadlift"
    load = analysis.given.load_kg
    loaded = "" if load is None else f" with {load:g} kg"
    view = VIEW_WORDS.get(analysis.view.name, f"{analysis.view.name} view")
    return f"{count} rep{'' if count == 1 else 's'} of {lift}{loaded}, {view}"


def headline(against: Against, first: str) -> str:
    """Say in a sentence how much changed."""
    other = against.session.letter
    findings = [each for each in against.findings if each.kind not in ("same", "unknown")]
    count, sure = len(against.beyond), sum(change.is_sure for change in against.beyond)
    if not against.compared:
        return f"{other} and {first} have no number in common"
    if not count:
        numbers = "no number differs by more than its error"
    else:
        numbers = f"{count} of {against.compared} numbers differ by more than their error"
        numbers += f", {sure} of them surely" if sure else ""
    told = [
        f"{len(of_kind)} {'finding' if len(of_kind) == 1 else 'findings'} "
        f"{KIND_WORDS[kind].format(other=other)}"
        for kind in KINDS
        if (of_kind := [each for each in findings if each.kind == kind])
    ]
    found = f"{', '.join(told)}; " if told else ""
    return f"{other} against {first}: {found}{numbers}"


def chance_words(against: Against) -> str:
    """Say how much of what differs chance would make."""
    if not against.compared:
        return ""
    about = max(round(against.by_chance), 1)
    text = (
        f"Of {against.compared} numbers, about {about} would differ by more than "
        f"{'its' if about == 1 else 'their'} error by chance alone, had nothing changed."
    )
    if against.beyond:
        text += (
            " Surely: too far apart for chance, even among so many. Likely: some of these may be "
            "chance."
        )
    return text


def sureness(change: Change) -> str:
    """Say how sure a change is."""
    return "surely" if change.is_sure else "likely"


def signed(measured: Measurement) -> str:
    """Write a difference, with its sign."""
    text = written(measured)
    shows_more = any(digit in "123456789" for digit in text.partition(" ")[0])
    return f"+{text}" if (measured.value or 0.0) > 0.0 and shows_more else text


def told_once(changes: Sequence[Change]) -> list[Change]:
    """Leave out what has the very numbers of one before: another name of the same."""
    seen: set[tuple[float | None, float | None]] = set()
    kept = []
    for change in changes:
        numbers = change.first.value, change.other.value
        if numbers not in seen:
            kept.append(change)
        seen.add(numbers)
    return kept


def change_words(change: Change) -> str:
    """Say how a number changed, such as ``Range of motion: less, 56.0 ± 1.1 cm to ...``."""
    name = spelled_out(change.metric)
    return (
        f"{name}: {change.verdict}, {written(change.first.measured)} to "
        f"{written(change.other.measured)} ({signed(change.difference)}; {sureness(change)})"
    )


def severities(found: FindingChange, first: str, other: str) -> str:
    """Say how severe a finding is in each of two sets."""
    told = [
        f"{each.severity} in {letter}"
        for letter, each in ((first, found.first), (other, found.other))
        if each is not None
    ]
    return ", ".join(told)


def behind(found: FindingChange, first: str, other: str) -> str:
    """Say whether the number behind a finding that changed differs by more than its error."""
    number = found.number
    if number is None:
        return ""
    name = spelled_out(number.metric)
    values = (
        f"{written(number.first.measured)} in {first}, {written(number.other.measured)} in {other}"
    )
    if found.rests_on_number:
        return f"{name}: {values}. That is {number.verdict}, by more than the error."
    apart = signed(number.difference)
    unclear = f"{name}: {values}. The difference, {apart}, is not clear of its error"
    if found.kind in ("same", "unknown"):
        return f"{unclear}."
    return (
        f"{unclear}: it may be chance that the limit was passed in one of the sets and not in the "
        "other."
    )


def told(comparison: Comparison) -> list[str]:
    """Give the lines that say what changed beyond the error, most important first."""
    first = comparison.sessions[0].letter
    lines = [title_of(session) for session in comparison.sessions]
    for against in comparison.against:
        lines.append(f"{headline(against, first)}.")
        lines += _findings_told(against, first)
        lines += _numbers_told(against)
        lines.append(f"    {chance_words(against)}")
        lines += [f"note: {sentence}" for sentence in against.conditions]
    return lines


def _findings_told(against: Against, first: str) -> list[str]:
    other, lines = against.session.letter, []
    for found in against.findings:
        kind = KIND_WORDS[found.kind].format(other=other)
        lines.append(f"{kind}: {found.title} ({severities(found, first, other)})")
        text = behind(found, first, other)
        if text and found.kind != "same":
            lines.append(f"    {text}")
        if found.not_judged is not None:
            lines.append(f"    not judged: {found.not_judged.reason}")
    return lines


def _numbers_told(against: Against) -> list[str]:
    changes = told_once(against.beyond)
    shown = [f"    {change_words(change)}" for change in changes[:MOST_LINES]]
    rest = len(changes) - len(shown)
    return [*shown, f"    and {rest} more"] if rest > 0 else shown

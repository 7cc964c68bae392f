"""What differs in how two sets were lifted and filmed, and may explain the rest."""

from collections.abc import Sequence

from liftvision.analysis import Analysis
from liftvision.comparison.session import Session
from liftvision.motion.back import Clothes
from liftvision.report.words import BAR_SOURCE_WORDS, CLOTHES_WORDS

ONE_REP = (
    "There is one rep of each: this tells how these reps differ, not whether the next ones will."
)


def conditions(first: Session, other: Session) -> tuple[str, ...]:
    """Give sentences on what should be known before two sets are compared."""
    one, two = first.analysis, other.analysis
    letters = first.letter, other.letter
    told = (
        _style(one, two, letters),
        _load(one, two, letters),
        _view(one, two, letters),
        _side(one, two, letters),
        _bar(one, two, letters),
        _clothes(one, two, letters),
        _judged(one, two, letters),
        _reps(one, two, letters),
    )
    return tuple(sentence for sentence in told if sentence)


def _style(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    styles = one.set.style, two.set.style
    if "unknown" in styles or styles[0] == styles[1]:
        return ""
    return (
        f"{letters[0]} is a {styles[0]} deadlift and {letters[1]} a {styles[1]} one: what differs "
        "may be the style, not the lifter."
    )


def _load(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    loads = one.given.load_kg, two.given.load_kg
    if loads[0] is None or loads[1] is None:
        return (
            "The loads are not known (analyze --load): a heavier bar is slower by itself, and "
            "bends a back more."
        )
    if loads[0] == loads[1]:
        return ""
    return (
        f"The loads differ, {loads[0]:g} kg in {letters[0]} and {loads[1]:g} kg in {letters[1]}: a "
        "heavier bar is slower by itself, and bends a back more."
    )


def _view(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    views = one.view.name, two.view.name
    if views[0] == views[1]:
        return ""
    return (
        f"The views differ, {views[0]} in {letters[0]} and {views[1]} in {letters[1]}: only what "
        "both of them show is compared."
    )


def _side(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    near = one.view.near_side, two.view.near_side
    if None in near or near[0] == near[1]:
        return ""
    names = ["left" if side == "l" else "right" for side in near]
    return (
        f"{letters[0]} shows the lifter's {names[0]} leg and {letters[1]} the {names[1]} leg: "
        "the angles of knee and hip are of different legs."
    )


def _bar(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    sources = one.bar.source, two.bar.source
    if sources[0] == sources[1]:
        return ""
    words = [BAR_SOURCE_WORDS[source] for source in sources]
    return f"The bar was followed by {words[0]} in {letters[0]} and by {words[1]} in {letters[1]}."


def _clothes(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    worn = [_worn(each) for each in (one, two)]
    if None in worn or worn[0] == worn[1]:
        return ""
    words = [CLOTHES_WORDS[each] for each in worn if each is not None]
    return f"The back was seen in {words[0]} in {letters[0]} and in {words[1]} in {letters[1]}."


def _worn(analysis: Analysis) -> Clothes | None:
    return next((back.clothes for back in analysis.motion.backs if back.clothes), None)


def _judged(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    if one.own_rules == two.own_rules:
        return ""
    return f"{letters[0]} and {letters[1]} were judged by different rules."


def _reps(one: Analysis, two: Analysis, letters: Sequence[str]) -> str:
    counts = len(one.set.reps), len(two.set.reps)
    if counts == (1, 1):
        return ONE_REP
    if counts[0] == counts[1]:
        return ""
    return (
        f"{letters[0]} has {_count(counts[0])} and {letters[1]} {_count(counts[1])}: the later "
        "reps of a set are often slower."
    )


def _count(reps: int) -> str:
    return f"{reps} rep{'' if reps == 1 else 's'}"

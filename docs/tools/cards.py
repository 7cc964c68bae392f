"""Write the pages of metrics between their marks: definition, drawing, view, error, source."""

from collections.abc import Sequence

from catalogue import METRICS, PAGES, Card, cards
from links import slug
from measured import Row, checked_table, selfcheck_rows, unseen_words

BEGINS, ENDS = "<!-- begins: made by docs/tools/make.py -->", "<!-- ends -->"
UNIT_WORDS = {
    "deg": "in degrees",
    "m": "in metres",
    "s": "in seconds",
    "1": "as a ratio",
    "N": "in newtons",
    "J": "in joules",
    "W": "in watts",
}
CHECKED = (
    "[Sample clips](index.md#how-the-errors-were-measured): "
    "root mean square error (values, part given)"
)
NOT_COMPARED = "not held against a truth; the stated error is derived"


def pages() -> dict[str, str]:
    """Give the text of every page of metrics by its path below ``docs``, made anew."""
    rows = selfcheck_rows()
    made = {
        f"metrics/{page}.md": "\n".join(_card(card, rows) for card in cards(page)) for page in PAGES
    }
    made["metrics/index.md"] = _index()
    return {
        name: between_marks((METRICS.parent / name).read_text(encoding="utf-8"), text)
        for name, text in made.items()
    }


def between_marks(page: str, text: str) -> str:
    """Put text where a page has the marks for it."""
    before, _, rest = page.partition(BEGINS)
    _, found, after = rest.partition(ENDS)
    if not found:
        raise ValueError(f"the page has no {BEGINS} … {ENDS}: {page[:60]!r}")
    return f"{before}{BEGINS}\n\n{text}\n{ENDS}{after}"


def _card(card: Card, rows: Sequence[Row]) -> str:
    lines = [f"## {card.title}", "", _names(card), "", card.text, ""]
    if card.drawing:
        lines += [f"![{card.title}, drawn](drawings/{card.drawing}.svg)", ""]
    elif card.drawn_under:
        lines += [f"Drawn under [{card.drawn_under}](#{slug(card.drawn_under)}).", ""]
    checked = checked_table(card, rows)
    nothing = not (checked or card.unseen or card.error_words)
    lines += [
        f"- **Formula:** {card.formula}",
        f"- **Zero and sign:** {card.zero}",
        f"- **View:** {card.view}",
        *([f"- **Its error:** {NOT_COMPARED}"] if nothing else _error(card)),
        f"- **Source:** {card.source}",
        "",
    ]
    if checked:
        lines += [CHECKED, "", *checked, ""]
    return "\n".join(lines)


def _names(card: Card) -> str:
    names = ", ".join(f"`{_as_read(pattern)}`" for pattern in card.patterns)
    units = list(dict.fromkeys(UNIT_WORDS.get(unit, f"in {unit}") for unit in card.units))
    return f"{names}, {' or '.join(units)}"


def _as_read(pattern: str) -> str:
    """Write a pattern as people read it: ``_l``, and a word in capitals for the event."""
    return pattern.replace("{side}", "SIDE").replace("{event}", "at_EVENT")


def _error(card: Card) -> list[str]:
    """Give the lines on the error: on clips of the test split, and in words."""
    unseen = "; ".join(dict.fromkeys(unseen_words(each) for each in card.unseen))
    pages = sorted({each.page for each in card.unseen})
    lines = []
    if unseen:
        links = ", ".join(f"[where from](../{page})" for page in pages)
        lines.append(f"- **Measured error, test clips:** {unseen} ({links})")
    if card.error_words:
        lines.append(f"- **{'More on the' if unseen else 'Its'} error:** {card.error_words}")
    return lines


def _index() -> str:
    """Give the table of all names with their pages."""
    found = {}
    for page in PAGES:
        for card in cards(page):
            for pattern in card.patterns:
                found[_as_read(pattern)] = f"[{card.title}]({page}.md#{card.anchor})"
    lines = ["| name | what |", "| --- | --- |"]
    return "\n".join(
        [*lines, *(f"| `{name}` | {link} |" for name, link in sorted(found.items())), ""]
    )

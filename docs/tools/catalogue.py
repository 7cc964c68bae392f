"""What the documentation says of every metric, from the TOML file beside each page."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from links import slug

DOCS = Path(__file__).parents[1]
METRICS = DOCS / "metrics"
PAGES = (
    "joints",
    "hip-and-spine",
    "start-and-top",
    "bar-path",
    "bar-velocity",
    "frontal-plane",
    "tempo",
)
"""Pages of metrics, in the order in which they are read."""

EVENTS = ("at_lift_off", "at_knee_pass", "at_lockout")
SIDES = ("l", "r")

TOLD = ("title", "text", "formula", "zero", "view", "source")
"""What must be said of every metric."""

MAY_BE_TOLD = ("error_words", "drawing", "drawn_under")

CONSTANT = re.compile(r"\{([\w.]+):(\w+)(:cm)?\}")


@dataclass(frozen=True)
class Unseen:
    """A row, or a column of the first table, of a page with errors on clips of the test split."""

    page: str
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Card:
    """One metric, or a few that are defined alike.

    Attributes
    ----------
    page
        The page that has it.
    title
        In words.
    names, units
        As the program has them, each with its unit.
    patterns
        The names as they were written, with ``{side}`` and ``{event}``.
    checked
        Their names in the self-check.
    text, formula, zero, view, source
        What it is, how it is worked out, its zero and sign, from where it is seen, and whose
        definition it is.
    error_words
        What is said of its error besides the numbers.
    unseen
        Where its error on clips stands on which nothing was fitted.
    drawing
        Name of the drawing; empty where it has none of its own.
    drawn_under
        The heading on the same page under which it is drawn with others.
    """

    page: str
    title: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    patterns: tuple[str, ...]
    checked: tuple[str, ...]
    text: str
    formula: str
    zero: str
    view: str
    source: str
    error_words: str
    unseen: tuple[Unseen, ...]
    drawing: str
    drawn_under: str

    @property
    def anchor(self) -> str:
        """The heading's own link target."""
        return slug(self.title)


def cards(page: str) -> tuple[Card, ...]:
    """Give what one page says of its metrics, in order."""
    tables = tomllib.loads((METRICS / f"{page}.toml").read_text(encoding="utf-8"))
    return tuple(_card(page, table) for table in tables["metric"])


def _card(page: str, table: dict[str, object]) -> Card:
    left = dict(table)
    patterns = tuple(_texts(left.pop("names")))
    names = tuple(name for pattern in patterns for name in spread(pattern))
    unit = left.pop("unit")
    units = (unit,) * len(names) if isinstance(unit, str) else tuple(_texts(unit))
    if len(units) != len(names):
        raise ValueError(f"{table['title']}: {len(units)} units for {len(names)} names")
    unseen = left.pop("unseen", [])
    assert isinstance(unseen, list)
    checked = _texts(left.pop("checked", [])) or list(dict.fromkeys(map(without_side, names)))
    words = {name: with_constants(str(left.pop(name))) for name in TOLD}
    words |= {name: with_constants(str(left.pop(name, ""))) for name in MAY_BE_TOLD}
    if left:
        raise ValueError(f"{table['title']}: nobody reads {', '.join(left)}")
    return Card(
        page=page,
        names=names,
        units=units,
        patterns=patterns,
        checked=tuple(checked),
        unseen=tuple(Unseen(**each) for each in unseen),
        **words,
    )


def with_constants(text: str) -> str:
    """Put the program's own numbers into a text: ``{reps.top:LEAN_ERROR_DEG}``.

    With ``:cm`` behind its name a number in metres is written in centimetres.
    """

    def written(found: re.Match[str]) -> str:
        value = float(getattr(import_module(f"liftvision.{found[1]}"), found[2]))
        return f"{100.0 * value:g} cm" if found[3] else f"{value:g}"

    return CONSTANT.sub(written, text)


def spread(pattern: str) -> list[str]:
    """Give all names that a pattern stands for: ``{side}`` and ``{event}`` are filled in."""
    names = [pattern]
    for mark, fillings in (("{side}", SIDES), ("{event}", EVENTS)):
        if mark in pattern:
            names = [name.replace(mark, filling) for name in names for filling in fillings]
    return names


def without_side(name: str) -> str:
    """Take the side off a name, as the self-check does."""
    return (
        name.replace("_l_at_", "_at_")
        .replace("_r_at_", "_at_")
        .removesuffix("_l")
        .removesuffix("_r")
    )


def _texts(values: object) -> list[str]:
    assert isinstance(values, Sequence)
    return [str(value) for value in values]

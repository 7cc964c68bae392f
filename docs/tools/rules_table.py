"""The rules of the findings as Markdown, made from ``rules.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from cards import between_marks
from catalogue import DOCS, PAGES, cards

from liftvision.report.words import spelled_out

Table: TypeAlias = Mapping[str, Any]

RULES = DOCS.parent / "liftvision" / "findings" / "rules.toml"
STYLES = ("conventional", "sumo", "romanian")
READ_AS = {"m": (100.0, " cm"), "deg": (1.0, "°"), "%": (1.0, " %")}
SIDES = {"above": "", "below": "less than ", "either": "either way "}
VIEWS = {"side": "the side", "front": "the front or the rear"}


def rules_page(path: Path = RULES) -> dict[str, str]:
    """Give the page of the findings by its path below ``docs``, made anew."""
    rules = tomllib.loads(path.read_text(encoding="utf-8"))
    pages = metric_pages()
    text = "\n".join(_rule(code, rule, pages) for code, rule in rules.items())
    page = (DOCS / "findings.md").read_text(encoding="utf-8")
    return {"findings.md": between_marks(page, text)}


def metric_pages() -> dict[str, tuple[str, str]]:
    """Give for every metric that is documented its unit and the place of its definition."""
    found: dict[str, tuple[str, str]] = {}
    for page in PAGES:
        for card in cards(page):
            place = f"metrics/{page}.md#{card.anchor}"
            found |= {
                name: (unit, place) for name, unit in zip(card.names, card.units, strict=True)
            }
    return found


def _rule(code: str, rule: Table, pages: Mapping[str, tuple[str, str]]) -> str:
    signs = rule["signs"]
    lines = [f"## {rule['title']}", "", _told_by(code, rule), ""]
    lines += ["| sign | mild | moderate | severe |", "| --- | --- | --- | --- |"]
    for sign in signs.values():
        lines += _limits(sign, pages)
    lines += ["", f"- **Evidence:** {rule['strength']}. {rule['source']}"]
    lines += [f"- **What it may mean:** {rule['meaning']}", f"- **Cue:** {rule['cue']}"]
    lines += [f"- **Drills:** {'; '.join(rule['drills'])}", ""]
    return "\n".join(lines)


def _told_by(code: str, rule: Table) -> str:
    """Say from where it is seen, and what must come together for it."""
    parts = [f"`{code}`, from {VIEWS[rule['view']]}"]
    agree = rule.get("agree", 1)
    if len(rule["signs"]) > 1:
        count = len(rule["signs"])
        signs = ("both" if count == 2 else "all") if agree == count else f"{agree} of its {count}"
        parts.append(f"{signs} signs must agree" if agree > 1 else "one of its signs is enough")
    needed = [spelled_out(_names(rule["signs"][sign])[0]) for sign in rule.get("needs", [])]
    if needed:
        parts.append(f"nothing is said where this was not measured: {', '.join(needed)}")
    if "at_most" in rule:
        parts.append(f"never more than {rule['at_most']}")
    if rule.get("least_reps", 1) > 1:
        parts.append(f"in at least {rule['least_reps']} reps of a set")
    return "; ".join(parts) + "."


def _limits(sign: Table, pages: Mapping[str, tuple[str, str]]) -> list[str]:
    """Give a row of limits, and one for each style that has its own."""
    names = _names(sign)
    unit = pages[names[0]][0] if names[0] in pages else ""
    links = ", or ".join(
        f"[{spelled_out(name)}]({pages[name][1]})" if name in pages else spelled_out(name)
        for name in names
    )
    begin = SIDES[sign.get("side", "above")]
    rows = [f"| {links} | {_row(sign['limits'], unit, begin)} |"]
    rows += [
        f"| {links}, {style} | {_row(sign[style], unit, begin)} |"
        for style in STYLES
        if style in sign
    ]
    return rows


def _names(sign: Table) -> list[str]:
    metric = sign["metric"]
    return [metric] if isinstance(metric, str) else list(metric)


def _row(limits: list[float], unit: str, begin: str) -> str:
    factor, mark = READ_AS.get(unit, (1.0, ""))
    return " | ".join(f"{begin}{round(factor * limit, 3):g}{mark}" for limit in limits)

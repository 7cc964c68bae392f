"""The rules of the findings as Markdown, made from liftvision's own rules."""

from collections.abc import Mapping, Sequence

from cards import between_marks
from catalogue import DOCS, PAGES, cards

from liftvision.findings.rule import Beyond, Rule, RuleView, SignRule
from liftvision.findings.rule_file import default_rules
from liftvision.findings.wording import exact
from liftvision.report.words import spelled_out
from liftvision.reps.metric_units import REP_METRIC_UNITS

SIDES: Mapping[Beyond, str] = {"above": "", "below": "less than ", "either": "either way "}
VIEWS: Mapping[RuleView, str] = {"side": "the side", "front": "the front or the rear"}


def rules_page() -> dict[str, str]:
    """Give the page of the findings by its path below ``docs``, made anew."""
    places = metric_places()
    text = "\n".join(_rule(rule, places) for rule in default_rules())
    page = (DOCS / "findings.md").read_text(encoding="utf-8")
    return {"findings.md": between_marks(page, text)}


def metric_places() -> dict[str, str]:
    """Give for every metric that is documented the place of its definition."""
    return {
        name: f"metrics/{page}.md#{card.anchor}"
        for page in PAGES
        for card in cards(page)
        for name in card.names
    }


def _rule(rule: Rule, places: Mapping[str, str]) -> str:
    lines = [f"## {rule.title}", "", _told_by(rule), ""]
    lines += ["| sign | mild | moderate | severe |", "| --- | --- | --- | --- |"]
    for sign in rule.signs:
        lines += _limits(sign, places)
    lines += ["", f"- **Evidence:** {rule.strength}. {rule.source}"]
    lines += [f"- **What it may mean:** {rule.meaning}", f"- **Cue:** {rule.cue}"]
    lines += [f"- **Drills:** {'; '.join(rule.drills)}", ""]
    return "\n".join(lines)


def _told_by(rule: Rule) -> str:
    """Say from where it is seen, and what must come together for it."""
    parts = [f"`{rule.code}`, from {VIEWS[rule.view]}"]
    agree, count = rule.agree, len(rule.signs)
    if count > 1:
        signs = ("both" if count == 2 else "all") if agree == count else f"{agree} of its {count}"
        parts.append(f"{signs} signs must agree" if agree > 1 else "one of its signs is enough")
    needed = [spelled_out(sign.metrics[0]) for sign in rule.signs if sign.name in rule.needs]
    if needed:
        parts.append(f"nothing is said where this was not measured: {', '.join(needed)}")
    if rule.at_most != "severe":
        parts.append(f"never more than {rule.at_most}")
    if rule.least_reps > 1:
        parts.append(f"in at least {rule.least_reps} reps of a set")
    return "; ".join(parts) + "."


def _limits(sign: SignRule, places: Mapping[str, str]) -> list[str]:
    """Give a row of limits, and one for each style that has its own."""
    links = ", or ".join(
        f"[{spelled_out(name)}]({places[name]})" if name in places else spelled_out(name)
        for name in sign.metrics
    )
    rows = {links: sign.limits}
    rows |= {f"{links}, {style}": limits for style, limits in sign.styles.items()}
    unit, begin = REP_METRIC_UNITS[sign.metrics[0]], SIDES[sign.side]
    return [f"| {words} | {_row(limits, unit, begin)} |" for words, limits in rows.items()]


def _row(limits: Sequence[float], unit: str, begin: str) -> str:
    written = " | ".join(f"{begin}{exact(limit, unit)}" for limit in limits)
    return written.replace("\N{NO-BREAK SPACE}", " ")

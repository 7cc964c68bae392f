"""Rules from a TOML file: our own, and what a user replaces of them; wrong ones name their line."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any, NoReturn, get_args

from liftvision.clip.naming import printable_name
from liftvision.errors import RulesError
from liftvision.findings.review import SEVERITIES, Severity, Strength
from liftvision.findings.rule import Beyond, Limits, Rule, RuleView, SignRule
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.rep import Style

LARGEST_FILE_BYTES = 2**20
LONGEST_TEXT = 1000
LARGEST_LIMIT = 1e6
MOST_DRILLS = 10
STYLES = tuple(style for style in get_args(Style) if style != "unknown")
STRENGTHS = get_args(Strength)
PLAIN_TEXTS = ("title", "praise", "source")
FILLED_TEXTS = ("compared", "meaning", "cue")
"""Texts with the limits in their braces."""

TEXTS = (*PLAIN_TEXTS, *FILLED_TEXTS)
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
RULE_KEYS = {
    *TEXTS, "view", "agree", "strength", "drills", "signs", "needs", "praise_unless", "at_most",
    "least_reps", "lasts_s", "enabled",
}  # fmt: skip
SIGN_KEYS = {"metric", "limits", "says", "side", *STYLES}

ADVICE = "Compare it with liftvision's own rules.toml, and see the page on findings."

Key = tuple[str, ...]


class _WrongError(ValueError):
    """What is wrong, and under which keys."""

    def __init__(self, key: Key, what: str) -> None:
        super().__init__(what)
        self.key = key


@cache
def default_rules() -> tuple[Rule, ...]:
    """Give liftvision's own rules, most important first."""
    return _rules(_own_table())


def rules_with(changes: str, name: str = "rules.toml") -> tuple[Rule, ...]:
    """Give liftvision's own rules with what a TOML text replaces of them.

    Rules of other codes in it come last. A rule with ``enabled = false`` is left out.

    Parameters
    ----------
    changes
        The text.
    name
        What it is called in an error.

    Raises
    ------
    RulesError
        A line of it is wrong.
    """
    try:
        table = tomllib.loads(changes)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        _refuse(name, f"it is not TOML: {error}")
    try:
        return _rules(_merged(_own_table(), table, ()))
    except _WrongError as error:
        line = _line_of(changes, error.key)
        _refuse(name, f"line {line}, {'.'.join(error.key)}: {error}")


def read_rules_text(path: Path) -> str:
    """Give the text of a file of rules in which nothing is wrong.

    Raises
    ------
    RulesError
        The file cannot be read, or a line of it is wrong.
    """
    text = _text(path)
    rules_with(text, printable_name(path))
    return text


def _own_table() -> dict[str, Any]:
    text = files("liftvision.findings").joinpath("rules.toml").read_text("utf-8")
    return tomllib.loads(text)


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            _refuse(printable_name(path), "it is not a file")
        if path.stat().st_size > LARGEST_FILE_BYTES:
            _refuse(printable_name(path), "it is too large to be a file of rules")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        _refuse(printable_name(path), reason or "it cannot be read")


def _refuse(name: str, why: str) -> NoReturn:
    raise RulesError(f"{name} cannot be used as rules: {why}.", ADVICE)


def _merged(own: Mapping[str, Any], changes: Mapping[str, Any], key: Key) -> dict[str, Any]:
    """Give a table with what another one replaces of it, table by table."""
    merged = dict(own)
    for name, value in changes.items():
        before = own.get(name)
        if isinstance(before, dict) and not isinstance(value, dict):
            raise _WrongError((*key, name), "this must be a table")
        if isinstance(value, dict) and isinstance(before, dict):
            value = _merged(before, value, (*key, name))
        merged[name] = value
    return merged


def _rules(table: Mapping[str, Any]) -> tuple[Rule, ...]:
    rules = []
    for code, rule in table.items():
        if not isinstance(rule, dict):
            raise _WrongError((code,), "this must be a table, [code]")
        if CODE.fullmatch(code) is None:
            raise _WrongError((code,), "a code is made of small letters, digits and underscores")
        enabled = rule.get("enabled", True)
        if not isinstance(enabled, bool):
            raise _WrongError((code, "enabled"), "this must be true or false")
        if not enabled and not rule.keys() - {"enabled"}:
            raise _WrongError((code,), "there is no such rule that could be left out")
        if enabled:
            rules.append(_rule(code, rule))
    return tuple(rules)


def _rule(code: str, table: Mapping[str, Any]) -> Rule:
    _check_keys(table, RULE_KEYS, (code,))
    texts = {name: _text_of(table, name, (code,)) for name in PLAIN_TEXTS}
    texts |= {name: _wording(table, name, (code,), SEVERITIES) for name in FILLED_TEXTS}
    signs = table.get("signs")
    if not isinstance(signs, dict) or not signs:
        raise _WrongError((code,), f"it has no signs: add [{code}.signs.NAME]")
    read = tuple(_sign(name, sign, (code, "signs", name)) for name, sign in signs.items())
    return Rule(
        code=code,
        **texts,
        view=_choice(table, "view", get_args(RuleView), (code,)),
        agree=_whole(table, "agree", 1, len(read), (code,)),
        strength=_choice(table, "strength", STRENGTHS, (code,)),
        drills=_strings(table, "drills", (code,)),
        signs=read,
        needs=_needs(table, signs, (code,)),
        praise_unless=_strings({"praise_unless": [], **table}, "praise_unless", (code,)),
        at_most=_at_most(table, (code,)),
        least_reps=_whole({"least_reps": 1, **table}, "least_reps", 1, 100, (code,)),
        lasts_s=_number({"lasts_s": 0.0, **table}, "lasts_s", (code,)),
    )


def _sign(name: str, table: object, key: Key) -> SignRule:
    if not isinstance(table, dict):
        raise _WrongError(key, "this must be a table")
    _check_keys(table, SIGN_KEYS, key)
    metrics = table.get("metric")
    metrics = [metrics] if isinstance(metrics, str) else metrics
    if not isinstance(metrics, list) or not metrics:
        raise _WrongError((*key, "metric"), "this must be the name of a metric, or several")
    for metric in metrics:
        if not isinstance(metric, str) or metric not in REP_METRIC_UNITS:
            raise _WrongError((*key, "metric"), f"there is no metric {metric!r}")
    return SignRule(
        name=name,
        metrics=tuple(metrics),
        limits=_limits(table, "limits", key),
        says=_wording(table, "says", key, ("value",)),
        side=_choice({"side": "above", **table}, "side", get_args(Beyond), key),
        styles={style: _limits(table, style, key) for style in STYLES if style in table},
    )


def _check_keys(table: Mapping[str, Any], known: set[str], key: Key) -> None:
    for name in table:
        if name not in known:
            raise _WrongError((*key, name), "there is no such setting")


def _wording(table: Mapping[str, Any], name: str, key: Key, fields: tuple[str, ...]) -> str:
    """Give a text; it may hold the named fields in braces and no others."""
    text = _text_of(table, name, key)
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise _WrongError((*key, name), f"its braces are wrong ({error})") from None
    for _, field, form, conversion in parts:
        if field is not None and (field not in fields or form or conversion):
            allowed = " or ".join(f"{{{each}}}" for each in fields)
            raise _WrongError((*key, name), f"in braces may stand {allowed}")
    return text


def _text_of(table: Mapping[str, Any], name: str, key: Key) -> str:
    text = table.get(name)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        raise _WrongError((*key, name), f"this must be a text of at most {LONGEST_TEXT} letters")
    return text


def _choice(table: Mapping[str, Any], name: str, choices: tuple[Any, ...], key: Key) -> Any:
    value = table.get(name)
    if value not in choices:
        raise _WrongError((*key, name), f"this must be one of {', '.join(choices)}")
    return value


def _at_most(table: Mapping[str, Any], key: Key) -> Severity:
    severity: Severity = _choice({"at_most": "severe", **table}, "at_most", SEVERITIES, key)
    return severity


def _whole(table: Mapping[str, Any], name: str, least: int, most: int, key: Key) -> int:
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _WrongError((*key, name), f"this must be a whole number from {least} to {most}")
    return value


def _number(table: Mapping[str, Any], name: str, key: Key) -> float:
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 60.0:
        raise _WrongError((*key, name), "this must be a number from 0 to 60")
    return float(value)


def _strings(table: Mapping[str, Any], name: str, key: Key) -> tuple[str, ...]:
    value = table.get(name)
    good = isinstance(value, list) and len(value) <= MOST_DRILLS
    if not isinstance(value, list) or not good:
        raise _WrongError((*key, name), f"this must be a list of at most {MOST_DRILLS} texts")
    if not all(isinstance(each, str) and 0 < len(each) <= LONGEST_TEXT for each in value):
        raise _WrongError((*key, name), f"this must be a list of at most {MOST_DRILLS} texts")
    return tuple(value)


def _needs(table: Mapping[str, Any], signs: Mapping[str, Any], key: Key) -> tuple[str, ...]:
    needs = _strings({"needs": [], **table}, "needs", key)
    for name in needs:
        if name not in signs:
            raise _WrongError((*key, "needs"), f"it has no sign {name!r}")
    return needs


def _limits(table: Mapping[str, Any], name: str, key: Key) -> Limits:
    value = table.get(name)
    what = "this must be three rising numbers: mild, moderate, severe"
    if not isinstance(value, list) or len(value) != len(SEVERITIES):
        raise _WrongError((*key, name), what)
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in value):
        raise _WrongError((*key, name), what)
    # A whole number may be too large for a float; one that is not a number fails both.
    if not all(-LARGEST_LIMIT <= each <= LARGEST_LIMIT for each in value):
        raise _WrongError((*key, name), what)
    if any(low >= high for low, high in pairwise(value)):
        raise _WrongError((*key, name), what)
    mild, moderate, severe = map(float, value)
    return mild, moderate, severe


def _line_of(text: str, key: Key) -> int:
    """Give the number of the line that sets a key, or else of the nearest table around it."""
    best, depth = 1, 0
    table: Key = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        setting = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if header is not None:
            table = _parts(header[1])
            here = table
        elif setting is not None:
            here = (*table, *_parts(setting[1]))
        else:
            continue
        if here == key[: len(here)] and len(here) > depth:
            best, depth = number, len(here)
    return best


def _parts(dotted: str) -> Key:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))

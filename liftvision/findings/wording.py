"""What is told of a lift, in plain words: what was seen, how it compares, what to try."""

from collections.abc import Sequence

from liftvision.findings.review import Finding, Severity, Sign, WentWell
from liftvision.findings.rule import Limits, Rule, RuleView, SignRule
from liftvision.measurement import READ_AS, Measurement, unit_mark, written
from liftvision.reps.metric_units import REP_METRIC_UNITS

SignTold = tuple[SignRule, Sign, Limits]

FILM: dict[RuleView, str] = {
    "side": "Film from the side, at hip height, three to four metres away, head to feet in the "
    "picture from before the pull until after it.",
    "front": "Film from straight in front or behind, at hip height, three to four metres away, "
    "feet and head in the picture.",
}
"""How to film what a rule looks for."""


def found(
    rule: Rule,
    *,
    severity: Severity,
    reps: Sequence[tuple[int, Severity]],
    of_reps: int,
    worst_rep: int,
    time_s: float,
    signs: Sequence[SignTold],
) -> Finding:
    """Make a finding of what a rule says.

    Parameters
    ----------
    rule
        What was looked for.
    severity
        The highest of the reps.
    reps
        Numbers of the reps in which it was found, with the severity in each.
    of_reps
        How many reps there are.
    worst_rep, time_s
        Where it shows most.
    signs
        What speaks for it in that rep, with the limits.
    """
    numbers = tuple(number for number, _ in reps)
    says = _listed([sign.says.format(value=_value(sign, seen)) for sign, seen, _ in signs])
    where = _where(numbers, of_reps, worst_rep)
    return Finding(
        code=rule.code,
        title=rule.title,
        severity=severity,
        reps=numbers,
        severities=tuple(each for _, each in reps),
        time_s=time_s,
        signs=tuple(seen for _, seen, _ in signs),
        seen=f"{where} {says}.",
        compared=_filled(rule.compared, rule, signs),
        meaning=_filled(rule.meaning, rule, signs),
        cue=_filled(rule.cue, rule, signs),
        drills=rule.drills,
        source=rule.source,
        strength=rule.strength,
    )


def praised(rule: Rule, sign: SignRule, measured: Measurement, limits: Limits) -> WentWell:
    """Say what went well, with the value that came nearest to the limit.

    A value on the other side of zero is not written: nothing of it was there.
    """
    first = _limit(sign, limits[0], measured.unit)
    if sign.side == "above" and (measured.value or 0.0) < 0.0:
        # "Leans -3° behind the vertical" is no way to say that it does not lean.
        return WentWell(rule.code, f"{rule.praise}.", measured)
    said = sign.says.format(value=_value(sign, Sign("", measured, limits[0])))
    text = f"{rule.praise}: {said}; we speak of it from {first} on."
    return WentWell(rule.code, text, measured)


def _limit(sign: SignRule, limit: float, unit: str) -> str:
    """Write a limit as the value that it is of; those of ``below`` have their sign turned."""
    return exact(-limit if sign.side == "below" else limit, unit)


def clock(time_s: float) -> str:
    """Write a moment of a video, such as ``0:04.2``."""
    tenths = round(10.0 * max(time_s, 0.0))
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def reps_words(numbers: Sequence[int], of_reps: int) -> str:
    """Name reps of a set of so many, such as ``reps 1, 2 and 4``."""
    if len(numbers) == of_reps > 1:
        return "both reps" if of_reps == 2 else f"all {of_reps} reps"
    listed = _listed([str(number) for number in numbers])
    return f"rep {listed}" if len(numbers) == 1 else f"reps {listed}"


def exact(value: float, unit: str) -> str:
    """Write a number without an error, such as a limit."""
    read, factor = READ_AS.get(unit, (unit, 1.0))
    return f"{factor * value:g}{unit_mark(read)}"


def _value(sign: SignRule, seen: Sign) -> str:
    """Write a sign's value; its amount, where it may go to either side."""
    value = seen.measured.value
    if value is None or sign.side != "either":
        return written(seen.measured)
    return written(Measurement(sign.amount(value), seen.measured.error, seen.measured.unit))


def _filled(text: str, rule: Rule, signs: Sequence[SignTold]) -> str:
    """Put the limits of the rule's first sign into a text, also where only others speak."""
    first = rule.signs[0]
    of_style = (limits for sign, _, limits in signs if sign == first)
    limits = next(of_style, first.limits)
    unit = REP_METRIC_UNITS[first.metrics[0]]
    mild, moderate, severe = (_limit(first, each, unit) for each in limits)
    return text.format(mild=mild, moderate=moderate, severe=severe)


def _where(numbers: Sequence[int], of_reps: int, worst: int) -> str:
    """Say in which reps, such as ``In reps 2 and 3 of 5, most in rep 3:``."""
    if of_reps == 1:
        return "In your rep"
    told = reps_words(numbers, of_reps)
    if len(numbers) < of_reps:
        told += f" of {of_reps}"
    return f"In {told}" if len(numbers) == 1 else f"In {told}, most in rep {worst}:"


def _listed(parts: Sequence[str]) -> str:
    """Write parts as people list them."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""From the metrics of the reps to what is found: every rule looked at in every rep."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liftvision.findings.courses import course_of, moment_of
from liftvision.findings.review import SEVERITIES, Finding, NotJudged, Review, Sign, WentWell
from liftvision.findings.rule import Rule, SignRule
from liftvision.findings.wording import FILM, found, praised
from liftvision.measurement import Measurement
from liftvision.motion.motion import Motion
from liftvision.reps.rep import LiftSet, Rep, Style

NO_REPS = "no rep was found"
ABSENT = "it was not measured in any rep"
NO_DEADLIFT = "this is no deadlift: only knees and hips from the front are looked at"
NO_STYLE = "the style is not known, and the knees were hidden at lift-off: give it with --style"

HINGE_KNEE_DEG = 40.0
"""Knee flexion at lift-off below which a lift is a hinge: of the rendered lifters Romanian
deadlifts begin with 20 degrees (sd 4), the others with 67 and 75 (sd 7)."""


@dataclass(frozen=True)
class SignSeen:
    """A sign in a rep.

    Attributes
    ----------
    rule
        Its rule.
    metric
        The one that was measured.
    measured
        Its value and error.
    limits
        For the style of the lift.
    grade
        0 to 3: how many limits the value passes by more than its error.
    """

    rule: SignRule
    metric: str
    measured: Measurement
    limits: tuple[float, float, float]
    grade: int

    @property
    def amount(self) -> float:
        """So much of it speaks for the finding."""
        return self.rule.amount(self.measured.value or 0.0)

    @property
    def certain(self) -> float:
        """So much of it does at least, by its error."""
        return self.amount - (self.measured.error or 0.0)

    @property
    def clear(self) -> bool:
        """Whether it is below the first limit by more than its error."""
        return self.amount + (self.measured.error or 0.0) < self.limits[0]


@dataclass(frozen=True)
class Judged:
    """What a rule says of one rep.

    Attributes
    ----------
    rep
        The rep.
    seen
        The signs that were measured, in the order of the rule.
    grade
        0: nothing was found; 1 to 3: mild to severe.
    """

    rep: Rep
    seen: tuple[SignSeen, ...]
    grade: int


def review_of(motion: Motion, lifted: LiftSet, rules: Sequence[Rule]) -> Review:
    """Look at a set with every rule.

    Parameters
    ----------
    motion
        Of the clip; with two clips, what is joined of both.
    lifted
        The reps with their metrics.
    rules
        What to look for, most important first.
    """
    findings, well, unjudged = [], [], []
    for rule in rules:
        judged = [_judged(rule, motion, rep, style_in(rep, lifted.style)) for rep in lifted.reps]
        told = [each for each in judged if each is not None]
        if not told:
            unjudged.append(_not_judged(rule, motion, lifted))
            continue
        hits = [each for each in told if each.grade > 0]
        if len(hits) >= min(rule.least_reps, len(lifted.reps)):
            findings.append(_finding(rule, motion, lifted, hits))
        elif not hits and all(_clear(rule, each) for each in told):
            well.append(_went_well(rule, told))
    raised = {finding.code for finding in findings}
    contradicted = {rule.code for rule in rules if raised.intersection(rule.praise_unless)}
    return Review(
        findings=tuple(sorted(findings, key=lambda each: -SEVERITIES.index(each.severity))),
        went_well=tuple(each for each in well if each.code not in contradicted),
        not_judged=tuple(unjudged),
    )


def style_in(rep: Rep, style: Style) -> Style | None:
    """Give the style by whose limits a rep is judged.

    From the side a style is often unknown. Then the knees tell a hinge, which is judged as a
    Romanian deadlift, from a pull with bent knees. None where not even they are known.
    """
    knee = rep.metrics.get("knee_flexion_at_lift_off")
    if style != "unknown":
        return style
    if knee is None or knee.value is None:
        return None
    return "romanian" if knee.value < HINGE_KNEE_DEG else "unknown"


def signs_seen(
    rule: Rule, metrics: Mapping[str, Measurement], style: Style | None
) -> tuple[SignSeen, ...] | None:
    """Give the signs of a rule that were measured in a rep; None where they are too few.

    Parameters
    ----------
    rule
        The rule.
    metrics
        Of the rep.
    style
        Of the lift, which has limits of its own in some signs; None: not even whether it is a
        hinge is known, and these signs do not count.
    """
    seen = [each for sign in rule.signs if (each := _seen(sign, metrics, style)) is not None]
    names = {each.rule.name for each in seen}
    if len(seen) < rule.agree or not names.issuperset(rule.needs):
        return None
    return tuple(seen)


def grade_of(rule: Rule, seen: Sequence[SignSeen]) -> int:
    """Give 0 for nothing to 3 for severe: the weakest of the signs that must agree decides."""
    grades = sorted((each.grade for each in seen), reverse=True)
    return min(grades[rule.agree - 1], 1 + SEVERITIES.index(rule.at_most))


def _judged(rule: Rule, motion: Motion, rep: Rep, style: Style | None) -> Judged | None:
    """Judge a rep; None where too few of the rule's signs were measured."""
    seen = signs_seen(rule, rep.metrics, style)
    if seen is None:
        return None
    grade = grade_of(rule, seen)
    if grade and not _lasts(rule, motion, rep, seen):
        grade = 0
    return Judged(rep, seen, grade)


def _seen(
    sign: SignRule, metrics: Mapping[str, Measurement], style: Style | None
) -> SignSeen | None:
    """Give a sign in a rep; None where none of its metrics was measured."""
    if style is None and sign.styles:
        return None
    limits = sign.limits_for(style or "unknown")
    for metric in sign.metrics:
        measured = metrics.get(metric)
        if measured is None or measured.value is None or measured.error is None:
            continue
        certain = sign.amount(measured.value) - measured.error
        return SignSeen(sign, metric, measured, limits, sum(certain >= each for each in limits))
    return None


def _lasts(rule: Rule, motion: Motion, rep: Rep, seen: Sequence[SignSeen]) -> bool:
    """Tell whether the first sign that speaks stays past its limit, where it is a curve."""
    if rule.lasts_s == 0.0:
        return True
    for sign in seen:
        course = course_of(sign.metric, motion, rep) if sign.grade else None
        if course is not None:
            return course.lasts_s(sign.limits[0]) >= rule.lasts_s
    return True


def _clear(rule: Rule, judged: Judged) -> bool:
    """Tell whether so few signs come near their limit that the rule could not be met."""
    unclear = sum(not sign.clear for sign in judged.seen)
    return unclear < rule.agree and judged.seen[0].clear


def _finding(rule: Rule, motion: Motion, lifted: LiftSet, hits: Sequence[Judged]) -> Finding:
    worst = max(hits, key=lambda each: (each.grade, _speaking(each)[0].certain))
    speaking = _speaking(worst)
    time_s = moment_of(speaking[0].metric, motion, worst.rep)
    return found(
        rule,
        severity=SEVERITIES[worst.grade - 1],
        reps=tuple((each.rep.number, SEVERITIES[each.grade - 1]) for each in hits),
        of_reps=len(lifted.reps),
        worst_rep=worst.rep.number,
        time_s=time_s,
        signs=[
            (sign.rule, Sign(sign.metric, sign.measured, sign.limits[0]), sign.limits)
            for sign in speaking
        ],
    )


def _speaking(judged: Judged) -> list[SignSeen]:
    """Give the signs that speak in a rep, in the order of the rule."""
    return [sign for sign in judged.seen if sign.grade]


def _went_well(rule: Rule, told: Sequence[Judged]) -> WentWell:
    """Praise with the value that came nearest to the limit."""
    nearest = max((each.seen[0] for each in told), key=lambda sign: sign.amount - sign.limits[0])
    return praised(rule, nearest.rule, nearest.measured, nearest.limits)


def _not_judged(rule: Rule, motion: Motion, lifted: LiftSet) -> NotJudged:
    needed = [sign for sign in rule.signs if not rule.needs or sign.name in rule.needs]
    reasons = Counter(
        measured.reason
        for rep in lifted.reps
        for sign in needed
        if (measured := rep.metrics.get(sign.metrics[0])) is not None
        and measured.value is None
        and measured.reason
    )
    if lifted.reps and lifted.lift != "deadlift" and rule.view == "side":
        return NotJudged(rule.code, rule.title, NO_DEADLIFT, "")
    if reasons:
        why = reasons.most_common(1)[0][0] or ABSENT
    elif not lifted.reps:
        why = NO_REPS
    else:
        why = NO_STYLE if any(sign.styles for sign in needed) else ABSENT
    views = {view.name for view in motion.views}
    filmed = "side" in views if rule.view == "side" else bool(views & {"front", "rear"})
    return NotJudged(rule.code, rule.title, why, "" if filmed else FILM[rule.view])

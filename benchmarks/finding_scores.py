"""What was found in a rendered clip against what is truly there, rule by rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from finding_truth import true_metrics
from front_truth import off_front_deg

from liftvision.analysis import Analysis
from liftvision.findings.judge import grade_of, signs_seen
from liftvision.findings.review import SEVERITIES
from liftvision.findings.rule import Rule
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import Side
from liftvision.reps.rep import Style
from liftvision.synthetic.recipes.recipe import LiftKind
from liftvision.synthetic.truth.truth import Truth

MODERATE = 2
STYLES: Mapping[LiftKind, Style] = {
    "conventional": "conventional",
    "sumo": "sumo",
    "romanian": "romanian",
}
SIDE_WITHIN_DEG = 20.0
FRONT_WITHIN_DEG = 15.0
"""So far off the side or the front a view shows what a rule looks for."""


@dataclass(frozen=True)
class RuleScore:
    """One rule in one clip.

    Attributes
    ----------
    code
        Of the rule.
    true_grade
        0 to 3, by the true metrics, as if nothing capped it; the highest of the reps.
    in_view
        Whether the clip is filmed from where it shows.
    found
        0 to 3, by what was measured; None where it was not judged.
    reason
        Why it was not.
    """

    code: str
    true_grade: int
    in_view: bool
    found: int | None
    reason: str = ""


@dataclass(frozen=True)
class ClipScore:
    """One clip.

    Attributes
    ----------
    clip
        Its name.
    rules
        In the order of the rules.
    trouble
        Why there is no analysis.
    crashed
        Whether that is a crash.
    """

    clip: str
    rules: tuple[RuleScore, ...] = ()
    trouble: str = ""
    crashed: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is truly there."""
        return not any(rule.true_grade for rule in self.rules)

    @property
    def silent(self) -> bool:
        """Whether nothing was found."""
        return not any(rule.found for rule in self.rules)


def score(analysis: Analysis, truth: Truth, clip: str, rules: Sequence[Rule]) -> ClipScore:
    """Hold what was found in a clip against its truth."""
    near: Side = analysis.view.near_side or "l"
    style = STYLES.get(truth.recipe.movement.lift, "unknown")
    known = [true_metrics(truth, place, near) for place in range(len(truth.reps))]
    found = {finding.code: finding for finding in analysis.review.findings}
    unjudged = {each.code: each.reason for each in analysis.review.not_judged}
    return ClipScore(
        clip,
        tuple(
            RuleScore(
                rule.code,
                max((true_grade(rule, metrics, style) for metrics in known), default=0),
                in_view(rule, truth.recipe.camera.yaw_deg),
                None
                if rule.code in unjudged
                else 1 + SEVERITIES.index(found[rule.code].severity)
                if rule.code in found
                else 0,
                unjudged.get(rule.code, ""),
            )
            for rule in rules
        ),
    )


def true_grade(rule: Rule, metrics: Mapping[str, Measurement], style: Style) -> int:
    """Give what a rule would say of true metrics, if nothing capped it."""
    seen = signs_seen(rule, metrics, style)
    return 0 if seen is None else grade_of(replace(rule, at_most="severe"), seen)


def in_view(rule: Rule, yaw_deg: float) -> bool:
    """Tell whether a clip is filmed from where a rule's signs show."""
    if rule.view == "side":
        return abs(abs(yaw_deg) - 90.0) <= SIDE_WITHIN_DEG
    return abs(off_front_deg(yaw_deg)) <= FRONT_WITHIN_DEG

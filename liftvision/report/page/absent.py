"""What was not measured, and why: each reason once, with the names of what it kept away."""

from collections.abc import Mapping, Sequence

from liftvision.analysis import Analysis
from liftvision.pose.landmarks import without_side
from liftvision.report.page.metrics import set_metrics
from liftvision.report.words import HIP_AND_SPINE, SPLIT, partly, spelled_out
from liftvision.reps.rep import LiftSet


def not_measured(analysis: Analysis) -> list[tuple[str, str]]:
    """Give reasons with the names of what they kept from being measured, each reason once.

    What they kept from it in part only is marked. Of hip and spine all metrics that lack what the
    curve lacks are named together.
    """
    reasons = dict(analysis.joined_motion.not_measured)
    no_curve = reasons.get("lumbar_flexion")
    for name, reason in _absent_metrics(analysis.set):
        of_split = name in HIP_AND_SPINE and reason == no_curve
        reasons.setdefault(SPLIT if of_split else name, reason)
    listed = _by_reason(reasons)
    for reason, names in _by_reason(analysis.joined_motion.partly).items():
        listed.setdefault(reason, []).extend(partly(name) for name in names)
    return [("; ".join(names), reason) for reason, names in listed.items()]


def _by_reason(reasons: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the spelled-out names of what has each reason."""
    names: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        names.setdefault(reason, []).append(name)
    return {reason: _without_pairs(listed) for reason, listed in names.items()}


def _absent_metrics(lifted: LiftSet) -> list[tuple[str, str]]:
    """Give name and reason of each metric that was measured in no rep, or not of the set."""
    absent = []
    for metrics in ([rep.metrics for rep in lifted.reps], [set_metrics(lifted)]):
        measured = {name for each in metrics for name in each if each[name].value is not None}
        absent += [
            (name, each[name].reason or "")
            for each in metrics
            for name in each
            if name not in measured
        ]
    return absent


def _without_pairs(names: Sequence[str]) -> list[str]:
    """Spell names out; one that is there for left and right comes once, without its side."""
    bases = [without_side(name) for name in names]
    whole = [
        base if bases.count(base) > 1 else name for base, name in zip(bases, names, strict=True)
    ]
    return [spelled_out(name) for name in dict.fromkeys(whole)]

"""How far a knee caves in, rep by rep, by what the rules say of it."""

from typing import Literal, TypeAlias

from liftvision.findings.review import Review
from liftvision.pose.landmarks import Side
from liftvision.reps.rep import Rep

KneeSeverity: TypeAlias = Literal["none", "mild", "moderate", "severe"]


def knee_severity(review: Review, rep: Rep, side: Side) -> KneeSeverity | None:
    """Give how far a knee caves in in a rep; None where that was not measured.

    It is ``none`` where the rule ``knee_cave_l`` or ``knee_cave_r`` finds nothing in the rep, also
    where the user left it out.

    Parameters
    ----------
    review
        Of the set.
    rep
        Of the same set.
    side
        Of the lifter.
    """
    cave = rep.knee_cave.get(side)
    if cave is None or not cave.is_measured:
        return None
    for finding in review.findings:
        if finding.code == f"knee_cave_{side}" and rep.number in finding.reps:
            return finding.severities[finding.reps.index(rep.number)]
    return "none"

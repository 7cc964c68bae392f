"""Findings of knees that cave in as badly as a test says."""

from collections.abc import Mapping

from liftvision.findings.review import SEVERITIES, Finding, Severity, Sign
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import Side


def knee_found(side: Side, severities: Mapping[int, Severity]) -> Finding:
    """A knee that caves in, with the severity by the number of the rep."""
    sign = Sign(f"fppa_change_{side}", Measurement(14.0, 3.0, "deg"), 6.0)
    return Finding(
        code=f"knee_cave_{side}",
        title="A knee falls in",
        severity=max(severities.values(), key=SEVERITIES.index),
        reps=tuple(severities),
        severities=tuple(severities.values()),
        time_s=1.0,
        signs=(sign,),
        seen="",
        compared="",
        meaning="",
        cue="",
        drills=(),
        source="",
        strength="weak",
    )

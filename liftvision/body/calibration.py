"""By how much the errors of the fit itself are to be multiplied so that they are true."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from liftvision.body.evidence import Evidence
from liftvision.pose.landmarks import without_side
from liftvision.pose.view import View, off_side_deg

Condition: TypeAlias = Literal["plates", "clear", "oblique"]

OBLIQUE_FROM_DEG = 20.0
"""Off the side view by more than this a plate hides the legs no longer."""

FACTORS: Mapping[str, Mapping[Condition, float]] = {
    "knee_flexion": {"plates": 0.82, "clear": 0.85, "oblique": 0.9},
    "ankle_dorsiflexion": {"plates": 1.0, "clear": 1.1, "oblique": 1.2},
    "trunk_thigh_flexion": {"plates": 0.7, "clear": 1.0, "oblique": 0.8},
    "trunk_lean": {"plates": 0.9, "clear": 0.8, "oblique": 0.95},
    "shank_lean": {"plates": 1.0, "clear": 1.1, "oblique": 1.2},
}
"""Such that bands of 90 % hold the truth in 90 % of the frames of the rendered clips of split
``validation`` (`benchmarks/bodies.py --calibrate`; 16 clips with plates, 6 without, 7 oblique). The
ankle's angle is that of the shank against a foot that stands flat: its factor is the shank's."""


def error_factor(column: str, condition: Condition) -> float:
    """Give the factor of a column under a condition."""
    return FACTORS[without_side(column)][condition]


def condition_of(evidence: Evidence) -> Condition:
    """Tell under which condition a shot was filmed."""
    return condition_seen(evidence.view, has_plate=evidence.plate is not None)


def condition_seen(view: View, *, has_plate: bool) -> Condition:
    """Tell the condition of a view in which a plate is followed or not."""
    yaw = view.yaw_deg
    if yaw is not None and off_side_deg(yaw) > OBLIQUE_FROM_DEG:
        return "oblique"
    return "plates" if has_plate else "clear"

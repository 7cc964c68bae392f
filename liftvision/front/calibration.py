"""By how much the errors of the fit itself are to be multiplied so that they are true."""

from collections.abc import Mapping

from liftvision.pose.landmarks import without_side

FACTORS: Mapping[str, float] = {
    "fppa": 0.9,
    "knee_ankle_separation": 0.9,
    "knee_shift": 0.85,
    "pelvis_shift": 0.6,
    "hip_line_tilt": 0.5,
    "stance_width": 1.6,
    "grip_width": 0.9,
    "off_front": 1.0,
    "toe_out": 0.7,
}
"""Such that bands of 90 % hold the truth in 90 % of the frames of rendered clips of split
``validation`` (`benchmarks/fronts.py --calibrate`)."""


def front_error_factor(name: str) -> float:
    """Give the factor of a column, or of what a shot has."""
    return FACTORS[without_side(name)]

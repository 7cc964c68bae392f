"""By how much the errors of the fit itself are to be multiplied so that they are true."""

from collections.abc import Mapping

from liftvision.pose.landmarks import without_side

FACTORS: Mapping[str, float] = {
    "fppa": 0.87,
    "knee_ankle_separation": 0.95,
    "knee_shift": 0.9,
    "pelvis_shift": 0.57,
    "hip_line_tilt": 0.4,
    "stance_width": 2.0,
    "grip_width": 1.6,
    "off_front": 1.2,
    "toe_out": 0.7,
}
"""Such that bands of 90 % hold the truth in 90 % of the frames of rendered clips of split
``validation`` and ``train`` (`benchmarks/fronts.py --calibrate`; 36 clips)."""


def front_error_factor(name: str) -> float:
    """Give the factor of a column, or of what a shot has."""
    return FACTORS[without_side(name)]

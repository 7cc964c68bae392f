"""By how much the angles of the back are wrong, as it was measured on rendered clips."""

from collections.abc import Mapping

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.back import BackZero, Clothes

LOOSE_FROM = 0.35
"""Looseness from which clothes count as loose, as recipes of rendered clips have it."""

BENT_DEG, UPRIGHT_DEG = 40.0, 15.0
"""Beyond the first lean of the trunk the errors of a bent back hold, below the second those of an
upright one, whose flexion is nearly that of its zero."""

BENT: Mapping[str, Mapping[Clothes, float]] = {
    "lumbar_flexion": {"tight": 8.5, "loose": 9.0},
    "pelvis_tilt": {"tight": 5.0, "loose": 5.0},
    "hip_flexion": {"tight": 7.0, "loose": 6.0},
}
UPRIGHT: Mapping[str, Mapping[Clothes, float]] = {
    "lumbar_flexion": {"tight": 1.5, "loose": 1.5},
    "pelvis_tilt": {"tight": 2.5, "loose": 2.5},
    "hip_flexion": {"tight": 6.5, "loose": 6.0},
}
"""Standard errors in degrees of a back bent over, and of an upright one: such that bands of 90 %
hold the truth in 90 % of the rendered side clips of split ``validation`` (33, half of them in loose
clothes) and ``train`` (40), of which the network saw none (`benchmarks/backs.py --calibrate`)."""

CHANGE: Mapping[Clothes, float] = {"tight": 6.0, "loose": 9.0}
"""Standard error in degrees of the change of lumbar flexion between two moments of a shot, from the
drift of the same clips."""

STANDING_CLIP: float = 0.9
"""The factor of these errors where the lifter's own standing was given."""


def back_error(name: str, lean_deg: FloatArray, clothes: Clothes, zero: BackZero) -> FloatArray:
    """Give the standard error (T,) in degrees of an angle of the back.

    Parameters
    ----------
    name
        A column without its side.
    lean_deg
        (T,) of the line hip to shoulder.
    clothes, zero
        As `Back` has them.
    """
    bent = np.clip((lean_deg - UPRIGHT_DEG) / (BENT_DEG - UPRIGHT_DEG), 0.0, 1.0)
    error = bent * BENT[name][clothes] + (1.0 - bent) * UPRIGHT[name][clothes]
    return np.asarray(error * (STANDING_CLIP if zero == "standing clip" else 1.0))

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
    "lumbar_flexion": {"tight": 6.5, "loose": 8.2},
    "pelvis_tilt": {"tight": 4.6, "loose": 4.6},
    "hip_flexion": {"tight": 5.4, "loose": 6.2},
}
UPRIGHT: Mapping[str, Mapping[Clothes, float]] = {
    "lumbar_flexion": {"tight": 1.0, "loose": 1.0},
    "pelvis_tilt": {"tight": 2.1, "loose": 2.1},
    "hip_flexion": {"tight": 4.8, "loose": 4.8},
}
"""Standard errors in degrees of a back bent over, and of an upright one: such that of all values at
lift-off and knee pass, and of those at lockout, 90 % lie within the band of 90 %, in the rendered
side clips of splits ``validation`` (33) and ``train`` (40), of which the network saw none."""

CHANGE: Mapping[Clothes, float] = {"tight": 5.6, "loose": 9.5}
"""Standard error in degrees of the change of lumbar flexion between two moments of a shot, likewise
from lift-off to knee pass in the same clips."""

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


def clothes_of(looseness: FloatArray) -> Clothes:
    """Tell how clothes sit, from what the network makes of some frames (T,)."""
    return "loose" if float(np.median(looseness)) >= LOOSE_FROM else "tight"

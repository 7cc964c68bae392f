"""What one shot's back was measured to do, whatever it was measured on."""

from dataclasses import dataclass

from liftvision.arrays import FloatArray
from liftvision.motion.back import Back


@dataclass(frozen=True, eq=False)
class BackAngles:
    """Pelvis and lumbar spine in one shot.

    Attributes
    ----------
    pelvis_tilt, lumbar_flexion
        (T,) degrees, forward and flexion positive, zero in upright standing; NaN where not
        measured.
    pelvis_tilt_error, lumbar_flexion_error
        (T,) one standard error each.
    hip_error
        (T,) one standard error of the pelvis against a thigh that is seen.
    back
        How they were measured.
    """

    pelvis_tilt: FloatArray
    lumbar_flexion: FloatArray
    pelvis_tilt_error: FloatArray
    lumbar_flexion_error: FloatArray
    hip_error: FloatArray
    back: Back

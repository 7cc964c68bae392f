"""The angles of an analysis under OpenSim's names and signs.

Names are those of the gait models (Rajagopal et al. 2015, IEEE Trans Biomed Eng 63:2068-2079).
OpenSim counts by the right hand about an axis to the right: the pelvis is positive backward, the
lumbar spine in extension. Hip, knee and ankle are positive in flexion, as here.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.motion import Motion

COORDINATES: dict[str, tuple[str, float]] = {
    "pelvis_tilt": ("pelvis_tilt", -1.0),
    "hip_flexion_r": ("hip_flexion_r", 1.0),
    "knee_angle_r": ("knee_flexion_r", 1.0),
    "ankle_angle_r": ("ankle_dorsiflexion_r", 1.0),
    "hip_flexion_l": ("hip_flexion_l", 1.0),
    "knee_angle_l": ("knee_flexion_l", 1.0),
    "ankle_angle_l": ("ankle_dorsiflexion_l", 1.0),
    "lumbar_extension": ("lumbar_flexion", -1.0),
}
"""OpenSim's coordinates with the column that each is, and its sign there."""

SIGNS_NOTE = (
    "Signs are OpenSim's: pelvis_tilt is negative forward, lumbar_extension in flexion. "
    "Pelvis and lumbar spine are zero in the lifter's own standing."
)


@dataclass(frozen=True, eq=False)
class Coordinates:
    """Coordinates of a model over the frames of a clip.

    Attributes
    ----------
    names
        Of the C coordinates of which something was measured.
    values
        (T, C) degrees, by OpenSim's signs; NaN where not measured.
    notes
        Which coordinates are not there, and why.
    """

    names: tuple[str, ...]
    values: FloatArray
    notes: tuple[str, ...]


def coordinates_of(motion: Motion) -> Coordinates:
    """Give the coordinates that were measured at least once."""
    found: dict[str, FloatArray] = {}
    absent: dict[str, list[str]] = {}
    for name, (column, sign) in COORDINATES.items():
        values = sign * motion.columns[column]
        if np.isfinite(values).any():
            found[name] = values
        else:
            absent.setdefault(motion.not_measured.get(column, "not seen"), []).append(name)
    notes = tuple(f"{', '.join(names)}: not measured ({why})." for why, names in absent.items())
    table = np.stack(list(found.values()), axis=1) if found else np.empty((len(motion.times), 0))
    return Coordinates(tuple(found), table, notes)

"""The lifter's motion: one table, a row a frame, every angle and position with its error."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Shot
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.motion.front import Front
from liftvision.motion.scale import Scale
from liftvision.pose.view import View

UNITS: dict[str, str] = {
    "knee_flexion_l": "deg",
    "knee_flexion_r": "deg",
    "ankle_dorsiflexion_l": "deg",
    "ankle_dorsiflexion_r": "deg",
    "trunk_thigh_flexion_l": "deg",
    "trunk_thigh_flexion_r": "deg",
    "shank_lean": "deg",
    "trunk_lean": "deg",
    "hip_flexion_l": "deg",
    "hip_flexion_r": "deg",
    "pelvis_tilt": "deg",
    "lumbar_flexion": "deg",
    "fppa_l": "deg",
    "fppa_r": "deg",
    "knee_ankle_separation": "1",
    "knee_shift_l": "%",
    "knee_shift_r": "%",
    "pelvis_shift": "%",
    "hip_line_tilt": "deg",
    "hip_height": "m",
    "shoulder_height": "m",
    "bar_x": "m",
    "bar_y": "m",
    "bar_vx": "m/s",
    "bar_vy": "m/s",
}
"""The columns of the table, in order, with their units (``1``: a ratio)."""


@dataclass(frozen=True)
class Feet:
    """Where the feet stand in one shot, forward of the point midway between the ankles.

    Attributes
    ----------
    heel_x, toe_x
        Back of the heel and tip of the foot, the mean of both feet, in m along the axis of
        ``bar_x``.
    bar_x_error
        Standard error in m that ``bar_x`` has in all frames alike, besides those of ankles, heel
        and toe: the bar is followed in another plane than that of the feet. NaN where ``bar_x``
        was not measured.
    """

    heel_x: Measurement
    toe_x: Measurement
    bar_x_error: float

    @classmethod
    def not_measured(cls, reason: str) -> "Feet":
        """Give feet that are nowhere, with the reason."""
        absent = Measurement.not_measured("m", reason)
        return cls(absent, absent, np.nan)


@dataclass(frozen=True, eq=False)
class Motion:
    """Cleaned and scaled motion of the lifter.

    Attributes
    ----------
    times
        (T,) seconds; the clip's times.
    landmarks
        (T, 33, 2) px in the upright image, cleaned, as they would be had the camera stood still;
        `CameraMotion.shaken` puts them back into its pictures. NaN where unseen.
    columns
        For each name of `UNITS` (T,) values in that unit; NaN where not measured. Angles are
        zero in upright standing and positive in flexion; positions are in the sagittal plane,
        x forward, y up, origin on the floor between the ankles.
    errors
        For each name (T,) one standard error; NaN where the value is NaN or the error unknown.
    not_measured
        Reason, for each column that is NaN throughout.
    shots
        The shots of the clip.
    views
        The view of each shot.
    scales
        Of each shot, in the planes of bar and body.
    feet
        Where the feet stand in each shot.
    partly
        Reason, for each column that is NaN in some frames because it could not be measured there.
    raw
        (T,) of each sagittal angle as the landmarks alone give it, where the columns are those of
        a fitted body; empty before.
    joints
        (T, 33, 2) px of the fitted body's joints in the places of their landmarks; NaN where
        no body was fitted. None before.
    refused
        Of each shot, why no body was fitted though one was looked for; None otherwise.
    backs
        What was seen of the back in each shot; empty before it was looked at.
    fronts
        What was seen of the frontal plane in each shot; empty before it was looked at.
    """

    times: FloatArray
    landmarks: FloatArray
    columns: Mapping[str, FloatArray]
    errors: Mapping[str, FloatArray]
    not_measured: Mapping[str, str]
    shots: tuple[Shot, ...]
    views: tuple[View, ...]
    scales: tuple[Scale, ...]
    feet: tuple[Feet, ...]
    partly: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, FloatArray] = field(default_factory=dict)
    joints: FloatArray | None = None
    refused: tuple[str | None, ...] = ()
    backs: tuple[Back, ...] = ()
    fronts: tuple[Front, ...] = ()

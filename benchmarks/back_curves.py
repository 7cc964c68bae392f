"""One angle of a rendered clip, as it was told and as it truly is, and when it is looked at."""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.reps.at_event import nearest_frame
from liftvision.selfcheck.landmark_offsets import true_near_side
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import Truth

ANGLES = ("lumbar_flexion", "pelvis_tilt", "hip_flexion")
"""The last is that of the near side."""

SET_UP_S = 0.3
"""The set-up is so long a time before lift-off."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One angle in the T true frames: told (NaN where not), its error, and in truth."""

    told: FloatArray
    stated: FloatArray
    true: FloatArray

    def at(self, frames: BoolArray) -> tuple[float, float, float]:
        """Give the means of told, stated and true over those of some frames that are told."""
        known = frames & np.isfinite(self.told)
        if not known.any():
            true = float(self.true[frames].mean()) if frames.any() else np.nan
            return np.nan, np.nan, true
        told, stated, true = (
            float(values[known].mean()) for values in (self.told, self.stated, self.true)
        )
        return told, stated, true


def curve_of(angle: str, analysis: Analysis, truth: Truth, frames: IntArray) -> Curve:
    """Compare one angle; `frames` (T,) are the analysed ones of the true ones."""
    column, motion = column_of(angle, truth), analysis.motion
    told, stated = (
        np.where(frames >= 0, values[column][frames], np.nan)
        for values in (motion.columns, motion.errors)
    )
    return Curve(told, stated, truth.columns[column])


def moment_frames(times: FloatArray, rep: TrueRep, moment: str) -> BoolArray:
    """Tell which of (T,) frames are a moment of a rep: for the set-up several, else the nearest."""
    event_s: float | None = getattr(rep, "lift_off_s" if moment == "set_up" else f"{moment}_s")
    if event_s is None:
        return np.zeros(len(times), dtype=np.bool_)
    nearest = np.arange(len(times)) == nearest_frame(times, event_s)
    if moment != "set_up":
        return np.asarray(nearest)
    return np.asarray(nearest | ((times >= event_s - SET_UP_S) & (times <= event_s)))


def column_of(angle: str, truth: Truth) -> str:
    """Give the column of an angle."""
    return f"{angle}_{true_near_side(truth)}" if angle == "hip_flexion" else angle

"""The stick lifter with a back that was measured: how pelvis and spine stand is known exactly."""

from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from tests.report.plate_lifter import with_plate

OF_LEAN = 0.4
"""Lumbar flexion as a part of the trunk's lean; the pelvis has the rest."""

SHARE = Measurement(26.4, 4.2, "%")
HIDDEN_BACK = slice(50, 60)
"""Frames in which the back was not measured."""

NEW_COLUMNS = ("hip_flexion_l", "hip_flexion_r", "pelvis_tilt", "lumbar_flexion")
BACK = Back("outline", clothes="tight", zero="upright frames", change_error_deg=4.0)


def with_back(reps: int = 1, *, yaw_deg: float = 90.0) -> Analysis:
    """The analysis of a set whose trunk bends by a part of its lean in the lumbar spine."""
    analysis = with_plate(reps, yaw_deg=yaw_deg)
    motion = analysis.motion
    lumbar = OF_LEAN * motion.columns["trunk_lean"]
    lumbar[HIDDEN_BACK] = np.nan
    columns, errors = dict(motion.columns), dict(motion.errors)
    columns["lumbar_flexion"] = lumbar
    columns["pelvis_tilt"] = motion.columns["trunk_lean"] - lumbar
    for side in "lr":
        columns[f"hip_flexion_{side}"] = motion.columns[f"trunk_thigh_flexion_{side}"] - lumbar
    for name in NEW_COLUMNS:
        errors[name] = np.where(np.isfinite(columns[name]), 6.0, np.nan)
    measured = replace(motion, columns=columns, errors=errors, backs=(BACK,) * len(motion.shots))
    pulled = tuple(
        replace(rep, metrics={**rep.metrics, **split(measured, rep)}) for rep in analysis.set.reps
    )
    return replace(analysis, motion=measured, set=replace(analysis.set, reps=pulled))


def split(motion, rep) -> dict[str, Measurement]:
    """How far hip and spine turned in a rep, and a share."""
    ends = np.searchsorted(motion.times, [rep.lift_off_s, rep.lockout_s])
    hip, lumbar = (
        float(np.subtract(*motion.columns[name][ends]))
        for name in ("hip_flexion_r", "lumbar_flexion")
    )
    return {
        "hip_contribution": Measurement(hip, 4.0, "deg"),
        "lumbar_contribution": Measurement(lumbar, 4.0, "deg"),
        "lumbar_share": SHARE,
        "lumbar_flexion_at_lift_off": Measurement(26.0, 6.0, "deg"),
    }

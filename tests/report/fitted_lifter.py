"""The stick lifter with a plate on his bar and a body fitted to him: which joints is known."""

from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.pose.landmarks import SIDES, of_side
from tests.report.plate_lifter import with_plate

FITTED_JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
MOVED_PX = np.array([7.0, -5.0])
"""From each landmark to the fitted joint."""

UNDECIDED = slice(60, 90)
"""Frames in which a body was fitted and the knee's angle is not told."""

BEFORE = slice(0, 30)
"""Frames in which none was fitted and no angle of a leg is told."""

HIDDEN = "what was seen does not decide it"


def with_body(reps: int = 1, *, yaw_deg: float = 90.0) -> Analysis:
    """The analysis of a set seen from the lifter's right, whose angles are those of a body."""
    analysis = with_plate(reps, yaw_deg=yaw_deg)
    motion = analysis.motion
    joints = np.full_like(motion.landmarks, np.nan)
    fitted = [of_side(joint, side) for joint in FITTED_JOINTS for side in SIDES]
    joints[:, fitted] = motion.landmarks[:, fitted] + MOVED_PX
    joints[BEFORE] = np.nan
    columns, errors = dict(motion.columns), dict(motion.errors)
    raw = {}
    for name in ("knee_flexion_r", "trunk_thigh_flexion_r"):
        raw[name] = columns[name] + 20.0
        for table in (columns, errors):
            table[name] = table[name].copy()
            table[name][UNDECIDED] = table[name][BEFORE] = np.nan
    body = replace(
        motion,
        columns=columns,
        errors=errors,
        raw=raw,
        joints=joints,
        partly={"knee_flexion_r": HIDDEN, "trunk_thigh_flexion_r": HIDDEN},
    )
    return replace(analysis, motion=body)

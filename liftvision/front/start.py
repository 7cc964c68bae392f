"""A first guess at the figure, from the landmarks as they are and what is usual."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.proportions import (
    ANKLE_HEIGHT_M,
    ANKLE_MARK_M,
    HIP_HALF_WIDTH,
    SEGMENTS,
    STATURE_M,
)
from liftvision.front.evidence import FrontEvidence
from liftvision.front.figure import FRONT_POINTS
from liftvision.front.habits import HIP_AHEAD_M
from liftvision.front.terms import IN_ANY_LIFT, TOE_OUT_DEG, USUALLY_AHEAD
from liftvision.front.unknowns import (
    FRONT_FRAME_UNKNOWNS,
    FRONT_SHOT_UNKNOWNS,
    InFrontFrame,
    InFrontShot,
)
from liftvision.motion.parallax import DISTANCE_M


def first_front_guess(evidence: FrontEvidence) -> tuple[FloatArray, FloatArray]:
    """Give unknowns of the frames (T, 13) and of the shot (17 + 48,) from where to start."""
    shot = _of_shot(evidence)
    usual = USUALLY_AHEAD if evidence.deadlift else IN_ANY_LIFT
    ahead = {name: each.at(evidence.upright) for name, each in usual.items()}
    shank, thigh, trunk = (
        np.exp(shot[InFrontShot[f"LOG_{name}"]]) for name in ("SHANK", "THIGH", "TRUNK")
    )
    frames = np.zeros((len(evidence.times), FRONT_FRAME_UNKNOWNS))
    lean = np.arcsin(ahead["knee"] / shank)
    back = np.arcsin(np.clip((ahead["hip"] - ahead["knee"]) / thigh, -0.95, 0.95))
    for which in (InFrontFrame.SHANK_FORWARD_L, InFrontFrame.SHANK_FORWARD_R):
        frames[:, which] = lean
    for which in (InFrontFrame.THIGH_FORWARD_L, InFrontFrame.THIGH_FORWARD_R):
        frames[:, which] = back
    frames[:, InFrontFrame.TRUNK_FORWARD] = np.arcsin(
        np.clip((ahead["shoulder"] - ahead["hip"]) / trunk, -0.95, 0.95)
    )
    return frames, np.concatenate([shot, evidence.usual.ravel()])


def _of_shot(evidence: FrontEvidence) -> FloatArray:
    shot = np.zeros(FRONT_SHOT_UNKNOWNS)
    metres_per_px = evidence.scale[0]
    shot[InFrontShot.LOG_SCALE] = -np.log(metres_per_px)
    shot[InFrontShot.LOG_DISTANCE] = np.log(DISTANCE_M)
    shot[InFrontShot.YAW] = np.radians(evidence.yaw_deg)
    stature = np.log(evidence.height_m or STATURE_M)
    for name, usual in SEGMENTS.items():
        if name != "arm":
            shot[InFrontShot[f"LOG_{name.upper()}"]] = stature + np.log(usual.of_stature)
    shot[InFrontShot.LOG_STATURE] = stature
    shot[InFrontShot.LOG_HIPS] = stature + np.log(HIP_HALF_WIDTH)
    ankles = _median(evidence, "ankle") * metres_per_px
    shot[InFrontShot.STANCE] = 0.5 * abs(ankles[0, 0] - ankles[1, 0])
    shot[InFrontShot.RIGHT], up = ankles.mean(axis=0)
    shot[InFrontShot.UP] = up - ANKLE_HEIGHT_M - ANKLE_MARK_M
    shot[[InFrontShot.TOE_OUT_L, InFrontShot.TOE_OUT_R]] = np.radians(TOE_OUT_DEG)
    shot[InFrontShot.HIP_AHEAD] = HIP_AHEAD_M
    return shot


def _median(evidence: FrontEvidence, name: str) -> FloatArray:
    """Give the median place (2, 2) px of a joint, left and right."""
    index = FRONT_POINTS.index(name)
    seen = evidence.trust[:, index] > 0.0
    return np.asarray(np.nanmedian(np.where(seen, evidence.places[:, index], np.nan), axis=0))

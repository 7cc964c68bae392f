"""What the fit weighs: every way in which a figure can disagree with what was seen or is usual.

All residuals are in standard errors. Those of a frame count as a density over time, so that the
result does not depend on the frame rate and priors are not drowned by long clips.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.proportions import (
    HIP_HALF_WIDTH,
    SEGMENTS,
    STATURE_M,
    STATURE_SPREAD,
)
from liftvision.front.evidence import FrontEvidence
from liftvision.front.figure import FRONT_POINTS, FrontFigure, front_figure, seen_in_front
from liftvision.front.habits import HIP_AHEAD_M, HIP_AHEAD_SPREAD_M, KNEE_BEHIND_M
from liftvision.front.unknowns import FRONT_SHOT_UNKNOWNS, InFrontFrame, InFrontShot
from liftvision.motion.parallax import DISTANCE_M, DISTANCE_SPREAD, FOCAL, FOCAL_SPREAD

PELVIS_TURN_M, PELVIS_WIDTH_M, HIP_LINE_M = 0.010, 0.004, 0.012
"""Standard errors of how far one hip is ahead of the other, of their distance, and of how much
higher one is than the other."""


UPRIGHTNESS = (-1.0, -0.5, 0.0, 0.35, 0.65, 0.9, 1.0)
"""From bent to upright by the shoulders' height, where it is stated how far ahead a joint is."""


class Ahead(NamedTuple):
    """How far ahead of the ankles the middle of two joints is, at `UPRIGHTNESS`, and its spread."""

    at_m: tuple[float, ...]
    spread_m: float

    def at(self, upright: FloatArray) -> FloatArray:
        """Give it for postures (T,) from -1 bent to 1 upright, m."""
        return np.asarray(np.interp(upright, UPRIGHTNESS, self.at_m))


USUALLY_AHEAD = {
    "shoulder": Ahead((0.14, 0.16, 0.155, 0.12, 0.06, 0.0, -0.075), 0.05),
    "hip": Ahead((-0.29, -0.26, -0.22, -0.19, -0.145, -0.095, -0.05), 0.05),
    "knee": Ahead((0.04, 0.015, -0.005, 0.005, 0.015, 0.01, -0.02), 0.035),
}
"""In a deadlift, whatever the style: the bar hangs over the middle of the feet. Measured on 63
rendered lifters of split ``train``; their spread is as large at most, that of knees half of it."""

IN_ANY_LIFT = {
    "shoulder": Ahead((0.08, 0.065, 0.04, 0.025, 0.005, -0.02, -0.05), 0.10),
    "hip": Ahead((-0.25, -0.22, -0.19, -0.16, -0.135, -0.095, -0.05), 0.08),
    "knee": Ahead((0.12, 0.10, 0.08, 0.06, 0.04, 0.01, -0.02), 0.08),
}
"""In a squat knees go over the toes and hips behind the heels; no source, wide on purpose."""

LEGS_ALIKE_DEG = 3.0
"""Spread of the difference between the lean forward of both shanks, and of both thighs."""

MIDDLE_SPREAD_M = {"shoulder": 0.02, "hip": 0.015, "knee": 0.025}
"""How far beside the middle of the feet the middle of both joints is."""

WANDER_M = 0.02
TOP_BESIDE_M = 0.012
"""How far beside the line from hip to ankle a straight knee lies: 3 degrees."""

STRETCH_SPREAD = 0.05
STRAIGHT_DEG, STRAIGHT_SPREAD_DEG = 2.0, 7.0
"""Of the knee where the lifter is upright."""

UPRIGHT_FROM = 0.9

SLOW = 0.7
"""What is usual holds for a whole pull rather than for each look: it weighs so much less."""

PITCH_SPREAD_DEG, ROLL_SPREAD_DEG = 5.0, 1.2
STAGGER_SPREAD_M = 0.02
TOE_OUT_DEG, TOE_OUT_SPREAD_DEG, TOES_ALIKE_DEG = 15.0, 14.0, 5.0
STANCE_M, STANCE_SPREAD_M = 0.20, 0.10
HIPS_SPREAD = 0.07


def front_misfits(frames: FloatArray, shot: FloatArray, evidence: FrontEvidence) -> FloatArray:
    """Give the misfits (T, 6, 2, 2) of the landmarks, offsets taken out, in what they scatter."""
    offsets = evidence.posture @ shot[FRONT_SHOT_UNKNOWNS:].reshape(evidence.usual.shape)
    misfits = _misfits(front_figure(frames, shot), shot, evidence)
    return np.asarray(misfits + offsets.reshape(misfits.shape) * evidence.trust)


def _misfits(body: FrontFigure, shot: FloatArray, evidence: FrontEvidence) -> FloatArray:
    enlarged = np.exp(shot[..., InFrontShot.LOG_SCALE]) * evidence.scale[0]
    there = (
        seen_in_front(_marked(body.joints, shot, evidence), shot)
        * enlarged[..., None, None, None, None]
    )
    return np.asarray((there - evidence.places * evidence.scale[0]) * evidence.trust)


def _marked(joints: FloatArray, shot: FloatArray, evidence: FrontEvidence) -> FloatArray:
    """Give the places (..., T, 6, 2, 3) that are marked or seen in place of the joints'."""
    marked = joints.copy()
    if not evidence.rear:
        ahead = shot[..., InFrontShot.HIP_AHEAD][..., None] * evidence.bent
        marked[..., FRONT_POINTS.index("hip"), :, 0] += ahead[..., None]
    if evidence.by_middles:
        halfway, bent = KNEE_BEHIND_M
        behind = halfway * (1.0 - evidence.upright**2) + bent * evidence.bent
        marked[..., FRONT_POINTS.index("knee"), :, 0] -= behind[:, None]
    return marked


def front_frame_residuals(
    frames: FloatArray, shot: FloatArray, evidence: FrontEvidence, believed: FloatArray
) -> FloatArray:
    """Give the residuals (..., T, R) that depend on one frame and the shot.

    Parameters
    ----------
    frames, shot
        Unknowns.
    evidence
        Of the shot.
    believed
        (T, 6, 2) roots of robust weights of the landmarks.
    """
    body = front_figure(frames, shot)
    landmarks = _misfits(body, shot, evidence) * believed[..., None]
    parts = [
        landmarks.reshape(*landmarks.shape[:-3], -1),
        np.stack(_pelvis(body, shot), axis=-1),
        np.stack(_limits(frames), axis=-1),
        SLOW * np.stack(_usual(frames, body, evidence), axis=-1),
    ]
    return np.concatenate(parts, axis=-1) * evidence.weights[:, None]


def _pelvis(body: FrontFigure, shot: FloatArray) -> list[FloatArray]:
    """Give by how much the legs end elsewhere than at both ends of one pelvis."""
    width = 2.0 * np.exp(shot[..., InFrontShot.LOG_HIPS])[..., None]
    ahead, higher, beside = np.moveaxis(body.apart, -1, 0)
    return [
        ahead / PELVIS_TURN_M,
        SLOW * higher / HIP_LINE_M,
        (np.sqrt(beside**2 + higher**2) - width) / PELVIS_WIDTH_M,
    ]


def _limits(frames: FloatArray) -> list[FloatArray]:
    """Give by how much knees are bent backward; 0 within."""
    return [np.minimum(knee + 3.0, 0.0) / 3.0 for knee in _knees(frames)]


def _knees(frames: FloatArray) -> list[FloatArray]:
    """Give the flexion of both knees (..., T) in degrees, as the leans forward have it."""
    return [
        np.degrees(frames[..., shank] - frames[..., thigh])
        for shank, thigh in (
            (InFrontFrame.SHANK_FORWARD_L, InFrontFrame.THIGH_FORWARD_L),
            (InFrontFrame.SHANK_FORWARD_R, InFrontFrame.THIGH_FORWARD_R),
        )
    ]


def _usual(frames: FloatArray, body: FrontFigure, evidence: FrontEvidence) -> list[FloatArray]:
    middle = body.joints.mean(axis=-2)
    ankle = middle[..., FRONT_POINTS.index("ankle"), :]
    upright = evidence.upright > UPRIGHT_FROM
    residuals = [frames[..., InFrontFrame.TRUNK_STRETCH] / STRETCH_SPREAD]
    for name, ahead in (USUALLY_AHEAD if evidence.deadlift else IN_ANY_LIFT).items():
        away = middle[..., FRONT_POINTS.index(name), :] - ankle
        residuals.append((away[..., 0] - ahead.at(evidence.upright)) / ahead.spread_m)
        residuals.append(away[..., 2] / MIDDLE_SPREAD_M[name])
    for left, right in (
        (InFrontFrame.SHANK_FORWARD_L, InFrontFrame.SHANK_FORWARD_R),
        (InFrontFrame.THIGH_FORWARD_L, InFrontFrame.THIGH_FORWARD_R),
    ):
        residuals.append(np.degrees(frames[..., left] - frames[..., right]) / LEGS_ALIKE_DEG)
    for side in (0, 1):
        hip, knee, foot = (
            body.joints[..., FRONT_POINTS.index(name), side, :] for name in ("hip", "knee", "ankle")
        )
        part = (knee[..., 1] - foot[..., 1]) / (hip[..., 1] - foot[..., 1])
        beside = knee[..., 2] - foot[..., 2] - part * (hip[..., 2] - foot[..., 2])
        residuals.append(beside / TOP_BESIDE_M * upright)
    residuals += [
        frames[..., which] / WANDER_M
        for which in (InFrontFrame.ANKLE_LEFT_L, InFrontFrame.ANKLE_LEFT_R)
    ]
    residuals += [(knee - STRAIGHT_DEG) / STRAIGHT_SPREAD_DEG * upright for knee in _knees(frames)]
    return residuals


def front_shot_residuals(shot: FloatArray, evidence: FrontEvidence) -> FloatArray:
    """Give the residuals (..., R) that depend on the unknowns of the shot alone."""

    def of(which: InFrontShot) -> FloatArray:
        return np.asarray(shot[..., which])

    metres_per_px, relative = evidence.scale
    toes = [np.degrees(of(which)) for which in (InFrontShot.TOE_OUT_L, InFrontShot.TOE_OUT_R)]
    stature, spread = evidence.height_m or STATURE_M, 0.02 if evidence.height_m else STATURE_SPREAD
    residuals = [
        (
            of(InFrontShot[f"LOG_{name.upper()}"])
            - of(InFrontShot.LOG_STATURE)
            - np.log(usual.of_stature)
        )
        / usual.spread
        for name, usual in SEGMENTS.items()
        if name != "arm"
    ]
    residuals += [
        (of(InFrontShot.LOG_HIPS) - of(InFrontShot.LOG_STATURE) - np.log(HIP_HALF_WIDTH))
        / HIPS_SPREAD,
        (of(InFrontShot.LOG_STATURE) - np.log(stature)) / spread,
        (of(InFrontShot.LOG_DISTANCE) - np.log(DISTANCE_M)) / DISTANCE_SPREAD,
        (
            of(InFrontShot.LOG_SCALE)
            + of(InFrontShot.LOG_DISTANCE)
            - np.log(FOCAL * evidence.long_side_px)
        )
        / FOCAL_SPREAD,
        (of(InFrontShot.LOG_SCALE) + np.log(metres_per_px)) / relative,
        (np.degrees(of(InFrontShot.YAW)) - evidence.yaw_deg) / evidence.yaw_error_deg,
        np.degrees(of(InFrontShot.PITCH)) / PITCH_SPREAD_DEG,
        np.degrees(of(InFrontShot.ROLL)) / ROLL_SPREAD_DEG,
        (of(InFrontShot.STANCE) - STANCE_M) / STANCE_SPREAD_M,
        of(InFrontShot.STAGGER) / STAGGER_SPREAD_M,
        (toes[0] - TOE_OUT_DEG) / TOE_OUT_SPREAD_DEG,
        (toes[1] - TOE_OUT_DEG) / TOE_OUT_SPREAD_DEG,
        (toes[0] - toes[1]) / TOES_ALIKE_DEG,
        (of(InFrontShot.HIP_AHEAD) - HIP_AHEAD_M) / HIP_AHEAD_SPREAD_M,
    ]
    return np.stack(residuals, axis=-1)

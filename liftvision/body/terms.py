"""What the fit weighs: every way in which a figure can disagree with what was seen or is usual.

All residuals are in standard errors. Those of a frame count as a density over time, so that the
result does not depend on the frame rate and priors are not drowned by long clips.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.body.evidence import Believed, Evidence, PlateSeen
from liftvision.body.figure import POINTS, Figure, figure, shank_lean, thigh_lean
from liftvision.body.proportions import SEGMENTS, STATURE_M, STATURE_SPREAD
from liftvision.body.sight import nearness, seen_at
from liftvision.body.unknowns import SHOT_UNKNOWNS, InFrame, InShot
from liftvision.motion.parallax import (
    DISTANCE_M,
    DISTANCE_SPREAD,
    FOCAL,
    FOCAL_SPREAD,
)
from liftvision.motion.scale import BESIDE_ERROR_M, BESIDE_M

GRIP_M = 0.012
"""Standard error of the hands' distance to the bar."""

REST_M = 0.01
"""Of the bar's height on the floor."""

BEHIND_BAR_M, BEHIND_BAR_ERROR_M = 0.07, 0.03
"""How far the ankles stand behind a bar that lies before the lifter, and its spread."""

TUCK_M, THIGH_TUCK_M = 0.045, 0.065
"""The bar's axis comes no nearer than this to the axes of shank and thigh."""

TOP_BEHIND_M, TOP_BEHIND_ERROR_M = 0.085, 0.025
"""The same with the bar at its highest: the weight hangs over the middle of the feet."""

BESIDE_SOFTNESS = 0.05
"""How softly a segment ends for what is beside it, as a part of its length."""

SHIN_M, SHIN_SPREAD_M = 0.06, 0.025
THIGH_M, THIGH_SPREAD_M = 0.125, 0.025
"""Mostly the bar stays so near to the shank as it passes it, and to the thigh at the top."""

TOP_KNEE_DEG, TOP_KNEE_SPREAD_DEG = 2.0, 7.0
TOP_HIP_DEG, TOP_HIP_SPREAD_DEG = 2.0, 12.0

CUSTOM_SEEN = 0.7
"""By how much less custom weighs where no plate hides the leg: it is seen then."""

STRETCH_SPREAD = 0.04
ARM_SPREAD_DEG = 25.0
HEEL_SPREAD_DEG = 4.0
WANDER_M = 0.05
PITCH_SPREAD_DEG = 5.0
HAND_M, HAND_SPREAD_M = 0.10, 0.02
STAGGER_SPREAD_M = 0.015


def landmark_misfits(frames: FloatArray, shot: FloatArray, evidence: Evidence) -> FloatArray:
    """Give the misfits (T, 8, 2, 2) of the landmarks, offsets taken out, in what they scatter."""
    offsets = evidence.posture @ shot[SHOT_UNKNOWNS:].reshape(evidence.usual.shape)
    misfits = _landmark_misfits(figure(frames, shot), shot, evidence)
    return np.asarray(misfits + offsets.reshape(misfits.shape) * evidence.trust)


def _landmark_misfits(body: Figure, shot: FloatArray, evidence: Evidence) -> FloatArray:
    there = seen_at(body.joints, shot) * _enlarged(shot, evidence)[..., None, None, None, None]
    return np.asarray((there - evidence.places * evidence.scale[0]) * evidence.trust)


def _enlarged(shot: FloatArray, evidence: Evidence) -> FloatArray:
    """Give by how much larger the figure is in the picture than by the scale that was expected.

    Misfits are told in m by that scale: told by the figure's own, a smaller lifter would fit
    everything better.
    """
    return np.asarray(np.exp(shot[..., InShot.LOG_SCALE]) * evidence.scale[0])


def plate_misfits(frames: FloatArray, shot: FloatArray, evidence: Evidence) -> FloatArray:
    """Give the misfits (..., T, 2) of a plate that the hands hold, in standard errors."""
    assert evidence.plate is not None
    return _plate_misfits(figure(frames, shot), shot, evidence, evidence.plate)


def _plate_misfits(
    body: Figure, shot: FloatArray, evidence: Evidence, plate: PlateSeen
) -> FloatArray:
    there = seen_at(_plate_face(body, shot, evidence), shot)
    there = there * _enlarged(shot, evidence)[..., None, None]
    off = there - plate.places * evidence.scale[0]
    return np.asarray(off / GRIP_M * plate.held[:, None])


def _plate_face(body: Figure, shot: FloatArray, evidence: Evidence) -> FloatArray:
    beside = evidence.nearward * shot[..., InShot.BESIDE][..., None]
    forward, up = body.bar[..., 0], body.bar[..., 1]
    return np.stack(np.broadcast_arrays(forward, up, beside), axis=-1)


def frame_residuals(
    frames: FloatArray,
    shot: FloatArray,
    evidence: Evidence,
    believed: Believed,
    *,
    assume_straight: bool = True,
) -> FloatArray:
    """Give the residuals (..., T, R) that depend on one frame and the shot.

    Parameters
    ----------
    frames, shot
        Unknowns.
    evidence
        Of the shot.
    believed
        Robust weights.
    assume_straight
        Whether knees and hips are taken to be about straight at the top.
    """
    body = figure(frames, shot)
    landmarks = _landmark_misfits(body, shot, evidence) * believed.landmarks[..., None]
    parts = [landmarks.reshape(*landmarks.shape[:-3], -1)]
    bends, bar = _bends(frames, body), _BarAhead.of(body)
    parts.append(np.stack(_limits(frames, bends, bar, evidence), axis=-1))
    parts.append(np.stack(_usual(frames), axis=-1))
    if evidence.plate is not None:
        plate = _plate_misfits(body, shot, evidence, evidence.plate)
        parts.append(plate * believed.grip[:, None])
        parts.append(np.stack(_of_the_bar(shot, body, bar, evidence, evidence.plate), axis=-1))
    if assume_straight:
        top = np.stack(_upright_at_the_top(bends), axis=-1)
        custom = 1.0 if evidence.plate is not None else CUSTOM_SEEN
        parts.append(top * custom * _one_look(evidence.top, evidence)[:, None])
    return np.concatenate(parts, axis=-1) * evidence.weights[:, None]


class _Bends(NamedTuple):
    """Knee, hip and lean of the shanks (..., T), the mean of both sides, degrees."""

    knee: FloatArray
    hip: FloatArray
    shank: FloatArray


def _bends(frames: FloatArray, body: Figure) -> _Bends:
    thigh = np.degrees(thigh_lean(body.joints)).mean(axis=-1)
    return _Bends(
        knee=np.degrees(frames[..., InFrame.KNEE]),
        hip=np.degrees(frames[..., InFrame.TRUNK_LEAN]) - thigh,
        shank=np.degrees(shank_lean(body.joints)).mean(axis=-1),
    )


class _BarAhead(NamedTuple):
    """Of shank and thigh: whether the bar is beside it, 0 to 1, and how far in front, m."""

    shank: tuple[FloatArray, FloatArray]
    thigh: tuple[FloatArray, FloatArray]

    @classmethod
    def of(cls, body: Figure) -> "_BarAhead":
        return cls(_in_front(body, "ankle", "knee"), _in_front(body, "knee", "hip"))


def _limits(
    frames: FloatArray, bends: _Bends, bar: _BarAhead, evidence: Evidence
) -> list[FloatArray]:
    """Give by how much joints are beyond what joints do; 0 within."""
    knee, hip, shank = bends
    limits = [
        np.minimum(knee + 3.0, 0.0) / 3.0,
        np.minimum(hip + 15.0, 0.0) / 4.0,
        np.maximum(shank - 38.0, 0.0) / 4.0,
        np.minimum(shank + 12.0, 0.0) / 4.0,
        np.minimum(np.degrees(frames[..., InFrame.HEEL_LIFT]) + 0.5, 0.0) / 1.0,
    ]
    if evidence.plate is not None:
        held = evidence.plate.held
        limits += [
            np.minimum(ahead - least, 0.0) / 0.01 * beside * held
            for (beside, ahead), least in ((bar.shank, TUCK_M), (bar.thigh, THIGH_TUCK_M))
        ]
    return limits


def _in_front(body: Figure, lower: str, upper: str) -> tuple[FloatArray, FloatArray]:
    """Tell whether the bar is beside a segment, 0 to 1, and give how far it is in front, m."""
    ends = body.joints[..., [POINTS.index(lower), POINTS.index(upper)], :, :2].mean(axis=-2)
    low, along = ends[..., 0, :], ends[..., 1, :] - ends[..., 0, :]
    length = np.linalg.norm(along, axis=-1)
    bar = body.bar[..., :2] - low
    part = (bar * along).sum(axis=-1) / length**2
    ahead = (bar[..., 0] * along[..., 1] - bar[..., 1] * along[..., 0]) / length
    # Beside the segment this is 1, beyond its ends 0, with a soft edge to be differentiable.
    beyond = (np.abs(part - 0.5) - 0.5) / BESIDE_SOFTNESS
    beside = 1.0 / (1.0 + np.exp(np.clip(beyond, -50.0, 50.0)))
    return np.asarray(beside), np.asarray(ahead)


def _usual(frames: FloatArray) -> list[FloatArray]:
    return [
        frames[..., InFrame.TRUNK_STRETCH] / STRETCH_SPREAD,
        np.degrees(frames[..., InFrame.ARM_LEAN]) / ARM_SPREAD_DEG,
        np.degrees(frames[..., InFrame.HEEL_LIFT]) / HEEL_SPREAD_DEG,
        frames[..., InFrame.ANKLE_FORWARD] / WANDER_M,
    ]


def _of_the_bar(
    shot: FloatArray, body: Figure, bar: _BarAhead, evidence: Evidence, plate: PlateSeen
) -> list[FloatArray]:
    """Give how unusual it is where the bar lies, passes the leg and is held."""
    lies = _one_look(plate.resting & plate.held, evidence)
    high = _one_look(evidence.top & plate.held, evidence)
    passing, shin = bar.shank
    _, thigh = bar.thigh
    ankle = body.joints[..., POINTS.index("ankle"), :, 0].mean(axis=-1)
    radius = np.exp(shot[..., InShot.LOG_RADIUS])[..., None]
    behind = body.bar[..., 0] - ankle
    return [
        (behind - BEHIND_BAR_M) / BEHIND_BAR_ERROR_M * lies,
        (behind - TOP_BEHIND_M) / TOP_BEHIND_ERROR_M * high,
        (shin - SHIN_M) / SHIN_SPREAD_M * passing * plate.held,
        (thigh - THIGH_M) / THIGH_SPREAD_M * high,
        (body.bar[..., 1] - radius) / REST_M * lies,
    ]


def _one_look(frames: BoolArray, evidence: Evidence) -> FloatArray:
    """Give weights (T,) by which some frames together count as one look, however many they are."""
    total = float(np.sum(evidence.weights[frames] ** 2))
    return np.asarray(frames / np.sqrt(max(total, 1e-9)))


def _upright_at_the_top(bends: _Bends) -> list[FloatArray]:
    return [
        (bends.knee - TOP_KNEE_DEG) / TOP_KNEE_SPREAD_DEG,
        (bends.hip - TOP_HIP_DEG) / TOP_HIP_SPREAD_DEG,
    ]


def shot_residuals(shot: FloatArray, evidence: Evidence) -> FloatArray:
    """Give the residuals (..., R) that depend on the unknowns of the shot alone."""

    def of(which: InShot) -> FloatArray:
        return np.asarray(shot[..., which])

    yaw, yaw_error = evidence.view.yaw_deg, evidence.view.error_deg
    assert yaw is not None and yaw_error is not None
    metres_per_px, relative = evidence.scale
    stance = evidence.stance
    stature = evidence.height_m or STATURE_M
    spread = 0.02 if evidence.height_m else STATURE_SPREAD
    residuals = [
        (of(InShot[f"LOG_{name.upper()}"]) - of(InShot.LOG_STATURE) - np.log(usual.of_stature))
        / usual.spread
        for name, usual in SEGMENTS.items()
    ]
    residuals += [
        (of(InShot.LOG_STATURE) - np.log(stature)) / spread,
        (of(InShot.LOG_DISTANCE) - np.log(DISTANCE_M)) / DISTANCE_SPREAD,
        (of(InShot.LOG_SCALE) + of(InShot.LOG_DISTANCE) - np.log(FOCAL * evidence.long_side_px))
        / FOCAL_SPREAD,
        (np.degrees(of(InShot.YAW)) - yaw) / yaw_error,
        np.degrees(of(InShot.PITCH)) / PITCH_SPREAD_DEG,
        (of(InShot.HAND) - HAND_M) / HAND_SPREAD_M,
        (of(InShot.STANCE) - stance.half_width_m) / stance.half_width_spread_m,
        (np.degrees(of(InShot.TOE_OUT)) - stance.toe_out_deg) / stance.toe_out_spread_deg,
        of(InShot.STAGGER) / STAGGER_SPREAD_M,
        (of(InShot.BESIDE) - BESIDE_M) / BESIDE_ERROR_M,
    ]
    if evidence.plate is not None:
        residuals.append(_plate_size(shot, evidence, evidence.plate))
        residuals.append(
            (of(InShot.LOG_RADIUS) - np.log(evidence.plate.radius_m)) / evidence.plate.m_error
        )
    else:
        residuals.append((of(InShot.LOG_SCALE) + np.log(metres_per_px)) / relative)
        residuals.append(of(InShot.LOG_RADIUS))
    return np.stack(residuals, axis=-1)


def _plate_size(shot: FloatArray, evidence: Evidence, plate: PlateSeen) -> FloatArray:
    beside = evidence.nearward * shot[..., InShot.BESIDE]
    zero = np.zeros_like(beside)
    face = np.stack([zero + BEHIND_BAR_M, zero + 2.0 * plate.radius_m, beside], axis=-1)
    nearer = nearness(face[..., None, :], shot)[..., 0]
    radius = shot[..., InShot.LOG_RADIUS] + np.log(nearer) + shot[..., InShot.LOG_SCALE]
    return np.asarray((radius - np.log(plate.radius_px)) / max(plate.px_error, 0.01))

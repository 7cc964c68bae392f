"""A first guess at the figure, from the landmarks as they are."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.evidence import Evidence
from liftvision.body.figure import POINTS
from liftvision.body.proportions import ANKLE_HEIGHT_M, ANKLE_MARK_M, SEGMENTS, STATURE_M
from liftvision.body.terms import (
    BEHIND_BAR_M,
    HAND_M,
)
from liftvision.body.unknowns import FRAME_UNKNOWNS, SHOT_UNKNOWNS, InFrame, InShot
from liftvision.given import STANDARD_PLATE_M
from liftvision.motion.parallax import DISTANCE_M
from liftvision.motion.scale import BESIDE_M


def first_guess(evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Give unknowns of the frames (T, 7) and of the shot (17,) from where to start."""
    shot = _of_shot(evidence)
    scale = np.exp(shot[InShot.LOG_SCALE])
    yaw = shot[InShot.YAW]
    side = np.sign(np.sin(yaw)) * max(abs(np.sin(yaw)), 0.5)
    middle = _without_gaps(evidence) / scale
    plane = np.stack([middle[..., 0] / side, middle[..., 1]], axis=-1)
    hip, shoulder, wrist = (plane[:, POINTS.index(name)] for name in ("hip", "shoulder", "wrist"))
    ankle = np.array([shot[InShot.RIGHT] / side, shot[InShot.UP] + ANKLE_HEIGHT_M])
    shank, thigh = np.exp(shot[InShot.LOG_SHANK]), np.exp(shot[InShot.LOG_THIGH])
    leg = hip - ankle
    length = np.clip(np.linalg.norm(leg, axis=1), 0.4 * (shank + thigh), 0.985 * (shank + thigh))
    cosine = (length**2 - shank**2 - thigh**2) / (2.0 * shank * thigh)
    frames = np.zeros((len(leg), FRAME_UNKNOWNS))
    frames[:, InFrame.LEG_LEAN] = np.arctan2(leg[:, 0], leg[:, 1])
    frames[:, InFrame.KNEE] = np.arccos(np.clip(cosine, -1.0, 1.0))
    trunk, arm = shoulder - hip, wrist - shoulder
    frames[:, InFrame.TRUNK_LEAN] = np.arctan2(trunk[:, 0], trunk[:, 1])
    frames[:, InFrame.ARM_LEAN] = np.arctan2(arm[:, 0], -arm[:, 1])
    return frames, np.concatenate([shot, evidence.usual.ravel()])


def _of_shot(evidence: Evidence) -> FloatArray:
    shot = np.zeros(SHOT_UNKNOWNS)
    assert evidence.view.yaw_deg is not None
    scale = 1.0 / evidence.scale[0]
    shot[InShot.LOG_SCALE] = np.log(scale)
    shot[InShot.LOG_DISTANCE] = np.log(DISTANCE_M)
    yaw = np.radians(evidence.view.yaw_deg)
    shot[InShot.YAW] = yaw
    stature = np.log(evidence.height_m or STATURE_M)
    for name, usual in SEGMENTS.items():
        shot[InShot[f"LOG_{name.upper()}"]] = stature + np.log(usual.of_stature)
    shot[InShot.LOG_STATURE] = stature
    shot[InShot.HAND], shot[InShot.BESIDE] = HAND_M, BESIDE_M
    shot[InShot.STANCE] = evidence.stance.half_width_m
    shot[InShot.TOE_OUT] = np.radians(evidence.stance.toe_out_deg)
    radius_m = STANDARD_PLATE_M / 2.0 if evidence.plate is None else evidence.plate.radius_m
    shot[InShot.LOG_RADIUS] = np.log(radius_m)
    ankles = _without_gaps(evidence)[:, POINTS.index("ankle")]
    shot[InShot.RIGHT], up = np.median(ankles, axis=0) / scale
    shot[InShot.UP] = up - ANKLE_HEIGHT_M - ANKLE_MARK_M
    plate = evidence.plate
    if plate is not None and (plate.resting & plate.held).any():
        lies = plate.resting & plate.held
        bar = np.median(plate.places[lies], axis=0) * plate.radius_m / plate.radius_px
        beside = evidence.nearward * BESIDE_M * np.cos(yaw)
        shot[InShot.RIGHT] = bar[0] * 1.2 - BEHIND_BAR_M * np.sin(yaw) - beside
        shot[InShot.UP] = 1.2 * (bar[1] - plate.radius_m)
    return shot


def _without_gaps(evidence: Evidence) -> FloatArray:
    """Give the middle of left and right (T, 8, 2) px, gaps bridged by straight lines."""
    seen = np.asarray((evidence.trust > 0.0).all(axis=-1))
    places = np.where(seen[..., None], evidence.places, np.nan)
    middle = np.asarray(places.mean(axis=2), dtype=np.float64)
    for point in range(len(POINTS)):
        for axis in range(2):
            values = middle[:, point, axis]
            known = np.isfinite(values)
            if known.any():
                middle[:, point, axis] = np.interp(
                    evidence.times, evidence.times[known], values[known]
                )
            else:
                middle[:, point, axis] = 0.0
    return middle

"""What tells lifts apart: where hands, trunk and feet are, in body sizes, whatever the view."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import body_size


@dataclass(frozen=True, eq=False)
class Posture:
    """A shot's postures; lengths in body sizes (trunk, thigh and shank end to end).

    Attributes
    ----------
    body_size_px
        The unit.
    hand_height
        (T,) height of the hands in the picture, upwards; the zero is arbitrary.
    upright
        (T,) vertical extent of the trunk over its length: 1 upright, 0 horizontal.
    hand_above_hip, hand_above_knee, hand_above_elbow, hand_above_shoulder
        (T,) height of the hands above the joint; negative below.
    grip
        (T,) distance of the wrists across the picture.
    across
        (T,) place of the trunk across the picture.
    """

    body_size_px: float
    hand_height: FloatArray
    upright: FloatArray
    hand_above_hip: FloatArray
    hand_above_knee: FloatArray
    hand_above_elbow: FloatArray
    hand_above_shoulder: FloatArray
    grip: FloatArray
    across: FloatArray


def posture_of(landmarks: FloatArray, hands: FloatArray) -> Posture:
    """Give the postures of a shot from cleaned landmarks (T, 33, 2) and hands (T, 2), px."""
    unit = float(np.nanmedian(body_size(landmarks)))
    shoulders = _middle(landmarks, Landmark.SHOULDER_L, Landmark.SHOULDER_R)
    hips = _middle(landmarks, Landmark.HIP_L, Landmark.HIP_R)
    elbows = _middle(landmarks, Landmark.ELBOW_L, Landmark.ELBOW_R)
    knees = _middle(landmarks, Landmark.KNEE_L, Landmark.KNEE_R)
    trunk = np.linalg.norm(hips - shoulders, axis=1)
    wrists = landmarks[:, Landmark.WRIST_L] - landmarks[:, Landmark.WRIST_R]
    return Posture(
        body_size_px=unit,
        hand_height=-hands[:, 1] / unit,
        upright=(hips[:, 1] - shoulders[:, 1]) / _longest(trunk),
        hand_above_hip=(hips[:, 1] - hands[:, 1]) / unit,
        hand_above_knee=(knees[:, 1] - hands[:, 1]) / unit,
        hand_above_elbow=(elbows[:, 1] - hands[:, 1]) / unit,
        hand_above_shoulder=(shoulders[:, 1] - hands[:, 1]) / unit,
        grip=np.linalg.norm(wrists, axis=1) / unit,
        across=(hips[:, 0] + shoulders[:, 0]) / 2.0 / unit,
    )


def _middle(landmarks: FloatArray, left: Landmark, right: Landmark) -> FloatArray:
    return np.asarray(landmarks[:, [left, right]].mean(axis=1), dtype=np.float64)


def _longest(lengths: FloatArray) -> float:
    """Give the length seen in the best tenth of the frames, single outliers left out."""
    return float(np.nanpercentile(lengths, 90.0))

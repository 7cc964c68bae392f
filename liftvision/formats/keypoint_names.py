"""Which of MediaPipe's 33 landmarks a keypoint of another program is."""

import re
from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.formats.sightings import PoseFileError, cleaned
from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, Landmark, Side, of_side

BODY_25 = (
    "nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist",
    "mid_hip", "r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye",
    "r_ear", "l_ear", "l_big_toe", "l_small_toe", "l_heel", "r_big_toe", "r_small_toe", "r_heel",
)  # fmt: skip
COCO_18 = (
    "nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist",
    "r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye", "r_ear", "l_ear",
)  # fmt: skip
"""The keypoints of OpenPose in its order (``doc/02_output.md``)."""

OF_A_SIDE = {
    "shoulder": "shoulder", "elbow": "elbow", "wrist": "wrist", "hip": "hip", "knee": "knee",
    "ankle": "ankle", "heel": "heel", "bigtoe": "foot_index", "footindex": "foot_index",
    "toe": "foot_index", "toes": "foot_index", "foottip": "foot_index", "eye": "eye", "ear": "ear",
    "eyeinner": "eye_inner", "eyeouter": "eye_outer", "mouth": "mouth", "pinky": "pinky",
    "index": "index", "thumb": "thumb",
}  # fmt: skip
"""Joints by the words that are used for them, without spaces."""

SIDE_WORDS: dict[str, Side] = {"l": "l", "left": "l", "r": "r", "right": "r"}

NEEDED = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Of each at least one side has to be there."""


def landmark_named(name: str) -> Landmark | None:
    """Give the landmark that a name means, in any usual spelling; None: none of the 33.

    ``LShoulder``, ``left_shoulder``, ``Left Shoulder``, ``shoulder.L`` and ``l_shoulder`` are all
    one.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    words = [word for word in re.split(r"[^a-z0-9]+", spaced.lower()) if word]
    if words == ["nose"]:
        return Landmark.NOSE
    sides = [SIDE_WORDS[word] for word in words if word in SIDE_WORDS]
    joint = OF_A_SIDE.get("".join(word for word in words if word not in SIDE_WORDS))
    if len(sides) != 1 or joint is None:
        return None
    return of_side(joint, sides[0])


def as_landmarks(keypoints: FloatArray, names: Sequence[str]) -> FloatArray:
    """Give keypoints (..., K, 3) with names as landmarks (..., 33, 3); see `Sightings.people`.

    Raises
    ------
    PoseFileError
        Two are the same landmark, a joint that is needed has none, or a number is too large.
    """
    places: dict[Landmark, int] = {}
    for place, name in enumerate(names):
        landmark = landmark_named(name)
        if landmark is None:
            continue
        if landmark in places:
            raise PoseFileError(f"two of its keypoints are the {landmark.name.lower()}")
        places[landmark] = place
    for joint in NEEDED:
        if not any(of_side(joint, side) in places for side in SIDES):
            raise PoseFileError(f"none of its keypoints is a {joint}")
    landmarks = np.full((*keypoints.shape[:-2], LANDMARK_COUNT, 3), [np.nan, np.nan, 0.0])
    landmarks[..., list(places), :] = cleaned(keypoints[..., list(places.values()), :])
    return landmarks

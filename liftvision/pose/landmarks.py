"""The 33 landmarks of the pose model: their names, sides and the lines between them.

Names and order are those of MediaPipe's pose landmarker; left and right are the lifter's own.
"""

from enum import IntEnum
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["l", "r"]
SIDES: tuple[Side, Side] = ("l", "r")


class Landmark(IntEnum):
    """Index of each landmark in an array of 33."""

    NOSE = 0
    EYE_INNER_L = 1
    EYE_L = 2
    EYE_OUTER_L = 3
    EYE_INNER_R = 4
    EYE_R = 5
    EYE_OUTER_R = 6
    EAR_L = 7
    EAR_R = 8
    MOUTH_L = 9
    MOUTH_R = 10
    SHOULDER_L = 11
    SHOULDER_R = 12
    ELBOW_L = 13
    ELBOW_R = 14
    WRIST_L = 15
    WRIST_R = 16
    PINKY_L = 17
    PINKY_R = 18
    INDEX_L = 19
    INDEX_R = 20
    THUMB_L = 21
    THUMB_R = 22
    HIP_L = 23
    HIP_R = 24
    KNEE_L = 25
    KNEE_R = 26
    ANKLE_L = 27
    ANKLE_R = 28
    HEEL_L = 29
    HEEL_R = 30
    FOOT_INDEX_L = 31
    FOOT_INDEX_R = 32


LANDMARK_COUNT = len(Landmark)

MIRRORED: tuple[int, ...] = (
    0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15,
    18, 17, 20, 19, 22, 21, 24, 23, 26, 25, 28, 27, 30, 29, 32, 31,
)  # fmt: skip
"""For each landmark, its partner on the other side; the nose is its own."""

JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")

HEAD = tuple(range(Landmark.NOSE, Landmark.MOUTH_R + 1))


def of_side(joint: str, side: Side) -> Landmark:
    """Give the landmark of a joint (``knee``) on one side (``l``)."""
    return Landmark[f"{joint}_{side}".upper()]


def without_side(name: str) -> str:
    """Give a name (``knee_flexion_l``) without the side at its end, if it has one."""
    return name.removesuffix("_l").removesuffix("_r")


LIMB_LINES: tuple[tuple[str, str], ...] = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "foot_index"),
    ("ankle", "foot_index"),
)
"""Lines of the skeleton that exist once a side."""

"""People as other programs saw them, before it is known which frames of the clip they are of."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray

LARGEST_FILE = 64 * 2**20
"""Bytes of a file that is read; an hour of one person's 26 keypoints at 60 fps as text is less."""

MOST_FRAMES = 216_000
"""An hour at 60 fps."""

MOST_PEOPLE = 100
MOST_KEYPOINTS = 200
LARGEST_NUMBER = 1e6
"""No pixel comes near it."""

LEAST_CONFIDENCE = 0.05
"""Keypoints less sure than this are taken for not seen: OpenPose writes 0 for those."""


class PoseFileError(ValueError):
    """What is wrong with a pose that was read, in words without a full stop."""


@dataclass(frozen=True, eq=False)
class Sightings:
    """What a file has of people.

    Attributes
    ----------
    made_by
        The format, for people to read: ``OpenPose BODY_25``.
    numbers
        (F,) of the file's frames in its own counting, rising.
    times
        (F,) seconds; None where the file has none.
    people
        For each frame the landmarks (P, 33, 3) of everybody in it: x and y in px of the upright
        picture and confidence; NaN, NaN, 0 where not seen.
    same_order
        Whether the n-th person is the same one in all frames.
    """

    made_by: str
    numbers: IntArray
    times: FloatArray | None
    people: tuple[FloatArray, ...]
    same_order: bool


def cleaned(keypoints: FloatArray) -> FloatArray:
    """Give keypoints (..., 3) of which those that are not seen are NaN, NaN, 0.

    Raises
    ------
    PoseFileError
        A number is too large to be a pixel.
    """
    confidence = np.clip(np.nan_to_num(keypoints[..., 2], posinf=0.0, neginf=0.0), 0.0, 1.0)
    xy = keypoints[..., :2]
    if np.isinf(xy).any() or np.nanmax(np.abs(xy), initial=0.0) > LARGEST_NUMBER:
        raise PoseFileError("it has a coordinate that is too large")
    seen = np.isfinite(xy).all(axis=-1) & (confidence >= LEAST_CONFIDENCE)
    xy = np.where(seen[..., None], xy, np.nan)
    return np.concatenate([xy, np.where(seen, confidence, 0.0)[..., None]], axis=-1)

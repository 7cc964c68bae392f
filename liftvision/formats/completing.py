"""Landmarks that other programs do not have, where the rest of the body tells about where they are.

They are only there so that the lifter counts as found: their visibility is zero, as MediaPipe's
own is for what it makes up.
"""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarks import MIRRORED, SIDES, Landmark, of_side

HEAD = tuple(range(Landmark.NOSE, Landmark.MOUTH_R + 1))
FINGERS = ("pinky", "index", "thumb")

KNUCKLES_BEYOND_WRIST = 0.24
"""Knuckles lie this far beyond the wrist in a hand that hangs on, in lengths of the forearm."""

NOSE_ABOVE_SHOULDERS = 0.3
"""In lengths of the trunk, along it."""

BOTH_SIDES = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")


def either_side(xy: FloatArray) -> FloatArray:
    """Give places (..., 33, 2) of which one that was not seen is where its other side is."""
    return np.where(np.isfinite(xy), xy, xy[..., list(MIRRORED), :])


def completed(lifter: FloatArray, side_by_side: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Give places and visibility of all landmarks that can be told.

    Parameters
    ----------
    lifter
        (T, 33, 3) x, y and confidence; NaN, NaN, 0 where not seen.
    side_by_side
        (T,) whether left and right lie beside each other in the picture. Where they lie behind each
        other, a joint that was seen of one side only stands for both.

    Returns
    -------
    Places (T, 33, 2) px, and visibility (T, 33). Both are NaN in frames without hips, shoulders,
    knees and ankles; feet stay NaN where they were not seen.
    """
    xy, confidence = lifter[..., :2].copy(), lifter[..., 2].copy()
    joints = [of_side(joint, side) for joint in BOTH_SIDES for side in SIDES]
    other = either_side(xy)
    fill = ~np.isfinite(xy[..., 0]) & ~side_by_side[:, None]
    fill[:, [n for n in range(xy.shape[1]) if n not in joints]] = False
    xy[fill] = other[fill]
    _complete_head(xy)
    for side in SIDES:
        elbow, wrist = xy[:, of_side("elbow", side)], xy[:, of_side("wrist", side)]
        knuckles = wrist + KNUCKLES_BEYOND_WRIST * (wrist - elbow)
        for finger in FINGERS:
            _fill(xy, of_side(finger, side), knuckles)
    needed = [
        of_side(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in SIDES
    ]
    lost = ~np.asarray(np.isfinite(xy[:, needed]).all(axis=(1, 2)))
    xy[lost] = np.nan
    confidence[lost] = np.nan
    return xy, confidence


def _complete_head(xy: FloatArray) -> None:
    """Put the nose where ears and eyes, or trunk and shoulders, have it; the face onto the nose."""
    seen = np.asarray(np.isfinite(xy[:, HEAD, 0]))
    count = np.maximum(seen.sum(axis=1), 1)[:, None]
    head = np.where(seen[..., None], xy[:, HEAD], 0.0).sum(axis=1) / count
    shoulders, hips = (
        xy[:, [of_side(joint, side) for side in SIDES]].mean(axis=1)
        for joint in ("shoulder", "hip")
    )
    above = shoulders + NOSE_ABOVE_SHOULDERS * (shoulders - hips)
    has_face = np.asarray(seen.any(axis=1))
    nose = np.where(has_face[:, None], head, above)
    _fill(xy, Landmark.NOSE, nose)
    for landmark in HEAD:
        _fill(xy, landmark, xy[:, Landmark.NOSE])


def _fill(xy: FloatArray, landmark: int, places: FloatArray) -> None:
    missing = ~np.isfinite(xy[:, landmark, 0])
    xy[missing, landmark] = places[missing]

"""Landmarks that other programs do not have, where the rest of the body tells about where they are.

They are only there so that the lifter counts as found: their visibility is zero, as MediaPipe's
own is for what it makes up.
"""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import HEAD, MIRRORED, SIDES, Landmark, of_side

FINGERS = ("pinky", "index", "thumb")

KNUCKLES_BEYOND_WRIST = 0.24
"""Knuckles lie this far beyond the wrist in a hand that hangs on, in lengths of the forearm."""

NOSE_ABOVE_SHOULDERS = 0.3
"""In lengths of the trunk, along it."""

ARMS = ("elbow", "wrist")
NEEDED = ("shoulder", "hip", "knee", "ankle")
FEET = ("heel", "foot_index")


def either_side(xy: FloatArray) -> FloatArray:
    """Give places (..., 33, 2) of which one that was not seen is where its other side is."""
    return np.where(np.isfinite(xy), xy, xy[..., list(MIRRORED), :])


def completed(lifter: FloatArray, *, side_by_side: bool) -> tuple[FloatArray, FloatArray]:
    """Give places and visibility of all landmarks of a shot that can be told.

    Parameters
    ----------
    lifter
        (T, 33, 3) x, y and confidence; NaN, NaN, 0 where not seen.
    side_by_side
        Whether left and right lie beside each other in the picture. Where they lie behind each
        other, a joint that was seen of one side only stands for both. An arm that was not seen is
        parallel to the other one in any view: both hands hold the bar.

    Returns
    -------
    Places (T, 33, 2) px, and visibility (T, 33). Both are NaN in frames without one of `NEEDED`,
    and throughout where no arm was ever seen. Feet, and arms in some frames, stay NaN where they
    were not seen.
    """
    xy, confidence = lifter[..., :2].copy(), lifter[..., 2].copy()
    if not side_by_side:
        joints = [of_side(joint, side) for joint in (*NEEDED, *FEET) for side in SIDES]
        xy[:, joints] = either_side(xy)[:, joints]
    _complete_head(xy)
    _complete_arms(xy)
    needed = [of_side(joint, side) for joint in NEEDED for side in SIDES]
    lost = ~np.asarray(np.isfinite(xy[:, needed]).all(axis=(1, 2)))
    arms = [of_side(joint, side) for joint in ARMS for side in SIDES]
    lost |= not np.isfinite(xy[:, arms]).all(axis=(1, 2)).any()
    xy[lost] = np.nan
    confidence[lost] = np.nan
    return xy, confidence


def _complete_arms(xy: FloatArray) -> None:
    """Lay an arm that was not seen parallel to the other one, and the knuckles beyond the wrist."""
    for side, other in (SIDES, SIDES[::-1]):
        aside = xy[:, of_side("shoulder", side)] - xy[:, of_side("shoulder", other)]
        for joint in ARMS:
            _fill(xy, of_side(joint, side), xy[:, of_side(joint, other)] + aside)
    for side in SIDES:
        elbow, wrist = xy[:, of_side("elbow", side)], xy[:, of_side("wrist", side)]
        knuckles = wrist + KNUCKLES_BEYOND_WRIST * (wrist - elbow)
        for finger in FINGERS:
            _fill(xy, of_side(finger, side), knuckles)


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

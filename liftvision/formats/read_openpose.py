"""Poses that OpenPose wrote: a folder with a JSON file a frame (BODY_25 or COCO 18)."""

from pathlib import Path

import numpy as np

from liftvision.formats.keypoint_names import BODY_25, COCO_18, as_landmarks
from liftvision.formats.sightings import PoseFileError, Sightings
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.spine.keypoint_files import DamagedError, read_people

ORDERS = {len(BODY_25): ("OpenPose BODY_25", BODY_25), len(COCO_18): ("OpenPose COCO", COCO_18)}


def read_openpose(path: Path) -> Sightings:
    """Read the people of each frame; those of one frame are in no order.

    Parameters
    ----------
    path
        The folder; or one JSON file with all frames, as `spine.keypoint_files` has it.

    Raises
    ------
    PoseFileError
        It is damaged, too large, or its people have other keypoints.
    OSError
        It cannot be read.
    """
    try:
        frames = read_people(path)
    except DamagedError as error:
        raise PoseFileError(str(error)) from error
    counts = {len(person.keypoints) for people in frames.values() for person in people}
    if not counts:
        raise PoseFileError("it holds nobody in any frame")
    if len(counts) > 1 or not counts <= set(ORDERS):
        found = ", ".join(str(count) for count in sorted(counts))
        raise PoseFileError(f"its people have {found} keypoints, not 25 (BODY_25) or 18 (COCO)")
    made_by, names = ORDERS[counts.pop()]
    numbers = sorted(frames)
    empty = np.empty((0, LANDMARK_COUNT, 3))
    people = tuple(
        as_landmarks(np.array([person.keypoints for person in frames[number]]), names)
        if frames[number]
        else empty
        for number in numbers
    )
    return Sightings(made_by, np.array(numbers, dtype=np.int64), None, people, same_order=False)

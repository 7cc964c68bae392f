"""Which of the people in a shot lifts.

The lifter is large in the picture, stays in it, is near its middle, and moves up and down with
straight arms that hang; spotters, coaches and people behind lack one of these.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.errors import PersonChoiceError
from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import PersonTrack, body_size

PersonChoice: TypeAlias = int | tuple[float, float, float, float]
"""Number of the person from left to right, from 1; or a box left, top, width, height in px."""

FULL_TRAVEL = 0.35
"""Vertical travel of the shoulders, in body sizes, from which on somebody surely bends over;
a deadlift from the floor makes 0.4 to 0.5."""


def choose_lifter(
    people: Sequence[PersonTrack], stills: int, width: int, choice: PersonChoice | None = None
) -> PersonTrack | None:
    """Choose the lifter among the people of a shot.

    Parameters
    ----------
    people
        Everybody who was seen.
    stills
        How many stills were taken of the shot.
    width
        Of the picture, px.
    choice
        The user's own choice, which overrides.

    Returns
    -------
    The lifter's track, or None where nobody was seen long enough.

    Raises
    ------
    PersonChoiceError
        ``choice`` names nobody.
    """
    lasting = [person for person in people if len(person.times) >= min(3, stills)]
    if choice is not None and lasting:
        return _chosen(lasting, choice)
    if not lasting:
        return None
    return max(lasting, key=lambda person: _lifting_score(person, stills, width))


def _lifting_score(person: PersonTrack, stills: int, width: int) -> float:
    presence = len(person.times) / stills
    off_centre = abs(float(np.median(person.xy[:, :, 0].mean(axis=1))) / width - 0.5)
    return float(
        person.size_px
        * np.sqrt(presence)
        * (0.25 + min(_shoulder_travel(person) / FULL_TRAVEL, 1.0))
        * (1.0 - off_centre)
        * (0.5 + _hands_low(person))
    )


def _shoulder_travel(person: PersonTrack) -> float:
    """Vertical range of the shoulders in body sizes, single outliers left out."""
    height = person.xy[:, [Landmark.SHOULDER_L, Landmark.SHOULDER_R], 1].mean(axis=1)
    low, high = np.percentile(height, [5.0, 95.0])
    return float(high - low) / person.size_px


def _hands_low(person: PersonTrack) -> float:
    """Fraction of the stills in which both hands hang well below the shoulders."""
    shoulders = person.xy[:, [Landmark.SHOULDER_L, Landmark.SHOULDER_R], 1]
    wrists = person.xy[:, [Landmark.WRIST_L, Landmark.WRIST_R], 1]
    return float(np.mean((wrists - shoulders).min(axis=1) > 0.2 * body_size(person.xy)))


def _chosen(people: Sequence[PersonTrack], choice: PersonChoice) -> PersonTrack:
    if isinstance(choice, int):
        ordered = sorted(people, key=lambda person: float(person.boxes[0, 0]))
        if not 1 <= choice <= len(ordered):
            raise PersonChoiceError(
                f"There is no person number {choice}: {len(ordered)} people were followed.",
                "Count from left to right, from 1, or give a box as X,Y,WIDTH,HEIGHT in px.",
            )
        return ordered[choice - 1]
    overlaps = [_overlap(person.boxes, choice) for person in people]
    if max(overlaps) <= 0.0:
        raise PersonChoiceError(
            "Nobody was seen inside the box that was given for the person.",
            "Give it as X,Y,WIDTH,HEIGHT in px of the upright picture.",
        )
    return people[int(np.argmax(overlaps))]


def _overlap(boxes: FloatArray, box: tuple[float, float, float, float]) -> float:
    """Overlap of a person's boxes (S, 4) with a box given with its size, summed over the stills.

    Of each pair the intersection over the union: whoever fills the box best and longest is meant,
    not somebody small inside it nor somebody who walks through it.
    """
    left, top, width, height = box
    across = np.minimum(boxes[:, 2], left + width) - np.maximum(boxes[:, 0], left)
    down = np.minimum(boxes[:, 3], top + height) - np.maximum(boxes[:, 1], top)
    shared = np.clip(across, 0, None) * np.clip(down, 0, None)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return float(np.sum(shared / (area + width * height - shared)))

"""Where in a shot's pictures the lifter is expected, from what the survey saw.

It bounds what the model is shown, and tells whether what the model found is the lifter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark
from liftvision.pose.outline import Turn, facing_turn
from liftvision.pose.people import PersonTrack, body_size, trunk_centre
from liftvision.pose.survey import STILL_EVERY_S

SURROUNDINGS = 0.45
"""How far the visible part reaches beyond the expected landmarks, in body sizes."""

MAX_OFF = 0.5
"""How far from where the survey leads to, in body sizes, a trunk is still the lifter's."""

THEIRS = 0.25
"""Landmarks of a trunk that are this near, in body sizes, to where the survey saw somebody else
are not the lifter's."""

PLAINLY_ACROSS = 0.06
"""Shoulders that are further apart across the picture, in body sizes, tell the front from the
rear: those of somebody who faces the camera are 0.25 apart."""


@dataclass(frozen=True, eq=False)
class Spotlight:
    """Where a shot's lifter is expected, and which way round.

    Attributes
    ----------
    lifter
        The lifter's track in the survey.
    left, top, right, bottom
        The part of the upright picture, in px, that holds the lifter through the shot.
    others
        Tracks of people who were seen beside the lifter.
    """

    lifter: PersonTrack
    left: float
    top: float
    right: float
    bottom: float
    others: tuple[PersonTrack, ...] = ()

    @classmethod
    def on(
        cls, lifter: PersonTrack, width: int, height: int, people: Sequence[PersonTrack] = ()
    ) -> "Spotlight":
        """Point the spotlight at a lifter, one of these people, in a picture of the given size."""
        margin = 1.5 * SURROUNDINGS * lifter.size_px
        low = np.maximum(lifter.boxes[:, :2].min(axis=0) - margin, 0.0)
        high = np.minimum(lifter.boxes[:, 2:].max(axis=0) + margin, [width, height])
        others = tuple(other for other in people if _is_beside(other, lifter))
        left, top = low.tolist()
        right, bottom = high.tolist()
        return cls(lifter, left, top, right, bottom, others)

    @cached_property
    def turn(self) -> Turn:
        """Which way the lifter faces in the picture."""
        return facing_turn(self.lifter.xy)

    @cached_property
    def shoulders_across(self) -> float:
        """How far the left shoulder is mostly to the right of the right one, in body sizes."""
        return float(np.median(_shoulders_across(self.lifter.xy)))

    def is_back_to_front(self, xy: FloatArray) -> bool:
        """Whether landmarks (33, 2) px show a front where the shot shows a rear, or a rear."""
        across = float(_shoulders_across(xy))
        plain = min(abs(across), abs(self.shoulders_across)) > PLAINLY_ACROSS
        return plain and across * self.shoulders_across < 0.0

    def box_at(self, time_s: float) -> FloatArray:
        """Where the lifter is expected: (4,) px left, top, right, bottom."""
        boxes = self.lifter.boxes
        box = np.array([np.interp(time_s, self.lifter.times, boxes[:, side]) for side in range(4)])
        silence = _silence(self.lifter, time_s)
        # Where the survey lost the lifter the guess is older, so more of the picture is shown.
        reach = (SURROUNDINGS + max(0.0, silence - STILL_EVERY_S)) * self.lifter.size_px
        return box + reach * np.array([-1.0, -1.0, 1.0, 1.0])

    def is_lifter(self, xy: FloatArray, time_s: float) -> bool:
        """Whether landmarks (33, 2) px can be the lifter's at this time."""
        silence = _silence(self.lifter, time_s)
        reach = (MAX_OFF + max(0.0, silence - STILL_EVERY_S)) * self.lifter.size_px
        grown = float(body_size(xy)) / self.lifter.size_px
        near = _distance(self.lifter, xy, time_s) < reach
        return near and 0.4 < grown < 2.5 and not self._is_somebody_else(xy, time_s)

    def _is_somebody_else(self, xy: FloatArray, time_s: float) -> bool:
        """Whether the survey lost the lifter at this time and saw somebody else here."""
        if _silence(self.lifter, time_s) <= STILL_EVERY_S:
            return False
        there = [other for other in self.others if _silence(other, time_s) <= STILL_EVERY_S]
        return any(_distance(other, xy, time_s) < THEIRS * other.size_px for other in there)


def _is_beside(other: PersonTrack, lifter: PersonTrack) -> bool:
    """Whether a track is of somebody who was seen at one time with the lifter, elsewhere.

    Any other may be the lifter, whom the model saw twice at once or who was lost and found again.
    """
    _, theirs, his = np.intersect1d(other.times, lifter.times, return_indices=True)
    if len(theirs) == 0:
        return False
    apart = trunk_centre(other.xy[theirs]) - trunk_centre(lifter.xy[his])
    return float(np.median(np.linalg.norm(apart, axis=1))) > MAX_OFF * lifter.size_px


def _shoulders_across(xy: FloatArray) -> FloatArray:
    """Give how far the left shoulder is to the right of the right one, (...), in body sizes."""
    across = xy[..., Landmark.SHOULDER_L, 0] - xy[..., Landmark.SHOULDER_R, 0]
    return np.asarray(across / body_size(xy))


def _silence(person: PersonTrack, time_s: float) -> float:
    """Seconds to the nearest still in which somebody was seen."""
    return float(np.min(np.abs(person.times - time_s)))


def _distance(person: PersonTrack, xy: FloatArray, time_s: float) -> float:
    """How far in px the trunk of landmarks (33, 2) is from where somebody's is expected."""
    centres = person.trunk_centres
    expected = [np.interp(time_s, person.times, centres[:, axis]) for axis in (0, 1)]
    return float(np.linalg.norm(trunk_centre(xy) - expected))

"""The people of a shot, seen in stills a few times a second and linked into one track each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark

MAX_STEP = 0.8
"""How far a trunk may move between two stills, in body heights; a walk makes 0.3 in 0.25 s."""

MAX_SILENCE_S = 2.5
"""A person not seen for longer than this comes back as somebody new."""

SILENCE_PRICE = 0.4
"""What a second of silence counts for in body sizes of movement: whoever walks to where somebody
was last seen is still the one who walked there."""

TRUNK = (Landmark.SHOULDER_L, Landmark.SHOULDER_R, Landmark.HIP_L, Landmark.HIP_R)


@dataclass(frozen=True, eq=False)
class PersonTrack:
    """One person in the stills of a shot.

    Attributes
    ----------
    times
        (S,) seconds of the stills in which the person was seen.
    xy
        (S, 33, 2) px in the upright image.
    """

    times: FloatArray
    xy: FloatArray

    @cached_property
    def trunk_centres(self) -> FloatArray:
        """(S, 2) px: the mean of shoulders and hips."""
        return trunk_centre(self.xy)

    @cached_property
    def boxes(self) -> FloatArray:
        """(S, 4) px: left, top, right, bottom of the landmarks."""
        return box_of(self.xy)

    @cached_property
    def size_px(self) -> float:
        """Median over the stills of the body's size: trunk, thigh and shank, end to end."""
        return float(np.median(body_size(self.xy)))


def box_of(xy: FloatArray) -> FloatArray:
    """Give the box (..., 4) left, top, right, bottom around landmarks (..., 33, 2)."""
    return np.concatenate([xy.min(axis=-2), xy.max(axis=-2)], axis=-1)


def body_size(xy: FloatArray) -> FloatArray:
    """Give the summed length of trunk, thigh and shank, the longer side, of (..., 33, 2)."""
    chains = [
        (Landmark.SHOULDER_L, Landmark.HIP_L, Landmark.KNEE_L, Landmark.ANKLE_L),
        (Landmark.SHOULDER_R, Landmark.HIP_R, Landmark.KNEE_R, Landmark.ANKLE_R),
    ]
    lengths = [
        np.linalg.norm(np.diff(xy[..., list(chain), :], axis=-2), axis=-1).sum(axis=-1)
        for chain in chains
    ]
    return np.asarray(np.maximum(lengths[0], lengths[1]), dtype=np.float64)


def trunk_length(xy: FloatArray) -> float:
    """Give the px from the middle of the hips to that of the shoulders of (33, 2)."""
    hips, shoulders = (
        xy[[Landmark.HIP_L, Landmark.HIP_R]],
        xy[[Landmark.SHOULDER_L, Landmark.SHOULDER_R]],
    )
    return float(np.linalg.norm(shoulders.mean(axis=0) - hips.mean(axis=0)))


def trunk_centre(xy: FloatArray) -> FloatArray:
    """Give the mean (..., 2) of shoulders and hips of landmarks (..., 33, 2)."""
    return np.asarray(xy[..., list(TRUNK), :].mean(axis=-2), dtype=np.float64)


def link_people(
    times: Sequence[float], stills: Sequence[Sequence[FloatArray]]
) -> list[PersonTrack]:
    """Link the people of consecutive stills into tracks.

    Each still's people are given to the tracks so that the trunks move least in all, measured
    in body sizes, where silence counts as well; nobody is given to a track that is further than
    `MAX_STEP`.

    Parameters
    ----------
    times
        Seconds of each still.
    stills
        For each still, the landmarks (33, 2) px of each person in it.
    """
    tracks: list[list[tuple[float, FloatArray]]] = []
    for time_s, people in zip(times, stills, strict=True):
        alive = [track for track in tracks if time_s - track[-1][0] <= MAX_SILENCE_S]
        taken = _assign(alive, people, time_s)
        for number, xy in enumerate(people):
            if number in taken:
                alive[taken[number]].append((time_s, xy))
            else:
                tracks.append([(time_s, xy)])
    return [
        PersonTrack(np.array([time_s for time_s, _ in track]), np.array([xy for _, xy in track]))
        for track in tracks
    ]


def _assign(
    tracks: Sequence[Sequence[tuple[float, FloatArray]]],
    people: Sequence[FloatArray],
    time_s: float,
) -> dict[int, int]:
    """Give, for each person that continues a track, the number of that track."""
    if not tracks or not people:
        return {}
    step = np.array([[_distance(track[-1][1], xy) for track in tracks] for xy in people])
    silence = SILENCE_PRICE * np.array([time_s - track[-1][0] for track in tracks])
    cost = np.where(step < MAX_STEP, step + silence, MAX_STEP + silence.max())
    pairs = zip(*linear_sum_assignment(cost), strict=True)
    return {int(p): int(t) for p, t in pairs if step[p, t] < MAX_STEP}


def _distance(before: FloatArray, after: FloatArray) -> float:
    """How far a trunk moved and the body grew, in body sizes."""
    sizes = np.array([body_size(before), body_size(after)])
    moved = float(np.linalg.norm(trunk_centre(after) - trunk_centre(before)) / sizes.mean())
    return moved + abs(float(np.log(sizes[1] / sizes[0])))

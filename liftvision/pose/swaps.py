"""Left and right limbs that the model exchanged, exchanged back.

Seen from the side, near and far limbs cross and the model sometimes calls the left leg right for
a while. Limbs do not jump: of the two ways to name them in every frame, the one with the least
movement from frame to frame over the whole shot is taken (a Viterbi path of two states).
"""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarks import MIRRORED, Landmark
from liftvision.pose.people import body_size

LEGS = tuple(range(Landmark.KNEE_L, Landmark.FOOT_INDEX_R + 1))
ARMS = tuple(range(Landmark.ELBOW_L, Landmark.THUMB_R + 1))

PRICE = 0.08
"""What a change of naming costs, in body sizes of movement saved over a limb's landmarks on
average: more than jitter (0.01-0.03 a frame), less than legs seen 60 degrees off the front."""


def find_swaps(xy: FloatArray, limbs: tuple[int, ...]) -> BoolArray:
    """Tell in which frames the left and right of some limbs are exchanged.

    Parameters
    ----------
    xy
        (T, 33, 2) px of one shot; NaN where unseen.
    limbs
        Landmarks of both sides that are exchanged together.

    Returns
    -------
    (T,) True where exchanged; the naming of the majority is taken as the right one.
    """
    swapped = np.zeros(len(xy), dtype=bool)
    seen = np.flatnonzero(np.isfinite(xy[:, 0, 0]))
    if len(seen) < 3:
        return swapped
    points = xy[seen][:, list(limbs)]
    other = xy[seen][:, [MIRRORED[limb] for limb in limbs]]
    size = np.median(body_size(xy[seen]))
    same = np.linalg.norm(np.diff(points, axis=0), axis=2).mean(axis=1) / size
    crossed = np.linalg.norm(other[1:] - points[:-1], axis=2).mean(axis=1) / size
    states = _cheapest_states(same, crossed)
    swapped[seen] = states if states.mean() <= 0.5 else ~states
    return swapped


def _cheapest_states(same: FloatArray, crossed: FloatArray) -> BoolArray:
    """Give for each frame whether it is exchanged, relative to the first, at the least cost.

    Staying in a state moves the limbs by ``same``; leaving it means that the model changed the
    names between two frames, so the limbs truly moved by ``crossed``, at the price of a change.
    """
    steps = len(same)
    cost = np.zeros(2)
    came_from = np.zeros((steps, 2), dtype=int)
    for step in range(steps):
        stay = cost + same[step]
        change = cost[::-1] + crossed[step] + PRICE
        came_from[step] = np.where(change < stay, [1, 0], [0, 1])
        cost = np.minimum(stay, change)
    states = np.zeros(steps + 1, dtype=bool)
    states[-1] = bool(np.argmin(cost))
    for step in range(steps - 1, -1, -1):
        states[step] = bool(came_from[step, int(states[step + 1])])
    return states


def swap_back(values: FloatArray, swapped: BoolArray, limbs: tuple[int, ...]) -> FloatArray:
    """Give a copy of (T, 33, ...) values with the limbs exchanged in the marked frames."""
    repaired = values.copy()
    frames = np.flatnonzero(swapped)[:, None]
    repaired[frames, list(limbs)] = values[frames, [MIRRORED[limb] for limb in limbs]]
    return repaired

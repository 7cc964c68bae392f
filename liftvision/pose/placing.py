"""Places of named joints as landmarks."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, of_side


def as_landmarks(places: FloatArray, names: Sequence[str]) -> FloatArray:
    """Give places (..., P, 2, 2) of named joints, left and right, as landmarks (..., 33, 2).

    NaN where there is none.
    """
    landmarks = np.full((*places.shape[:-3], LANDMARK_COUNT, 2), np.nan)
    for index, name in enumerate(names):
        for at, side in enumerate(SIDES):
            landmarks[..., of_side(name, side), :] = places[..., index, at, :]
    return landmarks

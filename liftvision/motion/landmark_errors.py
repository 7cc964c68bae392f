"""How wrong the angles of plain landmarks are, measured on lifters whose truth is known."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np

from liftvision.motion.motion import ViewName

ViewFamily: TypeAlias = Literal["side", "oblique", "front", "rear"]

FAMILY: Mapping[ViewName, ViewFamily] = {
    "side": "side",
    "front": "front",
    "rear": "rear",
    "front-oblique": "oblique",
    "rear-oblique": "oblique",
}

LANDMARK_ERRORS: Mapping[str, Mapping[ViewFamily, float]] = {
    "knee_flexion": {"side": 30.2, "oblique": 30.2},
    "trunk_thigh_flexion": {"side": 11.6, "oblique": 11.6},
    "trunk_lean": {"side": 5.3, "oblique": 5.3},
    "shank_lean": {"side": 22.9, "oblique": 22.9},
    "fppa": {"front": 4.1, "rear": 4.1},
    "knee_ankle_separation": {"front": 0.07, "rear": 0.07},
}


def landmark_error(metric: str, view: ViewName) -> float:
    """Give one standard error of a column, named without its side, in its unit.

    What a wrong view does is not in it. NaN: never measured for this column and view.
    """
    family = FAMILY.get(view)
    return np.nan if family is None else LANDMARK_ERRORS.get(metric, {}).get(family, np.nan)

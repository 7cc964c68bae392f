"""How wrong the angles of plain landmarks are, measured on lifters whose truth is known."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np

from liftvision.pose.view import ViewName

ViewFamily: TypeAlias = Literal["side", "oblique", "frontal"]

FAMILY: Mapping[ViewName, ViewFamily] = {
    "side": "side",
    "front": "frontal",
    "rear": "frontal",
    "front-oblique": "oblique",
    "rear-oblique": "oblique",
}

LANDMARK_ERRORS: Mapping[str, Mapping[ViewFamily, float]] = {
    "knee_flexion": {"side": 21.1, "oblique": 9.2},
    "ankle_dorsiflexion": {"side": 10.9, "oblique": 10.7},
    "trunk_thigh_flexion": {"side": 16.4, "oblique": 8.1},
    "trunk_lean": {"side": 3.9, "oblique": 3.5},
    "shank_lean": {"side": 10.1, "oblique": 8.9},
    "fppa": {"frontal": 4.4},
    "knee_ankle_separation": {"frontal": 0.05},
    "hip_height": {"side": 0.02, "oblique": 0.04, "frontal": 0.04},
    "shoulder_height": {"side": 0.02, "oblique": 0.03, "frontal": 0.025},
    "bar_x": {"side": 0.035, "oblique": 0.035},
    "bar_y": {"side": 0.035, "oblique": 0.055, "frontal": 0.04},
    "bar_vx": {"side": 0.13, "oblique": 0.08},
    "bar_vy": {"side": 0.17, "oblique": 0.09, "frontal": 0.06},
}
"""In the column's unit: 68 % of the values lie within it and what scale, floor and view add to it.

Angles were measured with `benchmarks/landmark_errors.py` on 23 rendered clips of the split
``train``, most of them with plates: 6 from the side, 7 oblique, 10 from the front or the rear, each
clip weighing the same. Heights and bar were measured on the same clips. The heights are those of
the landmarks alone: the floor's error and the scale's are not in it. The bar is that of the hands,
scaled by the lifter's height, while they hold it; one that was followed by its plates has errors of
its own, see `motion.positions`."""


def landmark_error(metric: str, view: ViewName) -> float:
    """Give one standard error of a column, named without its side, in its unit.

    What a wrong view does is not in it. NaN: never measured for this column and view.
    """
    family = FAMILY.get(view)
    return np.nan if family is None else LANDMARK_ERRORS.get(metric, {}).get(family, np.nan)

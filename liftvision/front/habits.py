"""How the pose model errs where it looks from the front or the rear.

As in `body.trust`, its errors are not noise: in one clip it marks the same joint beside its place
in all frames alike, or in one direction when the lifter is bent and in another when he is upright.
The numbers were measured on rendered clips of the split ``train``; see
`benchmarks/front_habits.py`.
"""

import numpy as np

from liftvision.arrays import BoolArray
from liftvision.body.trust import OUTSIDE, Habit, Trust
from liftvision.front.figure import FRONT_POINTS, SIGNS

FROM_THE_FRONT: dict[str, Habit] = {
    "shoulder": Habit((0.2, -0.8), (1.0, 0.8), (0.0, 0.2), (0.4, 0.7), (0.5, 0.7)),
    "hip": Habit((0.3, -0.7), (1.0, 1.7), (0.2, -0.2), (0.8, 1.7), (0.6, 1.5)),
    "knee": Habit((0.0, -1.5), (0.6, 1.5), (0.0, 0.0), (0.6, 1.5), (0.8, 2.0)),
    "ankle": Habit((0.0, -0.5), (0.5, 0.7), (0.0, 0.0), (0.3, 0.5), (0.3, 0.5)),
    "heel": Habit((-0.8, 0.3), (0.7, 1.4), (0.0, 0.0), (0.3, 0.6), (0.4, 0.6)),
    "foot_index": Habit((0.3, -0.6), (0.8, 0.7), (0.0, 0.0), (0.6, 0.3), (0.4, 0.4)),
}
FROM_THE_REAR: dict[str, Habit] = {
    "shoulder": Habit((-0.4, 2.5), (1.3, 1.3), (0.0, -1.7), (1.2, 1.1), (0.6, 0.8)),
    "hip": Habit((0.0, -0.3), (0.6, 1.7), (0.0, 0.3), (0.8, 1.4), (0.8, 1.0)),
    "knee": Habit((-1.3, -1.9), (1.6, 1.8), (0.8, 3.1), (1.8, 1.5), (1.1, 1.4)),
    "ankle": Habit((-0.3, -0.4), (0.8, 1.2), (0.1, 0.2), (0.6, 0.6), (0.3, 0.6)),
    "heel": Habit((0.4, 0.4), (0.9, 1.0), (0.4, -0.2), (1.0, 0.7), (0.5, 0.7)),
    "foot_index": Habit((1.2, 0.1), (2.0, 1.2), (-0.4, 0.1), (1.8, 0.6), (1.3, 1.0)),
}
"""In cm, outward and up."""

DRAWN_LATE_S = {"knee": 0.035, "hip": 0.02}
"""The model smooths in time, and what moves slowly lags behind by so much."""

HIP_AHEAD_M, HIP_AHEAD_SPREAD_M = 0.22, 0.06
"""Bent over and seen from the front, the hips are hidden behind the trunk: the model marks them so
far ahead of their place, as turning the camera shows. From the rear they are in sight."""


MIDDLE_OF_KNEE = Habit((-0.4, 0.0), (0.35, 0.0), (0.2, 0.0), (0.35, 0.0), (0.6, 0.0))
MIDDLE_BY_ONE_EDGE = 1.5
"""Across the picture, of a knee whose middle was found between the leg's edges; in cm what it
scatters where only one of them was."""

KNEE_BEHIND_M = (0.05, 0.02)
"""The middle of a knee's edges lies so far behind its mark, as turning the camera shows: halfway
between bent and upright, and bent; calf and thigh bulge behind the joint."""

DRAWN_OUTSIDE, DRAWN_WELL = 2.5, 1.2
"""In cm: so far the knee's landmark scatters where the middle was mostly found but not there, and
where the lifter is bent low and seen from the front."""


def trust_from_the_front(inside: BoolArray, *, rear: bool) -> Trust:
    """Tell how each landmark errs, in m to the right and up in the picture.

    Parameters
    ----------
    inside
        (T, 6, 2) whether a landmark of `FRONT_POINTS`, left and right, is in the picture.
    rear
        Whether the camera stands behind the lifter.
    """
    habits = FROM_THE_REAR if rear else FROM_THE_FRONT
    of_all = np.array([habits[name] for name in FRONT_POINTS]) / 100.0
    rightward = np.stack([-SIGNS if rear else SIGNS, np.ones(2)], axis=1)
    offset, offset_spread, swing, swing_spread, scatter = np.moveaxis(of_all, 1, 0)[:, :, None, :]
    shape = (len(FRONT_POINTS), 2, 2)
    scattered = np.broadcast_to(scatter, (*inside.shape[:1], *shape)).copy()
    scattered[~inside] *= OUTSIDE
    return Trust(
        scatter=scattered,
        usual=np.stack([offset * rightward, swing * rightward]),
        spread=np.stack(
            [np.broadcast_to(offset_spread, shape), np.broadcast_to(swing_spread, shape)]
        ),
    )


def with_middles(
    trust: Trust, found: BoolArray, by_both: BoolArray, deep: BoolArray, *, rear: bool
) -> Trust:
    """Give the trust where the knees' middles were found, (T, 2), by both edges of the leg or one.

    In ``deep`` frames (T,) the lifter is bent low.
    Only across the picture: how high a knee is, its landmark tells.
    """
    knee = FRONT_POINTS.index("knee")
    offset, offset_spread, swing, swing_spread, scatter = np.array(MIDDLE_OF_KNEE)[:, 0] / 100.0
    outward = -SIGNS if rear else SIGNS
    usual, spread, scattered = trust.usual.copy(), trust.spread.copy(), trust.scatter.copy()
    usual[:, knee, :, 0] = np.outer([offset, swing], outward)
    spread[:, knee, :, 0] = np.array([offset_spread, swing_spread])[:, None]
    by_edges = np.where(by_both, scatter, MIDDLE_BY_ONE_EDGE / 100.0)
    drawn = np.where(deep & ~np.bool_(rear), DRAWN_WELL, DRAWN_OUTSIDE)[:, None] / 100.0
    scattered[:, knee, :, 0] = np.where(found, by_edges, drawn)
    return Trust(scattered, usual, spread)

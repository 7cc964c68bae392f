"""How far each landmark can be trusted: by how much the pose model errs, and where.

The model's errors are not noise. In one clip it marks the same joint beside its place in all
frames alike, or in one direction when the lifter is bent and in another when he is upright: an
offset that goes with the posture. Around that it scatters little. Behind a plate it draws knees
forward and feet upward, and says nothing of it. The numbers were measured on rendered clips of the
split ``train``; see `benchmarks/landmark_habits.py`.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.body.figure import POINTS


class Habit(NamedTuple):
    """How a landmark errs, in cm, forward and up.

    Attributes
    ----------
    offset, offset_spread
        What it is beside its place in all frames of a clip: median and spread over clips.
    swing, swing_spread
        What is added to that in upright posture and taken from it in the lowest.
    scatter
        Around both.
    """

    offset: tuple[float, float]
    offset_spread: tuple[float, float]
    swing: tuple[float, float]
    swing_spread: tuple[float, float]
    scatter: tuple[float, float]


Habits: TypeAlias = dict[str, tuple[Habit, Habit]]
"""Of each joint on the near side and on the far side."""

ARMS: Habits = {
    "shoulder": (
        Habit((-0.5, 0.0), (0.8, 1.4), (0.8, -0.3), (0.8, 0.8), (0.9, 1.0)),
        Habit((0.4, 1.3), (2.3, 2.0), (-1.2, 1.0), (1.8, 2.0), (1.7, 1.5)),
    ),
    "elbow": (
        Habit((-1.4, -0.8), (1.4, 2.2), (0.3, 0.5), (1.3, 1.2), (1.2, 1.8)),
        Habit((-2.5, 0.6), (4.4, 2.5), (-2.5, 1.2), (4.4, 2.4), (3.1, 2.2)),
    ),
    "wrist": (
        Habit((-0.9, 1.2), (2.2, 2.6), (0.0, 1.0), (1.5, 2.0), (1.8, 2.4)),
        Habit((-2.0, 1.7), (4.8, 4.0), (-2.7, 3.0), (4.0, 2.6), (3.5, 3.1)),
    ),
}

CLEAR: Habits = ARMS | {
    "hip": (
        Habit((0.0, 1.3), (1.2, 1.4), (0.3, -0.8), (1.2, 0.8), (1.1, 0.9)),
        Habit((3.5, 1.0), (2.2, 1.4), (-0.6, -0.7), (1.8, 0.9), (1.7, 1.0)),
    ),
    "knee": (
        Habit((-1.0, 1.5), (1.8, 3.0), (0.0, 0.2), (1.0, 1.6), (1.1, 1.4)),
        Habit((3.0, 1.5), (3.5, 2.8), (-1.0, 0.5), (2.0, 2.8), (2.7, 2.4)),
    ),
    "ankle": (
        Habit((-1.5, 1.9), (2.0, 3.0), (-0.7, 0.0), (1.3, 1.4), (0.9, 1.1)),
        Habit((1.2, 3.0), (3.6, 4.0), (-1.8, 0.5), (2.5, 3.5), (2.7, 4.0)),
    ),
    "heel": (
        Habit((-1.0, 0.8), (1.9, 2.6), (-0.6, 0.4), (1.7, 1.5), (1.1, 1.3)),
        Habit((1.6, 2.5), (3.4, 4.5), (-1.5, 1.0), (2.8, 4.2), (2.7, 4.5)),
    ),
    "foot_index": (
        Habit((-1.8, 1.5), (3.0, 3.0), (-1.0, -0.5), (3.0, 1.6), (1.2, 1.3)),
        Habit((-0.8, 2.0), (4.5, 3.8), (-2.5, 0.5), (4.4, 3.4), (2.7, 4.5)),
    ),
}
"""Legs in plain sight."""

BY_A_PLATE: Habits = ARMS | {
    "hip": (
        Habit((2.0, 0.0), (2.1, 2.1), (2.5, -1.6), (2.8, 1.4), (2.5, 1.5)),
        Habit((2.8, 0.6), (2.1, 2.1), (-0.8, -0.9), (1.8, 2.0), (2.5, 1.5)),
    ),
    "knee": (
        Habit((2.0, 6.0), (5.1, 3.7), (2.1, 0.1), (3.3, 2.4), (3.8, 4.2)),
        Habit((6.0, 6.4), (4.4, 3.7), (-1.8, -0.4), (3.8, 5.4), (4.9, 5.3)),
    ),
    "ankle": (
        Habit((-1.5, 8.0), (3.0, 9.0), (4.0, -2.0), (5.0, 7.0), (3.6, 8.0)),
        Habit((0.0, 6.0), (4.8, 9.0), (2.0, -2.0), (5.0, 10.0), (4.4, 8.0)),
    ),
    "heel": (
        Habit((-2.5, 9.0), (3.6, 10.0), (4.0, -3.0), (5.0, 9.0), (3.8, 9.0)),
        Habit((-1.5, 6.0), (5.7, 9.0), (3.0, -3.0), (5.0, 11.0), (4.1, 8.0)),
    ),
    "foot_index": (
        Habit((-4.0, 8.0), (5.5, 8.0), (6.0, -1.0), (6.3, 8.4), (5.1, 8.2)),
        Habit((-3.5, 4.0), (5.0, 8.0), (4.0, -1.0), (5.6, 9.7), (5.5, 8.0)),
    ),
}
"""Seen from the side with a plate before them, in plain sight or not: it stands in the way of the
whole leg for the model. The feet hang on the plate's rim in most clips (in the median 13 cm up) and
are right in some: what is usual lies between, and the spread reaches to both."""

BEHIND_A_PLATE = 1.5
"""By how much more a landmark scatters that lies behind the plate itself."""

EDGE, SOFT_EDGE = 1.1, 0.05
"""Where the plate's influence ends, in its radii, and how softly."""

OUTSIDE = 6.0
"""By how much more it scatters outside the picture."""


@dataclass(frozen=True, eq=False)
class Trust:
    """How each landmark errs, in m to the right and up in the picture.

    Attributes
    ----------
    scatter
        (T, 8, 2, 2) of `figure.POINTS`, left and right.
    usual
        (2, 8, 2, 2) mean offset and mean swing.
    spread
        (2, 8, 2, 2) their standard deviations.
    """

    scatter: FloatArray
    usual: FloatArray
    spread: FloatArray


def trust_in_landmarks(
    places: FloatArray,
    plate: tuple[FloatArray, float] | None,
    near: int,
    forward: float,
    inside: BoolArray,
) -> Trust:
    """Tell how each landmark errs.

    Parameters
    ----------
    places
        (T, 8, 2, 2) px of `figure.POINTS`, left and right; NaN where unseen.
    plate
        Centre (T, 2) px in the same frame of reference, without gaps, and radius in px; None
        where there is none before the legs.
    near
        Which side is the near one, 0 left or 1 right.
    forward
        M to the right for one m forward.
    inside
        (T, 8, 2) whether a landmark is in the picture.
    """
    habits = CLEAR if plate is None else BY_A_PLATE
    of_all = np.empty((5, len(POINTS), 2, 2))
    for index, name in enumerate(POINTS):
        of_near, of_far = habits[name]
        of_all[:, index, near] = np.array(of_near) / 100.0
        of_all[:, index, 1 - near] = np.array(of_far) / 100.0
    offset, offset_spread, swing, swing_spread, scatter = of_all
    usual = np.stack([offset, swing]) * np.array([forward, 1.0])
    scattered = np.broadcast_to(scatter, places.shape).copy()
    if plate is not None:
        centre, radius = plate
        away = np.linalg.norm(places - centre[:, None, None], axis=-1) / radius
        hidden = 1.0 / (1.0 + np.exp(np.clip((away - EDGE) / SOFT_EDGE, -50.0, 50.0)))
        scattered *= 1.0 + (BEHIND_A_PLATE - 1.0) * np.nan_to_num(hidden)[..., None]
    scattered[~inside] *= OUTSIDE
    return Trust(
        scatter=scattered,
        usual=usual,
        spread=np.stack([offset_spread, swing_spread]),
    )

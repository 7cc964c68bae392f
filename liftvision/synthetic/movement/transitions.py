"""Between postures: coordinates as rows of numbers, blended and drawn through."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from typing import TypeAlias

import numpy as np
from scipy.interpolate import CubicSpline

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.course import ease
from liftvision.synthetic.movement.limbs import Limbs

Rows: TypeAlias = Callable[[FloatArray], FloatArray]
"""Postures over progress: (T,) to rows (T, ROW_LENGTH)."""

SHAPES: dict[str, tuple[int, ...]] = {
    "pelvis": (3,),
    "ankles": (2, 3),
    "foot_yaw": (2,),
    "foot_pitch": (2,),
    "knees_out": (2,),
    "hands": (2, 3),
    "grip": (2,),
}
"""Of the coordinates that are not single numbers."""

LEAD = 0.85
KNEES_WAIT = 0.2
"""Who bends down pitches the pelvis and moves it back first, and is done with it at this fraction
of the way; the knees begin to bend at that one. On rising it is the other way round."""

HANDS_WAIT = 0.15
"""Up to this fraction of the way down the hands hang; then they reach for the bar."""

GRASP = 0.92
"""From this fraction of the way down the fingers close."""


@cache
def columns(name: str) -> slice:
    """Give the columns of a row that hold one coordinate."""
    begin = 0
    for field in fields(Coordinates):
        size = int(np.prod(SHAPES.get(field.name, ())))
        if field.name == name:
            return slice(begin, begin + size)
        begin += size
    raise KeyError(name)


ROW_LENGTH = sum(int(np.prod(SHAPES.get(field.name, ()))) for field in fields(Coordinates))


def as_row(posture: Coordinates) -> FloatArray:
    """Give a posture as a row of numbers."""
    values = [np.ravel(getattr(posture, field.name)) for field in fields(Coordinates)]
    return np.concatenate(values).astype(np.float64)


def from_row(row: FloatArray) -> Coordinates:
    """Give the posture of a row."""
    values = {
        field.name: row[columns(field.name)].reshape(SHAPES[field.name])
        if field.name in SHAPES
        else float(row[columns(field.name)][0])
        for field in fields(Coordinates)
    }
    return Coordinates(**values)  # type: ignore[arg-type]


def drawn_through(progress: FloatArray, postures: Sequence[Coordinates]) -> Rows:
    """Give the smooth way through postures at rising progress (K,)."""
    return CubicSpline(progress, np.stack([as_row(posture) for posture in postures]))


def bending(
    limbs: Limbs,
    standing: Coordinates,
    holding: Coordinates,
    hanging: Callable[[Coordinates], FloatArray],
) -> Rows:
    """Give the way from standing down to the bar; the same way backward leads up again.

    Parameters
    ----------
    limbs
        Of the skeleton.
    standing, holding
        Where it begins and ends; the feet are the same.
    hanging
        Gives where the hands (2, 3) hang freely in a posture.
    """
    first, last = as_row(standing), as_row(holding)
    knees = [_knee_flexion(limbs, posture) for posture in (standing, holding)]
    pelvis = columns("pelvis")

    def body_at(progress: FloatArray) -> FloatArray:
        share = np.tile(ease(progress)[:, None], len(first))
        share[:, columns("pelvis_pitch")] = ease(progress, 0.0, LEAD)[:, None]
        share[:, pelvis][:, 2] = ease(progress, 0.0, LEAD)
        share[:, columns("grip")] = ease(progress, GRASP)[:, None]
        rows = first + share * (last - first)
        bent = knees[0] + (knees[1] - knees[0]) * ease(progress, KNEES_WAIT)
        rows[:, pelvis] = _over_the_feet(limbs, rows[:, pelvis], standing, bent)
        return np.asarray(rows)

    knots = np.linspace(0.0, 1.0, 17)
    hung = CubicSpline(knots, [hanging(from_row(row)).ravel() for row in body_at(knots)])

    def way(progress: FloatArray) -> FloatArray:
        rows = body_at(progress)
        reaching = ease(progress, HANDS_WAIT, GRASP)[:, None]
        hands = columns("hands")
        rows[:, hands] = (1.0 - reaching) * hung(progress) + reaching * last[hands]
        return rows

    return way


def _knee_flexion(limbs: Limbs, posture: Coordinates) -> float:
    """Give the flexion in degrees of knees that bring the pelvis to where it is."""
    leg = posture.pelvis + limbs.hips - posture.ankles
    squares = (leg**2).sum(axis=-1) - limbs.thigh**2 - limbs.shank**2
    cosines = squares / (2.0 * limbs.thigh * limbs.shank)
    return float(np.degrees(np.arccos(np.clip(cosines, -1.0, 1.0))).mean())


def _over_the_feet(
    limbs: Limbs, pelvis: FloatArray, feet: Coordinates, knees: FloatArray
) -> FloatArray:
    """Bring the pelvis (T, 3) to the height at which the knees are flexed by degrees (T,)."""
    thigh, shank = limbs.thigh.mean(), limbs.shank.mean()
    squares = thigh**2 + shank**2 + 2.0 * thigh * shank * np.cos(np.radians(knees))
    apart = (pelvis[:, None] + limbs.hips - feet.ankles).mean(axis=1) * (0.0, 1.0, 1.0)
    aside = float(np.abs((limbs.hips - feet.ankles)[:, 0]).mean())
    placed = pelvis.copy()
    placed[:, 1] += np.sqrt(squares - aside**2 - apart[:, 2] ** 2) - apart[:, 1]
    return placed


def letting_go(holding: Coordinates, standing: Coordinates, opened: float, settled: float) -> Rows:
    """Give the way of a lifter who drops the bar and stays up.

    Parameters
    ----------
    holding, standing
        Where it begins and ends.
    opened, settled
        Fractions of the way at which the fingers are open, and the arms hang.
    """
    first, last = as_row(holding), as_row(standing)

    def way(progress: FloatArray) -> FloatArray:
        share = np.tile(ease(progress, 0.0, settled)[:, None], len(first))
        share[:, columns("grip")] = ease(progress, 0.0, opened)[:, None]
        return np.asarray(first + share * (last - first))

    return way

"""On both feet without a bar: swaying a little, breathing, and bending down to touch the toes."""

from collections.abc import Callable

import numpy as np
from scipy.interpolate import CubicSpline

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.course import bump
from liftvision.synthetic.movement.limbs import Limbs
from liftvision.synthetic.movement.transitions import Rows, as_row, columns, from_row

SWAY_M = (0.003, 0.0, 0.005)
"""Amplitude of the pelvis's sway, sideways and forward; centimetres at most in healthy people."""

SWAY_HZ = (0.18, 0.31, 0.47)
BREATH_HZ = 0.27
BREATH_DEG = 0.7
"""Of the upper back."""

LUMBAR_DEG, HIPS_DEG = 45.0, 66.0
"""At the bottom of a toe-touch, near 42 and 69 (Esola 1996)."""

BACK_M = 0.13
"""How far the pelvis moves back to keep the balance."""

DOWN, UP = (0.0, 0.46), (0.54, 1.0)
"""When the toe-touch goes down and up again, as fractions of its time."""

UPPER_BACK_DEG = 14.0
"""The upper back rounds with them."""

TOES_M = (0.13, 0.10)
"""How far above the floor and in front of the ankles the hands reach: to the toes, as far as the
arms go."""


def waves(times: FloatArray, seed: int, count: int) -> FloatArray:
    """Give slow random waves (T, count) of amplitude about 1, the same for the same seed."""
    phases = np.random.default_rng([seed, 2]).uniform(0.0, 2.0 * np.pi, (len(SWAY_HZ), count))
    angles = 2.0 * np.pi * np.multiply.outer(times, SWAY_HZ)[:, :, None] + phases
    return np.asarray(np.sin(angles).mean(axis=1))


def breath(times: FloatArray) -> FloatArray:
    """Give how far (T,) the breath is in, -1 to 1."""
    return np.sin(2.0 * np.pi * BREATH_HZ * times)


def sway(times: FloatArray, seed: int) -> FloatArray:
    """Give how far (T, 3) m somebody who stands has swayed."""
    return np.array(SWAY_M) * waves(times, seed, 3)


def swayed(
    posture: Coordinates, moved: FloatArray, breathing: FloatArray, nodding: FloatArray
) -> FloatArray:
    """Give the rows (T, R) of a posture that sways and breathes on feet that stay.

    Parameters
    ----------
    posture
        The middle of it.
    moved
        (T, 3) m, the body above the legs.
    breathing
        (T,) -1 to 1.
    nodding
        (T,) degrees, the head.
    """
    rows = np.tile(as_row(posture), (len(moved), 1))
    rows[:, columns("pelvis")] += moved
    rows[:, columns("hands")] += np.tile(moved, 2)
    rows[:, columns("thoracic")] -= BREATH_DEG * breathing[:, None]
    rows[:, columns("head")] += nodding[:, None]
    return rows


def touching_toes(
    limbs: Limbs, standing: Coordinates, hanging: Callable[[Coordinates], FloatArray]
) -> Rows:
    """Give the way down to the toes and up again: fraction of its time (T,) to rows (T, R).

    The lumbar spine bends early, the hips late; the legs stay straight.
    """
    knots = np.linspace(0.0, 1.0, 25)
    rows = np.stack([as_row(_bent(limbs, standing, hanging, float(knot))) for knot in knots])
    bent = CubicSpline(knots, rows)

    def way(progress: FloatArray) -> FloatArray:
        return np.asarray(bent(bump(progress, *DOWN, *UP)))

    return way


def _bent(
    limbs: Limbs,
    standing: Coordinates,
    hanging: Callable[[Coordinates], FloatArray],
    depth: float,
) -> Coordinates:
    row = as_row(standing)
    row[columns("lumbar")] += LUMBAR_DEG * np.sin(0.5 * np.pi * depth)
    hips = HIPS_DEG * (1.0 - np.cos(0.5 * np.pi * depth))
    row[columns("pelvis_pitch")] += hips
    row[columns("thoracic")] += UPPER_BACK_DEG * depth
    row[columns("head")] += 0.75 * (hips + LUMBAR_DEG * depth)
    back = BACK_M * np.sin(np.radians(hips)) / np.sin(np.radians(HIPS_DEG))
    leg = standing.pelvis + limbs.hips.mean(axis=0) - standing.ankles.mean(axis=0)
    length = np.linalg.norm(leg)
    row[columns("pelvis")][2] -= back
    row[columns("pelvis")][1] += np.sqrt(length**2 - (leg[2] - back) ** 2) - leg[1]
    toes = standing.ankles * (1.0, 0.0, 1.0) + (0.0, *TOES_M)
    reaching = depth**2
    row[columns("hands")] = ((1.0 - reaching) * hanging(from_row(row)) + reaching * toes).ravel()
    return from_row(row)

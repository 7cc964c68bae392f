"""Walking to the bar in small steps, and backward away from it.

Four swings, left foot first; the last brings the right foot beside the left. Each foot lies on
its place until its swing begins, when the heel comes up first.
"""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.course import bump, ease
from liftvision.synthetic.movement.limbs import Limbs, tipped_ankles
from liftvision.synthetic.movement.transitions import Rows, as_row, columns


@dataclass(frozen=True)
class Gait:
    """How somebody walks.

    Attributes
    ----------
    step
        Of the lifter's height.
    lift_m
        How high a swinging foot comes.
    heel_up_deg, toes_up_deg
        How far it tips at its swing's beginning and end.
    dip_m
        How much lower the pelvis is than the legs would allow.
    arms_deg
        How far the arms swing.
    turn_deg
        How far the pelvis turns.
    """

    step: float
    lift_m: float
    heel_up_deg: float
    toes_up_deg: float
    dip_m: float
    arms_deg: float
    turn_deg: float


FREE = Gait(0.27, lift_m=0.05, heel_up_deg=32, toes_up_deg=9, dip_m=0.012, arms_deg=16, turn_deg=4)
"""Short steps, as to a bar that is near."""

CARRYING = Gait(
    0.07, lift_m=0.02, heel_up_deg=6, toes_up_deg=0, dip_m=0.004, arms_deg=0, turn_deg=0
)
"""The shuffling of somebody who has a bar in front of the thighs."""

CARRIED_AHEAD_M = 0.045
CARRIED_UP_M = 0.015
"""How far such a bar is held away from the thighs."""

FEET_APART = 0.09
WALKING_TOE_OUT_DEG = 7.0
"""Of each foot from the middle, m, and how far it turns out, before the last steps."""

SWINGS = ((0, 0.06, 0.285), (1, 0.285, 0.51), (0, 0.51, 0.735), (1, 0.735, 0.93))
"""Which foot swings (0: left), from when to when; fractions of the walk."""

PLACES = ((-2.75, -2.0, 0.0), (-2.75, -1.0, 0.0))
"""Where the left and the right foot stand one after the other, in steps from the bar."""

SIDE_M = 0.022
"""How far the pelvis moves over the standing foot."""

SMOOTH, SMOOTH_REACH = 0.023, 3.0
"""Standard deviation of the pelvis's smoothing, as a fraction of the walk, and over how many of
them it reaches: no further than the walk is quiet at its end."""

SOFT_M = 0.004
"""How smoothly the pelvis goes from being held by one leg to being held by the other."""


def walking_in(
    limbs: Limbs, height_m: float, last: Coordinates, arms: FloatArray, gait: Gait
) -> Rows:
    """Give the way of a walk that ends in a posture: fraction of its time (T,) to rows (T, R).

    Parameters
    ----------
    limbs
        Of the skeleton.
    height_m
        Of the lifter.
    last
        The posture on arrival.
    arms
        (2, 3) m from the shoulders to the hands.
    gait
        How.
    """
    grid = np.linspace(0.0, 1.0, 401)
    step = height_m * gait.step
    feet = [_foot(grid, side, step, last, gait) for side in (0, 1)]
    flat = np.stack([foot[0] for foot in feet], axis=1)
    yaw, pitch = (np.stack([foot[part] for foot in feet], axis=1) for part in (1, 2))
    ankles = np.stack(
        [tipped_ankles(limbs, *each) for each in zip(flat, yaw, np.maximum(pitch, 0), strict=True)]
    )
    rows = np.tile(as_row(last), (len(grid), 1))
    apart = (flat[:, 1, 2] - flat[:, 0, 2]) / step
    shift = _pelvis_shift(limbs, grid, flat, ankles, last, gait)
    rows[:, columns("pelvis")] += shift
    rows[:, columns("pelvis_yaw")] += gait.turn_deg * apart[:, None]
    rows[:, columns("ankles")] = ankles.reshape(len(grid), 6)
    rows[:, columns("foot_yaw")], rows[:, columns("foot_pitch")] = yaw, pitch
    hands = shift[:, None, :] + _swung(arms, gait.arms_deg * apart)
    rows[:, columns("hands")] += hands.reshape(len(grid), 6)
    return CubicSpline(grid, rows)


def _foot(
    grid: FloatArray, side: int, step: float, last: Coordinates, gait: Gait
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give where a foot's ankle is (T, 3) while the foot is flat, its yaw (T,) and pitch (T,)."""
    outward = (1.0, -1.0)[side]
    end = last.ankles[side]
    own = [swing for swing in SWINGS if swing[0] == side]
    places = end + np.array([[0.0, 0.0, step * steps] for steps in PLACES[side]])
    places[:-1, 0] = outward * FEET_APART
    yaws = [WALKING_TOE_OUT_DEG] * (len(places) - 1) + [float(last.foot_yaw[side])]
    ankle = np.tile(places[0], (len(grid), 1))
    yaw, pitch = np.full(len(grid), yaws[0]), np.zeros(len(grid))
    for number, (_, begin, stop) in enumerate(own):
        part = (grid - begin) / (stop - begin)
        there = ease(part, 0.2, 1.0)
        ankle += there[:, None] * (places[number + 1] - places[number])
        ankle[:, 1] += gait.lift_m * bump(part, 0.15, 0.55, 0.55, 1.0)
        yaw += there * (yaws[number + 1] - yaws[number])
        pitch += gait.heel_up_deg * bump(part, 0.0, 0.32, 0.32, 0.7)
        pitch -= gait.toes_up_deg * bump(part, 0.6, 0.8, 0.8, 1.0)
    return ankle, yaw, pitch


def _pelvis_shift(
    limbs: Limbs,
    grid: FloatArray,
    flat: FloatArray,
    ankles: FloatArray,
    last: Coordinates,
    gait: Gait,
) -> FloatArray:
    """Give how far (T, 3) the pelvis is from where it is at the end: as high as the legs allow."""

    def smooth(values: FloatArray) -> FloatArray:
        width = SMOOTH * (len(grid) - 1)
        return np.asarray(gaussian_filter1d(values, width, mode="nearest", truncate=SMOOTH_REACH))

    shift = np.zeros((len(grid), 3))
    lifted = (flat[:, :, 1] - last.ankles[:, 1]) / gait.lift_m
    shift[:, 0] = smooth(SIDE_M * (lifted[:, 1] - lifted[:, 0]))
    shift[:, 2] = smooth((flat[:, :, 2] - last.ankles[:, 2]).mean(axis=1))
    hips = last.pelvis + limbs.hips + shift[:, None, :]
    length = np.linalg.norm(last.pelvis + limbs.hips - last.ankles, axis=-1)
    beside = ((hips - ankles)[..., [0, 2]] ** 2).sum(axis=-1)
    highest = ankles[..., 1] + np.sqrt(np.maximum(length**2 - beside, 0.0)) - hips[..., 1]
    soft = -SOFT_M * np.log(np.exp(-highest / SOFT_M).mean(axis=1))
    shift[:, 1] = soft - gait.dip_m * bump(grid, 0.03, 0.15, 0.85, 0.97)
    return shift


def _swung(arms: FloatArray, degrees: FloatArray) -> FloatArray:
    """Give how far (T, 2, 3) the hands are from hanging; the left goes forward with the right foot.

    Parameters
    ----------
    arms
        (2, 3) from the shoulders to the hands.
    degrees
        (T,) of the left arm, forward; the right one swings the other way.
    """
    angle = np.radians(degrees)[:, None] * np.array([1.0, -1.0])
    swung = np.zeros((*angle.shape, 3))
    swung[..., 1] = arms[:, 1] * (np.cos(angle) - 1.0) + arms[:, 2] * np.sin(angle)
    swung[..., 2] = arms[:, 2] * (np.cos(angle) - 1.0) - arms[:, 1] * np.sin(angle)
    return swung

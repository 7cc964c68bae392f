"""Knees whose way is known: each in a plane of its own, but for what it falls in.

A leg of two segments of 42 cm straightens from a knee that stands 20 cm off the line from hip to
ankle to one that stands 3 cm off. Its plane is turned outward as a test says; hip and ankle are
vertically above each other, so that heights and places across follow from trigonometry alone. A
knee that falls in swivels about that line: it stays as far off it.
"""

from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.front import Front, Knees
from liftvision.reps.rep import Rep

SEGMENT_M = 0.42
BENT_M, STRAIGHT_M = 0.20, 0.03
FPS = 50.0
TIMES = np.arange(0.0, 5.0, 1.0 / FPS)
STANCE_M = 0.36

PULL = Rep(
    1, True, start_s=0.5, lift_off_s=1.0, knee_pass_s=1.8, lockout_s=2.5, lowering_s=3.0, end_s=4.0
)
SQUAT = Rep(
    1, True, start_s=0.2, lift_off_s=2.0, knee_pass_s=None, lockout_s=3.0, lowering_s=1.0,
    end_s=3.0, down_first=True,
)  # fmt: skip


def pulled(times: FloatArray = TIMES) -> FloatArray:
    """How far each knee lies from the line, (T,) m: bent, straightening under load, bent."""
    return np.interp(times, [1.0, 2.5, 3.0, 4.0], [BENT_M, STRAIGHT_M, STRAIGHT_M, BENT_M])


def squatted(times: FloatArray = TIMES) -> FloatArray:
    """The same of a lift that goes down first, from nearly straight."""
    return np.interp(times, [1.0, 2.0, 3.0], [0.01, 0.20, 0.01])


def fall_at(
    peak_s: float, by_m: float, times: FloatArray = TIMES, for_s: float = 0.6
) -> FloatArray:
    """A knee that falls in by so much and comes out again, (T,) m."""
    return by_m * np.clip(1.5 * (1.0 - np.abs(times - peak_s) / (0.5 * for_s)), 0.0, 1.0)


def no_fall(times: FloatArray = TIMES) -> FloatArray:
    return np.zeros_like(times)


def knees_of(
    bend: FloatArray,
    plane_deg: tuple[float, float],
    fallen: tuple[FloatArray, FloatArray],
    toe_out_deg: float = 15.0,
) -> Knees:
    """Give knees that lie ``bend`` from the line in their planes, and then fall in."""
    planes = np.radians(np.array(plane_deg))
    outward = bend[:, None] * np.sin(planes) - np.stack(fallen, axis=1)
    away = np.repeat(bend[:, None], 2, axis=1)
    high = np.sqrt(SEGMENT_M**2 - away**2)
    return Knees(
        outward=outward,
        bend=away,
        thigh_up=high,
        shank_up=high,
        toe_out=away * np.sin(np.radians(toe_out_deg)),
        apart=STANCE_M + outward.sum(axis=1),
    )


def front_of(knees: Knees) -> Front:
    """A front of which all else is measured, too."""
    return Front(
        reason=None,
        stance_width=Measurement(STANCE_M, 0.02, "m"),
        toe_out_l=Measurement(15.0, 3.0, "deg"),
        toe_out_r=Measurement(16.0, 3.0, "deg"),
        grip_width=Measurement(0.6, 0.02, "m"),
        off_front=Measurement(2.0, 2.0, "deg"),
        knees=knees,
    )


def projection_angle(knees: Knees) -> FloatArray:
    """Give the plain projection angle (T, 2) in degrees, inward positive."""
    outward = knees.outward
    return -np.degrees(np.arctan2(outward, knees.thigh_up) + np.arctan2(outward, knees.shank_up))


def hidden(knees: Knees, from_s: float, to_s: float, times: FloatArray = TIMES) -> Knees:
    """Give the knees without some frames."""
    gone = (times >= from_s) & (times < to_s)

    def without(values: FloatArray) -> FloatArray:
        return np.where(gone.reshape(-1, *(1,) * (values.ndim - 1)), np.nan, values)

    return replace(knees, **{name: without(values) for name, values in vars(knees).items()})

"""How far a knee caves in: how much further inward it comes than its own set-up leads it.

The projection angle of a bent leg whose knee stands outside the line from hip to ankle changes by
tens of degrees while the leg straightens, though the knee stays over the foot. So the angle is not
compared with that of the set-up but with the one that the leg would have in the same posture with
its knee still in the plane in which it was set up; where it was set up nearly straight, in that of
the foot.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import fill_short_gaps
from liftvision.motion.front import Front, Knees
from liftvision.reps.held import held_maximum
from liftvision.reps.rep import KneeCave, Rep
from liftvision.reps.windows import frames_within, set_up_window, strain_window

HELD_S = 0.15
"""What a knee does counts where it lasts for so long."""

LEAST_BEND = 0.05
"""Of the leg: a knee that stands less far from the line of hip and ankle shows no plane."""

MOST_OUTWARD = 0.95
"""Sine of the widest plane in which a knee can bend."""

CHANGE_ERROR_DEG = 5.0
SHIFT_ERROR_PERCENT = 1.5
SEPARATION_ERROR_PERCENT = 6.0
UNDERSHOT = 0.25
"""Standard errors of the three changes where nothing changes, and the part of a change that is
added to them: a knee that falls in fast is measured too small, by a fifth in the median. Measured
on 31 rendered clips of the splits ``train`` and ``validation``."""

BEND_ERROR_M = 0.03
"""Standard error of how far a knee lies from the line of hip and ankle, on the same clips."""

NO_SET_UP = "its set-up is not in the clip or the legs were hidden then"
NO_STRAIN = "the legs were hidden, or lift-off or lockout is not in the clip"


@dataclass(frozen=True, eq=False)
class KneeCourse:
    """One knee against its own plane in the frames of a rep under load.

    Attributes
    ----------
    times
        (K,) s.
    change
        (K,) degrees by which its projection angle is further inward than its plane has it.
    shift
        (K,) % of the leg's length, the same.
    inward
        (K,) m, the same.
    uncertain_m
        How far the plane itself may be elsewhere where the knee is: the wider it is, the more the
        knee's bend counts.
    per_m
        (K,) degrees of the angle for a metre sideways.
    leg_m
        The leg's length.
    """

    times: FloatArray
    change: FloatArray
    shift: FloatArray
    inward: FloatArray
    uncertain_m: float
    per_m: FloatArray
    leg_m: float


def knee_caves(rep: Rep, times: FloatArray, front: Front) -> tuple[KneeCave, KneeCave]:
    """Measure for the left and the right knee how far it caves in.

    Parameters
    ----------
    rep
        With its events.
    times
        (T,) s of its shot.
    front
        Of the same shot.
    """
    courses = knee_courses(rep, times, front)
    if isinstance(courses, str):
        return KneeCave.not_measured(courses), KneeCave.not_measured(courses)
    nearer = _nearer(rep, times, front, courses)
    left, right = (_cave(course, nearer) for course in courses)
    return left, right


def knee_courses(rep: Rep, times: FloatArray, front: Front) -> tuple[KneeCourse, KneeCourse] | str:
    """Give both knees' courses under load, or why there are none."""
    if front.reason is not None or front.knees is None:
        return front.reason or NO_STRAIN
    set_up, strain = (
        frames_within(times, window) for window in (set_up_window(rep), strain_window(rep))
    )
    knees = _bridged(times, front.knees)
    seen = np.asarray(np.isfinite(knees.outward).all(axis=1))
    if not (set_up & seen).any():
        return NO_SET_UP
    if strain.sum() < 3 or not seen[strain].all():
        return NO_STRAIN
    leg = np.nanmax(knees.thigh_up + knees.shank_up, axis=0)
    left, right = (
        _course(times, knees, side, set_up & seen, strain, float(leg[side])) for side in (0, 1)
    )
    return left, right


def _bridged(times: FloatArray, knees: Knees) -> Knees:
    """Give the knees with short gaps filled."""

    def filled(values: FloatArray) -> FloatArray:
        columns = values.reshape(len(values), -1).T
        return np.stack([fill_short_gaps(times, each) for each in columns], axis=1)

    return Knees(**{name: filled(part).reshape(part.shape) for name, part in vars(knees).items()})


def _course(
    times: FloatArray, knees: Knees, side: int, set_up: BoolArray, strain: BoolArray, leg: float
) -> KneeCourse:
    bend, outward = knees.bend[:, side], knees.outward[:, side]
    plane = outward / np.maximum(bend, 1e-6)
    if np.median(bend[set_up]) < LEAST_BEND * leg:
        plane = knees.toe_out[:, side] / np.maximum(bend, 1e-6)
    outside = float(np.clip(np.median(plane[set_up]), -MOST_OUTWARD, MOST_OUTWARD))
    usual = outside * bend
    thigh, shank = knees.thigh_up[:, side], knees.shank_up[:, side]
    change = _angle(usual, thigh, shank) - _angle(outward, thigh, shank)
    inward = usual - outward
    return KneeCourse(
        times=times[strain],
        change=change[strain],
        shift=100.0 * inward[strain] / leg,
        inward=inward[strain],
        uncertain_m=BEND_ERROR_M * abs(outside),
        per_m=np.degrees(1.0 / thigh + 1.0 / shank)[strain],
        leg_m=leg,
    )


def _angle(outward: FloatArray, thigh: FloatArray, shank: FloatArray) -> FloatArray:
    """Give the projection angle (T,), outward positive, in degrees."""
    return np.asarray(np.degrees(np.arctan2(outward, thigh) + np.arctan2(outward, shank)))


def _nearer(
    rep: Rep, times: FloatArray, front: Front, courses: tuple[KneeCourse, KneeCourse]
) -> FloatArray:
    """Give by how many % of what it would be the knees' separation is less, (K,)."""
    strain = frames_within(times, strain_window(rep))
    assert front.knees is not None
    apart = fill_short_gaps(times, front.knees.apart)[strain]
    inward = courses[0].inward + courses[1].inward
    return np.asarray(100.0 * inward / np.maximum(apart + inward, 1e-6))


def _cave(course: KneeCourse, nearer: FloatArray) -> KneeCave:
    change, first = held_maximum(course.times, course.change, HELD_S)
    shift, _ = held_maximum(course.times, course.shift, HELD_S)
    separation, _ = held_maximum(course.times, nearer, HELD_S)
    if first < 0:
        return KneeCave.not_measured(NO_STRAIN)
    held = course.times <= course.times[first] + HELD_S
    held[:first] = False
    peak = int(np.argmax(np.where(held, course.change, -np.inf)))
    uncertain = course.uncertain_m * float(course.per_m[peak])
    change_error = float(np.hypot(CHANGE_ERROR_DEG, uncertain))
    shift_error = float(np.hypot(SHIFT_ERROR_PERCENT, 100.0 * course.uncertain_m / course.leg_m))
    return KneeCave(
        Measurement(change, _error(change, change_error), "deg"),
        Measurement(shift, _error(shift, shift_error), "%"),
        Measurement(separation, _error(separation, SEPARATION_ERROR_PERCENT), "%"),
        float(course.times[peak]),
    )


def _error(value: float, at_rest: float) -> float:
    return float(np.hypot(at_rest, UNDERSHOT * value))

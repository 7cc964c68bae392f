"""What the knees of a rendered lifter truly do, and how the lifter stands, from the true joints."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarks import SIDES
from liftvision.reps.held import held_maximum
from liftvision.selfcheck.landmark_offsets import LANDMARK_OFFSETS, with_offsets
from liftvision.synthetic.movement.lifter import stance_of
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import JOINTS, Truth

SET_UP_S = 0.5
"""Before lift-off; in it the plane is seen in which the knee bends."""

HELD_S = 0.15
MOST_OUTWARD = 0.95

LEFT, UP = 0, 1
"""Axes of the world."""


@dataclass(frozen=True, eq=False)
class TrueCourse:
    """One knee in T frames, against the plane in which it was set up; see `reps.knee_cave`.

    Attributes
    ----------
    angle
        (T,) projection angle, inward positive, in degrees.
    change
        (T,) degrees by which that is further inward than in the plane of the set-up.
    inward
        (T,) m by which the knee is further inward.
    leg
        Height of hip over ankle where both bones are longest in the frontal plane, m.
    """

    angle: FloatArray
    change: FloatArray
    inward: FloatArray
    leg: float


@dataclass(frozen=True)
class TrueCave:
    """How far a knee truly caves in from lift-off to lockout: the largest that is held.

    Attributes
    ----------
    change, shift, separation
        As `reps.rep.KneeCave` has them: degrees, % of the leg, % of the knees' separation.
    plain
        Most by which the projection angle itself is further inward than at the set-up, degrees.
    """

    change: float
    shift: float
    separation: float
    plain: float


def knee_course(
    hip: FloatArray, knee: FloatArray, ankle: FloatArray, set_up: BoolArray, outward: float
) -> TrueCourse:
    """Give what a knee does.

    Parameters
    ----------
    hip, knee, ankle
        (T, 3) m: to the lifter's left, up, and forward.
    set_up
        (T,) the frames of the set-up.
    outward
        1 for the left leg, -1 for the right one.
    """
    along = (hip - ankle) / np.linalg.norm(hip - ankle, axis=1, keepdims=True)
    bone = knee - ankle
    bend = np.linalg.norm(bone - (bone * along).sum(axis=1, keepdims=True) * along, axis=1)
    thigh, shank = hip[:, UP] - knee[:, UP], knee[:, UP] - ankle[:, UP]
    part = shank / (thigh + shank)
    line = ankle[:, LEFT] + part * (hip[:, LEFT] - ankle[:, LEFT])
    outside = outward * (knee[:, LEFT] - line)
    plane = float(np.median(outside[set_up] / bend[set_up]))
    led = float(np.clip(plane, -MOST_OUTWARD, MOST_OUTWARD)) * bend
    angle = partial(
        _inward_angle, thigh=thigh, shank=shank, across=outward * (hip - ankle)[:, LEFT], part=part
    )
    return TrueCourse(
        angle(outside), angle(outside) - angle(led), led - outside, float((thigh + shank).max())
    )


def _inward_angle(
    outside: FloatArray, thigh: FloatArray, shank: FloatArray, across: FloatArray, part: FloatArray
) -> FloatArray:
    """Give the projection angle (T,) of a knee that lies so far outside the line hip to ankle."""
    to_hip = (1.0 - part) * across - outside
    to_ankle = -part * across - outside
    return np.asarray(np.degrees(np.arctan2(to_hip, thigh) + np.arctan2(to_ankle, shank)))


def true_caves(truth: Truth, rep: TrueRep) -> tuple[TrueCave, TrueCave] | None:
    """Give how far the left and the right knee cave in; None where the pull is not in the clip."""
    if rep.lockout_s is None:
        return None
    begin = begin_of(rep)
    set_up = (truth.times >= begin - SET_UP_S) & (truth.times <= begin)
    strain = (truth.times >= begin) & (truth.times <= rep.lockout_s)
    if not set_up.any() or strain.sum() < 3:
        return None
    marks = true_marks(truth)
    left, right = (
        knee_course(marks["hip", side], marks["knee", side], marks["ankle", side], set_up, outward)
        for side, outward in zip(SIDES, (1.0, -1.0), strict=True)
    )
    apart = marks["knee", "l"][:, LEFT] - marks["knee", "r"][:, LEFT]
    inward = left.inward + right.inward
    nearer = 100.0 * inward / np.maximum(apart + inward, 1e-6)
    times = truth.times[strain]
    separation, _ = held_maximum(times, nearer[strain], HELD_S)
    caves = [
        TrueCave(
            held_maximum(times, each.change[strain], HELD_S)[0],
            held_maximum(times, 100.0 * each.inward[strain] / each.leg, HELD_S)[0],
            separation,
            float(each.angle[strain].max() - np.median(each.angle[set_up])),
        )
        for each in (left, right)
    ]
    return caves[0], caves[1]


def true_standing(truth: Truth, rep: TrueRep) -> dict[str, float]:
    """Give how the lifter truly stands and grips at lift-off, in m and degrees.

    Named as the attributes of `motion.front.Front`.
    """
    marks = true_marks(truth)
    frame = int(np.argmin(np.abs(truth.times - begin_of(rep))))
    stance, grip = (
        abs(float(marks[name, "l"][frame, LEFT] - marks[name, "r"][frame, LEFT]))
        for name in ("ankle", "wrist")
    )
    toe_out = stance_of(truth.recipe.movement, truth.recipe.body.height_m).toe_out
    return {
        "stance_width": stance,
        "grip_width": grip,
        "toe_out_l": toe_out,
        "toe_out_r": toe_out,
        "off_front": off_front_deg(truth.recipe.camera.yaw_deg),
    }


def off_front_deg(yaw_deg: float) -> float:
    """Give how far the lifter is turned off the front or the rear, counter-clockwise positive."""
    behind = 180.0 if abs(yaw_deg) > 90.0 else 0.0
    return (yaw_deg - behind + 180.0) % 360.0 - 180.0


def begin_of(rep: TrueRep) -> float:
    """Give when the bar begins to rise, in s."""
    begin = rep.start_s if rep.lift_off_s is None else rep.lift_off_s
    assert begin is not None
    return begin


def true_marks(truth: Truth) -> dict[tuple[str, str], FloatArray]:
    """Give places (T, 3) m, to the left, up and forward, of joints at their landmarks' marks."""
    moved = with_offsets(truth.joints, LANDMARK_OFFSETS)
    return {
        (name, side): moved[:, JOINTS.index(f"{name}_{side}")]
        for name in ("hip", "knee", "ankle", "wrist")
        for side in SIDES
    }

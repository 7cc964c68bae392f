"""Which pulls of the hands are deadlifts, and what else was lifted if none is.

A deadlift is told from other lifts by what all of its styles share: the hands hang on straight
arms below the hips at the bottom, the trunk comes up, the hands end at the hips, still hanging,
and stay one bar apart. Thresholds are in body sizes (trunk, thigh and shank end to end) and
were set on the real clips that the project is developed with.
"""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray, median_seen
from liftvision.pose.view import View
from liftvision.reps.posture import Posture
from liftvision.reps.pulls import Pull

MIN_RISE = 0.18
"""Least rise of the hands. A Romanian deadlift to the knee makes 0.26, bobbing at most 0.1."""

HANDS_BELOW_HIP = -0.08
"""At the bottom the hands are at least this far below the hips; beside somebody who stands and
lifts the arms they are at the hips or above."""

BENT = 0.93
"""At the bottom the trunk's vertical extent is below this; upright it is 0.95 to 1.05."""

TRUNK_COMES_UP = 0.35
"""From bottom to top the trunk's vertical extent grows by at least this; in a row by 0.2 to 0.3.
A record that begins on the way up does not show it."""

COMES_UP_FROM_REAR = 0.25
"""From behind, a trunk that is bent away from the camera looks longer: 0.28 and more."""

UPRIGHT = 0.65
"""At the top it gets above this at least once; behind plates the shoulder is seen too low."""

HANDS_BELOW_SHOULDER = -0.08
HANDS_BELOW_ELBOW = 0.0
HANDS_AT_HIP = 0.4
"""At the top the hands hang: below the elbows, well below the shoulders, at the hips. In a clean
or a front-loaded squat the elbows are below them (by 0.03 to 0.14). Hands that a plate hides are
seen too high, up to 0.13 below the shoulders and 0.36 above the hips."""

MAX_DRIFT = 0.2
"""The trunk stays over the feet across the picture; a step moves it by 0.3 and more."""

VISIBLE_GRIP = 0.15
HANDS_IN_SIGHT_DEG = 60.0
MAX_GRIP_CHANGE = 0.25
"""Hands that are seen apart, from no further off the front than this, hold one bar and keep
their distance within this fraction; empty hands do not (0.28 to 0.34). Hands that come down
again had something to put down, so they are believed."""

LOST_FRAMES = 4
"""A record that breaks off within so many frames of the top does not show the top."""


def not_a_deadlift(posture: Posture, pull: Pull, view: View) -> str | None:
    """Say why a pull is no deadlift; None where it is one.

    What cannot be seen does not speak against it.
    """
    first = pull.start if pull.lift_off is None else pull.lift_off
    bottom = slice(max(pull.start, first - 2), first + 3)
    if median_seen(posture.hand_above_hip[bottom]) > HANDS_BELOW_HIP:
        return "the hands do not start below the hips"
    if median_seen(posture.upright[bottom]) > BENT:
        return "the trunk is upright from the start"
    last = len(posture.upright) - 1
    arrived = last if pull.lockout is None else pull.lockout
    top = slice(arrived, (last if pull.lowering is None else pull.lowering) + 1)
    if np.isnan(posture.hand_height[top.stop : top.stop + LOST_FRAMES]).any():
        return None
    seen_from_floor = pull.lift_off is not None
    fault = _fault_at_top(posture, view, bottom, top, seen_from_floor=seen_from_floor)
    if fault is not None:
        return fault
    in_sight = view.yaw_deg is not None and abs(view.yaw_deg) < HANDS_IN_SIGHT_DEG
    if pull.end is None and in_sight and _grip_changes(posture.grip[first : arrived + 1]):
        return "the hands are not on one bar"
    return None


def _fault_at_top(
    posture: Posture, view: View, bottom: slice, top: slice, *, seen_from_floor: bool
) -> str | None:
    """Say what is not as at the top of a deadlift; None where all is."""
    if (
        median_seen(posture.hand_above_elbow[top]) > HANDS_BELOW_ELBOW
        or median_seen(posture.hand_above_shoulder[top]) > HANDS_BELOW_SHOULDER
    ):
        return "the hands end at the shoulders"
    if median_seen(posture.hand_above_hip[top]) > HANDS_AT_HIP:
        return "the hands end above the hips"
    if _highest(posture.upright[top]) < UPRIGHT:
        return "the trunk stays bent"
    came_up = _highest(posture.upright[top]) - median_seen(posture.upright[bottom])
    least = COMES_UP_FROM_REAR if view.facing == "rear" else TRUNK_COMES_UP
    if seen_from_floor and came_up < least:
        return "the trunk does not come up"
    if abs(median_seen(posture.across[top]) - median_seen(posture.across[bottom])) > MAX_DRIFT:
        return "the lifter walks"
    return None


def judge_pulls(
    posture: Posture, pulls: Sequence[Pull], view: View
) -> tuple[list[Pull], list[str]]:
    """Split the pulls of a shot into deadlifts and the reasons why the others are none."""
    verdicts = [(pull, not_a_deadlift(posture, pull, view)) for pull in pulls]
    deadlifts = [pull for pull, reason in verdicts if reason is None]
    return deadlifts, [reason for _, reason in verdicts if reason is not None]


def _grip_changes(grip: FloatArray) -> bool:
    seen = grip[np.isfinite(grip)]
    if len(seen) == 0:
        return False
    narrowest, widest = np.percentile(seen, [5.0, 95.0])
    return bool(widest > VISIBLE_GRIP and narrowest < (1.0 - MAX_GRIP_CHANGE) * widest)


def _highest(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return float(np.max(seen)) if len(seen) else float("nan")

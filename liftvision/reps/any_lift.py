"""Reps of any lift with both feet in place, from the height of the trunk alone.

A squat, with or without a bar, goes down first and comes up again; so does everything that is
lifted from bent legs. What the hands do is not asked. Lengths are in body sizes (trunk, thigh and
shank end to end).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.reps.posture import Posture
from liftvision.reps.pulls import Pull, find_pulls

LEAST_DEPTH = 0.15
"""The middle of the trunk goes down by at least this: to a parallel squat by about 0.3. In a
barbell row with a swinging trunk it moves by up to 0.14."""

UPRIGHT = 0.7
"""Where a rep ends, the trunk's vertical extent is above this, and upright it is 0.95 to 1.05."""

FEET_IN_PLACE = 0.12
"""Between standing, bottom and standing each foot stays within this; a step is 0.2 and more."""

EVENTS_OF_DIP = ("start_s", "lowering_s", "lift_off_s", "lockout_s", "end_s")
TRUNK_ERROR_S = 0.05
"""One standard error of each event in s. The trunk goes down and up in deadlifts, too: on 76 of
them, rendered, 68 % of the moments are within 0.04 and 95 % within 0.1 of those in the true
height."""


@dataclass(frozen=True)
class Dip:
    """Once down and up again; every field is an index of a frame of the shot.

    Attributes
    ----------
    start
        The lifter has come to stand upright; None where the record begins on the way down.
    lowering
        The trunk leaves its top; None likewise.
    lift_off
        It leaves its lowest point; None where the record begins on the way up.
    upright
        It is up again; None where the record ends before.
    """

    start: int | None
    lowering: int | None
    lift_off: int | None
    upright: int | None


def find_dips(times: FloatArray, landmarks: FloatArray, posture: Posture) -> list[Dip]:
    """Find every time that the lifter of a shot goes down and comes up again, the feet in place.

    Parameters
    ----------
    times
        (T,) seconds, strictly increasing.
    landmarks
        (T, 33, 2) px, cleaned; NaN where unseen.
    posture
        Of the same frames.
    """
    height = _trunk_height(landmarks) / posture.body_size_px
    feet = np.stack([landmarks[:, of_side("ankle", side)] for side in SIDES], axis=1)
    return [
        dip
        for dip in dips_of(times, height)
        if _ends_upright(posture, dip) and _stays(feet / posture.body_size_px, dip, len(times))
    ]


def dips_of(times: FloatArray, height: FloatArray) -> list[Dip]:
    """Give every way down and up again of a trunk whose height (T,) is in body sizes."""
    descents = find_pulls(times, -height, LEAST_DEPTH)
    dips = []
    earliest = 0
    for ascent in find_pulls(times, height, LEAST_DEPTH):
        dips.append(_dip(ascent, _descent_before(ascent, descents, earliest)))
        earliest = ascent.start
    return dips


def _trunk_height(landmarks: FloatArray) -> FloatArray:
    """Give the height (T,) of the middle of hips and shoulders in px, upwards."""
    corners = [of_side(joint, side) for joint in ("hip", "shoulder") for side in SIDES]
    return -np.asarray(landmarks[:, corners, 1].mean(axis=1), dtype=np.float64)


def _descent_before(ascent: Pull, descents: Sequence[Pull], earliest: int) -> Pull | None:
    """Give the way down, as a pull upside down, that ends where the ascent begins."""
    bottom = ascent.start if ascent.lift_off is None else ascent.lift_off
    before = [each for each in descents if earliest <= each.start < bottom]
    return before[-1] if before else None


def _dip(ascent: Pull, descent: Pull | None) -> Dip:
    lowering = None if descent is None else descent.lift_off
    return Dip(
        start=None if descent is None or lowering is None else descent.start,
        lowering=lowering,
        lift_off=ascent.lift_off,
        upright=ascent.lockout,
    )


def _ends_upright(posture: Posture, dip: Dip) -> bool:
    """Whether the trunk is upright at the end, as far as the record shows it."""
    if dip.upright is None:
        return True
    after = posture.upright[dip.upright : dip.upright + 3]
    return bool(np.isfinite(after).any() and np.nanmax(after) > UPRIGHT)


def _stays(feet: FloatArray, dip: Dip, frames: int) -> bool:
    """Whether each foot (T, 2, 2) stays where it is from the way down to the end."""
    first = dip.lowering if dip.lowering is not None else dip.lift_off
    last = frames - 1 if dip.upright is None else dip.upright
    seen = feet[0 if first is None else first : last + 1]
    low, high = np.nanpercentile(seen, [10.0, 90.0], axis=0)
    return bool((high - low < FEET_IN_PLACE).all())

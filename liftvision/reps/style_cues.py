"""What tells styles of the deadlift apart: stance, toes, thigh and trunk at the lowest point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, median_seen
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.reps.posture import Posture
from liftvision.reps.pulls import Pull

NEVER_DOWN_S = 0.25
"""A record that begins by less before a lift-off does not show that the bar was down."""


@dataclass(frozen=True)
class StyleCues:
    """The medians over the deadlifts of one shot, at their lowest point; NaN where not seen.

    Attributes
    ----------
    stance_over_grip
        Natural logarithm of the ankles' distance over that of the wrists, across the picture.
    stance_over_grip_3d
        The same by the model's own guess at 3D, seen from above.
    toes_out
        Angle between the feet seen from above, degrees, by the same guess, over the whole pull;
        positive where the toes point apart.
    thigh_upright
        Height of the hips above the knees over the length of the thigh: 1 where it is vertical.
    trunk_upright
        The same of shoulders above hips and the trunk.
    grip
        The wrists' distance across the picture, in body sizes.
    """

    stance_over_grip: float
    stance_over_grip_3d: float
    toes_out: float
    thigh_upright: float
    trunk_upright: float
    grip: float


def style_cues(
    times: FloatArray,
    landmarks: FloatArray,
    world: FloatArray,
    posture: Posture,
    pulls: Sequence[Pull],
) -> StyleCues | None:
    """Measure the cues in one shot; None where no lift-off was seen, with the time before it.

    Parameters
    ----------
    times
        (T,) seconds.
    landmarks
        (T, 33, 2) px, cleaned.
    world
        (T, 33, 3) m, the model's own guess at 3D: x right, y down, z away.
    posture
        Of the same frames.
    pulls
        The deadlifts among its pulls.
    """
    whole = [
        (pull.lift_off, len(times) - 1 if pull.lockout is None else pull.lockout)
        for pull in pulls
        if pull.lift_off is not None and times[pull.lift_off] - times[0] >= NEVER_DOWN_S
    ]
    if not whole:
        return None
    lowest = np.array([lift_off for lift_off, _ in whole], dtype=np.int64)
    during = np.concatenate([np.arange(lift_off, top + 1) for lift_off, top in whole])
    across, from_above = landmarks[..., :1], world[..., [0, 2]]
    return StyleCues(
        stance_over_grip=_stance_over_grip(across[lowest]),
        stance_over_grip_3d=_stance_over_grip(from_above[lowest]),
        toes_out=_toes_out(from_above[during]),
        thigh_upright=median_seen(_thigh_upright(landmarks)[lowest]),
        trunk_upright=median_seen(posture.upright[lowest]),
        grip=median_seen(posture.grip[lowest]),
    )


def _stance_over_grip(places: FloatArray) -> float:
    """Give the logarithm of the median ratio of two distances in (N, 33, D) places."""
    ankles, wrists = (
        np.linalg.norm(np.subtract(*(places[:, of_side(joint, side)] for side in SIDES)), axis=-1)
        for joint in ("ankle", "wrist")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = median_seen(ankles / wrists)
        return float(np.log(ratio))


def _toes_out(from_above: FloatArray) -> float:
    """Give the median angle between the feet in (N, 33, 2) places seen from above, in degrees."""
    left, right = (
        from_above[:, of_side("foot_index", side)] - from_above[:, of_side("heel", side)]
        for side in SIDES
    )
    turn = np.arctan2(left[:, 0], left[:, 1]) - np.arctan2(right[:, 0], right[:, 1])
    return -median_seen(np.degrees((turn + np.pi) % (2.0 * np.pi) - np.pi))


def _thigh_upright(landmarks: FloatArray) -> FloatArray:
    """Give the vertical extent (T,) of the thighs' middle line over its length."""
    hip, knee = (
        np.mean([landmarks[:, of_side(joint, side)] for side in SIDES], axis=0)
        for joint in ("hip", "knee")
    )
    length = float(np.nanpercentile(np.linalg.norm(knee - hip, axis=1), 90.0))
    return np.asarray((knee - hip)[:, 1] / length)

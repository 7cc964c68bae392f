"""The lifter's own back from clips without a bar: standing upright, and touching the toes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.errors import GivenError
from liftvision.measurement import Measurement
from liftvision.motion.back import Clothes
from liftvision.motion.motion import Motion
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import off_side_deg
from liftvision.spine.calibration import BENT, clothes_of
from liftvision.spine.credible import LEAST_TRUNK_PX, believable_standing, readable
from liftvision.spine.network import OUTPUTS, back_network
from liftvision.spine.rows import (
    AT_SEAT,
    LEAN,
    ROW_LENGTH,
    ShotBack,
    features,
    mean_row,
    rows_of,
    upright,
)
from liftvision.spine.shot_back import shot_back

LEAST_UPRIGHT_FRAMES = 5

SURELY_OFF_SIDE_DEG = 60.0
"""The yaw of somebody who stands still is told badly, and it was asked to film from the side: only
a clip that is surely not is refused, and the others count as filmed straight from there."""

DEEPEST_PERCENTILE = 95.0
"""Of lumbar flexion in a toe-touch: its bottom, not a single frame."""

LEAST_BEND_DEG = 60.0
"""Whoever leans less than this has not tried to touch the toes."""

HOW_TO_STAND = (
    "Film the lifter from the side, whole and without a bar, standing upright and still for a "
    "few seconds in the clothes of the lift."
)
HOW_TO_TOUCH = (
    "Film the lifter from the side, whole and without a bar: standing upright, then bending over "
    "as far as possible with straight knees."
)


def standing_of(motion: Motion, pose: PoseTrack, bar: BarTrack) -> FloatArray:
    """Give the row (ROW_LENGTH,) of a lifter who stands upright in a clip.

    Raises
    ------
    GivenError
        Nobody stands upright in it, seen from the side.
    """
    kept: list[FloatArray] = []
    for _, rows in _side_shots(motion, pose, bar):
        is_upright = upright(rows) & np.isfinite(rows[:, AT_SEAT])
        if is_upright.sum() >= LEAST_UPRIGHT_FRAMES:
            kept.append(rows[is_upright])
    standing = np.full(ROW_LENGTH, np.nan)
    if kept:
        standing = believable_standing(mean_row(np.concatenate(kept)), back_network())
    if not np.isfinite(standing[LEAN]):
        raise GivenError(
            "The clip of the lifter standing does not show the back upright from the side.",
            HOW_TO_STAND,
        )
    return standing


def most_flexion_of(
    motion: Motion, pose: PoseTrack, bar: BarTrack, standing: FloatArray
) -> Measurement:
    """Give the lumbar flexion at the bottom of a toe-touch.

    Parameters
    ----------
    motion, pose, bar
        Of its clip.
    standing
        (ROW_LENGTH,) of the same lifter.

    Raises
    ------
    GivenError
        Nobody bends over in it, seen from the side.
    """
    network = back_network()
    deepest: list[tuple[float, Clothes]] = []
    for back, rows in _side_shots(motion, pose, bar):
        with np.errstate(invalid="ignore"):
            bent = readable(back, rows, network) & (rows[:, LEAN] > LEAST_BEND_DEG)
        if bent.sum() < LEAST_UPRIGHT_FRAMES:
            continue
        told = network.tell(features(rows[bent], standing, back.yaw_deg))
        flexion = told[:, OUTPUTS.index("lumbar_flexion")]
        clothes = clothes_of(told[:, OUTPUTS.index("looseness")])
        deepest.append((float(np.percentile(flexion, DEEPEST_PERCENTILE)), clothes))
    if not deepest:
        raise GivenError(
            "The clip of the toe-touch does not show the back bent over from the side.",
            HOW_TO_TOUCH,
        )
    value, clothes = max(deepest)
    return Measurement(value, BENT["lumbar_flexion"][clothes], "deg")


def _side_shots(
    motion: Motion, pose: PoseTrack, bar: BarTrack
) -> Sequence[tuple[ShotBack, FloatArray]]:
    """Give back and rows of the shots that show enough of a back from the side."""
    found = []
    for number in range(len(motion.shots)):
        back = shot_back(motion, pose, bar, number)
        if back is None or off_side_deg(back.yaw_deg) > SURELY_OFF_SIDE_DEG:
            continue
        if back.trunk_px >= LEAST_TRUNK_PX:
            found.append((replace(back, yaw_deg=90.0 * back.turn), rows_of(back)))
    return found

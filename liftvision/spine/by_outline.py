"""Pelvis tilt and lumbar flexion from the outline of the back, as the network reads it."""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.back import Back, BackZero
from liftvision.motion.cleaning import clean, fill_short_gaps
from liftvision.spine.back_angles import BackAngles
from liftvision.spine.calibration import CHANGE, back_error, clothes_of
from liftvision.spine.credible import believable_standing, readable, why_not
from liftvision.spine.network import OUTPUTS, Network, back_network
from liftvision.spine.own_back import OwnBack
from liftvision.spine.rows import LEAN, ShotBack, features, mean_row, rows_of, upright

CUTOFF_HZ = 4.0
"""Of the filter over time: a spine unfolds slowly."""


def angles_by_outline(
    times: FloatArray, back: ShotBack, at_the_bar: BoolArray, own: OwnBack
) -> BackAngles | str:
    """Give the angles of one shot, or why there are none.

    Parameters
    ----------
    times
        (T,) seconds.
    back
        What is seen of it.
    at_the_bar
        (T,) the frames that are wanted.
    own
        What else is known of the lifter's back.
    """
    network = back_network()
    rows = rows_of(back)
    standing, zero = _standing(rows, own, network)
    told = dict(zip(OUTPUTS, network.tell(features(rows, standing, back.yaw_deg)).T, strict=True))
    seen = at_the_bar & readable(back, rows, network)
    reason = why_not(back, rows, at_the_bar, seen)
    if reason is not None:
        return reason
    clothes = clothes_of(told["looseness"][seen])
    pelvis, lumbar = _cleaned(times, told, seen)

    # Short gaps are bridged in the angles, so they are in what their errors follow from.
    lean = fill_short_gaps(times, rows[:, LEAN])

    def error(name: str) -> FloatArray:
        return back_error(name, lean, clothes, zero)

    return BackAngles(
        pelvis_tilt=pelvis,
        lumbar_flexion=lumbar,
        pelvis_tilt_error=error("pelvis_tilt"),
        lumbar_flexion_error=error("lumbar_flexion"),
        hip_error=error("hip_flexion"),
        back=Back("outline", None, clothes, zero, CHANGE[clothes], own.most_flexion),
    )


def _standing(rows: FloatArray, own: OwnBack, network: Network) -> tuple[FloatArray, BackZero]:
    """Give the row of the lifter upright that is known best, NaN where there is none."""
    if own.has_standing:
        return own.standing, "standing clip"
    standing = believable_standing(mean_row(rows[upright(rows)]), network)
    return standing, "upright frames" if np.isfinite(standing[LEAN]) else "usual back"


def _cleaned(
    times: FloatArray, told: dict[str, FloatArray], seen: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Give pelvis tilt and lumbar flexion (T,) without outliers and jitter."""
    raw = np.stack([told["pelvis_tilt"], told["lumbar_flexion"]], axis=1)
    cleaned = clean(times, np.where(seen[:, None], raw, np.nan), CUTOFF_HZ)
    return cleaned[:, 0], cleaned[:, 1]

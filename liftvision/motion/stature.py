"""How tall the lifter is in the picture: his stature in px, from landmarks while he is upright."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark

EAR_TO_ANKLE = 0.876
EAR_TO_HIP = 0.435
"""Heights between landmarks of somebody upright, over the stature. Measured on 22 rendered clips
whose lifters' statures are known: 0.876 with a standard deviation of 0.012 where the legs are not
hidden, 0.435 with 0.020 in all of them."""

WHOLE_ERROR = 0.03
TRUNK_ERROR = 0.05
"""Standard errors of the stature as fractions of it, from ear to ankle and from ear to hip. The
scatter of `stature_px` on those clips was 0.027 and 0.043."""

MAX_LEG_OFF = 0.10
"""Legs that are further from their usual share of the body are guessed: a plate hides them."""

UPRIGHT = 0.98
"""Upright are the frames in which the ears are this near, of the largest, above the hips."""


@dataclass(frozen=True)
class StaturePx:
    """The lifter's stature in the picture.

    Attributes
    ----------
    px
        From the floor to the crown, standing.
    relative_error
        One standard error as a fraction of it.
    """

    px: float
    relative_error: float


def stature_px(landmarks: FloatArray) -> StaturePx | None:
    """Tell the stature of a shot's lifter in px; None where he was not seen.

    Legs behind a plate are the model's invention, and then the trunk alone counts.

    Parameters
    ----------
    landmarks
        (T, 33, 2) px, cleaned.
    """
    ears, hips, ankles = (
        landmarks[:, pair, 1].mean(axis=1)
        for pair in (
            [Landmark.EAR_L, Landmark.EAR_R],
            [Landmark.HIP_L, Landmark.HIP_R],
            [Landmark.ANKLE_L, Landmark.ANKLE_R],
        )
    )
    trunk = hips - ears
    seen = np.isfinite(trunk) & np.isfinite(ankles)
    if not seen.any():
        return None
    # A percentile, since the model now and then throws a head or a hip away for a frame.
    longest = float(np.percentile(trunk[seen], 95.0))
    if longest <= 0.0:
        return None
    upright = seen & (trunk > UPRIGHT * longest)
    above_hips = float(np.median(trunk[upright]))
    legs = float(np.median((ankles - hips)[upright]))
    usual = EAR_TO_ANKLE / EAR_TO_HIP - 1.0
    if abs(legs / above_hips / usual - 1.0) > MAX_LEG_OFF:
        return StaturePx(above_hips / EAR_TO_HIP, TRUNK_ERROR)
    return StaturePx((above_hips + legs) / EAR_TO_ANKLE, WHOLE_ERROR)

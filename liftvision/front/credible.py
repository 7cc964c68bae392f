"""Whether a fit to a front or rear view can be true; if not, why."""

import numpy as np

from liftvision.arrays import BoolArray
from liftvision.front.figure import FRONT_POINTS
from liftvision.front.fit import FrontFit
from liftvision.front.unknowns import InFrontShot

MOST_PITCH_DEG = 15.0
"""Phones lean by up to 12 degrees where they stand; a fit that needs more bends the truth."""

STATURES_M = (1.4, 2.1)

BELIEVED = 0.2
"""A landmark is believed whose robust weight is more than this."""

LEGS_BELIEVED = 0.6
"""Hip, knee and ankle are believed in at least this part of the frames of a fit that is true."""

PITCHED = "the body that fits best would need a camera that is tilted by {:.0f} degrees"
NO_SUCH_SIZE = "the body that fits best would be {:.2f} m tall"
SCATTERED = "hips, knees and ankles were not found where a body has them: something hides the legs"


def why_not_front(fit: FrontFit) -> str | None:
    """Give why a fit cannot be true; None where it can."""
    if legs_are_seen(fit).mean() < LEGS_BELIEVED:
        return SCATTERED
    pitch = abs(float(np.degrees(fit.shot[InFrontShot.PITCH])))
    if pitch > MOST_PITCH_DEG:
        return PITCHED.format(pitch)
    stature = float(np.exp(fit.shot[InFrontShot.LOG_STATURE]))
    if not STATURES_M[0] <= stature <= STATURES_M[1] and fit.evidence.height_m is None:
        return NO_SUCH_SIZE.format(stature)
    return None


def legs_are_seen(fit: FrontFit) -> BoolArray:
    """Tell in which frames (T,) hip, knee and ankle of both legs were seen and are believed."""
    points = [FRONT_POINTS.index(joint) for joint in ("hip", "knee", "ankle")]
    seen = (fit.evidence.trust[:, points] > 0.0).all(axis=(1, 2, 3))
    weights = fit.believed[:, points] ** 2
    return np.asarray(seen & (weights > BELIEVED).all(axis=(1, 2)))

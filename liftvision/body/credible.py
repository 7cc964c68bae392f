"""Whether a fit can be true; if not, why."""

from collections.abc import Mapping

import numpy as np

from liftvision.arrays import BoolArray
from liftvision.body.calibration import Condition, condition_of
from liftvision.body.figure import POINTS
from liftvision.body.fit import BodyFit
from liftvision.body.unknowns import SHOT_UNKNOWNS, InShot

MOST_PITCH_DEG = 15.0
"""Phones lean by up to 12 degrees where they stand; a fit that needs more bends the truth."""

STATURES_M = (1.45, 2.05)

BELIEVED = 0.5
"""A landmark is believed whose robust weight is more than this."""

TRUNK_BELIEVED = 0.6
"""Shoulder and hip are believed in at least this part of the frames of a fit that can be true."""

MOST_MISFIT = 36.0
"""Of the cost for each independent look: fits that lie on the lifter have 4 to 34."""

MOST_OFFSET = 4.5
"""Shoulder and hip are marked no further beside their places than so many of the usual spreads."""

LEG_BELIEVED: Mapping[Condition, float] = {"clear": 0.85, "oblique": 0.5}
"""And where no plate is followed that could explain it, knee and ankle in this part. From the side
a plate that was not found hides the leg."""

PITCHED = "the body that fits best would need a camera that is tilted by {:.0f} degrees"
TOO_LARGE = "the body that fits best would be {:.2f} m tall: is the plate's diameter right?"
SCATTERED = "shoulder and hip were found in too few frames, or are not where a body has them"
MISPLACED = "the hip is not where a body of this size has it: is the plate's diameter right?"
LEG_SCATTERED = "knee and ankle are not where a body has them: something hides the leg"


def why_not(fit: BodyFit) -> str | None:
    """Give why a fit cannot be true; None where it can."""
    looks = float(np.sum(fit.evidence.weights**2))
    if _believed(fit, ("shoulder", "hip")) < TRUNK_BELIEVED or fit.cost / looks > MOST_MISFIT:
        return SCATTERED
    pitch = abs(float(np.degrees(fit.shot[InShot.PITCH])))
    if pitch > MOST_PITCH_DEG:
        return PITCHED.format(pitch)
    stature = float(np.exp(fit.shot[InShot.LOG_STATURE]))
    if not STATURES_M[0] <= stature <= STATURES_M[1] and fit.evidence.height_m is None:
        return TOO_LARGE.format(stature)
    if _farthest_offset(fit) > MOST_OFFSET:
        return MISPLACED
    return None


def why_no_leg(fit: BodyFit) -> str | None:
    """Give why the angles of the legs cannot be true though the trunk's can; None: they can."""
    if fit.evidence.plate is not None:
        return None
    least = LEG_BELIEVED[condition_of(fit.evidence)]
    return LEG_SCATTERED if _believed(fit, ("knee", "ankle")) < least else None


def trunk_is_seen(fit: BodyFit) -> BoolArray:
    """Tell in which frames (T,) shoulder and hip of the near side are believed."""
    return _believed_in(fit, ("shoulder", "hip"))


def _believed(fit: BodyFit, joints: tuple[str, ...]) -> float:
    """Give the part of the frames in which the landmarks of the near side are believed."""
    return float(np.mean(_believed_in(fit, joints)))


def _believed_in(fit: BodyFit, joints: tuple[str, ...]) -> BoolArray:
    near = fit.evidence.near
    points = [POINTS.index(joint) for joint in joints]
    seen = (fit.evidence.trust[:, points, near] > 0.0).all(axis=(1, 2))
    weights = fit.believed.landmarks[:, points, near] ** 2
    return np.asarray(seen & (weights > BELIEVED).all(axis=1))


def _farthest_offset(fit: BodyFit) -> float:
    """Give the largest offset of the near shoulder and hip, in the spreads that are usual."""
    evidence = fit.evidence
    unlike = (fit.shot[SHOT_UNKNOWNS:] - evidence.usual.ravel()) / evidence.spread.ravel()
    points = [POINTS.index(joint) for joint in ("shoulder", "hip")]
    return float(np.max(np.abs(unlike.reshape(2, len(POINTS), 2, 2)[:, points, evidence.near])))

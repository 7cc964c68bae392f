"""Robust weights: evidence that fits badly counts for less."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.evidence import Believed, Evidence
from liftvision.body.terms import landmark_misfits, plate_misfits
from liftvision.body.unknowns import SHOT_UNKNOWNS

FIRM_GRIP = 4.0
"""The hold on the bar is doubted at a misfit so many times that of a landmark."""


def believe(frames: FloatArray, shot: FloatArray, evidence: Evidence, width: float) -> Believed:
    """Weigh landmarks, grip and offsets by how well they fit, with Cauchy's weights.

    Parameters
    ----------
    frames, shot
        Unknowns of the present fit.
    evidence
        Of the shot.
    width
        Misfit, in standard errors, at which the weight is a half.
    """
    misfit = np.linalg.norm(landmark_misfits(frames, shot, evidence), axis=-1)
    grip = np.ones(len(frames))
    if evidence.plate is not None:
        off = np.linalg.norm(plate_misfits(frames, shot, evidence), axis=-1)
        grip = 1.0 / np.sqrt(1.0 + (off / (FIRM_GRIP * width)) ** 2)
    offsets = shot[SHOT_UNKNOWNS:].reshape(evidence.usual.shape)
    unlike = (offsets - evidence.usual) / evidence.spread
    return Believed(
        landmarks=1.0 / np.sqrt(1.0 + (misfit / width) ** 2),
        grip=grip,
        offsets=np.sqrt(1.0 + (unlike / width) ** 2),
    )

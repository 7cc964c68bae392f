"""The hip joints: put where the femoral heads are."""

from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Skeleton

HALF_WIDTH_OF_STATURE = 0.051
"""From mid-line to the centre of the femoral head: 0.33 of the distance between the anterior
superior iliac spines, and 7 mm (Harrington et al. 2007), for pelvises of common width."""

DEPTH_SHARE = 0.5
"""Of the depth from the skin of the seat to the skin of the groin.

The femoral head lies some 45 mm behind the front of the pelvis (Harrington et al. 2007), which is
itself under skin and muscle."""


def with_hip_centres(skeleton: Skeleton, skin: FloatArray) -> Skeleton:
    """Move the hip joints of the published rig, which lie far out and near the seat.

    Parameters
    ----------
    skeleton
        At rest.
    skin
        (K, 3) m at rest.
    """
    stature = np.ptp(skin[:, 1])
    heads, tails = skeleton.heads.copy(), skeleton.tails.copy()
    for side, sign in (("L", 1), ("R", -1)):
        thigh = skeleton.index(f"upperleg01.{side}")
        offset = np.abs(skin[:, :2] - heads[thigh, :2]).max(axis=1)
        depths = skin[offset < 0.02 * stature, 2]
        heads[thigh, 0] = sign * HALF_WIDTH_OF_STATURE * stature
        heads[thigh, 2] = depths.min() + DEPTH_SHARE * np.ptp(depths)
        tails[skeleton.index(f"pelvis.{side}")] = heads[thigh]
    return replace(skeleton, heads=heads, tails=tails)

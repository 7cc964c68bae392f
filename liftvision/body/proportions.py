"""The proportions of people, and where things lie that do not show in a picture from the side."""

from collections.abc import Mapping
from typing import NamedTuple


class Proportion(NamedTuple):
    """A length as a fraction of stature, and its spread among people as a fraction of it."""

    of_stature: float
    spread: float


SEGMENTS: Mapping[str, Proportion] = {
    "shank": Proportion(0.246, 0.045),
    "thigh": Proportion(0.243, 0.045),
    "trunk": Proportion(0.290, 0.05),
    "arm": Proportion(0.320, 0.04),
}
"""Shank and thigh between the joints' centres (de Leva 1996, Journal of Biomechanics 29:1223, has
0.250 and 0.243), trunk from the middle of the hips' to that of the shoulders' marks, arm from there
to the wrists' as seen from the side: measured on rendered bodies of split ``train``."""

STATURE_M, STATURE_SPREAD = 1.72, 0.06

HIP_HALF_WIDTH = 0.057
SHOULDER_HALF_WIDTH = 0.10
"""Of stature: half the distance between the hip and between the shoulder landmarks."""

GRIP_HALF_WIDTH_M = 0.25
ELBOW_HALF_WIDTH_M = 0.24

ANKLE_HEIGHT_M = 0.072
"""Of the ankle joint above the floor, in shoes."""

HIP_MARK_M = (0.019, -0.018)
KNEE_MARK_M = -0.008
ANKLE_MARK_M = 0.032
"""Where the pose model marks the joints: the hip forward and up of its joint in the pelvis, the
knee along the thigh, the ankle along the shank. Measured on standing lifters; see
`selfcheck.landmark_offsets`."""

PELVIS_SHARE = 0.8
"""Of the angle between thigh and trunk, from the thigh, that the pelvis is turned by."""

HEEL_M, TOE_M = (-0.036, -0.029), (0.175, -0.037)
"""Heel and toe landmarks from the ankle joint, forward and up, the foot flat on the floor."""

BALL_M = 0.12
"""The joint on which a rising heel tips lies so far in front of the ankle."""


class Stance(NamedTuple):
    """How the feet stand, and how common that is.

    Attributes
    ----------
    half_width_m, half_width_spread_m
        Half the distance of the ankles, and its spread among lifters.
    toe_out_deg, toe_out_spread_deg
        How far the plane in which a leg bends is turned outward.
    share
        Of the lifters who stand so.
    """

    half_width_m: float
    half_width_spread_m: float
    toe_out_deg: float
    toe_out_spread_deg: float
    share: float


CONVENTIONAL = Stance(0.15, 0.03, 10.0, 8.0, 0.75)
SUMO = Stance(0.32, 0.05, 33.0, 8.0, 0.25)
"""Escamilla et al. 2000 (Medicine and Science in Sports and Exercise 32:1265) have 0.16 and 0.35 m
between the middle and a heel, and feet turned out by 14 and 42 degrees. The knees follow the toes
only in part."""

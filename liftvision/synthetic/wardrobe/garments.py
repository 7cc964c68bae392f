"""Where each garment is cut, and how far its cloth may stand off the body."""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.recipes.recipe import Legwear, Shirt
from liftvision.synthetic.wardrobe.measures import Measures

SPAN = 0.012
"""m: how deep a hollow even stretch fabric spans."""

SLEEVES: dict[Shirt, float] = {"tank": 0.0, "tee": 0.29, "long_sleeve": 0.97}
"""Length as a share of the arm, from the shoulder to the wrist."""


@dataclass(frozen=True, eq=False)
class Garment:
    """A piece of clothing on a body at rest.

    Attributes
    ----------
    cuts
        Fields (N,), m: cloth is where all of them are below zero, its edges where one is zero.
    thickness
        m.
    room
        (N,) m, how far the cloth may stand off the body beyond its thickness; where it is tight,
        it spans a hollow as deep as this.
    hang
        0 to 1: how much gravity pulls at it, and how far it is from stretch fabric.
    """

    cuts: tuple[FloatArray, ...]
    thickness: float
    room: FloatArray
    hang: float

    @property
    def outside(self) -> FloatArray:
        """Signed distance (N,) m from the nearest edge, above zero where there is no cloth."""
        return np.asarray(np.max(self.cuts, axis=0))


def hang(looseness: float) -> float:
    """Give how far cloth of some looseness hangs rather than clings: wholly from .5 on."""
    return min(1.0, 2.0 * looseness)


def shirt(kind: Shirt, looseness: float, measures: Measures) -> Garment:
    """Cut a shirt."""
    rest, scale = measures.rest, measures.scale
    hem_y = measures.hip_y + (0.015 - 0.035 * looseness) * scale
    hem_y = max(hem_y, measures.crotch_y + 0.045 * scale)
    trunk = np.where(measures.arm > 0.5, -1.0, hem_y - rest[:, 1])
    collar = _collar(measures, wide=kind == "tank")
    if kind == "tank":
        end = _armhole(measures)
    else:
        shown = SLEEVES[kind] + (0.06 * looseness if kind == "tee" else 0.0)
        end = np.where(measures.arm > 0.3, measures.along_arm, -0.1) - shown * measures.arm_length
    below_chest = np.clip((measures.shoulder_y - rest[:, 1]) / (0.30 * scale), 0.0, 1.0)
    of_trunk = 0.02 + 0.085 * below_chest
    of_arm = 0.045 if kind == "tee" else 0.028
    near_edge = np.clip(-np.maximum(collar, end if kind == "tank" else -1.0) / 0.08, 0.0, 1.0)
    low = np.clip((hem_y + 0.13 * scale - rest[:, 1]) / (0.11 * scale), 0.0, 1.0)
    front = np.clip(rest[:, 2] / (0.06 * scale), 0.0, 1.0)
    of_trunk *= 1.0 - 0.6 * low * front
    room = (1.0 - measures.arm) * of_trunk + measures.arm * of_arm
    room = np.maximum(looseness * scale * room, SPAN) * near_edge
    return Garment((trunk, collar, end), 0.003, room, hang(looseness))


def legwear(kind: Legwear, looseness: float, measures: Measures) -> Garment:
    """Cut shorts, leggings, or trousers; leggings stay tight however loose the rest is."""
    rest, scale = measures.rest, measures.scale
    loose = 0.0 if kind == "leggings" else looseness
    thigh = measures.crotch_y - measures.knee_y
    lowest = {
        "shorts": measures.knee_y + (0.42 - 0.30 * looseness) * thigh,
        "leggings": measures.ankle_y + 0.035 * scale,
        "trousers": measures.ankle_y - 0.005 * scale,
    }[kind]
    top_y = measures.waist_y + 0.01 * scale
    fabric = measures.arm < 0.3
    top = np.where(fabric, rest[:, 1] - top_y, 1.0)
    hem = lowest - rest[:, 1]
    below_top = np.clip((top_y - 0.13 * scale - rest[:, 1]) / (0.18 * scale), 0.0, 1.0)
    most = {"shorts": 0.055, "leggings": 0.0, "trousers": 0.05}[kind]
    by_the_other_leg = np.clip((measures.crotch_y + 0.05 * scale - rest[:, 1]) / 0.05, 0.0, 1.0)
    snug = np.clip((top_y - rest[:, 1]) / (0.13 * scale), 0.0, 1.0)
    room = np.maximum(loose * scale * most * below_top, SPAN * snug)
    room = np.minimum(room, 0.8 * np.abs(rest[:, 0]) + 0.2 * (1.0 - by_the_other_leg))
    thickness = 0.0025 if kind == "leggings" else 0.0035
    return Garment((top, hem), thickness, room, hang(loose))


def sock(measures: Measures) -> Garment:
    """Cut both socks, a hand's breadth above the ankle; they end within the shoes."""
    rest, scale = measures.rest, measures.scale
    top = np.where(measures.leg > 0.5, rest[:, 1] - measures.ankle_y - 0.085 * scale, 1.0)
    toe = measures.ankle_y - 0.03 * scale - rest[:, 1]
    return Garment((top, toe), 0.0025, np.zeros(len(rest)), 0.0)


def belt(measures: Measures) -> Garment:
    """Cut a lifting belt, 10 cm wide, round the waist."""
    off = _off_belt(measures) - 0.05
    rest = measures.rest
    return Garment((np.where(measures.arm < 0.3, off, 1.0),), 0.010, np.zeros(len(rest)), 0.0)


def belted(garment: Garment, measures: Measures) -> Garment:
    """Tie a garment up with a belt: beneath it, cloth lies on the body."""
    free = np.clip((_off_belt(measures) - 0.055) / 0.05, 0.0, 1.0)
    return replace(garment, room=garment.room * np.maximum(free, measures.arm))


def _off_belt(measures: Measures) -> FloatArray:
    """Give how far (N,) m above or below the middle of a belt the vertices lie."""
    rest = measures.rest
    tilted = rest[:, 1] + 0.15 * (rest[:, 2] - measures.neck[2])
    return np.asarray(np.abs(tilted - measures.waist_y - 0.005))


def _collar(measures: Measures, *, wide: bool) -> FloatArray:
    """Give how far (N,) m each vertex lies within the round opening for the neck."""
    rest, scale = measures.rest, measures.scale
    forward = 0.036 if wide else 0.022
    from_axis = rest - measures.neck - np.array([0.0, 0.0, forward]) * scale
    lean = from_axis[:, 2] - 0.3 * np.maximum(from_axis[:, 1], 0.0)
    sunk = (0.7 if wide else 1.2) * np.minimum(from_axis[:, 1], 0.0)
    radius = (0.090 if wide else 0.074) * scale
    within = radius - np.sqrt(from_axis[:, 0] ** 2 + lean**2 + sunk**2)
    high = from_axis[:, 1] + 0.14 * scale
    beyond = 0.94 * from_axis[:, 1] + 0.35 * from_axis[:, 2] - 0.03 * scale
    opening = np.maximum(np.minimum(within, high), beyond)
    return np.asarray(np.where(measures.head > 0.3, np.maximum(opening, 0.02), opening))


def _armhole(measures: Measures) -> FloatArray:
    """Give how far (N,) m outside a tank top's armhole each vertex lies."""
    rest, scale = measures.rest, measures.scale
    top = measures.shoulder * np.array([0.80, 1.0, 1.0]) + np.array([0.0, 0.06, 0.0]) * scale
    under = measures.shoulder * np.array([0.94, 1.0, 1.0]) - np.array([0.0, 0.12, 0.0]) * scale
    way = under - top
    outward = np.array([-way[1], way[0], 0.0]) / np.hypot(way[0], way[1])
    mirrored = np.concatenate([np.abs(rest[:, :1]), rest[:, 1:]], axis=1)
    distance = (mirrored - top) @ outward
    return np.asarray(np.where(measures.arm > 0.9, np.maximum(distance, 0.03), distance))

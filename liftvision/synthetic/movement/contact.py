"""The bar and the legs: how much room there is between them."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body, Pose
from liftvision.synthetic.body.limbs import leg_profile
from liftvision.synthetic.body.remembered import remembered
from liftvision.synthetic.movement.grip import SHAFT_RADIUS_M

CLOTH_M = 0.004
"""Room that is left for what the lifter wears."""

FIST_M = 0.026
"""How far fingers and thumb stand out behind the shaft's surface."""

HALF_FIST_M = 0.045
"""From the middle of a fist to its side, along the shaft."""

HALF_WIDTH = 0.6
"""Of a leg, from its middle to its side, as a part of its radius in front."""

BESIDE_M = 0.06
"""A fist that comes this much too near to pass beside a thigh stays in front of it altogether."""

FIST_KNOTS = (1.0, 1.0, 1.0, 0.9, 0.6, 0.2, 0.0, 0.0)
"""How much that counts at `THIGH_KNOTS`; past knees and shanks, which are narrow, hands slip by."""

THIGH_KNOTS = (0.0, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
SHANK_KNOTS = (0.0, 0.12, 0.25, 0.4, 0.6, 0.8)
"""Where the legs' tapered capsules meet, from hip to knee and from knee to ankle; the lowest part
of the shank, hidden by the foot, is left out."""


@dataclass(frozen=True, eq=False)
class LegShape:
    """A leg as a row of tapered capsules, each round about the line between joint centres.

    Attributes
    ----------
    thigh, shank
        (K,) m radii at `THIGH_KNOTS` and `SHANK_KNOTS`: from the line forward to the skin.
    """

    thigh: FloatArray
    shank: FloatArray


@remembered
def leg_shape(body: Body) -> LegShape:
    """Measure the front of a body's legs."""
    profile = leg_profile(body)
    return LegShape(
        thigh=np.interp(THIGH_KNOTS, profile.fractions, profile.thigh),
        shank=np.interp(SHANK_KNOTS, profile.fractions, profile.shank),
    )


def clearances(
    shape: LegShape,
    joints: tuple[FloatArray, FloatArray, FloatArray],
    bar: FloatArray,
    tilt: FloatArray | float = 0.0,
    hands: FloatArray | None = None,
    blur_m: float = 0.0,
) -> FloatArray:
    """Give how far (..., 2) m the shaft, or a fist around it, is in front of each leg's cloth.

    The shortest distance as seen from the side; negative where the shaft is in the leg, and the
    more so the farther back it is.

    Parameters
    ----------
    shape
        Of the legs.
    joints
        Hips, knees and ankles, each (..., 2, 3) m.
    bar
        (..., 3) m, the middle of the shaft.
    tilt
        (...) degrees, its left end up.
    hands
        (..., 2, 3) m, the middles of the fists: where they are in front of a leg, the room is
        what they leave. None: that of the shaft alone.
    blur_m
        Over how much the nearest places of the leg count together; they then seem nearer by no
        more than a few times that. 0: the very nearest.
    """
    places = _knots(*joints)
    slope = np.tan(np.radians(np.asarray(tilt, dtype=np.float64)))[..., None, None]
    heights = bar[..., None, None, 1] + slope * (places[..., 0] - bar[..., None, None, 0])
    up = heights - places[..., 1]
    ahead = bar[..., None, None, 2] - places[..., 2]
    radii = np.broadcast_to(np.concatenate([shape.thigh, shape.shank]), up.shape)
    if hands is not None:
        radii = radii + _in_the_way(hands, places, radii)
    gaps = _gaps(up, ahead, radii) - SHAFT_RADIUS_M - CLOTH_M
    if blur_m == 0.0:
        return np.asarray(gaps.min(axis=-1))
    nearest = gaps.min(axis=-1, keepdims=True)
    near = np.exp((nearest - gaps) / blur_m).sum(axis=-1)
    return np.asarray(nearest[..., 0] - blur_m * np.log(near))


def _knots(hips: FloatArray, knees: FloatArray, ankles: FloatArray) -> FloatArray:
    """Give where (..., 2, K, 3) m the capsules of the legs meet."""
    thigh, shank = (np.asarray(knots)[:, None] for knots in (THIGH_KNOTS, SHANK_KNOTS))
    return np.concatenate(
        [
            hips[..., None, :] + thigh * (knees - hips)[..., None, :],
            knees[..., None, :] + shank * (ankles - knees)[..., None, :],
        ],
        axis=-2,
    )


def _in_the_way(hands: FloatArray, knots: FloatArray, radii: FloatArray) -> FloatArray:
    """Give how much room (..., 2, K) m the fists take between the shaft and each knot."""
    beside = np.abs(hands[..., :, None, 0] - knots[..., 0]) - HALF_WIDTH * radii
    part = np.clip((HALF_FIST_M - beside) / BESIDE_M, 0.0, 1.0)
    counts = np.concatenate([FIST_KNOTS, np.zeros(len(SHANK_KNOTS))])
    return np.asarray(FIST_M * counts * part**2 * (3.0 - 2.0 * part))


def _gaps(up: FloatArray, ahead: FloatArray, radii: FloatArray) -> FloatArray:
    """Give the distance (..., K - 1) of a point from tapered capsules, given it from their knots.

    Parameters
    ----------
    up, ahead
        (..., K) m, of the point above and in front of each knot.
    radii
        (..., K) m at the knots.
    """
    step_up, step_ahead = up[..., :-1] - up[..., 1:], ahead[..., :-1] - ahead[..., 1:]
    square = np.maximum(step_up**2 + step_ahead**2, 1e-12)
    along = np.clip((up[..., :-1] * step_up + ahead[..., :-1] * step_ahead) / square, 0.0, 1.0)
    over = up[..., :-1] - along * step_up
    before = ahead[..., :-1] - along * step_ahead
    radius = radii[..., :-1] + along * (radii[..., 1:] - radii[..., :-1])
    distance = np.where(before > 0.0, np.hypot(over, before), np.abs(over) + before)
    return np.asarray(distance - radius)


def bar_clearance(body: Body, pose: Pose, bar: FloatArray, tilt: float = 0.0) -> FloatArray:
    """Give how far (2,) m a pose keeps the shaft in front of the cloth over each leg.

    Parameters
    ----------
    body, pose
        Of the lifter.
    bar
        (3,) m, the middle of the shaft.
    tilt
        Degrees, its left end up.
    """
    names = ("upperleg01", "lowerleg01", "foot")
    hips, knees, ankles = (
        np.stack([pose.heads[body.skeleton.index(f"{name}.{side}")] for side in ("L", "R")])
        for name in names
    )
    return clearances(leg_shape(body), (hips, knees, ankles), bar, tilt)

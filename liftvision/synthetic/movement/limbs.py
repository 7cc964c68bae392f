"""Legs and arms of a skeleton: their measures at rest, and where their joints go.

Arrays of pairs are (..., 2, 3): left, right. Leading axes are postures at once.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Skeleton
from liftvision.synthetic.body.remembered import remembered
from liftvision.synthetic.movement.turning import (
    ACROSS,
    FORWARD,
    UP,
    about,
    across_to,
    cross,
    lengths,
    turned,
    unit,
)

SIDES = ("L", "R")
"""Endings of the names of paired bones."""

OUTWARD = np.array([1.0, -1.0])
"""Sign of x that points away from the body, left and right."""

TOES = ("toe2-1", "toe3-1")
"""The toes that tell where a foot points and about which joint it tips."""

PROTRACTION_DEG = 14.0
"""How far the shoulder girdle follows an arm that points straight forward of the chest."""

DEPRESSION_DEG = 6.0
"""How far the shoulder girdle rises when a hand that hangs is raised sideways."""

ARM_AT_REST = -0.6
"""How far up from the chest, as a cosine, the arms of the body at rest point."""

LONGEST_LEG = 0.9998
"""Of thigh and shank end to end: the knee of a standing leg keeps 2 degrees."""


@dataclass(frozen=True, eq=False)
class Limbs:
    """A skeleton's limbs at rest, m and degrees.

    Attributes
    ----------
    middle
        (3,) midway between the hip joints, at rest.
    hips
        (2, 3) the hip joints from there.
    thigh, shank, upper_arm, forearm
        (2,) lengths between joint centres.
    ankle_height
        (2,) above the soles.
    balls
        (2, 3) from the ankle to the joint about which the foot tips on its toes.
    foot_yaw
        (2,) by which the toes point outward at rest.
    collars, shoulders
        (2, 3) the inner end of the clavicles at rest, and from there to the shoulder joints.
    """

    middle: FloatArray
    hips: FloatArray
    thigh: FloatArray
    shank: FloatArray
    upper_arm: FloatArray
    forearm: FloatArray
    ankle_height: FloatArray
    balls: FloatArray
    foot_yaw: FloatArray
    collars: FloatArray
    shoulders: FloatArray


def pair(skeleton: Skeleton, bone: str) -> FloatArray:
    """Give where the left and the right bone of that name begin at rest, (2, 3) m."""
    return np.stack([skeleton.head(f"{bone}.{side}") for side in SIDES])


@remembered
def limbs_of(skeleton: Skeleton) -> Limbs:
    """Measure the limbs of a skeleton."""
    hips, knees, ankles = (pair(skeleton, b) for b in ("upperleg01", "lowerleg01", "foot"))
    shoulders, elbows, wrists = (pair(skeleton, b) for b in ("upperarm01", "lowerarm01", "wrist"))
    balls = np.mean([pair(skeleton, toe) for toe in TOES], axis=0) - ankles
    collars = pair(skeleton, "clavicle")
    middle = hips.mean(axis=0)
    return Limbs(
        middle=middle,
        hips=hips - middle,
        thigh=lengths(knees - hips),
        shank=lengths(ankles - knees),
        upper_arm=lengths(elbows - shoulders),
        forearm=lengths(wrists - elbows),
        ankle_height=ankles[:, 1],
        balls=balls,
        foot_yaw=np.degrees(np.arctan2(OUTWARD * balls[:, 0], balls[:, 2])),
        collars=collars,
        shoulders=shoulders - collars,
    )


def pelvis_rotation(pitch: FloatArray, roll: FloatArray, yaw: FloatArray) -> FloatArray:
    """Give the rotations (..., 3, 3) of the pelvis from rest: pitched, then rolled, then turned."""
    return np.asarray(about(UP, yaw) @ about(FORWARD, roll) @ about(ACROSS, pitch))


def toe_directions(foot_yaw: FloatArray) -> FloatArray:
    """Give the level unit vectors (..., 2, 3) along which feet point that turn out that much."""
    radians = np.radians(foot_yaw)
    return np.stack([OUTWARD * np.sin(radians), np.zeros_like(radians), np.cos(radians)], axis=-1)


def foot_rotations(limbs: Limbs, foot_yaw: FloatArray, foot_pitch: FloatArray) -> FloatArray:
    """Give the rotations (2, 3, 3) of the feet from rest: turned outward, heel up."""
    toes = toe_directions(foot_yaw)
    tips = about(cross(UP, toes), foot_pitch)
    return np.asarray(tips @ about(np.stack([UP, UP]), OUTWARD * (foot_yaw - limbs.foot_yaw)))


def tipped_ankles(
    limbs: Limbs, ankles: FloatArray, foot_yaw: FloatArray, foot_pitch: FloatArray
) -> FloatArray:
    """Give where the ankles (2, 3) of flat feet go when the heels come up and the toes stay."""
    flat, tipped = (
        turned(foot_rotations(limbs, foot_yaw, pitch), limbs.balls)
        for pitch in (np.zeros(2), foot_pitch)
    )
    return np.asarray(ankles + flat - tipped)


def girdles(thorax: FloatArray, collars: FloatArray, limbs: Limbs, hands: FloatArray) -> FloatArray:
    """Give the rotations (..., 2, 3, 3) of the shoulder girdles from rest, which follow the hands.

    Parameters
    ----------
    thorax
        (..., 3, 3) rotation of the chest from rest.
    collars
        (..., 2, 3) m, where the clavicles begin now.
    limbs
        Of the skeleton.
    hands
        (..., 2, 3) m.
    """
    chest = thorax[..., None, :, :]
    reach = unit(hands - collars - turned(chest, limbs.shoulders))
    reach = turned(np.swapaxes(chest, -1, -2), reach)
    protraction = about(
        np.broadcast_to(UP, reach.shape), -OUTWARD * PROTRACTION_DEG * reach[..., 2]
    )
    depression = about(
        np.broadcast_to(FORWARD, reach.shape),
        OUTWARD * DEPRESSION_DEG * (reach[..., 1] - ARM_AT_REST),
    )
    return np.asarray(chest @ protraction @ depression)


@dataclass(frozen=True, eq=False)
class KneeCircles:
    """Where the knees of legs can be whose hips and ankles stay, each (..., 2, 3) m.

    Attributes
    ----------
    middle
        Of the circle on which the knee can be.
    ahead, outward
        From there to the circle's rim: towards the toes, and at right angles to that.
    """

    middle: FloatArray
    ahead: FloatArray
    outward: FloatArray

    def at(self, knees_out: FloatArray) -> FloatArray:
        """Give the knees (..., 2, 3) turned outward from the toes by degrees (..., 2)."""
        turn = np.radians(knees_out)[..., None]
        return np.asarray(self.middle + np.cos(turn) * self.ahead + np.sin(turn) * self.outward)


def knee_circles(
    limbs: Limbs, hips: FloatArray, ankles: FloatArray, foot_yaw: FloatArray
) -> KneeCircles:
    """Give where the knees of legs can be that stand on given ankles.

    The circle shrinks to a point on the line from hip to ankle where the leg is too short.
    """
    line = ankles - hips
    apart = lengths(line)
    down = line / apart[..., None]
    apart = np.minimum(apart, limbs.thigh + limbs.shank)
    along = (limbs.thigh**2 + apart**2 - limbs.shank**2) / (2.0 * apart)
    beside = np.sqrt(np.maximum(limbs.thigh**2 - along**2, 0.0))
    ahead = across_to(toe_directions(foot_yaw), down)
    return KneeCircles(
        middle=hips + along[..., None] * down,
        ahead=beside[..., None] * ahead,
        outward=beside[..., None] * OUTWARD[:, None] * cross(ahead, down),
    )


def knees_between(
    limbs: Limbs,
    hips: FloatArray,
    ankles: FloatArray,
    foot_yaw: FloatArray,
    knees_out: FloatArray,
) -> FloatArray:
    """Give the knees (..., 2, 3) m of legs that stand on given ankles.

    The knee lies where thigh and shank meet, in the plane of hip, ankle and the toes' direction
    turned outward by `knees_out`.
    """
    return knee_circles(limbs, hips, ankles, foot_yaw).at(knees_out)


def elbows_between(
    limbs: Limbs, shoulders: FloatArray, wrists: FloatArray, pole: FloatArray
) -> FloatArray:
    """Give the elbows (..., 2, 3) m of arms that reach the wrists, bent towards `pole`."""
    line = wrists - shoulders
    apart = lengths(line)
    along_arm = line / apart[..., None]
    apart = np.clip(
        apart, np.abs(limbs.upper_arm - limbs.forearm) + 1e-6, limbs.upper_arm + limbs.forearm
    )
    along = (limbs.upper_arm**2 + apart**2 - limbs.forearm**2) / (2.0 * apart)
    beside = np.sqrt(np.maximum(limbs.upper_arm**2 - along**2, 0.0))
    return np.asarray(
        shoulders + along[..., None] * along_arm + beside[..., None] * across_to(pole, along_arm)
    )


def flexion(first: FloatArray, middle: FloatArray, last: FloatArray) -> FloatArray:
    """Give the angle (...) in degrees by which two segments deviate from a straight line."""
    upper, lower = unit(middle - first), unit(last - middle)
    bent = lengths(cross(upper, lower))
    return np.asarray(np.degrees(np.arctan2(bent, np.sum(upper * lower, axis=-1))))


def projection_angles(hips: FloatArray, knees: FloatArray, ankles: FloatArray) -> FloatArray:
    """Give the frontal-plane projection angles (..., 2) in degrees, inward positive.

    By the definition of `liftvision.motion.frontal`, seen from the front without perspective.
    """
    thigh = np.arctan2((knees - hips)[..., 0], (hips - knees)[..., 1])
    shank = np.arctan2((ankles - knees)[..., 0], (knees - ankles)[..., 1])
    return np.asarray(np.degrees(OUTWARD * (shank - thigh)))


def bent_pair(
    rest: FloatArray,
    start: FloatArray,
    end: FloatArray,
    first: FloatArray,
    last: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Give the rotations of two bones that make up one segment, so that it ends where it should.

    The joint between them lies a little beside the segment's axis; a twist of the first bone
    carries it around the axis, and the second bone makes up for that.

    Parameters
    ----------
    rest
        (3, 3) m, where the first bone begins, where the second begins, where it ends, at rest.
    start, end
        (3,) m, now; as far apart as at rest.
    first, last
        (3, 3) rotations from rest: both turn the segment's axis to where it is now, and may
        differ in their twist about it.
    """
    middle = start + first @ (rest[1] - rest[0])
    from_here = last @ (rest[2] - rest[1])
    axis = cross(from_here, end - middle)
    sine = float(lengths(axis))
    if sine < 1e-12:
        return first, last
    angle = np.degrees(np.arctan2(sine, from_here @ (end - middle)))
    return first, np.asarray(about(axis / sine, angle) @ last)

"""The hand: how it hangs, and how it closes around the bar."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Skeleton
from liftvision.synthetic.body.remembered import remembered
from liftvision.synthetic.movement.limbs import OUTWARD, SIDES
from liftvision.synthetic.movement.turning import (
    ACROSS,
    about,
    cross,
    frame,
    lengths,
    swing,
    unit,
)

SHAFT_RADIUS_M = 0.014
"""Of the shaft where it is held: 28 mm thick (IWF Technical and Competition Rules)."""

FINGERS = (2, 3, 4, 5)
THUMB = 1

FINGER_THICKNESS = 0.19
"""From a finger's bone to its palmar skin, of the length of the middle finger's first bone."""

HOOK_BELOW = 0.12
HOOK_IN_FRONT = 0.31
"""Where the shaft lies from the knuckles, towards the fingertips and out of the palm, of the
length of the middle finger's first bone; the second counts from the skin."""

HANGING_DEG = (24.0, 34.0, 20.0)
HANGING_MORE_DEG = 4.0
"""Flexion of a hanging hand's three finger joints, and by how much more at each finger towards
the little one."""

HANGING_TURN_DEG = 35.0
"""How far the palm of a hanging hand turns from the thigh to the rear."""

HANGING_SPREAD = 0.35
"""How far the fingers of a hanging hand spread, of how far they do at rest; a fist's not at all."""

THUMB_HANGING = ((0.5, 0.62, 0.6), (0.3, 0.85, 0.42), (0.1, 0.94, 0.33))
THUMB_CLOSED = ((0.2, 0.64, 0.74), (0.05, 0.83, 0.55), (-0.55, 0.83, 0.1))
"""Directions of the thumb's three bones, hanging and around the bar over the fingertips: towards
the index finger's side, towards the fingertips, out of the palm."""


@dataclass(frozen=True, eq=False)
class Hand:
    """One hand at rest.

    Attributes
    ----------
    axes
        (3, 3) columns: from the index to the little finger's knuckle, towards the fingertips,
        out of the palm.
    fist
        (3,) m, from the wrist to the middle of the bar when the fist is closed.
    fingers
        (4, 3, 3) m: the bones of each finger, along the axes of the hand.
    closed
        (4, 3) degrees, how far those bones are flexed from the palm around the bar.
    thumb
        (3, 3) m: its bones, along the axes of the hand.
    """

    axes: FloatArray
    fist: FloatArray
    fingers: FloatArray
    closed: FloatArray
    thumb: FloatArray


@remembered
def hands_of(skeleton: Skeleton) -> tuple[Hand, Hand]:
    """Measure the left and the right hand of a skeleton."""
    left, right = (_hand(skeleton, side) for side in range(2))
    return left, right


def _hand(skeleton: Skeleton, side: int) -> Hand:
    joints = np.stack([_joints(skeleton, finger, side) for finger in FINGERS])
    wrist = skeleton.head(f"wrist.{SIDES[side]}")
    knuckles = joints[:, 0]
    axes = frame(knuckles[-1] - knuckles[0], knuckles.mean(axis=0) - wrist)
    axes[:, 2] *= OUTWARD[side]
    length = float(lengths(joints[1, 1] - joints[1, 0]))
    hook = np.array([0.0, HOOK_BELOW * length, SHAFT_RADIUS_M + HOOK_IN_FRONT * length])
    fist = (knuckles.mean(axis=0) - wrist) @ axes + hook
    in_palm = (joints - wrist) @ axes
    return Hand(
        axes=axes,
        fist=axes @ fist,
        fingers=np.diff(in_palm, axis=1),
        closed=np.stack([_wrapped(finger, fist) for finger in in_palm]),
        thumb=np.diff(_joints(skeleton, THUMB, side), axis=0) @ axes,
    )


def _joints(skeleton: Skeleton, finger: int, side: int) -> FloatArray:
    """Give the joints and the tip (4, 3) m of a finger at rest."""
    bones = [_finger(finger, joint, side) for joint in (1, 2, 3)]
    return np.stack([*map(skeleton.head, bones), skeleton.tail(bones[-1])])


def _finger(finger: int, joint: int, side: int) -> str:
    return f"finger{finger}-{joint}.{SIDES[side]}"


def closed_axes(side: int, shaft: FloatArray, along_arm: FloatArray) -> FloatArray:
    """Give the axes (..., 3, 3) of a hand that holds the bar, palm to the rear; see `Hand`.

    Parameters
    ----------
    side
        0 left, 1 right.
    shaft
        (..., 3) direction of the bar to the lifter's left.
    along_arm
        (..., 3) from the shoulder to the bar.
    """
    return _facing(side, OUTWARD[side] * shaft, along_arm)


def hanging_axes(side: int, across: FloatArray, along_arm: FloatArray) -> FloatArray:
    """Give the axes (..., 3, 3) of a hand that hangs, palm to the thigh; see `Hand`.

    Parameters
    ----------
    side
        0 left, 1 right.
    across
        (..., 3) to the lifter's left.
    along_arm
        (..., 3) from the shoulder to the hand.
    """
    forward = unit(cross(along_arm, across))
    turn = np.radians(HANGING_TURN_DEG)
    little = -np.cos(turn) * forward + OUTWARD[side] * np.sin(turn) * across
    return _facing(side, little, along_arm)


def _facing(side: int, little: FloatArray, along_arm: FloatArray) -> FloatArray:
    axes = frame(little, along_arm)
    axes[..., 2] *= OUTWARD[side]
    return axes


def finger_rotations(
    hand: Hand, side: int, grip: float, rotation: FloatArray
) -> Iterator[tuple[str, FloatArray]]:
    """Give the fingers' bones and their rotations from rest.

    Parameters
    ----------
    hand, side
        Which hand: 0 left, 1 right.
    grip
        0: hanging; 1: around the bar.
    rotation
        (3, 3) of the hand from rest.
    """
    together = hand.fingers * (HANGING_SPREAD * (1.0 - grip), 1.0, 1.0)
    hanging = np.cumsum(HANGING_DEG) + HANGING_MORE_DEG * np.arange(len(FINGERS))[:, None]
    flexed = hanging + grip * (hand.closed - hanging) - _inclinations(hand.fingers)
    fingers = about(np.broadcast_to(ACROSS, flexed.shape + (3,)), flexed)
    fingers = fingers @ swing(hand.fingers, together)
    directions = np.array(THUMB_HANGING) * (1.0 - grip) + np.array(THUMB_CLOSED) * grip
    thumb = swing(hand.thumb, directions * (-1.0, 1.0, 1.0))
    # Seen along its axes the right hand is the left one; so the turns are the same.
    turns = np.concatenate([fingers.reshape(-1, 3, 3), thumb])
    turns = rotation @ hand.axes @ turns @ hand.axes.T
    names = (_finger(finger, joint, side) for finger in (*FINGERS, THUMB) for joint in (1, 2, 3))
    yield from zip(names, turns, strict=True)


def _inclinations(bones: FloatArray) -> FloatArray:
    """Give how far bones (..., 3) along the hand's axes are flexed from the palm, degrees."""
    return np.degrees(np.arctan2(bones[..., 2], bones[..., 1]))


def _wrapped(joints: FloatArray, fist: FloatArray) -> FloatArray:
    """Give how far the three bones (3,) of a finger are flexed from the palm around the bar.

    The first bone touches the bar, the second and the third end on its surface; all with the
    finger's flesh between.

    Parameters
    ----------
    joints
        (4, 3) m, three joints and the tip, along the hand's axes.
    fist
        (3,) m, the bar's axis, along the hand's axes.
    """
    bones = lengths(np.diff(joints, axis=0))
    radius = SHAFT_RADIUS_M + FINGER_THICKNESS * bones[0]
    place, angles = joints[0, 1:], []
    for bone, length in enumerate(bones):
        to_bar = fist[1:] - place
        distance = float(np.hypot(*to_bar))
        if bone == 0:
            between_them = np.arcsin(min(1.0, radius / distance))
        else:
            cosine = (distance**2 + length**2 - radius**2) / (2.0 * distance * length)
            between_them = np.arccos(np.clip(cosine, -1.0, 1.0))
        angle = np.arctan2(to_bar[1], to_bar[0]) - between_them
        place = place + length * np.array([np.cos(angle), np.sin(angle)])
        angles.append(angle)
    return np.degrees(np.unwrap(angles))

"""From the few numbers of a posture to the place of every bone."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Pose, Skeleton
from liftvision.synthetic.body.skeleton import posed
from liftvision.synthetic.body.spine import SPINE, spine_rotations
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.grip import (
    closed_axes,
    finger_rotations,
    hands_of,
    hanging_axes,
)
from liftvision.synthetic.movement.limbs import (
    LONGEST_LEG,
    OUTWARD,
    SIDES,
    Limbs,
    bent_pair,
    elbows_between,
    foot_rotations,
    girdles,
    knees_between,
    limbs_of,
    pelvis_rotation,
    toe_directions,
)
from liftvision.synthetic.movement.turning import (
    ACROSS,
    FORWARD,
    UP,
    about,
    across_to,
    angle_about,
    between,
    cross,
    frame,
    lengths,
    part_of,
    swing,
    turned,
    unit,
)

NECK = ("neck01", "neck02", "neck03", "head")

ELBOW_OUT_DEG = 25.0
ELBOW_OUT_GRIPPING_DEG = 45.0
"""How far outward from the rear the elbow points, hanging and holding the bar."""

THIGH_TWIST, SHANK_TWIST = 0.5, 0.5
UPPER_ARM_TWIST = 0.4
FOREARM_TWIST = (0.3, 0.8)
"""How much of a limb's twist its first bone takes, of the forearm its first and its second: the
rest is the next bone's."""

TOES = ("toe1-1", "toe2-1", "toe3-1", "toe4-1", "toe5-1")

BoneRotations = Iterator[tuple[str, FloatArray]]


def pose_of(skeleton: Skeleton, coordinates: Coordinates) -> Pose:
    """Put every bone where a posture takes it.

    Ankles are met exactly: where a leg is too short for that, the pelvis comes down. Hands are
    met as far as the arms reach.
    """
    limbs = limbs_of(skeleton)
    placed = within_reach(limbs, coordinates)
    pelvis = pelvis_of(placed)
    rotations = spine_rotations(pelvis, placed.lumbar, placed.thoracic)
    rotations |= dict(_head(rotations[SPINE[-1]], placed))
    rotations |= dict(_legs(skeleton, limbs, placed, pelvis))
    root = skeleton.head(skeleton.names[0])
    shift = placed.pelvis + pelvis @ (root - limbs.middle) - root
    upper = posed(skeleton, rotations, shift)
    rotations |= dict(_arms(skeleton, limbs, placed, upper))
    return posed(skeleton, rotations, shift)


def pelvis_of(coordinates: Coordinates) -> FloatArray:
    """Give the rotation (3, 3) of the pelvis from rest."""
    turns = (coordinates.pelvis_pitch, coordinates.pelvis_roll, coordinates.pelvis_yaw)
    return pelvis_rotation(*(np.asarray(turn, dtype=np.float64) for turn in turns))


def within_reach(limbs: Limbs, coordinates: Coordinates) -> Coordinates:
    """Bring the pelvis down until both legs reach their ankles."""
    hips = coordinates.pelvis + turned(pelvis_of(coordinates), limbs.hips)
    beside = lengths((hips - coordinates.ankles)[:, [0, 2]])
    longest = LONGEST_LEG * (limbs.thigh + limbs.shank)
    highest = coordinates.ankles[:, 1] + np.sqrt(np.maximum(longest**2 - beside**2, 0.0))
    excess = float(np.max(hips[:, 1] - highest))
    if excess <= 0.0:
        return coordinates
    return replace(coordinates, pelvis=coordinates.pelvis - excess * UP)


def _head(thorax: FloatArray, coordinates: Coordinates) -> BoneRotations:
    head = about(UP, coordinates.pelvis_yaw) @ about(ACROSS, coordinates.head)
    for place, bone in enumerate(NECK, start=1):
        yield bone, between(thorax, head, place / len(NECK))


def _legs(
    skeleton: Skeleton, limbs: Limbs, coordinates: Coordinates, pelvis: FloatArray
) -> BoneRotations:
    hips = coordinates.pelvis + turned(pelvis, limbs.hips)
    knees = knees_between(
        limbs, hips, coordinates.ankles, coordinates.foot_yaw, coordinates.knees_out
    )
    poles = across_to(knees - 0.5 * (hips + coordinates.ankles), unit(coordinates.ankles - hips))
    feet = foot_rotations(limbs, coordinates.foot_yaw, coordinates.foot_pitch)
    flat = foot_rotations(limbs, coordinates.foot_yaw, np.minimum(coordinates.foot_pitch, 0.0))
    for side, ending in enumerate(SIDES):
        leg = np.stack([hips[side], knees[side], coordinates.ankles[side]])
        yield from _leg(skeleton, ending, leg, poles[side], pelvis, feet[side])
        yield f"foot.{ending}", feet[side]
        yield from ((f"{toe}.{ending}", flat[side]) for toe in TOES)


def _leg(
    skeleton: Skeleton,
    ending: str,
    leg: FloatArray,
    pole: FloatArray,
    pelvis: FloatArray,
    foot: FloatArray,
) -> BoneRotations:
    """Give the rotations of thigh and shank, whose twist is shared between their two bones."""
    hip, middle, knee, middle_shank, ankle = (
        skeleton.head(f"{bone}.{ending}")
        for bone in ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot")
    )
    rest_pole = toe_directions(limbs_of(skeleton).foot_yaw)[SIDES.index(ending)]
    thigh = frame(leg[1] - leg[0], pole) @ frame(knee - hip, rest_pole).T
    untwisted = swing(pelvis @ (knee - hip), leg[1] - leg[0]) @ pelvis
    first = part_of(thigh @ untwisted.T, THIGH_TWIST) @ untwisted
    rest = np.stack([hip, middle, knee])
    upper = bent_pair(rest, leg[0], leg[1], first, thigh)
    shank = frame(leg[2] - leg[1], pole) @ frame(ankle - knee, rest_pole).T
    along = unit(leg[2] - leg[1])
    twist = angle_about(along, shank @ FORWARD, foot @ FORWARD)
    rest = np.stack([knee, middle_shank, ankle])
    lower = bent_pair(rest, leg[1], leg[2], shank, about(along, SHANK_TWIST * twist) @ shank)
    yield from zip(
        (f"{bone}.{ending}" for bone in ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02")),
        (*upper, *lower),
        strict=True,
    )


def _arms(skeleton: Skeleton, limbs: Limbs, coordinates: Coordinates, upper: Pose) -> BoneRotations:
    """Give the rotations of shoulder girdles, arms and hands, given the posed trunk."""
    thorax = upper.rotations[skeleton.index(SPINE[-1])]
    collars = np.stack([upper.heads[skeleton.index(f"clavicle.{side}")] for side in SIDES])
    lifted = girdles(thorax, collars, limbs, coordinates.hands)
    shoulders = collars + turned(lifted, limbs.shoulders)
    wrists, hands = wrists_of(skeleton, thorax, shoulders, coordinates)
    poles = elbow_poles(thorax, shoulders, coordinates)
    elbows = elbows_between(limbs, shoulders, wrists, poles)
    wrists = elbows + limbs.forearm[:, None] * unit(wrists - elbows)
    for side, ending in enumerate(SIDES):
        yield f"clavicle.{ending}", lifted[side]
        yield f"shoulder01.{ending}", lifted[side]
        arm = np.stack([shoulders[side], elbows[side], wrists[side]])
        yield from _arm(skeleton, ending, arm, poles[side], lifted[side], hands[side])
        yield f"wrist.{ending}", hands[side]
        hand = hands_of(skeleton)[side]
        yield from finger_rotations(hand, side, float(coordinates.grip[side]), hands[side])


def elbow_poles(thorax: FloatArray, shoulders: FloatArray, coordinates: Coordinates) -> FloatArray:
    """Give the directions (2, 3) in which the elbows point: to the rear and outward."""
    across = thorax @ ACROSS
    rear = unit(cross(across, unit(coordinates.hands - shoulders)))
    out = ELBOW_OUT_DEG + (ELBOW_OUT_GRIPPING_DEG - ELBOW_OUT_DEG) * coordinates.grip
    radians = np.radians(out)[:, None]
    return np.asarray(np.cos(radians) * rear + np.sin(radians) * OUTWARD[:, None] * across)


def wrists_of(
    skeleton: Skeleton, thorax: FloatArray, shoulders: FloatArray, coordinates: Coordinates
) -> tuple[FloatArray, FloatArray]:
    """Give where the wrists (2, 3) are and how the hands (2, 3, 3) are turned from rest."""
    shaft = unit(coordinates.hands[0] - coordinates.hands[1])
    across = thorax @ ACROSS
    turns = []
    for side, hand in enumerate(hands_of(skeleton)):
        along = coordinates.hands[side] - shoulders[side]
        closed = closed_axes(side, shaft, along) @ hand.axes.T
        hanging = hanging_axes(side, across, along) @ hand.axes.T
        turns.append(between(hanging, closed, float(coordinates.grip[side])))
    hands = np.stack(turns)
    fists = np.stack([hand.fist for hand in hands_of(skeleton)])
    return coordinates.hands - turned(hands, fists), hands


def _arm(
    skeleton: Skeleton,
    ending: str,
    arm: FloatArray,
    pole: FloatArray,
    girdle: FloatArray,
    hand: FloatArray,
) -> BoneRotations:
    """Give the rotations of upper arm and forearm, whose twist is shared between their bones."""
    shoulder, middle, elbow, middle_forearm, wrist = (
        skeleton.head(f"{bone}.{ending}")
        for bone in ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist")
    )
    rest_pole = elbow - 0.5 * (shoulder + wrist)
    upper_arm = frame(arm[1] - arm[0], pole) @ frame(elbow - shoulder, rest_pole).T
    untwisted = swing(girdle @ (elbow - shoulder), arm[1] - arm[0]) @ girdle
    first = part_of(upper_arm @ untwisted.T, UPPER_ARM_TWIST) @ untwisted
    rest = np.stack([shoulder, middle, elbow])
    upper = bent_pair(rest, arm[0], arm[1], first, upper_arm)
    forearm = frame(arm[2] - arm[1], pole) @ frame(wrist - elbow, rest_pole).T
    along = unit(arm[2] - arm[1])
    little = hands_of(skeleton)[SIDES.index(ending)].axes[:, 0]
    twist = angle_about(along, forearm @ little, hand @ little)
    parts = [about(along, share * twist) @ forearm for share in FOREARM_TWIST]
    lower = bent_pair(np.stack([elbow, middle_forearm, wrist]), arm[1], arm[2], parts[0], parts[1])
    yield from zip(
        (f"{bone}.{ending}" for bone in ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02")),
        (*upper, *lower),
        strict=True,
    )

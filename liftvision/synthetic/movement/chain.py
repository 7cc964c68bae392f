"""The joints that a posture at the bar is solved with: many postures at once, without the rest."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.joints import attached_joints
from liftvision.synthetic.body.skeleton import posed
from liftvision.synthetic.body.spine import SPINE, spine_rotations
from liftvision.synthetic.movement.coordinates import Stance
from liftvision.synthetic.movement.grip import closed_axes, hands_of
from liftvision.synthetic.movement.limbs import (
    OUTWARD,
    SIDES,
    KneeCircles,
    girdles,
    knee_circles,
    limbs_of,
    pelvis_rotation,
    tipped_ankles,
)
from liftvision.synthetic.movement.turning import turned

HEAD_MASS, TRUNK_MASS, ARM_MASS, THIGH_MASS, SHANK_MASS = 0.069, 0.435, 0.049, 0.142, 0.057
"""Of the body: head and neck, trunk, one arm with its hand, one thigh, one shank with its foot
(de Leva 1996, men)."""

TRUNK_CENTRE, THIGH_CENTRE, SHANK_CENTRE = 0.56, 0.41, 0.5
"""Where the segments' masses lie: from hips to shoulders, hip to knee, and knee to ankle."""


@dataclass(frozen=True, eq=False)
class Feet:
    """Both feet on the floor.

    Attributes
    ----------
    ankles
        (2, 3) m.
    yaw, pitch
        (2,) degrees: toes outward, heel up.
    heel, toe
        m, how far in front of the origin the ends of a flat foot lie.
    """

    ankles: FloatArray
    yaw: FloatArray
    pitch: FloatArray
    heel: float
    toe: float

    @property
    def middle(self) -> float:
        """How far in front of the origin mid-foot lies, m."""
        return 0.5 * (self.heel + self.toe)


@dataclass(frozen=True, eq=False)
class Trunk:
    """The trunk with a spine that is bent by so much, from midway between the hips, pelvis upright.

    Attributes
    ----------
    chest
        (3, 3) rotation from rest.
    collars
        (2, 3) m, the inner ends of the clavicles.
    head
        (3,) m, root of the head.
    """

    chest: FloatArray
    collars: FloatArray
    head: FloatArray


@dataclass(frozen=True, eq=False)
class Joints:
    """Where the joints of N postures are, (N, 2, 3) m unless said otherwise.

    Attributes
    ----------
    hips, shoulders, wrists, ankles
        Centres.
    circles
        Where the knees can be.
    head
        (N, 3) m, root of the head.
    """

    hips: FloatArray
    shoulders: FloatArray
    wrists: FloatArray
    ankles: FloatArray
    circles: KneeCircles
    head: FloatArray


def feet_of(body: Body, stance: Stance, heel_lift: float = 0.0) -> Feet:
    """Give the feet of a stance, heels raised by so much (m) and toes where they were."""
    limbs = limbs_of(body.skeleton)
    points = attached_joints(body)
    heel, toe = (
        np.stack([points.offsets[points.names.index(f"{name}_{side}")] for side in ("l", "r")])
        for name in ("heel", "foot_index")
    )
    toe = toe + body.skeleton.head("toe1-2.L") - body.skeleton.head("foot.L")
    length = limbs.balls[:, 2] - heel[:, 2]
    pitch = np.degrees(np.arcsin(np.clip(heel_lift / length, 0.0, 0.7)))
    yaw = np.full(2, stance.toe_out)
    flat = np.stack(
        [0.5 * stance.width * OUTWARD, limbs.ankle_height, np.zeros(2)],
        axis=-1,
    )
    ends = (float(end[:, 2].mean()) * np.cos(np.radians(stance.toe_out)) for end in (heel, toe))
    return Feet(tipped_ankles(limbs, flat, yaw, pitch), yaw, pitch, *ends)


def trunk_of(body: Body, lumbar: float, thoracic: float) -> Trunk:
    """Give the trunk of a body whose spine is bent by degrees."""
    skeleton = body.skeleton
    middle = limbs_of(skeleton).middle
    rotations = spine_rotations(np.eye(3), lumbar, thoracic)
    pose = posed(skeleton, rotations, np.zeros(3))
    collars = [pose.heads[skeleton.index(f"clavicle.{side}")] for side in SIDES]
    return Trunk(
        chest=rotations[SPINE[-1]],
        collars=np.stack(collars) - middle,
        head=pose.heads[skeleton.index("head")] - middle,
    )


def joints_of(
    body: Body,
    trunk: Trunk,
    feet: Feet,
    pelvis: FloatArray,
    turns: FloatArray,
    hands: FloatArray,
) -> Joints:
    """Give the joints of N postures that hold the bar.

    Parameters
    ----------
    body, trunk, feet
        Of the lifter.
    pelvis
        (N, 3) m.
    turns
        (N, 3) degrees, its pitch, roll and yaw.
    hands
        (N, 2, 3) m.
    """
    limbs = limbs_of(body.skeleton)
    rotation = pelvis_rotation(*turns.T)
    hips = pelvis[:, None] + turned(rotation[:, None], limbs.hips)
    collars = pelvis[:, None] + turned(rotation[:, None], trunk.collars)
    lifted = girdles(rotation @ trunk.chest, collars, limbs, hands)
    shoulders = collars + turned(lifted, limbs.shoulders)
    return Joints(
        hips=hips,
        shoulders=shoulders,
        wrists=_wrists(body, shoulders, hands),
        ankles=np.broadcast_to(feet.ankles, hips.shape),
        circles=knee_circles(limbs, hips, feet.ankles, feet.yaw),
        head=pelvis + turned(rotation, trunk.head),
    )


def _wrists(body: Body, shoulders: FloatArray, hands: FloatArray) -> FloatArray:
    shaft = hands[:, 0] - hands[:, 1]
    wrists = [
        hands[:, side]
        - closed_axes(side, shaft, hands[:, side] - shoulders[:, side]) @ (hand.fist @ hand.axes)
        for side, hand in enumerate(hands_of(body.skeleton))
    ]
    return np.stack(wrists, axis=1)


def hands_on(stance: Stance, bar: FloatArray, tilt: float) -> FloatArray:
    """Give the middles (..., 2, 3) of the grips on a bar whose middle is at (..., 3) m."""
    radians = np.radians(tilt)
    along = np.array([np.cos(radians), np.sin(radians), 0.0])
    return np.asarray(bar[..., None, :] + 0.5 * stance.grip * OUTWARD[:, None] * along)


def balance(joints: Joints, knees: FloatArray, hands: FloatArray, load: float) -> FloatArray:
    """Give how far (N,) m in front of the origin the mass of lifter and bar lies.

    Parameters
    ----------
    joints, knees, hands
        Of N postures.
    load
        Mass of the bar over the lifter's.
    """
    hips, shoulders, thighs = (
        p[..., 2].mean(axis=-1) for p in (joints.hips, joints.shoulders, knees)
    )
    ankles, grips = joints.ankles[..., 2].mean(axis=-1), hands[..., 2].mean(axis=-1)
    moment = (
        HEAD_MASS * joints.head[:, 2]
        + TRUNK_MASS * (hips + TRUNK_CENTRE * (shoulders - hips))
        + 2.0 * ARM_MASS * 0.5 * (shoulders + grips)
        + 2.0 * THIGH_MASS * (hips + THIGH_CENTRE * (thighs - hips))
        + 2.0 * SHANK_MASS * (thighs + SHANK_CENTRE * (ankles - thighs))
    )
    mass = HEAD_MASS + TRUNK_MASS + 2.0 * (ARM_MASS + THIGH_MASS + SHANK_MASS)
    return np.asarray((moment + load * grips) / (mass + load))

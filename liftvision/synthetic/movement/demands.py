"""What is asked of a posture at the bar, and by how much postures miss it."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.movement.chain import (
    Feet,
    Joints,
    Trunk,
    balance,
    hands_on,
    joints_of,
)
from liftvision.synthetic.movement.contact import clearances, leg_shape
from liftvision.synthetic.movement.coordinates import Stance
from liftvision.synthetic.movement.limbs import (
    LONGEST_LEG,
    flexion,
    limbs_of,
    projection_angles,
    toe_directions,
)
from liftvision.synthetic.movement.turning import lengths

ARM_REACH = 0.997
"""Of upper arm and forearm end to end, from shoulder to wrist: 9 degrees at the elbow."""

USUAL_LOAD = 1.5
"""Mass of the bar over the lifter's."""

CONTACT_M = 0.0015
"""How near the cloth a bar is that touches."""

SWIVEL_LIMIT_DEG = 60.0
"""A knee turns no farther in or out than this for the sake of a projection angle."""

SWIVEL_ROUNDS, SWIVEL_TOLERANCE_DEG = 12, 1e-7
SWIVEL_PROBE_DEG, SWIVEL_STEP_DEG, SWIVEL_DAMPING = 0.01, 20.0, 1e-4
"""How the turn that gives a projection angle is sought: by damped Newton steps."""

ARM_OFF_M, ROOM_OFF_M, SHIFT_OFF_M, LEG_OFF_M, JOINT_OFF_DEG = 0.0003, 0.0003, 0.001, 0.001, 0.3
KNEE_OFF_DEG, AHEAD_OFF_M, LEAN_OFF_DEG, ROLL_OFF_DEG = 3.0, 0.015, 1.0, 3.0
GAP_OFF_M, BALANCE_OFF_M = 0.003, 0.02
"""By how much each demand may be missed at the same cost: the first row holds, the others give in
to it and to each other."""

SOFT_M, SOFT_DEG, SOFT_BALANCE_M = 0.0005, 0.5, 0.002
"""Over how much a one-sided demand sets in."""

MOST_HIP_FLEXION_DEG, MOST_DORSIFLEXION_DEG = 126.0, 36.0
"""A posture is kept a little within the limits of the joints."""


@dataclass(frozen=True)
class Demand:
    """What is asked of a posture.

    Attributes
    ----------
    body, stance, trunk, feet
        Whose, and how the lifter stands.
    bar_height, bar_forward
        m; None where the bar's place is to be found.
    bar_tilt
        Degrees, left end up.
    knee_flexion
        Degrees, the mean of both.
    hip_shift
        m to the left.
    valgus
        Projection angle of each knee, or None: over the toes.
    shoulders_ahead
        m in front of the bar; None: as it comes.
    trunk_lean
        Degrees, the line from the hips to the shoulders; None: as it comes.
    balance
        m in front of the origin, where the mass of lifter and bar lies; None: as it comes.
    load
        Mass of the bar over the lifter's.
    gap
        m between bar or fists and the cloth over the nearer leg; None: as it comes.
    """

    body: Body
    stance: Stance
    trunk: Trunk
    feet: Feet
    bar_height: float | None
    bar_forward: float | None
    knee_flexion: float
    bar_tilt: float = 0.0
    hip_shift: float = 0.0
    valgus: tuple[float | None, float | None] = (None, None)
    shoulders_ahead: float | None = None
    trunk_lean: float | None = None
    balance: float | None = None
    load: float = USUAL_LOAD
    gap: float | None = None


@dataclass(frozen=True, eq=False)
class Tries:
    """N postures that are tried.

    Attributes
    ----------
    pelvis, turns
        (N, 3) m and degrees: pitch, roll, yaw.
    bar
        (N, 3) m.
    hands
        (N, 2, 3) m.
    joints
        Of the chain.
    knees_out, knees
        (N, 2) degrees and (N, 2, 3) m.
    """

    pelvis: FloatArray
    turns: FloatArray
    bar: FloatArray
    hands: FloatArray
    joints: Joints
    knees_out: FloatArray
    knees: FloatArray


def unknowns(demand: Demand) -> int:
    """Give how many numbers a posture is solved for."""
    return 5 + (demand.bar_height is None) + (demand.bar_forward is None)


def tries_of(demand: Demand, places: FloatArray) -> Tries:
    """Give the postures of unknowns (N, K).

    They are the pelvis's place (m), its pitch and roll (radians), and the height and the place
    forward of a bar that is to be found.
    """
    count = len(places)
    turns = np.concatenate([np.degrees(places[:, 3:5]), np.zeros((count, 1))], axis=1)
    found = iter(places[:, 5:].T)
    bar = np.zeros((count, 3))
    bar[:, 1] = next(found) if demand.bar_height is None else demand.bar_height
    bar[:, 2] = next(found) if demand.bar_forward is None else demand.bar_forward
    hands = hands_on(demand.stance, bar, demand.bar_tilt)
    pelvis = places[:, :3]
    joints = joints_of(demand.body, demand.trunk, demand.feet, pelvis, turns, hands)
    knees_out = swivels(joints, demand.valgus)
    return Tries(pelvis, turns, bar, hands, joints, knees_out, joints.circles.at(knees_out))


def swivels(joints: Joints, valgus: tuple[float | None, float | None]) -> FloatArray:
    """Give by how much (N, 2) degrees the knees turn outward for the projection angles asked.

    As far as they may turn where an angle cannot be had; 0, over the toes, where none is asked.
    """
    asked = np.array([value is not None for value in valgus])
    turn = np.zeros(joints.hips.shape[:2])
    if not asked.any():
        return turn
    wanted = np.array([value or 0.0 for value in valgus])
    probes = np.array([0.0, SWIVEL_PROBE_DEG])[:, None, None]
    for _ in range(SWIVEL_ROUNDS):
        knees = joints.circles.at(turn + probes)
        now, beside = projection_angles(joints.hips, knees, joints.ankles)
        slope = (beside - now) / SWIVEL_PROBE_DEG
        step = np.where(asked, (now - wanted) * slope / (slope**2 + SWIVEL_DAMPING), 0.0)
        step = np.clip(step, -SWIVEL_STEP_DEG, SWIVEL_STEP_DEG)
        turn = np.clip(turn - step, -SWIVEL_LIMIT_DEG, SWIVEL_LIMIT_DEG)
        if np.abs(step).max() < SWIVEL_TOLERANCE_DEG:
            break
    return turn


def misses(demand: Demand, places: FloatArray, slack: float = 1.0) -> FloatArray:
    """Give by how much (N, M) postures of unknowns (N, K) miss each demand, in its own measure.

    What holds may be missed by `slack` times as much: above 1 it gives in, too, which lets a
    search from afar take long steps.
    """
    tried = tries_of(demand, places)
    joints = tried.joints
    bent = flexion(joints.hips, tried.knees, joints.ankles).mean(axis=1)
    columns = [
        *(_arms_off(demand, joints) / (slack * ARM_OFF_M)).T,
        *_legs_off(demand, tried, slack).T,
        (tried.pelvis[:, 0] - demand.hip_shift) / SHIFT_OFF_M,
        (bent - demand.knee_flexion) / KNEE_OFF_DEG,
        tried.turns[:, 1] / ROLL_OFF_DEG,
    ]
    shoulders = joints.shoulders.mean(axis=1)
    if demand.shoulders_ahead is not None:
        ahead = shoulders[:, 2] - tried.bar[:, 2]
        columns.append((ahead - demand.shoulders_ahead) / AHEAD_OFF_M)
    if demand.trunk_lean is not None:
        trunk = shoulders - joints.hips.mean(axis=1)
        lean = np.degrees(np.arctan2(trunk[:, 2], trunk[:, 1]))
        columns.append((lean - demand.trunk_lean) / LEAN_OFF_DEG)
    centre = centres(demand, tried)
    columns.append(_lacking(centre - demand.feet.heel, SOFT_BALANCE_M) / BALANCE_OFF_M)
    columns.append(_lacking(demand.feet.toe - centre, SOFT_BALANCE_M) / BALANCE_OFF_M)
    if demand.balance is not None:
        columns.append((centre - demand.balance) / BALANCE_OFF_M)
    return np.stack(columns, axis=1)


def rooms(demand: Demand, tried: Tries, blur_m: float = 0.0) -> FloatArray:
    """Give how far (N, 2) m bar and fists are in front of the legs."""
    legs = (tried.joints.hips, tried.knees, tried.joints.ankles)
    return clearances(leg_shape(demand.body), legs, tried.bar, demand.bar_tilt, tried.hands, blur_m)


def reaches(demand: Demand, joints: Joints) -> FloatArray:
    """Give how far (N, 2) the wrists are from the shoulders, of the arms' length."""
    limbs = limbs_of(demand.body.skeleton)
    apart = lengths(joints.wrists - joints.shoulders)
    return np.asarray(apart / (limbs.upper_arm + limbs.forearm))


def centres(demand: Demand, tried: Tries) -> FloatArray:
    """Give how far (N,) m in front of the origin the mass of lifter and bar lies."""
    return balance(tried.joints, tried.knees, tried.hands, demand.load)


def hip_flexions(tried: Tries) -> FloatArray:
    """Give the flexion (N, 2) of the hips in degrees, seen from the side."""
    thigh = tried.knees - tried.joints.hips
    return np.asarray(tried.turns[:, :1] + np.degrees(np.arctan2(thigh[..., 2], -thigh[..., 1])))


def dorsiflexions(demand: Demand, tried: Tries) -> FloatArray:
    """Give the dorsiflexion (N, 2) of the ankles in degrees, in the direction of the toes."""
    shank = tried.knees - tried.joints.ankles
    ahead = np.sum(shank * toe_directions(demand.feet.yaw), axis=-1)
    return np.asarray(np.degrees(np.arctan2(ahead, shank[..., 1])) - demand.feet.pitch)


def _arms_off(demand: Demand, joints: Joints) -> FloatArray:
    limbs = limbs_of(demand.body.skeleton)
    return (reaches(demand, joints) - ARM_REACH) * (limbs.upper_arm + limbs.forearm)


def _legs_off(demand: Demand, tried: Tries, slack: float) -> FloatArray:
    """Give by how much (N, M) the legs are too long, too bent, or in the bar's way."""
    limbs = limbs_of(demand.body.skeleton)
    joints = tried.joints
    room = rooms(demand, tried, blur_m=0.001)
    stretched = lengths(joints.ankles - joints.hips)
    spare = LONGEST_LEG * (limbs.thigh + limbs.shank) - stretched
    hip, ankle = hip_flexions(tried), dorsiflexions(demand, tried)
    off = [
        _lacking(room, SOFT_M * slack) / (slack * ROOM_OFF_M),
        _lacking(spare, SOFT_M * slack) / (slack * LEG_OFF_M),
        _lacking(MOST_HIP_FLEXION_DEG - hip, SOFT_DEG) / (slack * JOINT_OFF_DEG),
        _lacking(MOST_DORSIFLEXION_DEG - np.abs(ankle), SOFT_DEG) / (slack * JOINT_OFF_DEG),
    ]
    if demand.gap is not None:
        off.append((room.min(axis=1, keepdims=True) - demand.gap) / GAP_OFF_M)
    return np.concatenate(off, axis=1)


def _lacking(values: FloatArray, soft: float) -> FloatArray:
    """Give by how much values are below zero, setting in smoothly."""
    return 0.5 * (np.sqrt(values**2 + soft**2) - values)

"""Postures at the bar, found from what the lifter wants, and the postures a lift runs between."""

import numpy as np

from liftvision.synthetic.body.body import Body
from liftvision.synthetic.movement.chain import feet_of, trunk_of
from liftvision.synthetic.movement.coordinates import Coordinates, Stance, Wish
from liftvision.synthetic.movement.demands import CONTACT_M, Demand
from liftvision.synthetic.movement.grip import hands_of
from liftvision.synthetic.movement.limbs import OUTWARD, limbs_of
from liftvision.synthetic.movement.posture import within_reach
from liftvision.synthetic.movement.solving import coordinates_of, solved, unknowns_of
from liftvision.synthetic.movement.turning import lengths

LOCKED_KNEE_DEG = 3.0
"""Flexion of a knee that is locked: legs of people never measure 0."""

SHOULDERS_AHEAD_M = 0.03
"""How far the shoulder joints are in front of the bar at the set-up: slightly, as coaches ask."""

BALANCE_AT = 0.5
"""Where the mass of lifter and bar lies at the top, from the ankles (0) to mid-foot (1)."""

BALANCE_BENT = 0.2
"""The same at the bottom of a Romanian deadlift, whose hips go far back."""

HAND_OUT_M, HAND_AHEAD_M, HANGING_REACH = 0.07, 0.05, 0.985
"""Where a hand hangs from its shoulder: outward, forward, and how far the wrist is down, of the
length of upper arm and forearm."""


def solve_posture(
    body: Body, stance: Stance, wish: Wish, guess: Coordinates | None = None
) -> Coordinates:
    """Find the posture of a lifter who holds the bar.

    Parameters
    ----------
    body, stance, wish
        Who, how he stands, and what is wanted; see `Wish` for what holds and what gives in.
    guess
        A posture nearby, such as that of the moment before: quicker, and smooth in time.

    Raises
    ------
    SyntheticError
        This body cannot hold the bar there.
    """
    demand = Demand(
        body=body,
        stance=stance,
        trunk=trunk_of(body, wish.lumbar, wish.thoracic),
        feet=feet_of(body, stance, wish.heel_lift),
        bar_height=wish.bar_height,
        bar_forward=wish.bar_forward,
        bar_tilt=wish.bar_tilt,
        knee_flexion=wish.knee_flexion,
        hip_shift=wish.hip_shift,
        valgus=wish.valgus,
        shoulders_ahead=wish.shoulders_ahead,
    )
    start = None if guess is None else unknowns_of(guess)
    tried = solved(demand, start)
    return coordinates_of(demand, tried, wish.lumbar, wish.thoracic, wish.head)


def set_up(
    body: Body,
    stance: Stance,
    bar_height: float,
    knee_flexion: float,
    lumbar: float,
    thoracic: float = 0.0,
    bar_off_midfoot_m: float = 0.0,
    head: float = 20.0,
    hanging: bool = False,
) -> tuple[Coordinates, float]:
    """Find the posture at the start: bar over mid-foot at the shins, shoulders slightly ahead.

    Parameters
    ----------
    body, stance
        Who, and how he stands.
    bar_height
        m: the radius of the plates, or where a Romanian deadlift turns.
    knee_flexion, lumbar, thoracic, head
        Degrees. Knees give in where the shins would pass the bar or not come to it.
    bar_off_midfoot_m
        How far the bar is in front of where it belongs, and of the shins.
    hanging
        The bar has not been on the floor, as in the Romanian deadlift: it hangs close to the
        legs, and hips and shoulders are where that, the knees and the balance want them.

    Returns
    -------
    tuple
        The posture, and how far the bar is in front of the ankles, m.

    Raises
    ------
    SyntheticError
        This body cannot hold the bar there.
    """
    feet = feet_of(body, stance)
    demand = Demand(
        body=body,
        stance=stance,
        trunk=trunk_of(body, lumbar, thoracic),
        feet=feet,
        bar_height=bar_height,
        bar_forward=None if hanging else feet.middle + bar_off_midfoot_m,
        knee_flexion=knee_flexion,
        shoulders_ahead=None if hanging else SHOULDERS_AHEAD_M,
        balance=BALANCE_BENT * feet.middle if hanging else None,
        gap=CONTACT_M + max(bar_off_midfoot_m, 0.0),
    )
    tried = solved(demand)
    return coordinates_of(demand, tried, lumbar, thoracic, head), float(tried.bar[0, 2])


def lockout(
    body: Body,
    stance: Stance,
    soft_lockout_deg: float = 0.0,
    lean_back_deg: float = 0.0,
    lumbar: float = 0.0,
    thoracic: float = 0.0,
    head: float = 0.0,
) -> tuple[Coordinates, float, float]:
    """Find the posture at the top: upright, the bar on straight arms against the thighs.

    Parameters
    ----------
    body, stance
        Who, and how he stands.
    soft_lockout_deg
        Flexion of knees and hips beyond a locked leg.
    lean_back_deg
        How far the trunk leans backward from where it is in standing.
    lumbar, thoracic, head
        Degrees.

    Returns
    -------
    tuple
        The posture, and the bar's height and place in front of the ankles, m.

    Raises
    ------
    SyntheticError
        This body cannot hold the bar so.
    """
    feet = feet_of(body, stance)
    trunk = trunk_of(body, lumbar, thoracic)
    demand = Demand(
        body=body,
        stance=stance,
        trunk=trunk,
        feet=feet,
        bar_height=None,
        bar_forward=None,
        knee_flexion=LOCKED_KNEE_DEG + soft_lockout_deg,
        trunk_lean=standing_lean(body) + 0.5 * soft_lockout_deg - lean_back_deg,
        balance=BALANCE_AT * feet.middle,
        gap=CONTACT_M,
    )
    tried = solved(demand)
    posture = coordinates_of(demand, tried, lumbar, thoracic, head)
    return posture, float(tried.bar[0, 1]), float(tried.bar[0, 2])


def standing_lean(body: Body) -> float:
    """Give the lean in degrees of the line from hips to shoulders in relaxed standing."""
    limbs = limbs_of(body.skeleton)
    trunk = (limbs.collars + limbs.shoulders).mean(axis=0) - limbs.middle
    return float(np.degrees(np.arctan2(trunk[2], trunk[1])))


def standing(body: Body, stance_width: float, toe_out: float) -> Coordinates:
    """Give a quiet stand, knees nearly straight, the arms hanging at the sides."""
    limbs = limbs_of(body.skeleton)
    feet = feet_of(body, Stance(stance_width, toe_out, grip=0.0))
    trunk = trunk_of(body, 0.0, 0.0)
    leg = limbs.thigh + limbs.shank
    long = np.cos(np.radians(0.5 * LOCKED_KNEE_DEG)) * leg.mean()
    beside = 0.5 * stance_width - limbs.hips[0, 0]
    forward = 0.3 * feet.middle
    height = limbs.ankle_height.mean() + np.sqrt(long**2 - beside**2 - forward**2)
    pelvis = np.array([0.0, height, forward])
    shoulders = pelvis + trunk.collars + limbs.shoulders
    fists = np.stack([hand.fist for hand in hands_of(body.skeleton)])
    arm = HANGING_REACH * (limbs.upper_arm + limbs.forearm) + lengths(fists)
    hand = np.stack([OUTWARD * HAND_OUT_M, -arm, np.full(2, HAND_AHEAD_M)], axis=-1)
    posture = Coordinates(
        pelvis=pelvis,
        pelvis_pitch=0.0,
        pelvis_roll=0.0,
        pelvis_yaw=0.0,
        lumbar=0.0,
        thoracic=0.0,
        head=0.0,
        ankles=feet.ankles,
        foot_yaw=feet.yaw,
        foot_pitch=feet.pitch,
        knees_out=np.zeros(2),
        hands=shoulders + hand,
        grip=np.zeros(2),
    )
    return within_reach(limbs, posture)

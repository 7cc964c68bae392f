"""What a lifter needs to know before the first frame: where the ends of every way are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.movement.contact import bar_clearance
from liftvision.synthetic.movement.coordinates import Coordinates, Stance, Wish
from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.posture import pose_of, within_reach
from liftvision.synthetic.movement.pulling import Held, joints, knee_flexion, shoulders_ahead
from liftvision.synthetic.movement.solve import lockout, set_up, solve_posture, standing
from liftvision.synthetic.movement.timeline import RepPlan, rep_plans
from liftvision.synthetic.recipes.recipe import LiftKind, MovementRecipe

AVERAGE_M = 1.76
"""Stances are published for lifters of about this height, and go with it."""

USUAL_STANCE: dict[LiftKind, tuple[float, float, float]] = {
    "conventional": (0.32, 14.0, 0.55),
    "sumo": (0.70, 42.0, 0.47),
    "romanian": (0.28, 10.0, 0.52),
    "standing": (0.24, 9.0, 0.5),
    "toe_touch": (0.20, 8.0, 0.5),
}
"""Between the ankles (m), toes outward (degrees), between the hands (m): Escamilla 2000."""

BLOCKS_M = 0.225
"""Height of a bar without plates: on blocks, where plates of 450 mm would hold it."""

LOWEST_OF_SHANK = 0.62
"""How far up the shank a Romanian deadlift takes the bar: below the knee."""

STANDING_ROOM_M = 0.004
FURTHEST_BACK_M = 0.08
"""Room between the shins of who stands at a bar and the bar, and how far back the pelvis goes for
it at most."""

HEAD_AT_BAR_DEG, HEAD_UP_DEG = 30.0, 2.0
"""Pitch of the head: looking at the floor some metres ahead, and straight on."""

EASED_KNEE_DEG, EASED_AHEAD_M, EASED_LUMBAR_DEG, EASED_UPPER_BACK_DEG = -3.0, -0.012, 2.0, 2.5
EASED_HEAD_DEG = 6.0
"""How a lifter who waits at the bar differs from one who is about to pull: hips a little higher
and further back, the back and the head hanging a little."""


@dataclass(frozen=True, eq=False)
class Lifter:
    """Whoever performs, and the postures between which the movement goes.

    Attributes
    ----------
    body, stance, movement
        Whose.
    seed
        Of everything that varies.
    plans
        Of each rep.
    free
        Standing, arms hanging.
    arms
        (2, 3) m from the shoulders to the hands that hang.
    top
        At lockout; None without a bar.
    bottoms
        At lift-off, or at the lowest point, of each rep, and where the bar ends after the last;
        empty without a bar.
    eased
        What they relax to while they wait there.
    """

    body: Body
    stance: Stance
    movement: MovementRecipe
    seed: int
    plans: tuple[RepPlan, ...]
    free: Coordinates
    arms: FloatArray
    top: Held | None
    bottoms: tuple[Held, ...]
    eased: tuple[Coordinates, ...]

    @property
    def held_top(self) -> Held:
        """The lockout of a lifter who has a bar."""
        assert self.top is not None
        return self.top

    def hanging(self, posture: Coordinates) -> FloatArray:
        """Give where the hands (2, 3) m hang freely in a posture."""
        pose = pose_of(self.body.skeleton, posture)
        return joints(self.body, pose, "upperarm01") + self.arms


def stance_of(movement: MovementRecipe, height_m: float) -> Stance:
    """Give the stance of a recipe; what it leaves open is as is usual for lift and height."""
    width, toe_out, grip = USUAL_STANCE[movement.lift]
    scale = height_m / AVERAGE_M
    return Stance(
        width=scale * width if movement.stance_m is None else movement.stance_m,
        toe_out=toe_out if movement.toe_out_deg is None else movement.toe_out_deg,
        grip=scale * grip if movement.grip_m is None else movement.grip_m,
    )


def make_ready(
    body: Body, movement: MovementRecipe, plate_radius_m: float | None, seed: int
) -> Lifter:
    """Find the postures between which a movement goes."""
    stance = stance_of(movement, body.height_m)
    free = standing(body, stance.width, stance.toe_out)
    shoulders = joints(body, pose_of(body.skeleton, free), "upperarm01")
    lifter = Lifter(
        body=body,
        stance=stance,
        movement=movement,
        seed=seed,
        plans=rep_plans(movement, seed),
        free=free,
        arms=free.hands - shoulders,
        top=None,
        bottoms=(),
        eased=(),
    )
    if movement.lift in ("standing", "toe_touch"):
        return lifter
    lowest = BLOCKS_M if plate_radius_m is None else plate_radius_m
    if movement.lift == "romanian":
        lowest = _below_the_knee(body)
    bottoms = [_bottom(lifter, plan, lowest) for plan in lifter.plans]
    bottoms.append(bottoms[-1])
    return replace(
        lifter,
        free=_clear_of_the_bar(lifter, bottoms),
        top=_top(lifter),
        bottoms=tuple(bottoms),
        eased=tuple(_eased(lifter, bottom) for bottom in bottoms),
    )


def _clear_of_the_bar(lifter: Lifter, bottoms: Sequence[Held]) -> Coordinates:
    """Give the quiet stand with the pelvis so far back that the shins do not touch the bar."""
    if lifter.movement.lift == "romanian":
        return lifter.free
    nearest = min(bottoms, key=lambda bottom: bottom.bar_forward)
    bar = np.array([0.0, nearest.bar_height, nearest.bar_forward])
    limbs = limbs_of(lifter.body.skeleton)
    for back in np.arange(0.0, FURTHEST_BACK_M, 0.01):
        moved = replace(lifter.free, pelvis=lifter.free.pelvis - (0.0, 0.0, back))
        stand = within_reach(limbs, moved)
        stand = replace(stand, hands=lifter.free.hands + stand.pelvis - lifter.free.pelvis)
        pose = pose_of(lifter.body.skeleton, stand)
        if bar_clearance(lifter.body, pose, bar).min() >= STANDING_ROOM_M:
            break
    return stand


def _top(lifter: Lifter) -> Held:
    faults = lifter.movement.faults
    return Held(
        *lockout(
            lifter.body,
            lifter.stance,
            soft_lockout_deg=faults.soft_lockout_deg,
            lean_back_deg=faults.lean_back_deg,
            head=HEAD_UP_DEG,
        )
    )


def _bottom(lifter: Lifter, plan: RepPlan, bar_height: float) -> Held:
    posture, forward = set_up(
        lifter.body,
        lifter.stance,
        bar_height,
        plan.knee_deg,
        plan.lumbar_deg,
        thoracic=lifter.movement.faults.upper_back_deg,
        bar_off_midfoot_m=plan.forward_m,
        head=HEAD_AT_BAR_DEG,
        hanging=lifter.movement.lift == "romanian",
    )
    return Held(posture, bar_height, forward)


def _eased(lifter: Lifter, bottom: Held) -> Coordinates:
    """Give the posture of a lifter who has the bar in his hands and is not yet pulling."""
    wish = Wish(
        bar_height=bottom.bar_height,
        bar_forward=bottom.bar_forward,
        knee_flexion=knee_flexion(lifter.body, bottom.posture) + EASED_KNEE_DEG,
        shoulders_ahead=shoulders_ahead(lifter.body, bottom) + EASED_AHEAD_M,
        lumbar=bottom.posture.lumbar + EASED_LUMBAR_DEG,
        thoracic=bottom.posture.thoracic + EASED_UPPER_BACK_DEG,
        head=bottom.posture.head + EASED_HEAD_DEG,
    )
    return solve_posture(lifter.body, lifter.stance, wish, bottom.posture)


def _below_the_knee(body: Body) -> float:
    """Give the height of a bar at its lowest in a Romanian deadlift, m."""
    knee, ankle = (body.skeleton.head(f"{bone}.L")[1] for bone in ("lowerleg01", "foot"))
    return float(ankle + LOWEST_OF_SHANK * (knee - ankle))

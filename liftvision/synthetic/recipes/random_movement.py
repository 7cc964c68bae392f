"""Random lifts: mostly as lifters really move, a third of them clean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from liftvision.synthetic.movement.timeline import duration
from liftvision.synthetic.recipes.dice import Dice
from liftvision.synthetic.recipes.recipe import Faults, LiftKind, MovementRecipe

LIFTS: Mapping[LiftKind, float] = {
    "conventional": 0.6,
    "sumo": 0.2,
    "romanian": 0.12,
    "standing": 0.03,
    "toe_touch": 0.05,
}
REPS = {1: 0.3, 2: 0.35, 3: 0.2, 4: 0.1, 5: 0.05}
LONGEST_S = 13.0
"""Of a clip: reps are left out where it would be longer, so that a set is rendered overnight."""

CLEAN = 1.0 / 3.0
"""Share of the lifts without any fault."""

HEAVY_PULL_S = 2.0
"""Whoever pulls for longer does not touch and go."""

FAULT_COUNTS = {1: 0.5, 2: 0.3, 3: 0.2}

LUMBAR_SETUP_DEG = (33.0, 14.0)
"""Mean as in lifters at 70 % of their best (Bengtsson 2022); a wider spread than theirs (sd 9),
so that extremes are met."""

USUAL_HEIGHT_M = 1.76

STANCES_M: Mapping[LiftKind, tuple[float, float]] = {
    "conventional": (0.32, 0.08),
    "sumo": (0.70, 0.11),
    "romanian": (0.28, 0.06),
}
TOES_OUT_DEG: Mapping[LiftKind, tuple[float, float]] = {
    "conventional": (14.0, 6.0),
    "sumo": (42.0, 8.0),
    "romanian": (10.0, 5.0),
}
GRIPS_M: Mapping[LiftKind, tuple[float, float]] = {
    "conventional": (0.55, 0.07),
    "sumo": (0.47, 0.04),
    "romanian": (0.55, 0.07),
}
"""Mean and standard deviation between the ankles, of the feet, and between the hands (Escamilla
2000, who gives 0.10 for the conventional grip)."""

KNEES_DEG: Mapping[LiftKind, tuple[float, float]] = {
    "conventional": (67.0, 7.0),
    "sumo": (75.0, 7.0),
    "romanian": (20.0, 4.0),
}


@dataclass(frozen=True)
class FaultDraw:
    """How often a fault is met among faults, and how large: from hardly visible to plain."""

    share: float
    least: float
    most: float
    decimals: int
    has_sides: bool = False


KNEE_CAVE = "knee_valgus_deg"
"""Of either knee, or of both."""

MOST_OF_BOTH_KNEES_DEG = 12.0

FAULT_DRAWS: Mapping[str, FaultDraw] = {
    "lumbar_drift_deg": FaultDraw(0.2, 5.0, 25.0, 1),
    KNEE_CAVE: FaultDraw(0.2, 5.0, 22.0, 1),
    "hips_shoot_up_deg": FaultDraw(0.12, 5.0, 22.0, 1),
    "unfolding": FaultDraw(0.1, 0.3, 1.0, 2, has_sides=True),
    "upper_back_deg": FaultDraw(0.1, 8.0, 35.0, 1),
    "bar_drift_m": FaultDraw(0.1, 0.02, 0.12, 3),
    "bar_wobble_m": FaultDraw(0.05, 0.006, 0.03, 3),
    "bar_off_midfoot_m": FaultDraw(0.08, 0.02, 0.1, 3),
    "soft_lockout_deg": FaultDraw(0.08, 8.0, 25.0, 1),
    "lean_back_deg": FaultDraw(0.08, 5.0, 18.0, 1),
    "hip_shift_m": FaultDraw(0.08, 0.015, 0.07, 3, has_sides=True),
    "bar_tilt_deg": FaultDraw(0.08, 1.0, 5.0, 1, has_sides=True),
    "heel_lift_m": FaultDraw(0.05, 0.01, 0.05, 3),
}

FROM_THE_FLOOR = ("hips_shoot_up_deg", "bar_off_midfoot_m", "heel_lift_m")
"""Faults of a lift-off, which a Romanian deadlift has not."""


def random_movement(
    dice: Dice, height_m: float, seed: int, reps: int | None = None, lift: LiftKind | None = None
) -> MovementRecipe:
    """Draw what a lifter does.

    Parameters
    ----------
    dice
        Draws.
    height_m
        Of the lifter; stances and grips go with it.
    seed
        Of the recipe, on which the length of the clip depends.
    reps
        How many; None: drawn, and so few that the clip is no longer than `LONGEST_S`.
    lift
        Its kind; None: drawn.
    """
    drawn = dice.pick(LIFTS)
    lift = drawn if lift is None else lift
    if lift in ("standing", "toe_touch"):
        return MovementRecipe(lift=lift, reps=1)
    drawn_reps = dice.pick(REPS)
    movement = _varied_lift(dice, lift, height_m)
    if reps is not None:
        return replace(movement, reps=reps)
    movement = replace(movement, reps=drawn_reps)
    while movement.reps > 1 and duration(movement, seed) > LONGEST_S:
        movement = replace(movement, reps=movement.reps - 1)
    return movement


def _varied_lift(dice: Dice, lift: LiftKind, height_m: float) -> MovementRecipe:
    faults = _faults(dice, lift)
    pull_s = dice.skewed(1.3, 0.45, 0.6, 4.0)
    is_dropped = lift != "romanian" and dice.chance(0.08)
    bounces = pull_s < HEAVY_PULL_S and not is_dropped and dice.chance(0.3)
    movement = MovementRecipe(
        lift=lift,
        start=dice.pick({"set_up": 0.5, "standing": 0.42, "walk_in": 0.08}),
        ending=dice.pick({"set_up": 0.5, "standing": 0.44, "walk_out": 0.06}),
        lumbar_setup_deg=dice.normal(*LUMBAR_SETUP_DEG, -10.0, 75.0 - faults.lumbar_drift_deg, 1),
        pull_s=pull_s,
        sticking=dice.normal(0.28 * (pull_s - 0.8), 0.12, 0.0, 0.9),
        lowering="dropped" if is_dropped else "lowered",
        lowering_s=dice.skewed(1.2, 0.3, 0.6, 3.0),
        floor="touch_and_go" if bounces else "dead_stop",
        floor_pause_s=dice.skewed(0.7, 0.5, 0.2, 2.5),
        hold_s=dice.skewed(0.6, 0.4, 0.25, 1.5),
        variation=dice.between(0.0, 0.6),
        faults=faults,
    )
    return _with_stance(dice, movement, height_m)


def _with_stance(dice: Dice, movement: MovementRecipe, height_m: float) -> MovementRecipe:
    """Set stance, grip and knees of about half of the lifters, who do not do what is usual."""
    lift, scale = movement.lift, height_m / USUAL_HEIGHT_M
    if dice.chance(0.5):
        movement = replace(
            movement, knee_setup_deg=dice.normal(*KNEES_DEG[lift], 15.0, 90.0, decimals=0)
        )
    if dice.chance(0.5):
        return movement
    toe_out = dice.normal(*TOES_OUT_DEG[lift], 0.0, 58.0, decimals=0)
    if lift == "sumo":
        stance = scale * dice.normal(*STANCES_M[lift], 0.52, 0.92)
        grip = scale * dice.normal(*GRIPS_M[lift], 0.38, 0.5)
    else:
        stance = scale * dice.normal(*STANCES_M[lift], 0.18, 0.42)
        grip = max(scale * dice.normal(*GRIPS_M[lift], 0.44, 0.75), stance + 0.2)
    return replace(movement, stance_m=round(stance, 2), toe_out_deg=toe_out, grip_m=round(grip, 2))


def _faults(dice: Dice, lift: LiftKind) -> Faults:
    if dice.chance(CLEAN):
        return Faults()
    likely = {
        name: draw.share
        for name, draw in FAULT_DRAWS.items()
        if lift != "romanian" or name not in FROM_THE_FLOOR
    }
    drawn: dict[str, float] = {}
    for name in dice.some(likely, dice.pick(FAULT_COUNTS)):
        drawn.update(_sizes(dice, name))
    return Faults(**drawn)


def _sizes(dice: Dice, name: str) -> dict[str, float]:
    draw = FAULT_DRAWS[name]
    size = dice.between(draw.least, draw.most, draw.decimals)
    if name != KNEE_CAVE:
        return {name: size * dice.sign() if draw.has_sides else size}
    # Two knees meet before they fall in as far as one alone can.
    one = min(size, MOST_OF_BOTH_KNEES_DEG)
    other = round(one * dice.between(0.7, 1.0), draw.decimals)
    left, right = dice.pick({(one, other): 0.5, (size, 0.0): 0.25, (0.0, size): 0.25})
    return {"knee_valgus_l_deg": left, "knee_valgus_r_deg": right}

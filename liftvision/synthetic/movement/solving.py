"""Find the posture that meets a demand."""

from functools import partial

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.errors import SyntheticError
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.demands import (
    Demand,
    Tries,
    centres,
    dorsiflexions,
    hip_flexions,
    misses,
    reaches,
    rooms,
    tries_of,
    unknowns,
)
from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.limits import LIMITS
from liftvision.synthetic.movement.settling import settle

LEAST_ROOM_M = -0.001
MOST_REACH = 0.9997
LEAST_REACH = 0.985
"""A solved posture keeps the bar out of the legs and the hands on the bar, with nearly straight
arms, to within these."""

FALLING_M = 0.05
"""With the mass of lifter and bar this far outside the feet, which weigh nothing here, he falls."""

SLACKS = (100.0, 10.0)
"""A posture that is looked for may at first miss by so much more what must hold in the end."""

GRID_DOWN = np.linspace(0.45, 0.98, 8)
GRID_BACK = np.linspace(-0.75, 0.15, 8)
GRID_PITCH = np.radians(np.linspace(-15.0, 105.0, 9))
"""Where a posture is first looked for: hips above and in front of the ankles, of the leg's
length, and pitch of the pelvis."""


def solved(demand: Demand, start: FloatArray | None = None) -> Tries:
    """Find the posture that meets a demand best.

    Parameters
    ----------
    demand
        What is asked.
    start
        Unknowns of a posture nearby, as of `demands.tries_of`; None: it is looked for.

    Raises
    ------
    SyntheticError
        No posture holds the bar there.
    """
    if start is None:
        start = _first_guess(demand)
        for slack in SLACKS:
            start = settle(partial(misses, demand, slack=slack), start, tolerance=1e-3)
    place = settle(partial(misses, demand), start)
    tried = tries_of(demand, place[None])
    if not _held(demand, tried):
        raise SyntheticError(
            f"No posture of this body holds the bar at {tried.bar[0, 1]:.2f} m above the floor and"
            f" {tried.bar[0, 2]:.2f} m in front of the ankles.",
            "Choose a body with longer arms, a bar nearer to the legs, or milder faults.",
        )
    return tried


def _held(demand: Demand, tried: Tries) -> bool:
    """Whether a posture does hold the bar: arms, legs and joints as they must be."""
    reach, room = reaches(demand, tried.joints), rooms(demand, tried)
    hip, ankle = hip_flexions(tried), dorsiflexions(demand, tried)
    feet, centre = demand.feet, float(centres(demand, tried)[0])
    least_hip, most_hip = LIMITS["hip_flexion"]
    least_ankle, most_ankle = LIMITS["ankle_dorsiflexion"]
    return bool(
        reach.min() >= LEAST_REACH
        and reach.max() <= MOST_REACH
        and room.min() >= LEAST_ROOM_M
        and least_hip <= hip.min()
        and hip.max() <= most_hip
        and least_ankle <= ankle.min()
        and ankle.max() <= most_ankle
        and feet.heel - FALLING_M <= centre <= feet.toe + FALLING_M
    )


def _first_guess(demand: Demand) -> FloatArray:
    """Look over a grid for the posture that misses a demand least."""
    limbs = limbs_of(demand.body.skeleton)
    leg = float(np.mean(limbs.thigh + limbs.shank))
    down, back, pitch = (a.ravel() for a in np.meshgrid(GRID_DOWN, GRID_BACK, GRID_PITCH))
    places = np.zeros((len(down), unknowns(demand)))
    places[:, 0] = demand.hip_shift
    places[:, 1] = limbs.ankle_height.mean() + leg * np.sqrt(
        np.maximum(down**2 - 0.25 * back**2, 0.04)
    )
    places[:, 2] = leg * back
    places[:, 3] = pitch
    if demand.bar_height is None:
        places[:, 5] = 0.85 * leg
    if demand.bar_forward is None:
        places[:, -1] = places[:, 2] + 0.15 * leg
    costs = np.sum(misses(demand, places, SLACKS[0]) ** 2, axis=1)
    return np.asarray(places[np.argmin(costs)])


def unknowns_of(guess: Coordinates) -> FloatArray:
    """Give the unknowns (5,) of a posture, as of `demands.tries_of`."""
    turns = np.radians([guess.pelvis_pitch, guess.pelvis_roll])
    return np.concatenate([guess.pelvis, turns])


def coordinates_of(
    demand: Demand, tried: Tries, lumbar: float, thoracic: float, head: float
) -> Coordinates:
    """Give the posture of a solution as coordinates."""
    pitch, roll, yaw = (float(turn) for turn in tried.turns[0])
    return Coordinates(
        pelvis=tried.pelvis[0],
        pelvis_pitch=pitch,
        pelvis_roll=roll,
        pelvis_yaw=yaw,
        lumbar=lumbar,
        thoracic=thoracic,
        head=head,
        ankles=demand.feet.ankles,
        foot_yaw=demand.feet.yaw,
        foot_pitch=demand.feet.pitch,
        knees_out=tried.knees_out[0],
        hands=tried.hands[0],
        grip=np.ones(2),
    )

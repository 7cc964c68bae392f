"""The postures of a lifter who holds the bar on its way up and down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import brentq

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body, Pose
from liftvision.synthetic.movement import faults as dials
from liftvision.synthetic.movement.chain import feet_of, trunk_of
from liftvision.synthetic.movement.coordinates import Coordinates, Stance
from liftvision.synthetic.movement.course import TILT, BarPath, bump, ease
from liftvision.synthetic.movement.demands import CONTACT_M, Demand
from liftvision.synthetic.movement.limbs import SIDES, flexion, projection_angles
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.solving import coordinates_of, solved, unknowns_of
from liftvision.synthetic.movement.transitions import Rows, drawn_through
from liftvision.synthetic.recipes.recipe import Faults

KNOTS_UP, KNOTS_DOWN = 31, 21
"""Postures that are solved for on the way up and down; the way is drawn smoothly through them."""

KNEE_AT_PASS_DEG = 30.0
KNEE_AT_PASS_LOWERED_DEG = 22.0
"""Knee flexion when the bar passes the knees: up 20-35 (textbook figures); a bar is lowered with
the hips going back first and straighter knees. It gives in where the bar would leave the legs."""

LEAST_KNEE_DEG = 12.0
"""Knees that extend early for the hips to shoot up are no straighter than this."""

AHEAD_UNTIL = 0.8
"""Up to this fraction of the way to the knees the shoulders stay as far in front of the bar as
they were; then they come up and back."""

MOST_LATE_DEG, MOST_EARLY_DEG = -20.0, 60.0
KNEES_SMOOTH = 1.0
"""How far knees may extend later or earlier than is usual so that the trunk pitches as dialled,
and over how many knots that sets in and ends."""

GAP_LOWERED_M = 0.012
"""How far in front of the knees a bar is let down."""

LEAN_ERROR_DEG = 0.1
MOST_TRIES = 8


@dataclass(frozen=True, eq=False)
class Held:
    """A posture in which the bar is held, and where the bar is, m."""

    posture: Coordinates
    bar_height: float
    bar_forward: float


@dataclass(frozen=True, eq=False)
class Way:
    """One way of the bar between its lowest and its highest place.

    Attributes
    ----------
    body, stance
        Whose.
    bottom, top
        Its ends.
    path, straight
        Of the bar, over progress upward; and how it would be without a detour.
    lumbar_deg
        Lumbar flexion at the bottom.
    faults
        What goes wrong.
    knee
        Progress at which the bar passes the knees.
    """

    body: Body
    stance: Stance
    bottom: Held
    top: Held
    path: BarPath
    straight: BarPath
    lumbar_deg: float
    faults: Faults
    knee: float


def joints(body: Body, pose: Pose, bone: str) -> FloatArray:
    """Give where the left and the right bone of a name begin in a pose, (2, 3) m."""
    return pose.heads[[body.skeleton.index(f"{bone}.{side}") for side in SIDES]]


def trunk_lean(body: Body, posture: Coordinates) -> float:
    """Give the lean in degrees of the line from hips to shoulders, forward positive."""
    pose = pose_of(body.skeleton, posture)
    line = joints(body, pose, "upperarm01").mean(axis=0) - joints(body, pose, "upperleg01").mean(
        axis=0
    )
    return float(np.degrees(np.arctan2(line[2], line[1])))


def knee_flexion(body: Body, posture: Coordinates) -> float:
    """Give the flexion of the knees, mean of both, in degrees."""
    pose = pose_of(body.skeleton, posture)
    leg = [joints(body, pose, bone) for bone in ("upperleg01", "lowerleg01", "foot")]
    return float(flexion(*leg).mean())


def knees_inward(body: Body, posture: Coordinates) -> FloatArray:
    """Give the frontal-plane projection angle (2,) of the knees in degrees, inward positive."""
    pose = pose_of(body.skeleton, posture)
    return projection_angles(
        *(joints(body, pose, bone) for bone in ("upperleg01", "lowerleg01", "foot"))
    )


def shoulders_ahead(body: Body, held: Held) -> float:
    """Give how far in front of the bar the shoulders are, m."""
    pose = pose_of(body.skeleton, held.posture)
    return float(joints(body, pose, "upperarm01")[:, 2].mean()) - held.bar_forward


def knee_progress(body: Body, bottom: Held, top: Held) -> float:
    """Give the progress at which a bar on its way up will pass the knees; .1 if it begins above."""
    knees = joints(body, pose_of(body.skeleton, top.posture), "lowerleg01")
    height = float(knees[:, 1].mean()) - 0.01
    part = (height - bottom.bar_height) / (top.bar_height - bottom.bar_height)
    return float(np.clip(part, 0.1, 0.8))


@dataclass(frozen=True, eq=False)
class Aims:
    """What a lifter aims at while the bar is at K places of its way.

    Attributes
    ----------
    rise
        (K,) where the bar is.
    knee_flexion, shoulders_ahead
        (K,) degrees and m; they give in. Shoulders NaN: as they come.
    gap
        (K,) m, from the legs to the bar.
    valgus
        (K, 2) degrees of each knee; NaN: over the toes.
    """

    rise: FloatArray
    knee_flexion: FloatArray
    shoulders_ahead: FloatArray
    gap: FloatArray
    valgus: FloatArray


def pulled(way: Way) -> Rows:
    """Give the postures of a pull over its progress."""
    aims = _sound_aims(way, np.linspace(0.0, 1.0, KNOTS_UP), KNEE_AT_PASS_DEG)
    postures = _solved(way, aims)
    if way.faults.hips_shoot_up_deg or _pitched(way, aims, postures) > LEAN_ERROR_DEG:
        aims, postures = _hips_first(way, aims, postures)
    if way.faults.knee_valgus_l_deg or way.faults.knee_valgus_r_deg:
        postures = _solved(way, _caved_in(way, aims, postures))
    return drawn_through(aims.rise, postures)


def lowered(way: Way) -> Rows:
    """Give the postures of a lowering over the bar's progress upward."""
    rise = np.linspace(0.0, 1.0, KNOTS_DOWN)
    aims = _sound_aims(way, rise, KNEE_AT_PASS_LOWERED_DEG)
    gap = aims.gap + GAP_LOWERED_M * bump(rise, 0.0, way.knee, way.knee, 1.0)
    return drawn_through(rise, _solved(way, replace(aims, gap=gap)))


def _sound_aims(way: Way, rise: FloatArray, knee_at_pass: float) -> Aims:
    """Give the aims of a sound way: the bar along the legs, the knees first and the hips later."""
    ends = (way.bottom, way.top)
    bottom, top = (knee_flexion(way.body, held.posture) for held in ends)
    ahead = [shoulders_ahead(way.body, held) for held in ends]
    knees = PchipInterpolator([0.0, way.knee, 1.0], [bottom, min(knee_at_pass, bottom), top])
    up = ease(rise, AHEAD_UNTIL * way.knee)
    forward = way.path.at(rise)[:, 2] - way.straight.at(rise)[:, 2]
    return Aims(
        rise=rise,
        knee_flexion=np.asarray(knees(rise)),
        shoulders_ahead=ahead[0] + (ahead[1] - ahead[0]) * up,
        gap=CONTACT_M + np.maximum(forward, 0.0),
        valgus=np.full((len(rise), 2), np.nan),
    )


def _solved(way: Way, aims: Aims, until: float = 1.0) -> list[Coordinates]:
    """Solve for postures one after the other, from the bottom; it and the top are known."""
    postures = [way.bottom.posture]
    for place in range(1, int(np.searchsorted(aims.rise, until, side="right"))):
        postures.append(_posture(way, aims, place, postures[-1]))
    return postures if until < 1.0 else [*postures[:-1], way.top.posture]


def _posture(way: Way, aims: Aims, place: int, guess: Coordinates) -> Coordinates:
    """Give the posture at one place of a way that meets the aims."""
    at, faults = aims.rise[[place]], way.faults
    bar = way.path.at(at)[0]
    lumbar = dials.lumbar(at, way.lumbar_deg, faults.lumbar_drift_deg, faults.unfolding, way.knee)
    thoracic = faults.upper_back_deg * (1.0 - dials.unfolded(at, faults.unfolding))
    heads = [held.posture.head for held in (way.bottom, way.top)]
    demand = Demand(
        body=way.body,
        stance=way.stance,
        trunk=trunk_of(way.body, float(lumbar[0]), float(thoracic[0])),
        feet=feet_of(
            way.body, way.stance, faults.heel_lift_m * float(dials.heels(at, way.knee)[0])
        ),
        bar_height=float(bar[1]),
        bar_forward=float(bar[2]),
        bar_tilt=float(bar[TILT]),
        knee_flexion=float(aims.knee_flexion[place]),
        hip_shift=faults.hip_shift_m * float(dials.shifting(at, way.knee)[0]),
        valgus=(_given(aims.valgus[place, 0]), _given(aims.valgus[place, 1])),
        shoulders_ahead=_given(aims.shoulders_ahead[place]),
        gap=float(aims.gap[place]),
    )
    head = heads[0] + (heads[1] - heads[0]) * float(at[0])
    tried = solved(demand, unknowns_of(guess))
    return coordinates_of(demand, tried, float(lumbar[0]), float(thoracic[0]), head)


def _given(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _hips_first(
    way: Way, aims: Aims, sound: Sequence[Coordinates]
) -> tuple[Aims, list[Coordinates]]:
    """Let the knees extend so early that the trunk pitches forward by what is dialled.

    The bar stays along the legs, and the shoulders come over it as they must.
    """
    early = dials.hips_early(aims.rise, way.knee)
    knees = np.array([knee_flexion(way.body, posture) for posture in sound])

    def hurried(amount: float) -> Aims:
        extended = knees - amount * early
        extended = np.minimum.accumulate(np.maximum(extended, np.minimum(knees, LEAST_KNEE_DEG)))
        return replace(
            aims,
            knee_flexion=gaussian_filter1d(extended, KNEES_SMOOTH, mode="nearest"),
            shoulders_ahead=np.full(len(knees), np.nan),
        )

    def excess(amount: float) -> float:
        postures = _solved(way, hurried(amount), until=way.knee)
        return _pitched(way, aims, postures) - way.faults.hips_shoot_up_deg

    amount = _root(excess, MOST_LATE_DEG, MOST_EARLY_DEG)
    return hurried(amount), _solved(way, hurried(amount))


def _pitched(way: Way, aims: Aims, postures: Sequence[Coordinates]) -> float:
    """Give how far the trunk has pitched forward at most between lift-off and the knees."""
    leans = [
        trunk_lean(way.body, posture)
        for rise, posture in zip(aims.rise, postures, strict=False)
        if rise <= way.knee
    ]
    return max(leans[1:]) - leans[0]


def _root(excess: Callable[[float], float], low: float, high: float) -> float:
    """Give where a growing function is 0, or the end that comes nearest to it."""
    if excess(high) <= 0.0:
        return high
    if excess(low) >= 0.0:
        return low
    return float(brentq(excess, low, high, xtol=LEAN_ERROR_DEG, maxiter=MOST_TRIES, disp=False))


def _caved_in(way: Way, aims: Aims, postures: Sequence[Coordinates]) -> Aims:
    """Let knees go from where they track to the angle that is dialled, and back."""
    dialled = np.array([way.faults.knee_valgus_l_deg, way.faults.knee_valgus_r_deg])
    tracked = np.stack([knees_inward(way.body, posture) for posture in postures])
    share = dials.caving(aims.rise, way.knee)[:, None]
    inward = (1.0 - share) * tracked + share * dialled
    return replace(aims, valgus=np.where(dialled == 0.0, np.nan, inward))

"""From what was seen of a shot to the evidence for the fit."""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.body.evidence import Evidence, PlateSeen
from liftvision.body.figure import POINTS
from liftvision.body.proportions import CONVENTIONAL
from liftvision.body.trust import trust_in_landmarks
from liftvision.measurement import Measurement
from liftvision.motion.angles import MAX_OFF_SIDE_DEG, forward_scale
from liftvision.motion.floor import SIDE_WITHIN_DEG
from liftvision.motion.scale import BESIDE_M
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.view import off_side_deg

HAND_REACH = 1.6
"""Hands within so many radii of the plate's centre are on the bar."""

HIGH = 0.04
"""A bar within so many m of its highest is at the top."""

LEAST_RISE_M = 0.27

BENT_DEG = 30.0
"""Whose trunk leans by more is not at the top: the clip breaks off before, or the pull fails."""

UNKNOWN_SIZE = 0.2

TRUNK_CHANGES = 0.25

PLANTED_M, SHUFFLING_M, WALKING_M = 0.004, 0.01, 0.3
"""How far a foot shifts, m for the root of a second: under the bar, at the bar, and elsewhere."""


def gather(seen: Seen, resting: BoolArray, height_m: float | None) -> Evidence:
    """Give the evidence.

    Parameters
    ----------
    seen
        The shot.
    resting
        (T,) whether the bar lies at its lowest place, as `floor.at_rest` tells.
    height_m
        Of the lifter, where given.
    """
    pairs = [[of_side(name, side) for side in SIDES] for name in POINTS]
    places = _from_the_axis(seen.landmarks[:, pairs], seen.size)
    near = 1 if seen.view.near_side == "r" else 0
    plate = _plate(seen, resting, places, near)
    hiding = None
    assert seen.view.yaw_deg is not None
    if plate is not None and off_side_deg(seen.view.yaw_deg) < SIDE_WITHIN_DEG:
        filled = _filled(seen.times, np.where(plate.seen[:, None], plate.places, np.nan))
        hiding = (filled, plate.radius_px)
    forward = forward_scale(seen.view.yaw_deg)
    inside = seen.inside & _whole(places, seen.view.yaw_deg)[:, None]
    trust = trust_in_landmarks(places, hiding, near, forward, inside[:, pairs])
    scale = seen.scale.body
    assert scale.value is not None and scale.error is not None
    return Evidence(
        times=seen.times,
        places=np.nan_to_num(places),
        trust=np.where(np.isfinite(places), 1.0 / trust.scatter, 0.0),
        usual=trust.usual.reshape(2, -1),
        spread=trust.spread.reshape(2, -1),
        posture=_posture(seen.times, places),
        top=_top(seen, places, plate),
        loose_feet=_loose_feet(plate, len(seen.times)),
        plate=plate,
        view=seen.view,
        scale=(scale.value, scale.error / scale.value),
        height_m=height_m,
        stance=CONVENTIONAL,
        long_side_px=float(max(seen.size)),
    )


def _whole(places: FloatArray, yaw_deg: float) -> BoolArray:
    """Tell in which frames (T,) the trunk is about as long as it mostly is: else nobody was found.

    Seen from the front or the rear its length says nothing.
    """
    length = np.linalg.norm(_trunk(places), axis=1)
    usual = np.nanmedian(length)
    if off_side_deg(yaw_deg) > MAX_OFF_SIDE_DEG:
        return np.ones(len(length), dtype=np.bool_)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.abs(np.log(length / usual)) < TRUNK_CHANGES)


def _trunk(places: FloatArray) -> FloatArray:
    """Give the way (T, 2) from the middle of the hips to that of the shoulders, px."""
    middle = places.mean(axis=2)
    return np.asarray(middle[:, POINTS.index("shoulder")] - middle[:, POINTS.index("hip")])


def _posture(times: FloatArray, places: FloatArray) -> FloatArray:
    """Give by how much offset and swing count (T, 2): -1 bent to 1 upright by the shoulders."""
    up = places[:, POINTS.index("shoulder"), :, 1].mean(axis=1)
    known = np.isfinite(up)
    up = np.interp(times, times[known], up[known])
    upright = uprightness(up)
    return np.stack([np.ones_like(upright), upright], axis=1)


def uprightness(up: FloatArray) -> FloatArray:
    """Give -1 bent to 1 upright (T,) by how high the shoulders are (T,), any unit; NaN: unseen."""
    low, high = np.quantile(up[np.isfinite(up)], [0.02, 0.98])
    return np.asarray(np.clip(2.0 * (up - low) / max(high - low, 1e-9) - 1.0, -1.0, 1.0))


def _from_the_axis(px: FloatArray, size: tuple[int, int]) -> FloatArray:
    return np.asarray((px - 0.5 * np.array(size)) * np.array([1.0, -1.0]))


def _plate(seen: Seen, resting: BoolArray, places: FloatArray, near: int) -> PlateSeen | None:
    rim = seen.by.rim
    if rim is None:
        return None
    centre = _from_the_axis(seen.bar, seen.size)
    known = np.asarray(np.isfinite(centre).all(axis=1))
    wrist = places[:, POINTS.index("wrist")].mean(axis=1)
    # Seen obliquely, the near plate is beside the hands that hold the bar's middle.
    assert seen.view.yaw_deg is not None and seen.scale.body.value is not None
    nearer = -1.0 if near == 1 else 1.0
    beside = nearer * BESIDE_M * np.cos(np.radians(seen.view.yaw_deg)) / seen.scale.body.value
    away = wrist + np.array([beside, 0.0]) - centre
    with np.errstate(invalid="ignore"):
        near_hands = np.linalg.norm(away, axis=1) < HAND_REACH * rim.radius
    return PlateSeen(
        places=np.nan_to_num(centre),
        seen=known,
        held=known & near_hands,
        resting=resting,
        radius_px=rim.radius,
        px_error=rim.size_error,
        radius_m=seen.plate_radius_m,
        m_error=_relative_error(seen.scale.bar),
    )


def _relative_error(scale: Measurement) -> float:
    if scale.value is None or scale.error is None:
        return UNKNOWN_SIZE
    return scale.error / scale.value


def _top(seen: Seen, places: FloatArray, plate: PlateSeen | None) -> BoolArray:
    scale = seen.scale.body.value or np.nan
    if plate is not None:
        up = np.where(plate.seen, plate.places[:, 1], np.nan) * plate.radius_m / plate.radius_px
    else:
        up = places[:, POINTS.index("wrist"), :, 1].mean(axis=1) * scale
    known = np.isfinite(up)
    if not known.any():
        return known
    highest, lowest = np.nanquantile(up, 0.97), np.nanquantile(up, 0.03)
    trunk = _trunk(places)
    assert seen.view.yaw_deg is not None
    forward = forward_scale(seen.view.yaw_deg)
    with np.errstate(invalid="ignore"):
        lean = np.degrees(np.arctan2(trunk[:, 0] / forward, trunk[:, 1]))
        high = (up > highest - HIGH) & (np.abs(lean) < BENT_DEG)
    return np.asarray(high & (highest - lowest > LEAST_RISE_M))


def _loose_feet(plate: PlateSeen | None, count: int) -> FloatArray:
    if plate is None:
        return np.full(count, PLANTED_M)
    loose = np.where(plate.held, SHUFFLING_M, WALKING_M)
    return np.asarray(np.where(plate.held & ~plate.resting, PLANTED_M, loose))


def _filled(times: FloatArray, centre: FloatArray) -> FloatArray:
    known = np.isfinite(centre).all(axis=1)
    return np.stack(
        [np.interp(times, times[known], centre[known, axis]) for axis in (0, 1)], axis=1
    )

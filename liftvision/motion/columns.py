"""The columns of one shot: every angle and position with its error, or the reason for none."""

from dataclasses import dataclass, field, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.angles import (
    MAX_OFF_SIDE_DEG,
    credible_leg,
    joints_of,
    sagittal_angles,
    sagittal_plane,
)
from liftvision.motion.frontal import (
    MAX_OFF_FRONT_DEG,
    frontal_plane_projection_angle,
    knee_ankle_separation,
    projection_error,
)
from liftvision.motion.landmark_errors import landmark_error
from liftvision.motion.motion import UNITS, Feet
from liftvision.motion.positions import NOT_FROM_FRONT, measure_positions
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import SIDES, Side, of_side, without_side
from liftvision.pose.scale import UNSEEN
from liftvision.pose.view import View, off_front_deg, off_side_deg

OF_A_SIDE = ("knee_flexion", "ankle_dorsiflexion", "trunk_thigh_flexion")
OF_THE_WHOLE = ("shank_lean", "trunk_lean")
"""The sagittal angles: those given for each side, and those given once."""

SIDE_HIDDEN = "the far side of the body is hidden behind the near one: film from the front"
NOT_FROM_SIDE = "needs a view from the front or the rear, at most 15 degrees off: film from there"
VIEW_UNKNOWN = "the view could not be told: film the whole lifter from the side or the front"
LEG_HIDDEN = "the leg is hidden: shank and thigh change their lengths, so the model guesses"
OUT_OF_PICTURE = "a joint was outside the picture: film head to feet"


@dataclass(frozen=True, eq=False)
class ShotColumns:
    """Values and errors (T,) of one shot's columns, the reason where one has none, and the feet."""

    values: dict[str, FloatArray] = field(default_factory=dict)
    errors: dict[str, FloatArray] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    feet: Feet = field(default_factory=lambda: Feet.not_measured(UNSEEN))


def measure_columns(seen: Seen) -> ShotColumns:
    """Measure every column of `UNITS` in one shot.

    Parameters
    ----------
    seen
        The shot; of the model's guess at 3D, only errors are made.
    """
    columns = ShotColumns()
    _sagittal(columns, seen.landmarks, seen.inside, seen.view)
    _frontal(columns, seen.landmarks, seen.world, seen.inside, seen.view)
    positions = measure_positions(seen)
    columns.reasons.update(positions.reasons)
    for name, column in positions.columns.items():
        columns.values[name], columns.errors[name] = column
    for name in UNITS:
        values = columns.values.setdefault(name, np.full(len(seen.times), np.nan))
        errors = columns.errors.setdefault(name, np.full(len(seen.times), np.nan))
        errors[~np.isfinite(values)] = np.nan
        if not np.isfinite(values).any():
            columns.reasons.setdefault(name, UNSEEN)
    return replace(columns, feet=positions.feet)


def in_picture(landmarks: FloatArray, size: tuple[int, int]) -> BoolArray:
    """Tell for each landmark (T, 33) whether it lies in the picture, where it can be seen."""
    with np.errstate(invalid="ignore"):
        return np.asarray(((landmarks >= 0.0) & (landmarks <= np.array(size))).all(axis=2))


def _sagittal(columns: ShotColumns, landmarks: FloatArray, inside: BoolArray, view: View) -> None:
    names = [name for name in UNITS if name[:-2] in OF_A_SIDE or name in OF_THE_WHOLE]
    near, yaw, yaw_error = view.near_side, view.yaw_deg, view.error_deg
    if near is None or yaw is None or yaw_error is None:
        columns.reasons.update(dict.fromkeys(names, VIEW_UNKNOWN))
        return
    if off_side_deg(yaw) > MAX_OFF_SIDE_DEG:
        columns.reasons.update(dict.fromkeys(names, NOT_FROM_FRONT))
        return
    plane = sagittal_plane(landmarks, yaw)
    angles = sagittal_angles(plane, near)
    turned = [
        sagittal_angles(sagittal_plane(landmarks, _stay_off_front(yaw + step)), near)
        for step in (-yaw_error, yaw_error)
    ]
    legs = {side: credible_leg(plane, side) for side in SIDES}
    for name, values in angles.items():
        if is_far_side(name, view):
            columns.reasons[name] = SIDE_HIDDEN
            continue
        side = near if name in OF_THE_WHOLE else _side_of(name)
        joints = joints_of(name)
        seen = _all_inside(inside, joints, side)
        credible = legs[side] if "knee" in joints else np.ones_like(seen)
        columns.values[name] = np.where(seen & credible, values, np.nan)
        metric = without_side(name)
        from_landmarks = landmark_error(metric, view.name)
        from_yaw = 0.5 * np.abs(turned[1][name] - turned[0][name])
        columns.errors[name] = np.hypot(from_landmarks, from_yaw)
        if np.isfinite(values).any() and not np.isfinite(columns.values[name]).any():
            columns.reasons[name] = LEG_HIDDEN if seen.any() else OUT_OF_PICTURE


def is_far_side(column: str, view: View) -> bool:
    """Tell whether a column is of the side that a side view hides."""
    if view.name != "side" or without_side(column) == column:
        return False
    return not column.endswith(f"_{view.near_side}")


def _side_of(column: str) -> Side:
    return "l" if column.endswith("_l") else "r"


def _stay_off_front(yaw_deg: float) -> float:
    """Keep a yaw where the forward direction can be seen at all."""
    return float(np.sign(yaw_deg) * np.clip(abs(yaw_deg), 30.0, 150.0))


def _all_inside(inside: BoolArray, joints: tuple[str, ...], side: Side) -> BoolArray:
    return np.asarray(inside[:, [of_side(joint, side) for joint in joints]].all(axis=1))


def _frontal(
    columns: ShotColumns, landmarks: FloatArray, world: FloatArray, inside: BoolArray, view: View
) -> None:
    names = ["fppa_l", "fppa_r", "knee_ankle_separation"]
    if view.yaw_deg is None or view.error_deg is None:
        columns.reasons.update(dict.fromkeys(names, VIEW_UNKNOWN))
        return
    off_front = off_front_deg(view.yaw_deg)
    if off_front > MAX_OFF_FRONT_DEG:
        columns.reasons.update(dict.fromkeys(names, NOT_FROM_SIDE))
        return
    for side in SIDES:
        seen = _all_inside(inside, ("hip", "knee", "ankle"), side)
        fppa = frontal_plane_projection_angle(landmarks, side)
        columns.values[f"fppa_{side}"] = np.where(seen, fppa, np.nan)
        from_yaw = projection_error(world, side, float(np.hypot(off_front, view.error_deg)))
        columns.errors[f"fppa_{side}"] = np.hypot(landmark_error("fppa", view.name), from_yaw)
    both = np.logical_and(*(_all_inside(inside, ("knee", "ankle"), side) for side in SIDES))
    columns.values["knee_ankle_separation"] = np.where(
        both, knee_ankle_separation(landmarks), np.nan
    )
    columns.errors["knee_ankle_separation"] = np.full(
        len(landmarks), landmark_error("knee_ankle_separation", view.name)
    )

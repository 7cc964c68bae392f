"""Where the lifter's body is drawn, and in which frames its legs were measured."""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.report.skeleton import is_frontal

LOWER_LEG = ("knee", "ankle", "heel", "foot_index")
BELOW_HIP = [int(of_side(joint, side)) for joint in LOWER_LEG for side in SIDES]
HIPS = [int(of_side("hip", side)) for side in SIDES]
ARMS = [int(of_side(joint, side)) for joint in ("elbow", "wrist") for side in SIDES]

BESIDE_PLATE = 1.25
"""What a plate hides of a leg the pose model draws at its rim: a leg of which a joint lies within
so many radii of the plate's centre may be hidden."""


@dataclass(frozen=True, eq=False)
class Body:
    """The body as it is drawn.

    Attributes
    ----------
    places
        (T, 33, 2) px in the upright image: the fitted joints where there are any, elsewhere the
        landmarks; NaN where unseen, and where a leg is hidden and no body was fitted.
    legs_measured
        (T,) whether the near leg was measured, or is at least in plain sight. Elsewhere the
        fitted one is only thought to be where it is drawn.
    """

    places: FloatArray
    legs_measured: BoolArray


def drawn_body(analysis: Analysis) -> Body:
    """Give the body of an analysis as it is drawn."""
    motion = analysis.motion
    places = analysis.camera.shaken(_with_fitted_joints(motion, analysis.bar))
    fitted = _is_fitted(motion)
    away = _away_from_plate(places, motion, analysis.bar)
    measured = _legs_measured(motion, fitted, away)
    invented = np.zeros(away.shape, dtype=np.bool_)
    invented[:, BELOW_HIP] = True
    invented[:, HIPS] = away[:, HIPS] < BESIDE_PLATE
    places[invented & ~(measured | fitted)[:, None]] = np.nan
    return Body(places, measured)


def near_column(motion: Motion, name: str) -> FloatArray:
    """Give ``name_l`` or ``name_r`` (T,): in each shot the nearer side's; NaN without a view."""
    values = np.full(len(motion.times), np.nan)
    for shot, view in zip(motion.shots, motion.views, strict=True):
        if view.near_side is not None:
            values[shot.frames] = motion.columns[f"{name}_{view.near_side}"][shot.frames]
    return values


def _with_fitted_joints(motion: Motion, bar: BarTrack) -> FloatArray:
    """Give the landmarks (T, 33, 2) px with the fitted joints in their places.

    The fitted arms are straight and end at a bar. Where no plate shows where that is, they stay
    as they were seen.
    """
    if motion.joints is None:
        return motion.landmarks
    joints = motion.joints.copy()
    for shot, by in zip(motion.shots, bar.shots, strict=True):
        if by.rim is None:
            joints[shot.frames, ARMS] = np.nan
    return np.where(np.isfinite(joints), joints, motion.landmarks)


def _is_fitted(motion: Motion) -> BoolArray:
    """Tell in which frames (T,) a body was fitted."""
    if motion.joints is None:
        return np.zeros(len(motion.times), dtype=np.bool_)
    return np.asarray(np.isfinite(motion.joints).any(axis=(1, 2)))


def _away_from_plate(places: FloatArray, motion: Motion, bar: BarTrack) -> FloatArray:
    """Give how far each point (T, 33) is from the near plate's centre, in its radii.

    It is infinite in a shot that follows no plate, and NaN where one of them was not seen.
    """
    away = np.full(places.shape[:2], np.inf)
    for shot, by in zip(motion.shots, bar.shots, strict=True):
        if by.rim is not None:
            off = places[shot.frames] - bar.centre[shot.frames, None]
            away[shot.frames] = np.linalg.norm(off, axis=-1) / by.rim.radius
    return away


def _legs_measured(motion: Motion, fitted: BoolArray, away: FloatArray) -> BoolArray:
    """Tell in which frames (T,) the near leg was measured or is in plain sight."""
    measured = np.ones(len(motion.times), dtype=np.bool_)
    for shot, view in zip(motion.shots, motion.views, strict=True):
        near = view.near_side
        if near is None or is_frontal(view):
            continue
        frames, name = shot.frames, f"knee_flexion_{near}"
        told = np.isfinite(motion.columns[name][frames])
        by_landmarks = np.isfinite(motion.raw.get(name, motion.columns[name])[frames])
        leg = [int(of_side(joint, near)) for joint in LOWER_LEG]
        clear = np.asarray((away[frames][:, leg] > BESIDE_PLATE).all(axis=1))
        if not told.any() and np.isinf(away[frames][:, leg]).all():
            # The whole leg was taken back, and it is no plate that hides it.
            clear[:] = False
        measured[frames] = told | (by_landmarks & ~fitted[frames] & clear)
    return measured

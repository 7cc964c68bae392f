"""Joints and bar as markers in metres: x forward, y up, z to the lifter's right.

One view shows two of the three axes. From the side z is zero, and from the front or the rear x is.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, median_seen
from liftvision.formats.uniform import AbsentError, Uniform
from liftvision.motion.angles import MAX_OFF_SIDE_DEG
from liftvision.motion.frontal import MAX_OFF_FRONT_DEG
from liftvision.pose.landmarks import SIDES, Landmark, of_side
from liftvision.pose.view import View, off_front_deg, off_side_deg
from liftvision.report.body import drawn_body

Plane: TypeAlias = Literal["sagittal", "frontal"]

JOINTS = {
    "Shoulder": "shoulder",
    "Elbow": "elbow",
    "Wrist": "wrist",
    "Hip": "hip",
    "Knee": "knee",
    "Ankle": "ankle",
    "Heel": "heel",
    "BigToe": "foot_index",
}
"""Markers of each side, by the names of Pose2Sim's and Sports2D's models, with their joints."""

BAR = "Bar"

NO_METRES = "nothing in the clip gives metres"
NO_VIEW = "the view could not be told"
TOO_OBLIQUE = "the view is neither from the side nor from the front or the rear"


@dataclass(frozen=True, eq=False)
class Markers:
    """Markers at evenly spaced times.

    Attributes
    ----------
    names
        Of the M markers.
    places
        (N, M, 3) m: forward, up, and to the lifter's right; the origin is on the floor between the
        ankles. NaN where not measured.
    plane
        Which two of the axes were seen; the third is zero.
    notes
        What is not in it, in sentences.
    """

    names: tuple[str, ...]
    places: FloatArray
    plane: Plane
    notes: tuple[str, ...]


def markers_of(analysis: Analysis, even: Uniform) -> Markers:
    """Give the markers of an analysis.

    A leg that a plate hides is where the fitted body has it; where no body was fitted it is NaN.

    Raises
    ------
    AbsentError
        The view shows no plane of the body, or nothing gives metres.
    """
    number = analysis.clip.shots.index(even.shot)
    view = analysis.motion.views[number]
    plane = plane_of(view)
    scale = analysis.motion.scales[number].body.value
    if scale is None:
        raise AbsentError(NO_METRES)
    # The body as it is drawn lies in the pictures of a camera that may have moved.
    body = analysis.camera.steadied(drawn_body(analysis).places)
    right_up = even.of(body) * scale * np.array([1.0, -1.0])
    right_up -= _origin(analysis, even, right_up, scale)
    chosen = _named(view, plane)
    places = np.zeros((len(even.times), len(chosen), 3))
    across = right_up[:, list(chosen.values()), 0]
    yaw = np.radians(view.yaw_deg or 0.0)
    if plane == "sagittal":
        places[..., 0] = across / np.sin(yaw)
    else:
        places[..., 2] = -across / np.cos(yaw)
    places[..., 1] = right_up[:, list(chosen.values()), 1]
    places[np.isnan(places).any(axis=2)] = np.nan
    names, places = _with_bar(analysis, even, tuple(chosen), places, plane)
    seen = np.asarray(np.isfinite(places).all(axis=2).any(axis=0))
    notes = _notes(
        view, plane, [name for name, is_in in zip(names, seen, strict=True) if not is_in]
    )
    if not seen.any():
        raise AbsentError("no joint of the lifter was measured in metres")
    kept = tuple(name for name, is_in in zip(names, seen, strict=True) if is_in)
    return Markers(kept, places[:, seen], plane, notes)


def plane_of(view: View) -> Plane:
    """Tell which plane of the body a view shows.

    Raises
    ------
    AbsentError
        It shows neither of the two.
    """
    if view.yaw_deg is None:
        raise AbsentError(NO_VIEW)
    if off_side_deg(view.yaw_deg) <= MAX_OFF_SIDE_DEG:
        return "sagittal"
    if off_front_deg(view.yaw_deg) <= MAX_OFF_FRONT_DEG:
        return "frontal"
    raise AbsentError(TOO_OBLIQUE)


def _named(view: View, plane: Plane) -> dict[str, Landmark]:
    """Give the markers and their landmarks; from the side only those of the near side."""
    near = view.near_side
    sides = [near] if plane == "sagittal" and near is not None and view.name == "side" else SIDES
    named = {
        f"{side.upper()}{marker}": of_side(joint, side)
        for side in sides
        for marker, joint in JOINTS.items()
    }
    return {"Nose": Landmark.NOSE} | named


def _origin(analysis: Analysis, even: Uniform, right_up: FloatArray, scale: float) -> FloatArray:
    """Give the point (2,) on the floor between the ankles, m to the right and up.

    The floor is where the measured height of the hips has it. Where there is none, it is as low as
    the lowest of heels and toes are. Where plates hide the ankles, they are where the pose model
    has them, as for `motion.feet`.

    Parameters
    ----------
    analysis, even
        Of the same clip.
    right_up
        (N, 33, 2) m, the body.
    scale
        Metres per px.
    """
    seen = even.of(analysis.motion.landmarks) * scale * np.array([1.0, -1.0])
    middles = [_between(right_up, "ankle")[:, 0], _between(seen, "ankle")[:, 0]]
    across = next((place for place in map(median_seen, middles) if not np.isnan(place)), np.nan)
    hips = _between(seen, "hip")[:, 1]
    floor = median_seen(hips - even.of(analysis.motion.columns["hip_height"]))
    if np.isnan(floor):
        feet = [of_side(joint, side) for joint in ("heel", "foot_index") for side in SIDES]
        floor = median_seen(seen[:, feet, 1].min(axis=1))
    if np.isnan(across + floor):
        raise AbsentError("the feet were not seen")
    return np.array([across, floor])


def _between(places: FloatArray, joint: str) -> FloatArray:
    """Give the middle (N, 2) between left and right of a joint of places (N, 33, 2)."""
    return np.asarray(places[:, [of_side(joint, side) for side in SIDES]].mean(axis=1))


def _with_bar(
    analysis: Analysis, even: Uniform, names: tuple[str, ...], places: FloatArray, plane: Plane
) -> tuple[tuple[str, ...], FloatArray]:
    """Add the middle of the bar, where its place in the sagittal plane was measured."""
    if plane != "sagittal":
        return names, places
    columns = analysis.motion.columns
    bar = np.stack([even.of(columns["bar_x"]), even.of(columns["bar_y"])], axis=1)
    bar = np.column_stack([bar, np.where(np.isfinite(bar).all(axis=1), 0.0, np.nan)])
    bar[np.isnan(bar).any(axis=1)] = np.nan
    return (*names, BAR), np.concatenate([places, bar[:, None]], axis=1)


def _notes(view: View, plane: Plane, absent: list[str]) -> tuple[str, ...]:
    flat = "z (to the right)" if plane == "sagittal" else "x (forward)"
    notes = [f"One view shows two axes: {flat} is zero, it was not measured."]
    if plane == "sagittal" and view.name == "side":
        hidden = "left" if view.near_side == "r" else "right"
        notes.append(f"The lifter's {hidden} side is hidden and has no markers.")
    if absent:
        notes.append(f"Not measured: {', '.join(absent)}.")
    return tuple(notes)

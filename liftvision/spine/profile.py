"""The shape of the back in one frame: directions of its outline, and where hip and shoulder lie.

Frame of reference of everything here: forward (where the lifter faces) and up, in trunk lengths
of the clip. Angles in degrees against the vertical, forward positive, from below to above.
"""

from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d

from liftvision.arrays import BoolArray, FloatArray

SEAT_STATIONS = np.round(np.arange(-0.15, 0.951, 0.05), 2)
"""Where the outline's direction is taken, along it from the rearmost point of the seat."""

CHORD_STATIONS = np.round(np.arange(-0.1, 1.01, 0.1), 2)
"""Where its distance from the line hip to shoulder, and its direction, are taken along that."""

WINDOW = 0.06
"""Standard deviation of the stretch of outline that one direction is taken of."""

LEAST_OF_WINDOW = 0.6
"""Of the window's weight must be seen."""

SMOOTHING = 0.08
"""Standard deviation of the smoothing before the rearmost point is sought."""

SEAT_REACH = 0.4
"""The seat is this near to the hip joint. In a lifter who stands, the upper back may be further to
the rear."""

MOST_GAP = 0.05
"""Between two points that stand for what is between them."""


class Profile(NamedTuple):
    """The back in one frame; NaN where it is not seen.

    Attributes
    ----------
    along_seat
        Directions (S,) at `SEAT_STATIONS`.
    from_chord, along_chord
        Distances and directions (C,) at `CHORD_STATIONS`, distances backward.
    hip, shoulder
        (2,) forward and up of the joints from the rearmost point of the seat.
    seat
        Place of that point among the outline's, in points; NaN where it is hidden.
    """

    along_seat: FloatArray
    from_chord: FloatArray
    along_chord: FloatArray
    hip: FloatArray
    shoulder: FloatArray
    seat: float


def profile(
    outline: FloatArray, visible: BoolArray, hip: FloatArray, shoulder: FloatArray
) -> Profile:
    """Describe the back.

    Parameters
    ----------
    outline
        (N, 2) forward and up in trunk lengths, from below the seat to the neck; NaN where unseen.
    visible
        (N,) whether a point is the back's and not of what hides it.
    hip, shoulder
        (2,) the middles of the joints, in the same frame.
    """
    nothing = _nothing()
    known = np.isfinite(outline[:, 0])
    if known.sum() < 20 or not np.isfinite([hip, shoulder]).all():
        return nothing
    numbers = np.flatnonzero(known)
    points, seen = outline[known], visible[known]
    along = np.concatenate([[0.0], np.linalg.norm(np.diff(points, axis=0), axis=1).cumsum()])
    from_chord, along_chord = _beside_chord(points, along, seen, hip, shoulder)
    chord = nothing._replace(from_chord=from_chord, along_chord=along_chord)
    seat = _seat(points, along, seen, hip)
    if seat is None:
        return chord
    anchor = np.array([np.interp(seat, along, points[:, axis]) for axis in (0, 1)])
    return chord._replace(
        along_seat=_directions(points, along, seen, seat + SEAT_STATIONS),
        hip=hip - anchor,
        shoulder=shoulder - anchor,
        seat=float(np.interp(seat, along, numbers)),
    )


def lean_deg(vectors: FloatArray) -> FloatArray:
    """Give the angle of vectors (..., 2) forward and up, unwrapped to -120 to 240 degrees."""
    angles = np.degrees(np.arctan2(vectors[..., 0], vectors[..., 1]))
    return np.asarray(np.where(angles < -120.0, angles + 360.0, angles))


def _nothing() -> Profile:
    return Profile(
        along_seat=np.full(len(SEAT_STATIONS), np.nan),
        from_chord=np.full(len(CHORD_STATIONS), np.nan),
        along_chord=np.full(len(CHORD_STATIONS), np.nan),
        hip=np.full(2, np.nan),
        shoulder=np.full(2, np.nan),
        seat=np.nan,
    )


def _seat(points: FloatArray, along: FloatArray, seen: BoolArray, hip: FloatArray) -> float | None:
    """Give how far along the outline its rearmost point near the hip lies; None if not seen."""
    spacing = along[-1] / (len(along) - 1)
    backward = -gaussian_filter1d(points[:, 0], SMOOTHING / spacing, mode="nearest")
    near = np.linalg.norm(points - hip, axis=1) < SEAT_REACH
    if not near.any():
        return None
    rearmost = int(np.flatnonzero(near)[np.argmax(backward[near])])
    around = slice(rearmost - 2, rearmost + 3)
    if not 2 <= rearmost < len(points) - 2 or not seen[around].all() or not near[around].all():
        return None
    curve = np.polyfit(along[around] - along[rearmost], backward[around], 2)
    vertex = -0.5 * curve[1] / curve[0] if curve[0] < 0.0 else 0.0
    return float(along[rearmost] + np.clip(vertex, -2.0 * spacing, 2.0 * spacing))


def _directions(
    points: FloatArray, along: FloatArray, seen: BoolArray, stations: FloatArray
) -> FloatArray:
    """Give the directions (S,) of the outline about places along it: regressions on its length."""
    spacing = np.gradient(along)
    weights = np.exp(-0.5 * ((along - stations[:, None]) / WINDOW) ** 2) * spacing
    whole = WINDOW * np.sqrt(2.0 * np.pi)
    weights = weights * seen
    total = weights.sum(axis=1)
    share = np.maximum(total, 1e-9)[:, None]
    middle = (weights @ along)[:, None] / share
    place = weights @ points / share
    away = (along - middle) * weights
    slope = away @ points - away.sum(axis=1, keepdims=True) * place
    return np.where(total > LEAST_OF_WINDOW * whole, lean_deg(slope), np.nan)


def _beside_chord(
    points: FloatArray, along: FloatArray, seen: BoolArray, hip: FloatArray, shoulder: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give distances and directions (C,) of the outline beside the line hip to shoulder."""
    chord = shoulder - hip
    length = float(np.linalg.norm(chord))
    if length < 1e-6:
        return _nothing().from_chord, _nothing().along_chord
    upward = chord / length
    backward = np.array([-upward[1], upward[0]])
    height = (points - hip) @ upward / length
    distance = (points - hip) @ backward
    # From the neck downward; below the seat the outline turns back and passes heights again.
    rising = np.minimum.accumulate(height[::-1])[::-1]
    first = np.flatnonzero(height <= rising + 1e-12)
    usable = first[seen[first]]
    if len(usable) < 2:
        return _nothing().from_chord, _nothing().along_chord
    where = np.interp(CHORD_STATIONS, height[usable], along[usable], left=np.nan, right=np.nan)
    nearest = np.abs(height[usable] - CHORD_STATIONS[:, None]).min(axis=1)
    where = np.where(nearest < MOST_GAP, where, np.nan)
    told = np.isfinite(where)
    distances, directions = np.full((2, len(CHORD_STATIONS)), np.nan)
    distances[told] = np.interp(where[told], along, distance)
    directions[told] = _directions(points, along, seen, where[told])
    return distances, directions

"""The back of one shot as a table: a row a frame, from pixels to what the network reads."""

import warnings
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.outline import Turn
from liftvision.spine.profile import CHORD_STATIONS, SEAT_STATIONS, lean_deg, profile

ALONG_SEAT = slice(0, len(SEAT_STATIONS))
FROM_CHORD = slice(ALONG_SEAT.stop, ALONG_SEAT.stop + len(CHORD_STATIONS))
ALONG_CHORD = slice(FROM_CHORD.stop, FROM_CHORD.stop + len(CHORD_STATIONS))
HIP = slice(ALONG_CHORD.stop, ALONG_CHORD.stop + 2)
SHOULDER = slice(HIP.stop, HIP.stop + 2)
LEAN = SHOULDER.stop
LENGTH, THIGH = LEAN + 1, LEAN + 2
ROW_LENGTH = THIGH + 1
"""Columns of a row: those of `profile.Profile`, the lean of the line hip to shoulder, its length
in trunk lengths, and the lean of the thigh."""

AT_SEAT = ALONG_SEAT.start + 8
"""A direction just above the seat: NaN where the seat is hidden."""

OF_STANDING = ROW_LENGTH + 3
"""Where in `features` the columns of the standing begin."""

UPRIGHT_DEG, NEAR_UPRIGHT_DEG = 20.0, 8.0
"""A lifter stands upright who leans less than the first, and by no more than the second beyond
the least of the shot."""

LEAST_LEAN_PERCENTILE = 3.0


@dataclass(frozen=True, eq=False)
class ShotBack:
    """What is seen of the back in one shot, in px of the steadied picture.

    Attributes
    ----------
    outline
        (T, N, 2) from below the seat to the neck; NaN where unseen.
    visible
        (T, N) whether a point of it is the back's and not of a plate before it.
    hip, shoulder, knee
        (T, 2) middles of both sides.
    trunk_px
        Length of the trunk in the shot.
    turn
        +1 where the lifter faces the picture's right, -1 where its left.
    yaw_deg
        Of the lifter; 0 faces the camera.
    """

    outline: FloatArray
    visible: BoolArray
    hip: FloatArray
    shoulder: FloatArray
    knee: FloatArray
    trunk_px: float
    turn: Turn
    yaw_deg: float


def rows_of(back: ShotBack) -> FloatArray:
    """Give the rows (T, ROW_LENGTH) of a shot; NaN for what is not seen."""
    ahead_and_up = np.array([back.turn, -1.0]) / back.trunk_px
    outline = (back.outline - back.hip[:, None]) * ahead_and_up
    shoulder = (back.shoulder - back.hip) * ahead_and_up
    thigh = (back.hip - back.knee) * ahead_and_up
    rows = np.full((len(outline), ROW_LENGTH), np.nan)
    for frame, row in enumerate(rows):
        seen = profile(outline[frame], back.visible[frame], np.zeros(2), shoulder[frame])
        row[ALONG_SEAT] = seen.along_seat
        row[FROM_CHORD] = seen.from_chord
        row[ALONG_CHORD] = seen.along_chord
        row[HIP] = seen.hip
        row[SHOULDER] = seen.shoulder
    rows[:, LEAN] = lean_deg(shoulder)
    rows[:, LENGTH] = np.linalg.norm(shoulder, axis=1)
    rows[:, THIGH] = lean_deg(thigh)
    return rows


def upright(rows: FloatArray) -> BoolArray:
    """Tell in which frames (T,) the lifter stands upright."""
    lean = rows[:, LEAN]
    known = np.isfinite(lean)
    if not known.any():
        return known
    least = np.percentile(lean[known], LEAST_LEAN_PERCENTILE)
    with np.errstate(invalid="ignore"):
        return np.asarray(known & (lean < min(least + NEAR_UPRIGHT_DEG, UPRIGHT_DEG)))


def mean_row(rows: FloatArray) -> FloatArray:
    """Give the mean (ROW_LENGTH,) of rows, of what is seen in any of them; NaN for the rest."""
    if not len(rows):
        return np.full(ROW_LENGTH, np.nan)
    with warnings.catch_warnings():
        # A column that no frame shows has no mean, and that is what is wanted.
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(rows, axis=0))


def features(rows: FloatArray, standing: FloatArray, yaw_deg: float) -> FloatArray:
    """Give what the network reads (T, F): the rows, and the lifter's own standing.

    Parameters
    ----------
    rows
        (T, ROW_LENGTH).
    standing
        (ROW_LENGTH,) of the lifter upright; NaN where that is not known.
    yaw_deg
        0 faces the camera.
    """
    own = standing[: LEAN + 1]
    of_shot = [
        np.cos(np.radians(yaw_deg)),
        *own,
        float(np.isfinite(standing[AT_SEAT])),
        float(np.isfinite(standing[LEAN])),
    ]
    seen = np.stack(
        [np.isfinite(rows[:, AT_SEAT]), np.isfinite(rows[:, FROM_CHORD]).sum(axis=1)], axis=1
    )
    return np.concatenate([rows, seen, np.tile(of_shot, (len(rows), 1))], axis=1)

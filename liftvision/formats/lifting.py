"""The 3D pose that a flat one may be: what MediaPipe guesses and other programs do not give.

How the lifter is turned is told from how far shoulders and hips are apart across the picture,
against how large the body is, and from where trunk, knees and toes point. The widths below are
MediaPipe's own, on 43 shots of real clips and 51 of rendered ones; from its 2D landmarks alone they
give its 3D yaw to 4 degrees (root mean square; 12 at most), without toes to 5.
"""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, median_seen
from liftvision.formats.completing import either_side
from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, of_side
from liftvision.pose.people import body_size

BODY_SIZE_M = 1.24
"""Trunk, thigh and shank end to end, by MediaPipe's scale; on the same shots to 5 %."""

SHOULDERS_ACROSS, HIPS_ACROSS = 0.28, 0.16
"""Distances of left from right from the front, in body sizes."""

TRUNK_AHEAD, KNEES_AHEAD, TOES_AHEAD = 0.33, 0.15, 0.14
"""From the side, in body sizes: shoulders ahead of the hips and knees ahead of the line from hip to
ankle while the trunk leans most, toes ahead of heels always."""

MOST_BENT = 0.3
"""Part of the frames in which the trunk is leant most."""

YAW_SPREAD_DEG = 5.0
"""Of the yaw that is told this way, against that from MediaPipe's 3D guess."""

WIDTHS_M = {"shoulder": 0.33, "hip": 0.22, "knee": 0.22, "ankle": 0.22}
"""Between left and right."""

EDGE_ON = 0.5
"""Where the cosine of the yaw is less, left and right are too close together in the picture for it
to say how far they are apart."""


def guessed_world(xy: FloatArray) -> FloatArray:
    """Give the likely 3D pose of one shot.

    Parameters
    ----------
    xy
        (T, 33, 2) px; NaN where not seen.

    Returns
    -------
    FloatArray
        (T, 33, 3) m, x right, y down, z away, origin between the hips: nose, shoulders, hips,
        knees and ankles; all else is NaN, and so is all where the yaw cannot be told. The lines
        through shoulders, hips and ankles are laid to the least, likeliest and largest turn, so
        that they disagree by as much as the yaw is unsure.
    """
    world = np.full((len(xy), LANDMARK_COUNT, 3), np.nan)
    yaw = flat_yaw(xy)
    if yaw is None:
        return world
    size = float(np.nanpercentile(body_size(xy), 90.0))
    flat = (xy - _middle(xy, "hip")[:, None]) * (BODY_SIZE_M / size)
    turns = {"shoulder": -YAW_SPREAD_DEG, "hip": 0.0, "knee": 0.0, "ankle": YAW_SPREAD_DEG}
    depth = _depths(flat, yaw)
    for joint, turn in turns.items():
        left, right = (of_side(joint, side) for side in SIDES)
        middle = np.column_stack([_middle(flat, joint), depth[joint]])
        half = 0.5 * _across(flat[:, left, 0] - flat[:, right, 0], joint, yaw + turn)
        half[:, 1] = 0.5 * (flat[:, left, 1] - flat[:, right, 1])
        world[:, left], world[:, right] = middle + half, middle - half
    world[:, 0] = np.column_stack([flat[:, 0], depth["shoulder"]])
    return world


def flat_yaw(xy: FloatArray) -> float | None:
    """Give where the lifter faces in a shot, as `pose.view` counts; None where that is not told.

    Parameters
    ----------
    xy
        (T, 33, 2) px; NaN where not seen.
    """
    across = [
        median_seen(_between(xy, "shoulder")) / SHOULDERS_ACROSS,
        median_seen(_between(xy, "hip")) / HIPS_ACROSS,
    ]
    xy = either_side(xy)
    sizes = body_size(xy)
    if not np.isfinite(sizes).any():
        return None
    size = float(np.nanpercentile(sizes, 90.0))
    trunk = _middle(xy, "shoulder") - _middle(xy, "hip")
    bent = _most_bent(trunk)
    knees = _middle(xy, "knee") - 0.5 * (_middle(xy, "hip") + _middle(xy, "ankle"))
    toes = _middle(xy, "foot_index") - _middle(xy, "heel")
    ahead = [
        median_seen(trunk[bent, 0]) / TRUNK_AHEAD,
        median_seen(knees[bent, 0]) / KNEES_AHEAD,
        median_seen(toes[:, 0]) / TOES_AHEAD,
    ]
    beside, forward = (median_seen(np.array(each)) / size for each in (across, ahead))
    if np.isnan(beside):
        # Where only one side is ever seen, it hides the other.
        beside = 0.0
    if np.isnan(forward) or np.hypot(beside, forward) == 0.0:
        return None
    return float(np.degrees(np.arctan2(forward, beside)))


def _most_bent(trunk: FloatArray) -> BoolArray:
    """Tell in which frames the line (T, 2) from hips to shoulders is least upright."""
    height = -trunk[:, 1]
    if not np.isfinite(height).any():
        return np.zeros(len(height), dtype=np.bool_)
    with np.errstate(invalid="ignore"):
        return np.asarray(height <= np.nanquantile(height, MOST_BENT))


def _across(apart: FloatArray, joint: str, yaw_deg: float) -> FloatArray:
    """Give the line (T, 3) from right to left of a body that is turned by a yaw, y left at zero.

    It is as far apart in the picture as was seen, where that says anything.
    """
    yaw = np.radians(yaw_deg)
    line = np.zeros((len(apart), 3))
    if abs(np.cos(yaw)) < EDGE_ON:
        line[:, 0] = WIDTHS_M[joint] * np.cos(yaw)
        line[:, 2] = WIDTHS_M[joint] * np.sin(yaw)
    else:
        line[:, 0] = apart
        line[:, 2] = apart * np.tan(yaw)
    line[np.isnan(apart)] = np.nan
    return line


def _depths(flat: FloatArray, yaw_deg: float) -> dict[str, FloatArray]:
    """Give how far away (T,) the middles of the joints are, m beyond the hips.

    A segment that looks shorter than it is points along the line of sight: the knee ahead of the
    hip, the ankle behind the knee, the shoulders ahead of the hips.
    """
    towards = -np.cos(np.radians(yaw_deg))
    lengths = {
        pair: _hidden_length(_middle(flat, pair[1]) - _middle(flat, pair[0]))
        for pair in (("hip", "knee"), ("knee", "ankle"), ("hip", "shoulder"))
    }
    knee = towards * lengths["hip", "knee"]
    return {
        "hip": np.zeros(len(flat)),
        "knee": knee,
        "ankle": knee - towards * lengths["knee", "ankle"],
        "shoulder": towards * lengths["hip", "shoulder"],
    }


def _hidden_length(segment: FloatArray) -> FloatArray:
    """Give what (T,) of a segment's length does not show, from how long it is at its longest."""
    shown: FloatArray = np.linalg.norm(segment, axis=1)
    if not np.isfinite(shown).any():
        return shown
    whole = float(np.nanpercentile(shown, 95.0))
    return np.asarray(np.sqrt(np.maximum(whole**2 - shown**2, 0.0)))


def _middle(xy: FloatArray, joint: str) -> FloatArray:
    return np.asarray(xy[:, [of_side(joint, side) for side in SIDES]].mean(axis=1))


def _between(xy: FloatArray, joint: str) -> FloatArray:
    return np.asarray(xy[:, of_side(joint, "l"), 0] - xy[:, of_side(joint, "r"), 0])

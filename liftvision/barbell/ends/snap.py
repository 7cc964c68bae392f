"""One end of the bar in one picture, to a fraction of a pixel: its outline and its axis."""

from dataclasses import dataclass

import cv2
import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.edges import EdgeField, edge_field
from liftvision.barbell.ellipse import support_at
from liftvision.barbell.ends.outline import Outline
from liftvision.barbell.ends.patch import cut

RAYS = 96
RAY_PX = 7.0
RAY_STEP_PX = 0.5
WINDOWS_PX = (2.5, 1.6, 1.2, 1.2)
"""Edges are looked for along normals of the outline, in ever narrower bells around it."""

TRY_PX = 7.0
"""Before, every whole px within this distance is tried."""

EDGE = 0.3
"""Support from which on a ray has an edge."""

NEIGHBOURS_ALIKE = 7.0
LEAST_ERROR_PX = 0.1
"""Neighbouring rays see the same px: this many count as one; on rendered clips the errors so found
cover the true ones."""

AXIS_GAP_PX = 3.0
AXIS_LONG_M = 0.12
AXIS_HALF_M = 0.06
"""Shaft and sleeve are looked at from a gap beside the outline on, so far, and this far above and
below the axis."""

AXIS_SEEN = 0.15
"""Their edges on the stack are at least so strong, or do not count."""

AXIS_RAYS = 12.0
"""How many rays a fully seen shaft counts for."""

MARGIN_PX = 3


@dataclass(frozen=True, eq=False)
class End:
    """What one end of the bar looks like; px of the window.

    Attributes
    ----------
    outline
        Of the plates, around their middle.
    axis
        (2, 2 * n + 1) strength of level edges n px above to n px below the middle, on the left
        and on the right of the plates, less their mean; 0 where shaft or sleeve do not show.
    long
        How far beside the outline the axis is looked at, px.
    """

    outline: Outline
    axis: FloatArray
    long: int

    @property
    def halves(self) -> tuple[int, int]:
        """Half the width and half the height of a patch in which the end is measured."""
        around = RAY_PX + MARGIN_PX
        beside = AXIS_GAP_PX + self.long + 1.0
        across = self.outline.half_width + max(around, beside)
        return int(np.ceil(across + TRY_PX)), int(np.ceil(self.outline.half_height + around))


@dataclass(frozen=True, eq=False)
class Snapped:
    """Where an end lies.

    Attributes
    ----------
    centre
        (2,) px.
    share
        0 to 1, the part of the outline that has an edge.
    error
        (2,) px, one standard error across and down.
    """

    centre: FloatArray
    share: float
    error: FloatArray


def describe_end(field: EdgeField, centre: FloatArray, outline: Outline, px_per_m: float) -> End:
    """Describe an end by its outline and by the shaft and sleeve beside it on a mean field."""
    long, half = round(AXIS_LONG_M * px_per_m), round(AXIS_HALF_M * px_per_m)
    axis = np.zeros((2, 2 * half + 1))
    for side in (0, 1):
        rows = _levels(field, centre, outline, long, half, side)
        if rows.max() > AXIS_SEEN:
            axis[side] = rows - rows.mean()
    return End(outline, axis, long)


def _levels(
    field: EdgeField, centre: FloatArray, outline: Outline, long: int, half: int, side: int
) -> FloatArray:
    """Give the strength (2 * half + 1,) of level edges beside an outline, row by row."""
    away = outline.half_width + AXIS_GAP_PX + np.arange(long)
    columns = centre[0] + (away if side else -away)
    rows = centre[1] + np.arange(-half, half + 1)
    points = np.stack(np.meshgrid(columns, rows), axis=-1)
    level = np.broadcast_to(np.array([0.0, 1.0]), points.shape)
    return np.asarray(np.maximum(0.0, support_at(field, points, level)).mean(axis=1))


def measure_end(image: Image, start: FloatArray, end: End) -> Snapped:
    """Measure one end in a picture of the window, near a place (2,) px."""
    place, halves = np.round(start), end.halves
    patch = cut(image, place, halves)
    outside = ~np.isfinite(patch[..., 0])
    field = edge_field(np.nan_to_num(patch).astype(np.uint8))
    if outside.any():
        field[cv2.dilate(outside.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 0.0
    corner = place - np.array(halves)
    snapped = snap(field, start - corner, end)
    return Snapped(snapped.centre + corner, snapped.share, snapped.error)


def snap(field: EdgeField, start: FloatArray, end: End) -> Snapped:
    """Shift an end onto the edges of a field (H, W), 0 outside the picture.

    It starts from the best of all places within `TRY_PX`; ever narrower windows around the
    outline then give the shift by weighed least squares, shaft and sleeve counting downwards.
    """
    points, normals = end.outline.points(RAYS)
    start = start + _best_try(field, start, end)
    away = np.arange(-RAY_PX, RAY_PX + 1e-6, RAY_STEP_PX)
    rays = start + points[None] + away[:, None, None] * normals[None]
    support = np.maximum(0.0, support_at(field, rays, normals))
    inside = ((rays > 1.0) & (rays < np.array(field.shape[::-1]) - 2.0)).all(axis=(0, 2))
    likeness = _axis_likeness(field, start, end, away)
    directions = np.concatenate([normals, [[0.0, 1.0]]])
    strength = np.concatenate([support**2, np.maximum(0.0, likeness[:, None]) ** 2], axis=1)
    counts = np.concatenate([inside.astype(float), [AXIS_RAYS]])
    shift, error = np.zeros(2), np.full(2, np.inf)
    for window in WINDOWS_PX:
        bell = np.exp(-0.5 * ((away[:, None] - directions @ shift) / window) ** 2)
        weight = strength * bell
        total = weight.sum(axis=0)
        at = (weight * away[:, None]).sum(axis=0) / np.maximum(total, 1e-9)
        sure = np.minimum(1.0, np.sqrt(total)) * counts
        normal = np.einsum("r,ri,rj->ij", sure, directions, directions) + 1e-2 * np.eye(2)
        inverse = np.linalg.inv(normal)
        shift = shift + inverse @ (directions.T @ (sure * (at - directions @ shift)))
        left = at - directions @ shift
        variance = float((sure * left**2).sum() / max(1e-9, sure.sum()))
        error = np.sqrt(np.diagonal(inverse) * variance * NEIGHBOURS_ALIKE + LEAST_ERROR_PX**2)
    close = np.abs(away[:, None] - normals @ shift) < 1.0 + RAY_STEP_PX
    share = float((((support * close).max(axis=0) > EDGE) & inside).mean())
    return Snapped(start + shift, share, error)


def _best_try(field: EdgeField, start: FloatArray, end: End) -> FloatArray:
    """Give the shift (2,) in whole px at which outline and axis together are best."""
    points, normals = end.outline.points(RAYS // 2)
    steps = np.arange(-TRY_PX, TRY_PX + 1.0)
    tries = np.stack(np.meshgrid(steps, steps), axis=-1)
    along = support_at(field, start + tries[:, :, None] + points, normals).mean(axis=-1)
    axis = _axis_likeness(field, start, end, steps)
    # As a part of the whole, the axis counts as its rays do.
    worth = along + AXIS_RAYS / RAYS * np.clip(axis, 0.0, 1.0)[:, None]
    row, column = np.unravel_index(int(worth.argmax()), worth.shape)
    return np.asarray(tries[row, column])


def _axis_likeness(field: EdgeField, start: FloatArray, end: End, downs: FloatArray) -> FloatArray:
    """Tell for shifts downwards how like the stack's shaft and sleeve are: 1 the same, 0 none."""
    half = end.axis.shape[1] // 2
    reach = int(np.ceil(np.abs(downs).max()))
    total, most = np.zeros(len(downs)), 0.0
    for side, profile in enumerate(end.axis):
        own = float((profile**2).sum())
        if own == 0.0:
            continue
        rows = _levels(field, start, end.outline, end.long, half + reach, side)
        at = np.arange(-half, half + 1)[None] + downs[:, None]
        found = np.interp(at, np.arange(-half - reach, half + reach + 1), rows)
        total += (found * profile).sum(axis=1)
        most += own
    return total / most if most > 0.0 else total

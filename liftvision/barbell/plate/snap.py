"""The centre of a known plate in one frame, to a fraction of a pixel.

The plate is looked at along rays across its rim. On each ray the edges are compared with those
that its pattern expects; where they agree best says how far the plate is moved along the ray.
First the shift is taken on which the rays agree best together, whatever a single one says; then
each ray pulls the rim to its own best place, within a window that shrinks from step to step
(iterated weighted least squares). What is hidden or outside the picture agrees nowhere and does
not pull. The rim may be stretched a little on the way: a plate seen from above at the floor and
level at the hips is not quite the same ellipse, and a part of it alone would else be taken for a
shift.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField
from liftvision.barbell.ellipse import RAYS, Ellipse, support_at
from liftvision.barbell.plate.pattern import STEP_PX, Pattern, along, bare_rim

REACH_PX = 10
"""The plate is looked for this far around the start."""

SPARSE = 2
"""One ray in so many says enough for the first shift."""

NEAR_PX = 4.0
"""And its rays this far around the shift on which they agree."""

WINDOWS_PX = (3.0, 2.0, 1.6, 1.6)
"""Standard deviations of the window around the rim, from step to step."""

STRETCH = 0.02
"""Standard deviation of the stretch of either half axis in a frame, as a fraction."""

AGREES = 0.6
"""A ray counts as seen on which this part of the expected edges is found."""

LEAST_SEEN = 0.4
"""A rim of which less lies in the picture is weighed as if this part did."""

ALIKE = 9.0
"""Neighbouring rays see the same edges: so many of them tell as much as one."""

FLOOR_PX = 0.08
"""No centre is said to be truer than this."""


@dataclass(frozen=True, eq=False)
class Snapped:
    """Where the plate lies in a patch.

    Attributes
    ----------
    offset
        (2,) patch px of its rim's centre from the patch's middle.
    share
        0 to 1, the part of the outline inside the picture where the expected edges were seen.
    error
        One standard error of the offset along either axis, patch px; infinite where nothing was
        seen.
    stretch
        (2,) by which fraction half width and half height are larger than the pattern's.
    """

    offset: FloatArray
    share: float
    error: float
    stretch: FloatArray


def snap(
    field: EdgeField, start: FloatArray, plate: Pattern | Ellipse, stretch: float = STRETCH
) -> Snapped:
    """Lay a plate of known size onto the edges of a patch.

    Parameters
    ----------
    field
        (S, S) edge field of a patch; 0 outside the picture.
    start
        (2,) patch px from its middle, where to begin; to within `REACH_PX`.
    plate
        Its pattern, or just its rim.
    stretch
        Standard deviation of its stretch, as a fraction.
    """
    pattern = bare_rim(plate) if isinstance(plate, Ellipse) else plate
    begun = start + _agreed_shift(field, start, pattern)
    points, normals = pattern.rim.outline()
    cells = round(NEAR_PX / STEP_PX)
    agreement = _agreement(field, begun, pattern, cells, 1)
    norm = (pattern.expected**2).sum(axis=1)
    part = agreement / (norm[:, None] + 1e-6)
    moves = _moves(points, normals, pattern.rim)
    shifts: FloatArray = STEP_PX * np.arange(-cells, cells + 1.0)
    shape, error = _settle(agreement**2, shifts, moves, stretch)
    moved = moves @ shape
    nearest = np.clip(np.rint(moved / STEP_PX).astype(int) + cells, 0, 2 * cells)
    agrees = part[np.arange(RAYS), nearest] > AGREES
    place = np.array(field.shape[::-1]) // 2 + begun + points + moved[:, None] * normals
    limit = np.array(field.shape[::-1]) - 2.0
    counts = ((place > 1.0) & (place < limit)).all(axis=1) & (norm > 1e-3)
    share = (agrees & counts).sum() / max(counts.sum(), LEAST_SEEN * RAYS)
    return Snapped(begun + shape[:2], float(share), error, shape[2:])


def _agreement(
    field: EdgeField, centre: FloatArray, pattern: Pattern, cells: int, sparse: int
) -> FloatArray:
    """Give for each ray (R,) how its edges agree with the expected, at shifts of -cells to cells.

    Of the rays, one in so many is used; a cell is a step of the pattern's depths.
    """
    expected = pattern.expected[::sparse]
    wider = pattern.depths[0] + STEP_PX * np.arange(-cells, len(pattern.depths) + cells)
    _, normals = pattern.rim.outline()
    middle = np.array(field.shape[::-1]) // 2 + centre
    places = middle + along(pattern.rim, wider)[::sparse]
    edges = np.maximum(support_at(field, places, normals[::sparse, None]), 0.0)
    windows = np.lib.stride_tricks.sliding_window_view(edges, expected.shape[1], axis=1)
    return np.asarray(np.einsum("rd,rkd->rk", expected, windows))


def _agreed_shift(field: EdgeField, start: FloatArray, pattern: Pattern) -> FloatArray:
    """Give the shift (2,) px, in whole ones, on which the rays agree best together."""
    agreement = _agreement(field, start, pattern, round(REACH_PX / STEP_PX), SPARSE)
    grid = np.arange(-REACH_PX, REACH_PX + 1.0)
    shifts = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    shifts = shifts[np.linalg.norm(shifts, axis=1) <= REACH_PX]
    _, normals = pattern.rim.outline()
    cell = shifts @ normals[::SPARSE].T / STEP_PX + REACH_PX / STEP_PX
    low = np.clip(cell.astype(int), 0, agreement.shape[1] - 2)
    ray = np.arange(len(agreement))
    below, above = agreement[ray, low], agreement[ray, low + 1]
    total = (below + (cell - low) * (above - below)).sum(axis=1)
    return np.asarray(shifts[total.argmax()])


def _moves(points: FloatArray, normals: FloatArray, rim: Ellipse) -> FloatArray:
    """Give what each ray's rim moves (RAYS, 4) per px of shift and per stretch of each axis."""
    cosine, sine = np.cos(rim.tilt), np.sin(rim.tilt)
    axes = np.array([[cosine, sine], [-sine, cosine]])
    stretch = (points @ axes.T) * (normals @ axes.T)
    return np.concatenate([normals, stretch], axis=1)


def _settle(
    mass: FloatArray, shifts: FloatArray, moves: FloatArray, stretch: float
) -> tuple[FloatArray, float]:
    """Give shift and stretch (4,) that lay the rim on the edges, and the shift's error in px."""
    shape = np.zeros(4)
    prior = np.array([1e-6, 1e-6, stretch**-2, stretch**-2])
    for window in WINDOWS_PX:
        at = moves @ shape
        seen = mass * np.exp(-0.5 * ((shifts - at[:, None]) / window) ** 2)
        weight = seen.sum(axis=1)
        miss = (seen * shifts).sum(axis=1) / (weight + 1e-9) - at
        if weight.sum() < 1e-6:
            return np.zeros(4), np.inf
        spread = np.sqrt((weight * miss**2).sum() / weight.sum())
        count = float(weight.sum() ** 2 / (weight**2).sum()) / ALIKE
        trust = weight * count / weight.sum() / max(float(spread), 0.3) ** 2
        normal = (moves.T * trust) @ moves + np.diag(prior)
        shape = shape + np.linalg.solve(normal, (moves.T * trust) @ miss - prior * shape)
    variance = np.trace(np.linalg.inv(normal)[:2, :2]) / 2.0
    return shape, float(np.hypot(FLOOR_PX, np.sqrt(variance)))

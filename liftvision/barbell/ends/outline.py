"""The outline of plates seen nearly edge-on: two halves of an ellipse, drawn apart.

Their faces are narrow ellipses; their thickness draws both halves of the outline apart and joins
them by level lines at top and bottom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField
from liftvision.barbell.ellipse import support_at

HALF_HEIGHTS_M = np.geomspace(0.1, 0.3, 29)
"""In the body's plane."""

ASPECTS = (0.08, 0.18, 0.32, 0.5)
THICKNESSES = (0.04, 0.2, 0.4)
"""Of the faces' width, and of half the thickness, over the height."""

REACH_M = 0.1
"""The search of the end was right to within this."""

COARSE_POINTS, FINE_POINTS = 48, 160
COARSE_STEP_PX = 2.0
SMALLEST_STEP_PX = 0.04

SIZE_POWER = 0.5
"""Inner rings have better edges than the rim: the worth of an outline grows with its height."""

BESIDE_PX = 3.0
STEADY_COUNTS = 0.4
"""The plates look alike in all frames, what is behind them does not: how steady it is this far
within and beyond the outline counts less than edges."""

AXIS_BESIDE_M = 0.13
AXIS_BLUR_M = 0.015
AXIS_SEEN = 0.12
AXIS_COUNTS = 0.2
AXIS_OFF_M = 0.03
"""Shaft and sleeve show as level edges this far beside the plates' middle; where they do at
least so well, an outline whose middle is this far off their line loses so much."""

ALIKE = 0.06
"""Both ends' plates are the same: heights that differ by this much, beside what the view
explains, count half."""


@dataclass(frozen=True, eq=False)
class EndStack:
    """Patches of one end, laid over each other.

    Attributes
    ----------
    field
        (H, W) mean edges.
    steady
        (H, W) 1 where all patches show the same, 0 where each shows something else.
    axis
        Row of the shaft and the sleeve; None where they do not show.
    px_per_m
        In the body's plane.
    """

    field: EdgeField
    steady: NDArray[np.float32]
    axis: float | None
    px_per_m: float


def axis_row(field: EdgeField, px_per_m: float) -> float | None:
    """Give the row of shaft and sleeve in a mean field of edges; None where they do not show."""
    height, width = field.shape
    beside = np.abs(np.arange(width) - (width - 1) / 2.0) > AXIS_BESIDE_M * px_per_m
    level = np.maximum(0.0, -field.real[:, beside]).mean(axis=1)
    smooth = gaussian_filter1d(level, AXIS_BLUR_M * px_per_m)
    middle = (height - 1) / 2.0
    near = np.abs(np.arange(height) - middle) < 1.5 * REACH_M * px_per_m
    row = int(np.argmax(np.where(near, smooth, -1.0)))
    return float(row) if smooth[row] > AXIS_SEEN else None


@dataclass(frozen=True)
class Outline:
    """An outline around a centre that is given elsewhere, in px.

    Attributes
    ----------
    half_face
        Half the width of a face.
    half_thickness
        Half of how far the faces are drawn apart.
    half_height
        Half the plates' height.
    """

    half_face: float
    half_thickness: float
    half_height: float

    @property
    def half_width(self) -> float:
        """Half the width of all."""
        return self.half_face + self.half_thickness

    def points(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Give points (count, 2) evenly around the outline, and unit normals (count, 2)."""
        return _around(self, count)


@lru_cache(maxsize=256)
def _around(outline: Outline, count: int) -> tuple[FloatArray, FloatArray]:
    turn = np.linspace(-np.pi / 2.0, np.pi / 2.0, 181)
    face, height = outline.half_face, outline.half_height
    arc = np.stack([face * np.cos(turn), height * np.sin(turn)], axis=1)
    arc_normals = np.stack([np.cos(turn) / face, np.sin(turn) / height], axis=1)
    arc_normals /= np.linalg.norm(arc_normals, axis=1, keepdims=True)
    apart = np.array([outline.half_thickness, 0.0])
    ring = np.concatenate([arc + apart, -arc - apart, arc[:1] + apart])
    normals = np.concatenate([arc_normals, -arc_normals, arc_normals[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
    at = along[-1] * (np.arange(count) + 0.5) / count
    even = [np.interp(at, along, column) for column in (*ring.T, *normals.T)]
    return np.stack(even[:2], axis=1), np.stack(even[2:], axis=1)


@dataclass(frozen=True, eq=False)
class FittedOutline:
    """An outline on a mean field of edges.

    Attributes
    ----------
    centre
        (2,) px of the field.
    outline
        Around it.
    support
        How well edges run along it, and steadiness ends there; 1.5 at most.
    """

    centre: FloatArray
    outline: Outline
    support: float


def fit_outlines(stacks: Sequence[EndStack], ratio: float) -> tuple[FittedOutline, ...]:
    """Fit the outlines of both ends, near the middles of their stacks.

    Parameters
    ----------
    stacks
        Of the picture's left end and its right end.
    ratio
        Of the right end's height to the left end's, as the view makes expect.
    """
    sizes = HALF_HEIGHTS_M * stacks[0].px_per_m
    profiles = [[_best_of_size(stack, size) for size in sizes] for stack in stacks]
    worth = np.array([[fit.support for fit in profile] for profile in profiles])
    worth = np.maximum(worth, 0.0) * sizes**SIZE_POWER
    apart = np.log(sizes[None, :] / sizes[:, None] / ratio) / ALIKE
    together = (worth[0][:, None] + worth[1][None, :]) / (1.0 + apart**2)
    chosen = np.unravel_index(int(together.argmax()), together.shape)
    return tuple(
        _refined(stack, profile[int(size)])
        for stack, profile, size in zip(stacks, profiles, chosen, strict=True)
    )


def _best_of_size(stack: EndStack, half_height: float) -> FittedOutline:
    """Find the best outline of one height, of any width, anywhere near the middle."""
    reach = REACH_M * stack.px_per_m
    steps = np.arange(-reach, reach + 1e-6, COARSE_STEP_PX)
    middle = (np.array(stack.field.shape[::-1]) - 1.0) / 2.0
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) + middle
    best: FittedOutline | None = None
    for aspect in ASPECTS:
        for thickness in THICKNESSES:
            outline = Outline(max(1.5, aspect * half_height), thickness * half_height, half_height)
            support = _evidence(stack, grid, outline, COARSE_POINTS)
            top = int(support.argmax())
            if best is None or support[top] > best.support:
                best = FittedOutline(grid[top], outline, float(support[top]))
    assert best is not None
    return best


def _refined(stack: EndStack, start: FittedOutline) -> FittedOutline:
    """Move and stretch an outline in ever smaller steps while it gains."""
    best = replace(start, support=_support(stack, start.centre, start.outline))
    step = COARSE_STEP_PX
    while step > SMALLEST_STEP_PX:
        tries = [_changed(stack, best, part, way * step) for part in range(5) for way in (-1, 1)]
        top = max(tries, key=_worth)
        if _worth(top) > _worth(best):
            best = top
        else:
            step /= 2.0
    return best


def _worth(fit: FittedOutline) -> float:
    return float(fit.support * fit.outline.half_height**SIZE_POWER)


def _changed(stack: EndStack, fit: FittedOutline, part: int, by: float) -> FittedOutline:
    centre, outline = fit.centre.copy(), fit.outline
    if part < 2:
        centre[part] += by
    else:
        outline = Outline(
            max(1.5, outline.half_face + by * (part == 2)),
            max(0.0, outline.half_thickness + by * (part == 3)),
            outline.half_height + by * (part == 4),
        )
    return FittedOutline(centre, outline, _support(stack, centre, outline))


def _support(stack: EndStack, centre: FloatArray, outline: Outline) -> float:
    return float(_evidence(stack, centre[None], outline, FINE_POINTS)[0])


def _evidence(stack: EndStack, centres: FloatArray, outline: Outline, count: int) -> FloatArray:
    """Tell for places (N, 2) whether edges run along the outline and the steady part ends there."""
    points, normals = outline.points(count)
    at = centres[:, None] + points
    along = support_at(stack.field, at, normals).mean(axis=1)
    within, beyond = (
        cv2.remap(stack.steady, (at + by * normals).astype(np.float32), None, cv2.INTER_LINEAR)
        for by in (-BESIDE_PX, BESIDE_PX)
    )
    evidence = along + STEADY_COUNTS * (within - beyond).mean(axis=1)
    if stack.axis is not None:
        off = (centres[:, 1] - stack.axis) / (AXIS_OFF_M * stack.px_per_m)
        evidence = evidence - AXIS_COUNTS * np.minimum(1.0, off**2)
    return np.asarray(evidence, dtype=np.float64)

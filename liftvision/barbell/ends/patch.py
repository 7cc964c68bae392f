"""Patches of a picture, and how to find one in another to a fraction of a pixel."""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image

Levels: TypeAlias = NDArray[np.float32]

STEPS = (4, 8)
BLUR_PX = (2.5, 0.8)
"""Steps of the search for the shift, and smoothing: coarse, then fine."""

CONVERGED_PX = 0.01
FURTHEST_PX = 8.0
"""A shift is not looked for further than this."""


@dataclass(frozen=True, eq=False)
class Mean:
    """Patches laid over each other.

    Attributes
    ----------
    levels
        (H, W, 3) median colour, 0 to 255; both sides odd.
    weight
        (H, W) how much each px counts, 0 to 1.
    """

    levels: Levels
    weight: Levels


@dataclass(frozen=True)
class Shift:
    """How a template was found in a patch.

    Attributes
    ----------
    offset
        (2,) px from the patch's middle to where the template's middle lies in it.
    likeness
        Correlation of both, -1 to 1; px weighed as the template says.
    error
        One standard error of the offset along either axis, px.
    """

    offset: FloatArray
    likeness: float
    error: float


def cut(image: Image, centre: FloatArray, halves: tuple[int, int]) -> Levels:
    """Cut a patch around a place (2,) px; NaN outside the picture."""
    across, down = halves
    height, width = image.shape[:2]
    shape = 2 * down + 1, 2 * across + 1
    left, top = np.floor(centre).astype(np.int64) - np.array(halves)
    inner = image[
        max(0, top) : max(0, min(height, top + shape[0] + 1)),
        max(0, left) : max(0, min(width, left + shape[1] + 1)),
    ]
    if inner.size == 0:
        return np.full((*shape, 3), np.nan, np.float32)
    framed = np.full((shape[0] + 1, shape[1] + 1, 3), np.nan, np.float32)
    row, column = max(0, -top), max(0, -left)
    framed[row : row + inner.shape[0], column : column + inner.shape[1]] = inner
    part = np.asarray(centre - np.floor(centre))
    # Bilinear: the four neighbours, each with the part of a px it covers.
    above = (1.0 - part[0]) * framed[:, :-1] + part[0] * framed[:, 1:]
    return np.asarray((1.0 - part[1]) * above[:-1] + part[1] * above[1:], dtype=np.float32)


def find_shift(template: Mean, patch: Levels) -> Shift:
    """Find a template in a patch of the same size, to a fraction of a px.

    Gauss-Newton on the weighed differences of colour, free of brightness and contrast; first on
    smoothed pictures. Px outside the picture do not count.
    """
    seen = np.isfinite(patch[..., 0])
    filled = np.where(seen[..., None], patch, template.levels).astype(np.float32)
    weight = template.weight * seen
    offset = np.zeros(2)
    likeness, error = -1.0, np.inf
    if weight.sum() < 0.3 * template.weight.sum():
        return Shift(offset, likeness, error)
    for steps, blur in zip(STEPS, BLUR_PX, strict=True):
        target = cv2.GaussianBlur(template.levels, (0, 0), blur)
        smooth = cv2.GaussianBlur(filled, (0, 0), blur)
        offset, likeness, error = _descend(target, smooth, weight, offset, steps)
    return Shift(offset, likeness, error)


def _descend(
    target: Levels, patch: Levels, weight: Levels, offset: FloatArray, steps: int
) -> tuple[FloatArray, float, float]:
    height, width = weight.shape
    slope = [cv2.Sobel(target, cv2.CV_32F, dx, dy) / 8.0 for dx, dy in ((1, 0), (0, 1))]
    mean, spread = _levels(target, weight)
    normal = (target - mean) / spread
    slopes = np.stack(slope, axis=-1) / spread
    heavy = weight[..., None, None]
    curvature = np.einsum("hwci,hwcj->ij", slopes * heavy, slopes) + 1e-6 * np.eye(2)
    likeness, error = -1.0, np.inf
    for _ in range(steps):
        back = np.array([[1.0, 0.0, -offset[0]], [0.0, 1.0, -offset[1]]])
        moved = cv2.warpAffine(
            patch, back, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        level, contrast = _levels(moved, weight)
        found = (moved - level) / contrast
        likeness = float((weight[..., None] * normal * found).sum() / (3.0 * weight.sum()))
        difference = found - normal * likeness
        step = np.linalg.solve(curvature, np.einsum("hwci,hwc->i", slopes * heavy, difference))
        squared = float((weight[..., None] * difference**2).sum() / (3.0 * weight.sum()))
        error = float(np.sqrt(squared * np.linalg.inv(curvature).diagonal().max()))
        length = float(np.linalg.norm(step))
        offset = offset - step * min(1.0, 2.0 / max(length, 1e-9))
        if length < CONVERGED_PX or np.abs(offset).max() > FURTHEST_PX:
            break
    return offset, likeness, error


def _levels(image: Levels, weight: Levels) -> tuple[Levels, float]:
    """Give the weighed mean of each channel (3,), and the spread of all around it."""
    total = float(weight.sum())
    mean = (weight[..., None] * image).sum(axis=(0, 1)) / total
    squared = (weight[..., None] * (image - mean) ** 2).sum() / (3.0 * total)
    return mean, float(np.sqrt(squared)) + 1.0

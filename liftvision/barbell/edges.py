"""Where edges run in a picture, whatever their contrast: a field of doubled directions.

An edge's direction is that of its gradient, doubled: dark on light and light on dark point the
same way then, and edges at a right angle to each other point opposite ways and cancel. Strength
is measured against the neighbourhood's, so that a dark plate in the shade counts as much as a
bright one in the sun.
"""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import Image

EdgeField: TypeAlias = NDArray[np.complex64]

BLUR_PX = 0.8
"""Standard deviation of the smoothing before the gradient: noise of one pixel makes no edge."""

NEIGHBOURHOOD_PX = 41
FAINT = 12.0
"""Gradient per px, of Sobel's sum, below which an edge counts little even where all is flat."""

NEIGHBOURS_WEIGH = 0.8


def edge_field(image: Image) -> EdgeField:
    """Give the edge field (H, W) of an RGB picture (H, W, 3).

    Its length is the edge's strength, 0 to 1, in whichever colour channel is strongest; its angle
    is twice that of the gradient, x to the right and y down.
    """
    smooth = cv2.GaussianBlur(image, (0, 0), BLUR_PX)
    across, down = _strongest_gradient(smooth)
    strength = cv2.magnitude(across, down)
    floor = cv2.boxFilter(strength, -1, (NEIGHBOURHOOD_PX, NEIGHBOURHOOD_PX)) + FAINT
    # strength / (strength + neighbours) for a unit vector of doubled angle.
    weight = 1.0 / (np.maximum(strength, 1e-3) * (strength + NEIGHBOURS_WEIGH * floor))
    field = np.empty(strength.shape, np.complex64)
    field.real = (across * across - down * down) * weight
    field.imag = 2.0 * across * down * weight
    return field


def _strongest_gradient(image: Image) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the gradient (H, W), across and down, of the channel in which it is longest."""
    across = cv2.Sobel(image, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(image, cv2.CV_32F, 0, 1)
    if across.ndim == 2:
        return across, down
    squared = across * across + down * down
    best_across, best_down = across[..., 0].copy(), down[..., 0].copy()
    best = squared[..., 0].copy()
    for channel in (1, 2):
        stronger = squared[..., channel] > best
        np.copyto(best_across, across[..., channel], where=stronger)
        np.copyto(best_down, down[..., channel], where=stronger)
        np.copyto(best, squared[..., channel], where=stronger)
    return best_across, best_down

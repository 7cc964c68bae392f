"""All pictures of the plate laid over each other: its rim stays, the background cancels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.edges import EdgeField

COARSER = 0.7
"""A patch of fewer pixels than this for each of the picture's is smoothed before."""

ANTI_ALIAS = 0.45
"""Standard deviation of this smoothing, in px of the patch."""

MID_GREY = 128.0
"""Grey levels are summed from here, which keeps sums of squares small."""

SUMS = ("along", "across", "weight", "red", "green", "blue", "squared")
"""What a stack sums up in each pixel."""

SAME = np.ones(2)
"""The scale of a plate that has its usual size."""


@dataclass(frozen=True, eq=False)
class Patch:
    """A square cut from a picture around a place, resampled.

    Attributes
    ----------
    image
        (S, S, 3) uint8; black outside the picture. The place lies in the middle of the pixel
        [half, half], S = 2 * half + 1.
    seen
        (S, S) bool, which pixels lie inside the picture.
    place
        (2,) px in the picture; the middle of its first pixel is (0, 0).
    zoom
        Pixels of the patch for each pixel of the picture.
    """

    image: Image
    seen: NDArray[np.bool_]
    place: FloatArray
    zoom: float

    def in_picture(self, offset: FloatArray) -> FloatArray:
        """Give the place (..., 2) px in the picture of an offset (..., 2) from the middle."""
        return np.asarray(self.place + offset / self.zoom)


def cut_patch(image: Image, place: FloatArray, zoom: float, half: int) -> Patch:
    """Cut a patch of 2 * half + 1 px around a place (2,) px of a picture."""
    import cv2

    height, width = image.shape[:2]
    reach = half / zoom + 2.0
    low = np.maximum(np.floor(place - reach), 0.0).astype(np.int64)
    high = np.minimum(np.ceil(place + reach) + 1.0, [width, height]).astype(np.int64)
    side = 2 * half + 1
    if (high - low < 2).any():
        nothing = np.zeros((side, side), dtype=np.bool_)
        return Patch(np.zeros((side, side, 3), np.uint8), nothing, place, zoom)
    crop = image[low[1] : high[1], low[0] : high[0]]
    if zoom < COARSER:
        crop = cv2.GaussianBlur(crop, (0, 0), ANTI_ALIAS / zoom)
    moved = half - zoom * (place - low)
    affine = np.array([[zoom, 0.0, moved[0]], [0.0, zoom, moved[1]]])
    cut = cv2.warpAffine(crop, affine, (side, side), flags=cv2.INTER_LINEAR)
    grid = place[:, None] + (np.arange(side) - half) / zoom
    across, down = (grid >= 0.0) & (grid <= np.array([[width], [height]]) - 1.0)
    return Patch(np.asarray(cut, dtype=np.uint8), down[:, None] & across[None, :], place, zoom)


def within(patch: Patch, field: EdgeField) -> NDArray[np.float32]:
    """Give (S, S, 3): the field of edges of a patch, without the picture's border, and where."""
    import cv2

    inside = cv2.erode(patch.seen.astype(np.float32), np.ones((5, 5), np.uint8))
    return np.dstack([field.real * inside, field.imag * inside, inside])


def moved_onto(
    layers: NDArray[np.float32], offset: FloatArray, scale: FloatArray
) -> NDArray[np.float32]:
    """Move layers (S, S, C) so that what lies at an offset (2,) px from the middle comes there.

    What is larger than usual by ``scale`` (2,), across and down, is reduced.
    """
    import cv2

    half = layers.shape[0] // 2
    corner = half + offset - half * scale
    onto = np.array([[scale[0], 0.0, corner[0]], [0.0, scale[1], corner[1]]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(layers, onto, layers.shape[:2], flags=how)
    return np.asarray(moved, dtype=np.float32)


class Stack:
    """The running mean of re-centred patches: their edges, their colour, and how much it changes.

    ``Stack(half)`` is empty; `add` it patch by patch.
    """

    def __init__(self, half: int) -> None:
        side = 2 * half + 1
        self.half = half
        self._sums = np.zeros((side, side, len(SUMS)), np.float32)

    def add(
        self,
        patch: Patch,
        edges: NDArray[np.float32],
        offset: FloatArray,
        weight: float,
        scale: FloatArray = SAME,
    ) -> None:
        """Add a patch whose plate's centre lies ``offset`` (2,) patch px from its middle.

        Its edges are those of `within`; for ``scale`` see `moved_onto`.
        """
        inside = edges[..., 2]
        levels = np.zeros((*inside.shape, 4), np.float32)
        np.subtract(patch.image, MID_GREY, out=levels[..., :3])
        levels[..., 3] = (levels * levels).sum(axis=-1)
        levels *= inside[..., None]
        self._sums[..., :3] += weight * moved_onto(edges, offset, scale)
        self._sums[..., 3:] += weight * moved_onto(levels, offset, scale)

    @property
    def weight(self) -> NDArray[np.float32]:
        """Sum of the weights (S, S) of the patches that show each pixel."""
        return np.asarray(self._sums[..., 2])

    @property
    def field(self) -> EdgeField:
        """The mean field of edges (S, S); 0 where nothing was seen."""
        total = np.maximum(self.weight, 1e-6)
        return np.asarray((self._sums[..., 0] + 1j * self._sums[..., 1]) / total, np.complex64)

    @property
    def image(self) -> FloatArray:
        """The mean colour (S, S, 3), 0 to 255."""
        total = np.maximum(self.weight, 1e-6)[..., None]
        return np.asarray(self._sums[..., 3:6] / total + MID_GREY, dtype=np.float64)

    @property
    def change(self) -> FloatArray:
        """Standard deviation over time (S, S) of the colour, in levels of all channels together."""
        total = np.maximum(self.weight, 1e-6)
        mean = self._sums[..., 3:6] / total[..., None]
        variance = self._sums[..., 6] / total - (mean * mean).sum(axis=-1)
        return np.asarray(np.sqrt(np.maximum(variance, 0.0)), dtype=np.float64)

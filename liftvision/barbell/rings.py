"""How well edges run along an elliptic ring, for every place of its centre at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField

RING_WIDTH_PX = 1.2
"""Standard deviation of the ring's line."""

LEAST_INSIDE = 0.6
"""A ring of which less lies in the picture is weighed as if this part did."""


@dataclass(frozen=True)
class Ring:
    """An upright ellipse.

    Attributes
    ----------
    half_width, half_height
        px of the picture in which it is looked for.
    """

    half_width: float
    half_height: float

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.half_width / self.half_height

    @property
    def girth(self) -> float:
        """Root mean square of the half axes, px; the outline is about 2 pi times as long."""
        return float(np.hypot(self.half_width, self.half_height) / np.sqrt(2.0))


class RingFinder:
    """Support of rings in pictures of one size; keeps what it works out once for each ring.

    Support is the mean along the ring of how edges run: 1 where a strong edge runs along all of
    it, 0 where edges run anyhow, below 0 where they run across it. Only the part of the ring
    inside the picture counts.
    """

    def __init__(self, height: int, width: int, largest: float) -> None:
        self._size = height, width
        margin = int(np.ceil(largest + 4.0 * RING_WIDTH_PX))
        # Without a margin a ring at one edge of the picture would see the edge opposite.
        self._shape = fft.next_fast_len(height + margin), fft.next_fast_len(width + margin)
        inside = np.zeros(self._shape, np.complex64)
        inside[:height, :width] = 1.0
        self._inside = fft.fft2(inside)
        self._kernels: dict[Ring, tuple[NDArray[np.complex64], NDArray[np.float32]]] = {}

    def spectrum(self, field: EdgeField) -> NDArray[np.complex64]:
        """Prepare an edge field for `support`."""
        padded = np.zeros(self._shape, np.complex64)
        padded[: self._size[0], : self._size[1]] = field
        return np.asarray(fft.fft2(padded), dtype=np.complex64)

    def support(self, spectrum: NDArray[np.complex64], ring: Ring) -> NDArray[np.float32]:
        """Give the support (height, width), -1 to 1, of a ring around each px."""
        if ring not in self._kernels:
            self._kernels[ring] = self._kernel(ring)
        kernel, weight = self._kernels[ring]
        along = fft.ifft2(spectrum * kernel).real[: self._size[0], : self._size[1]]
        return np.asarray(along * weight, dtype=np.float32)

    def _kernel(self, ring: Ring) -> tuple[NDArray[np.complex64], NDArray[np.float32]]:
        """Give the ring's own spectrum, and one over the part of it that is in the picture."""
        line, doubled = ring_line(self._shape, ring)
        kernel = np.conj(fft.fft2((line * doubled).astype(np.complex64)))
        plain = np.conj(fft.fft2(line.astype(np.complex64)))
        part = fft.ifft2(self._inside * plain).real[: self._size[0], : self._size[1]]
        return kernel, (1.0 / np.maximum(part, LEAST_INSIDE)).astype(np.float32)


def ring_line(shape: tuple[int, int], ring: Ring) -> tuple[FloatArray, NDArray[np.complex128]]:
    """Give the ring around the origin of a periodic picture.

    Gives the weight (height, width) of each px, 1 in all, and the doubled direction of the
    normal there, a complex number of length 1.
    """
    rows, columns = shape
    down, right = np.meshgrid(
        np.fft.fftfreq(rows, 1.0 / rows), np.fft.fftfreq(columns, 1.0 / columns), indexing="ij"
    )
    radius = np.hypot(right / ring.half_width, down / ring.half_height) + 1e-9
    normal = right / ring.half_width**2 + 1j * down / ring.half_height**2
    steep = np.abs(normal) + 1e-9
    # The distance to the ellipse, to first order.
    distance = (radius - 1.0) * radius / steep
    line = np.exp(-0.5 * (distance / RING_WIDTH_PX) ** 2)
    return line / line.sum(), (normal / steep) ** 2

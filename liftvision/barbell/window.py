"""The part of the picture in which the bar is looked for, in px that suit a person's size.

Places in a clip are counted from the picture's corner, as those of landmarks are: the middle of
its first px is at 0.5. Places in a window are counted from the middle of its first px.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, Image

PX_PER_M = 200.0
"""px of the window for a metre in the body's plane; no more than the clip has."""


@dataclass(frozen=True, eq=False)
class Window:
    """A rectangle of the clip's picture, reduced.

    Attributes
    ----------
    picture
        Width and height in px of the whole reduced picture.
    zoom
        (2,) px of the window for one of the clip, across and down.
    low, high
        (2,) the rectangle's corners in px of the reduced picture; half open.
    px_per_m
        Of the window, in the body's plane.
    """

    picture: tuple[int, int]
    zoom: FloatArray
    low: FloatArray
    high: FloatArray
    px_per_m: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the rectangle in px."""
        width, height = (self.high - self.low).astype(int)
        return int(width), int(height)

    def crop(self, reduced: Image) -> Image:
        """Cut the rectangle out of a reduced picture."""
        (left, top), (right, bottom) = self.low.astype(int), self.high.astype(int)
        return np.ascontiguousarray(reduced[top:bottom, left:right])

    def inward(self, points: FloatArray) -> FloatArray:
        """Take points (..., 2) px of the clip into the window."""
        return np.asarray(points * self.zoom - 0.5 - self.low)

    def outward(self, points: FloatArray) -> FloatArray:
        """Take points (..., 2) px of the window back to the clip."""
        return np.asarray((points + self.low + 0.5) / self.zoom)


def reduction(clip_size: tuple[int, int], px_per_m: float) -> tuple[int, int]:
    """Give the width and height to which a clip's pictures are reduced.

    Parameters
    ----------
    clip_size
        In px.
    px_per_m
        Of the clip, in the body's plane.
    """
    wanted = min(1.0, PX_PER_M / px_per_m)
    width, height = (max(16, round(side * wanted)) for side in clip_size)
    return width, height


def window_around(
    points: FloatArray,
    reach_m: FloatArray,
    clip_size: tuple[int, int],
    picture: tuple[int, int],
    px_per_m: float,
) -> Window:
    """Make the window that shows everything within reach of some points.

    Parameters
    ----------
    points
        (N, 2) px of the clip.
    reach_m
        (2,) m across and down, in the body's plane.
    clip_size, picture
        Width and height in px of the clip, and of its reduced pictures.
    px_per_m
        Of the clip, in the body's plane.
    """
    zoom = np.array(picture) / np.array(clip_size)
    reduced = points * zoom
    reach = reach_m * px_per_m * zoom
    low = np.clip(np.floor(reduced.min(axis=0) - reach), 0, np.array(picture) - 16)
    high = np.clip(np.ceil(reduced.max(axis=0) + reach) + 1, low + 16, picture)
    return Window(picture, zoom, low, high, px_per_m * float(np.sqrt(zoom.prod())))

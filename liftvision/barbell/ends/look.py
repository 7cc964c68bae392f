"""How to tell the bar's ends in a coarse picture: by their edges, less what stands still there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.edges import EdgeField, edge_field
from liftvision.barbell.ellipse import support_at
from liftvision.barbell.ends.search import COARSE_PX_PER_M, coarse_size, resized
from liftvision.barbell.ends.snap import End
from liftvision.barbell.window import Window

Map: TypeAlias = NDArray[np.float32]

FAINT_EDGE = 0.12
SHAFT_M = 0.1
"""Edges around an end that are fainter than this on average do not count; shaft and sleeve do, so
far beside the plates."""

STEADY_TAKEN = 0.8
"""Of what stands still at a place, this part is taken off what is seen there."""

ELSEWHERE_M = 0.28
FEWEST_ELSEWHERE = 3
"""What stands still is known at heights that the bar leaves by this much in so many stills."""

PRESENCE_POINTS = 96

SLACK = 1
"""An end may be so many coarse px from where the bar's middle puts it."""


class EdgeFinder:
    """How like the edges around one end those around each place of a picture are.

    Parameters
    ----------
    fields
        S coarse fields of edges (H, W).
    places
        (S, 2) coarse px, where the end is in each; NaN where unknown.
    half_width, half_height
        Of what is compared, coarse px.
    """

    def __init__(
        self, fields: Sequence[EdgeField], places: FloatArray, half_width: int, half_height: int
    ) -> None:
        side = 2 * half_width + 1, 2 * half_height + 1
        total = np.zeros((side[1], side[0], 2), np.float32)
        known = np.flatnonzero(np.isfinite(places).all(axis=1))
        for number in (int(each) for each in known):
            parts = np.ascontiguousarray(fields[number]).view(np.float32)
            across, down = places[number] - (half_width, half_height)
            affine = np.array([[1.0, 0.0, -across], [0.0, 1.0, -down]])
            parts = parts.reshape(*fields[number].shape, 2)
            total += cv2.warpAffine(parts, affine, side, flags=cv2.INTER_LINEAR)
        mean = (total[..., 0] + 1j * total[..., 1]) / max(1, len(known))
        # Faint edges are those of what is behind.
        mean[np.abs(mean) < FAINT_EDGE] = 0.0
        height, width = fields[0].shape
        self._size = height, width
        self._shape = fft.next_fast_len(height + side[1]), fft.next_fast_len(width + side[0])
        placed = np.zeros(self._shape, np.complex64)
        placed[: side[1], : side[0]] = mean / max(1e-6, float((np.abs(mean) ** 2).sum()))
        placed = np.roll(placed, (-half_height, -half_width), axis=(0, 1))
        self._kernel = np.conj(fft.fft2(placed))

    def likeness(self, field: EdgeField) -> NDArray[np.float32]:
        """Give for each place (H, W) of a field how like it is: 1 as on average, 0 unlike."""
        padded = np.zeros(self._shape, np.complex64)
        padded[: self._size[0], : self._size[1]] = field
        along = fft.ifft2(fft.fft2(padded) * self._kernel).real
        return np.asarray(along[: self._size[0], : self._size[1]], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class EndsLook:
    """What to look for in a coarse picture; the picture's left end first.

    Attributes
    ----------
    size
        Width and height of the coarse picture.
    apart
        (2, 2) coarse px from the bar's middle to each end.
    finders
        Of both ends.
    steady
        (H, W) for each end, the likeness of what stands still there.
    """

    size: tuple[int, int]
    apart: FloatArray
    finders: tuple[EdgeFinder, EdgeFinder]
    steady: tuple[Map, Map]

    def likeness(self, image: Image) -> Map:
        """Give for each place (H, W) of the bar's middle how like both ends are.

        About 1 where the bar is, 0 where nothing is like it or what is stands still.

        Parameters
        ----------
        image
            Of the window.
        """
        field = edge_field(resized(image, self.size))
        around = np.ones((2 * SLACK + 1, 2 * SLACK + 1), np.uint8)
        left, right = (
            cv2.warpAffine(
                cv2.dilate(finder.likeness(field) - np.float32(STEADY_TAKEN) * steady, around),
                np.array([[1.0, 0.0, -round(across)], [0.0, 1.0, -round(down)]]),
                self.size,
                flags=cv2.INTER_NEAREST,
            )
            for finder, steady, (across, down) in zip(
                self.finders, self.steady, self.apart, strict=True
            )
        )
        return np.asarray((left + right + np.minimum(left, right)) / 3.0, dtype=np.float32)


def learn_look(
    images: Sequence[Image],
    centres: FloatArray,
    ends: tuple[End, End],
    apart: FloatArray,
    window: Window,
) -> EndsLook:
    """Learn from stills what both ends look like in a coarse picture, and what stands still.

    Parameters
    ----------
    images
        S pictures of the window.
    centres
        (S, 2, 2) px, where both ends are in them; NaN where they were not found.
    ends
        Both.
    apart
        (2, 2) px from the bar's middle to each end.
    window
        Of the pictures.
    """
    size, zoom = coarse_size(window)
    fields = [edge_field(resized(image, size)) for image in images]
    places = (centres + 0.5) * zoom - 0.5
    scale = float(np.sqrt(zoom.prod()))
    finders = []
    for number, end in enumerate(ends):
        across = round(scale * end.outline.half_width + SHAFT_M * COARSE_PX_PER_M)
        down = round(scale * end.outline.half_height + 2.0)
        finders.append(EdgeFinder(fields, places[:, number], across, down))
    away = _elsewhere(places[..., 1].mean(axis=1), size[1])
    steady = [_steady([finder.likeness(field) for field in fields], away) for finder in finders]
    return EndsLook(size, apart * zoom, (finders[0], finders[1]), (steady[0], steady[1]))


def _elsewhere(rows: FloatArray, height: int) -> NDArray[np.bool_]:
    """Tell for each still and row (S, H) whether the bar, at one row a still, is elsewhere."""
    apart = np.abs(np.arange(height) - rows[:, None])
    return np.asarray(apart > ELSEWHERE_M * COARSE_PX_PER_M)


def _steady(found: Sequence[Map], away: NDArray[np.bool_]) -> Map:
    """Give the usual likeness (H, W) at each place while the bar is elsewhere; 0 if not known."""
    hidden = np.where(away[:, :, None], np.stack(found), np.nan)
    hidden[:, away.sum(axis=0) < FEWEST_ELSEWHERE] = 0.0
    return np.asarray(np.nanmedian(hidden, axis=0), np.float32)


def presence(
    images: Sequence[Image], centres: FloatArray, ends: tuple[End, End], px_per_m: float
) -> float:
    """Tell how much more the outlines are seen where the bar is than while it is elsewhere.

    What stands still is seen as well either way, and gives 0. The worse of both ends counts.

    Parameters
    ----------
    images, centres, ends
        As `learn_look` takes them.
    px_per_m
        Of the pictures, in the body's plane.
    """
    fields = [edge_field(image) for image in images]
    apart = ELSEWHERE_M * px_per_m
    gains = []
    for side, end in enumerate(ends):
        points, normals = end.outline.points(PRESENCE_POINTS)
        places = centres[:, side]
        known = np.flatnonzero(np.isfinite(places).all(axis=1))
        # Row: the frame looked at; column: the frame whose place is looked at.
        support = np.array(
            [
                support_at(fields[int(frame)], places[known][:, None] + points, normals).mean(1)
                for frame in known
            ]
        )
        elsewhere = np.abs(places[known, None, 1] - places[None, known, 1]) > apart
        own, others = np.diagonal(support), np.where(elsewhere, support, np.nan)
        told = elsewhere.any(axis=0)
        if not told.any():
            return 0.0
        gains.append(float(np.mean(own[told] - np.nanmean(others[:, told], axis=0))))
    return min(gains)

"""The way of a known plate through a shot, frame by frame as the pictures come.

In each picture the ring is looked for everywhere; the few best places are kept, and the two that
matter are measured to a fraction of a pixel. When the shot is over the most plausible way through
all of these places is chosen, whatever the hands did: a bar that was let go is still followed.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import BoolArray, FloatArray, Image, IntArray
from liftvision.barbell.candidates import best_places, best_way
from liftvision.barbell.edges import edge_field
from liftvision.barbell.plate.find import SHARE, FoundPlate
from liftvision.barbell.plate.search import COARSE, HAND_ERROR_M
from liftvision.barbell.plate.snap import snap
from liftvision.barbell.plate.stack import cut_patch
from liftvision.barbell.rings import Ring, RingFinder
from liftvision.barbell.window import Window

KEPT = 6
"""Places kept in each frame."""

HANDS_HINT = 0.1
"""Most of a place's support that being far from the hands takes, where they need not hold the
bar."""

GUIDE_MATTERS = 0.35
"""And that being far from the way through the stills takes."""

LINE_S, LINE_M = 0.4, 0.1
GRAVITY_M_S2 = 9.8
"""Between two stills no further apart than this the plate goes straight on, to within this and
what a falling one leaves the line by."""

GUIDE_S, GUIDE_M = 0.6, 0.25
"""And between two that are no further apart than this it goes with the hands."""

STEP_PRICE = 0.015
STEP_MOST = 0.8
"""Support lost for each coarse px between two frames, and at most."""

FREE_SPEED_M_S = 1.0
"""A bar moves up to this fast at no price."""

FALL_M_S, ASIDE_M_S = 5.0, 1.5
JUMP_M = 0.06
"""A plate is found again no further from where it was than it could have fallen, or swung aside,
and a bit."""

PATCH_MARGIN_PX = 14


@dataclass(frozen=True, eq=False)
class PlatePath:
    """The plate in T frames.

    Attributes
    ----------
    centre
        (T, 2) px of the clip; NaN where it was not seen.
    error
        (T,) px of the clip, one standard error along either axis.
    share
        (T,) the part of the outline in the picture on which an edge was seen.
    """

    centre: FloatArray
    error: FloatArray
    share: FloatArray


class PlateTracer:
    """Takes the pictures of a shot one by one, and then gives the plate's path.

    Parameters
    ----------
    found
        The plate.
    window
        In which it is looked for.
    times
        (T,) s of the shot's frames.
    expected
        (T, 2) px of the window: where the hands put the plate, if they hold the bar.
    """

    def __init__(
        self, found: FoundPlate, window: Window, times: FloatArray, expected: FloatArray
    ) -> None:
        width, height = (max(1, round(COARSE * side)) for side in window.size)
        self._found, self._window, self._times = found, window, times
        self._ring = Ring(COARSE * found.plate.rim.half_width, COARSE * found.plate.rim.half_height)
        self._finder = RingFinder(height, width, self._ring.half_height)
        self._expected, self._matters, self._reach_m = _guide(found, times, expected)
        frames = len(times)
        self._places = np.full((frames, KEPT, 2), np.nan)
        self._worth = np.full((frames, KEPT), -1.0)
        self._centres = np.full((frames, KEPT, 2), np.nan)
        self._errors = np.full((frames, KEPT), np.nan)
        self._shares = np.zeros((frames, KEPT))
        self._half = round(found.plate.rim.half_height + PATCH_MARGIN_PX)
        down, right = np.mgrid[:height, :width].astype(np.float32)
        self._right, self._down = right, down
        self._last: FloatArray | None = None

    def look(self, index: int, reduced: Image) -> None:
        """Take the picture of one frame of the shot, reduced as the window wants it."""
        image = self._window.crop(reduced)
        coarse = cv2.resize(
            image, (self._right.shape[1], self._right.shape[0]), interpolation=cv2.INTER_AREA
        )
        field = edge_field(np.asarray(coarse, np.uint8))
        worth = self._finder.support(self._finder.spectrum(field), self._ring) + self._hint(index)
        places, values = best_places(worth, KEPT)
        self._places[index], self._worth[index] = places, values
        follow = self._nearest(places, values)
        for number in {0, follow}:
            self._measure(index, number, image)
        self._last = places[follow]

    def _hint(self, index: int) -> NDArray[np.float32]:
        """Give what being away from where the plate is expected costs, (H, W)."""
        x, y = COARSE * self._expected[index]
        reach = self._reach_m[index] * COARSE * self._window.px_per_m
        away = ((self._right - x) ** 2 + (self._down - y) ** 2) / reach**2
        return np.asarray(-self._matters[index] * np.minimum(1.0, away), dtype=np.float32)

    def _nearest(self, places: FloatArray, values: FloatArray) -> int:
        """Give the place that continues what was followed so far."""
        if self._last is None:
            return 0
        away = np.linalg.norm(places - self._last, axis=1)
        return int(np.argmax(values - np.minimum(STEP_MOST, STEP_PRICE * away)))

    def _measure(self, index: int, number: int, image: Image) -> None:
        """Measure one of a frame's places to a fraction of a pixel."""
        place = (self._places[index, number] + 0.5) / COARSE - 0.5
        patch = cut_patch(image, place, 1.0, self._half)
        snapped = snap(edge_field(patch.image), np.zeros(2), self._found.plate.at(place))
        self._centres[index, number] = place + snapped.offset
        self._errors[index, number] = snapped.error
        self._shares[index, number] = snapped.share

    def path(self) -> PlatePath:
        """Give the plate's path through the pictures that were taken."""
        interval = np.diff(self._times, prepend=self._times[0])
        free = FREE_SPEED_M_S * interval * COARSE * self._window.px_per_m
        still = np.zeros((len(self._times), 2))
        way = best_way(self._places, self._worth, still, free, STEP_PRICE, STEP_MOST)
        frames = np.arange(len(way))
        centre, share = self._centres[frames, way], self._shares[frames, way]
        seen = np.isfinite(centre[:, 0]) & (share >= SHARE)
        seen &= self._within_reach(centre, seen)
        zoom = float(np.sqrt(self._window.zoom.prod()))
        return PlatePath(
            centre=np.where(seen[:, None], self._window.outward(centre), np.nan),
            error=np.where(seen, self._errors[frames, way] / zoom, np.nan),
            share=np.where(np.isfinite(share), share, 0.0),
        )

    def _within_reach(self, centre: FloatArray, seen: BoolArray) -> BoolArray:
        """Tell where (T,) the plate could have come to from the stills, without a jump."""
        reached = np.zeros(len(seen), dtype=bool)
        shown = self._found.shown
        frames, places = self._found.frames[shown], self._found.centres[shown]
        for frame, place in zip(frames, places, strict=True):
            near = np.linalg.norm(centre[frame] - place) < JUMP_M * self._window.px_per_m
            reached[frame] = seen[frame] and near
        if not reached.any():
            return reached
        order = np.arange(len(seen))
        for step in (order, order[::-1]):
            last: int | None = None
            for frame in step:
                if last is not None and seen[frame] and not reached[frame]:
                    passed = abs(self._times[frame] - self._times[last])
                    reach_m = JUMP_M + np.array([ASIDE_M_S, FALL_M_S]) * passed
                    moved = np.abs(centre[frame] - centre[last])
                    reached[frame] = (moved < reach_m * self._window.px_per_m).all()
                if reached[frame]:
                    last = int(frame)
        return reached


def _guide(
    found: FoundPlate, times: FloatArray, expected: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give where to expect the plate (T, 2), and how sure that is.

    Returns
    -------
    Places (T, 2) px of the window; what being far from them takes (T,); and how many m that is
    (T,).
    """
    matters, reach_m = np.full(len(times), HANDS_HINT), np.full(len(times), HAND_ERROR_M)
    known, centres = found.frames[found.shown], found.centres[found.shown]
    if len(known) < 2:
        return expected, matters, reach_m
    frames = np.arange(len(times))
    after = np.clip(np.searchsorted(known, frames), 1, len(known) - 1)
    gap = times[known[after]] - times[known[after - 1]]
    between = (frames >= known[0]) & (frames <= known[-1])
    straight, guided = between & (gap <= LINE_S), between & (gap <= GUIDE_S)
    by_hands = expected + _between(frames, known, centres - expected[known])
    places = np.where(guided[:, None], by_hands, expected)
    places = np.where(straight[:, None], _between(frames, known, centres), places)
    reach_m[guided] = GUIDE_M
    reach_m[straight] = LINE_M + GRAVITY_M_S2 * gap[straight] ** 2 / 8.0
    return places, np.where(guided, GUIDE_MATTERS, matters), reach_m


def _between(frames: IntArray, known: IntArray, values: FloatArray) -> FloatArray:
    """Give values (T, 2) by straight lines between those that are known (N, 2)."""
    return np.stack([np.interp(frames, known, each) for each in values.T], axis=1)

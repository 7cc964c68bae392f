"""The way of both ends through a shot, frame by frame as the pictures come.

In each picture the middle of the bar is looked for where both ends would look as in the stills;
the few best places are kept, and at the two that matter each end is measured to a fraction of a
pixel. When the shot is over the most plausible way through these places is chosen, whatever the
hands did: a bar that was let go is still followed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.candidates import best_places, best_way
from liftvision.barbell.ends.find import FoundEnds
from liftvision.barbell.ends.search import COARSE_PX_PER_M, coarse_size
from liftvision.barbell.ends.snap import measure_end
from liftvision.barbell.window import Window
from liftvision.pose.view import View

KEPT = 6
"""Places kept in each frame."""

STEP_PRICE = 0.03
STEP_MOST = 1.0
FREE_SPEED_M_S = 1.0
"""See `best_way`: likeness lost for each coarse px of motion, at most; this speed is free."""

HANDS_HINT = 0.2
HANDS_FAR_M = 0.4
"""Likeness lost this far from where the hands would hold the bar, and further: it may lie on the
floor."""

LEAST_SHARE = 0.45
"""With less of its outline seen, an end counts as hidden."""

LEAST_LIKENESS = 0.35
"""With less, what was found is not the bar: on clips where it is, 0.62 and more."""


@dataclass(frozen=True, eq=False)
class EndsPath:
    """Both ends in T frames; the lifter's left one first.

    An end is the middle of the outline of the plates on it, which lies on the bar's axis.

    Attributes
    ----------
    ends
        (T, 2, 2) px of the clip; NaN where not seen.
    error
        (T, 2) px of the clip, one standard error along either axis; NaN likewise.
    share
        (T, 2) the part of each outline on which an edge was seen.
    likeness
        (T,) how like the bar of the stills what was found is, at most about 1.
    """

    ends: FloatArray
    error: FloatArray
    share: FloatArray
    likeness: FloatArray

    @property
    def centre(self) -> FloatArray:
        """(T, 2) px of the clip: the middle between both ends; NaN where one is not seen."""
        return np.asarray(self.ends.mean(axis=1))

    @property
    def centre_error(self) -> FloatArray:
        """(T,) px of the clip, one standard error of the centre along either axis."""
        return np.asarray(0.5 * np.hypot(self.error[:, 0], self.error[:, 1]))


class EndsTracer:
    """Takes the pictures of a shot one by one, and then gives the way of both ends."""

    def __init__(
        self, found: FoundEnds, window: Window, view: View, times: FloatArray, hands: FloatArray
    ) -> None:
        (width, height), self._zoom = coarse_size(window)
        self._found, self._window, self._times = found, window, times
        self._facing_away = abs(view.yaw_deg or 0.0) > 90.0
        self._expected = (window.inward(hands) + found.beside + 0.5) * self._zoom - 0.5
        down, right = np.mgrid[:height, :width].astype(np.float32)
        self._right, self._down = right, down
        frames = len(times)
        self._places = np.full((frames, KEPT, 2), np.nan)
        self._worth = np.full((frames, KEPT), -1.0)
        self._likeness = np.full((frames, KEPT), -1.0)
        self._ends = np.full((frames, KEPT, 2, 2), np.nan)
        self._errors = np.full((frames, KEPT, 2), np.nan)
        self._shares = np.zeros((frames, KEPT, 2))
        self._last: FloatArray | None = None

    def look(self, index: int, reduced: Image) -> None:
        """Take the picture of one frame of the shot, reduced as the window wants it."""
        image = self._window.crop(reduced)
        hint = self._hint(index)
        places, worth = best_places(self._found.look.likeness(image) + hint, KEPT)
        self._places[index], self._worth[index] = places, worth
        column, row = np.round(places).astype(np.int64).T
        self._likeness[index] = worth - hint[row, column]
        follow = self._nearest(places, worth)
        for number in {0, follow}:
            middle = (places[number] + 0.5) / self._zoom - 0.5
            self._measure(index, number, image, middle)
        self._last = places[follow]

    def _hint(self, index: int) -> NDArray[np.float32]:
        """Give what being away from where the hands put the bar costs, (H, W)."""
        far = HANDS_FAR_M * COARSE_PX_PER_M
        across, down = self._expected[index]
        squared = ((self._right - across) ** 2 + (self._down - down) ** 2) / far**2
        return np.asarray(-HANDS_HINT * np.minimum(1.0, squared), dtype=np.float32)

    def _nearest(self, places: FloatArray, worth: FloatArray) -> int:
        """Give the place that continues what was followed so far."""
        if self._last is None:
            return 0
        away = np.linalg.norm(places - self._last, axis=1)
        return int(np.argmax(worth - np.minimum(STEP_MOST, STEP_PRICE * away)))

    def _measure(self, index: int, number: int, image: Image, middle: FloatArray) -> None:
        """Measure both ends at one of a frame's places to a fraction of a px."""
        for side, end in enumerate(self._found.ends):
            snapped = measure_end(image, middle + self._found.apart[side], end)
            self._ends[index, number, side] = snapped.centre
            self._errors[index, number, side] = snapped.error.max()
            self._shares[index, number, side] = snapped.share

    def path(self) -> EndsPath:
        """Give the way of both ends through the pictures that were taken."""
        interval = np.diff(self._times, prepend=self._times[0])
        free = FREE_SPEED_M_S * interval * COARSE_PX_PER_M
        still = np.zeros((len(self._times), 2))
        way = best_way(self._places, self._worth, still, free, STEP_PRICE, STEP_MOST)
        frames = np.arange(len(way))
        ends, share = self._ends[frames, way], self._shares[frames, way]
        likeness = self._likeness[frames, way]
        seen = np.isfinite(ends[..., 0]) & (share >= LEAST_SHARE)
        seen &= (likeness >= LEAST_LIKENESS)[:, None]
        # Who faces the camera has the left end at the picture's right.
        order = [0, 1] if self._facing_away else [1, 0]
        zoom = float(np.sqrt(self._window.zoom.prod()))
        return EndsPath(
            ends=np.where(seen[..., None], self._window.outward(ends), np.nan)[:, order],
            error=np.where(seen, self._errors[frames, way] / zoom, np.nan)[:, order],
            share=share[:, order],
            likeness=likeness,
        )

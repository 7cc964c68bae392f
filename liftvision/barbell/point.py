"""Follow a point that was given: the end of the sleeve, a sticker, the middle of a plate."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.clip.read import Frame

REACH = 0.035
"""From the middle of the patch that is followed to its edge, in body sizes (trunk, thigh and shank
end to end, about 1.2 m): 42 mm at the body; at a sleeve's end, which is nearer to the camera, about
one and a third of its radius of 25 mm."""

LEAST_REACH_PX = 10.0

FINE, COARSE = 32, 10
"""Largest reaches, in pixels, of the pictures that are compared: to measure, and to search far.
Larger ones are reduced by a whole number."""

MIDDLE = 0.6
"""Standard deviation of the weight of a patch's pixels, as a part of its reach: what lies at its
edge is mostly background."""

NEAR, FAR = 1.0, 4.0
"""How far from where it is expected the point is looked for, in reaches; far, when it is not
found near. At 25 frames a second a bar that falls from the hips moves about four in one frame."""

RENEWED_S = 0.33
"""Time in which about two thirds of the patch's remembered looks are renewed."""

FOLLOWED, FOUND_AGAIN = 0.8, 0.9
"""Least correlation with the remembered looks, of a point that was followed so far and of one that
was lost. On rendered clips 0.75 and 0.85 take places that merely look alike for the point."""

ERROR = 0.04
"""Standard error of a followed point along either axis, in reaches. On 12 rendered clips 68 % of
the errors are within 0.03, 95 % within 0.08; against clicks by hand, less their own noise, 0.04."""


@dataclass(frozen=True, eq=False)
class PointTrack:
    """Where a point was, frame by frame.

    Attributes
    ----------
    centre
        (T, 2) px, as the point was given in the first frame; NaN where it was lost.
    score
        (T,) correlation with the remembered looks, -1 to 1.
    error
        (T,) px, one standard error of the centre along either axis; NaN where it was lost.
    """

    centre: FloatArray
    score: FloatArray
    error: FloatArray


def point_reach(body_px: float) -> float:
    """Give the reach in px of the patch around a point of the bar, from the lifter's body size."""
    return max(REACH * body_px, LEAST_REACH_PX)


def follow_point(frames: Iterable[Frame], start: tuple[float, float], reach: float) -> PointTrack:
    """Follow a point through the frames of a shot.

    The patch around the point is looked for by weighted correlation, first near the place where
    it would be at constant velocity; its remembered looks are slowly renewed. A point whose
    surroundings are mostly background, such as the end of a bare sleeve before a wall, may be
    lost, or left for the background: what is found should be held against the hands.

    Parameters
    ----------
    frames
        One after the other; only one at a time is held.
    start
        The point in the first of them, px.
    reach
        From the point to the edge of the patch that is followed, px.
    """
    follower: _Follower | None = None
    centres, scores = [], []
    for frame in frames:
        if follower is None:
            follower = _Follower(frame, start, reach)
            centre, score = np.array(start, dtype=np.float64), 1.0
        else:
            centre, score = follower.find(frame)
        centres.append(centre)
        scores.append(score)
    centre = np.array(centres, dtype=np.float64).reshape(-1, 2)
    seen = np.isfinite(centre[:, 0])
    return PointTrack(centre, np.array(scores), np.where(seen, ERROR * reach, np.nan))


class _Follower:
    """A point on its way: where it was last, how fast it moved, and what it looks like."""

    def __init__(self, frame: Frame, start: tuple[float, float], reach: float) -> None:
        self._place = np.array(start, dtype=np.float64)
        self._velocity: FloatArray | None = np.zeros(2)
        self._time_s = frame.time_s
        self._fine = _Looks(frame.image, self._place, reach, FINE)
        self._coarse = _Looks(frame.image, self._place, reach, COARSE)

    def find(self, frame: Frame) -> tuple[FloatArray, float]:
        """Give where the point is in the next frame, NaN if it is lost, and its correlation."""
        elapsed_s = frame.time_s - self._time_s
        self._time_s = frame.time_s
        velocity, score = self._velocity, -1.0
        if velocity is not None:
            expected = self._place + velocity * elapsed_s
            place, score = self._fine.search(frame.image, expected, NEAR)
        if score < FOLLOWED:
            expected, _ = self._coarse.search(frame.image, self._place, FAR)
            place, score = self._fine.search(frame.image, expected, NEAR)
            if score < FOUND_AGAIN:
                self._velocity = None
                return np.full(2, np.nan), score
        self._velocity = np.zeros(2) if velocity is None else (place - self._place) / elapsed_s
        self._place = place
        for looks in (self._fine, self._coarse):
            looks.renew(frame.image, place, elapsed_s)
        return place, score


class _Looks:
    """What the surroundings of a point look like: a grey patch, reduced from the frames' size."""

    def __init__(self, image: Image, place: FloatArray, reach: float, most: int) -> None:
        self._reduction = int(np.ceil(reach / most))
        self._half = round(reach / self._reduction)
        self._patch = self._cut(image, place, self._half)
        bell = np.exp(-0.5 * (np.linspace(-1.0, 1.0, 2 * self._half + 1) / MIDDLE) ** 2)
        self._weights = np.outer(bell, bell).astype(np.float32)

    def search(self, image: Image, expected: FloatArray, far: float) -> tuple[FloatArray, float]:
        """Give the place nearby that looks most like the point, and the correlation there."""
        import cv2

        off = int(np.ceil(far * self._half))
        middle = np.round(expected)
        area = self._cut(image, middle, self._half + off)
        likeness = cv2.matchTemplate(
            area, self._patch, cv2.TM_CCOEFF_NORMED, mask=self._weights
        ).astype(np.float64)
        # What has no contrast is like nothing.
        peak, score = _peak(np.where(np.isfinite(likeness), likeness, -1.0))
        place = middle + (peak - off) * self._reduction
        height, width = image.shape[:2]
        inside = np.all((place >= 0.0) & (place <= (width - 1.0, height - 1.0)))
        return place, score if inside else -1.0

    def renew(self, image: Image, place: FloatArray, elapsed_s: float) -> None:
        """Remember what the point looks like now, a little."""
        part = np.float32(1.0 - np.exp(-elapsed_s / RENEWED_S))
        self._patch += part * (self._cut(image, place, self._half) - self._patch)

    def _cut(self, image: Image, middle: FloatArray, half: int) -> NDArray[np.float32]:
        """Cut a grey, reduced square out of a frame; beyond the frame its edge is repeated."""
        import cv2

        side = 2 * half + 1
        whole = (side * self._reduction, side * self._reduction)
        patch = cv2.getRectSubPix(image, whole, (float(middle[0]), float(middle[1])))
        grey = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)
        if self._reduction > 1:
            grey = cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA)
        return np.asarray(grey, dtype=np.float32)


def _peak(likeness: FloatArray) -> tuple[FloatArray, float]:
    """Give the place (x, y) of the maximum, to a part of a pixel by parabolas, and its value."""
    row, column = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
    top = float(likeness[row, column])
    x = column + _vertex(likeness[row], int(column))
    y = row + _vertex(likeness[:, column], int(row))
    return np.array([x, y], dtype=np.float64), top


def _vertex(values: FloatArray, index: int) -> float:
    """Give how far from a maximum the vertex of the parabola through its neighbours lies."""
    if not 0 < index < len(values) - 1:
        return 0.0
    before, top, after = values[index - 1 : index + 2]
    curvature = before - 2.0 * top + after
    return float(0.5 * (before - after) / curvature) if curvature < 0.0 else 0.0

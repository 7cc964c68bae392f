"""Corners of the background: found in one picture, found again in another."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import BoolArray, FloatArray, Image

Grey: TypeAlias = NDArray[np.uint8]

MOST_CORNERS = 100
CELLS = (8, 8)
MOST_IN_CELL = 4
"""Corners are spread over the picture: it has this many cells across and down."""

QUALITY = 0.004
"""Least strength of a corner over that of the strongest (Shi and Tomasi 1994)."""

APART = 1 / 50
"""Least distance of two corners, in short sides of the picture."""

WINDOW_PX = 15
HALVINGS = 2
STEPS, LEAST_STEP_PX = 10, 0.02
"""Window and pyramid of the method of Lucas and Kanade, and where its iterations end."""


@dataclass(frozen=True)
class Picture:
    """How px of the reduced pictures relate to the clip's, and to directions.

    Attributes
    ----------
    clip_size, size
        Width and height in px of the clip and of the reduced pictures.
    focal_px
        Focal length that is assumed, in px of the clip.
    """

    clip_size: tuple[int, int]
    size: tuple[int, int]
    focal_px: float

    @property
    def _zoom(self) -> FloatArray:
        return np.asarray(np.array(self.size) / np.array(self.clip_size))

    @property
    def clip_px_of_px(self) -> float:
        """How many px of the clip one px of a reduced picture stands for."""
        return float(1.0 / self._zoom.mean())

    @property
    def slope_of_px(self) -> float:
        """The slope that one px of a reduced picture stands for."""
        return self.clip_px_of_px / self.focal_px

    def slopes(self, points: FloatArray) -> FloatArray:
        """Give the slopes from the middle of the picture of points (N, 2) of a reduced one."""
        return np.asarray((self.outward(points) - 0.5 * np.array(self.clip_size)) / self.focal_px)

    def points(self, slopes: FloatArray) -> FloatArray:
        """Give the points (N, 2) of a reduced picture that have these slopes."""
        px = slopes * self.focal_px + 0.5 * np.array(self.clip_size)
        return np.asarray((px + 0.5) * self._zoom - 0.5)

    def outward(self, points: FloatArray) -> FloatArray:
        """Take points (N, 2) of a reduced picture to px of the clip."""
        return np.asarray((points + 0.5) / self._zoom - 0.5)

    def is_free(self, points: FloatArray, busy: FloatArray) -> BoolArray:
        """Tell which points (N, 2) of a reduced picture are well inside it, and in no busy area.

        Parameters
        ----------
        points
            (N, 2) px.
        busy
            (K, 4) px of the clip: left, top, right, bottom; NaN for none.
        """
        edge = WINDOW_PX / 2
        inside = ((points > edge) & (points < np.array(self.size) - 1 - edge)).all(axis=1)
        px = self.outward(points)[:, None]
        with np.errstate(invalid="ignore"):
            in_areas = np.asarray(((px > busy[:, :2]) & (px < busy[:, 2:])).all(axis=2))
        return np.asarray(inside & ~in_areas.any(axis=1))


def to_grey(image: Image) -> Grey:
    """Give the brightness (height, width) of an RGB picture."""
    import cv2

    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def find_corners(grey: Grey, picture: Picture, busy: FloatArray, printed: FloatArray) -> FloatArray:
    """Find the best corners (N, 2) px in every part of a picture.

    Parameters
    ----------
    grey
        The reduced picture.
    picture
        Its size.
    busy
        As in `Picture.is_free`.
    printed
        (M, 2) px: places of what is printed over the picture.
    """
    import cv2

    apart = max(4.0, APART * min(grey.shape))
    found = cv2.goodFeaturesToTrack(grey, 8 * MOST_CORNERS, QUALITY, apart, blockSize=5)
    if found is None:
        return np.empty((0, 2))
    corners = np.asarray(found[:, 0], dtype=np.float64)
    from_printed = np.abs(corners[:, None] - printed[None]).max(axis=2).min(axis=1, initial=np.inf)
    corners = corners[picture.is_free(corners, busy) & (from_printed > WINDOW_PX)]
    across, down = (corners / np.array(picture.size) * CELLS).astype(np.int64).T
    cells = across + CELLS[0] * down
    # They come with the strongest first.
    rank = np.array([np.count_nonzero(cells[:place] == cell) for place, cell in enumerate(cells)])
    return np.asarray(corners[rank < MOST_IN_CELL][:MOST_CORNERS])


def follow_corners(
    before: Grey, after: Grey, corners: FloatArray, guess: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Find corners again in another picture.

    Parameters
    ----------
    before, after
        The two pictures.
    corners, guess
        (N, 2) px in the first, and about where they are in the second.

    Returns
    -------
    tuple
        (N, 2) px in the second picture, and (N,) which were found at all.
    """
    import cv2

    if len(corners) == 0:
        return corners, np.zeros(0, dtype=np.bool_)
    found, status, _ = cv2.calcOpticalFlowPyrLK(
        before,
        after,
        corners.astype(np.float32),
        guess.astype(np.float32),
        winSize=(WINDOW_PX, WINDOW_PX),
        maxLevel=HALVINGS,
        criteria=(cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, STEPS, LEAST_STEP_PX),
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    return np.asarray(found, dtype=np.float64), np.asarray(status[:, 0] == 1)

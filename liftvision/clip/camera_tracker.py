"""Follow the background through a clip, frame by frame, and tell from it how the camera moved.

Corners of the background are looked for in a key frame and followed from there to every later
frame, not from frame to frame, so that nothing adds up; when too few are left, another key frame
takes over. Whatever moves by itself does not move as most of the picture does.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, Image, IntArray
from liftvision.clip.camera import CameraMotion
from liftvision.clip.camera_corners import Grey, Picture, find_corners, follow_corners, to_grey
from liftvision.clip.camera_fit import Fit, fit_change, moved
from liftvision.clip.camera_path import ShotPath, put_path
from liftvision.clip.clip import Clip

FOCAL_OF_LONG_SIDE = 0.80
"""Focal length over the long side of the picture that is assumed first; see `motion.parallax`."""

FEWEST_CORNERS = 12
LEAST_SHARE = 0.3
"""Of the corners that were found again, so many must have moved alike."""

WORN_OUT = 0.6
"""A key frame is given up when only this part of the corners that followed it at first still do."""

LOST_AFTER = 6
"""A corner that has moved otherwise for so many frames is not of the background."""

PRINTED_PX, MOVED_PX = 0.35, 1.0
"""A corner that is within the first of its place, px of the reduced picture, when most have moved
by more than the second, is not before the camera but printed over the picture: words, logos."""

FRAMES_LOST = 3
"""After so many frames without a fit the key frame is given up."""

ERROR_FACTOR = 1.5
"""By how much corners of a coded picture err together: their scatter alone makes the camera out to
be better known than it is. Measured on eight rendered clips."""

LOST_ERROR = 0.02
"""Standard error that comes with a loss, in long sides of the picture."""


@dataclass(eq=False)
class _Key:
    """A key frame, and what became of its corners.

    Attributes
    ----------
    frame
        Its index.
    grey
        Its picture.
    corners, strikes
        (N, 2) px, and (N,) how often each has moved otherwise.
    change
        (4,) since then to the frame that was fitted last; see `camera_fit`.
    error
        px of the clip, of the key frame itself.
    most
        Of its corners that moved alike in any frame.
    lost
        Frames on end in which too few did.
    """

    frame: int
    grey: Grey
    corners: FloatArray
    strikes: IntArray
    change: FloatArray
    error: float
    most: int = 0
    lost: int = 0


class CameraTracker:
    """Watches the frames of a clip in order; `motion` then gives how the camera moved.

    Parameters
    ----------
    clip
        Whose frames come.
    picture
        Width and height in px to which they are reduced.
    """

    def __init__(self, clip: Clip, picture: tuple[int, int]) -> None:
        self._clip = clip
        self._long_side = float(max(clip.width, clip.height))
        focal_px = FOCAL_OF_LONG_SIDE * self._long_side
        self._picture = Picture((clip.width, clip.height), picture, focal_px)
        self._shot_of = np.full(clip.frames, -1)
        for number, shot in enumerate(clip.shots):
            self._shot_of[shot.frames] = number
        self._paths = [ShotPath.empty(shot) for shot in clip.shots]
        self._key: _Key | None = None
        self._printed = np.empty((0, 2))

    def look(self, index: int, image: Image, busy: FloatArray) -> None:
        """Look at one frame.

        Parameters
        ----------
        index
            Of the frame; they come in order, and those outside of shots are passed over.
        image
            The picture, reduced.
        busy
            (K, 4) px of the clip: left, top, right, bottom of areas that are no background; NaN
            for none.
        """
        shot = self._shot_of[index]
        if shot < 0:
            return
        path, grey = self._paths[shot], to_grey(image)
        if self._key is not None and self._key.frame < path.shot.start:
            self._key, self._printed = None, np.empty((0, 2))
        if self._key is None:
            if self._begin(index, grey, busy, 0.0):
                path.put(index, index, np.zeros(4), 0.0)
        elif not self._follow(self._key, path, index, grey, busy):
            self._key.lost += 1
            if self._key.lost >= FRAMES_LOST:
                self._begin_anew(self._key, path, index, grey, busy)

    def motion(self) -> CameraMotion:
        """Give the camera's motion through the clip, as far as it has been seen."""
        motion = CameraMotion.standing(self._clip.times, (self._clip.width, self._clip.height))
        motion.errors[:] = np.nan
        for path in self._paths:
            put_path(motion, path, self._picture)
        return motion

    def _begin(self, index: int, grey: Grey, busy: FloatArray, error: float) -> bool:
        """Make a frame the key frame; tell whether it has enough corners for that."""
        corners = find_corners(grey, self._picture, busy, self._printed)
        if len(corners) < FEWEST_CORNERS:
            return False
        strikes = np.zeros(len(corners), dtype=np.int64)
        self._key = _Key(index, grey, corners, strikes, np.zeros(4), error)
        return True

    def _begin_anew(
        self, lost: _Key, path: ShotPath, index: int, grey: Grey, busy: FloatArray
    ) -> None:
        """Go on after a loss as if the camera had stood since."""
        error = float(np.hypot(lost.error, LOST_ERROR * self._long_side))
        if self._begin(index, grey, busy, error):
            path.put(index, lost.frame, lost.change, error)

    def _follow(self, key: _Key, path: ShotPath, index: int, grey: Grey, busy: FloatArray) -> bool:
        """Fit the change since the key frame; tell whether there was one to be fitted."""
        before = self._picture.slopes(key.corners)
        guess = self._picture.points(moved(before, key.change))
        tried = self._picture.is_free(guess, busy) & (key.strikes < LOST_AFTER)
        found, seen = follow_corners(key.grey, grey, key.corners[tried], guess[tried])
        followed, found = np.flatnonzero(tried)[seen], found[seen]
        printed = self._are_printed(key.corners[followed], found)
        key.strikes[followed[printed]] = LOST_AFTER
        followed, found = followed[~printed], found[~printed]
        after = self._picture.slopes(found)
        fit = fit_change(before[followed], after, key.change, self._picture.slope_of_px)
        if fit is None or fit.inliers.sum() < max(FEWEST_CORNERS, LEAST_SHARE * len(followed)):
            return False
        key.strikes[followed] = (key.strikes[followed] + np.where(fit.inliers, -1, 1)).clip(0)
        self._take(key, path, index, fit)
        if fit.inliers.sum() < WORN_OUT * key.most:
            self._begin(index, grey, busy, float(path.errors[index - path.shot.start]))
        return True

    def _are_printed(self, corners: FloatArray, found: FloatArray) -> BoolArray:
        """Tell which corners (N,) stay in place when the others move; their places are kept."""
        if len(corners) == 0:
            return np.zeros(0, dtype=np.bool_)
        steps = np.linalg.norm(found - corners, axis=1)
        printed = (steps < PRINTED_PX) & (np.median(steps) > MOVED_PX)
        self._printed = np.concatenate([self._printed, corners[printed]])
        return np.asarray(printed)

    def _take(self, key: _Key, path: ShotPath, index: int, fit: Fit) -> None:
        key.change, key.lost = fit.change, 0
        key.most = max(key.most, int(fit.inliers.sum()))
        error = float(np.hypot(key.error, ERROR_FACTOR * fit.error * self._picture.focal_px))
        path.put(index, key.frame, fit.change, error, fit.focal)

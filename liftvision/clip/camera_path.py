"""From the changes since key frames to the camera's motion through a shot."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from scipy.spatial.transform import Rotation

from liftvision.arrays import FloatArray, IntArray
from liftvision.clip.camera import CameraMotion
from liftvision.clip.camera_corners import Picture
from liftvision.clip.camera_fit import FocalEvidence
from liftvision.clip.clip import Shot

FOCAL_SPREAD = 0.5
"""Standard deviation of (assumed focal length / true one)^2 - 1, as phones have them."""

FOCAL_LIMITS = (-0.7, 1.5)
"""Of the same number."""

STANDS_PX = 0.25
"""A camera that moves the picture by less than this, px of the reduced picture, stands still. Of
43 shots in 40 real clips those on a tripod come out at 0.00 to 0.20, those from a hand at 0.7 and
more."""

LEAST_SEEN = 0.5
"""Where the background was seen in a smaller part of a shot, nothing is known of the camera."""


@dataclass(frozen=True, eq=False)
class ShotPath:
    """What was fitted in the frames of a shot.

    Attributes
    ----------
    shot
        Which.
    keys
        (T,) index of the key frame to which each frame was fitted; -1 where it was not. The
        first of a shot is its own.
    changes, effects
        (T, 4) since the key frame, and by how much they are wrong with the focal length; see
        `camera_fit`.
    errors
        (T,) px of the clip; NaN where not fitted.
    focal
        (2,) score and information of all frames.
    """

    shot: Shot
    keys: IntArray
    changes: FloatArray
    effects: FloatArray
    errors: FloatArray
    focal: FloatArray = field(default_factory=lambda: np.zeros(2))

    @classmethod
    def empty(cls, shot: Shot) -> Self:
        """Give the path of a shot of which nothing was seen so far."""
        frames = shot.stop - shot.start
        return cls(
            shot=shot,
            keys=np.full(frames, -1),
            changes=np.zeros((frames, 4)),
            effects=np.zeros((frames, 4)),
            errors=np.full(frames, np.nan),
        )

    def put(
        self,
        index: int,
        key: int,
        change: FloatArray,
        error: float,
        focal: FocalEvidence | None = None,
    ) -> None:
        """Put what was fitted in a frame, by its index in the clip, in place."""
        place = index - self.shot.start
        self.keys[place], self.changes[place], self.errors[place] = key, change, error
        if focal is not None:
            self.effects[place] = focal.effect
            self.focal[:] += focal.score, focal.information

    @property
    def focal_off(self) -> float:
        """(assumed focal length / true one)^2 - 1, as it was seen and is likely."""
        score, information = self.focal
        return float(np.clip(score / (information + FOCAL_SPREAD**-2), *FOCAL_LIMITS))


def put_path(motion: CameraMotion, path: ShotPath, picture: Picture) -> None:
    """Put the motion through a shot into that of the clip, in place; nothing, if hardly seen.

    Frames between those that were seen have the motion between theirs. The shot's reference is
    the middle of all its frames.

    Parameters
    ----------
    motion
        Of a camera that stands still.
    path
        What was fitted.
    picture
        In which it was.
    """
    frames = path.shot.frames
    seen = np.flatnonzero(path.keys >= 0)
    if len(seen) < LEAST_SEEN * len(path.keys):
        return
    shorter = float(np.sqrt(1.0 + path.focal_off))
    changes = path.changes - path.focal_off * path.effects
    # As many px are a larger turn for a shorter focal length.
    changes[:, :2] *= shorter
    since_first = _chained(path, changes)
    everywhere = np.arange(len(path.keys))
    whole = np.stack([np.interp(everywhere, seen, axis) for axis in since_first[seen].T], axis=1)
    middle = np.median(whole, axis=0)
    back = Rotation.from_rotvec(middle[:3]) * Rotation.from_rotvec(whole[:, :3]).inv()
    motion.turns[frames] = back.as_rotvec()
    motion.zooms[frames] = np.exp(whole[:, 3] - middle[3])
    motion.focal_px[frames] = picture.focal_px / shorter
    motion.errors[frames] = path.errors
    if _moved_px(motion, path.shot) < STANDS_PX * picture.clip_px_of_px:
        motion.turns[frames], motion.zooms[frames] = 0.0, 1.0
        motion.errors[frames] = np.where(path.keys >= 0, 0.0, np.nan)


def _chained(path: ShotPath, changes: FloatArray) -> FloatArray:
    """Give the changes (T, 4) since the first key frame of a shot from those since each one's."""
    chained = np.zeros_like(changes)
    for place in np.flatnonzero(path.keys >= 0).tolist():
        before = chained[path.keys[place] - path.shot.start]
        turn = Rotation.from_rotvec(changes[place, :3]) * Rotation.from_rotvec(before[:3])
        chained[place] = *turn.as_rotvec(), before[3] + changes[place, 3]
    return chained


def _moved_px(motion: CameraMotion, shot: Shot) -> float:
    """Give by how much the picture is moved through a shot, root mean square."""
    places = np.array([[x, y] for x in (0.25, 0.75) for y in (0.25, 0.75)]) * motion.size
    points = np.tile(places, (shot.stop - shot.start, 1, 1))
    away = motion.steadied(points, shot.frames) - points
    return float(np.sqrt(np.mean(np.sum(away**2, axis=2))))

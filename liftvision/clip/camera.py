"""How a camera that is held in a hand turns, and points of its pictures with that taken out.

A hand turns a phone far more than it carries it about: half a degree moves what is 4 m away by
35 mm, and a hand that sways by 10 mm moves it against a wall 2 m behind it by 3 mm. So the camera
is taken to stand in one place; it may turn about it, and zoom.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from liftvision.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class CameraMotion:
    """The camera in each frame of a clip, against how it was held in most of that frame's shot.

    Attributes
    ----------
    times
        (T,) seconds; the clip's times.
    size
        Width and height of the clip's pictures in px.
    turns
        (T, 3) rotation vectors in radians, from the frame to its shot's reference; axes are the
        picture's right, its down, and the viewing direction. Zero where the camera stands still.
    zooms
        (T,) size of things over that in the reference.
    focal_px
        (T,) focal length in px; the same throughout a shot.
    errors
        (T,) px of the clip, one standard error of a steadied point along either axis. Zero where
        the camera stands still; NaN where it was not seen whether it moves, and its turn is made
        up between the frames around.
    """

    times: FloatArray
    size: tuple[int, int]
    turns: FloatArray
    zooms: FloatArray
    focal_px: FloatArray
    errors: FloatArray

    @classmethod
    def standing(cls, times: FloatArray, size: tuple[int, int]) -> "CameraMotion":
        """Give the motion of a camera that stands still throughout."""
        frames = len(times)
        return cls(
            times=times,
            size=size,
            turns=np.zeros((frames, 3)),
            zooms=np.ones(frames),
            focal_px=np.full(frames, float(max(size))),
            errors=np.zeros(frames),
        )

    @property
    def moves(self) -> BoolArray:
        """(T,) whether the frame's points are changed by steadying them."""
        return np.asarray(self.turns.any(axis=1) | (self.zooms != 1.0))

    def steadied(self, points: FloatArray, frames: slice = slice(None)) -> FloatArray:
        """Give where points would be, had the camera not moved.

        Parameters
        ----------
        points
            (T, ..., 2) px of the upright picture; NaN stays NaN.
        frames
            Those of the clip to which the points belong.
        """
        return self._turned(points, frames, back=False)

    def shaken(self, points: FloatArray, frames: slice = slice(None)) -> FloatArray:
        """Give steadied points (T, ..., 2) as they are in the pictures: undoes `steadied`."""
        return self._turned(points, frames, back=True)

    def _turned(self, points: FloatArray, frames: slice, *, back: bool) -> FloatArray:
        moves = self.moves[frames]
        turned = np.array(points, dtype=np.float64)
        if not moves.any():
            return turned
        middle = 0.5 * np.array(self.size, dtype=np.float64)
        of_points = (-1,) + (1,) * (points.ndim - 1)
        focal = self.focal_px[frames][moves].reshape(of_points)
        zoomed = focal * self.zooms[frames][moves].reshape(of_points)
        turns = self.turns[frames][moves]
        before, after, turns = (focal, zoomed, -turns) if back else (zoomed, focal, turns)
        turned[moves] = middle + after * turned_slopes((turned[moves] - middle) / before, turns)
        return turned

    def save(self, path: Path) -> None:
        """Write the motion to an ``.npz`` file."""
        np.savez_compressed(
            path,
            times=self.times,
            size=np.array(self.size),
            turns=self.turns,
            zooms=self.zooms,
            focal_px=self.focal_px,
            errors=self.errors.astype(np.float32),
        )

    @classmethod
    def load(cls, path: Path) -> "CameraMotion":
        """Read a motion that `save` wrote.

        Raises
        ------
        OSError, KeyError, IndexError, TypeError, ValueError
            The file is missing, is not such a file, or lacks an array.
        """
        with np.load(path, allow_pickle=False) as saved:
            width, height = (int(side) for side in saved["size"])
            names = ("times", "turns", "zooms", "focal_px", "errors")
            floats = {name: saved[name].astype(np.float64) for name in names}
        return cls(size=(width, height), **floats)


def turned_slopes(slopes: FloatArray, turns: FloatArray) -> FloatArray:
    """Turn directions that are given as slopes.

    Parameters
    ----------
    slopes
        (T, ..., 2): right and down for each unit of distance away.
    turns
        (T, 3) rotation vectors in radians.
    """
    rays = np.concatenate([slopes, np.ones((*slopes.shape[:-1], 1))], axis=-1)
    matrices = Rotation.from_rotvec(turns).as_matrix()
    turned = np.einsum("tij,t...j->t...i", matrices, rays)
    return np.asarray(turned[..., :2] / turned[..., 2:])

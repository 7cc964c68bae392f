"""The lifter's pose through the clip, as the model saw it: raw, nothing filled or smoothed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray

OUTLINE_POINTS, HIP_POINT = 96, 28
"""Points of the back's outline, from below the seat to the base of the neck, and which of them
lies behind the hip."""


@dataclass(frozen=True, eq=False)
class PoseTrack:
    """One lifter's landmarks, frame by frame.

    Attributes
    ----------
    times
        (T,) seconds; the clip's times.
    xy
        (T, 33, 2) px in the upright image, x right, y down; NaN where the lifter was not found.
    world
        (T, 33, 3) m, the model's own guess at 3D, origin between the hips; NaN likewise.
    visibility
        (T, 33) 0-1, the model's own claim; NaN likewise.
    outline
        (T, OUTLINE_POINTS, 2) px, the dorsal outline from below the seat to the base of the
        neck; the point `HIP_POINT` lies behind the hip. NaN where it was not seen.
    others_in_frame
        The most people besides the lifter seen at one time.
    side_swaps_repaired
        Frames in which the left and right limbs were exchanged back.
    legs
        (T, 2, 2, LEG_STATIONS, 2) px, the inner and the outer edge of the left and the right leg
        from the ankle up, as `pose.legs` has them; NaN where not seen. None where no shot is
        from the front or the rear.
    """

    times: FloatArray
    xy: FloatArray
    world: FloatArray
    visibility: FloatArray
    outline: FloatArray
    others_in_frame: int
    side_swaps_repaired: int
    legs: FloatArray | None = None

    @property
    def coverage(self) -> float:
        """Fraction of the frames in which the lifter was found."""
        return float(np.mean(np.isfinite(self.xy[:, 0, 0])))

    def save(self, path: Path) -> None:
        """Write the track to an ``.npz`` file; half precision loses less than the model does."""
        arrays: dict[str, Any] = {
            "times": self.times,
            "xy": self.xy.astype(np.float32),
            "world": self.world.astype(np.float32),
            "visibility": self.visibility.astype(np.float16),
            "outline": self.outline.astype(np.float32),
            "counts": np.array([self.others_in_frame, self.side_swaps_repaired]),
        }
        if self.legs is not None:
            arrays["legs"] = self.legs.astype(np.float32)
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "PoseTrack":
        """Read a track that `save` wrote.

        Raises
        ------
        OSError, KeyError, ValueError
            The file is missing, is not such a file, or lacks an array.
        """
        with np.load(path, allow_pickle=False) as saved:
            legs = saved["legs"].astype(np.float64) if "legs" in saved else None
            others, swaps = (int(count) for count in saved["counts"])
            arrays = {
                name: saved[name].astype(np.float64)
                for name in ("times", "xy", "world", "visibility", "outline")
            }
        if arrays["outline"].shape[1] != OUTLINE_POINTS:
            # An earlier version followed the back from the hip on, too coarsely to be measured.
            arrays["outline"] = np.full((len(arrays["times"]), OUTLINE_POINTS, 2), np.nan)
        return cls(**arrays, others_in_frame=others, side_swaps_repaired=swaps, legs=legs)

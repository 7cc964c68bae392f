"""What is known of the lifter's own back besides the clip of the lift."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.camera import CameraMotion
from liftvision.measurement import Measurement
from liftvision.spine.keypoints import SpinePoints
from liftvision.spine.rows import LEAN, ROW_LENGTH


@dataclass(frozen=True, eq=False)
class OwnBack:
    """The lifter's own back; any part may be missing.

    Attributes
    ----------
    standing
        (ROW_LENGTH,) the mean of `rows.rows_of` while the lifter stands upright without a bar;
        NaN throughout where no such clip was given.
    most_flexion
        Lumbar flexion at the bottom of a toe-touch, against the same standing; None where no
        such clip was given.
    points
        Spine points of the clip of the lift, made by another program; None: its outline is read.
    """

    standing: FloatArray = field(default_factory=lambda: np.full(ROW_LENGTH, np.nan))
    most_flexion: Measurement | None = None
    points: SpinePoints | None = None

    @property
    def has_standing(self) -> bool:
        """Whether the lifter's own standing is known."""
        return bool(np.isfinite(self.standing[LEAN]))

    def save(self, path: Path) -> None:
        """Write it to an ``.npz`` file."""
        arrays: dict[str, Any] = {"standing": self.standing.astype(np.float32)}
        most = self.most_flexion
        if most is not None:
            arrays["most_flexion"] = np.array(
                [np.nan if each is None else each for each in (most.value, most.error)]
            )
            arrays["most_flexion_reason"] = np.array(most.reason or "")
        if self.points is not None:
            arrays |= {
                "point_names": np.array(self.points.names),
                "point_levels": self.points.levels,
                "point_xy": self.points.xy.astype(np.float32),
                "point_confidence": self.points.confidence.astype(np.float32),
            }
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "OwnBack":
        """Read what `save` wrote.

        Raises
        ------
        OSError, KeyError, ValueError
            The file is missing, is not such a file, or lacks an array.
        """
        with np.load(path, allow_pickle=False) as saved:
            standing = saved["standing"].astype(np.float64)
            if standing.shape != (ROW_LENGTH,):
                raise ValueError("the standing is of another version")
            most = None
            if "most_flexion" in saved:
                most = _measurement(saved["most_flexion"], str(saved["most_flexion_reason"]))
            points = None
            if "point_xy" in saved:
                points = SpinePoints(
                    tuple(str(name) for name in saved["point_names"]),
                    saved["point_levels"].astype(np.float64),
                    saved["point_xy"].astype(np.float64),
                    saved["point_confidence"].astype(np.float64),
                )
        return cls(standing, most, points)


def _measurement(numbers: FloatArray, reason: str) -> Measurement:
    value, error = (float(number) for number in numbers)
    if not np.isfinite([value, error]).all():
        return Measurement.not_measured("deg", reason)
    return Measurement(value, error, "deg")


def steadied_back(own: OwnBack, camera: CameraMotion) -> OwnBack:
    """Give what is known with its points where they would be had the camera stood still."""
    if own.points is None:
        return own
    return replace(own, points=replace(own.points, xy=camera.steadied(own.points.xy)))

"""What was seen of lifter and bar in one shot, cleaned, and where things are in metres of it."""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import ShotBar
from liftvision.motion.scale import Scale
from liftvision.pose.view import View


@dataclass(frozen=True, eq=False)
class Seen:
    """One shot.

    Attributes
    ----------
    times
        (T,) seconds.
    landmarks
        (T, 33, 2) px, cleaned.
    inside
        (T, 33) whether each landmark was in the picture.
    world
        (T, 33, 3) m, the model's own guess at 3D: x right, y down, z away.
    bar
        (T, 2) px, cleaned.
    bar_noise
        (T,) px, one standard error of what was followed in each frame and what is near it in
        time, before cleaning.
    bar_cutoff_hz
        Of the filter that cleaned the bar.
    by
        What the bar was followed by.
    view, scale
        Of the shot.
    plate_radius_m
        Of the plates, by the same scale as the bar; the usual one where they are not seen.
    size
        Width and height of the picture in px.
    legs
        (T, 2, 2, LEG_STATIONS, 2) px, the edges of both legs as `PoseTrack` has them; None where
        they were not looked at.
    """

    times: FloatArray
    landmarks: FloatArray
    inside: BoolArray
    world: FloatArray
    bar: FloatArray
    bar_noise: FloatArray
    bar_cutoff_hz: float
    by: ShotBar
    view: View
    scale: Scale
    plate_radius_m: float
    size: tuple[int, int]
    legs: FloatArray | None = None

    def of(self, frames: BoolArray) -> "Seen":
        """Give some frames (T,) of the shot only."""
        return replace(
            self,
            times=self.times[frames],
            landmarks=self.landmarks[frames],
            inside=self.inside[frames],
            world=self.world[frames],
            bar=self.bar[frames],
            bar_noise=self.bar_noise[frames],
            legs=None if self.legs is None else self.legs[frames],
        )

    @property
    def interval_s(self) -> float:
        """The median time between two frames."""
        return float(np.median(np.diff(self.times))) if len(self.times) > 1 else 1.0

    def metres(self, px: FloatArray, metres_per_px: float) -> FloatArray:
        """Give points (..., 2) px in m to the right and up from the middle of the picture.

        The line of sight through the middle meets every plane in the same place, so that only
        there places in different planes may be compared as they are.
        """
        middle = 0.5 * np.array(self.size, dtype=np.float64)
        return np.asarray((px - middle) * metres_per_px * np.array([1.0, -1.0]))

    @property
    def bar_m(self) -> FloatArray:
        """The followed point (T, 2), right and up; NaN where the bar has no scale."""
        scale = self.scale.bar.value
        return self.metres(self.bar, np.nan if scale is None else scale)

    @property
    def body_m(self) -> FloatArray:
        """The landmarks (T, 33, 2), right and up."""
        scale = self.scale.body.value
        return self.metres(self.landmarks, np.nan if scale is None else scale)

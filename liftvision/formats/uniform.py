"""The shot that most of the lifter is seen in, at evenly spaced times.

Files for OpenSim and C3D have one frame of reference and one rate: frames of another shot lie in
another, and a phone's frames are not evenly spaced.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray
from liftvision.clip.clip import Shot
from liftvision.motion.measure import main_shot


class AbsentError(ValueError):
    """Nothing of what a file is for was measured; says why, without a full stop."""


@dataclass(frozen=True, eq=False)
class Uniform:
    """Evenly spaced times over a shot.

    Attributes
    ----------
    shot
        Its frames.
    measured
        (N,) seconds of the shot's frames.
    times
        (N,) as many, evenly spaced from the first to the last of them.
    """

    shot: Shot
    measured: FloatArray
    times: FloatArray

    @property
    def rate(self) -> float:
        """Frames a second."""
        return float((len(self.times) - 1) / (self.times[-1] - self.times[0]))

    def of(self, values: FloatArray) -> FloatArray:
        """Give what was measured at each frame of the clip (T, ...) at the even times (N, ...).

        Between two frames it lies on the straight line; NaN where one of them is NaN.
        """
        values = values[self.shot.frames]
        after = np.clip(np.searchsorted(self.measured, self.times), 1, len(self.measured) - 1)
        before = after - 1
        part = (self.times - self.measured[before]) / (self.measured[after] - self.measured[before])
        part = np.clip(part, 0.0, 1.0).reshape(-1, *[1] * (values.ndim - 1))
        between = (1.0 - part) * values[before] + part * values[after]
        # A time that is a frame's own needs no neighbour.
        own = np.where(part < ON_A_FRAME, values[before], between)
        return np.asarray(np.where(part > 1.0 - ON_A_FRAME, values[after], own))


ON_A_FRAME = 0.02
"""Times this near to a frame's, in frames, are taken for its own: half a millisecond at 40 fps."""


def uniform(analysis: Analysis) -> Uniform:
    """Give even times over the main shot of an analysis.

    Raises
    ------
    AbsentError
        It has fewer than two frames.
    """
    shot = analysis.clip.shots[main_shot(analysis.clip, analysis.pose.xy)]
    measured = analysis.clip.times[shot.frames]
    if len(measured) < 2:
        raise AbsentError("its longest shot has a single frame")
    times = np.linspace(measured[0], measured[-1], len(measured))
    return Uniform(shot, measured, times)


def bridged(values: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Fill the gaps of values (N,) with straight lines, and hold their ends.

    Returns
    -------
    The values, and where (N,) they were filled. Values of which all are NaN stay so.
    """
    seen = np.isfinite(values)
    if not seen.any():
        return values, ~seen
    places = np.arange(len(values))
    return np.interp(places, places[seen], values[seen]), ~seen

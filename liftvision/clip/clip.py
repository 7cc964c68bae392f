"""What is known of a clip once it has been read through: its size, times and shots."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray

VARIABLE_RATE_SPREAD = 0.2
"""Frame intervals that differ from their median by more than this fraction, in over 1 % of
the frames, make a variable frame rate; rounding of timestamps to milliseconds stays below."""


@dataclass(frozen=True)
class Shot:
    """Frames ``start`` to ``stop`` (half open) between two cuts; never bridged."""

    start: int
    stop: int

    @property
    def frames(self) -> slice:
        """The shot as a slice of any per-frame array."""
        return slice(self.start, self.stop)


@dataclass(frozen=True, eq=False)
class Clip:
    """A clip as it was read.

    Attributes
    ----------
    path
        The file.
    width, height
        Size in px of the upright picture, after the rotation tag and square pixels.
    rotation_deg
        The rotation that was applied to make it upright, clockwise: 0, 90, 180 or 270.
    times
        (T,) seconds since the first frame of the file, from the container's own timestamps,
        strictly increasing. With a chosen start it begins there, not at zero.
    shots
        In order, without overlap; frames of a cross-fade belong to none.
    """

    path: Path
    width: int
    height: int
    rotation_deg: int
    times: FloatArray
    shots: tuple[Shot, ...]

    @property
    def frames(self) -> int:
        """Number of frames."""
        return len(self.times)

    @property
    def frame_interval_s(self) -> float:
        """The median time between two frames."""
        return float(np.median(np.diff(self.times)))

    @property
    def fps(self) -> float:
        """Frames a second, from the median interval."""
        return 1.0 / self.frame_interval_s

    @property
    def duration_s(self) -> float:
        """From the first frame to the end of the last."""
        return float(self.times[-1] - self.times[0]) + self.frame_interval_s

    @property
    def variable_frame_rate(self) -> bool:
        """Whether the intervals between frames differ by more than rounding."""
        intervals = np.diff(self.times)
        off = np.abs(intervals / self.frame_interval_s - 1.0) > VARIABLE_RATE_SPREAD
        return bool(np.mean(off) > 0.01)

    @property
    def cuts_s(self) -> tuple[float, ...]:
        """Time of each cut; for a cross-fade, its middle."""
        return tuple(
            float(self.times[before.stop - 1] + self.times[after.start]) / 2.0
            for before, after in zip(self.shots, self.shots[1:], strict=False)
        )

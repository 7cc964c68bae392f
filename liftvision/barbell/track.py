"""Where the bar is, frame by frame."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from liftvision.arrays import FloatArray

BarSource: TypeAlias = Literal["wrists", "none"]


@dataclass(frozen=True, eq=False)
class BarTrack:
    """The bar through the clip.

    Attributes
    ----------
    times
        (T,) seconds; the clip's times.
    centre
        (T, 2) px in the upright image; NaN where it was not seen.
    source
        What it was taken from: ``wrists`` is the midpoint of the wrists.
    """

    times: FloatArray
    centre: FloatArray
    source: BarSource

"""What the frontal planes of rendered clips should come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from front_scores import FrontScore
from front_summary import CAVES_NOT_DEG, COLUMNS, caves, of_group, standing, summary

COVER = (0.85, 0.95)
"""Bands of 90 % should hold so many of the frames."""

MIN_CLIPS = 5
"""Of fewer clips the cover is not judged."""


@dataclass(frozen=True)
class Aim:
    """One number that should be within bounds: its name, what gives it, and the bounds."""

    name: str
    measure: Callable[[Sequence[FrontScore]], float]
    low: float = -np.inf
    high: float = np.inf

    @property
    def bounds(self) -> str:
        """The bounds in words."""
        if not np.isfinite(self.low):
            return f"≤ {self.high:g}"
        return f"≥ {self.low:g}" if not np.isfinite(self.high) else f"{self.low:g} to {self.high:g}"

    def missed(self, value: float) -> bool:
        """Tell whether a number misses it; what was not measured at all misses nothing."""
        return bool(value < self.low or value > self.high)


def _near(scores: Sequence[FrontScore]) -> list[FrontScore]:
    return of_group(scores, "both", near=True)


def _column(scores: Sequence[FrontScore], column: str, what: str) -> float:
    found = summary(_near(scores), column)
    if what == "cover" and found.told_in < MIN_CLIPS:
        return np.nan
    return float(getattr(found, what))


def _stance(scores: Sequence[FrontScore]) -> float:
    return 100.0 * standing(_near(scores), "stance_width").rmse


def _found(scores: Sequence[FrontScore]) -> float:
    return 100.0 * caves(scores).found


def _flagged(scores: Sequence[FrontScore]) -> float:
    return 100.0 * caves(scores).flagged


def flagged_clips(scores: Sequence[FrontScore]) -> float:
    """Give how many clips from beyond `NEAR_DEG` have a flagged knee though none caves in."""
    count = 0
    for clip in of_group(scores, "both", near=False):
        still = all(leg.true.change < CAVES_NOT_DEG for leg in clip.legs)
        count += still and any(leg.flagged for leg in clip.legs)
    return float(count)


AIMS: tuple[Aim, ...] = (
    Aim("projection angle, RMSE °", partial(_column, column="fppa", what="rmse"), high=3.0),
    Aim("its change from the set-up, RMSE °", partial(_column, column="fppa", what="change"),
        high=2.5),
    Aim("knee over ankle separation, RMSE",
        partial(_column, column="knee_ankle_separation", what="rmse"), high=0.03),
    Aim("stance, RMSE cm", _stance, high=3.0),
    Aim("pelvis shift, RMSE % of the stance", partial(_column, column="pelvis_shift", what="rmse"),
        high=2.0),
    Aim("caving knees found, any yaw, %", _found, low=95.0),
    Aim("other knees flagged, any yaw, %", _flagged, high=2.0),
    Aim("clips beyond 10° without cave, but flagged", flagged_clips, high=0.0),
    *(Aim(f"bands of {name.replace('_', ' ')} that hold",
          partial(_column, column=name, what="cover"), *COVER) for name in COLUMNS),
)  # fmt: skip
"""Within `NEAR_DEG` of the front or the rear, where nothing else is said."""

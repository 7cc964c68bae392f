"""What hips and lumbar spine of rendered clips should come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from back_curves import ANGLES
from back_scores import DRIFT, MOMENTS, SHARE, BackScore
from back_summary import Summary, lean_effect, of_clothes, slope, summary, worst_bias

from liftvision.motion.back import Clothes

Measure: TypeAlias = Callable[[Sequence[BackScore]], float]

COVER = (0.85, 0.95)
"""Bands of 90 % should hold so many of the values."""

MIN_CLIPS = 5
"""Of fewer clips the cover is not judged."""


@dataclass(frozen=True)
class Aim:
    """One number that should be within bounds.

    Attributes
    ----------
    name
        What it is, with its unit.
    measure
        Gives it of some clips.
    low, high
        Bounds that still meet it.
    own
        Whether it is of the clips that were read with the lifter's own clips given.
    """

    name: str
    measure: Measure
    low: float = -np.inf
    high: float = np.inf
    own: bool = False

    @property
    def bounds(self) -> str:
        """The bounds in words."""
        if not np.isfinite(self.low):
            return f"≤ {self.high:g}"
        return f"≥ {self.low:g}" if not np.isfinite(self.high) else f"{self.low:g} to {self.high:g}"

    def missed(self, value: float) -> bool:
        """Tell whether a number misses it; what was not measured at all misses nothing."""
        return bool(value < self.low or value > self.high)


def _summary_of(
    scores: Sequence[BackScore], quantities: tuple[str, ...], clothes: Clothes | None
) -> Summary:
    return summary(of_clothes(scores, clothes or "all"), *quantities)


def rmse(
    scores: Sequence[BackScore], quantities: tuple[str, ...], clothes: Clothes | None = None
) -> float:
    """Give the root mean square error of some quantities, of all clips or those in some clothes."""
    return _summary_of(scores, quantities, clothes).rmse


def cover(scores: Sequence[BackScore], quantities: tuple[str, ...], clothes: Clothes) -> float:
    """Give how many bands hold the truth; NaN in fewer than `MIN_CLIPS` clips."""
    found = _summary_of(scores, quantities, clothes)
    return found.cover if found.told_in >= MIN_CLIPS else np.nan


def lean_matters(scores: Sequence[BackScore]) -> float:
    """Give the size of what lean does to lumbar flexion."""
    return abs(lean_effect(scores).effect)


def clip_count(scores: Sequence[BackScore]) -> float:
    """Give of how many clips there is a score."""
    return float(len(scores))


def at_moments(angle: str, *moments: str) -> tuple[str, ...]:
    """Name an angle at some moments, at all without any."""
    return tuple(f"{angle}_at_{moment}" for moment in moments or MOMENTS)


def _rmse_aim(
    name: str, high: float, *quantities: str, clothes: Clothes | None = None, own: bool = False
) -> Aim:
    of = partial(rmse, quantities=quantities, clothes=clothes)
    return Aim(name if clothes is None else f"{name}, {clothes}", of, high=high, own=own)


def _cover_aims(clothes: Clothes) -> tuple[Aim, ...]:
    covered = {f"{angle.replace('_', ' ')}": at_moments(angle) for angle in ANGLES}
    covered |= {"drift": (DRIFT,), "share": (SHARE,)}
    return tuple(
        Aim(f"bands of {name} that hold, {clothes}", partial(cover, quantities=of, clothes=clothes),
            *COVER)
        for name, of in covered.items()
    )  # fmt: skip


SET_UP, KNEE_PASS = (at_moments("lumbar_flexion", moment) for moment in ("set_up", "knee_pass"))

AIMS: tuple[Aim, ...] = (
    Aim("clips", clip_count, low=40.0),
    _rmse_aim("lumbar flexion at set-up, RMSE °", 8.0, *SET_UP, clothes="tight"),
    _rmse_aim("lumbar flexion at set-up, RMSE °", 11.0, *SET_UP, clothes="loose"),
    _rmse_aim("lumbar flexion at knee pass, RMSE °", 8.0, *KNEE_PASS, clothes="tight"),
    _rmse_aim("lumbar flexion at knee pass, RMSE °", 11.0, *KNEE_PASS, clothes="loose"),
    Aim("lumbar flexion, told against true, slope", slope, low=0.8),
    _rmse_aim("drift, RMSE °", 5.0, DRIFT, clothes="tight"),
    _rmse_aim("pelvis tilt, RMSE °", 8.0, *at_moments("pelvis_tilt")),
    _rmse_aim("hip flexion, RMSE °", 8.0, *at_moments("hip_flexion")),
    _rmse_aim("lumbar share, RMSE %", 10.0, SHARE),
    Aim("bias of any sex, stature, skin tone, °", worst_bias, high=4.0),
    Aim("lumbar flexion with 20° more lean, °", lean_matters, high=2.0),
    *_cover_aims("tight"),
    *_cover_aims("loose"),
    _rmse_aim("lumbar flexion at set-up, RMSE °", 6.0, *SET_UP, own=True),
    _rmse_aim("lumbar flexion at knee pass, RMSE °", 6.0, *KNEE_PASS, own=True),
    _rmse_aim("lumbar share, RMSE %", 7.0, SHARE, own=True),
)

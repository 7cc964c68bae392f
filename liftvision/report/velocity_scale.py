"""The colours of the bar's velocity: one scale for a clip, in the video as in the plots."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.motion.motion import Motion
from liftvision.report.colours import SLOW_TO_FAST, Colour, ramp
from liftvision.reps.rep import Rep

LEVELS = 24
"""Colours from slow to fast: more than the eye tells apart on a thin line."""

NO_LEVEL = -1
TOP_STEP = 0.2
"""The scale ends at a multiple of this, in m/s."""

SMALLEST_TOP = 0.4


@dataclass(frozen=True)
class VelocityScale:
    """Velocities of zero to ``top`` m/s as colours; what is faster has the last one."""

    top: float

    def levels(self, velocities: FloatArray) -> IntArray:
        """Give the level 0 to `LEVELS` - 1 of velocities (T,) m/s, up or down alike.

        `NO_LEVEL` where the velocity is NaN.
        """
        seen = np.isfinite(velocities)
        share = np.minimum(np.abs(np.where(seen, velocities, 0.0)) / self.top, 1.0)
        return np.where(seen, np.round(share * (LEVELS - 1)).astype(np.int64), NO_LEVEL)

    @staticmethod
    def colours() -> list[Colour]:
        """Give the colour of each level."""
        return list(ramp(SLOW_TO_FAST, LEVELS))


def velocity_scale(motion: Motion, reps: tuple[Rep, ...]) -> VelocityScale | None:
    """Give the scale that holds the fastest pull; None where the bar has no velocity in m/s.

    A lowered or dropped bar may leave it, so that pulls keep all of its colours.
    """
    velocities, times = motion.columns["bar_vy"], motion.times
    pulled = np.zeros(len(times), dtype=np.bool_)
    for rep in reps:
        if rep.lift_off_s is not None and rep.lockout_s is not None:
            pulled |= (times >= rep.lift_off_s) & (times <= rep.lockout_s)
    of_pulls = velocities[pulled & np.isfinite(velocities)]
    if len(of_pulls) == 0:
        return None
    fastest = float(np.abs(of_pulls).max())
    return VelocityScale(max(SMALLEST_TOP, TOP_STEP * ceil(round(fastest / TOP_STEP, 6))))

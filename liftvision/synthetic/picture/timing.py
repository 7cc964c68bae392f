"""When a phone takes its frames."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.recipes.recipe import VideoRecipe

UNEVENNESS = 0.12
"""Standard deviation of an interval's logarithm in bad light."""

LEFT_OUT = 0.06
"""Of the frames are missing from a variable-rate clip."""

KEPT_AT_LEAST = 4
"""Frames at the beginning that are never left out, so that the rate can be seen."""


def frame_times(video: VideoRecipe, duration_s: float, seed: int) -> FloatArray:
    """Give the times (T,) s of a clip's frames, from 0 to just before its end.

    With a variable frame rate the intervals differ, never by more than a factor of two unless a
    frame was left out, and some frames were; the same seed gives the same times.
    """
    count = max(1, round(duration_s * video.fps))
    even = np.arange(count) / video.fps
    if not video.variable_frame_rate:
        return np.asarray(even)
    random = np.random.default_rng([seed, 0x71])
    factors = np.exp(np.clip(UNEVENNESS * random.standard_normal(count), -0.34, 0.34))
    uneven = np.concatenate([[0.0], np.cumsum(factors[:-1])]) / video.fps
    uneven *= even[-1] / uneven[-1] if count > 1 else 1.0
    kept = random.uniform(size=count) >= LEFT_OUT
    kept[:KEPT_AT_LEAST] = True
    return np.asarray(uneven[kept])

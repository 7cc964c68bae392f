"""The colours of skin, and how colours are mixed."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import linear

SKIN_TONES = ("#f3d3c0", "#e3b594", "#c68e66", "#96623f", "#643c27", "#3a2218")
"""sRGB from the lightest to the darkest, evenly spaced on the dial of skin tone."""


def light_of(colour: str) -> FloatArray:
    """Give the linear RGB (3,) of a colour written ``#rrggbb``."""
    return np.array(linear(colour))


def skin_colour(tone: float) -> FloatArray:
    """Give the linear RGB (3,) of skin, from 0 (lightest) to 1 (darkest)."""
    tones = np.array([light_of(colour) for colour in SKIN_TONES])
    place = np.linspace(0.0, 1.0, len(tones))
    return np.array([np.interp(tone, place, tones[:, channel]) for channel in range(3)])


def blended(base: FloatArray, other: FloatArray, share: FloatArray) -> FloatArray:
    """Mix `other` (3,) into the colours `base` (V, 3) by the share (V,), 0 to 1."""
    part = np.clip(share, 0.0, 1.0)[:, None]
    return base * (1.0 - part) + other * part

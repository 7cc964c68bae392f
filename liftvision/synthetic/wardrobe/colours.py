"""Colours as the renderer wants them: linear RGB."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.errors import LiftvisionError

SKIN_TONES = ("#f3d3c0", "#e3b594", "#c68e66", "#96623f", "#643c27", "#3a2218")
"""sRGB from the lightest to the darkest, evenly spaced on the dial of skin tone."""


def linear(colour: str) -> FloatArray:
    """Give the linear RGB (3,), 0-1, of an sRGB colour written ``#rrggbb``.

    Raises
    ------
    LiftvisionError
        If the colour is not written so.
    """
    digits = colour.removeprefix("#")
    try:
        encoded = np.array(list(bytes.fromhex(digits)), dtype=np.float64) / 255.0
    except ValueError:
        encoded = np.empty(0)
    if encoded.shape != (3,):
        raise LiftvisionError(
            f"{colour!r} is not a colour.", "Write it as #rrggbb, such as #4a5563."
        )
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def skin_colour(tone: float) -> FloatArray:
    """Give the linear RGB (3,) of skin, from 0 (lightest) to 1 (darkest)."""
    tones = np.array([linear(colour) for colour in SKIN_TONES])
    place = np.linspace(0.0, 1.0, len(tones))
    return np.array([np.interp(tone, place, tones[:, channel]) for channel in range(3)])


def blended(base: FloatArray, other: FloatArray, share: FloatArray) -> FloatArray:
    """Mix `other` (3,) into the colours `base` (V, 3) by the share (V,), 0 to 1."""
    part = np.clip(share, 0.0, 1.0)[:, None]
    return base * (1.0 - part) + other * part

"""Colours: from how they are written and stored to light, which is what is added and mixed."""

from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.errors import RecipeError

Colour: TypeAlias = tuple[float, float, float]
"""Linear RGB, 0-1."""


def linear(colour: str) -> Colour:
    """Give the light of an sRGB colour written ``#rrggbb``.

    Raises
    ------
    RecipeError
        The colour is not written so.
    """
    try:
        coded = np.frombuffer(bytes.fromhex(colour.removeprefix("#")), dtype=np.uint8)
    except ValueError:
        coded = np.empty(0, dtype=np.uint8)
    if len(coded) != 3:
        raise RecipeError(f"{colour!r} is not a colour.", "Write it as #rrggbb, such as #4a5563.")
    red, green, blue = to_light(coded / 255.0)
    return float(red), float(green), float(blue)


def to_light(coded: FloatArray) -> FloatArray:
    """Give the light of sRGB values (...), both 0-1 (IEC 61966-2-1)."""
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def to_code(light: FloatArray) -> FloatArray:
    """Give the sRGB values of light (...), both 0-1; undoes `to_light`."""
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1.0 / 2.4) - 0.055)

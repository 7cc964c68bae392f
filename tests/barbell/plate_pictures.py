"""Pictures of discs whose place and size are known, for tests."""

import cv2
import numpy as np

from liftvision.arrays import FloatArray, Image

SUBPIXEL_BITS = 6


def clutter(width: int, height: int, seed: int = 0) -> Image:
    """A smooth random background with lines in it, as a gym has."""
    random = np.random.default_rng(seed)
    noise = random.uniform(40.0, 200.0, (height // 16 + 2, width // 16 + 2, 3))
    picture = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    for _ in range(12):
        ends = random.integers(0, [width, height], (2, 2))
        colour = tuple(int(level) for level in random.integers(0, 255, 3))
        cv2.line(picture, tuple(map(int, ends[0])), tuple(map(int, ends[1])), colour, 2)
    return picture


def with_disc(
    picture: Image,
    centre: FloatArray | tuple[float, float],
    half_width: float,
    half_height: float,
    colour: tuple[int, int, int] = (25, 25, 30),
) -> Image:
    """The picture with a filled ellipse, placed to a fraction of a px, with a smooth edge."""
    large = 1 << SUBPIXEL_BITS
    drawn = picture.copy()
    place = tuple(round(value * large) for value in centre)
    axes = (round(half_width * large), round(half_height * large))
    cv2.ellipse(drawn, place, axes, 0.0, 0.0, 360.0, colour, -1, cv2.LINE_AA, shift=SUBPIXEL_BITS)
    return drawn

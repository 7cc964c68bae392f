"""What the phone does to a frame: blur, exposure, vignetting, noise, and a caption over it."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.synthetic.colour import to_code, to_light
from liftvision.synthetic.recipes.recipe import VideoRecipe

GAMMA = 2.2
"""Close enough to sRGB's curve for a gain of a few percent."""

EXPOSURE_DRIFT = 0.04
WHITE_DRIFT = 0.012
DRIFT_HZ = (0.05, 0.4)
"""How far and how fast a phone's automatic exposure and white balance wander."""

VIGNETTING = 0.16
"""Of the light is lost in the corners."""

SHADOW_NOISE, LIGHT_NOISE = 0.75, 0.55
"""Read noise, and photon noise at full white, as shares of the recipe's noise."""

COLOUR_NOISE = 0.35
"""Standard deviation of the colours' noise against the brightness's: phones filter it."""

CAPTION_HEIGHT = 0.052
CAPTION_PLACE = 0.95
CAPTION_WIDTH = 0.88
"""Letter height and lower edge of the band as shares of the picture's height; of its width."""


def filmed(frames: Sequence[Image], video: VideoRecipe, time_s: float, seed: int) -> Image:
    """Give the frame that the phone stores for some moments while its shutter was open.

    Parameters
    ----------
    frames
        One or more pictures (height, width, 3), sRGB, 0-255.
    video
        Blur, noise and caption.
    time_s
        Of the frame; with the seed it decides drift and noise.
    seed
        Of the clip.
    """
    import cv2

    light = exposed_together(frames).astype(np.float32)
    light *= gains(light.shape[:2], time_s, seed)
    if video.blur_px > 0.0:
        light = cv2.GaussianBlur(light, (0, 0), video.blur_px)
    if video.noise > 0.0:
        light += sensor_noise(light, video.noise, np.random.default_rng([seed, tick(time_s)]))
    picture = np.clip(light + 0.5, 0.0, 255.0).astype(np.uint8)
    return captioned(picture, video.caption) if video.caption else picture


def exposed_together(frames: Sequence[Image]) -> Image:
    """Give the mean of pictures in linear light, as an open shutter takes it."""
    if len(frames) == 1:
        return frames[0]
    light = to_light(np.arange(256) / 255.0).astype(np.float32)
    code = np.round(255.0 * to_code(np.linspace(0.0, 1.0, 4096))).astype(np.uint8)
    total = np.zeros(frames[0].shape, dtype=np.float32)
    for frame in frames:
        total += light[frame]
    nearest = np.round(total * (4095.0 / len(frames))).astype(np.int64)
    return np.asarray(code[nearest])


def gains(size: tuple[int, int], time_s: float, seed: int) -> NDArray[np.float32]:
    """Give by what a picture (height, width) is multiplied: drift and vignetting, (h, w, 3)."""
    drift = 1.0 + wander(time_s, seed) * [EXPOSURE_DRIFT, WHITE_DRIFT, WHITE_DRIFT]
    red_green_blue = drift[0] * np.array([drift[1], 1.0, drift[2]])
    coded = (red_green_blue ** (1.0 / GAMMA)).astype(np.float32)
    return np.asarray(vignette(size)[..., None] * coded)


@cache
def vignette(size: tuple[int, int]) -> NDArray[np.float32]:
    """Give by what the code values of a picture (height, width) fall off to its corners."""
    height, width = size
    x, y = np.linspace(-1.0, 1.0, width), np.linspace(-1.0, 1.0, height)
    corner = 0.5 * (x[None, :] ** 2 + y[:, None] ** 2)
    return np.asarray((1.0 - VIGNETTING * corner**1.5) ** (1.0 / GAMMA), dtype=np.float32)


def wander(time_s: float, seed: int) -> FloatArray:
    """Give three slow courses between -1 and 1 at a moment."""
    random = np.random.default_rng([seed, 0xF1])
    frequencies = random.uniform(*DRIFT_HZ, (2, 3))
    phases = random.uniform(0.0, 2.0 * np.pi, (2, 3))
    return np.asarray(0.5 * np.sin(2.0 * np.pi * frequencies * time_s + phases).sum(axis=0))


def sensor_noise(
    light: NDArray[np.float32], deviation: float, random: np.random.Generator
) -> NDArray[np.float32]:
    """Give noise (h, w, 3) for a picture: more of it where there is more light to count."""
    import cv2

    height, width = light.shape[:2]
    level = light[..., 1] / 255.0
    strength = deviation * np.sqrt(SHADOW_NOISE**2 + LIGHT_NOISE**2 * np.maximum(level, 0.0))
    brightness = random.standard_normal((height, width), dtype=np.float32) * strength
    small = ((width + 1) // 2, (height + 1) // 2)
    colours = random.standard_normal((small[1], small[0], 3), dtype=np.float32)
    blotches = cv2.resize(colours, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(brightness[..., None] + COLOUR_NOISE * deviation * blotches)


def captioned(picture: Image, text: str) -> Image:
    """Give a picture with white, outlined text on a dark band across its lower part.

    Letters that OpenCV's stroke font lacks (all but ASCII) come out as question marks.
    """
    import cv2

    height, width = picture.shape[:2]
    font = cv2.FONT_HERSHEY_DUPLEX
    (one_width, one_height), _ = cv2.getTextSize(text, font, 1.0, 1)
    scale = min(CAPTION_HEIGHT * height / one_height, CAPTION_WIDTH * width / one_width)
    stroke = max(1, round(1.6 * scale))
    tall, wide = scale * one_height, scale * one_width
    foot = round(CAPTION_PLACE * height)
    left = round(0.5 * (width - wide))
    result = picture.copy()
    band = slice(max(0, round(foot - 1.6 * tall)), round(foot + 0.6 * tall))
    result[band] = (0.45 * result[band]).astype(np.uint8)
    for colour, thickness in (((0, 0, 0), 3 * stroke), ((255, 255, 255), stroke)):
        cv2.putText(result, text, (left, foot), font, scale, colour, thickness, cv2.LINE_AA)
    return result


def tick(time_s: float) -> int:
    """Give a moment as a whole number of microseconds, to seed what is random in a frame."""
    return round(max(0.0, time_s) * 1e6)

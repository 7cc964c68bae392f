"""Drawn plates of known rim before backgrounds that pass behind them."""

import cv2
import numpy as np

FINE = 8
"""Pictures are drawn this many times larger and averaged, which gives edges their values."""

SIDE = 180


def background(seed, side=SIDE):
    """Blurred patches of random colour: edges everywhere, none of them round."""
    random = np.random.default_rng(seed)
    coarse = random.integers(40, 200, (side // 12, side // 12, 3)).astype(np.uint8)
    picture = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_NEAREST)
    return np.roll(picture, tuple(random.integers(0, side, 2)), axis=(0, 1))


def draw_ellipse(picture, centre, half_axes, tilt, colour):
    """Fill an ellipse about a centre in px; the middle of the first pixel is (0, 0)."""
    height, width = picture.shape[:2]
    fine = np.zeros((height * FINE, width * FINE), np.uint8)
    at = (np.asarray(centre) + 0.5) * FINE - 0.5
    axes = np.asarray(half_axes) * FINE
    turn = 2.0 * np.pi * np.arange(720) / 720
    along, across = axes[0] * np.cos(turn), axes[1] * np.sin(turn)
    cosine, sine = np.cos(tilt), np.sin(tilt)
    points = np.stack([along * cosine - across * sine, along * sine + across * cosine], axis=1)
    cv2.fillPoly(fine, [np.rint(at + points).astype(np.int32)], 255)
    part = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)[..., None] / 255.0
    return np.asarray(np.rint(part * np.array(colour) + (1.0 - part) * picture), np.uint8)


def painted_plate(picture, centre, half_axes, tilt=0.0):
    """A red plate with a white ring far inside the rim, which stands out more than the rim."""
    rings = ((1.0, (150, 30, 30)), (0.77, (240, 240, 240)), (0.55, (150, 30, 30)))
    for size, colour in (*rings, (0.3, (40, 60, 140))):
        picture = draw_ellipse(picture, centre, size * np.asarray(half_axes), tilt, colour)
    return picture

"""Pictures of a lifter's bar seen from the front, drawn where it is known to be."""

from dataclasses import dataclass

import cv2
import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import Window
from liftvision.pose.view import View
from tests.barbell.plate_pictures import SUBPIXEL_BITS, clutter

PX_PER_M = 150.0
SIZE = 440, 300
FRONT = View("front", 0.0, 6.0)
HALF_HEIGHT, HALF_WIDTH = 0.225 * PX_PER_M, 9.0
HALF_BAR = 0.7 * PX_PER_M

WINDOW = Window(SIZE, np.ones(2), np.zeros(2), np.array(SIZE, dtype=float), PX_PER_M)


@dataclass(frozen=True)
class Drawn:
    """A shot in which the lifter goes down to the bar, lifts it, and leaves it.

    The ends are (T, 2, 2) px, the picture's left first.
    """

    times: FloatArray
    hands: FloatArray
    ends: FloatArray
    images: list[Image]

    def stills(self, every: int = 3) -> Stills:
        frames = np.arange(len(self.times))[20:80:every]
        return Stills(frames, [self.images[frame] for frame in frames], self.hands[frames])


def drawn_shot(*, plates: bool = True, bar_moves: bool = True, tilt: float = 0.0) -> Drawn:
    """Draw 100 frames at 30 Hz; ``tilt`` px is how much lower the picture's right end is on top."""
    times = np.arange(100) / 30.0
    floor, top = 205.3, 110.6
    lift = np.clip(np.minimum((times - 0.9) / 0.6, (2.5 - times) / 0.6), 0.0, 1.0)
    height = floor + (top - floor) * 0.5 * (1.0 - np.cos(np.pi * lift))
    away = np.clip(np.maximum(0.5 - times, times - 2.8) / 0.3, 0.0, 1.0)
    hands = np.stack([np.full(100, 220.0), height - 3.0 - 80.0 * away], axis=1)
    bar = height if bar_moves else np.full(100, floor)
    down = np.stack([bar - 0.5 * tilt * lift, bar + 0.5 * tilt * lift], axis=1)
    across = np.broadcast_to([221.4 - HALF_BAR, 221.4 + HALF_BAR], (100, 2))
    ends = np.stack([across, down], axis=2)
    background = _gym()
    images = [_with_bar(background, at, plates) for at in ends]
    return Drawn(times, hands, ends, images)


def _gym() -> Image:
    """Clutter, with posts beside the lifter, and another bar's plate that stays where it is."""
    picture = clutter(*SIZE, seed=3)
    for column in (60, 371):
        cv2.rectangle(picture, (column, 20), (column + 8, 250), (30, 30, 160), -1)
    cv2.ellipse(picture, (95, 90), (8, 33), 0.0, 0.0, 360.0, (20, 20, 20), -1, cv2.LINE_AA)
    return picture


def _with_bar(background: Image, ends: FloatArray, plates: bool) -> Image:
    large = 1 << SUBPIXEL_BITS
    picture = background.copy()

    def at(point: FloatArray) -> tuple[int, int]:
        across, down = np.round(point * large).astype(int)
        return int(across), int(down)

    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    tips = ends[0] - 40.0 * along, ends[1] + 40.0 * along
    cv2.line(picture, at(tips[0]), at(tips[1]), (190, 190, 195), 4, cv2.LINE_AA, SUBPIXEL_BITS)
    if plates:
        axes = round(HALF_WIDTH * large), round(HALF_HEIGHT * large)
        for end in ends:
            cv2.ellipse(
                picture,
                at(end),
                axes,
                0.0,
                0.0,
                360.0,
                (25, 25, 30),
                -1,
                cv2.LINE_AA,
                SUBPIXEL_BITS,
            )
    return picture

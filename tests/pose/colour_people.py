"""Videos of people who are coloured boxes, and a landmarker that sees just these.

The landmarker looks at the pixels that it is given, as the real one does: whoever is blacked out,
cut off or not in the frame, it cannot see. In a video it holds on to the lifter while he can be
seen and takes the next best person when he cannot, which is the real one's vice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from liftvision.pose.landmarker import MAX_PEOPLE, Person
from liftvision.pose.people import body_size
from tests.pose.persons import person
from tests.stick_lifter import STANDING, BodyAngles, body_landmarks, seen_from
from tests.video_files import make_clip

RED, BLUE, GREEN = (210, 30, 30), (30, 30, 210), (30, 180, 30)
COLOURS = (RED, BLUE, GREEN)
"""The lifter is red."""

SIZE = (480, 360)
FLOOR = 330
FPS = 20
GREY = (90, 90, 90)


def always(time_s):
    return True


@dataclass(frozen=True)
class Figure:
    """Somebody who stands on the floor: ``height(time_s)`` px high, at ``left(time_s)``."""

    colour: tuple[int, int, int]
    left: Callable[[float], float]
    height: Callable[[float], float]
    width: int = 60
    seen: Callable[[float], bool] = always

    def box_at(self, time_s):
        """Left, top, right, bottom in px: the first and last pixels that are filled."""
        left, top = round(self.left(time_s)), FLOOR - round(self.height(time_s))
        return np.array([left, top, left + self.width - 1, FLOOR - 1], dtype=float)


def lifter(left=210.0, **changes):
    """Down after 0.9 s, up again after another 0.9 s, and so on."""

    def height(time_s):
        return 150.0 + 50.0 * np.cos(np.pi * time_s / 0.9)

    return replace(Figure(RED, lambda time_s: left, height), **changes)


def bystander(left=380.0, colour=BLUE, **changes):
    """Stands still."""
    return replace(Figure(colour, lambda time_s: left, lambda time_s: 200.0), **changes)


def absent(start_s, stop_s):
    """Not seen between two times."""
    return lambda time_s: not start_s <= time_s < stop_s


CUT_S = 1.5


def before_and_after_a_cut(time_s, image):
    """Another place from `CUT_S` on: a dark wall, then stripes."""
    if time_s < CUT_S:
        return (30, 90, 60)
    stripes = np.arange(image.shape[1]) // 40 % 2
    return np.where(stripes == 1, 200, 60)[None, :, None]


def film(path, *figures, duration_s=3.0, background=lambda time_s, image: GREY, size=SIZE):
    """Write the video; give its times."""

    def picture(index, width, height):
        image = np.zeros((height, width, 3), np.uint8)
        image[:] = background(index / FPS, image)
        for figure in reversed(figures):
            if figure.seen(index / FPS):
                left, top, right, bottom = figure.box_at(index / FPS).astype(int)
                image[top : bottom + 1, max(left, 0) : max(right + 1, 0)] = figure.colour
        return image

    frames = round(duration_s * FPS)
    return np.array(
        make_clip(
            path, frames=frames, fps=FPS, size=size, picture=picture, pix_fmt="yuv444p",
            options={"crf": "8", "preset": "ultrafast", "g": "25"},
        )
    )  # fmt: skip


STANDING_SIDEWAYS = person(STANDING)
LOW, HIGH = STANDING_SIDEWAYS.min(axis=0), STANDING_SIDEWAYS.max(axis=0)
IN_UNIT_BOX = (STANDING_SIDEWAYS - LOW) / (HIGH - LOW)


def landmarks_in(box):
    """Landmarks (33, 2) px of somebody, facing right, who just fills a box."""
    low, high = np.array(box[:2]), np.array(box[2:])
    return low + IN_UNIT_BOX * (high - low)


def world_facing(yaw_deg):
    """World landmarks (33, 3) of somebody who stands."""
    angles = BodyAngles(*(np.zeros(1) for _ in range(6)))
    world = seen_from(body_landmarks(angles), yaw_deg)[0]
    return world - world[[23, 24]].mean(axis=0)


class ColourLandmarker:
    """Stands in for `Landmarker`; ``tamper`` may change what it says of a video's frame."""

    opened: list["ColourLandmarker"]
    tamper = staticmethod(lambda time_s, found: found)

    def __init__(self, model, mode, *, masks=False):
        self.mode, self.masks, self.sizes = mode, masks, []
        self.opened.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def forget(self):
        pass

    def find(self, image, time_s=0.0):
        self.sizes.append(image.shape[1::-1])
        everybody = [self._seen(image, colour) for colour in COLOURS]
        found = [each for each in everybody if each is not None]
        if self.mode == "still":
            return found[:MAX_PEOPLE]
        return [self.tamper(time_s, each) for each in found[:1]]

    def _seen(self, image, colour):
        channels = np.array(colour, dtype=float)
        mask = cv2.inRange(image, channels - 50.0, channels + 50.0) > 0
        if mask.sum() < 200:
            return None
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        xy = landmarks_in([columns[0], rows[0], columns[-1], rows[-1]])
        shown = mask.astype(np.float32) if self.masks else None
        return Person(xy, world_facing(90.0), np.full(33, 0.9), shown)


def install(monkeypatch, **attributes):
    """Replace the landmarker of both passes; give the class, which counts what was opened."""
    kind = type("Installed", (ColourLandmarker,), {"opened": [], **attributes})
    monkeypatch.setattr("liftvision.pose.survey.Landmarker", kind)
    monkeypatch.setattr("liftvision.pose.stretches.Landmarker", kind)
    return kind


def size_of(figure, time_s):
    """Body size in px of a figure at a time."""
    return float(body_size(landmarks_in(figure.box_at(time_s))))

"""The colours of every picture: one for each quantity, side and phase, wherever it is drawn."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from liftvision.reps.rep import Phase

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue, 0-255."""

KNEE: Colour = (38, 208, 178)
TRUNK_THIGH: Colour = (255, 122, 190)
TRUNK_LEAN: Colour = (178, 152, 255)
LUMBAR: Colour = (255, 164, 64)
BAR: Colour = (240, 242, 246)
LEFT: Colour = (88, 182, 255)
RIGHT: Colour = (164, 230, 128)
SEPARATION: Colour = (224, 214, 130)
VELOCITY: Colour = (255, 244, 130)

NEAR: Colour = (248, 250, 252)
FAR: Colour = (150, 162, 178)
BACK: Colour = (220, 228, 236)
HALO: Colour = (16, 18, 22)
TEXT: Colour = (250, 251, 253)
MUTED: Colour = (158, 168, 182)
GROUND: Colour = (18, 20, 25)

PHASES: dict[Phase, Colour] = {
    "set-up": (186, 196, 212),
    "first pull": (255, 104, 84),
    "second pull": (255, 190, 64),
    "lockout": (140, 220, 96),
    "lowering": (84, 160, 255),
    "rising": (255, 104, 84),
    "": (158, 168, 182),
}

SLOW_TO_FAST: tuple[Colour, ...] = (
    (58, 80, 240), (128, 108, 255), (212, 128, 218), (255, 170, 120), (255, 244, 130),
)  # fmt: skip
"""From no velocity to the greatest, in even steps: lighter all the way, also to colour-blind eyes,
and at its dark end still light enough for a black plate."""

CAVING: tuple[Colour, ...] = ((255, 210, 48), (255, 132, 32), (255, 60, 50))
"""A knee that caves in: mildly, moderately, severely."""

FLAT_TO_ROUND: tuple[Colour, ...] = (BACK, (255, 208, 118), (255, 150, 62), (240, 76, 58))
"""From a flat back to a round one: darker and warmer all the way, also to colour-blind eyes."""


ON_WHITE = 0.66
"""How much darker the colours of the dark video are on white."""

DARK_ON_WHITE: dict[Colour, Colour] = {BAR: (64, 72, 86), VELOCITY: (158, 104, 10)}
"""Of the colours that are too light for that."""


def ramp(anchors: Sequence[Colour], count: int) -> tuple[Colour, ...]:
    """Give colours in even steps from the first of the anchors over the others to the last."""
    places = np.linspace(0.0, len(anchors) - 1.0, count)
    mixed = np.stack(
        [np.interp(places, range(len(anchors)), channel) for channel in np.transpose(anchors)]
    )
    red, green, blue = (np.rint(channel).astype(int).tolist() for channel in mixed)
    return tuple(zip(red, green, blue, strict=True))


def fraction(colour: Colour, darker: float = 1.0) -> tuple[float, float, float]:
    """Give a colour as matplotlib wants it, 0-1, darkened by a factor for a white page."""
    red, green, blue = (darker * channel / 255.0 for channel in colour)
    return red, green, blue


def on_white(colour: Colour) -> Colour:
    """Give a colour of the dark video as it is on a white page."""
    red, green, blue = (round(ON_WHITE * channel) for channel in colour)
    return DARK_ON_WHITE.get(colour, (red, green, blue))

"""How large everything is in the overlay video, from the size of the clip."""

from dataclasses import dataclass
from math import sqrt

SMALLEST_LONG_SIDE_PX = 960
"""Smaller clips are enlarged to this, so that the numbers can be read."""

TEXT_PER_PICTURE = 1.0 / 36.0
"""Height of the letters over the square root of the picture's area."""

SMALLEST_TEXT_PX = 16
STRIP_LINES = 10
"""Height of the strip of curves, in heights of a letter."""


@dataclass(frozen=True)
class Layout:
    """Sizes in the overlay, in px; all of them even where H.264 wants it.

    Attributes
    ----------
    width
        Of the whole, the picture and the strip alike.
    picture_height, strip_height
        The picture is above the strip.
    text
        Height of the letters on the picture.
    """

    width: int
    picture_height: int
    strip_height: int
    text: int

    @property
    def height(self) -> int:
        """Height of the whole."""
        return self.picture_height + self.strip_height

    @property
    def line(self) -> int:
        """Thickness of a limb of the near side."""
        return max(2, round(self.text / 5.0))

    @property
    def thin_line(self) -> int:
        """Thickness of everything that shall not catch the eye."""
        return max(1, round(self.text / 11.0))

    @property
    def strip_text(self) -> int:
        """Height of the letters in the strip."""
        return max(11, round(self.text * 0.58))


def lay_out(width: int, height: int, long_side: int | None) -> Layout:
    """Fit a clip of a size and the strip under it.

    Parameters
    ----------
    width, height
        Of the upright clip, in px.
    long_side
        The most that the longer side of the whole may have, in px; None: as large as the clip.
    """
    text_per_scale = TEXT_PER_PICTURE * sqrt(width * height)
    whole = max(width, height + STRIP_LINES * text_per_scale)
    scale = max(1.0, SMALLEST_LONG_SIDE_PX / whole)
    text = max(SMALLEST_TEXT_PX, round(text_per_scale * scale))
    if long_side is not None:
        scale = min(scale, long_side / whole)
        text = max(SMALLEST_TEXT_PX, round(text_per_scale * scale))
        room = max(long_side - STRIP_LINES * text, long_side // 2)
        scale = min(scale, long_side / width, room / height)
    return Layout(
        width=_even(width * scale),
        picture_height=_even(height * scale),
        strip_height=_even(STRIP_LINES * text),
        text=text,
    )


def _even(length: float) -> int:
    return max(2, 2 * int(length / 2.0))

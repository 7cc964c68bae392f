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

NARROWEST_STRIP = 22
"""Width below which a strip has no room beside its words, in heights of its letters."""

STRIP_TEXT = 0.58
"""Height of the strip's letters over that of the picture's."""

SMALLEST_STRIP_TEXT_PX = 11


@dataclass(frozen=True)
class Layout:
    """Sizes in the overlay, in px; all of them even where H.264 wants it.

    Attributes
    ----------
    width
        Of the whole, the picture and the strip alike.
    picture_height, strip_height
        The picture is above the strip; without a strip its height is zero.
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
        return strip_text(self.text)


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
    has_strip = has_strip_room(width * scale, text, STRIP_LINES, long_side)
    if not has_strip and long_side is not None:
        scale = min(max(1.0, SMALLEST_LONG_SIDE_PX / whole), long_side / max(width, height))
    return Layout(
        width=_even(width * scale),
        picture_height=_even(height * scale),
        strip_height=_even(STRIP_LINES * text) if has_strip else 0,
        text=text,
    )


def strip_text(text: int) -> int:
    """Give the height of the strip's letters, in px, from that of the picture's."""
    return max(SMALLEST_STRIP_TEXT_PX, round(STRIP_TEXT * text))


def has_strip_room(width: float, text: int, lines: int, long_side: int | None) -> bool:
    """Tell whether a strip has room under a picture.

    Parameters
    ----------
    width
        Of the picture, px.
    text
        Height of the letters on the picture, px.
    lines
        Height of the strip, in heights of such a letter.
    long_side
        The most that the whole may be high, of which the picture gets at least a half; None: any.
    """
    fits_below = long_side is None or 2 * lines * text <= long_side
    return fits_below and width >= NARROWEST_STRIP * strip_text(text)


def _even(length: float) -> int:
    return max(2, 2 * int(length / 2.0))

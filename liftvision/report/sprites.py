"""Text for moving pictures: each word is rendered once, with its dark halo, then pasted."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import Image
from liftvision.report.colours import HALO, Colour

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont


@dataclass(frozen=True, eq=False)
class Sprite:
    """A rendered word.

    Attributes
    ----------
    light
        (h, w, 3) its colour times its opacity, 0-255.
    shade
        (h, w, 1) what is left of the picture under it, 0-255.
    """

    light: NDArray[np.uint16]
    shade: NDArray[np.uint16]

    @property
    def height(self) -> int:
        """Height in px."""
        return len(self.light)

    @property
    def width(self) -> int:
        """Width in px."""
        return len(self.light[0])


@lru_cache(maxsize=4096)
def word(
    text: str, size_px: int, colour: Colour, *, bold: bool = True, halo: bool = True
) -> Sprite:
    """Render a text with letters about ``size_px`` high, in the font that matplotlib brings."""
    from PIL import Image as Picture
    from PIL import ImageDraw

    font = _font(size_px, bold)
    stroke = max(1, round(size_px / 9)) if halo else 0
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    box = (max(1, int(right - left)), max(1, int(bottom - top)))
    masks = []
    for width in (stroke, 0):
        mask = Picture.new("L", box)
        ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font, stroke_width=width)
        masks.append(np.asarray(mask, dtype=np.uint16)[..., None])
    around, inside = masks
    light = (
        inside * np.array(colour, np.uint16) + (255 - inside) * np.array(HALO, np.uint16)
    ) / 255
    return Sprite((light * (around / 255.0)).astype(np.uint16), 255 - around)


@lru_cache(maxsize=32)
def _font(size_px: int, bold: bool) -> "FreeTypeFont":
    import matplotlib
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name, size_px)


def paste(image: Image, sprite: Sprite, x: float, y: float, anchor: tuple[float, float]) -> None:
    """Put a word into a picture, in place, moved so that all of it is inside.

    Parameters
    ----------
    x, y
        Where the anchor goes, in px.
    anchor
        The point of the word that goes there, as fractions: (0, 0) its top left corner, (1, 1)
        its bottom right one.
    """
    height, width = image.shape[:2]
    if sprite.height > height or sprite.width > width:
        return
    left = min(max(round(x - anchor[0] * sprite.width), 0), width - sprite.width)
    top = min(max(round(y - anchor[1] * sprite.height), 0), height - sprite.height)
    under = image[top : top + sprite.height, left : left + sprite.width]
    under[:] = sprite.light + (under * sprite.shade) // 255

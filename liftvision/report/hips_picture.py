"""The hips on a picture from front or rear: shifted or tilted, where that is worth a word."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from scipy.ndimage import binary_closing, binary_opening

from liftvision.arrays import FloatArray, Image
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.report import drawing, sprites
from liftvision.report.colours import HALO, MUTED, TEXT
from liftvision.report.layout import Layout

NOTEWORTHY = {"pelvis_shift": 4.0, "hip_line_tilt": 3.0}
"""Where the hips' shift, in % of the stance, and their tilt, in degrees, are worth a word: if they
are twice their error as well. A heuristic."""

STEADY_S = 0.25
"""What is shorter than this is not worth a word, nor does as short a gap interrupt it."""

BEYOND = 0.5
"""How far the line goes beyond either hip, in parts of their distance."""


@dataclass(frozen=True, eq=False)
class HipsPicture:
    """The hips of every frame, in px of the overlay.

    Attributes
    ----------
    hips, ankles
        (T, 2, 2) px, the left one first; NaN where unseen.
    shift, tilt
        (T,) % of the stance to the lifter's left, and degrees by which the left hip is higher; NaN
        where they are not noteworthy.
    layout
        The sizes.
    """

    hips: FloatArray
    ankles: FloatArray
    shift: FloatArray
    tilt: FloatArray
    layout: Layout

    def draw(self, image: Image, frame: int) -> None:
        """Draw the line of the hips, the middle of the ankles under it, and what is noteworthy."""
        words = hip_words(float(self.shift[frame]), float(self.tilt[frame]))
        hips, ankles = self.hips[frame], self.ankles[frame]
        if not words or not np.isfinite([hips, ankles]).all():
            return
        text, thin = self.layout.text, self.layout.thin_line
        middle, below = hips.mean(axis=0), ankles.mean(axis=0)
        beyond = BEYOND * (hips[0] - hips[1])
        for width, ink in ((thin + 3, HALO), (thin + 1, TEXT)):
            drawing.line(image, hips[0] + beyond, hips[1] - beyond, ink, width)
        drawing.dashes(image, below, np.array([below[0], middle[1]]), MUTED, thin)
        drawing.dot(image, middle, 0.2 * text, TEXT, 2)
        for line, each in enumerate(words):
            word = sprites.word(each, round(0.8 * text), TEXT)
            y = middle[1] - (0.9 + 1.1 * (len(words) - 1 - line)) * text
            sprites.paste(image, word, middle[0], y, (0.5, 0.5))


def hip_words(shift: float, tilt_deg: float) -> tuple[str, ...]:
    """Write the hips' shift, in % of the stance, and their tilt, of what is not NaN."""
    words = []
    if isfinite(shift):
        words.append(f"hips {abs(shift):.0f} % {'left' if shift > 0.0 else 'right'}")
    if isfinite(tilt_deg):
        words.append(f"{'left' if tilt_deg > 0.0 else 'right'} hip {abs(tilt_deg):.0f}° up")
    return tuple(words)


def noteworthy(motion: Motion, name: str) -> FloatArray:
    """Give one of the columns of `NOTEWORTHY` (T,) where it is, from front or rear; else NaN."""
    values, errors = motion.columns[name], np.nan_to_num(motion.errors[name])
    stands_out = np.abs(values) >= np.maximum(NOTEWORTHY[name], 2.0 * errors)
    steady = np.zeros(len(values), dtype=np.bool_)
    for shot, view in zip(motion.shots, motion.views, strict=True):
        if view.name not in ("front", "rear"):
            continue
        times = motion.times[shot.frames]
        interval = float(np.median(np.diff(times))) if len(times) > 1 else STEADY_S
        run = np.ones(max(1, round(STEADY_S / interval)), dtype=np.bool_)
        steady[shot.frames] = binary_opening(binary_closing(stands_out[shot.frames], run), run)
    return np.where(steady, values, np.nan)


def plan_hips(motion: Motion, body: FloatArray, layout: Layout) -> HipsPicture:
    """Prepare the pictures of the hips.

    Parameters
    ----------
    motion
        Of the clip.
    body
        (T, 33, 2) px of the overlay, as it is drawn.
    layout
        The sizes.
    """
    hips, ankles = (body[:, [of_side(joint, side) for side in SIDES]] for joint in ("hip", "ankle"))
    shift, tilt = (noteworthy(motion, name) for name in NOTEWORTHY)
    return HipsPicture(hips, ankles, shift, tilt, layout)

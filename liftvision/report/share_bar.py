"""The share bar: how much of becoming upright the hips did, and how much the lumbar spine."""

from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, Image
from liftvision.report import sprites
from liftvision.report.body import near_column
from liftvision.report.colours import HALO, LUMBAR, TRUNK_THIGH, Colour
from liftvision.report.layout import Layout
from liftvision.report.timeline import begin_of
from liftvision.reps.rep import Rep

WIDTH, HEIGHT = 11.0, 0.6
"""Of the bar, in heights of a letter."""

GAP, LINES = 0.4, 2.5
"""Height of the gap above it, and of gap, bar and numbers together, in heights of a letter."""

HIPS, SPINE = TRUNK_THIGH, LUMBAR


@dataclass(frozen=True)
class RepShare:
    """What is written of a rep from its lockout on.

    Attributes
    ----------
    hips, spine
        In degrees, how far the hips extended and the lumbar spine unfolded between lift-off and
        lockout; zero where one of them bent further instead.
    words
        The spine's share, as it is written.
    """

    hips: float
    spine: float
    words: str


@dataclass(frozen=True, eq=False)
class ShareBar:
    """The bar of a clip: hips from the left, then the spine; full at lockout.

    Attributes
    ----------
    layout
        The sizes.
    shares
        (T,) of the rep that is pulled, until the next begins; None before a lift-off and where
        the rep's share was not measured.
    hips, spine
        (T,) parts of the bar, 0-1: during the pull of what both will have turned at lockout.
    is_done
        (T,) whether the rep's lockout has come, so that its numbers are written.
    """

    layout: Layout
    shares: list[RepShare | None]
    hips: FloatArray
    spine: FloatArray
    is_done: list[bool]

    def draw(self, image: Image, frame: int, top: float) -> None:
        """Draw it in place, ``top`` px below the picture's upper edge."""
        share = self.shares[frame]
        if share is None:
            return
        text = self.layout.text
        left, y = round(0.7 * text), round(top + GAP * text)
        width, height = round(WIDTH * text), max(4, round(HEIGHT * text))
        image[y - 2 : y + height + 2, left - 2 : left + width + 2] = HALO
        inside = image[y : y + height, left : left + width]
        inside[:] = np.array(HALO) + 24
        hips = min(float(self.hips[frame]), 1.0)
        turned = round(hips * width)
        whole = round(min(hips + float(self.spine[frame]), 1.0) * width)
        inside[:, :turned] = HIPS
        inside[:, turned:whole] = SPINE
        if 0 < turned < whole:
            inside[:, turned - 1 : turned + 1] = HALO
        below = y + height + 0.25 * text
        spine_words = f"spine {share.words}" if self.is_done[frame] else "spine"
        self._write(image, "hips", left, below, HIPS, 0.0)
        self._write(image, spine_words, left + width, below, SPINE, 1.0)

    def _write(
        self, image: Image, words: str, x: float, y: float, colour: Colour, anchor: float
    ) -> None:
        sprite = sprites.word(words, round(0.8 * self.layout.text), colour)
        sprites.paste(image, sprite, x, y, (anchor, 0.0))


def plan_share_bar(analysis: Analysis, layout: Layout) -> ShareBar | None:
    """Prepare the bar; None where no rep's share was measured."""
    times = analysis.clip.times
    shares: list[RepShare | None] = [None] * len(times)
    is_done = [False] * len(times)
    hips, spine = np.zeros((2, len(times)))
    for rep in analysis.set.reps:
        begin = int(np.searchsorted(times, begin_of(rep)))
        shares[begin:] = [None] * (len(times) - begin)
        share = share_of(rep)
        if share is None or rep.lift_off_s is None or rep.lockout_s is None:
            continue
        first, last = np.searchsorted(times, [rep.lift_off_s, rep.lockout_s]).tolist()
        shares[first:] = [share] * (len(times) - first)
        is_done[first:] = [False] * (last - first) + [True] * (len(times) - last)
        hips[first:last], spine[first:last] = (
            turned_so_far(column[first:last]) / (share.hips + share.spine)
            for column in (near_column(analysis.motion, "hip_flexion"),
                           analysis.motion.columns["lumbar_flexion"])
        )  # fmt: skip
        hips[last:] = share.hips / (share.hips + share.spine)
        spine[last:] = 1.0 - hips[last:]
    return ShareBar(layout, shares, hips, spine, is_done) if any(shares) else None


def share_of(rep: Rep) -> RepShare | None:
    """Give the share of a rep; None where it was not measured, or neither came upright."""
    names = ("hip_contribution", "lumbar_contribution", "lumbar_share")
    hips, spine, share = (rep.metrics.get(name) for name in names)
    if not (hips and spine and share):
        return None
    if hips.value is None or spine.value is None or share.value is None:
        return None
    upright = max(hips.value, 0.0), max(spine.value, 0.0)
    if not sum(upright) > 0.0:
        return None
    error = "" if share.error is None else f" ± {share.error:.0f}"
    # Adding zero turns -0.0 into 0.0.
    return RepShare(*upright, f"{round(share.value) + 0.0:.0f}{error} %")


def turned_so_far(flexion: FloatArray) -> FloatArray:
    """Give by how many degrees an angle (K,) is less than at first, and no less than zero.

    Where it was not measured, it stays as it last was.
    """
    turned = np.zeros(len(flexion))
    seen = np.flatnonzero(np.isfinite(flexion))
    if len(seen):
        latest = np.searchsorted(seen, np.arange(len(flexion)), side="right") - 1
        turned = flexion[seen[0]] - flexion[seen[np.maximum(latest, 0)]]
    return np.asarray(np.maximum(turned, 0.0))

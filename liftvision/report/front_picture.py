"""The knees on a picture from front or rear: against hips, ankles, toes and each other."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image
from liftvision.pose.landmarks import SIDES, Side, of_side
from liftvision.report import drawing, sprites
from liftvision.report.colours import BAR, CAVING, FAR, HALO, MUTED, SEPARATION, Colour
from liftvision.report.knee_caving import CALM, Caving, knees_caving, notes_of
from liftvision.report.layout import Layout
from liftvision.report.skeleton import SIDE_COLOURS

NAMES = ("fppa_l", "fppa_r", "knee_ankle_separation")
"""The columns that are drawn."""

ARC, BEYOND = 0.42, 1.3
"""Radius of a knee's arc in lengths of the shank, and the length of the line that goes on from
the thigh, in radii."""

LOUD = 1.3
"""How much larger the number of a knee is that caves in."""

BESIDE = 1.2
"""From a knee to its number, in heights of a letter."""

SMALLEST_PX = 10
"""Height of the letters of a number that has little room."""

BARS_BELOW, BAR_STEP = 0.7, 0.55
"""From the toes down to the bars of separation, and from the first to the second, in heights of
a letter."""


@dataclass(frozen=True, eq=False)
class FrontPicture:
    """The frontal plane of every frame, in px of the overlay.

    Attributes
    ----------
    body
        (T, 33, 2) px; NaN where unseen.
    shown
        (T,) whether the frame is seen from the front or the rear.
    values
        (T,) of each of `NAMES`; NaN where not measured.
    caving
        Of each side, where the knee caves in.
    untold
        (T,) whether the frame is of a shot from there in which no knee was measured.
    notes
        (T,) which knee has caved in so far in the rep, and its level; None: none has.
    toes_below
        (T,) px from the lower ankle down to the lowest of toes and heels, the median of the shot.
    layout
        The sizes.
    """

    body: FloatArray
    shown: BoolArray
    values: dict[str, FloatArray]
    caving: dict[Side, Caving]
    untold: BoolArray
    notes: list[tuple[str, int] | None]
    toes_below: FloatArray
    layout: Layout

    def leg_colours(self, frame: int) -> dict[Side, Colour | None]:
        """Give the colour of each leg; None where its knee was not measured."""
        return {
            side: self._colour(side, frame) if self._is_measured(side, frame) else None
            for side in SIDES
        }

    def note(self, frame: int) -> tuple[str, Colour] | None:
        """Give which knee has caved in so far in the rep, in its colour; None: none has.

        In a shot from the front or the rear that does not measure the knees it says that.
        """
        if self.untold[frame]:
            return "knees not measured", MUTED
        note = self.notes[frame]
        return None if note is None or not self.shown[frame] else (note[0], CAVING[note[1] - 1])

    def draw_under(self, image: Image, frame: int) -> None:
        """Draw what lies under the skeleton: plumb lines, lines to the toes, and the bars."""
        if not self.shown[frame]:
            return
        for side in SIDES:
            if self._is_measured(side, frame):
                self._draw_plumb(image, frame, side)
                self._draw_to_toes(image, frame, side)
        self._draw_separation(image, frame)

    def draw_over(self, image: Image, frame: int) -> None:
        """Draw what lies over the skeleton: the knees' arcs with their numbers."""
        if not self.shown[frame]:
            return
        for side in SIDES:
            if isfinite(self._angle(side, frame)):
                self._draw_arc(image, frame, side)
            self._write_beside(image, frame, side)

    def _angle(self, side: Side, frame: int) -> float:
        return float(self.values[f"fppa_{side}"][frame])

    def _is_measured(self, side: Side, frame: int) -> bool:
        """Whether a knee's place is known, be it without its angle."""
        separation = float(self.values["knee_ankle_separation"][frame])
        return isfinite(self._angle(side, frame)) or isfinite(separation)

    def _level(self, side: Side, frame: int) -> int:
        return int(self.caving[side].levels[frame])

    def _colour(self, side: Side, frame: int) -> Colour:
        level = self._level(side, frame)
        return SIDE_COLOURS[side] if level == CALM else CAVING[level - 1]

    def _joint(self, joint: str, side: Side, frame: int) -> FloatArray:
        return np.asarray(self.body[frame, of_side(joint, side)])

    def _outward(self, side: Side, frame: int) -> float:
        """Give +1 where away from the other leg is to the picture's right, -1 to its left."""
        left, right = (self._joint("ankle", each, frame)[0] for each in SIDES)
        is_right_of_other = (left > right) == (side == "l")
        return 1.0 if is_right_of_other else -1.0

    def _draw_plumb(self, image: Image, frame: int, side: Side) -> None:
        """Draw the vertical from an ankle up to the hips' height."""
        ankle, hip = (self._joint(joint, side, frame) for joint in ("ankle", "hip"))
        top = np.array([ankle[0], hip[1]])
        drawing.dashes(image, ankle, top, BAR, max(1, self.layout.thin_line // 2))

    def _draw_to_toes(self, image: Image, frame: int, side: Side) -> None:
        """Draw the line from the knee to the toes: upright where the knee points as they do."""
        knee, toes = (self._joint(joint, side, frame) for joint in ("knee", "foot_index"))
        thin = self.layout.thin_line
        for width, ink in ((thin + 2, HALO), (thin, self._colour(side, frame))):
            drawing.line(image, knee, toes, ink, width)

    def _draw_separation(self, image: Image, frame: int) -> None:
        """Draw the ankles' distance and the knees', one over the other, below the feet."""
        ratio = float(self.values["knee_ankle_separation"][frame])
        knees, ankles = (
            np.array([self._joint(joint, side, frame) for side in SIDES])
            for joint in ("knee", "ankle")
        )
        if not (isfinite(ratio) and np.isfinite([knees, ankles]).all()):
            return
        text = self.layout.text
        worst = max(self._level(side, frame) for side in SIDES)
        colour = SEPARATION if worst == CALM else CAVING[worst - 1]
        lowest = self.layout.picture_height - (BAR_STEP + 0.5) * text
        y = min(ankles[:, 1].max() + self.toes_below[frame] + BARS_BELOW * text, lowest)
        rows = ((ankles, y, FAR), (knees, y + BAR_STEP * text, colour))
        for ends, height, ink in rows:
            self._draw_bar(image, ends[:, 0], height, ink)
        right = float(max(knees[:, 0].max(), ankles[:, 0].max())) + 0.6 * text
        at, anchor = (right, y + 0.5 * BAR_STEP * text), (0.0, 0.5)
        words = sprites.word(f"knees / ankles {ratio:.2f}", round(0.8 * text), colour)
        if right + words.width > image.shape[1]:
            words = sprites.word(f"{ratio:.2f}", text, colour)
            at, anchor = (float(knees[:, 0].mean()), at[1]), (0.5, 0.5)
        sprites.paste(image, words, *at, anchor)

    def _draw_bar(self, image: Image, ends: FloatArray, y: float, ink: Colour) -> None:
        """Draw a level bar with a tick at either end."""
        start, stop = np.array([ends.min(), y]), np.array([ends.max(), y])
        tick = np.array([0.0, 0.22 * self.layout.text])
        line = max(2, self.layout.line - 2)
        for width, colour in ((line + 2, HALO), (line, ink)):
            drawing.line(image, start, stop, colour, width)
            for end in (start, stop):
                drawing.line(image, end - tick, end + tick, colour, width)

    def _draw_arc(self, image: Image, frame: int, side: Side) -> None:
        """Draw how far the shank is turned from the thigh's direction, and the angle."""
        hip, knee, ankle = (self._joint(j, side, frame) for j in ("hip", "knee", "ankle"))
        radius, thigh = ARC * float(np.hypot(*(ankle - knee))), knee - hip
        if not (isfinite(radius) and np.isfinite(thigh).all()) or np.hypot(*thigh) < 1.0:
            return
        colour, thin = self._colour(side, frame), self.layout.thin_line
        is_loud = self._level(side, frame) != CALM
        straight = thigh / np.hypot(*thigh)
        drawing.dashes(image, knee, knee + BEYOND * radius * straight, colour, thin)
        width = thin + (3 if is_loud else 1)
        drawing.arc(image, knee, radius, (straight, ankle - knee), colour, width)

    def _write_beside(self, image: Image, frame: int, side: Side) -> None:
        """Write a knee's angle beside it, and how much further in it is than its set-up."""
        knee, colour, text = (
            self._joint("knee", side, frame),
            self._colour(side, frame),
            self.layout.text,
        )
        outward = self._outward(side, frame)
        if not np.isfinite(knee).all():
            return
        start = knee[0] + BESIDE * outward * text
        room = image.shape[1] - start if outward > 0.0 else start
        lines = self._lines(frame, side)
        y = float(knee[1]) - 0.6 * text * (len(lines) - 1)
        for line, size in lines:
            word = sprites.word(line, round(size * text), colour)
            if word.width > room:
                # It may not be moved over the knee.
                smaller = max(SMALLEST_PX, int(size * text * room / word.width))
                word = sprites.word(line, smaller, colour)
            sprites.paste(image, word, start, y, (0.0 if outward > 0.0 else 1.0, 0.5))
            y += 1.3 * text

    def _lines(self, frame: int, side: Side) -> list[tuple[str, float]]:
        """Give what is written beside a knee, each with its size in heights of a letter."""
        angle, name = self._angle(side, frame), side.upper()
        if self._level(side, frame) == CALM:
            return [(f"{name} {inward_words(angle)}", 1.0)] if isfinite(angle) else []
        change = f"{round(float(self.caving[side].change[frame]))}°"
        if isfinite(angle):
            return [(f"{name} {inward_words(angle)}", LOUD), (f"{change} further in", 0.8)]
        return [(f"{name} {change}", LOUD), ("further in", 0.8)]


def inward_words(angle_deg: float) -> str:
    """Write a knee's projection angle in whole degrees, with its direction."""
    size = round(abs(angle_deg))
    if size == 0:
        return "0°"
    return f"{size}° {'in' if angle_deg > 0.0 else 'out'}"


def plan_front(analysis: Analysis, body: FloatArray, layout: Layout) -> FrontPicture:
    """Prepare the pictures of the frontal plane.

    Parameters
    ----------
    analysis
        Whose knees are drawn.
    body
        (T, 33, 2) px of the overlay, as it is drawn.
    layout
        The sizes.
    """
    motion = analysis.motion
    shown = np.zeros(len(motion.times), dtype=np.bool_)
    untold = shown.copy()
    columns = np.stack([motion.columns[name] for name in NAMES])
    told: BoolArray = np.asarray(np.isfinite(columns).any(axis=0))
    toes_below = np.zeros(len(motion.times))
    ankles, toes = (
        np.fmax.reduce(body[:, [of_side(joint, side) for joint in joints for side in SIDES], 1], 1)
        for joints in (("ankle",), ("heel", "foot_index"))
    )
    for shot, view in zip(motion.shots, motion.views, strict=True):
        shown[shot.frames] = view.name in ("front", "rear")
        untold[shot.frames] = shown[shot.frames] & ~told[shot.frames].any()
        below = (toes - ankles)[shot.frames]
        if np.isfinite(below).any():
            toes_below[shot.frames] = max(0.0, float(np.nanmedian(below)))
    caving = knees_caving(motion, analysis.set.reps, analysis.review)
    levels = {side: knee.levels for side, knee in caving.items()}
    return FrontPicture(
        body=body,
        shown=shown,
        values={name: motion.columns[name] for name in NAMES},
        caving=caving,
        untold=untold,
        notes=notes_of(levels, motion.times, analysis.set.reps),
        toes_below=toes_below,
        layout=layout,
    )

"""Two clips of one set beside each other in one video, over one strip of curves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image, IntArray
from liftvision.clip.clip import Clip
from liftvision.clip.prefetch import prefetch
from liftvision.clip.read import read_chosen
from liftvision.clip.write import VideoWriter
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.second import SecondClip
from liftvision.progress import NoProgress, Progress
from liftvision.report import sprites
from liftvision.report.colours import GROUND, MUTED
from liftvision.report.curves import Curve, Mark, Panel, pair_panels
from liftvision.report.layout import (
    SMALLEST_LONG_SIDE_PX,
    SMALLEST_TEXT_PX,
    TEXT_PER_PICTURE,
    Layout,
    has_strip_room,
)
from liftvision.report.overlay import Overlay, plan_picture, with_covered_faces
from liftvision.report.strip import Strip, make_strip

LONGER = 1.5
"""How much longer its longer side may be than that of the overlay of one clip."""

LONG_SIDE_PX = 1920
"""The most that the longer side of the video has unless told otherwise."""

STRIP_LINES = 11
"""Height of the strip, in heights of a letter."""

LARGER_TEXT = 1.1
"""How much larger the letters are than over one picture of that size: the whole is wider, and is
shown smaller."""

GAP_PX = 4
"""Between the pictures."""

DIMMED = 0.35
"""Brightness of a picture that is held where its clip does not run."""


@dataclass(frozen=True, eq=False)
class Pane:
    """One clip of the two, at the times of the first.

    Attributes
    ----------
    clip
        The clip.
    overlay
        What is drawn over its pictures.
    shown
        (T,) the frame nearest in time to each frame of the first clip.
    runs
        (T,) whether the clip runs then. Otherwise its first or last picture is held, dimmed.
    """

    clip: Clip
    overlay: Overlay
    shown: IntArray
    runs: BoolArray

    def pictures(self) -> Iterator[Image]:
        """Give the drawn picture at each of the first clip's frames; only one is in memory."""
        layout = self.overlay.layout
        chosen = np.unique(self.shown).tolist()
        frames = read_chosen(self.clip, (layout.width, layout.picture_height), chosen)
        frame = next(frames, None)
        for index, runs in zip(self.shown.tolist(), self.runs.tolist(), strict=True):
            while frame is not None and frame.index < index:
                later = next(frames, None)
                if later is None:
                    break
                frame = later
            if frame is None:
                return
            picture = frame.image.copy()
            if runs:
                self.overlay.draw_picture(picture, index)
            else:
                self.overlay.cover_faces(picture, index)
                _dim(picture, layout.text)
            yield picture


def write_side_by_side(
    analysis: Analysis,
    path: Path,
    *,
    long_side: int | None = LONG_SIDE_PX,
    blur_faces: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write both clips of a set beside each other as H.264, drawn on, on the first one's clock.

    Every frame of the first clip keeps its own time; the first is at zero. Beside it is the frame
    of the second clip that is nearest in time.

    Parameters
    ----------
    analysis
        Of the set, with its second clip; both clips are read once more.
    path
        The mp4 file to write.
    long_side
        The most that the longer side of the whole may have, in px; None: the pictures are as high
        as the higher clip.
    blur_faces
        Whether faces are covered; see `report.face_blur`.
    progress
        Told of each frame.

    Raises
    ------
    ValueError
        The analysis has no second clip.
    ClipError
        A clip cannot be read any more.
    """
    if analysis.second is None:
        raise ValueError("there is no second clip to put beside the first")
    told = progress or NoProgress()
    panes, strip, layout = plan_side_by_side(analysis, analysis.second, long_side)
    if blur_faces:
        left, right = (
            replace(pane, overlay=with_covered_faces(pane.overlay, each, told))
            for pane, each in zip(panes, (analysis, analysis.second.analysis), strict=True)
        )
        panes = left, right
    told.stage("overlay", analysis.clip.frames)
    drawn = prefetch(_drawn(panes, strip, layout))
    with VideoWriter(path) as video:
        for time_s, canvas in zip(analysis.clip.times, drawn, strict=False):
            video.write(canvas, float(time_s))
            told.advance()


def plan_side_by_side(
    analysis: Analysis, second: SecondClip, long_side: int | None
) -> tuple[tuple[Pane, Pane], Strip | None, Layout]:
    """Prepare both pictures and the strip under them, if it has room, with the whole's sizes."""
    times, other = analysis.clip.times, second.analysis
    layout, panes = lay_out_pair(analysis.clip, other.clip, long_side)
    first, beside = (
        plan_picture(each, sizes) for each, sizes in zip((analysis, other), panes, strict=True)
    )
    # Which rep is on is told once, and so is the bar's velocity.
    nowhere: list[int | None] = [None] * other.clip.frames
    beside = replace(beside, rep_numbers=nowhere, phases=[""] * other.clip.frames)
    if first.gauge is not None:
        beside = replace(beside, gauge=None)
    always = np.ones(len(times), dtype=np.bool_)
    on_first_clock = [
        _on_first_clock(panel, other.clip.times, second.alignment, times)
        for panel in pair_panels(other.motion, other.set.reps, other.review)
    ]
    on_first = pair_panels(analysis.motion, analysis.set.reps, analysis.review)
    panels = joined(on_first, on_first_clock)
    strip = make_strip(panels, times, analysis.set.reps, layout)
    shown, runs = nearest_frames(other.clip, np.asarray(second.alignment.to_second(times)))
    left = Pane(analysis.clip, first, np.arange(len(times)), always)
    return (left, Pane(other.clip, beside, shown, runs)), strip, layout


def lay_out_pair(
    first: Clip, second: Clip, long_side: int | None
) -> tuple[Layout, tuple[Layout, Layout]]:
    """Fit two pictures of equal height beside each other, and a strip under both.

    Returns
    -------
    layout
        Of the whole.
    panes
        Of each picture, without a strip.
    """
    shapes = np.array([clip.width / clip.height for clip in (first, second)])
    text_per_height = LARGER_TEXT * TEXT_PER_PICTURE * sqrt(float(shapes.mean()))
    whole = max(float(shapes.sum()), 1.0 + STRIP_LINES * text_per_height)
    height = max(first.height, second.height, SMALLEST_LONG_SIDE_PX / whole)
    if long_side is not None:
        height = min(height, (long_side - GAP_PX) / whole)
    text = max(SMALLEST_TEXT_PX, round(text_per_height * height))
    if long_side is not None:
        height = min(height, max(long_side - STRIP_LINES * text, long_side // 2))
    has_strip = has_strip_room(float(shapes.sum()) * height, text, STRIP_LINES, long_side)
    widths = [_even(float(shape) * height) for shape in shapes]
    panes = [Layout(width, _even(height), 0, text) for width in widths]
    whole_width = sum(widths) + GAP_PX
    strip_height = _even(STRIP_LINES * text) if has_strip else 0
    layout = Layout(whole_width, _even(height), strip_height, text)
    return layout, (panes[0], panes[1])


def nearest_frames(clip: Clip, at_s: FloatArray) -> tuple[IntArray, BoolArray]:
    """Give the frame of a clip that is nearest to each time (T,), and whether the clip runs then.

    A clip runs until half an interval before its first frame and after its last one.
    """
    times, half = clip.times, 0.5 * clip.frame_interval_s
    after = np.clip(np.searchsorted(times, at_s), 1, len(times) - 1)
    is_nearer = times[after] - at_s < at_s - times[after - 1]
    nearest = np.where(is_nearer, after, after - 1).astype(np.int64)
    runs = (at_s >= times[0] - half) & (at_s <= times[-1] + half)
    return nearest, np.asarray(runs)


def joined(first: Sequence[Panel], second: Sequence[Panel]) -> tuple[Panel, ...]:
    """Give the panels of both clips; of one that both have, that with more curves."""
    best: dict[str, Panel] = {}
    for panel in (*first, *second):
        rival = best.get(panel.title)
        if rival is None or len(panel.curves) > len(rival.curves):
            best[panel.title] = panel
    return tuple(best.values())


def _on_first_clock(
    panel: Panel, times: FloatArray, alignment: Alignment, wanted: FloatArray
) -> Panel:
    """Give curves at the first clip's times; NaN where the clip does not run."""
    at_s = np.asarray(alignment.to_second(wanted))

    def moved(values: FloatArray) -> FloatArray:
        return np.asarray(np.interp(at_s, times, values, left=np.nan, right=np.nan))

    curves = tuple(
        Curve(curve.label, curve.colour, moved(curve.values), moved(curve.errors))
        for curve in panel.curves
    )
    marks = tuple(
        Mark(float(alignment.to_first(begin)), float(alignment.to_first(end)), colour)
        for begin, end, colour in panel.marks
    )
    return replace(panel, curves=curves, marks=marks)


def _drawn(panes: tuple[Pane, Pane], strip: Strip | None, layout: Layout) -> Iterator[Image]:
    """Draw each frame of the first clip, with the second's beside it, on a canvas of its own."""
    pictures = [prefetch(pane.pictures(), 2) for pane in panes]
    for index, (left, right) in enumerate(zip(*pictures, strict=False)):
        canvas = np.empty((layout.height, layout.width, 3), np.uint8)
        picture = canvas[: layout.picture_height]
        picture[:, left.shape[1] : layout.width - right.shape[1]] = GROUND
        picture[:, : left.shape[1]] = left
        picture[:, layout.width - right.shape[1] :] = right
        if strip is not None:
            strip.draw(canvas[layout.picture_height :], index)
        yield canvas


def _dim(picture: Image, text: int) -> None:
    """Darken a picture that is held, and say so, in place."""
    picture[:] = picture * np.float32(DIMMED)
    word = sprites.word("not filmed", text, MUTED)
    sprites.paste(picture, word, picture.shape[1] / 2.0, picture.shape[0] / 2.0, (0.5, 0.5))


def _even(length: float) -> int:
    return max(2, 2 * int(length / 2.0))

"""The overlay video: the clip with skeleton, angles, bar trail and a strip of curves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image
from liftvision.clip.prefetch import prefetch
from liftvision.clip.read import Frame, read_again
from liftvision.clip.write import VideoWriter
from liftvision.pose.view import View
from liftvision.progress import NoProgress, Progress
from liftvision.report import sprites
from liftvision.report.arcs import draw_angles
from liftvision.report.back_picture import BackPicture, plan_back
from liftvision.report.bar_picture import BarPicture, plan_bar
from liftvision.report.body import drawn_body, near_column
from liftvision.report.colours import MUTED, PHASES, TEXT, Colour
from liftvision.report.curves import main_panels, marked
from liftvision.report.face_blur import Faces, find_faces
from liftvision.report.front_picture import FrontPicture, plan_front
from liftvision.report.gauge import CAPTION, Gauge, plan_gauge
from liftvision.report.hips_picture import HipsPicture, plan_hips
from liftvision.report.layout import Layout, lay_out
from liftvision.report.share_bar import LINES, ShareBar, plan_share_bar
from liftvision.report.skeleton import draw_skeleton, is_seen
from liftvision.report.strip import Strip, make_strip
from liftvision.report.timeline import begin_of, timeline
from liftvision.report.velocity_scale import velocity_scale
from liftvision.reps.rep import Phase

NEAR_ANGLES = ("knee_flexion", "hip_flexion", "trunk_thigh_flexion")
ANGLES = ("pelvis_tilt", "lumbar_flexion", "trunk_lean")
"""The columns whose angles are written on a picture from the side, of the near side and of
neither."""


@dataclass(frozen=True, eq=False)
class Overlay:
    """Everything that is drawn, in the px of the overlay, before a frame has been read.

    Attributes
    ----------
    layout
        The sizes.
    times
        (T,) seconds on the clip's clock.
    body
        (T, 33, 2) px of the overlay; NaN where unseen.
    back
        Its outline, and pelvis against thorax.
    front, hips
        Knees, and hips, from the front or the rear.
    legs_measured
        (T,) as `Body` has it.
    angles
        (T,) degrees of each angle that is written, of the near side; NaN where not measured.
    views
        (T,) the view of each frame's shot; None between shots.
    bar
        The plate's rim, the bar's path and its plumb line.
    gauge
        The bar's velocity; None where it has none.
    share_bar
        Hips against spine; None where that was measured in no rep.
    phases, rep_numbers
        (T,) the phase, and the number of the rep that is on or was last; None before the first.
    rep_count
        Reps in the clip.
    strip
        The curves under the picture; None: there are none.
    faces
        What of the picture is covered before anything is drawn; None: nothing.
    """

    layout: Layout
    times: FloatArray
    body: FloatArray
    back: BackPicture
    front: FrontPicture
    hips: HipsPicture
    legs_measured: BoolArray
    angles: dict[str, FloatArray]
    views: list[View | None]
    bar: BarPicture
    gauge: Gauge | None
    share_bar: ShareBar | None
    phases: list[Phase]
    rep_numbers: list[int | None]
    rep_count: int
    strip: Strip | None
    faces: Faces | None = None

    def draw(self, canvas: Image, frame: int) -> None:
        """Draw a frame's overlay over its picture and the strip under it, in place."""
        self.draw_picture(canvas[: self.layout.picture_height], frame)
        if self.strip is not None:
            self.strip.draw(canvas[self.layout.picture_height :], frame)

    def draw_picture(self, picture: Image, frame: int) -> None:
        """Draw a frame's overlay over its picture alone, in place."""
        self.cover_faces(picture, frame)
        view, xy = self.views[frame], self.body[frame]
        seen = view is not None and is_seen(xy)
        has_bar = seen or self.bar.is_seen(frame)
        if seen:
            self.back.draw_outline(picture, frame)
        if has_bar:
            self.bar.draw_rim(picture, frame)
            self.bar.draw_plumb(picture, frame)
        if view is not None and seen:
            self.front.draw_under(picture, frame)
            legs_measured = bool(self.legs_measured[frame])
            legs = self.front.leg_colours(frame)
            draw_skeleton(picture, xy, view, self.layout, legs_measured=legs_measured, legs=legs)
        if has_bar:
            self.bar.draw_path(picture, frame)
        if view is not None and seen:
            values = {name: float(column[frame]) for name, column in self.angles.items()}
            draw_angles(picture, xy, values, view, self.layout)
            self.back.draw_flexion(picture, frame)
            self.hips.draw(picture, frame)
            self.front.draw_over(picture, frame)
        if has_bar and self.gauge is not None:
            self.gauge.draw(picture, frame)
        self._draw_caption(picture, frame, seen)

    def cover_faces(self, picture: Image, frame: int) -> None:
        """Cover the faces of a frame's picture, if that was asked for, in place."""
        if self.faces is not None:
            self.faces.cover(picture, frame)

    def _draw_caption(self, picture: Image, frame: int, seen: bool) -> None:
        """Write at the top left which rep is on, its phase, and which knee caves in."""
        size, rep, phase = self.layout.text, self.rep_numbers[frame], self.phases[frame]
        lines: list[tuple[str, int, Colour]] = []
        if rep is not None:
            lines.append((f"Rep {rep} / {self.rep_count}", round(1.15 * size), TEXT))
        if not seen:
            lines.append(("lifter not seen", size, MUTED))
        elif phase:
            lines.append((phase, size, PHASES[phase]))
        note = self.front.note(frame)
        if note is not None:
            lines.append((note[0], size, note[1]))
        y = 0.7 * size
        for words, height, colour in lines:
            line = sprites.word(words, height, colour)
            sprites.paste(picture, line, 0.7 * size, y, (0.0, 0.0))
            y += line.height + 0.35 * size
        if self.share_bar is not None:
            self.share_bar.draw(picture, frame, CAPTION * size)


def plan_overlay(analysis: Analysis, long_side: int | None) -> Overlay:
    """Prepare the overlay of an analysis; no pixel of the clip is needed."""
    clip, motion = analysis.clip, analysis.motion
    layout = lay_out(clip.width, clip.height, long_side)
    panels = marked(main_panels(motion), motion, analysis.set.reps, analysis.review)
    strip = make_strip(panels, motion.times, analysis.set.reps, layout)
    return plan_picture(analysis, layout, strip)


def plan_picture(analysis: Analysis, layout: Layout, strip: Strip | None = None) -> Overlay:
    """Prepare the overlay of an analysis in given sizes, over a strip if there is one."""
    clip, motion, reps = analysis.clip, analysis.motion, analysis.set.reps
    scale = np.array([layout.width / clip.width, layout.picture_height / clip.height])
    views: list[View | None] = [None] * clip.frames
    for shot, view in zip(motion.shots, motion.views, strict=True):
        views[shot.frames] = [view] * (shot.stop - shot.start)
    on, phases = timeline(reps, clip.times)
    begun = np.searchsorted([begin_of(rep) for rep in reps], clip.times, side="right")
    velocities = velocity_scale(motion, reps)
    body = drawn_body(analysis)
    places = body.places * scale
    bar = plan_bar(analysis, on, phases, layout, velocities)
    share_bar = plan_share_bar(analysis, layout)
    gauge = None
    if velocities is not None:
        occupied = np.concatenate([places, bar.reach()], axis=1)
        caption = CAPTION + (LINES if share_bar is not None else 0.0)
        gauge = plan_gauge(analysis, layout, velocities, occupied, caption)
    angles = {name: near_column(motion, name) for name in NEAR_ANGLES}
    angles |= {name: motion.columns[name] for name in ANGLES}
    return Overlay(
        layout=layout,
        times=clip.times,
        body=places,
        back=plan_back(analysis, layout),
        front=plan_front(analysis, places, layout),
        hips=plan_hips(motion, places, layout),
        legs_measured=body.legs_measured,
        angles=angles,
        views=views,
        bar=bar,
        gauge=gauge,
        share_bar=share_bar,
        phases=phases,
        rep_numbers=[reps[count - 1].number if count else None for count in begun],
        rep_count=len(reps),
        strip=strip,
    )


def with_covered_faces(overlay: Overlay, analysis: Analysis, progress: Progress) -> Overlay:
    """Give the overlay of an analysis with the faces found that it is to cover.

    Raises
    ------
    ClipError, ModelError
        As `face_blur.find_faces`.
    """
    clip, layout = analysis.clip, overlay.layout
    scale = np.array([layout.width / clip.width, layout.picture_height / clip.height])
    return replace(overlay, faces=find_faces(analysis, progress).scaled(scale))


def write_overlay(
    analysis: Analysis,
    path: Path,
    *,
    long_side: int | None = 1280,
    blur_faces: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the clip again as H.264, with everything drawn on it and the curves under it.

    Every frame keeps its own time; the first is at zero.

    Parameters
    ----------
    analysis
        Whose clip is read once more.
    path
        The mp4 file to write.
    long_side
        The most that the longer side of picture and strip together may have, in px; None: the
        picture keeps the clip's size. Small clips are enlarged so that they can be read.
    blur_faces
        Whether faces are covered; see `report.face_blur`.
    progress
        Told of each frame.

    Raises
    ------
    ClipError
        The clip cannot be read any more.
    """
    told = progress or NoProgress()
    clip = analysis.clip
    overlay = plan_overlay(analysis, long_side)
    layout = overlay.layout
    if blur_faces:
        overlay = with_covered_faces(overlay, analysis, told)
    told.stage("overlay", clip.frames)
    frames = prefetch(read_again(clip, (layout.width, layout.picture_height)))
    # Reading, drawing and coding each have a thread: none waits for another.
    drawn = prefetch(_drawn(overlay, frames))
    with VideoWriter(path) as video:
        for time_s, canvas in zip(clip.times, drawn, strict=False):
            video.write(canvas, float(time_s))
            told.advance()


def _drawn(overlay: Overlay, frames: Iterator[Frame]) -> Iterator[Image]:
    """Draw the overlay of each frame on a canvas of its own."""
    layout = overlay.layout
    for index, frame in zip(range(len(overlay.times)), frames, strict=False):
        canvas = np.empty((layout.height, layout.width, 3), np.uint8)
        canvas[: layout.picture_height] = frame.image
        overlay.draw(canvas, index)
        yield canvas

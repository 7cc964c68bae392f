"""The bar on the picture: the plate's rim, the plumb line from lift-off, and the bar's path."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image, IntArray
from liftvision.barbell.track import BAR_SOURCES, Rim
from liftvision.clip.camera import CameraMotion
from liftvision.report import drawing
from liftvision.report.colours import BAR, FAR, HALO, MUTED, PHASES, Colour
from liftvision.report.layout import Layout
from liftvision.report.timeline import NO_REP, begin_of
from liftvision.report.velocity_scale import LEVELS, NO_LEVEL, VelocityScale
from liftvision.reps.rep import Phase

PATH_S = 2.0
"""In a clip without reps the path goes back this far; in a rep, to its lift-off."""

PLUMB_BEYOND = 0.6
"""How far the plumb line goes above the path, in heights of a letter."""

RIM_POINTS = 96
RIM_DASH = 4
"""Points of each dash, and of each gap, of a rim that was not seen."""

PHASE_NAMES: tuple[Phase, ...] = tuple(PHASES)
INKS: tuple[Colour, ...] = (
    *VelocityScale.colours(),
    *(PHASES[name] for name in PHASE_NAMES),
    MUTED,
)
"""Every colour of a path: the velocities', then the phases', then that of neither."""

NEITHER = len(INKS) - 1


@dataclass(frozen=True, eq=False)
class BarPicture:
    """The bar of every frame, in px of the overlay.

    Attributes
    ----------
    points
        (T, 2, 2) px of what draws a path: the bar's ends in front and rear views, else the
        centre and NaN; NaN where not seen.
    places
        (T, 2, 2) the same points, had the camera stood still: a path hangs in the room.
    camera, per_px
        How it moved, and (2,) px of the overlay for one of the clip.
    outlines
        (T,) the rim about the centre (N, 2) px; None where no plate is followed.
    bridged
        (T,) whether a plate that is followed was not seen in this frame.
    inks
        (T,) index in `INKS` of the path's colour.
    lowered
        (T,) whether the bar goes down: its path is thinner.
    starts
        (T,) the frame from which the path is drawn.
    plumb_tops
        (T, 2) px, y of the upper end of each plumb line among the places; NaN where there is none.
    layout
        The sizes.
    """

    points: FloatArray
    places: FloatArray
    camera: CameraMotion
    per_px: FloatArray
    outlines: list[FloatArray | None]
    bridged: BoolArray
    inks: IntArray
    lowered: BoolArray
    starts: IntArray
    plumb_tops: FloatArray
    layout: Layout

    def is_seen(self, frame: int) -> bool:
        """Whether the bar is there to be drawn, whether the lifter is or not."""
        return bool(np.isfinite(self.points[frame]).all(axis=1).any())

    def draw_rim(self, image: Image, frame: int) -> None:
        """Draw the plate's rim, faint and dashed where the plate was not seen."""
        outline, thin = self.outlines[frame], self.layout.thin_line
        if outline is None:
            return
        around = self.points[frame, 0] + outline
        if self.bridged[frame]:
            drawing.path(image, _dashed(around), FAR, thin)
        else:
            drawing.path(image, around, HALO, thin + 2)
            drawing.path(image, around, BAR, thin)

    def draw_plumb(self, image: Image, frame: int) -> None:
        """Draw the vertical through where the bar left the floor."""
        since = self.places[self.starts[frame] : frame + 1]
        thin = max(1, self.layout.thin_line // 2)
        for top, path in zip(self.plumb_tops[frame], np.moveaxis(since, 1, 0), strict=True):
            seen = path[np.isfinite(path[:, 0])]
            if len(seen) and np.isfinite(top):
                lower, upper = self._now(np.array([seen[0], [seen[0, 0], top]]), frame)
                for width, ink in ((thin + 2, HALO), (thin, BAR)):
                    drawing.line(image, lower, upper, ink, width)

    def draw_path(self, image: Image, frame: int) -> None:
        """Draw where the bar came from, and a ring where it is."""
        frames = slice(self.starts[frame], frame + 1)
        for path in np.moveaxis(self._now(self.places[frames], frame), 1, 0):
            self._draw_one(image, path, self.inks[frames], self.lowered[frames])

    def _now(self, places: FloatArray, frame: int) -> FloatArray:
        """Give where places (..., 2) are in the picture of a frame."""
        in_clip = places[None] / self.per_px
        seen = self.camera.shaken(in_clip, slice(frame, frame + 1))[0]
        return np.asarray(seen * self.per_px)

    def reach(self) -> FloatArray:
        """Give the points (T, 4, 2) px that bound the bar: its points and its rim's corners."""
        corners = np.full_like(self.points, np.nan)
        for frame, outline in enumerate(self.outlines):
            if outline is not None:
                corners[frame] = self.points[frame, 0] + [outline.min(axis=0), outline.max(axis=0)]
        return np.concatenate([self.points, corners], axis=1)

    def _draw_one(self, image: Image, path: FloatArray, inks: IntArray, lowered: BoolArray) -> None:
        if not np.isfinite(path).any():
            return
        thick, thin = max(2, self.layout.line - 1), max(1, self.layout.thin_line)
        edges = np.flatnonzero((np.diff(inks) != 0) | (np.diff(lowered) != 0)) + 1
        bounds = [0, *edges.tolist(), len(path)]
        turn = int(np.argmax(lowered)) if lowered.any() else len(path)
        drawing.path(image, path[: turn + 1], HALO, thick + 2)
        drawing.path(image, path[turn:], HALO, thin + 2)
        for first, last in pairwise(bounds):
            # The piece before a frame is of its velocity.
            width = thin if lowered[first] else thick
            drawing.path(image, path[max(first - 1, 0) : last], INKS[inks[first]], width)
        drawing.ring(image, path[-1], 1.8 * self.layout.line, BAR, max(2, self.layout.line // 2))


def plan_bar(
    analysis: Analysis,
    on: IntArray,
    phases: Sequence[Phase],
    layout: Layout,
    velocities: VelocityScale | None,
) -> BarPicture:
    """Prepare the bar's pictures.

    Parameters
    ----------
    analysis
        Whose bar is drawn.
    on, phases
        (T,) the index of the rep that is on, and its phase.
    layout
        The sizes.
    velocities
        Colours of the path; None: it has those of the phases.
    """
    clip, bar, reps = analysis.clip, analysis.bar, analysis.set.reps
    per_px = np.array([layout.width / clip.width, layout.picture_height / clip.height])
    points = np.full((clip.frames, 2, 2), np.nan)
    # Hands that hold no bar that was seen are drawn with the body.
    if analysis.set.lift != "other" or bar.source != "wrists":
        points[:, 0] = bar.centre
    at_ends = bar.sources == BAR_SOURCES.index("ends")
    points[at_ends] = bar.ends[at_ends]
    places = analysis.camera.steadied(points) * per_px
    points *= per_px
    outlines: list[FloatArray | None] = [None] * clip.frames
    bridged = np.zeros(clip.frames, dtype=np.bool_)
    for shot, followed in zip(clip.shots, bar.shots, strict=True):
        if followed.rim is not None:
            outlines[shot.frames] = [rim_outline(followed.rim) * per_px] * (shot.stop - shot.start)
            bridged[shot.frames] = bar.sources[shot.frames] != BAR_SOURCES.index("plate")
    starts, from_lift_off = _path_starts(analysis, on, phases)
    return BarPicture(
        points=points,
        places=places,
        camera=analysis.camera,
        per_px=per_px,
        outlines=outlines,
        bridged=bridged,
        inks=_inks(analysis, phases, bridged, velocities),
        lowered=np.array([phase == "lowering" for phase in phases]) & bool(reps),
        starts=starts,
        plumb_tops=_plumb_tops(places, starts, from_lift_off) - PLUMB_BEYOND * layout.text,
        layout=layout,
    )


def rim_outline(rim: Rim) -> FloatArray:
    """Give a rim about its centre, closed: (`RIM_POINTS` + 1, 2) px of the clip."""
    turn, tilt = np.linspace(0.0, 2.0 * np.pi, RIM_POINTS + 1), np.radians(rim.tilt_deg)
    x, y = rim.half_width * np.cos(turn), rim.half_height * np.sin(turn)
    along = x * np.cos(tilt) - y * np.sin(tilt), x * np.sin(tilt) + y * np.cos(tilt)
    return np.stack(along, axis=1)


def _path_starts(
    analysis: Analysis, on: IntArray, phases: Sequence[Phase]
) -> tuple[IntArray, BoolArray]:
    """Give the frame from which the path is drawn (T,), and whether that is a rep's lift-off.

    It is the lift-off of the rep, never before the shot. Between reps, and before a lift-off, it is
    now, so that there is no path.
    """
    reps, times = analysis.set.reps, analysis.clip.times
    begins = times.copy() if reps else times - PATH_S
    from_lift_off = np.zeros(len(times), dtype=np.bool_)
    for frame in np.flatnonzero(on != NO_REP).tolist():
        rep = reps[on[frame]]
        if phases[frame] != "set-up" and not (rep.down_first and phases[frame] == "lowering"):
            begins[frame] = begin_of(rep) if rep.lift_off_s is None else rep.lift_off_s
            from_lift_off[frame] = rep.lift_off_s is not None
    shot_starts = np.arange(len(times))
    for shot in analysis.clip.shots:
        shot_starts[shot.frames] = shot.start
    starts = np.searchsorted(times, begins)
    return np.maximum(starts, shot_starts).astype(np.int64), from_lift_off & (starts >= shot_starts)


def _plumb_tops(points: FloatArray, starts: IntArray, from_lift_off: BoolArray) -> FloatArray:
    """Give the highest y of the rep's path (T, 2), where the path begins at the lift-off."""
    tops = np.full(points.shape[:2], np.nan)
    for start in np.unique(starts[from_lift_off]):
        frames = from_lift_off & (starts == start)
        y = np.where(np.isfinite(points[frames, :, 1]), points[frames, :, 1], np.inf).min(axis=0)
        tops[frames] = np.where(np.isfinite(y), y, np.nan)
    return tops


def _inks(
    analysis: Analysis,
    phases: Sequence[Phase],
    bridged: BoolArray,
    velocities: VelocityScale | None,
) -> IntArray:
    """Give the colour of the path (T,): by velocity, or by phase in shots without velocities."""
    of_phase = np.array([LEVELS + PHASE_NAMES.index(phase) for phase in phases], dtype=np.int64)
    if velocities is None:
        return of_phase
    levels = velocities.levels(analysis.motion.columns["bar_vy"])
    inks = np.where((levels == NO_LEVEL) | bridged, NEITHER, levels)
    for shot in analysis.clip.shots:
        if (levels[shot.frames] == NO_LEVEL).all():
            inks[shot.frames] = of_phase[shot.frames]
    return inks


def _dashed(outline: FloatArray) -> FloatArray:
    """Give an outline (N, 2) with gaps of NaN."""
    gaps = np.arange(len(outline)) // RIM_DASH % 2 == 1
    return np.where(gaps[:, None], np.nan, outline)

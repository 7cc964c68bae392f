"""Rows of frames with the bar drawn on them, several clips a sheet, for looking at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, Image, IntArray
from liftvision.barbell.track import BAR_SOURCES
from liftvision.clip.read import read_again
from liftvision.pose.landmarks import Landmark
from liftvision.report import drawing
from liftvision.report.bar_picture import rim_outline
from liftvision.report.colours import GROUND, HALO, TEXT, Colour

TILE = 230
TILES = 9
CAPTION = 22
ROWS = 6

SEEN: Colour = (88, 255, 120)
BRIDGED: Colour = (255, 190, 64)
HANDS: Colour = (88, 182, 255)
JUDGED: Colour = (255, 70, 200)

AROUND = 1.5
"""How much of a plate's surroundings is shown, in half heights from its centre."""

BEYOND = 0.04
"""Part of a tile's side around all that."""

DARK = 70.0
"""A crop darker than this on average is shown lighter, or a black plate would not show."""


@dataclass(frozen=True, eq=False)
class SheetRow:
    """One clip on a sheet.

    Attributes
    ----------
    caption
        What stands above its frames.
    analysis
        With the bar to be drawn.
    marks
        Time in s of each centre that was judged by eye, and (2,) px where it is.
    """

    caption: str
    analysis: Analysis
    marks: Mapping[float, FloatArray] = field(default_factory=dict)


def chosen_frames(analysis: Analysis) -> IntArray:
    """Give the frames of a row: those around the events of the first and last rep, else evenly."""
    times = analysis.clip.times
    reps = [rep for rep in analysis.set.reps if rep.lift_off_s is not None]
    moments: list[float | None] = []
    for rep in reps[:1]:
        moments += [rep.start_s, rep.lift_off_s, rep.knee_pass_s, rep.lockout_s, rep.lowering_s]
        moments += [rep.end_s]
    for rep in reps[1:][-1:]:
        moments += [rep.lift_off_s, rep.knee_pass_s, rep.lockout_s]
    known = sorted({int(np.abs(times - each).argmin()) for each in moments if each is not None})
    frames = set(known[:TILES])
    even = np.linspace(0, len(times) - 1, 4 * TILES).round().astype(int)
    while len(frames) < min(TILES, len(times)):
        free = [frame for frame in even if frame not in frames] or list(range(len(times)))
        # The one that is furthest from all that are shown already.
        gaps = [min((abs(frame - other) for other in frames), default=1) for frame in free]
        frames.add(int(free[int(np.argmax(gaps))]))
    return np.array(sorted(frames))


def write_sheets(rows: Sequence[SheetRow], folder: Path) -> list[Path]:
    """Write the sheets as PNG files and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, start in enumerate(range(0, len(rows), ROWS), 1):
        sheet = np.vstack([draw_row(row) for row in rows[start : start + ROWS]])
        path = folder / f"plates-{number:02d}.png"
        cv2.imwrite(str(path), sheet[..., ::-1])
        paths.append(path)
    return paths


def draw_row(row: SheetRow) -> Image:
    """Draw one clip: its caption over its tiles."""
    analysis = row.analysis
    frames = chosen_frames(analysis)
    corner, side = _crop(analysis, frames)
    band = np.full((CAPTION, TILE * TILES, 3), GROUND, dtype=np.uint8)
    cv2.putText(
        band, row.caption, (6, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, TEXT, 1, lineType=cv2.LINE_AA
    )
    tiles = np.full((TILE, TILE * TILES, 3), GROUND, dtype=np.uint8)
    wanted = {int(frame): place for place, frame in enumerate(frames)}
    with read_again(analysis.clip, (analysis.clip.width, analysis.clip.height)) as reader:
        for frame in reader:
            place = wanted.get(frame.index)
            if place is not None:
                tile = _tile(frame.image, corner, side)
                _draw_bar(tile, row, frame.index, corner, TILE / side)
                tiles[:, place * TILE : (place + 1) * TILE - 2] = tile[:, :-2]
            if frame.index >= frames[-1]:
                break
    return np.vstack([band, tiles])


def _crop(analysis: Analysis, frames: IntArray) -> tuple[FloatArray, float]:
    """Give the left top corner (2,) px and the side of a square around what is to be judged.

    With a plate that is the plate's way and the hands; without one the whole lifter.
    """
    reach = max((shot.rim.half_height for shot in analysis.bar.shots if shot.rim), default=0.0)
    bar = analysis.bar.centre[frames]
    body = analysis.pose.xy[frames]
    if reach:
        body = body[:, [Landmark.WRIST_L, Landmark.WRIST_R]]
    points = np.concatenate([body.reshape(-1, 2), bar - AROUND * reach, bar + AROUND * reach])
    points = points[np.isfinite(points).all(axis=1)]
    size = np.array([analysis.clip.width, analysis.clip.height], dtype=np.float64)
    if len(points) == 0:
        points = np.stack([np.zeros(2), size])
    low, high = points.min(axis=0), points.max(axis=0)
    side = float((high - low).max()) * (1.0 + 2.0 * BEYOND)
    return 0.5 * (low + high) - 0.5 * side, side


def _tile(image: Image, corner: FloatArray, side: float) -> Image:
    scale = TILE / side
    # Whole px are averaged first: a small picture of a large one would flicker.
    shrink = max(1, int(1.0 / scale))
    small = cv2.resize(image, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    zoom = scale * image.shape[1] / small.shape[1]
    to_tile = np.array([[zoom, 0.0, -corner[0] * scale], [0.0, zoom, -corner[1] * scale]])
    tile = cv2.warpAffine(small, to_tile, (TILE, TILE), flags=cv2.INTER_LINEAR, borderValue=GROUND)
    if tile.mean() < DARK:
        tile = 255.0 * (tile / 255.0) ** 0.6
    return np.ascontiguousarray(tile, dtype=np.uint8)


def _draw_bar(tile: Image, row: SheetRow, frame: int, corner: FloatArray, scale: float) -> None:
    """Draw what the track says of one frame, in a tile."""
    analysis, bar = row.analysis, row.analysis.bar

    def placed(points: FloatArray) -> FloatArray:
        return np.asarray((points - corner) * scale)

    for wrist in (Landmark.WRIST_L, Landmark.WRIST_R):
        drawing.dot(tile, placed(analysis.pose.xy[frame, wrist]), 2.5, HANDS, 1)
    source = BAR_SOURCES[int(bar.sources[frame])]
    colour = SEEN if source in ("plate", "point", "ends") else BRIDGED
    shot = next(
        (n for n, each in enumerate(analysis.clip.shots) if each.start <= frame < each.stop), None
    )
    rim = None if shot is None else bar.shots[shot].rim
    if rim is not None:
        drawing.path(tile, placed(bar.centre[frame] + rim_outline(rim)), colour, 1)
    if source != "wrists" or rim is not None:
        drawing.dot(tile, placed(bar.centre[frame]), 2.0, colour, 1)
    for end in bar.ends[frame]:
        drawing.dot(tile, placed(end), 3.0, SEEN, 1)
    time_s = float(analysis.clip.times[frame])
    near = [mark for at, mark in row.marks.items() if abs(at - time_s) < 0.05]
    for mark in near:
        x, y = placed(mark).round().astype(int).tolist()
        cv2.drawMarker(tile, (x, y), JUDGED, cv2.MARKER_CROSS, 9, 1)
    score = bar.score[frame]
    words = f"{time_s:.2f} s {source}" + (f" {score:.2f}" if np.isfinite(score) else "")
    for ink, width in ((HALO, 3), (TEXT, 1)):
        cv2.putText(tile, words, (4, TILE - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.38, ink, width,
                    lineType=cv2.LINE_AA)  # fmt: skip

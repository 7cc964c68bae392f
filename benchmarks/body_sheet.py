"""Rows of frames with the drawn body on the lifter, several clips a sheet, for looking at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, Image
from liftvision.clip.read import read_chosen
from liftvision.pose.view import UNKNOWN, View
from liftvision.report import drawing
from liftvision.report.bar_picture import rim_outline
from liftvision.report.body import Body, drawn_body
from liftvision.report.colours import BAR, GROUND, TEXT
from liftvision.report.layout import Layout
from liftvision.report.skeleton import draw_skeleton

TILE = 360
"""Height of a tile, px; its width follows the lifter."""

LINE = 18
ROWS = 4
LETTERS = 0.38
EVENLY = 4

BEYOND = 0.08
"""Part of the larger side of what is shown that is added around it."""

EVENTS = {
    "set-up": "start_s",
    "lift-off": "lift_off_s",
    "knee pass": "knee_pass_s",
    "lockout": "lockout_s",
}
"""Title of each event of a rep that is shown, and where it has its time."""


@dataclass(frozen=True)
class Moment:
    """A tile: its title, and the frame; None where the event was not seen."""

    title: str
    frame: int | None


@dataclass(frozen=True, eq=False)
class Crop:
    """A part of the picture: its left top corner (2,) and size (2,), px."""

    corner: FloatArray
    size: FloatArray

    @property
    def scale(self) -> float:
        """Pixels of a tile for one of the clip."""
        return TILE / float(self.size[1])

    @property
    def width(self) -> int:
        """Of a tile, px."""
        return max(1, round(float(self.size[0]) * self.scale))


def moments(analysis: Analysis) -> list[Moment]:
    """Give the events of the first rep and of the last; without a rep, moments spread evenly."""
    times, reps = analysis.clip.times, analysis.set.reps
    if not reps:
        frames = np.linspace(0, len(times) - 1, EVENLY + 2).round().astype(int)[1:-1]
        return [Moment("", int(frame)) for frame in frames]
    shown = []
    for rep in reps[:1] + reps[1:][-1:]:
        for title, event in EVENTS.items():
            time_s = getattr(rep, event)
            frame = None if time_s is None else int(np.abs(times - time_s).argmin())
            shown.append(Moment(f"{title} {rep.number}", frame))
    return shown


def crop_around(points: FloatArray, picture: tuple[int, int]) -> Crop:
    """Give the part of a picture (width, height) that holds points (N, 2), and a little more.

    Points that were not seen are passed over; without any, it is the whole picture.
    """
    size = np.array(picture, dtype=np.float64)
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) == 0:
        return Crop(np.zeros(2), size)
    points = np.clip(points, 0.0, size)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = BEYOND * float((high - low).max())
    low, high = np.maximum(low - margin, 0.0), np.minimum(high + margin, size)
    return Crop(low, np.maximum(high - low, 1.0))


def draw_row(analysis: Analysis, caption: Sequence[str], notes: Sequence[str]) -> Image:
    """Draw one clip: the lines of its caption over its tiles.

    Parameters
    ----------
    analysis
        With the body to be drawn.
    caption
        What stands above the tiles, a line each.
    notes
        What stands above the tile of each of `moments`, below its title.
    """
    shown, body = moments(analysis), drawn_body(analysis)
    frames = sorted({moment.frame for moment in shown if moment.frame is not None})
    crop = crop_around(_to_be_seen(analysis, body, frames), _size(analysis))
    tiles = {}
    for picture in read_chosen(analysis.clip, _size(analysis), frames):
        tile = _tile(picture.image, crop)
        _draw_frame(tile, analysis, body, picture.index, crop)
        tiles[picture.index] = tile
    nothing = np.full((TILE, crop.width, 3), GROUND, dtype=np.uint8)
    drawn = []
    for moment, note in zip(shown, notes, strict=True):
        seen = moment.frame is not None and moment.frame in tiles
        lines = [moment.title if seen else f"{moment.title}: not seen", note]
        tile = tiles[moment.frame] if moment.frame is not None and seen else nothing
        drawn.append(np.vstack([_band(lines, crop.width), tile]))
        drawn[-1][:, -2:] = GROUND
    row = np.hstack(drawn)
    return np.vstack([_band(caption, row.shape[1]), row])


def write_sheets(rows: Sequence[Image], folder: Path) -> list[Path]:
    """Write the rows as PNG files, some a sheet, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, start in enumerate(range(0, len(rows), ROWS), 1):
        some = rows[start : start + ROWS]
        widest = max(row.shape[1] for row in some)
        sheet = np.full((sum(len(row) for row in some), widest, 3), GROUND, dtype=np.uint8)
        top = 0
        for row in some:
            sheet[top : top + len(row), : row.shape[1]] = row
            top += len(row)
        path = folder / f"bodies-{number:02d}.png"
        cv2.imwrite(str(path), sheet[..., ::-1])
        paths.append(path)
    return paths


def _size(analysis: Analysis) -> tuple[int, int]:
    return analysis.clip.width, analysis.clip.height


def _to_be_seen(analysis: Analysis, body: Body, frames: Sequence[int]) -> FloatArray:
    """Give the body's points and the rim's in some frames: (N, 2) px."""
    points = [body.places[list(frames)].reshape(-1, 2)]
    for frame in frames:
        outline = _outline(analysis, frame)
        if outline is not None:
            points.append(outline)
    return np.concatenate(points)


def _shot(analysis: Analysis, frame: int) -> int | None:
    shots = enumerate(analysis.clip.shots)
    return next((number for number, shot in shots if shot.start <= frame < shot.stop), None)


def _outline(analysis: Analysis, frame: int) -> FloatArray | None:
    """Give the plate's rim in a frame (N, 2) px; None where no plate is followed."""
    shot = _shot(analysis, frame)
    rim = None if shot is None else analysis.bar.shots[shot].rim
    return None if rim is None else analysis.bar.centre[frame] + rim_outline(rim)


def _view(analysis: Analysis, frame: int) -> View:
    shot = _shot(analysis, frame)
    return UNKNOWN if shot is None else analysis.motion.views[shot]


def _tile(image: Image, crop: Crop) -> Image:
    left, top = crop.corner.round().astype(int)
    right, bottom = (crop.corner + crop.size).round().astype(int)
    part = image[top : max(bottom, top + 1), left : max(right, left + 1)]
    way = cv2.INTER_AREA if crop.scale < 1.0 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(part, (crop.width, TILE), interpolation=way), dtype=np.uint8)


def _draw_frame(tile: Image, analysis: Analysis, body: Body, frame: int, crop: Crop) -> None:
    layout = Layout(crop.width, TILE, strip_height=0, text=TILE // 36)
    xy = (body.places[frame] - crop.corner) * crop.scale
    outline = _outline(analysis, frame)
    if outline is not None:
        drawing.path(tile, (outline - crop.corner) * crop.scale, BAR, layout.thin_line)
    draw_skeleton(
        tile,
        xy,
        _view(analysis, frame),
        layout,
        legs_measured=bool(body.legs_measured[frame]),
    )


def _band(lines: Sequence[str], width: int) -> Image:
    """Give lines of text, one below the other."""
    band = np.full((LINE * len(lines) + 2, width, 3), GROUND, dtype=np.uint8)
    for number, line in enumerate(lines, 1):
        cv2.putText(band, line, (4, LINE * number - 4), cv2.FONT_HERSHEY_SIMPLEX, LETTERS, TEXT, 1,
                    lineType=cv2.LINE_AA)  # fmt: skip
    return band

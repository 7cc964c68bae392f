"""Read a clip frame by frame: upright, at the size that is needed, with its own times."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar

import numpy as np

from liftvision.arrays import Image
from liftvision.clip.clip import Clip
from liftvision.clip.container import is_incomplete, square_pixel_size
from liftvision.clip.decode import USUAL_RATE, Decoder
from liftvision.clip.probe import upright_rotation, upright_size
from liftvision.clip.signature import GRID, Levels
from liftvision.clip.times import strictly_increasing

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter

SEEK_FROM_S = 3.0
"""A start earlier than this is reached by decoding, which needs no index."""

HIGH_DEFINITION_ROWS = 720
"""From this height on, a video that does not name its colours has those of ITU-R BT.709, as
players assume; below it those of BT.601."""

UNSPECIFIED_COLORSPACE = 2
"""AVCOL_SPC_UNSPECIFIED of FFmpeg."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a clip.

    Attributes
    ----------
    index
        Counted from the first frame that was read, without gaps.
    time_s
        Seconds since the first frame of the file, strictly increasing.
    image
        (height, width, 3) RGB, upright, square pixels, C-contiguous.
    """

    index: int
    time_s: float
    image: Image


@dataclass(frozen=True, eq=False)
class Glance:
    """One frame of which only a grey miniature was made; the rest is made when asked for.

    Attributes
    ----------
    index, time_s
        As in `Frame`.
    signature
        (GRID, GRID) grey levels, not upright: for telling cuts only.
    picture
        Makes the upright RGB picture, in the size that was asked for.
    """

    index: int
    time_s: float
    signature: Levels
    picture: Callable[[], Image]


Made = TypeVar("Made")


class FrameReader(Generic[Made], Iterator[Made]):
    """The frames of a clip, one at a time; made by `read_frames` or `glance_at_frames`.

    Attributes
    ----------
    truncated
        Known once all are read: the file breaks off before its container says, or a part of
        it could not be decoded and is missing.
    """

    def __init__(
        self,
        path: Path,
        make: Callable[[VideoFrame, int, float, tuple[int, int]], Made],
        size: tuple[int, int] | None,
        start_s: float | None,
        end_s: float | None,
    ) -> None:
        self._decoder = Decoder(path)
        self._make = make
        self._size = size
        self._start_s = float("-inf") if start_s is None else start_s
        self._end_s = float("inf") if end_s is None else end_s
        self._reading = self._read()
        self.truncated = False

    def __next__(self) -> Made:
        """Give the next frame."""
        return next(self._reading)

    def __enter__(self) -> Self:
        """Give the reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Stop reading and close the file."""
        self._reading.close()
        self._decoder.close()

    def _read(self) -> Generator[Made]:
        index = 0
        time_s = 0.0
        for frame, time_s in self._timed_frames():
            if time_s >= self._end_s:
                break
            if time_s >= self._start_s:
                yield self._make(frame, index, time_s, self._coded_size(frame))
                index += 1
        else:
            self.truncated = self._decoder.ends_early(time_s)
        self.truncated |= self._decoder.damaged
        self._decoder.close()

    def _timed_frames(self) -> Iterator[tuple[VideoFrame, float]]:
        """Decode from a keyframe before the start, each frame with its repaired time."""
        frames = self._decoder.frames()
        first = next(frames, None)
        if first is None:
            raise is_incomplete(self._decoder.path)
        origin_s = self._decoder.stamp(first) or 0.0
        if self._start_s > SEEK_FROM_S:
            frames = self._frames_from_start(origin_s)
        else:
            frames = chain([first], frames)
        stamped = ((frame, self._since(origin_s, frame)) for frame in frames)
        return strictly_increasing(stamped, 1.0 / (self._decoder.rate or USUAL_RATE))

    def _since(self, origin_s: float, frame: VideoFrame) -> float | None:
        stamp_s = self._decoder.stamp(frame)
        return None if stamp_s is None else stamp_s - origin_s

    def _frames_from_start(self, origin_s: float) -> Iterator[VideoFrame]:
        """Seek; where the file's index misleads, decode from the beginning instead."""
        import av

        try:
            self._decoder.seek(origin_s + self._start_s)
            frames = self._decoder.frames()
            first = next(frames, None)
        except av.FFmpegError:
            first = None
        if first is not None:
            time_s = self._since(origin_s, first)
            if time_s is not None and time_s <= self._start_s:
                return chain([first], frames)
        self._decoder.close()
        self._decoder = Decoder(self._decoder.path)
        return self._decoder.frames()

    def _coded_size(self, frame: VideoFrame) -> tuple[int, int]:
        """Give the size to scale a frame to before it is turned upright."""
        if self._size is None:
            return square_pixel_size(self._decoder.stream)
        return upright_size(self._size, upright_rotation(frame))


def read_frames(
    path: Path,
    *,
    size: tuple[int, int] | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
) -> FrameReader[Frame]:
    """Read a clip as a stream; memory does not grow with its length.

    Two readings with the same start and end give the same frames with the same times. A
    file with a damaged part gives what can be decoded, and the reader says so afterwards in
    ``truncated``.

    Parameters
    ----------
    path
        The file.
    size
        (width, height) in px of the upright pictures; None for the clip's own, with square
        pixels. The shape is not kept unless the size has it.
    start_s, end_s
        Only frames from ``start_s`` on and before ``end_s``, in seconds since the first
        frame of the file.

    Raises
    ------
    ClipError
        The file is no video that can be read; at the first frame, if none can be decoded.
    """
    scaler = _scaler()

    def make(frame: VideoFrame, index: int, time_s: float, size: tuple[int, int]) -> Frame:
        return Frame(index, time_s, upright_rgb(scaler, frame, *size))

    return FrameReader(path, make, size, start_s, end_s)


def read_again(clip: Clip, size: tuple[int, int]) -> FrameReader[Frame]:
    """Read the very frames of a clip that was read before, in another size.

    Raises
    ------
    ClipError
        As `read_frames`.
    """
    margin = clip.frame_interval_s / 2.0
    return read_frames(
        clip.path,
        size=size,
        start_s=float(clip.times[0]) - margin,
        end_s=float(clip.times[-1]) + margin,
    )


def read_chosen(clip: Clip, size: tuple[int, int], chosen: Collection[int]) -> Iterator[Frame]:
    """Read some frames of a clip that was read before; the others are not even converted.

    Parameters
    ----------
    clip
        As it was read.
    size
        (width, height) in px of the pictures.
    chosen
        Numbers of the frames; those that are not in the clip are left out.

    Raises
    ------
    ClipError
        As `read_frames`.
    """
    scaler = _scaler()
    last = max(chosen, default=-1)

    def make(
        frame: VideoFrame, index: int, time_s: float, size: tuple[int, int]
    ) -> tuple[int, Frame | None]:
        if index not in chosen:
            return index, None
        return index, Frame(index, time_s, upright_rgb(scaler, frame, *size))

    margin = clip.frame_interval_s / 2.0
    start_s, end_s = float(clip.times[0]) - margin, float(clip.times[-1]) + margin
    with FrameReader(clip.path, make, size, start_s, end_s) as reader:
        for index, frame in reader:
            if frame is not None:
                yield frame
            if index >= last:
                return


def glance_at_frames(
    path: Path,
    *,
    size: tuple[int, int],
    start_s: float | None = None,
    end_s: float | None = None,
) -> FrameReader[Glance]:
    """Read a clip as `read_frames` does, but make the pictures only when they are asked for.

    A miniature costs a third of a picture.
    """
    scaler, miniature = _scaler(), _scaler()

    def make(frame: VideoFrame, index: int, time_s: float, size: tuple[int, int]) -> Glance:
        signature = grey_miniature(miniature, frame)
        return Glance(index, time_s, signature, partial(upright_rgb, scaler, frame, *size))

    return FrameReader(path, make, size, start_s, end_s)


def _scaler() -> VideoReformatter:
    from av.video.reformatter import VideoReformatter

    return VideoReformatter()


def upright_rgb(scaler: VideoReformatter, frame: VideoFrame, width: int, height: int) -> Image:
    """Scale, convert to RGB and turn upright, in this order: it is the cheapest."""
    return turned(to_rgb(scaler, frame, width, height), upright_rotation(frame))


def grey_miniature(scaler: VideoReformatter, frame: VideoFrame) -> Levels:
    """Reduce a decoded frame to the mean brightness of each cell of a grid."""
    from av.video.reformatter import ColorRange, Interpolation

    small = scaler.reformat(
        frame,
        GRID,
        GRID,
        "gray",
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.AREA,
        threads=1,
    )
    return np.array(small.to_ndarray(), dtype=np.uint8)


def to_rgb(scaler: VideoReformatter, frame: VideoFrame, width: int, height: int) -> Image:
    """Scale a decoded frame and convert it to RGB in one pass."""
    from av.video.reformatter import Colorspace, Interpolation

    unnamed_hd = frame.colorspace == UNSPECIFIED_COLORSPACE and frame.height >= HIGH_DEFINITION_ROWS
    picture = scaler.reformat(
        frame,
        width,
        height,
        "rgb24",
        src_colorspace=Colorspace.ITU709 if unnamed_hd else None,
        # Averages all pixels, so that nothing flickers in a small picture, and is faster than
        # bilinear and bicubic when it scales down.
        interpolation=Interpolation.AREA,
        threads=1,
    )
    return np.ascontiguousarray(picture.to_ndarray(), dtype=np.uint8)


def turned(image: Image, rotation_deg: int) -> Image:
    """Turn a picture clockwise by 0, 90, 180 or 270 degrees."""
    if rotation_deg == 0:
        return image
    import cv2

    code = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }[rotation_deg]
    return np.asarray(cv2.rotate(image, code), dtype=np.uint8)

"""Write an H.264 video that browsers play, each frame at its own time."""

from __future__ import annotations

import contextlib
import errno
import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from liftvision.arrays import Image
from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

CLOCK_HZ = 90_000
"""Ticks a second of the timestamps: exact for 24, 25, 30 and 60 fps, 0.01 ms for any other."""

LONE_FRAME_S = 1 / 30
"""How long the frame of a video of one frame is shown."""

ENCODER_OPTIONS = {
    "preset": "superfast",
    "crf": "23",
    "bf": "0",
    "g": "60",
    "x264-params": "rc-lookahead=0:sync-lookahead=0:mbtree=0:scenecut=0:subme=0:me=dia:weightp=0",
}
"""x264: without looking ahead or searching long this takes a third of the time of ``veryfast``
for twice the file, some 4 Mbit/s at 1280 px; a keyframe every 60 frames lets a player jump."""

BT709 = 1
LIMITED_RANGE = 1
"""FFmpeg's numbers for the matrix, primaries and transfer of ITU-R BT.709, and for luma of
16 to 235: what browsers take for granted in H.264."""


class VideoWriter:
    """Writes an MP4 file (H.264, yuv420p, index in front); used in a with block.

    The file appears under its name when the block ends without an error. Before that, and
    after an error, nothing is there but what was there before.

    Parameters
    ----------
    path
        Where to; an existing file is replaced.

    Raises
    ------
    OutputError
        No right to write there, no such folder, no room, or no frame was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._stream: VideoStream | None = None
        self._first_s = 0.0
        self._ticks = 0

    def __enter__(self) -> Self:
        """Begin the file."""
        import av
        from av.video.reformatter import VideoReformatter

        try:
            self._part.open("wb").close()
        except OSError as error:
            raise self._refusal(error) from error
        self._container = av.open(
            f"file:{self._part}",
            "w",
            format="mp4",
            container_options={"movflags": "+faststart"},
        )
        self._converter = VideoReformatter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file and give it its name, or remove it after an error."""
        import av

        try:
            if error is None:
                self._finish()
        except (OSError, av.FFmpegError) as refused:
            raise self._refusal(refused) from refused
        finally:
            self._discard_part()

    def write(self, image: Image, time_s: float) -> None:
        """Add a frame.

        Parameters
        ----------
        image
            (height, width, 3) RGB, every frame of the same size; an odd last row or column
            is left out, since both sides of the video have to be even.
        time_s
            Seconds, later than the frame before; the first frame's time becomes zero.
        """
        import av

        if self._stream is None:
            self._first_s = time_s
            self._stream = self._new_stream(image)
            interval = round(LONE_FRAME_S * CLOCK_HZ)
        else:
            interval = round((time_s - self._first_s) * CLOCK_HZ) - self._ticks
            if interval <= 0:
                raise ValueError(f"the frame at {time_s} s is not later than the one before")
            self._ticks += interval
        frame = self._coded(image)
        frame.pts = self._ticks
        frame.time_base = Fraction(1, CLOCK_HZ)
        # Players use it for the last frame only, which is shown as long as the one before.
        frame.duration = interval
        try:
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as error:
            raise self._refusal(error) from error

    def _new_stream(self, image: Image) -> VideoStream:
        height, width = even_sides(image)
        if not (height and width):
            raise ValueError(f"a picture of {image.shape} is too small for a video")
        from av.codec.context import Flags

        stream: VideoStream = self._container.add_stream(
            "libx264", rate=30, options=ENCODER_OPTIONS, width=width, height=height
        )
        stream.pix_fmt = "yuv420p"
        codec = stream.codec_context
        codec.time_base = Fraction(1, CLOCK_HZ)
        codec.colorspace = codec.color_primaries = codec.color_trc = BT709
        codec.color_range = LIMITED_RANGE
        # Without it the encoder makes up durations from its nominal rate.
        codec.flags |= Flags.frame_duration
        return stream

    def _coded(self, image: Image) -> VideoFrame:
        import av
        from av.video.reformatter import ColorRange, Colorspace, Interpolation

        height, width = even_sides(image)
        return self._converter.reformat(
            av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(image[:height, :width])),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            # Nothing is scaled but the colours, where the fastest cannot be told apart.
            interpolation=Interpolation.POINT,
            threads=1,
        )

    def _finish(self) -> None:
        if self._stream is None:
            raise OutputError(
                f"There is no frame to write to {printable_name(self.path)}.",
                "Choose a part of the clip that has frames.",
            )
        self._container.mux(self._stream.encode(None))
        self._container.close()
        self._part.replace(self.path)

    def _discard_part(self) -> None:
        """Close what is open after an error and remove the unfinished file."""
        import av

        with contextlib.suppress(OSError, av.FFmpegError):
            self._container.close()
        self._part.unlink(missing_ok=True)

    def _refusal(self, error: Exception) -> OutputError:
        name = printable_name(self.path)
        code = getattr(error, "errno", None)
        if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return OutputError(
                f"There is no room left to write {name}.", "Free some space or write elsewhere."
            )
        if code in (errno.EACCES, errno.EPERM, errno.EROFS):
            return OutputError(
                f"You have no right to write {name} there.", "Choose another output folder."
            )
        if code == errno.ENOENT:
            return OutputError(
                f"The folder for {name} does not exist.", "Make it, or choose another one."
            )
        return OutputError(f"{name} cannot be written.", "Check the disk or write elsewhere.")


def even_sides(image: Image) -> tuple[int, int]:
    """Give the largest even height and width within a picture."""
    height, width = image.shape[:2]
    return height - height % 2, width - width % 2

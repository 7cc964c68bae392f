"""Open a video file, or say in one sentence why it cannot be one.

Only the file itself is ever read: playlists that point elsewhere are refused.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.clip.naming import printable_name
from liftvision.errors import ClipError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

LARGEST_SIDE = 8192
"""Pixels: the largest side of a picture that is read, twice that of 4K."""

NOT_VIDEO_FORMATS = {"tty", "hls", "dash", "concat", "ffmetadata", "bin", "xbin", "idf", "adf"}
"""Names under which FFmpeg opens text and playlists as if they were videos."""

INCOMPLETE_MARKS = {
    4: (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"),
    0: (b"\x1a\x45\xdf\xa3", b"RIFF"),
}
"""Offset and first bytes of MP4/MOV, Matroska/WebM and AVI: what begins so and does not open
was a video once."""

USE_PHONE_VIDEO = "Give it a video as a phone records it (mp4, mov, webm, mkv or avi)."
COPY_AGAIN = "Copy it again from where it was recorded, or record again."


def open_container(path: Path) -> InputContainer:
    """Open a media file for reading; the caller closes it.

    Raises
    ------
    ClipError
        The path is no readable file, or what it holds is no video at all.
    """
    import av

    refuse_what_is_no_file(path)
    try:
        container: InputContainer = av.open(
            f"file:{path}",
            "r",
            container_options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        )
    except av.error.PermissionError as error:
        raise _not_permitted(path) from error
    except (av.FFmpegError, ValueError) as error:
        raise _does_not_open(path) from error
    if container.format.name in NOT_VIDEO_FORMATS:
        container.close()
        raise ClipError(f"{printable_name(path)} is not a video.", USE_PHONE_VIDEO)
    return container


def refuse_what_is_no_file(path: Path) -> None:
    """Raise ClipError for a path that is missing, a folder, empty or may not be read."""
    name = printable_name(path)
    try:
        if path.is_dir():
            raise ClipError(f"{name} is a folder, not a video.", "Name one video file in it.")
        if not path.exists():
            raise ClipError(f"There is no file {name}.", "Check the path and its spelling.")
        if not path.is_file():
            raise ClipError(f"{name} is a device or a pipe, not a video file.", USE_PHONE_VIDEO)
        with path.open("rb") as file:
            empty = not file.read(1)
    except PermissionError as error:
        raise _not_permitted(path) from error
    except (OSError, ValueError) as error:
        raise ClipError(f"{name} cannot be opened.", "Check the path and the disk.") from error
    if empty:
        raise ClipError(f"{name} is empty.", COPY_AGAIN)


def pick_video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Give the stream with the moving picture; a cover picture of a song is none.

    Raises
    ------
    ClipError
        Sound only, a still picture, no decoder for it, or a size beyond reason.
    """
    from av.stream import Disposition

    name = printable_name(path)
    beside = Disposition.attached_pic | Disposition.timed_thumbnails
    streams = [s for s in container.streams.video if not s.disposition & beside]
    if not streams:
        what = "sound but no picture" if container.streams.audio else "no picture"
        raise ClipError(f"{name} holds {what}.", USE_PHONE_VIDEO)
    if container.format.name.endswith("_pipe"):
        raise is_still_picture(path)
    stream = streams[0]
    # PyAV leaves out the codec context where FFmpeg has no decoder.
    if stream.codec_context is None:
        raise ClipError(
            f"{name} is coded in a way that cannot be decoded here.",
            "Convert it to H.264 (mp4) with any video converter.",
        )
    width, height = stream.codec_context.width, stream.codec_context.height
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise ClipError(
            f"{name} says its picture is {width} x {height} pixels, which cannot be read.",
            f"Give it a video with sides of 1 to {LARGEST_SIDE} pixels.",
        )
    return stream


def square_pixel_size(stream: VideoStream) -> tuple[int, int]:
    """Give the stored picture's width and height in px once its pixels are square.

    The height stays and the width follows the sample aspect ratio; a ratio outside 1/4 to 4
    is taken for a mistake and ignored.
    """
    width, height = stream.codec_context.width, stream.codec_context.height
    aspect = stream.sample_aspect_ratio
    if aspect is None or not Fraction(1, 4) <= aspect <= 4:
        return width, height
    square = max(1, round(width * aspect))
    return (square if square <= LARGEST_SIDE else width), height


def is_still_picture(path: Path) -> ClipError:
    """Give the error for a picture that does not move."""
    return ClipError(f"{printable_name(path)} is a still picture, not a video.", USE_PHONE_VIDEO)


def is_incomplete(path: Path) -> ClipError:
    """Give the error for a video of which nothing can be played."""
    return ClipError(
        f"{printable_name(path)} is incomplete: no frame of it can be played.", COPY_AGAIN
    )


def _not_permitted(path: Path) -> ClipError:
    return ClipError(
        f"You have no right to read {printable_name(path)}.",
        "Change its permissions, or copy it to a folder of your own.",
    )


def _does_not_open(path: Path) -> ClipError:
    with path.open("rb") as file:
        head = file.read(16)
    if any(head[at:].startswith(marks) for at, marks in INCOMPLETE_MARKS.items()):
        return is_incomplete(path)
    return ClipError(f"{printable_name(path)} is not a video.", USE_PHONE_VIDEO)

"""What can be known of a clip without reading it through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.clip.container import is_incomplete, is_still_picture, square_pixel_size
from liftvision.clip.decode import USUAL_RATE, Decoder
from liftvision.clip.naming import printable_name
from liftvision.errors import ClipError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

LONGEST_CLIP_S = 24 * 3600.0
"""A longer duration is a mistake in the file."""


@dataclass(frozen=True)
class ClipInfo:
    """A clip as its container and its first frames describe it.

    Attributes
    ----------
    path
        The file.
    width, height
        Size in px of the upright picture, after the rotation tag and with square pixels.
    rotation_deg
        The rotation that makes it upright, clockwise: 0, 90, 180 or 270.
    codec
        FFmpeg's name of the codec: ``h264``, ``hevc``, ``vp9``, ``mpeg4``.
    frames
        About how many frames there are; None where the container does not say.
    fps
        About how many a second; None where the container does not say.
    duration_s
        About how long it is; None where the container does not say.
    """

    path: Path
    width: int
    height: int
    rotation_deg: int
    codec: str
    frames: int | None
    fps: float | None
    duration_s: float | None


def probe(path: Path) -> ClipInfo:
    """Look at a clip: open it and decode its first two frames.

    Raises
    ------
    ClipError
        The file is missing, unreadable, no video, sound only, a still picture, or so
        incomplete that no frame of it can be decoded.
    """
    decoder = Decoder(path)
    try:
        first = list(islice(decoder.frames(), 2))
        if not first:
            raise is_incomplete(path)
        if len(first) == 1:
            raise _only_one_frame(decoder, path)
        return _describe(decoder, first[0])
    finally:
        decoder.close()


def upright_rotation(frame: VideoFrame) -> int:
    """Give the clockwise rotation, in degrees, that makes a frame upright.

    A tag between the quarter turns is taken for the nearest one.
    """
    counter_clockwise = frame.rotation if abs(frame.rotation) <= 360 else 0
    return -90 * round(counter_clockwise / 90) % 360


def upright_size(size: tuple[int, int], rotation_deg: int) -> tuple[int, int]:
    """Give width and height after a rotation by quarter turns."""
    return size if rotation_deg % 180 == 0 else (size[1], size[0])


def _describe(decoder: Decoder, frame: VideoFrame) -> ClipInfo:
    rotation_deg = upright_rotation(frame)
    width, height = upright_size(square_pixel_size(decoder.stream), rotation_deg)
    duration_s = _credible_duration(decoder)
    fps = decoder.rate
    frames: int | None = decoder.stream.frames or None
    if frames is None and duration_s is not None and fps is not None:
        frames = round(duration_s * fps)
    # A coded frame takes at least one byte.
    if frames is not None and not 0 < frames <= decoder.path.stat().st_size:
        frames = None
    return ClipInfo(
        path=decoder.path,
        width=width,
        height=height,
        rotation_deg=rotation_deg,
        codec=decoder.stream.codec_context.name,
        frames=frames,
        fps=fps,
        duration_s=duration_s,
    )


def _credible_duration(decoder: Decoder) -> float | None:
    whole = decoder.container.duration
    seconds = decoder.declared_duration_s
    if seconds is None and whole is not None:
        seconds = whole / 1e6
    if seconds is None or not 0.0 < seconds <= LONGEST_CLIP_S:
        return None
    return seconds


def _only_one_frame(decoder: Decoder, path: Path) -> ClipError:
    duration_s = _credible_duration(decoder) or 0.0
    if decoder.damaged or decoder.ends_early(0.0):
        return ClipError(
            f"{printable_name(path)} is incomplete: only its first frame can be played.",
            "Copy it again from where it was recorded, or record again.",
        )
    if decoder.container.format.name != "gif" and duration_s > 10.0 / USUAL_RATE:
        return is_incomplete(path)
    return is_still_picture(path)

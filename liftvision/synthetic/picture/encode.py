"""Store a clip as a phone would: H.264 with a chosen quality, each frame at its own time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.arrays import Image
from liftvision.clip.write import VideoWriter

if TYPE_CHECKING:
    from av.video.stream import VideoStream

PRESET = "medium"
THREADS = "2"
"""The stream that x264 writes depends on how many threads it has; a fixed number makes the same
clip on every machine."""


class PhoneWriter(VideoWriter):
    """Writes an MP4 file with a constant rate factor; used in a with block.

    Parameters
    ----------
    path
        Where to; an existing file is replaced once the new one is whole.
    crf
        18 (clean) to 40 (blocky).

    Raises
    ------
    OutputError
        No right to write there, no such folder, no room, or no frame was written.
    """

    def __init__(self, path: Path, crf: int) -> None:
        super().__init__(path)
        self._crf = crf

    def _new_stream(self, image: Image) -> VideoStream:
        stream = super()._new_stream(image)
        stream.codec_context.options = {
            "preset": PRESET,
            "crf": str(self._crf),
            "bf": "0",
            "threads": THREADS,
        }
        return stream

"""Decode one video stream, going on after damage where the file allows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.clip.container import open_container, pick_video_stream

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

TIMED_BY_DECODING = {"avi", "h264", "hevc", "m4v", "mpegvideo"}
"""Containers that store no time of presentation; what FFmpeg then gives as one is out of
order, and the time of decoding of the packet that released the frame is right."""

SEEK_MARGIN_S = 1.0
"""Seconds before the wanted time to seek to, since indexes list decoding times."""

FASTEST_RATE, SLOWEST_RATE = 1000.0, 1.0
"""Frames a second that a camera may have; anything else is a mistake in the file."""

USUAL_RATE = 30.0

MISSING_END_S, MISSING_END_FRACTION = 0.5, 0.05
"""A picture that ends earlier than the container says, by more than both, was cut off."""


ONE_THREAD_PX = 1920 * 1088
"""Up to this size one thread decodes faster than anything is done with the frames, and with a
third less work than several do together."""


class Decoder:
    """One open video: its frames as FFmpeg gives them, in order of presentation.

    Raises ClipError when made if the file is no video.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.container = open_container(path)
        try:
            self.stream: VideoStream = pick_video_stream(self.container, path)
        except BaseException:
            self.container.close()
            raise
        if self.stream.width * self.stream.height > ONE_THREAD_PX:
            self.stream.thread_type = "AUTO"
        self._seconds = float(self.stream.time_base or 0)
        self.damaged = False
        """A part that was come across so far could not be decoded and was left out."""

    def close(self) -> None:
        """Close the file."""
        self.container.close()

    def stamp(self, frame: VideoFrame) -> float | None:
        """Give the frame's own timestamp in seconds, None where the file has none."""
        by_decoding = self.container.format.name in TIMED_BY_DECODING
        first, second = (frame.dts, frame.pts) if by_decoding else (frame.pts, frame.dts)
        ticks = second if first is None else first
        return None if ticks is None else ticks * self._seconds

    @property
    def rate(self) -> float | None:
        """Frames a second as the container has it, None where that is nonsense."""
        rate = self.stream.average_rate or self.stream.guessed_rate
        if rate is None or not SLOWEST_RATE <= rate <= FASTEST_RATE:
            return None
        return float(rate)

    @property
    def declared_duration_s(self) -> float | None:
        """How long the container says that this stream is, if it says so of this stream."""
        if self.stream.duration is not None and self.container.format.name != "avi":
            return self.stream.duration * self._seconds
        if self.container.duration is not None and len(self.container.streams) == 1:
            return self.container.duration / 1e6
        return None

    def ends_early(self, last_time_s: float) -> bool:
        """Tell whether a picture whose last frame is at this time was cut off."""
        declared = self.declared_duration_s
        if declared is None:
            return False
        missing = declared - last_time_s - 1.0 / (self.rate or USUAL_RATE)
        return missing > max(MISSING_END_S, MISSING_END_FRACTION * declared)

    def seek(self, stamp_s: float) -> None:
        """Go to a keyframe at or before a timestamp, as far as the file's index is right."""
        ticks = int((stamp_s - SEEK_MARGIN_S) / self._seconds)
        self.container.seek(ticks, stream=self.stream)

    def frames(self) -> Iterator[VideoFrame]:
        """Decode from where the file stands.

        A packet that cannot be read or decoded sets ``damaged``; what depends on it is left
        out and decoding goes on at the next keyframe. A file that breaks off just ends.
        """
        import av

        skipping = False
        try:
            for packet in self.container.demux(self.stream):
                if skipping and not packet.is_keyframe and packet.size:
                    continue
                skipping = packet.is_corrupt
                if packet.is_corrupt:
                    self.damaged = True
                    yield from self._flush()
                    continue
                try:
                    decoded = packet.decode()
                except av.FFmpegError:
                    self.damaged = skipping = True
                    yield from self._flush()
                    continue
                yield from decoded
        except av.FFmpegError:
            self.damaged = True
            yield from self._flush()

    def _flush(self) -> Iterator[VideoFrame]:
        """Give what the decoder still holds, and make it ready for a fresh start."""
        import av

        try:
            held = self.stream.codec_context.decode(None)
        except av.FFmpegError:
            held = []
        self.stream.codec_context.flush_buffers()
        yield from held

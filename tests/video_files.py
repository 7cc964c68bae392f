"""Small video files for tests: each is made by PyAV when it is needed, and known exactly."""

from fractions import Fraction

import av
import numpy as np

CLOCK = Fraction(1, 60_000)
"""Ticks of the timestamps, as fine as MPEG-4 part 2 allows."""

CORNERS = {
    "top left": (200, 30, 30),
    "top right": (30, 160, 30),
    "bottom left": (30, 30, 200),
    "bottom right": (200, 200, 30),
}
"""The colours of the four quarters of the picture that `corners` gives."""

FORMATS = {
    "h264.mp4": "libx264",
    "h264.mkv": "libx264",
    "h264.avi": "libx264",
    "hevc.mp4": "libx265",
    "hevc.mov": "libx265",
    "vp9.webm": "libvpx-vp9",
    "mpeg4.mp4": "mpeg4",
    "mpeg4.avi": "mpeg4",
    "mpeg4.mkv": "mpeg4",
    "mpeg4.mov": "mpeg4",
}
"""File names and the encoders of what is in them."""

QUIET = {"libx265": {"x265-params": "log-level=none"}}


def corners(index, width, height):
    """A picture whose quarters have the colours of `CORNERS`; a white bar at the bottom grows
    by two px with each frame."""
    image = np.zeros((height, width, 3), np.uint8)
    middle_y, middle_x = height // 2, width // 2
    image[:middle_y, :middle_x] = CORNERS["top left"]
    image[:middle_y, middle_x:] = CORNERS["top right"]
    image[middle_y:, :middle_x] = CORNERS["bottom left"]
    image[middle_y:, middle_x:] = CORNERS["bottom right"]
    image[-4:, : 2 * index] = 255
    return image


def make_clip(
    path,
    *,
    times=None,
    frames=30,
    fps=30,
    size=(64, 48),
    codec="libx264",
    pix_fmt="yuv420p",
    rotation_deg=0,
    aspect=None,
    options=None,
    picture=corners,
):
    """Write a video and give the frames' times in seconds.

    `times` overrides `frames` and `fps`. `rotation_deg` is the clockwise rotation that the file
    asks players for; `picture(index, width, height)` draws each stored picture. `aspect` is the
    sample aspect ratio.
    """
    width, height = size
    times = [index / fps for index in range(frames)] if times is None else list(times)
    # AVI has no timestamps, only a rate.
    base = Fraction(1, fps) if path.suffix == ".avi" else CLOCK
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            codec,
            rate=fps,
            width=width,
            height=height,
            options={**QUIET.get(codec, {}), **(options or {})},
        )
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = base
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = Fraction(aspect)
        if rotation_deg:
            stream.set_display_rotation(-rotation_deg)
        for index, time_s in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(index, width, height))
            frame.pts = round(time_s / base)
            frame.time_base = base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return times


def restamp(source, path, seconds):
    """Copy a video without re-encoding, with any timestamps: equal, backwards, far off."""
    with av.open(str(source)) as old, av.open(str(path), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        packets = [packet for packet in old.demux(video=0) if packet.size]
        # A player decodes in the order of dts, which must grow and not be later than the pts.
        for index, (packet, time_s) in enumerate(zip(packets, seconds, strict=True)):
            packet.stream = stream
            packet.time_base = CLOCK
            packet.dts = index - len(packets)
            packet.pts = round(time_s / CLOCK)
            packet.duration = 1
            new.mux(packet)


def put_index_first(source, path):
    """Copy an MP4 so that what is cut off its end leaves it playable."""
    with (
        av.open(str(source)) as old,
        av.open(str(path), "w", container_options={"movflags": "+faststart"}) as new,
    ):
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.size:
                packet.stream = stream
                new.mux(packet)


def make_sound(path, *, seconds=1.0, codec="aac", cover=None):
    """Write a file with sound only; `cover` is the path of a picture attached to it."""
    with av.open(str(path), "w") as container:
        sound = container.add_stream(codec, rate=44_100)
        sound.layout = "mono"
        if cover is not None:
            picture = container.add_stream("mjpeg", width=64, height=48)
            picture.pix_fmt = "yuvj420p"
            picture.disposition = av.stream.Disposition.attached_pic
            frame = av.VideoFrame.from_ndarray(corners(0, 64, 48))
            container.mux(picture.encode(frame.reformat(format="yuvj420p")))
            container.mux(picture.encode(None))
        for start in range(0, int(44_100 * seconds), 1024):
            samples = np.sin(np.arange(start, start + 1024) / 20).astype(np.float32)[None]
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate = 44_100
            frame.pts = start
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))


def quarter_colours(image):
    """The mean colour in the middle of each quarter of a picture, named as in `CORNERS`."""
    height, width = image.shape[:2]
    rows = {"top": slice(height // 8, height // 3), "bottom": slice(-height // 3, -height // 6)}
    columns = {"left": slice(width // 8, width // 3), "right": slice(-width // 3, -width // 8)}
    return {
        f"{row} {column}": image[rows[row], columns[column]].mean(axis=(0, 1))
        for row in rows
        for column in columns
    }

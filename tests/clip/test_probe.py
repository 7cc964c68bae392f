"""What is no video is refused in one sentence; what is one is described upright."""

from pathlib import Path

import av
import numpy as np
import pytest

from liftvision.clip.naming import LONGEST_NAME, printable_name
from liftvision.clip.probe import probe
from liftvision.errors import ClipError
from tests.video_files import FORMATS, corners, make_clip, make_sound


def refusal(path):
    with pytest.raises(ClipError) as caught:
        probe(path)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.advice.endswith(".")
    return caught.value.problem


def save_picture(path, codec, pix_fmt):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=1, width=64, height=48)
        stream.pix_fmt = pix_fmt
        frame = av.VideoFrame.from_ndarray(corners(0, 64, 48)).reformat(format=pix_fmt)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.mark.parametrize(("name", "encoder"), FORMATS.items())
def test_every_kind_of_phone_video_is_described(tmp_path, name, encoder):
    make_clip(tmp_path / name, codec=encoder, frames=45, fps=30, size=(96, 64))
    info = probe(tmp_path / name)
    assert (info.width, info.height, info.rotation_deg) == (96, 64, 0)
    assert info.codec == name.split(".")[0]
    assert info.frames == pytest.approx(45, abs=1)
    assert info.fps == pytest.approx(30, rel=0.03)
    assert info.duration_s == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(
    ("tag", "rotation_deg"), [(90, 90), (180, 180), (270, 270), (88, 90), (3, 0), (-92, 270)]
)
def test_rotation_tag_makes_the_size_upright(tmp_path, tag, rotation_deg):
    make_clip(tmp_path / "clip.mp4", size=(96, 64), rotation_deg=tag)
    info = probe(tmp_path / "clip.mp4")
    assert info.rotation_deg == rotation_deg
    assert (info.width, info.height) == ((64, 96) if rotation_deg % 180 else (96, 64))


@pytest.mark.parametrize(("aspect", "width"), [("2", 128), ("3/4", 48), ("9", 64), ("1/100", 64)])
def test_size_has_square_pixels_and_nonsense_is_ignored(tmp_path, aspect, width):
    make_clip(tmp_path / "clip.mp4", aspect=aspect)
    assert (probe(tmp_path / "clip.mp4").width, probe(tmp_path / "clip.mp4").height) == (width, 48)


def test_missing_file(tmp_path):
    assert refusal(tmp_path / "gone.mp4") == "There is no file gone.mp4."


def test_folder(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_empty_file(tmp_path):
    (tmp_path / "clip.mp4").touch()
    assert refusal(tmp_path / "clip.mp4") == "clip.mp4 is empty."


def test_device():
    assert "is a device" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize("name", ["clip.mp4", "clip.txt", "clip.m3u8"])
def test_text_is_no_video(tmp_path, name):
    (tmp_path / name).write_text("#EXTM3U\n" * 200 if name.endswith("m3u8") else "squats\n" * 200)
    assert refusal(tmp_path / name) == f"{name} is not a video."


def test_no_right_to_read(tmp_path, monkeypatch):
    make_clip(tmp_path / "clip.mp4")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert refusal(tmp_path / "clip.mp4") == "You have no right to read clip.mp4."


def test_playlist_is_not_followed(tmp_path):
    make_clip(tmp_path / "part.mp4")
    listing = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\npart.mp4\n#EXT-X-ENDLIST\n"
    (tmp_path / "clip.m3u8").write_text(listing)
    assert refusal(tmp_path / "clip.m3u8") == "clip.m3u8 is not a video."


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("still.png", "png", "rgb24"),
        ("still.jpg", "mjpeg", "yuvj420p"),
        ("still.gif", "gif", "rgb8"),
    ],
)
def test_still_picture(tmp_path, name, codec, pix_fmt):
    save_picture(tmp_path / name, codec, pix_fmt)
    assert refusal(tmp_path / name) == f"{name} is a still picture, not a video."


def test_moving_gif_is_a_video(tmp_path):
    with av.open(str(tmp_path / "clip.gif"), "w") as container:
        stream = container.add_stream("gif", rate=10, width=64, height=48)
        stream.pix_fmt = "rgb8"
        for index in range(10):
            image = np.roll(corners(index, 64, 48), 3 * index, axis=1)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image).reformat(format="rgb8")))
        container.mux(stream.encode(None))
    assert probe(tmp_path / "clip.gif").codec == "gif"


def test_video_of_one_frame_is_a_still_picture(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=1)
    assert "still picture" in refusal(tmp_path / "clip.mp4")


def test_sound_only(tmp_path):
    make_sound(tmp_path / "song.m4a")
    assert refusal(tmp_path / "song.m4a") == "song.m4a holds sound but no picture."


def test_cover_of_a_song_is_no_video(tmp_path):
    make_sound(tmp_path / "song.mp3", codec="libmp3lame", cover=True)
    with av.open(str(tmp_path / "song.mp3")) as container:
        assert len(container.streams.video) == 1
    assert refusal(tmp_path / "song.mp3") == "song.mp3 holds sound but no picture."


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov"])
def test_without_its_index_it_is_incomplete(tmp_path, name):
    make_clip(tmp_path / name, frames=60)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: whole.index(b"moov") - 4])
    assert "is incomplete" in refusal(tmp_path / name)


def test_size_beyond_reason(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=2, size=(8208, 16))
    assert "8208 x 16 pixels" in refusal(tmp_path / "clip.mp4")


def test_bogus_duration_and_frame_count_are_not_believed(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=30)
    data = bytearray((tmp_path / "clip.mp4").read_bytes())
    for box in (b"mvhd", b"mdhd"):
        at = data.index(box) + 4 + 4 + 8 + 4
        data[at : at + 4] = (0x7FFFFFFF).to_bytes(4, "big")
    (tmp_path / "clip.mp4").write_bytes(data)
    info = probe(tmp_path / "clip.mp4")
    assert info.duration_s is None or info.duration_s < 24 * 3600
    assert info.frames is None or info.frames <= 30


@pytest.mark.parametrize(
    "name", ["a\x1b[31mred\x07.mp4", "a\u202e4pm.mp4", "a\udcffb.mp4", "line\nbreak.mp4"]
)
def test_names_are_safe_to_print(tmp_path, name):
    problem = refusal(tmp_path / name)
    assert problem.isprintable()
    problem.encode("utf-8")


def test_strange_names_can_be_read(tmp_path):
    for name in ("a\x1bb.mp4", "a\udcffb.mp4", "http:x.mp4", "-y.mp4", "%d.mp4", "ü 1.mp4"):
        make_clip(tmp_path / "clip.mp4")
        (tmp_path / "clip.mp4").rename(tmp_path / name)
        assert probe(tmp_path / name).width == 64


def test_long_name_is_shortened(tmp_path):
    shown = printable_name(tmp_path / ("x" * 200 + ".mp4"))
    assert len(shown) <= LONGEST_NAME + 1
    assert shown.endswith(".mp4")


def test_nothing_is_printed(tmp_path, capfd):
    make_clip(tmp_path / "clip.mp4", frames=60)
    whole = (tmp_path / "clip.mp4").read_bytes()
    (tmp_path / "clip.mp4").write_bytes(whole[: len(whole) // 2])
    capfd.readouterr()
    refusal(tmp_path / "clip.mp4")
    assert capfd.readouterr() == ("", "")

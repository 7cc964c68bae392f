"""What is written plays in a browser, at the times given; what fails leaves nothing."""

import os
import subprocess
import sys
import textwrap

import av
import numpy as np
import pytest

from liftvision.clip.probe import probe
from liftvision.clip.read import read_frames
from liftvision.clip.write import VideoWriter
from liftvision.errors import OutputError
from tests.video_files import CORNERS, corners, quarter_colours


def write(path, times, size=(64, 48)):
    with VideoWriter(path) as video:
        for index, time_s in enumerate(times):
            video.write(corners(index, *size), time_s)


def names(folder):
    return [path.name for path in folder.iterdir()]


def boxes(path):
    """The top-level boxes of an MP4 file, in order."""
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        names.append(data[at + 4 : at + 8])
        at += int.from_bytes(data[at : at + 4], "big")
    return names


@pytest.mark.parametrize(
    "times",
    [
        np.arange(60) / 30,
        np.arange(40) * 1001 / 24000,
        np.arange(100) / 240,
        12.5 + np.cumsum(np.random.default_rng(2).uniform(0.004, 0.2, 70)),
        np.array([3.0]),
    ],
    ids=["30 fps", "23.976 fps", "240 fps", "variable", "one frame"],
)
def test_times_are_read_back(tmp_path, times):
    write(tmp_path / "out.mp4", times)
    frames = list(read_frames(tmp_path / "out.mp4"))
    np.testing.assert_allclose([f.time_s for f in frames], times - times[0], atol=0.001)


def test_last_frame_lasts_as_long_as_the_one_before(tmp_path):
    write(tmp_path / "out.mp4", [0.0, 0.1, 0.35])
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(0.6, abs=0.001)


def test_browsers_find_what_they_need(tmp_path):
    write(tmp_path / "out.mp4", np.arange(30) / 30)
    order = boxes(tmp_path / "out.mp4")
    assert order.index(b"moov") < order.index(b"mdat")
    with av.open(str(tmp_path / "out.mp4")) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.name, codec.pix_fmt) == ("h264", "yuv420p")
        assert (codec.colorspace, codec.color_primaries, codec.color_trc) == (1, 1, 1)
        assert codec.color_range == 1


@pytest.mark.parametrize("size", [(64, 48), (65, 48), (64, 49), (1281, 723)])
def test_sides_are_made_even_and_colours_stay(tmp_path, size):
    write(tmp_path / "out.mp4", np.arange(3) / 30, size)
    image = next(read_frames(tmp_path / "out.mp4")).image
    assert image.shape == (size[1] // 2 * 2, size[0] // 2 * 2, 3)
    for corner, colour in quarter_colours(image).items():
        np.testing.assert_allclose(colour, CORNERS[corner], atol=8)


def test_picture_that_is_a_view_of_another(tmp_path):
    picture = corners(0, 64, 48)
    with VideoWriter(tmp_path / "out.mp4") as video:
        video.write(picture[::-1, ::-1], 0.0)
    seen = quarter_colours(next(read_frames(tmp_path / "out.mp4")).image)
    np.testing.assert_allclose(seen["top left"], CORNERS["bottom right"], atol=8)


def test_existing_file_is_replaced_only_at_the_end(tmp_path):
    path = tmp_path / "out.mp4"
    path.write_text("before")
    with VideoWriter(path) as video:
        video.write(corners(0, 64, 48), 0.0)
        assert path.read_text() == "before"
    assert probe_size(path) == (64, 48)
    assert names(tmp_path) == ["out.mp4"]


def probe_size(path):
    image = next(read_frames(path)).image
    return image.shape[1], image.shape[0]


def fail_halfway(path):
    with VideoWriter(path) as video:
        for index in range(40):
            video.write(corners(index, 64, 48), index / 30)
        raise KeyboardInterrupt


def test_an_error_in_between_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.mp4"
    with pytest.raises(KeyboardInterrupt):
        fail_halfway(path)
    assert names(tmp_path) == []
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        fail_halfway(path)
    assert path.read_text() == "before"
    assert names(tmp_path) == ["out.mp4"]


def test_times_must_increase(tmp_path):
    with pytest.raises(ValueError, match="not later"):
        write(tmp_path / "out.mp4", [0.0, 0.1, 0.1])
    assert names(tmp_path) == []


def test_no_frame_is_refused(tmp_path):
    with pytest.raises(OutputError, match="no frame"):
        write(tmp_path / "out.mp4", [])
    assert names(tmp_path) == []


def test_missing_folder(tmp_path):
    with pytest.raises(OutputError, match=r"folder for out\.mp4 does not exist"):
        write(tmp_path / "gone" / "out.mp4", [0.0])


def test_no_right_to_write(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(OutputError, match="no right to write"):
        write(tmp_path / "out.mp4", [0.0])


@pytest.mark.parametrize("limit_kb", [2, 100, 300])
def test_full_disk(tmp_path, limit_kb):
    """A limit of the file's size stands for the full disk: it needs no right to mount one."""
    pytest.importorskip("resource")
    script = f"""
        import resource
        import numpy as np
        from pathlib import Path
        from liftvision.clip.write import VideoWriter
        from liftvision.errors import OutputError

        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_kb * 1024},) * 2)
        noise = np.random.default_rng(0).integers(0, 255, (40, 240, 320, 3), np.uint8)
        try:
            with VideoWriter(Path("out.mp4")) as video:
                for index, image in enumerate(noise):
                    video.write(image, index / 30)
        except OutputError as error:
            print(error)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.startswith("There is no room left to write out.mp4."), run.stderr
    assert names(tmp_path) == []


def test_written_video_probes(tmp_path):
    write(tmp_path / "out.mp4", np.arange(50) / 25)
    info = probe(tmp_path / "out.mp4")
    assert (info.codec, info.frames) == ("h264", 50)
    assert info.fps == pytest.approx(25)
    assert info.duration_s == pytest.approx(2.0, abs=0.001)

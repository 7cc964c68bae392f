"""Frames come upright, in the size asked for, with the container's own times."""

import av
import cv2
import numpy as np
import pytest

from liftvision.clip.prefetch import prefetch
from liftvision.clip.read import glance_at_frames, read_frames
from liftvision.clip.signature import GRID
from liftvision.errors import ClipError
from tests.video_files import (
    CORNERS,
    FORMATS,
    make_clip,
    put_index_first,
    quarter_colours,
    restamp,
)

TURNED = {
    # Where a colour that is stored in a corner is seen after a clockwise rotation.
    0: ("top left", "top right", "bottom left", "bottom right"),
    90: ("top right", "bottom right", "top left", "bottom left"),
    180: ("bottom right", "bottom left", "top right", "top left"),
    270: ("bottom left", "top left", "bottom right", "top right"),
}


def times_of(path, **options):
    return [frame.time_s for frame in read_frames(path, **options)]


def assert_shows_corners(image, rotation_deg=0, tolerance=25):
    seen = quarter_colours(image)
    for stored, upright in zip(TURNED[0], TURNED[rotation_deg], strict=True):
        np.testing.assert_allclose(seen[upright], CORNERS[stored], atol=tolerance)


@pytest.mark.parametrize(("name", "encoder"), FORMATS.items())
def test_every_format_gives_all_frames_at_their_times(tmp_path, name, encoder):
    times = make_clip(tmp_path / name, codec=encoder, frames=40, fps=30, size=(96, 64))
    with read_frames(tmp_path / name) as reader:
        frames = list(reader)
    assert not reader.truncated
    assert [frame.index for frame in frames] == list(range(40))
    # Matroska and WebM round to milliseconds.
    np.testing.assert_allclose([frame.time_s for frame in frames], times, atol=0.00101)
    for frame in frames:
        assert frame.image.shape == (64, 96, 3)
        assert frame.image.dtype == np.uint8
        assert frame.image.flags.c_contiguous
    assert_shows_corners(frames[0].image)


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_rotation_tag_turns_the_picture_upright(tmp_path, rotation_deg, suffix):
    path = tmp_path / f"clip{suffix}"
    make_clip(path, size=(96, 64), frames=3, rotation_deg=rotation_deg)
    first = next(read_frames(path)).image
    assert first.shape == ((96, 64, 3) if rotation_deg % 180 else (64, 96, 3))
    assert_shows_corners(first, rotation_deg)
    # The white bar at the stored bottom begins at the stored left.
    last = list(read_frames(path, size=first.shape[1::-1]))[-1].image
    assert last.flags.c_contiguous


def test_the_matrix_that_phones_write_for_portrait_means_clockwise(tmp_path):
    # a b u c d v of a phone that is held upright: 0 1 0 -1 0 0, in 16.16 fixed point.
    portrait = np.array([0, 65536, 0, -65536, 0, 0], ">i4").tobytes()
    make_clip(tmp_path / "clip.mp4", frames=2, rotation_deg=90)
    assert portrait in (tmp_path / "clip.mp4").read_bytes()
    assert_shows_corners(next(read_frames(tmp_path / "clip.mp4")).image, 90)


@pytest.mark.parametrize("rotation_deg", [0, 90])
@pytest.mark.parametrize("size", [(30, 20), (64, 96), (200, 100), (33, 17)])
def test_size_is_that_of_the_upright_picture(tmp_path, size, rotation_deg):
    make_clip(tmp_path / "clip.mp4", size=(96, 64), frames=3, rotation_deg=rotation_deg)
    image = next(read_frames(tmp_path / "clip.mp4", size=size)).image
    assert image.shape == (size[1], size[0], 3)
    assert_shows_corners(image, rotation_deg)


def test_pixels_become_square(tmp_path):
    make_clip(tmp_path / "clip.mp4", size=(96, 64), frames=3, aspect="3/2")
    assert next(read_frames(tmp_path / "clip.mp4")).image.shape == (64, 144, 3)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_ten_bits_a_colour(tmp_path, codec):
    make_clip(tmp_path / "clip.mp4", codec=codec, pix_fmt="yuv420p10le", frames=3)
    assert_shows_corners(next(read_frames(tmp_path / "clip.mp4")).image)


def test_full_range_colours(tmp_path):
    make_clip(tmp_path / "clip.mp4", pix_fmt="yuvj420p", frames=3)
    assert_shows_corners(next(read_frames(tmp_path / "clip.mp4")).image)


def test_variable_frame_rate_is_kept(tmp_path):
    intervals = np.random.default_rng(1).uniform(0.004, 0.12, 80)
    times = np.concatenate([[0.0], np.cumsum(intervals)])
    make_clip(tmp_path / "clip.mp4", times=times)
    np.testing.assert_allclose(times_of(tmp_path / "clip.mp4"), times, atol=2e-5)


def test_first_frame_is_at_zero_wherever_the_clock_stood(tmp_path):
    times = make_clip(tmp_path / "clip.mkv", times=np.arange(20) / 25 + 7.0)
    got = times_of(tmp_path / "clip.mkv")
    np.testing.assert_allclose(got, np.array(times) - times[0], atol=0.00101)


@pytest.mark.parametrize(
    ("fault", "repaired"),
    [
        ({10: 9 / 30}, {10: 9.5 / 30 + 0.5 / 30}),
        ({10: 9 / 30, 11: 9 / 30}, {10: 10 / 30, 11: 11 / 30}),
        ({10: 4 / 30}, {10: 10 / 30}),
        ({10: 5000.0}, {10: 10 / 30}),
    ],
)
def test_bad_timestamps_are_repaired_between_good_ones(tmp_path, fault, repaired):
    times = make_clip(tmp_path / "good.mp4", options={"bf": "0"})
    stamps = [fault.get(index, time_s) for index, time_s in enumerate(times)]
    restamp(tmp_path / "good.mp4", tmp_path / "bad.mp4", stamps)
    wanted = [repaired.get(index, time_s) for index, time_s in enumerate(times)]
    np.testing.assert_allclose(times_of(tmp_path / "bad.mp4"), wanted, atol=1e-4)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.webm", "clip.avi", "clip.mkv"])
@pytest.mark.parametrize(("start_s", "end_s"), [(None, 2.0), (1.0, 3.0), (4.21, 6.0), (7.9, None)])
def test_a_part_has_the_times_and_frames_of_the_whole(tmp_path, name, start_s, end_s):
    codec = {"clip.webm": "libvpx-vp9", "clip.avi": "mpeg4"}.get(name, "libx264")
    make_clip(tmp_path / name, codec=codec, frames=240, fps=30, options={"g": "50"})
    low, high = start_s or 0.0, end_s or 99.0
    whole = [f for f in read_frames(tmp_path / name) if low <= f.time_s < high]
    for _ in range(2):
        part = list(read_frames(tmp_path / name, start_s=start_s, end_s=end_s))
        assert [f.time_s for f in part] == [f.time_s for f in whole]
        assert [f.index for f in part] == list(range(len(whole)))
        for one, other in zip(part, whole, strict=True):
            np.testing.assert_array_equal(one.image, other.image)


def test_a_start_after_the_end_gives_nothing(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=10)
    assert times_of(tmp_path / "clip.mp4", start_s=60.0) == []
    assert times_of(tmp_path / "clip.mp4", start_s=0.2, end_s=0.1) == []


def cut_off(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def noise(index, width, height):
    return np.random.default_rng(index).integers(0, 255, (height, width, 3), np.uint8)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("clip.mp4", "libx264"),
        ("clip.mkv", "libx264"),
        ("clip.webm", "libvpx-vp9"),
        ("clip.avi", "mpeg4"),
    ],
)
def test_a_file_that_breaks_off_gives_what_is_there(tmp_path, name, codec):
    whole = tmp_path / f"whole{name[4:]}"
    make_clip(whole, codec=codec, frames=90, picture=noise)
    path = tmp_path / name
    if name.endswith("mp4"):
        put_index_first(whole, path)
    else:
        whole.rename(path)
    complete = [frame.image for frame in read_frames(path)]
    cut_off(path, 0.6)
    reader = read_frames(path)
    frames = list(reader)
    assert reader.truncated
    assert 40 <= len(frames) <= 60
    for frame in frames[:-2]:
        np.testing.assert_array_equal(frame.image, complete[frame.index])
    assert times_of(path) == [frame.time_s for frame in frames]


def test_a_damaged_middle_is_left_out(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=90, codec="mpeg4", picture=noise, options={"g": "10"})
    with av.open(str(tmp_path / "clip.mp4")) as container:
        packets = [(p.pos, p.size, p.is_keyframe) for p in container.demux(video=0) if p.size]
    data = bytearray((tmp_path / "clip.mp4").read_bytes())
    for position, size, _ in packets[33:36]:
        data[position : position + size] = bytes(size)
    (tmp_path / "clip.mp4").write_bytes(data)
    reader = read_frames(tmp_path / "clip.mp4")
    times = [frame.time_s for frame in reader]
    assert reader.truncated
    assert times[-1] == pytest.approx(89 / 30, abs=1e-4)
    assert np.all(np.diff(times) > 0)


def test_nothing_left_to_decode_is_an_error(tmp_path):
    make_clip(tmp_path / "whole.mp4", frames=60)
    put_index_first(tmp_path / "whole.mp4", tmp_path / "clip.mp4")
    data = (tmp_path / "clip.mp4").read_bytes()
    (tmp_path / "clip.mp4").write_bytes(data[: data.index(b"mdat") + 8])
    with pytest.raises(ClipError, match="is incomplete"):
        list(read_frames(tmp_path / "clip.mp4"))


def test_memory_does_not_grow(tmp_path):
    resource = pytest.importorskip("resource")
    make_clip(tmp_path / "clip.mp4", frames=300, size=(640, 360), options={"preset": "ultrafast"})
    reader = read_frames(tmp_path / "clip.mp4")
    for _ in range(60):
        next(reader)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in reader) == 240
    # 240 frames are 160 MB as RGB.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_reading_in_the_background_gives_the_same(tmp_path):
    make_clip(tmp_path / "clip.mp4", frames=40)
    plain = list(read_frames(tmp_path / "clip.mp4"))
    behind = list(prefetch(read_frames(tmp_path / "clip.mp4")))
    assert [f.time_s for f in plain] == [f.time_s for f in behind]
    for one, other in zip(plain, behind, strict=True):
        np.testing.assert_array_equal(one.image, other.image)


def test_closing_early_lets_go_of_the_file(tmp_path):
    make_clip(tmp_path / "clip.mp4")
    with read_frames(tmp_path / "clip.mp4") as reader:
        next(reader)
    assert list(reader) == []


def test_a_glance_gives_the_same_frames_and_where_they_are_light_and_dark(tmp_path):
    make_clip(tmp_path / "clip.mp4", size=(96, 64), frames=12)
    whole = list(read_frames(tmp_path / "clip.mp4", size=(48, 32)))
    glances = list(glance_at_frames(tmp_path / "clip.mp4", size=(48, 32)))
    assert [glance.time_s for glance in glances] == [frame.time_s for frame in whole]
    for glance, frame in zip(glances, whole, strict=True):
        np.testing.assert_array_equal(glance.picture(), frame.image)
        assert glance.signature.shape == (GRID, GRID)
        assert glance.signature.nbytes <= 1500
        grey = cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)
        miniature = cv2.resize(grey, (GRID, GRID), interpolation=cv2.INTER_AREA)
        assert np.median(np.abs(glance.signature.astype(float) - miniature)) < 6.0

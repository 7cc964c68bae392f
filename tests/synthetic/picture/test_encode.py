import numpy as np
import pytest

from liftvision.errors import OutputError
from liftvision.synthetic.picture.encode import PhoneWriter

TIMES = np.array([0.0, 0.033, 0.075, 0.110, 0.200])


def frames():
    random = np.random.default_rng(0)
    return random.integers(0, 255, (len(TIMES), 48, 64, 3), dtype=np.uint8)


def write(path, crf):
    with PhoneWriter(path, crf) as writer:
        for frame, time in zip(frames(), TIMES, strict=True):
            writer.write(frame, float(time))


def test_each_frame_keeps_its_own_time(tmp_path):
    import av

    write(tmp_path / "clip.mp4", 23)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        times = [float(frame.time) for frame in container.decode(video=0)]
    assert times == pytest.approx(TIMES, abs=1e-4)


def test_a_higher_factor_makes_a_smaller_file(tmp_path):
    write(tmp_path / "clean.mp4", 18)
    write(tmp_path / "blocky.mp4", 40)
    clean, blocky = ((tmp_path / name).stat().st_size for name in ("clean.mp4", "blocky.mp4"))
    assert blocky < 0.6 * clean


def test_the_same_frames_make_the_same_file(tmp_path):
    write(tmp_path / "one.mp4", 26)
    write(tmp_path / "two.mp4", 26)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def broken_off(path):
    with PhoneWriter(path, 26) as writer:
        writer.write(frames()[0], 0.0)
        raise RuntimeError


def test_after_an_error_there_is_no_file(tmp_path):
    with pytest.raises(RuntimeError):
        broken_off(tmp_path / "clip.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    with (
        pytest.raises(OutputError, match="does not exist"),
        PhoneWriter(tmp_path / "no" / "c.mp4", 26),
    ):
        pass

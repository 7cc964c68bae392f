"""The wrapped model: what it is given is what it sees, and files that are no model are refused."""

import zipfile

import numpy as np
import pytest

from liftvision.clip.read import read_frames
from liftvision.errors import ModelError, SystemLibraryError
from liftvision.pose import packing
from liftvision.pose.landmarker import Landmarker
from liftvision.pose.landmarks import Landmark


@pytest.fixture(scope="module")
def picture(shared_clips):
    """A lifter whose whole body is in the picture."""
    with read_frames(shared_clips / "side-good-01.mp4") as frames:
        return next(frames).image


@pytest.fixture(scope="module")
def stills(full_model):
    with Landmarker(full_model, "still", masks=True) as landmarker:
        yield landmarker


@pytest.mark.model
@pytest.mark.clips
def test_landmarks_and_mask_lie_on_the_lifter(stills, picture):
    height, width = picture.shape[:2]
    (person,) = stills.find(picture)
    assert person.xy.shape == (33, 2)
    assert person.world.shape == (33, 3)
    assert np.all((person.visibility >= 0.0) & (person.visibility <= 1.0))
    nose, hip, ankle = person.xy[[Landmark.NOSE, Landmark.HIP_L, Landmark.ANKLE_L]]
    assert 0.2 * width < nose[0] < 0.6 * width, "the lifter stands left of the middle"
    assert 0.0 < nose[1] < hip[1] < ankle[1] < height
    assert person.mask.shape == (height, width)
    for x, y in person.xy[[Landmark.HIP_L, Landmark.SHOULDER_L]].astype(int):
        assert person.mask[y, x] > 0.9
    assert person.mask[:20, -20:].max() < 0.1


@pytest.mark.model
@pytest.mark.clips
@pytest.mark.parametrize("kind", ["cut out", "turned", "every other row"])
def test_how_a_picture_lies_in_memory_does_not_matter(stills, picture, kind):
    view = {
        "cut out": picture[10:-7, 13:-5],
        "turned": np.asfortranarray(picture),
        "every other row": np.repeat(picture, 2, axis=0)[::2],
    }[kind]
    assert not view.flags.c_contiguous
    (scattered,) = stills.find(view)
    (contiguous,) = stills.find(np.ascontiguousarray(view))
    np.testing.assert_array_equal(scattered.xy, contiguous.xy)
    np.testing.assert_array_equal(scattered.mask, contiguous.mask)


@pytest.mark.model
@pytest.mark.clips
def test_what_is_cut_off_moves_the_landmarks_by_as_much(stills, picture):
    (whole,) = stills.find(picture)
    (part,) = stills.find(picture[:, 40:])
    body = [Landmark.SHOULDER_L, Landmark.HIP_L, Landmark.ANKLE_L]
    size = np.ptp(whole.xy[:, 1])
    np.testing.assert_allclose(part.xy[body] + (40.0, 0.0), whole.xy[body], atol=0.04 * size)


@pytest.mark.model
@pytest.mark.clips
def test_a_result_outlives_the_model(full_model, picture):
    with Landmarker(full_model, "still", masks=True) as landmarker:
        (person,) = landmarker.find(picture)
        before = person.mask.copy()
        landmarker.find(picture[::-1])
    np.testing.assert_array_equal(person.mask, before)


@pytest.mark.model
@pytest.mark.clips
def test_a_video_takes_times_that_do_not_grow(full_model, picture):
    with Landmarker(full_model, "video") as landmarker:
        for time_s in (0.0, 0.0002, 0.0004, 0.04, 0.04):
            (person,) = landmarker.find(picture, time_s)
            assert person.mask is None


@pytest.mark.model
def test_nobody_is_found_in_an_empty_picture(full_model):
    for mode in ("still", "video"):
        with Landmarker(full_model, mode, masks=True) as landmarker:
            assert landmarker.find(np.full((240, 320, 3), 90, np.uint8)) == []


def with_members(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:
        for name in packing.MEMBERS:
            bundle.writestr(name, content)


@pytest.mark.parametrize("mode", ["still", "video"])
@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("not a model"),
        lambda path: with_members(path, b"network" * 50),
        lambda path: with_members(path, b""),
        lambda path: path.mkdir(),
        lambda path: None,
    ],
    ids=["empty", "text", "no networks", "empty networks", "a folder", "missing"],
)
def test_what_is_no_model_is_refused(tmp_path, write, mode):
    path = tmp_path / "bad.task"
    write(path)
    with pytest.raises(ModelError, match=r"bad\.task cannot be loaded.*models pull"):
        Landmarker(path, mode)


def test_a_machine_without_a_system_library_is_told_what_to_install(tmp_path, monkeypatch):
    from mediapipe.tasks.python.core import mediapipe_c_bindings

    def lacking(path):
        raise OSError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(mediapipe_c_bindings, "_shared_lib", None)
    monkeypatch.setattr(mediapipe_c_bindings.ctypes, "CDLL", lacking)
    with pytest.raises(SystemLibraryError, match="libegl1"):
        Landmarker(tmp_path / "any.task", "still")

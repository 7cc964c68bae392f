"""What was saved comes back; what is not as it should be is refused with a sentence."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.clip import Shot
from liftvision.errors import SavedAnalysisError
from liftvision.given import Given
from liftvision.report.document import to_document, write_document
from liftvision.report.saved import given_in, read_camera, read_saved
from tests.stick_lifter import as_analysis, deadlift


@pytest.fixture
def analysis(tmp_path):
    whole = as_analysis(deadlift(1, gap=(5, 9), path=tmp_path / "gone.mp4"))
    shots = (Shot(0, 40), Shot(45, whole.clip.frames))
    motion = replace(
        whole.motion,
        shots=shots,
        views=whole.motion.views * 2,
        scales=whole.motion.scales * 2,
        feet=whole.motion.feet * 2,
    )
    clip = replace(whole.clip, shots=shots)
    bar = bar_from_wrists(whole.pose, shots, "no plate was found")
    return replace(whole, clip=clip, bar=bar, motion=motion)


@pytest.fixture
def folder(tmp_path, analysis):
    write_document(to_document(analysis), tmp_path / "analysis.json")
    analysis.pose.save(tmp_path / "pose.npz")
    analysis.bar.save(tmp_path / "bar.npz")
    return tmp_path


def edit(folder, change):
    document = json.loads((folder / "analysis.json").read_text())
    change(document)
    (folder / "analysis.json").write_text(json.dumps(document))


def test_round_trip(folder, analysis):
    clip, pose, bar, document = read_saved(folder)
    np.testing.assert_array_equal(clip.times, analysis.clip.times)
    assert (clip.path, clip.width, clip.height, clip.rotation_deg, clip.shots) == (
        analysis.clip.path,
        analysis.clip.width,
        analysis.clip.height,
        analysis.clip.rotation_deg,
        analysis.clip.shots,
    )
    np.testing.assert_allclose(pose.xy, analysis.pose.xy, atol=1e-4)
    np.testing.assert_allclose(bar.centre, analysis.bar.centre, atol=1e-4)
    assert bar.shots == analysis.bar.shots
    assert document == to_document(analysis)


def test_without_a_saved_bar_it_is_that_of_the_wrists(folder, analysis):
    (folder / "bar.npz").unlink()
    bar = read_saved(folder)[2]
    np.testing.assert_allclose(bar.centre, analysis.bar.centre, atol=1e-4)
    assert [shot.source for shot in bar.shots] == ["wrists", "wrists"]
    assert "not saved" in bar.shots[0].reason


@pytest.mark.parametrize("name", ["analysis.json", "pose.npz", "bar.npz"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"{", b"[1, 2]", b"[" * 100_000])
def test_damaged_files(folder, name, content):
    (folder / name).write_bytes(content)
    with pytest.raises(SavedAnalysisError, match=name):
        read_saved(folder)


@pytest.mark.parametrize("name", ["analysis.json", "pose.npz"])
def test_missing_files(folder, name):
    (folder / name).unlink()
    with pytest.raises(SavedAnalysisError, match=name):
        read_saved(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(schema_version="2"),
        lambda d: d.pop("clip"),
        lambda d: d.update(clip=[]),
        lambda d: d["clip"].update(path=7),
        lambda d: d["clip"].update(path="a\0b"),
        lambda d: d["clip"].update(width=0),
        lambda d: d["clip"].update(width=1e9),
        lambda d: d["clip"].update(height=True),
        lambda d: d["clip"].update(rotation_deg=45),
        lambda d: d["clip"].update(frames=3),
        lambda d: d["shots"][0].update(stop_frame=46),
        lambda d: d["shots"][1].update(stop_frame=10**6),
        lambda d: d["shots"][0].update(start_frame=-1),
        lambda d: d.update(shots={"a": 1}),
    ],
)
def test_inconsistent_documents(folder, change):
    edit(folder, change)
    with pytest.raises(SavedAnalysisError):
        read_saved(folder)


def test_nan_is_not_json(folder):
    text = (folder / "analysis.json").read_text()
    (folder / "analysis.json").write_text(text.replace('"coverage": ', '"coverage": NaN, "x": '))
    with pytest.raises(SavedAnalysisError):
        read_saved(folder)


@pytest.mark.parametrize(
    "arrays",
    [
        {"times": [0.0, 0.0]},
        {"times": [0.0, np.nan]},
        {"xy": np.zeros((2, 32, 2))},
        {"xy": np.full((2, 33, 2), np.inf)},
        {"outline": np.zeros((2, 3, 2))},
        {"counts": [-1, 0]},
        {"counts": [1]},
        {"legs": np.zeros((2, 2, 2, 23, 2))},
        {"legs": np.zeros((3, 2, 2, 24, 2))},
        {"legs": np.zeros((2, 2, 24, 2))},
        {"legs": np.full((2, 2, 2, 24, 2), np.inf)},
        {"legs": np.array([None, None])},
        {"times": np.array([None, None])},
        {"world": np.array([["a"] * 33] * 2)},
    ],
)
def test_poses_that_cannot_be(folder, arrays):
    good = {
        "times": [0.0, 1.0],
        "xy": np.zeros((2, 33, 2)),
        "world": np.zeros((2, 33, 3)),
        "visibility": np.zeros((2, 33)),
        "outline": np.zeros((2, 32, 2)),
        "counts": [0, 0],
    }
    np.savez(folder / "pose.npz", **{**good, **arrays})
    edit(folder, lambda d: d["clip"].update(frames=2))
    with pytest.raises(SavedAnalysisError, match="pose"):
        read_saved(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(times=d["times"] + 1.0),
        lambda d: d.update(centre=d["centre"][:-1]),
        lambda d: d.update(centre=np.full_like(d["centre"], np.inf)),
        lambda d: d.update(error=-d["error"]),
        lambda d: d.update(score=d["score"][:, None]),
        lambda d: d.update(ends=d["ends"][..., :1]),
        lambda d: d.update(sources=d["sources"] + 9),
        lambda d: d.update(sources=d["sources"] - 9),
        lambda d: d.update(sources=np.full(len(d["sources"]), "plate")),
        lambda d: d.update(shot_source=d["shot_source"][:1]),
        lambda d: d.update(shot_source=np.array([3, 99])),
        lambda d: d.update(shot_source=np.array([np.nan, 3.0])),
        lambda d: d.update(shot_source=np.array(3)),
        lambda d: d.update(shot_reason=np.array([])),
        lambda d: d.update(shot_reason=np.array([None, {}])),
        lambda d: d.update(rim_half_height=np.array([40.0, 40.0])),
        lambda d: d.update(shot_end_height=np.array([-4.0, 4.0])),
        lambda d: d.pop("rim_tilt_deg"),
    ],
)
def test_bars_that_cannot_be(folder, change):
    with np.load(folder / "bar.npz") as saved:
        arrays = {name: saved[name] for name in saved.files}
    change(arrays)
    np.savez(folder / "bar.npz", **arrays)
    with pytest.raises(SavedAnalysisError, match=r"bar\.npz is damaged"):
        read_saved(folder)


def test_a_bar_that_unpacks_to_too_much_is_refused(folder, monkeypatch):
    monkeypatch.setattr("liftvision.report.saved.LARGEST_BAR_BYTES", 1000)
    with pytest.raises(SavedAnalysisError, match=r"bar\.npz is too large"):
        read_saved(folder)


@pytest.fixture
def moved(folder, analysis):
    """A folder with the motion of a camera that moved."""
    camera = analysis.camera
    turns = np.random.default_rng(0).normal(0.0, 0.01, camera.turns.shape)
    errors = np.full(analysis.clip.frames, 0.1)
    errors[3] = np.nan
    camera = replace(camera, turns=turns, errors=errors)
    camera.save(folder / "camera.npz")
    return camera


def test_the_camera_comes_back(folder, analysis, moved):
    camera = read_camera(folder, analysis.clip)
    np.testing.assert_array_equal(camera.turns, moved.turns)
    np.testing.assert_allclose(camera.errors, moved.errors, rtol=1e-6)


def test_a_camera_that_was_not_saved_stood_still(folder, analysis):
    camera = read_camera(folder, analysis.clip)
    assert not camera.moves.any()
    assert len(camera.times) == analysis.clip.frames


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("turns"),
        lambda d: d.update(turns=d["turns"][1:]),
        lambda d: d.update(turns=d["turns"] * np.nan),
        lambda d: d.update(turns=d["turns"] + 4.0),
        lambda d: d.update(zooms=-d["zooms"]),
        lambda d: d.update(zooms=d["zooms"] * np.nan),
        lambda d: d.update(focal_px=d["focal_px"] * np.inf),
        lambda d: d.update(focal_px=d["focal_px"] * 0.0),
        lambda d: d.update(errors=-d["errors"]),
        lambda d: d.update(errors=np.full(len(d["errors"]), "none")),
        lambda d: d.update(size=d["size"] + 1),
        lambda d: d.update(size=np.array([1, 2, 3])),
        lambda d: d.update(size=np.array([np.nan, 1.0])),
        lambda d: d.update(size=np.array(3)),
        lambda d: d.update(times=d["times"] + 1.0),
    ],
)
def test_cameras_that_cannot_be(folder, analysis, moved, change):
    with np.load(folder / "camera.npz") as saved:
        arrays = {name: saved[name] for name in saved.files}
    change(arrays)
    np.savez(folder / "camera.npz", **arrays)
    with pytest.raises(SavedAnalysisError, match=r"camera\.npz is damaged"):
        read_camera(folder, analysis.clip)


def test_a_camera_that_is_cut_off_or_too_large_is_refused(folder, analysis, moved, monkeypatch):
    content = (folder / "camera.npz").read_bytes()
    (folder / "camera.npz").write_bytes(content[:200])
    with pytest.raises(SavedAnalysisError, match="damaged"):
        read_camera(folder, analysis.clip)
    (folder / "camera.npz").write_bytes(content)
    monkeypatch.setattr("liftvision.report.saved.LARGEST_CAMERA_BYTES", 1000)
    with pytest.raises(SavedAnalysisError, match="too large"):
        read_camera(folder, analysis.clip)


def test_what_was_given_comes_back(analysis):
    given = Given("sumo", plate_diameter_m=0.4, height_m=1.75, load_kg=142.5)
    assert given_in(to_document(replace(analysis, given=given))) == given
    assert given_in(to_document(analysis)) == Given()
    assert given_in({}) == Given(), "of an earlier version"


@pytest.mark.parametrize(
    "given",
    [
        None, 7, [], {"load_kg": -1.0}, {"load_kg": float("nan")}, {"plate_diameter_m": 450},
        {"height_m": 1e300}, {"height_m": "tall"}, {"height_m": []}, {"style": 7}, {"style": []},
        {"load_kg": 10**400},
    ],
)  # fmt: skip
def test_what_cannot_have_been_given_is_refused(given):
    with pytest.raises(SavedAnalysisError, match="cannot be"):
        given_in({"given": given})


@pytest.mark.parametrize("name", ["pose.npz", "bar.npz"])
def test_truncated_arrays(folder, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(SavedAnalysisError, match="damaged"):
        read_saved(folder)


def test_a_header_that_claims_too_much_is_refused(folder):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (900000000000,), }"
    head = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    with zipfile.ZipFile(folder / "pose.npz", "w") as archive:
        for name in ("times", "xy", "world", "visibility", "outline", "counts"):
            archive.writestr(f"{name}.npy", head)
    with pytest.raises(SavedAnalysisError, match="damaged"):
        read_saved(folder)


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(SavedAnalysisError, match="no analysis"):
        read_saved(tmp_path / "nowhere")

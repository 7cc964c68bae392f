"""What was saved comes back; what is not as it should be is refused with a sentence."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from liftvision.clip.clip import Shot
from liftvision.errors import SavedAnalysisError
from liftvision.report.document import to_document, write_document
from liftvision.report.saved import read_saved
from tests.stick_lifter import as_analysis, deadlift


@pytest.fixture
def analysis(tmp_path):
    whole = as_analysis(deadlift(1, gap=(5, 9), path=tmp_path / "gone.mp4"))
    shots = (Shot(0, 40), Shot(45, whole.clip.frames))
    motion = replace(whole.motion, shots=shots, views=whole.motion.views * 2)
    return replace(whole, clip=replace(whole.clip, shots=shots), motion=motion)


@pytest.fixture
def folder(tmp_path, analysis):
    write_document(to_document(analysis), tmp_path / "analysis.json")
    analysis.pose.save(tmp_path / "pose.npz")
    return tmp_path


def edit(folder, change):
    document = json.loads((folder / "analysis.json").read_text())
    change(document)
    (folder / "analysis.json").write_text(json.dumps(document))


def test_round_trip(folder, analysis):
    clip, pose, document = read_saved(folder)
    np.testing.assert_array_equal(clip.times, analysis.clip.times)
    assert (clip.path, clip.width, clip.height, clip.rotation_deg, clip.shots) == (
        analysis.clip.path,
        analysis.clip.width,
        analysis.clip.height,
        analysis.clip.rotation_deg,
        analysis.clip.shots,
    )
    np.testing.assert_allclose(pose.xy, analysis.pose.xy, atol=1e-4)
    assert document == to_document(analysis)


@pytest.mark.parametrize("name", ["analysis.json", "pose.npz"])
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no", b"{", b"[1, 2]", b"[" * 100_000])
def test_missing_and_damaged_files(folder, name, content):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
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


def test_truncated_pose(folder):
    content = (folder / "pose.npz").read_bytes()
    (folder / "pose.npz").write_bytes(content[: len(content) // 2])
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

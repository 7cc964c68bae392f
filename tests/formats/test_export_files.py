"""The files of other programs hold what was measured, and their own readers read it."""

import importlib.util
import json

import numpy as np
import pandas as pd
import pytest

from liftvision.errors import FormatError, OutputError
from liftvision.formats.coordinates import COORDINATES
from liftvision.formats.export import FORMATS, export
from liftvision.formats.uniform import AbsentError
from liftvision.motion.motion import UNITS
from tests.report.back_lifter import with_back
from tests.stick_lifter import as_analysis, deadlift, deadlift_angles, filmed

MILLIMETRE = 2e-3


def needs(*modules):
    """Skip where a library is not installed."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="module")
def lift():
    """Filmed from the right-hand side; lost for a fifth of a second."""
    return deadlift(2, gap=(30, 36))


@pytest.fixture(scope="module")
def analysis(lift):
    return as_analysis(lift)


@pytest.fixture(scope="module")
def folder(analysis, tmp_path_factory):
    """Every format that can be written here."""
    here = [
        name
        for name, each in FORMATS.items()
        if all(importlib.util.find_spec(module) for module in each.needs)
    ]
    return export(analysis, tmp_path_factory.mktemp("files") / "out", here).folder


def trc_rows(path):
    """The markers' names, the times and the places (N, M, 3) of a .trc, read by hand."""
    lines = path.read_text("ascii").splitlines()
    names = lines[3].split("\t")[2::3]
    table = np.array([[float(cell) for cell in line.split("\t")] for line in lines[6:]])
    return [name for name in names if name], table[:, 1], table[:, 2:].reshape(len(table), -1, 3)


def test_a_marker_file_says_how_many_frames_and_markers_it_has(analysis, folder):
    lines = (folder / "markers.trc").read_text("ascii").splitlines()
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    names, times, places = trc_rows(folder / "markers.trc")
    assert (int(head["NumFrames"]), int(head["NumMarkers"])) == places.shape[:2]
    assert head["Units"] == "m"
    assert float(head["DataRate"]) == pytest.approx(30.0)
    np.testing.assert_allclose(times, analysis.clip.times, atol=1e-6)
    assert len(lines[4].split("\t")) == 2 + 3 * len(names)


def test_markers_are_forward_and_up_from_between_the_ankles(lift, folder):
    names, _, places = trc_rows(folder / "markers.trc")
    knee, hip = places[:, names.index("RKnee")], places[:, names.index("RHip")]
    truth = lift.columns["hip_height"]
    seen = np.isfinite(hip[:, 1])
    assert seen.sum() > 0.9 * len(seen)
    np.testing.assert_allclose(hip[seen, 1], truth[seen], atol=MILLIMETRE)
    bent = np.argmax(lift.columns["knee_flexion_r"])
    assert knee[bent, 0] > hip[bent, 0] + 0.2, "x is forward: a bent knee is ahead of the hip"
    assert (places[seen][..., 2] == 0.0).all(), "one view shows no depth"


def test_what_is_hidden_has_no_marker_and_what_is_lost_no_place(lift, folder):
    names, _, places = trc_rows(folder / "markers.trc")
    assert not any(name.startswith("L") for name in names), "the left side is hidden"
    assert np.isnan(places[31:35, names.index("RHip")]).all()


def test_from_the_front_markers_are_up_and_to_the_right(tmp_path):
    front = as_analysis(deadlift(1, yaw_deg=0.0))
    out = export(front, tmp_path / "out", ["trc"]).folder
    names, _, places = trc_rows(out / "markers.trc")
    right, left = (places[:, names.index(f"{side}Ankle")] for side in "RL")
    np.testing.assert_allclose(right[:, 2] - left[:, 2], 0.26, atol=MILLIMETRE)
    assert (places[..., 0] == 0.0).all()


def test_an_oblique_view_has_no_markers_and_says_so(tmp_path):
    oblique = as_analysis(deadlift(1, yaw_deg=28.0))
    done = export(oblique, tmp_path / "out", ["csv", "trc"])
    assert "neither from the side nor from the front" in done.left_out["trc"]
    assert done.files == ("motion.csv", "metrics.csv")
    with pytest.raises(FormatError, match="Choose another format"):
        export(oblique, tmp_path / "none", ["trc"])
    assert not (tmp_path / "none").exists()


def storage(path):
    """Header, names and table of a .mot or .sto, read by hand."""
    head, body = path.read_text("ascii").split("endheader\n")
    rows = body.splitlines()
    pairs = dict(line.split("=") for line in head.splitlines() if "=" in line)
    return (
        pairs,
        rows[0].split("\t"),
        np.array([[float(c) for c in r.split("\t")] for r in rows[1:]]),
    )


def test_motion_files_count_their_rows_and_columns_right(folder):
    for name in ("angles.mot", "angles.sto"):
        pairs, names, table = storage(folder / name)
        assert pairs["inDegrees"] == "yes"
        assert (int(pairs["nRows"]), int(pairs["nColumns"])) == table.shape
        assert names[0] == "time"
        assert set(names[1:]) <= set(COORDINATES)
        assert np.isfinite(table).all(), "OpenSim stops to read at the first NaN"


def test_signs_are_opensims(tmp_path):
    bent = with_back(1)
    _, names, table = storage(export(bent, tmp_path / "o", ["mot"]).folder / "angles.mot")
    columns = bent.motion.columns
    at = int(np.nanargmax(columns["lumbar_flexion"]))
    row = dict(zip(names, table[at], strict=True))
    assert columns["lumbar_flexion"][at] > 5.0
    assert row["lumbar_extension"] == pytest.approx(-columns["lumbar_flexion"][at], abs=1e-5)
    assert row["pelvis_tilt"] == pytest.approx(-columns["pelvis_tilt"][at], abs=1e-5)
    assert row["knee_angle_r"] == pytest.approx(columns["knee_flexion_r"][at], abs=1e-5)


def test_a_mot_is_even_and_bridged_a_sto_has_only_what_was_measured(analysis, folder):
    _, names, mot = storage(folder / "angles.mot")
    _, _, sto = storage(folder / "angles.sto")
    assert np.ptp(np.diff(mot[:, 0])) < 2e-6
    assert len(mot) == analysis.clip.frames
    assert len(sto) == analysis.clip.frames - 6, "the six frames without the lifter have no row"
    knee = names.index("knee_angle_r")
    gap = mot[29:37, knee]
    np.testing.assert_allclose(gap, np.linspace(gap[0], gap[-1], 8), atol=1e-3)
    assert "bridged" in (folder / "angles.mot").read_text("ascii")


def test_uneven_frames_become_even(tmp_path):
    times = np.cumsum(np.random.default_rng(4).uniform(0.02, 0.06, 130))
    angles, reps = deadlift_angles(1, times=times - times[0])
    uneven = as_analysis(filmed(angles, reps))
    out = export(uneven, tmp_path / "o", ["trc", "mot", "sto"]).folder
    _, even, _ = trc_rows(out / "markers.trc")
    assert np.ptp(np.diff(even)) < 2e-6
    _, names, mot = storage(out / "angles.mot")
    knee = mot[:, names.index("knee_angle_r")]
    truth = np.interp(mot[:, 0], uneven.clip.times, uneven.motion.columns["knee_flexion_r"])
    np.testing.assert_allclose(knee, truth, atol=0.5)
    _, _, sto = storage(out / "angles.sto")
    np.testing.assert_allclose(sto[:, 0], uneven.clip.times, atol=1e-6)


def test_tidy_tables_have_every_value_once_with_its_unit(analysis, folder):
    table = pd.read_csv(folder / "motion.csv", keep_default_na=False, na_values=[""])
    for name, unit in UNITS.items():
        rows = table[table["name"] == name]
        measured = np.isfinite(analysis.motion.columns[name])
        assert len(rows) == measured.sum()
        assert set(rows["unit"]) <= {unit}
        np.testing.assert_allclose(
            rows["value"], analysis.motion.columns[name][measured], atol=1e-6
        )
        np.testing.assert_array_equal(rows["frame"], np.flatnonzero(measured))
    metrics = pd.read_csv(folder / "metrics.csv")
    refused = metrics[metrics["name"] == "fppa_max_l"]
    assert refused["value"].isna().all()
    assert set(refused["reason"]) == {"filmed from the side"}


@needs("pyarrow")
def test_parquet_carries_the_units_in_its_metadata(folder):
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "motion.parquet")
    about = json.loads(table.schema.metadata[b"liftvision"])
    assert about["units"]["bar_vy"] == "m/s"
    assert table.schema.field("time_s").metadata == {b"unit": b"s"}
    same = pd.read_csv(folder / "motion.csv", keep_default_na=False, na_values=[""])
    np.testing.assert_allclose(table.column("value").to_numpy(), same["value"], atol=1e-6)


@needs("ezc3d")
def test_a_c3d_has_markers_angles_and_events(lift, analysis, folder):
    import ezc3d

    file = ezc3d.c3d(str(folder / "motion.c3d"))
    point = file["parameters"]["POINT"]
    labels = point["LABELS"]["value"]
    assert point["UNITS"]["value"] == ["mm"]
    assert point["RATE"]["value"][0] == pytest.approx(30.0, abs=1e-3)
    places, residuals = file["data"]["points"], file["data"]["meta_points"]["residuals"][0]
    hip, knee = labels.index("RHip"), labels.index("RKneeAngles")
    assert (residuals[hip, 31:35] == -1.0).all()
    assert residuals[hip, 0] == 0.0
    assert places[1, hip, 0] == pytest.approx(1000.0 * lift.columns["hip_height"][0], abs=2.0)
    assert "RKneeAngles" in point["ANGLES"]["value"]
    truth = analysis.motion.columns["knee_flexion_r"]
    assert places[0, knee, 60] == pytest.approx(truth[60], abs=0.01)
    events = file["parameters"]["EVENT"]
    at = events["TIMES"]["value"][0] * 60.0 + events["TIMES"]["value"][1]
    lift_offs = at[np.array(events["LABELS"]["value"]) == "Lift-off"]
    truth = [rep.lift_off_s - analysis.clip.times[0] for rep in analysis.set.reps]
    np.testing.assert_allclose(lift_offs, truth, atol=1e-3)


@needs("xarray", "netCDF4")
def test_netcdf_is_movements_with_the_motion_beside(analysis, folder):
    import xarray as xr

    with xr.open_dataset(folder / "pose.nc") as data:
        assert data.position.dims == ("time", "space", "keypoints", "individuals")
        assert data.attrs["ds_type"] == "poses"
        assert data.attrs["fps"] == pytest.approx(30.0)
        left = data.position.sel(keypoints="left_knee", individuals="lifter", space="x")
        np.testing.assert_allclose(left, analysis.pose.xy[:, 25, 0])
        np.testing.assert_allclose(data.knee_flexion_r, analysis.motion.columns["knee_flexion_r"])
        assert data.bar_vy.attrs["units"] == "m/s"
        assert "filmed from the side" in data.fppa_l.attrs["not_measured"]


@needs("opensim")
def test_opensim_loads_markers_and_angles(folder, tmp_path, monkeypatch):
    # It writes its log into the folder where it is imported.
    monkeypatch.chdir(tmp_path)
    import opensim

    markers = opensim.TimeSeriesTableVec3(str(folder / "markers.trc"))
    names, _, places = trc_rows(folder / "markers.trc")
    assert list(markers.getColumnLabels()) == names
    assert markers.getNumRows() == len(places)
    assert opensim.MarkerData(str(folder / "markers.trc")).getNumFrames() == len(places)
    for name in ("angles.mot", "angles.sto"):
        _, labels, table = storage(folder / name)
        read = opensim.Storage(str(folder / name))
        assert read.getSize() == len(table)
        assert read.isInDegrees()
        values = opensim.TimeSeriesTable(str(folder / name))
        assert list(values.getColumnLabels()) == labels[1:]
        np.testing.assert_allclose(values.getMatrix().to_numpy(), table[:, 1:], atol=1e-6)


def test_an_earlier_export_of_the_clip_is_replaced_another_is_not(analysis, tmp_path):
    out = tmp_path / "out"
    export(analysis, out, ["csv", "mot"])
    export(analysis, out, ["csv"])
    assert sorted(path.name for path in out.iterdir()) == [
        "export.json", "metrics.csv", "motion.csv",
    ]  # fmt: skip
    other = as_analysis(deadlift(1, path=tmp_path / "other.mp4"))
    with pytest.raises(OutputError, match="the export of something else"):
        export(other, out)
    export(other, out, overwrite=True)
    assert json.loads((out / "export.json").read_text())["liftvision_export"]["clip"].endswith(
        "other.mp4"
    )


@pytest.mark.parametrize("record", ["", "[]", "{" * 50_000, '{"liftvision_export": 3}'])
def test_what_cannot_be_told_is_not_replaced(analysis, tmp_path, record):
    out = tmp_path / "out"
    out.mkdir()
    (out / "export.json").write_text(record)
    with pytest.raises(OutputError, match="cannot be told"):
        export(analysis, out)


def test_a_folder_with_anything_else_is_never_touched(analysis, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"not an export: thesis\.txt"):
        export(analysis, out, overwrite=True)
    assert (out / "thesis.txt").read_text() == "mine"


def test_an_error_leaves_nothing(analysis, tmp_path, monkeypatch):
    from liftvision.formats import trc

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trc, "write_trc", broken)
    with pytest.raises(OutputError, match="no room"):
        export(analysis, tmp_path / "deep" / "out", ["csv", "trc"])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named_with_what_to_install(analysis, tmp_path, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ezc3d" else real(name)
    )
    with pytest.raises(FormatError, match=r"ezc3d is missing.*pip install 'liftvision\[formats\]'"):
        export(analysis, tmp_path / "out", ["csv", "c3d"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("formats", [[], ["xlsx"], ["csv", ""]])
def test_what_is_no_format_is_refused(analysis, tmp_path, formats):
    with pytest.raises(FormatError, match="Choose from csv, parquet"):
        export(analysis, tmp_path / "out", formats)


def test_without_the_lifter_there_is_nothing_for_opensim(tmp_path):
    from liftvision.formats.storage import write_mot

    lost = as_analysis(deadlift(1, gap=(0, 10_000)))
    with pytest.raises(AbsentError):
        write_mot(lost, tmp_path / "x.mot")
    done = export(lost, tmp_path / "out", ["csv", "mot", "sto", "trc"])
    assert set(done.left_out) == {"mot", "sto", "trc"}

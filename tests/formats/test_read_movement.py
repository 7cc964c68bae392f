"""Poses of `movement`: its own layouts are read, and what is too large or damaged is refused."""

import numpy as np
import pytest

from liftvision.errors import FormatError
from liftvision.formats.export import export
from liftvision.formats.read_pose import read_pose
from liftvision.pose.landmarks import LANDMARK_COUNT
from tests.stick_lifter import as_analysis, deadlift

netCDF4 = pytest.importorskip("netCDF4")  # noqa: N816
pytest.importorskip("xarray")


@pytest.fixture(scope="module")
def lift():
    return deadlift(1)


@pytest.fixture(scope="module")
def path(lift, tmp_path_factory):
    out = tmp_path_factory.mktemp("nc") / "out"
    return export(as_analysis(lift), out, ["netcdf"]).folder / "pose.nc"


def rewritten(path, tmp_path, change):
    """The same dataset, changed by a function."""
    import xarray as xr

    with xr.open_dataset(path) as data:
        changed = change(data.load())
    changed.to_netcdf(tmp_path / "changed.nc", engine="netcdf4")
    return tmp_path / "changed.nc"


def test_what_was_exported_comes_back(lift, path):
    pose, made_by = read_pose(path, lift.clip)
    assert made_by == "movement (liftvision)"
    np.testing.assert_allclose(pose.xy, lift.pose.xy, atol=1e-6)
    np.testing.assert_allclose(pose.visibility, lift.pose.visibility, atol=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.transpose("individuals", "keypoints", "space", "time"),
        lambda data: data.rename(keypoints="keypoint", individuals="individual"),
        lambda data: data.drop_vars("confidence"),
        lambda data: data.assign(confidence=data.confidence * np.nan),
        lambda data: data.assign_coords(time=np.arange(data.sizes["time"])).assign_attrs(
            time_unit="frames"
        ),
    ],
)
def test_other_layouts_are_read_alike(lift, path, tmp_path, change):
    pose, _ = read_pose(rewritten(path, tmp_path, change), lift.clip)
    np.testing.assert_allclose(pose.xy[:, 11:17], lift.pose.xy[:, 11:17], atol=1e-6)


def test_of_several_individuals_the_one_who_lifts_is_taken(lift, path, tmp_path):
    import xarray as xr

    def with_somebody(data):
        data = data[["position", "confidence"]]
        still = data.isel(time=[0] * data.sizes["time"]).assign_coords(time=data.time)
        still = still.assign_coords(individuals=["onlooker"]).assign(position=0.8 * still.position)
        return xr.concat([still, data], dim="individuals", data_vars="minimal")

    pose, _ = read_pose(rewritten(path, tmp_path, with_somebody), lift.clip)
    np.testing.assert_allclose(pose.xy[:, 11:17], lift.pose.xy[:, 11:17], atol=1e-6)
    assert pose.others_in_frame == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data.drop_vars("position"), "no variable position"),
        (lambda data: data.drop_vars("keypoints"), "have no names"),
        (lambda data: data.isel(individuals=0, drop=True), "has not the dimensions"),
        (lambda data: data.isel(space=[0]), "space are 1|two dimensions"),
        (lambda data: data.assign_attrs(ds_type="bboxes"), "not hold poses"),
        (lambda data: data.isel(time=slice(None, None, -1)), "order of time"),
        (lambda data: data.isel(keypoints=slice(0, 11)), "is a shoulder"),
        (lambda data: data.assign_coords(time=data.time + 99.0).isel(time=slice(9)), "not those"),
    ],
)
def test_what_lacks_something_is_refused_with_the_reason(lift, path, tmp_path, change, why):
    with pytest.raises(FormatError, match=why):
        read_pose(rewritten(path, tmp_path, change), lift.clip)


def test_a_bomb_is_refused_before_it_is_unpacked(lift, tmp_path):
    bomb = tmp_path / "bomb.nc"
    with netCDF4.Dataset(bomb, "w") as file:
        sizes = {"time": 200_000, "space": 2, "keypoints": 200, "individuals": 100}
        for name, size in sizes.items():
            file.createDimension(name, size)
        file.createVariable("position", "f8", tuple(sizes), zlib=True)
    assert bomb.stat().st_size < 100_000
    with pytest.raises(FormatError, match="too large"):
        read_pose(bomb, lift.clip)


@pytest.mark.parametrize("content", [b"", b"CDF\x01", b"\x89HDF\r\n\x1a\n" + b"\0" * 900])
def test_what_is_no_netcdf_is_refused(lift, tmp_path, content):
    (tmp_path / "a.nc").write_bytes(content)
    with pytest.raises(FormatError, match="no netCDF file"):
        read_pose(tmp_path / "a.nc", lift.clip)


def test_a_truncated_file_is_refused(lift, path, tmp_path):
    content = path.read_bytes()
    (tmp_path / "a.nc").write_bytes(content[: len(content) // 2])
    with pytest.raises(FormatError):
        read_pose(tmp_path / "a.nc", lift.clip)


def test_text_for_numbers_is_refused(lift, tmp_path):
    sizes = {"time": lift.clip.frames, "space": 2, "keypoints": LANDMARK_COUNT, "individuals": 1}
    with netCDF4.Dataset(tmp_path / "text.nc", "w") as file:
        for name, size in sizes.items():
            file.createDimension(name, size)
        file.createVariable("position", str, tuple(sizes))
    with pytest.raises(FormatError, match="no numbers"):
        read_pose(tmp_path / "text.nc", lift.clip)

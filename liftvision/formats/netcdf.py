"""The lifter's landmarks as a dataset of the package `movement`, and the motion beside them."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.motion.motion import UNITS
from liftvision.pose.landmarks import Landmark

if TYPE_CHECKING:
    import xarray as xr

SOFTWARE = "liftvision"
INDIVIDUAL = "lifter"


def keypoint_name(landmark: Landmark) -> str:
    """Give a landmark's name as MediaPipe writes it: ``left_foot_index``."""
    name = landmark.name.lower()
    for ending, side in (("_l", "left"), ("_r", "right")):
        if name.endswith(ending):
            return f"{side}_{name.removesuffix(ending)}"
    return name


def to_dataset(analysis: Analysis) -> "xr.Dataset":
    """Give the pose as `movement` 0.15 has it, with every column of the motion as a variable more.

    ``position`` (time, space, keypoints, individuals) is in px of the upright picture, raw, and
    ``confidence`` the model's own claim. Each column of `UNITS` is a variable (time) in its
    ``units``, with its standard error as ``NAME_error``. Times are the clip's own.
    """
    import xarray as xr

    motion, clip = analysis.joined_motion, analysis.clip
    variables: dict[str, xr.DataArray] = {
        "position": xr.DataArray(
            analysis.pose.xy.transpose(0, 2, 1)[..., None],
            dims=("time", "space", "keypoints", "individuals"),
            attrs={"units": "px", "long_name": "landmarks in the upright picture, y down"},
        ),
        "confidence": xr.DataArray(
            analysis.pose.visibility[..., None],
            dims=("time", "keypoints", "individuals"),
            attrs={"units": "1", "long_name": "visibility, as the pose model claims it"},
        ),
    }
    for name, unit in UNITS.items():
        reason = motion.not_measured.get(name)
        absent = {} if reason is None else {"not_measured": reason}
        variables[name] = xr.DataArray(
            motion.columns[name], dims="time", attrs={"units": unit, **absent}
        )
        variables[f"{name}_error"] = xr.DataArray(
            motion.errors[name],
            dims="time",
            attrs={"units": unit, "long_name": f"standard error of {name}"},
        )
    return xr.Dataset(
        variables,
        coords={
            "time": motion.times,
            "space": ["x", "y"],
            "keypoints": [keypoint_name(landmark) for landmark in Landmark],
            "individuals": [INDIVIDUAL],
        },
        attrs={
            "source_software": SOFTWARE,
            "source_file": printable_name(clip.path),
            "ds_type": "poses",
            "fps": float(clip.fps),
            "time_unit": "seconds",
            "picture_width": clip.width,
            "picture_height": clip.height,
        },
    )


def write_netcdf(analysis: Analysis, path: Path) -> tuple[str, ...]:
    """Write `to_dataset` as netCDF-4; nothing is left out."""
    dataset = to_dataset(analysis)
    packed = {
        str(name): {"zlib": True, "dtype": "float64"}
        for name, values in dataset.data_vars.items()
        if np.issubdtype(values.dtype, np.floating)
    }
    dataset.to_netcdf(path, engine="netcdf4", encoding=packed)
    return ()

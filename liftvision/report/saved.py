"""Read back what was saved of an analysis; a file that is not as it should be is refused."""

import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from liftvision.clip.clip import Clip, Shot
from liftvision.clip.naming import printable_name
from liftvision.errors import SavedAnalysisError
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack
from liftvision.report.document import SCHEMA_VERSION

DOCUMENT_NAME = "analysis.json"
POSE_NAME = "pose.npz"

LARGEST_DOCUMENT_BYTES = 64 * 2**20
LARGEST_POSE_BYTES = 2 * 2**30
"""Unpacked: an hour at 240 fps takes less than half of it."""

LARGEST_SIDE_PX = 32_768
ADVICE = "Analyse the clip again, or choose the folder of another analysis."


def read_saved(folder: Path) -> tuple[Clip, PoseTrack, dict[str, Any]]:
    """Read the clip's facts, the pose and the whole document of a saved analysis.

    The clip itself need not exist any more.

    Raises
    ------
    SavedAnalysisError
        The folder lacks a file, or one is damaged, of another version, or inconsistent.
    """
    document = read_document(folder)
    pose = _read_pose(folder)
    try:
        clip = _clip(document, pose)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _refusal(folder, f"its {DOCUMENT_NAME} is not complete or not consistent") from error
    return clip, pose, document


def read_document(folder: Path) -> dict[str, Any]:
    """Read ``analysis.json`` of a folder.

    Raises
    ------
    SavedAnalysisError
        It is missing, damaged or of another version.
    """
    path = folder / DOCUMENT_NAME
    try:
        if not path.is_file():
            raise _refusal(folder, f"it has no {DOCUMENT_NAME}")
        if path.stat().st_size > LARGEST_DOCUMENT_BYTES:
            raise _refusal(folder, f"its {DOCUMENT_NAME} is too large")
        document = json.loads(path.read_text("utf-8"), parse_constant=_no_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise _refusal(folder, f"its {DOCUMENT_NAME} cannot be read") from error
    if not isinstance(document, dict) or "schema_version" not in document:
        raise _refusal(folder, f"its {DOCUMENT_NAME} is not one of liftvision's")
    if document["schema_version"] != SCHEMA_VERSION:
        raise _refusal(folder, "it was written by another version of liftvision")
    return document


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _read_pose(folder: Path) -> PoseTrack:
    path = folder / POSE_NAME
    try:
        if not path.is_file():
            raise _refusal(folder, f"it has no {POSE_NAME}")
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_POSE_BYTES:
            raise _refusal(folder, f"its {POSE_NAME} is too large")
        pose = PoseTrack.load(path)
        _check_pose(pose)
    except (
        OSError, KeyError, TypeError, ValueError, EOFError, MemoryError, OverflowError,
        NotImplementedError, SyntaxError, RuntimeError, zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise _refusal(folder, f"its {POSE_NAME} is damaged") from error
    return pose


def _check_pose(pose: PoseTrack) -> None:
    frames = len(pose.times)
    shapes = {
        "times": (pose.times, (frames,)),
        "xy": (pose.xy, (frames, LANDMARK_COUNT, 2)),
        "world": (pose.world, (frames, LANDMARK_COUNT, 3)),
        "visibility": (pose.visibility, (frames, LANDMARK_COUNT)),
        "outline": (pose.outline, (frames, OUTLINE_POINTS, 2)),
    }
    for name, (array, shape) in shapes.items():
        if array.shape != shape:
            raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
        if np.isinf(array).any():
            raise ValueError(f"{name} has an infinite number")
    if frames < 2 or not np.all(np.diff(pose.times) > 0.0) or np.isnan(pose.times).any():
        raise ValueError("times do not rise")
    if min(pose.others_in_frame, pose.side_swaps_repaired) < 0:
        raise ValueError("a count is negative")


def _clip(document: Mapping[str, Any], pose: PoseTrack) -> Clip:
    facts = document["clip"]
    path = facts["path"]
    if not isinstance(path, str) or not path or "\0" in path:
        raise ValueError("the clip's path is no path")
    if facts["rotation_deg"] not in (0, 90, 180, 270):
        raise ValueError("the rotation is not a quarter turn")
    if facts["frames"] != len(pose.times):
        raise ValueError("the pose has not as many frames as the clip")
    width, height = (_whole(facts[side], 1, LARGEST_SIDE_PX) for side in ("width", "height"))
    return Clip(
        Path(path), width, height, int(facts["rotation_deg"]), pose.times, _shots(document, pose)
    )


def _shots(document: Mapping[str, Any], pose: PoseTrack) -> tuple[Shot, ...]:
    shots = []
    free = 0
    for row in document["shots"]:
        start = _whole(row["start_frame"], free, len(pose.times) - 1)
        free = _whole(row["stop_frame"], start + 1, len(pose.times))
        shots.append(Shot(start, free))
    return tuple(shots)


def _whole(value: object, least: int, most: int) -> int:
    """Give a whole number within limits, or raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{value!r} is no whole number from {least} to {most}")
    return value


def _refusal(folder: Path, why: str) -> SavedAnalysisError:
    name = printable_name(folder)
    return SavedAnalysisError(f"{name} holds no analysis that can be loaded: {why}.", ADVICE)

"""Read back what was saved of an analysis; a file that is not as it should be is refused."""

import contextlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.barbell.track import BAR_SOURCES, BarTrack
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.naming import printable_name
from liftvision.errors import GivenError, RulesError, SavedAnalysisError
from liftvision.findings.rule_file import rules_with
from liftvision.given import Given
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.legs import LEG_STATIONS
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack
from liftvision.report.document import SCHEMA_VERSION
from liftvision.spine.own_back import OwnBack

DOCUMENT_NAME = "analysis.json"
POSE_NAME = "pose.npz"
BAR_NAME = "bar.npz"
CAMERA_NAME = "camera.npz"
OWN_BACK_NAME = "own_back.npz"

LARGEST_DOCUMENT_BYTES = 64 * 2**20
LARGEST_POSE_BYTES = 2 * 2**30
"""Unpacked: an hour at 240 fps takes less than half of it."""

LARGEST_BAR_BYTES = LARGEST_CAMERA_BYTES = 64 * 2**20
"""Unpacked: at least twice what an hour at 240 fps takes."""

LARGEST_OWN_BACK_BYTES = 512 * 2**20
"""Unpacked: forty spine points for an hour at 240 fps take half of it."""

NOT_SAVED = "the bar was not saved with this analysis: analyse the clip again"

LARGEST_SIDE_PX = 32_768
ADVICE = "Analyse the clip again, or choose the folder of another analysis."


def read_saved(folder: Path) -> tuple[Clip, PoseTrack, BarTrack, dict[str, Any]]:
    """Read the clip's facts, the pose, the bar and the whole document of a saved analysis.

    The clip itself need not exist any more. Where an earlier version did not save the bar, it is
    that of the wrists.

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
        raise refusal(folder, f"its {DOCUMENT_NAME} is not complete or not consistent") from error
    bar = _read_bar(folder, clip, pose)
    return clip, pose, bar, document


def read_camera(folder: Path, clip: Clip) -> CameraMotion:
    """Read how the camera moved; it stood still, where an earlier version did not say.

    Raises
    ------
    SavedAnalysisError
        The file is damaged, or is not of this clip.
    """
    if not (folder / CAMERA_NAME).exists():
        return CameraMotion.standing(clip.times, (clip.width, clip.height))
    with _arrays(folder, CAMERA_NAME, LARGEST_CAMERA_BYTES) as path:
        camera = CameraMotion.load(path)
        _check_camera(camera, clip)
    return camera


def read_own_back(folder: Path, clip: Clip) -> OwnBack | None:
    """Read what else was known of the lifter's back; None where nothing was.

    Raises
    ------
    SavedAnalysisError
        The file is damaged, or is not of this clip.
    """
    if not (folder / OWN_BACK_NAME).exists():
        return None
    with _arrays(folder, OWN_BACK_NAME, LARGEST_OWN_BACK_BYTES) as path:
        own = OwnBack.load(path)
        if own.points is not None:
            count = len(own.points.names)
            _check_array("points", own.points.xy, (clip.frames, count, 2))
            _check_array("confidence", own.points.confidence, (clip.frames, count))
            _check_array("levels", own.points.levels, (count,))
    return own


def given_in(document: Mapping[str, Any]) -> Given:
    """Read what the user knew of the lift; nothing, where an earlier version did not say.

    Raises
    ------
    SavedAnalysisError
        It is not as it should be.
    """
    given = document.get("given", {})
    try:
        numbers = {
            name: None if given.get(name) is None else float(given[name])
            for name in ("plate_diameter_m", "height_m", "load_kg")
        }
        return Given(style=given.get("style"), lift=given.get("lift", "deadlift"), **numbers)
    except (AttributeError, TypeError, ValueError, OverflowError, GivenError) as error:
        raise SavedAnalysisError(
            f"The {DOCUMENT_NAME} of this analysis says what cannot be of the lift.", ADVICE
        ) from error


def own_rules_in(document: Mapping[str, Any]) -> str | None:
    """Read what the user changed of the rules; None where nothing was.

    Raises
    ------
    SavedAnalysisError
        It is not as it should be.
    """
    rules = document.get("own_rules")
    if rules is None:
        return None
    try:
        rules_with(rules)
    except (RulesError, TypeError, AttributeError) as error:
        raise SavedAnalysisError(
            f"The {DOCUMENT_NAME} of this analysis holds rules that cannot be used.", ADVICE
        ) from error
    return str(rules)


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
            raise refusal(folder, f"it has no {DOCUMENT_NAME}")
        if path.stat().st_size > LARGEST_DOCUMENT_BYTES:
            raise refusal(folder, f"its {DOCUMENT_NAME} is too large")
        document = json.loads(path.read_text("utf-8"), parse_constant=_no_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise refusal(folder, f"its {DOCUMENT_NAME} cannot be read") from error
    if not isinstance(document, dict) or "schema_version" not in document:
        raise refusal(folder, f"its {DOCUMENT_NAME} is not one of liftvision's")
    if document["schema_version"] != SCHEMA_VERSION:
        raise refusal(folder, "it was written by another version of liftvision")
    return document


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _read_pose(folder: Path) -> PoseTrack:
    with _arrays(folder, POSE_NAME, LARGEST_POSE_BYTES) as path:
        if not path.is_file():
            raise refusal(folder, f"it has no {POSE_NAME}")
        pose = PoseTrack.load(path)
        _check_pose(pose)
    return pose


def _read_bar(folder: Path, clip: Clip, pose: PoseTrack) -> BarTrack:
    if not (folder / BAR_NAME).exists():
        return bar_from_wrists(pose, clip.shots, NOT_SAVED)
    with _arrays(folder, BAR_NAME, LARGEST_BAR_BYTES) as path:
        bar = BarTrack.load(path)
        _check_bar(bar, clip)
    return bar


@contextlib.contextmanager
def _arrays(folder: Path, name: str, largest_bytes: int) -> Iterator[Path]:
    """Give the path of an ``.npz`` file that is not too large; refuse it when reading fails."""
    path = folder / name
    try:
        if path.is_file():
            with zipfile.ZipFile(path) as archive:
                unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > largest_bytes:
                raise refusal(folder, f"its {name} is too large")
        yield path
    except (
        OSError, KeyError, IndexError, TypeError, ValueError, EOFError, MemoryError, OverflowError,
        NotImplementedError, SyntaxError, RuntimeError, zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise refusal(folder, f"its {name} is damaged") from error


def _check_pose(pose: PoseTrack) -> None:
    frames = len(pose.times)
    _check_array("times", pose.times, (frames,))
    _check_array("xy", pose.xy, (frames, LANDMARK_COUNT, 2))
    _check_array("world", pose.world, (frames, LANDMARK_COUNT, 3))
    _check_array("visibility", pose.visibility, (frames, LANDMARK_COUNT))
    _check_array("outline", pose.outline, (frames, OUTLINE_POINTS, 2))
    if pose.legs is not None:
        _check_array("legs", pose.legs, (frames, 2, 2, LEG_STATIONS, 2))
    if frames < 2 or not np.all(np.diff(pose.times) > 0.0) or np.isnan(pose.times).any():
        raise ValueError("times do not rise")
    if min(pose.others_in_frame, pose.side_swaps_repaired) < 0:
        raise ValueError("a count is negative")


def _check_bar(bar: BarTrack, clip: Clip) -> None:
    frames = clip.frames
    _check_array("centre", bar.centre, (frames, 2))
    _check_array("error", bar.error, (frames,))
    _check_array("score", bar.score, (frames,))
    _check_array("sources", bar.sources, (frames,))
    _check_array("ends", bar.ends, (frames, 2, 2))
    if not np.array_equal(bar.times, clip.times):
        raise ValueError("the bar has other times than the clip")
    if not np.isin(bar.sources, range(len(BAR_SOURCES))).all():
        raise ValueError("there is no such source of the bar")
    if np.nanmin(bar.error, initial=0.0) < 0.0:
        raise ValueError("an error is negative")
    if len(bar.shots) != len(clip.shots):
        raise ValueError("the bar has not as many shots as the clip")
    for shot in bar.shots:
        sizes = [shot.end_height, shot.end_height_error]
        if shot.rim is not None:
            rim = shot.rim
            sizes += [rim.half_width, rim.half_height, rim.radius, rim.size_error, rim.offset_error]
            if not np.isfinite([shot.rim.tilt_deg, shot.rim.support]).all():
                raise ValueError("a plate's outline is not finite")
        if not all(size is None or 0.0 <= size < np.inf for size in sizes):
            raise ValueError("a size in the picture is not a length")


def _check_camera(camera: CameraMotion, clip: Clip) -> None:
    frames = clip.frames
    _check_array("turns", camera.turns, (frames, 3))
    _check_array("errors", camera.errors, (frames,))
    if not np.array_equal(camera.times, clip.times):
        raise ValueError("the camera has other times than the clip")
    if camera.size != (clip.width, clip.height):
        raise ValueError("the camera has other pictures than the clip")
    if not (np.linalg.norm(camera.turns, axis=1) <= np.pi).all():
        raise ValueError("a turn is more than half a turn")
    for name, array in (("zooms", camera.zooms), ("focal_px", camera.focal_px)):
        _check_array(name, array, (frames,))
        if not (array > 0.0).all():
            raise ValueError(f"{name} are not greater than nothing")
    if np.nanmin(camera.errors, initial=0.0) < 0.0:
        raise ValueError("an error is negative")


def _check_array(name: str, array: FloatArray | IntArray, shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if np.isinf(array).any():
        raise ValueError(f"{name} has an infinite number")


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


def refusal(folder: Path, why: str) -> SavedAnalysisError:
    """Give the error that says why a folder cannot be loaded."""
    name = printable_name(folder)
    return SavedAnalysisError(f"{name} holds no analysis that can be loaded: {why}.", ADVICE)

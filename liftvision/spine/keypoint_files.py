"""Keypoints as other programs write them: a JSON file a frame, or one file with all frames.

Each frame is a table with ``people``, each a table with the flat list ``pose_keypoints_2d`` of
x, y and confidence of each keypoint (OpenPose, ``doc/02_output.md``; SpinePose writes the same),
or with ``spine_keypoints_2d``, which may have ``spine_names`` beside it. All else is passed over.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np

from liftvision.arrays import FloatArray

LARGEST_FILE = 64 * 2**20
LARGEST_FRAME_FILE = 2**20
LARGEST_FOLDER = 256 * 2**20
"""Bytes. 37 keypoints take 2 kB a person, five minutes of them at 60 fps 30 MB."""

MOST_FRAMES = 20_000
MOST_PEOPLE = 100
MOST_KEYPOINTS = 200
LONGEST_NAME = 40
LARGEST_NUMBER = 1e6
"""No pixel comes near it."""

FRAME_NUMBER = re.compile(r"(?<!\d)(\d{1,12})(?:_keypoints)?$")
"""``clip_000000000012_keypoints`` (OpenPose) and ``frame_00012`` (SpinePose)."""


class DamagedError(ValueError):
    """What is wrong with keypoints that were read, in words."""


class Person(NamedTuple):
    """One person in one frame.

    Attributes
    ----------
    keypoints
        (K, 3) x, y and confidence.
    spine_only
        Whether they stood under ``spine_keypoints_2d``.
    names
        What was written beside those; None if nothing was.
    """

    keypoints: FloatArray
    spine_only: bool
    names: tuple[str, ...] | None


def read_people(path: Path) -> dict[int, tuple[Person, ...]]:
    """Read the people of each frame, by the frame's number in the file's or folder's counting.

    Raises
    ------
    DamagedError
        What is read is not as the module says, or is too large.
    OSError
        It cannot be read.
    """
    frames = dict(_folder(path) if path.is_dir() else _single(path))
    if not frames:
        raise DamagedError("it holds no frames")
    return frames


def _folder(folder: Path) -> Iterator[tuple[int, tuple[Person, ...]]]:
    """Give number and people of each frame's file."""
    total = 0
    for number, file in sorted(_frame_files(folder).items()):
        content = _content(file, LARGEST_FRAME_FILE)
        total += len(content)
        if total > LARGEST_FOLDER:
            raise DamagedError("its files are too large together")
        yield number, _people(_document(content), f"frame {number}", None)


def _frame_files(folder: Path) -> dict[int, Path]:
    files: dict[int, Path] = {}
    for file in folder.iterdir():
        number = FRAME_NUMBER.search(file.stem)
        if file.suffix.lower() != ".json" or number is None or not file.is_file():
            continue
        frame = int(number[1])
        if frame in files:
            raise DamagedError(f"two of its files have the frame number {frame}")
        files[frame] = file
        if len(files) > MOST_FRAMES:
            raise DamagedError(f"it holds more than {MOST_FRAMES} frames")
    return files


def _single(file: Path) -> Iterator[tuple[int, tuple[Person, ...]]]:
    """Give number and people of each frame of one file."""
    if file.exists() and not file.is_file():
        raise DamagedError("it is neither a file nor a folder")
    document = _document(_content(file, LARGEST_FILE))
    names = None
    if isinstance(document, dict):
        names = _names(document)
        document = document.get("frames")
    if not isinstance(document, list):
        raise DamagedError("it is no list of frames")
    if len(document) > MOST_FRAMES:
        raise DamagedError(f"it holds more than {MOST_FRAMES} frames")
    for number, frame in enumerate(document):
        yield number, _people(frame, f"frame {number}", names)


def _content(file: Path, largest: int) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(largest + 1)
    if len(content) > largest:
        raise DamagedError("it is too large" if largest == LARGEST_FILE else "a file is too large")
    return content


def _document(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DamagedError("it is not JSON") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _people(frame: object, where: str, names: tuple[str, ...] | None) -> tuple[Person, ...]:
    people = frame.get("people") if isinstance(frame, dict) else None
    if not isinstance(people, list):
        raise DamagedError(f"{where} has no list of people")
    if len(people) > MOST_PEOPLE:
        raise DamagedError(f"{where} has more than {MOST_PEOPLE} people")
    found = (_person(person, where, names) for person in people)
    return tuple(person for person in found if person is not None)


def _person(person: object, where: str, names: tuple[str, ...] | None) -> Person | None:
    """Give a person; None for one without any keypoints."""
    if not isinstance(person, dict):
        raise DamagedError(f"{where} has a person that is no table")
    spine_only = "spine_keypoints_2d" in person
    key = "spine_keypoints_2d" if spine_only else "pose_keypoints_2d"
    values = person.get(key)
    if not isinstance(values, list):
        raise DamagedError(f"{where} has a person without {key}")
    if not values:
        return None
    if len(values) % 3 or len(values) > 3 * MOST_KEYPOINTS:
        raise DamagedError(f"{where}: {key} has {len(values)} numbers, not three a keypoint")
    numbers = _numbers(values, f"{where}: {key}")
    return Person(numbers.reshape(-1, 3), spine_only, _names(person) or names)


def _numbers(values: list[Any], where: str) -> FloatArray:
    # By type, since true and false would pass for numbers.
    if not {type(value) for value in values} <= {int, float}:
        raise DamagedError(f"{where} has something that is no number")
    if not all(abs(value) <= LARGEST_NUMBER for value in values):
        raise DamagedError(f"{where} has a number that is too large")
    return np.array(values, dtype=np.float64)


def _names(table: dict[str, Any]) -> tuple[str, ...] | None:
    names = table.get("spine_names")
    if names is None:
        return None
    if not isinstance(names, list) or not 0 < len(names) <= MOST_KEYPOINTS:
        raise DamagedError("spine_names is no list of names")
    if not all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in names):
        raise DamagedError("spine_names has something that is no short name")
    return tuple(name.strip().lower() for name in names)

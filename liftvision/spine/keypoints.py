"""Spine keypoints that another program has found, brought to the frames and pixels of the clip."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Clip
from liftvision.clip.naming import printable_name
from liftvision.errors import SpinePointsError
from liftvision.pose.landmarks import Landmark
from liftvision.spine.keypoint_files import DamagedError, Person, read_people
from liftvision.spine.levels import LEVEL_OF, evenly_spread, heights

SPINETRACK = {
    "hip": 19, "spine_01": 26, "spine_02": 27, "spine_03": 28, "spine_04": 29, "spine_05": 30,
    "neck": 18,
}  # fmt: skip
SPINETRACK_COUNT = 37
"""Where the spine's keypoints stand in the order of SpineTrack (Khan et al. 2025;
``src/spinepose/metainfo.py`` in github.com/dfki-av/spinepose)."""

SPINETRACK_SPINE_COUNT = 9
"""SpinePose's ``--spine-only`` writes these keypoints in this order and two of the neck after
them (``SPINE_IDS`` in ``src/spinepose/pose_estimator.py``)."""

LEAST_POINTS, MOST_POINTS = 4, 40
HIGHEST_PELVIC_LEVEL, LOWEST_THORACIC_LEVEL = 0.5, 9.0
"""The points must begin at L5/S1 or below and reach T9 or above: pelvis and thorax both carry
some."""

LEAST_CONFIDENCE = 0.3
"""A keypoint below it is not seen; what SpinePose and OpenPose draw begins near it."""

MOST_SPREAD = 1.5
"""Coordinates that are all smaller are not pixels."""

NORMALISED = (-0.2, 1.2)
"""Coordinates in parts of the picture's width and height; a point may lie a little outside."""

MOST_DISTANCE = 0.8
"""Points that lie farther than this from their places on the lifter's hip-shoulder line, in its
lengths on the mean, are another's. True spines lie 0.1 to 0.35 from the landmarks' line in rendered
side views, 0.6 where the landmarks fail."""

MOST_SURPLUS = 2
"""Frames by which programs differ in what they decode of one clip."""

ADVICE = (
    "Give a folder with one OpenPose JSON file a frame, or one JSON list of frames, "
    "as docs/spine-points.md says."
)


@dataclass(frozen=True, eq=False)
class SpinePoints:
    """Points along the lifter's spine, from below to above.

    Attributes
    ----------
    names
        Of the K points; numbers where they had no names.
    levels
        (K,) where they lie along the spine, rising; see `spine.levels`.
    xy
        (T, K, 2) px in the upright image, raw; NaN where not seen.
    confidence
        (T, K) 0-1, the other program's own claim; zero where not seen.
    """

    names: tuple[str, ...]
    levels: FloatArray
    xy: FloatArray
    confidence: FloatArray


def read_spine_points(
    path: Path, clip: Clip, landmarks: FloatArray, trimmed: bool = False
) -> SpinePoints:
    """Read the lifter's spine points.

    Coordinates are pixels of the upright image, or parts of its width and height; which of them
    is told from their size. Frames are counted from 0, or from 1 where the numbers say so. A
    frame that is missing, and one in which nobody is near the lifter, has no points.

    Parameters
    ----------
    path
        A folder with a JSON file for each frame, or one JSON file; see `spine.keypoint_files`.
        People have the 37 keypoints of SpineTrack, the 9 of its spine, or
        ``spine_keypoints_2d``: points with ``spine_names`` (of `levels.LEVEL_OF`) in any order,
        or without names at even distances from the middle of the sacrum to C7.
    clip
        Whose frames they are.
    landmarks
        (T, 33, 2) px of the lifter in the upright image (`PoseTrack.xy`), NaN where unseen: of
        several people the one nearest to the line from hips to shoulders is taken.
    trimmed
        Whether only a part of the file was read as the clip, so that the points may go beyond it.

    Raises
    ------
    SpinePointsError
        They cannot be read, are damaged, have no spine, or are not of this clip or lifter.
    """
    name = printable_name(path)
    try:
        people = _of_clip(read_people(path), clip, trimmed)
        names, columns, levels = _layout(people)
        found = {frame: _keypoints(each, columns) for frame, each in people.items()}
        return _points(names, levels, _in_pixels(found, clip), landmarks)
    except DamagedError as error:
        raise SpinePointsError(f"{name} gives no spine points: {error}.", ADVICE) from error
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise SpinePointsError(f"{name} cannot be read: {reason}.", "Check its name.") from error


def _of_clip(
    people: Mapping[int, tuple[Person, ...]], clip: Clip, trimmed: bool
) -> dict[int, tuple[Person, ...]]:
    """Give the people of the clip's frames, which are counted from 0."""
    first, last = min(people), max(people)
    # A clip that was read from a chosen start has left out the frames before it.
    start = round(float(clip.times[0]) * clip.fps) if trimmed else 0
    if start and clip.variable_frame_rate:
        raise DamagedError("which of its frames are meant is unsure in a clip of variable rate")
    if first == 1 and last == clip.frames and not trimmed:
        start = 1
    elif last >= clip.frames + MOST_SURPLUS and not trimmed:
        raise DamagedError(f"it goes on to frame {last}, but the clip has {clip.frames}")
    moved = {frame - start: each for frame, each in people.items()}
    inside = {frame: each for frame, each in moved.items() if 0 <= frame < clip.frames}
    if not any(inside.values()):
        raise DamagedError("it holds nobody in any frame of the clip")
    return inside


def _layout(
    people: Mapping[int, tuple[Person, ...]],
) -> tuple[tuple[str, ...], list[int], FloatArray]:
    """Give the points' names, places in a person's keypoints and levels, from below to above."""
    kinds = Counter(
        (person.spine_only, len(person.keypoints), person.names if person.spine_only else None)
        for each in people.values()
        for person in each
    )
    if len(kinds) > 1:
        raise DamagedError("its people have different keypoints")
    ((spine_only, count, names),) = kinds
    if spine_only:
        return _own_layout(count, names)
    if count == SPINETRACK_COUNT:
        columns = list(SPINETRACK.values())
    elif count == SPINETRACK_SPINE_COUNT:
        columns = list(range(len(SPINETRACK)))
    else:
        raise DamagedError(f"a person's {count} keypoints have no known order with a spine in it")
    return tuple(SPINETRACK), columns, np.array([LEVEL_OF[name] for name in SPINETRACK])


def _own_layout(
    count: int, names: tuple[str, ...] | None
) -> tuple[tuple[str, ...], list[int], FloatArray]:
    if not LEAST_POINTS <= count <= MOST_POINTS:
        raise DamagedError(f"it has {count} points a spine, not {LEAST_POINTS} to {MOST_POINTS}")
    if names is None:
        numbers = range(1, count + 1)
        return tuple(str(number) for number in numbers), list(range(count)), evenly_spread(count)
    if len(names) != count:
        raise DamagedError(f"it has {count} points a spine, but {len(names)} spine_names")
    unknown = [name for name in names if name not in LEVEL_OF]
    if unknown:
        raise DamagedError(f"{unknown[0]!r} of spine_names is no place of the spine")
    levels = np.array([LEVEL_OF[name] for name in names])
    order = [int(place) for place in np.argsort(levels)]
    rising = levels[order]
    if not (np.diff(rising) > 0.0).all():
        raise DamagedError("two of spine_names are the same place")
    if rising[0] > HIGHEST_PELVIC_LEVEL or rising[-1] < LOWEST_THORACIC_LEVEL:
        raise DamagedError("its points do not reach from the sacrum to the thorax")
    return tuple(names[place] for place in order), order, rising


def _keypoints(people: tuple[Person, ...], columns: list[int]) -> FloatArray:
    """Give the points (P, K, 3) of the people of a frame; places not seen are NaN."""
    keypoints = np.array([person.keypoints[columns] for person in people])
    keypoints = keypoints.reshape(-1, len(columns), 3)
    keypoints[..., 2] = np.clip(keypoints[..., 2], 0.0, 1.0)
    unseen = keypoints[..., 2] < LEAST_CONFIDENCE
    keypoints[unseen] = [np.nan, np.nan, 0.0]
    return keypoints


def _in_pixels(found: Mapping[int, FloatArray], clip: Clip) -> dict[int, FloatArray]:
    places = np.concatenate([keypoints[..., :2].reshape(-1, 2) for keypoints in found.values()])
    if not np.isfinite(places).any():
        raise DamagedError("no spine point in it is sure enough to be used")
    least, most = float(np.nanmin(places)), float(np.nanmax(places))
    if max(-least, most) > MOST_SPREAD:
        return dict(found)
    if least < NORMALISED[0] or most > NORMALISED[1]:
        raise DamagedError("its coordinates are neither pixels nor from 0 to 1")
    size = np.array([clip.width, clip.height, 1.0])
    return {frame: keypoints * size for frame, keypoints in found.items()}


def _points(
    names: tuple[str, ...],
    levels: FloatArray,
    found: Mapping[int, FloatArray],
    landmarks: FloatArray,
) -> SpinePoints:
    """Choose the lifter in every frame."""
    chosen = np.full((len(landmarks), len(levels), 3), [np.nan, np.nan, 0.0])
    expected, length = _expected(landmarks, heights(levels))
    for frame, keypoints in found.items():
        away = np.linalg.norm(keypoints[..., :2] - expected[frame], axis=2) / length[frame]
        seen = np.isfinite(away)
        # People of whom fewer than half the points are seen are told too badly from each other.
        usable = seen.mean(axis=1) >= 0.5
        distance = np.where(seen, away, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
        distance[~usable] = np.inf
        if len(distance) and distance.min() < MOST_DISTANCE:
            chosen[frame] = keypoints[int(np.argmin(distance))]
    if not np.isfinite(chosen[..., 0]).any():
        raise DamagedError(
            "none of its people lies near the lifter, so it is of another clip or another size"
        )
    return SpinePoints(names, levels, chosen[..., :2], chosen[..., 2])


def _expected(landmarks: FloatArray, height: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give where (T, K, 2) the points lie on the line hip to shoulder, and its length (T,)."""
    hip = landmarks[:, [Landmark.HIP_L, Landmark.HIP_R]].mean(axis=1)
    shoulder = landmarks[:, [Landmark.SHOULDER_L, Landmark.SHOULDER_R]].mean(axis=1)
    chord = shoulder - hip
    length = np.linalg.norm(chord, axis=1)
    return hip[:, None] + height[:, None] * chord[:, None], np.where(length > 0, length, np.nan)

"""A pose that another program made of the clip, as the track that the analysis starts from.

No model is run. The outlines of back and legs come from a model's mask and are not there, so that
the back is measured only with `spine.keypoints`.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Clip
from liftvision.clip.naming import printable_name
from liftvision.errors import FormatError
from liftvision.formats.completing import completed, either_side
from liftvision.formats.lifting import EDGE_ON, flat_yaw, guessed_world
from liftvision.formats.matching import frames_of, lifter_of
from liftvision.formats.read_movement import read_movement
from liftvision.formats.read_openpose import read_openpose
from liftvision.formats.read_trc import read_trc
from liftvision.formats.sightings import PoseFileError, Sightings
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.lifter import PersonChoice
from liftvision.pose.people import body_size
from liftvision.pose.repair import repaired
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack

ADVICE = (
    "Give a folder of OpenPose's JSON files, a .trc of Sports2D with _px_ in its name, or a netCDF "
    "file (.nc) of movement, made of this very clip."
)

MADE_ELSEWHERE = (
    "The pose was made by another program ({made_by}): the errors of the angles are those of "
    "liftvision's own model, and the back has no outline to be measured on."
)

READERS: dict[str, Callable[[Path], Sightings]] = {
    ".json": read_openpose,
    ".trc": read_trc,
    ".nc": read_movement,
    ".h5": read_movement,
    ".netcdf": read_movement,
}

SMALLEST_BODY = 0.08
"""Of the picture's longer side. A smaller lifter is in other units, or too far away."""

MOST_OUTSIDE = 0.25
"""Part of the lifter's landmarks that may be outside the picture."""


def read_pose(
    path: Path, clip: Clip, *, choice: PersonChoice | None = None, trimmed: bool = False
) -> tuple[PoseTrack, str]:
    """Read the lifter's pose of a clip.

    Parameters
    ----------
    path
        A folder or a JSON file of OpenPose, a ``.trc`` of Sports2D in px, or a netCDF file of
        `movement`. Coordinates are px of the upright picture.
    clip
        Whose frames they are.
    choice
        Who lifts, where the choice made is wrong; see `pose.lifter`.
    trimmed
        Whether only a part of the file was read as the clip, so that the pose may go beyond it.

    Returns
    -------
    The track, whose ``world`` is a guess from the picture (`lifting.guessed_world`), and by what
    it was made.

    Raises
    ------
    FormatError
        It cannot be read, is damaged, or is not of this clip.
    NoPersonError, PersonChoiceError
        Nobody in it lifts, or ``choice`` names nobody.
    """
    name = printable_name(path)
    try:
        found = _reader(path)(path)
        frames = frames_of(found, clip, trimmed)
        lifter = lifter_of(found, frames, clip, choice)
        _check_size(lifter, clip)
    except PoseFileError as error:
        raise FormatError(f"{name} gives no pose: {error}.", ADVICE) from error
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise FormatError(f"{name} cannot be read: {reason}.", "Check its name.") from error
    most = max(len(people) for people in found.people)
    return _track(lifter, clip, others=most - 1), found.made_by


def _reader(path: Path) -> Callable[[Path], Sightings]:
    if path.is_dir():
        return read_openpose
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise PoseFileError("it is neither a folder nor a .json, .trc or .nc file")
    return reader


def _check_size(lifter: FloatArray, clip: Clip) -> None:
    """Make sure that a lifter is in px of the clip's pictures."""
    xy = lifter[..., :2]
    seen = np.isfinite(xy).all(axis=2)
    places = xy[seen]
    outside = ((places < 0.0) | (places > [clip.width, clip.height])).any(axis=1)
    sizes = body_size(either_side(xy))
    sizes = sizes[np.isfinite(sizes)]
    if outside.mean() > MOST_OUTSIDE:
        raise PoseFileError(
            f"the lifter is outside the picture, which has {clip.width} by {clip.height} px"
        )
    if not len(sizes) or np.median(sizes) < SMALLEST_BODY * max(clip.width, clip.height):
        raise PoseFileError("its coordinates are not pixels of the upright picture")


def _track(lifter: FloatArray, clip: Clip, others: int) -> PoseTrack:
    xy = np.full((clip.frames, LANDMARK_COUNT, 2), np.nan)
    visibility = np.full((clip.frames, LANDMARK_COUNT), np.nan)
    world = np.full((clip.frames, LANDMARK_COUNT, 3), np.nan)
    for shot in clip.shots:
        frames = shot.frames
        yaw = flat_yaw(lifter[frames][..., :2])
        beside = yaw is None or bool(abs(np.cos(np.radians(yaw))) >= EDGE_ON)
        xy[frames], visibility[frames] = completed(lifter[frames], side_by_side=beside)
        world[frames] = guessed_world(xy[frames])
    track = PoseTrack(
        times=clip.times,
        xy=xy,
        world=world,
        visibility=visibility,
        outline=np.full((clip.frames, OUTLINE_POINTS, 2), np.nan),
        others_in_frame=others,
        side_swaps_repaired=0,
    )
    return repaired(track, clip.shots)

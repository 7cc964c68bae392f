"""Which frame of the clip each frame of a pose file is, and who in it lifts."""

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.clip.clip import Clip
from liftvision.errors import NoPersonError
from liftvision.formats.completing import either_side
from liftvision.formats.sightings import PoseFileError, Sightings
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.lifter import PersonChoice, choose_lifter
from liftvision.pose.people import PersonTrack, link_people

NOT_ON_A_FRAME = 0.5
"""Times further from the nearest frame's than this, in frames, are of another clip."""

MOST_SURPLUS = 2
"""Frames by which a file may be longer than the clip: decoders differ about the last one."""

LEAST_SEEN = 8
"""Landmarks of somebody who counts."""


def frames_of(found: Sightings, clip: Clip, trimmed: bool) -> IntArray:
    """Give the clip's frame of each frame of the file (F,); -1: before or after the clip.

    As many frames are the same ones. Otherwise they are matched by their times where there are
    any, or else by their numbers, counted from 0, or from 1 where the last one says so.

    Parameters
    ----------
    found
        What the file has.
    clip
        Which was read.
    trimmed
        Whether only a part of the file was read as the clip.

    Raises
    ------
    PoseFileError
        They cannot be matched.
    """
    without_gaps = found.times is not None or np.ptp(found.numbers) == clip.frames - 1
    if len(found.people) == clip.frames and without_gaps and not trimmed:
        return np.arange(clip.frames)
    if found.times is not None:
        return _by_time(found.times, clip, trimmed)
    numbers = found.numbers
    start = round(float(clip.times[0]) * clip.fps) if trimmed else 0
    if start and clip.variable_frame_rate:
        raise PoseFileError("which of its frames are meant is unsure in a clip of variable rate")
    if not trimmed and numbers[0] == 1 and numbers[-1] == clip.frames:
        start = 1
    elif not trimmed and numbers[-1] >= clip.frames + MOST_SURPLUS:
        raise PoseFileError(f"it goes on to frame {numbers[-1]}, but the clip has {clip.frames}")
    return _inside(numbers - start, clip)


def _by_time(times: FloatArray, clip: Clip, trimmed: bool) -> IntArray:
    interval = clip.frame_interval_s
    after = np.clip(np.searchsorted(clip.times, times), 1, clip.frames - 1)
    is_nearer = clip.times[after] - times < times - clip.times[after - 1]
    nearest = np.where(is_nearer, after, after - 1).astype(np.int64)
    outside = np.abs(clip.times[nearest] - times) > NOT_ON_A_FRAME * interval
    if outside.any() and not trimmed:
        raise PoseFileError(
            f"it has {len(times)} frames and the clip {clip.frames}, and its times, "
            f"{times[0]:.2f} to {times[-1]:.2f} s, are not those of the clip"
        )
    if (np.diff(nearest[~outside]) <= 0).any():
        raise PoseFileError(
            f"it has {len(times)} frames and the clip {clip.frames}: more than one a picture"
        )
    return _inside(np.where(outside, -1, nearest), clip)


def _inside(frames: IntArray, clip: Clip) -> IntArray:
    inside = (frames >= 0) & (frames < clip.frames)
    if not inside.any():
        raise PoseFileError("none of its frames is in the clip")
    return np.asarray(np.where(inside, frames, -1))


def lifter_of(
    found: Sightings, frames: IntArray, clip: Clip, choice: PersonChoice | None
) -> FloatArray:
    """Give the lifter's landmarks (T, 33, 3) as `Sightings.people` has them; NaN, NaN, 0 elsewhere.

    In each shot the lifter is chosen as in `pose.lifter`, among those that were seen long enough.

    Raises
    ------
    NoPersonError
        Nobody was seen long enough.
    PersonChoiceError
        ``choice`` names nobody.
    """
    lifter = np.full((clip.frames, LANDMARK_COUNT, 3), [np.nan, np.nan, 0.0])
    for shot in clip.shots:
        inside = np.flatnonzero((frames >= shot.start) & (frames < shot.stop))
        tracks = _tracks(found, inside, clip.times[frames[inside]])
        people = [PersonTrack(clip.times[frames[at]], _whole(xy)) for at, xy in tracks]
        chosen = choose_lifter(people, len(inside), clip.width, choice)
        if chosen is not None:
            number = next(n for n, person in enumerate(people) if person is chosen)
            at, seen = tracks[number]
            lifter[frames[at]] = seen
    if not np.isfinite(lifter[..., 0]).any():
        raise NoPersonError(
            "Nobody in the pose that was given is seen long enough in the clip.",
            "Give the pose of this clip, with the lifter in it.",
        )
    return lifter


def _tracks(
    found: Sightings, inside: IntArray, times: FloatArray
) -> list[tuple[IntArray, FloatArray]]:
    """Give for each person the frames of the file (S,) and the landmarks (S, 33, 3)."""
    people = [found.people[frame] for frame in inside]
    counted = [[each for each in of if _counts(each)] for of in people]
    if found.same_order:
        most = max((len(of) for of in people), default=0)
        linked = [
            [
                (at, of[n])
                for at, of in zip(inside, people, strict=True)
                if n < len(of) and _counts(of[n])
            ]
            for n in range(most)
        ]
        return [_track(each) for each in linked if each]
    whole = [[_whole(each) for each in of] for of in counted]
    tracks = []
    for person in link_people([float(time_s) for time_s in times], whole):
        places = np.searchsorted(times, person.times)
        rows = [
            (inside[place], _same(counted[place], whole[place], xy))
            for place, xy in zip(places, person.xy, strict=True)
        ]
        tracks.append(_track(rows))
    return tracks


def _track(rows: list[tuple[int, FloatArray]]) -> tuple[IntArray, FloatArray]:
    return np.array([at for at, _ in rows], dtype=np.int64), np.array([each for _, each in rows])


def _same(people: list[FloatArray], whole: list[FloatArray], xy: FloatArray) -> FloatArray:
    """Give the person of a frame whose landmarks, made whole, are these."""
    return next(
        each
        for each, made in zip(people, whole, strict=True)
        if made is xy or np.array_equal(made, xy)
    )


def _counts(person: FloatArray) -> bool:
    """Tell whether a person (33, 3) has enough landmarks, and a hip and a shoulder of one side."""
    seen = np.isfinite(person[:, 0])
    trunk = (seen[11] or seen[12]) and (seen[23] or seen[24])
    return bool(trunk and seen.sum() >= LEAST_SEEN)


def _whole(people: FloatArray) -> FloatArray:
    """Give places (..., 33, 2) without NaN, only for telling people from each other.

    What is missing is where its other side is, or else in the middle of what was seen.
    """
    xy = either_side(people[..., :2])
    middle = np.nanmean(xy, axis=-2, keepdims=True)
    return np.asarray(np.where(np.isfinite(xy), xy, middle))

"""The first look through a clip: its times, its shots, and who is in them.

Every frame is decoded once, small; a few stills a second are searched for people. What comes out
tells the second pass (`liftvision.pose.follow`) whom to follow and where.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.cuts import find_shots
from liftvision.clip.naming import printable_name
from liftvision.clip.prefetch import prefetch
from liftvision.clip.probe import ClipInfo
from liftvision.clip.read import glance_at_frames
from liftvision.clip.signature import Levels
from liftvision.errors import ClipError
from liftvision.pose.landmarker import Landmarker
from liftvision.pose.people import PersonTrack, link_people

STILL_EVERY_S = 0.25
"""A person who walks is less than half a body size further on after this time."""

SURVEY_SIDE = 640
"""Long side in px of the pictures of the survey; the detector itself looks at 224 px."""

LOOK_AHEAD = 12
"""Frames decoded ahead while a still is searched for people."""

MIN_DURATION_S = 1.0
"""A clip below one second holds no rep that could be measured."""


@dataclass(frozen=True, eq=False)
class ShotSurvey:
    """A shot and the people in it.

    Attributes
    ----------
    shot
        Its frames.
    stills
        How many stills were searched.
    people
        Everybody who was seen, in px of the upright image.
    most_at_once
        The most people seen in one still.
    """

    shot: Shot
    stills: int
    people: tuple[PersonTrack, ...]
    most_at_once: int


@dataclass(frozen=True, eq=False)
class Survey:
    """What the first look gave.

    Attributes
    ----------
    clip
        The clip with its times and shots.
    shots
        One entry for each of the clip's shots.
    truncated
        The file breaks off before its container says.
    """

    clip: Clip
    shots: tuple[ShotSurvey, ...]
    truncated: bool


def survey(
    info: ClipInfo,
    model: Path | None,
    *,
    start_s: float | None,
    end_s: float | None,
    advance: Callable[[], None],
) -> Survey:
    """Look through a clip once; without a model, for its times and shots only.

    Raises
    ------
    ClipError
        Fewer than `MIN_DURATION_S` of pictures.
    """
    size = scaled_size(info.width, info.height, SURVEY_SIDE)
    times: list[float] = []
    signatures: list[Levels] = []
    stills: list[tuple[int, list[FloatArray]]] = []
    with (
        nullcontext() if model is None else Landmarker(model, "still") as landmarker,
        glance_at_frames(info.path, size=size, start_s=start_s, end_s=end_s) as reader,
    ):
        for frame in prefetch(reader, depth=LOOK_AHEAD):
            is_due = not stills or frame.time_s >= times[stills[-1][0]] + STILL_EVERY_S
            if landmarker is not None and is_due:
                people = landmarker.find(frame.picture())
                found = [person.xy * (info.width / size[0]) for person in people]
                stills.append((frame.index, found))
            times.append(frame.time_s)
            signatures.append(frame.signature)
            advance()
        truncated = reader.truncated
    if len(times) < 3 or times[-1] - times[0] < MIN_DURATION_S - 2.0 * np.median(np.diff(times)):
        chosen = start_s is not None or end_s is not None
        raise _too_short("The part that was chosen" if chosen else printable_name(info.path))
    clip = _clip(info, np.array(times), np.array(signatures))
    return Survey(clip, tuple(_shot_survey(clip, shot, stills) for shot in clip.shots), truncated)


def scaled_size(width: float, height: float, long_side: float) -> tuple[int, int]:
    """Give a size with the same shape and at most the given long side, never enlarged."""
    scale = min(1.0, long_side / max(width, height))
    return max(2, round(width * scale)), max(2, round(height * scale))


def _too_short(what: str) -> ClipError:
    return ClipError(f"{what} is shorter than one second.", "Give at least one whole repetition.")


def _clip(info: ClipInfo, times: FloatArray, signatures: Levels) -> Clip:
    return Clip(
        path=info.path,
        width=info.width,
        height=info.height,
        rotation_deg=info.rotation_deg,
        times=times,
        shots=find_shots(signatures, times),
    )


def _shot_survey(clip: Clip, shot: Shot, stills: list[tuple[int, list[FloatArray]]]) -> ShotSurvey:
    inside = [(index, people) for index, people in stills if shot.start <= index < shot.stop]
    people = link_people([float(clip.times[index]) for index, _ in inside], [p for _, p in inside])
    return ShotSurvey(
        shot=shot,
        stills=len(inside),
        people=tuple(people),
        most_at_once=max((len(p) for _, p in inside), default=0),
    )

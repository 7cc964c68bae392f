"""Frames followed side by side: cut into stretches, each handed to a pose model of its own.

Inference takes most of the time of an analysis and one picture at a time; several models share
it out. What a model sees depends on its stretch alone.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.clip.clip import Shot
from liftvision.pose.edge import at_the_edge
from liftvision.pose.landmarker import Landmarker, Person
from liftvision.pose.legs import leg_edges, shows_legs
from liftvision.pose.outline import back_outline
from liftvision.pose.people import body_size, box_of, trunk_centre, trunk_length
from liftvision.pose.spotlight import Spotlight
from liftvision.pose.track import PoseTrack

STRETCH_FRAMES = 80
"""A shot is followed in stretches of this many frames, several at a time."""

WARM_UP_FRAMES = 5
"""The last frames of the stretch before are shown to a model first, so that it has found the
lifter and has settled when the frames begin that count."""

MAX_WORKERS = 4
"""Stretches followed at a time; each holds a model of its own, some 60 MB, and its frames."""

MAX_SPEED = 3.0
"""Fastest credible trunk, in body sizes a second; standing up quickly makes 1."""

MIN_MOVE = 0.1
"""Landmarks of the trunk may jump this far, in body sizes, within one frame."""

OUTSIDE_LANDMARKS = 0.06
"""How far a body reaches beyond the box of its landmarks, in body sizes."""


@dataclass(frozen=True, eq=False)
class LitFrame:
    """What the model is shown of one frame: the spotlight's part of it.

    Attributes
    ----------
    shot, index, time_s
        Of the frame.
    light
        Of the shot.
    picture, corner
        The part, and the px of its upper left corner in the scaled picture.
    """

    shot: Shot
    index: int
    time_s: float
    light: Spotlight
    picture: Image
    corner: FloatArray


def follow_side_by_side(
    frames: Iterable[LitFrame],
    model: Path,
    scale: float,
    track: PoseTrack,
    advance: Callable[[float], None],
) -> None:
    """Hand the frames, stretch by stretch, to several models that work at the same time.

    Where stretches are cut depends on the clip alone, so every machine gives the same numbers.
    A few stretches wait at most, and what is found goes straight into its place, so memory does
    not grow with the clip but for the track itself.

    Parameters
    ----------
    frames
        In order; those of one shot follow each other.
    model
        A ``.task`` file.
    scale
        Px of the frames for one px of the upright image.
    track
        An empty track of the clip, in which the frames with the lifter are filled in.
    advance
        Told of every frame.
    """
    workers = min(MAX_WORKERS, os.cpu_count() or 1)
    with ExitStack() as stack:
        idle: SimpleQueue[Landmarker] = SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(Landmarker(model, "video", masks=True)))
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        stretch: _Stretch | None = None
        working: deque[Future[None]] = deque()
        try:
            for frame in frames:
                if stretch is None or stretch.is_over(frame):
                    warm_up = [] if stretch is None else stretch.end(frame)
                    if len(working) > workers:
                        working.popleft().result()
                    stretch = _Stretch(warm_up)
                    work = partial(_follow_stretch, stretch, idle, scale, track, advance)
                    working.append(pool.submit(work))
                stretch.add(frame)
        finally:
            if stretch is not None:
                stretch.end()
        for part in working:
            part.result()


class _Stretch:
    """Frames of one shot on their way to one model, the first of them to warm it up."""

    def __init__(self, warm_up: list[LitFrame]) -> None:
        self.warm_up = len(warm_up)
        self._waiting: SimpleQueue[LitFrame | None] = SimpleQueue()
        self._latest: deque[LitFrame] = deque(maxlen=WARM_UP_FRAMES)
        self._frames = -len(warm_up)
        for frame in warm_up:
            self.add(frame)

    def add(self, frame: LitFrame) -> None:
        """Hand the next frame over."""
        self._waiting.put(frame)
        self._latest.append(frame)
        self._frames += 1

    def is_over(self, following: LitFrame) -> bool:
        """Whether this frame belongs to the next stretch."""
        return self._frames >= STRETCH_FRAMES or following.shot != self._latest[-1].shot

    def end(self, following: LitFrame | None = None) -> list[LitFrame]:
        """Hand no more frames over; give the frames that warm the model of the next one up."""
        self._waiting.put(None)
        if following is None or following.shot != self._latest[-1].shot:
            return []
        return list(self._latest)

    def __iter__(self) -> Iterator[LitFrame]:
        """Give the frames as they come."""
        while (frame := self._waiting.get()) is not None:
            yield frame


def _follow_stretch(
    stretch: _Stretch,
    idle: SimpleQueue[Landmarker],
    scale: float,
    track: PoseTrack,
    advance: Callable[[float], None],
) -> None:
    """Find the lifter in the frames of one stretch; frames without him stay empty."""
    landmarker = idle.get()
    try:
        _fill_in(stretch, landmarker, scale, track, advance)
    finally:
        idle.put(landmarker)


def _fill_in(
    stretch: _Stretch,
    landmarker: Landmarker,
    scale: float,
    track: PoseTrack,
    advance: Callable[[float], None],
) -> None:
    gate = _Continuity()
    landmarker.forget()
    for number, frame in enumerate(stretch):
        for person in _people(frame, landmarker, scale):
            xy = (person.xy + frame.corner) / scale
            is_lifter = frame.light.is_lifter(xy, frame.time_s)
            is_lifter = is_lifter and gate.lets_pass(xy, frame.time_s)
            if is_lifter and number >= stretch.warm_up:
                assert person.mask is not None
                edge = back_outline(person.mask, person.xy, frame.light.turn)
                outline = at_the_edge(frame.picture, edge, trunk_length(person.xy))
                track.xy[frame.index] = xy
                track.world[frame.index] = person.world
                track.visibility[frame.index] = person.visibility
                track.outline[frame.index] = (outline + frame.corner) / scale
                if shows_legs(person.world):
                    assert track.legs is not None
                    legs = leg_edges(person.mask, frame.picture, person.xy)
                    track.legs[frame.index] = (legs + frame.corner) / scale
        if number >= stretch.warm_up:
            advance(1)


def _people(frame: LitFrame, landmarker: Landmarker, scale: float) -> list[Person]:
    """Find the people in a frame; once more, without what went before, where that is needed.

    From behind, a body that is bent far over has no head, and the model may take it for one that
    faces the camera. Such a pose keeps itself alive after the lifter has straightened up again.
    And whoever stands near to the lifter may be followed instead of him; then he is blacked out.
    """
    people = landmarker.find(frame.picture, frame.time_s)
    places = [(person.xy + frame.corner) / scale for person in people]
    if any(frame.light.is_back_to_front(xy) for xy in places):
        landmarker.forget()
        return landmarker.find(frame.picture, frame.time_s)
    if places and not any(frame.light.is_lifter(xy, frame.time_s) for xy in places):
        landmarker.forget()
        return landmarker.find(_without(people, frame.picture), frame.time_s)
    return people


def _without(people: Sequence[Person], picture: Image) -> Image:
    """Give a picture in which people are blacked out, from their head to their feet."""
    dark = picture.copy()
    for person in people:
        margin = OUTSIDE_LANDMARKS * float(body_size(person.xy)) * np.array([-1, -1, 1, 1])
        box = np.clip(np.rint(box_of(person.xy) + margin), 0, None)
        left, top, right, bottom = box.astype(int)
        dark[top:bottom, left:right] = 0
    return dark


class _Continuity:
    """Lets landmarks pass that the lifter can have reached from where he was last seen."""

    def __init__(self) -> None:
        self._last: tuple[float, FloatArray] | None = None

    def lets_pass(self, xy: FloatArray, time_s: float) -> bool:
        """Whether the trunk moved at a credible speed since the last landmarks that passed."""
        centre = trunk_centre(xy)
        if self._last is not None:
            since_s = time_s - self._last[0]
            moved = float(np.linalg.norm(centre - self._last[1]) / body_size(xy))
            if moved > MIN_MOVE + MAX_SPEED * since_s:
                return False
        self._last = (time_s, centre)
        return True

"""The second look through a clip: the lifter, frame by frame, and the outline of the back.

In each shot the model sees only the part of the picture in which the survey saw the lifter, with
everything beyond the lifter's surroundings blacked out: people behind cannot take over. A frame
in which the lifter is not found where the survey leads to is a gap.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.clip.clip import Shot
from liftvision.clip.naming import printable_name
from liftvision.clip.prefetch import prefetch
from liftvision.clip.probe import ClipInfo
from liftvision.clip.read import read_frames
from liftvision.errors import NoPersonError
from liftvision.pose.landmarker import Landmarker
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.lifter import PersonChoice, PersonChoiceError, choose_lifter
from liftvision.pose.outline import back_outline, facing_turn
from liftvision.pose.people import body_size, trunk_centre
from liftvision.pose.repair import repaired
from liftvision.pose.spotlight import Spotlight
from liftvision.pose.survey import ShotSurvey, Survey
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack

LIFTER_SIZE_PX = 200
"""The lifter's body size as it is shown to the model. It looks at a square that is nearly twice
as large, brought to 256 px: more would be thrown away."""

MAX_MODEL_SIDE = 1600
"""Long side in px of the largest picture that is converted for the model."""

STRETCH_FRAMES = 90
"""A shot is followed in stretches of this many frames, several at a time."""

WARM_UP_FRAMES = 10
"""The last frames of the stretch before are shown to a model first, so that it has found the
lifter and has settled when the frames begin that count."""

MAX_WORKERS = 4
"""Stretches followed at a time; each holds a model of its own, some 60 MB, and its frames."""

MAX_SPEED = 3.0
"""Fastest credible trunk, in body sizes a second; standing up quickly makes 1."""

MIN_MOVE = 0.1
"""Landmarks of the trunk may jump this far, in body sizes, within one frame."""


def follow(
    info: ClipInfo,
    seen: Survey,
    model: Path,
    *,
    choice: PersonChoice | None,
    advance: Callable[[float], None],
) -> PoseTrack:
    """Follow the lifter through a clip that was surveyed.

    Raises
    ------
    NoPersonError
        Nobody was seen in any shot.
    PersonChoiceError
        ``choice`` names nobody in any shot.
    """
    spotlights = _spotlights(seen, info, choice)
    lit = [light for light in spotlights if light is not None]
    if not lit:
        raise NoPersonError(
            f"Nobody can be seen in {printable_name(info.path)}.",
            "Film the lifter whole, head to feet, from 3 to 5 m away and in good light.",
        )
    scale = _model_scale(info, lit)
    found: dict[int, _Found] = {}
    workers = min(MAX_WORKERS, os.cpu_count() or 1)
    with ExitStack() as stack:
        idle: SimpleQueue[Landmarker] = SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(Landmarker(model, "video", masks=True)))
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        waiting: deque[Future[dict[int, _Found]]] = deque()
        for stretch in _stretches(prefetch(_views(info, seen, spotlights, scale, advance))):
            waiting.append(pool.submit(_follow_stretch, stretch, idle, scale, advance))
            if len(waiting) > workers:
                found.update(waiting.popleft().result())
        for part in waiting:
            found.update(part.result())
    return repaired(_track(seen, found), seen.clip.shots)


@dataclass(frozen=True, eq=False)
class _View:
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


def _views(
    info: ClipInfo,
    seen: Survey,
    spotlights: list[Spotlight | None],
    scale: float,
    advance: Callable[[float], None],
) -> Iterator[_View]:
    """Read the clip and show what the spotlights fall on; frames in the dark are left out."""
    times = seen.clip.times
    size = (round(info.width * scale), round(info.height * scale))
    margin = 0.5 * seen.clip.frame_interval_s
    lit: dict[int, tuple[Shot, Spotlight]] = {
        index: (surveyed.shot, light)
        for surveyed, light in zip(seen.shots, spotlights, strict=True)
        if light is not None
        for index in range(surveyed.shot.start, surveyed.shot.stop)
    }
    first_s, last_s = float(times[0]) - margin, float(times[-1]) + margin
    with read_frames(info.path, size=size, start_s=first_s, end_s=last_s) as reader:
        for frame in reader:
            if frame.index not in lit:
                advance(1)
                continue
            shot, light = lit[frame.index]
            picture, corner = _lit(frame.image, light, frame.time_s, scale)
            yield _View(shot, frame.index, frame.time_s, light, picture, corner)


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Frames of one shot for one model; the first ``warm_up`` of them were given to another."""

    views: list[_View]
    warm_up: int


def _stretches(views: Iterable[_View]) -> Iterator[_Stretch]:
    """Cut the frames into stretches of one shot each.

    Where they are cut depends on the clip alone, so every machine gives the same numbers.
    """
    gathered: list[_View] = []
    warm_up = 0
    for view in views:
        if gathered and view.shot != gathered[-1].shot:
            yield _Stretch(gathered, warm_up)
            gathered, warm_up = [], 0
        elif len(gathered) - warm_up == STRETCH_FRAMES:
            yield _Stretch(gathered, warm_up)
            gathered, warm_up = gathered[-WARM_UP_FRAMES:], WARM_UP_FRAMES
        gathered.append(view)
    if gathered:
        yield _Stretch(gathered, warm_up)


@dataclass(frozen=True, eq=False)
class _Found:
    """The lifter in one frame, in px of the upright image."""

    xy: FloatArray
    world: FloatArray
    visibility: FloatArray
    outline: FloatArray


def _spotlights(
    seen: Survey, info: ClipInfo, choice: PersonChoice | None
) -> list[Spotlight | None]:
    """Point a spotlight at the lifter of each shot; None for a shot without the lifter."""
    lights: list[Spotlight | None] = []
    refused: PersonChoiceError | None = None
    for surveyed in seen.shots:
        try:
            lights.append(_spotlight(surveyed, info, choice))
        except PersonChoiceError as error:
            lights.append(None)
            refused = error
    if refused is not None and all(light is None for light in lights):
        raise refused
    return lights


def _spotlight(
    surveyed: ShotSurvey, info: ClipInfo, choice: PersonChoice | None
) -> Spotlight | None:
    lifter = choose_lifter(surveyed.people, surveyed.stills, info.width, choice)
    if lifter is None:
        return None
    return Spotlight.on(lifter, info.width, info.height, surveyed.people)


def _model_scale(info: ClipInfo, lights: list[Spotlight]) -> float:
    """Choose how small the picture may be made before the smallest lifter suffers."""
    wanted = LIFTER_SIZE_PX / min(light.lifter.size_px for light in lights)
    return min(1.0, wanted, MAX_MODEL_SIDE / max(info.width, info.height))


def _follow_stretch(
    stretch: _Stretch,
    idle: SimpleQueue[Landmarker],
    scale: float,
    advance: Callable[[float], None],
) -> dict[int, _Found]:
    """Find the lifter in the frames of one stretch; frames without him are left out."""
    found: dict[int, _Found] = {}
    gate = _Continuity()
    turn = facing_turn(stretch.views[0].light.lifter.xy)
    landmarker = idle.get()
    landmarker.forget()
    for number, view in enumerate(stretch.views):
        for person in landmarker.find(view.picture, view.time_s):
            xy = (person.xy + view.corner) / scale
            if view.light.is_lifter(xy, view.time_s) and gate.lets_pass(xy, view.time_s):
                assert person.mask is not None
                outline = (back_outline(person.mask, person.xy, turn) + view.corner) / scale
                found[view.index] = _Found(xy, person.world, person.visibility, outline)
        if number >= stretch.warm_up:
            advance(1)
    idle.put(landmarker)
    for view in stretch.views[: stretch.warm_up]:
        found.pop(view.index, None)
    return found


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


def _lit(image: Image, light: Spotlight, time_s: float, scale: float) -> tuple[Image, FloatArray]:
    """Cut the spotlight's part out and black out what is not near the lifter.

    Gives the picture and the px of its upper left corner in the image.
    """
    low = np.floor(np.array([light.left, light.top]) * scale).astype(int)
    high = np.ceil(np.array([light.right, light.bottom]) * scale).astype(int)
    picture = image[low[1] : high[1], low[0] : high[0]].copy()
    box = light.box_at(time_s) * scale - np.tile(low, 2)
    left, top, right, bottom = np.clip(np.rint(box), 0, None).astype(int)
    picture[:top] = 0
    picture[bottom:] = 0
    picture[:, :left] = 0
    picture[:, right:] = 0
    return picture, low.astype(np.float64)


def _track(seen: Survey, found: dict[int, _Found]) -> PoseTrack:
    frames = seen.clip.frames
    track = PoseTrack(
        times=seen.clip.times,
        xy=np.full((frames, LANDMARK_COUNT, 2), np.nan),
        world=np.full((frames, LANDMARK_COUNT, 3), np.nan),
        visibility=np.full((frames, LANDMARK_COUNT), np.nan),
        outline=np.full((frames, OUTLINE_POINTS, 2), np.nan),
        others_in_frame=max((shot.most_at_once for shot in seen.shots), default=1) - 1,
        side_swaps_repaired=0,
    )
    for index, person in found.items():
        track.xy[index] = person.xy
        track.world[index] = person.world
        track.visibility[index] = person.visibility
        track.outline[index] = person.outline
    return track

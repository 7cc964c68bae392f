"""The second look through a clip: the lifter, frame by frame, and the outline of the back.

In each shot the model sees only the part of the picture in which the survey saw the lifter, with
everything beyond the lifter's surroundings blacked out: people behind cannot take over. A frame
in which the lifter is not found where the survey leads to is a gap.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.clip.clip import Shot
from liftvision.clip.naming import printable_name
from liftvision.clip.prefetch import prefetch
from liftvision.clip.probe import ClipInfo
from liftvision.clip.read import Frame, read_frames
from liftvision.errors import NoPersonError
from liftvision.pose.heading import turned_away
from liftvision.pose.landmarker import Landmarker
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.lifter import PersonChoice, PersonChoiceError, choose_lifter
from liftvision.pose.outline import back_outline, facing_turn
from liftvision.pose.people import body_size, trunk_centre
from liftvision.pose.spotlight import Spotlight
from liftvision.pose.survey import ShotSurvey, Survey
from liftvision.pose.swaps import ARMS, LEGS, find_swaps, swap_back
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack

LIFTER_SIZE_PX = 280
"""The lifter's body size as it is shown to the model, which looks at 256 px of the body."""

MAX_MODEL_SIDE = 1600
"""Long side in px of the largest picture that is converted for the model."""

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
    start_s: float | None,
    end_s: float | None,
    advance: Callable[[], None],
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
    size = (round(info.width * scale), round(info.height * scale))
    found: dict[int, _Found] = {}
    with read_frames(info.path, size=size, start_s=start_s, end_s=end_s) as reader:
        frames = _counted(prefetch(reader), advance)
        position = 0
        for surveyed, light in zip(seen.shots, spotlights, strict=True):
            shot = surveyed.shot
            deque(islice(frames, shot.start - position), maxlen=0)
            of_shot = islice(frames, shot.stop - shot.start)
            position = shot.stop
            if light is None:
                deque(of_shot, maxlen=0)
            else:
                found.update(_follow_shot(of_shot, light, model, scale))
        deque(frames, maxlen=0)
    track = _without_wrong_poses(_track(seen, found), seen.clip.shots)
    return _without_swaps(track, seen.clip.shots)


@dataclass(frozen=True, eq=False)
class _Found:
    """The lifter in one frame, in px of the upright image."""

    xy: FloatArray
    world: FloatArray
    visibility: FloatArray
    outline: FloatArray


def _counted(frames: Iterator[Frame], advance: Callable[[], None]) -> Iterator[Frame]:
    for frame in frames:
        yield frame
        advance()


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


def _follow_shot(
    frames: Iterator[Frame], light: Spotlight, model: Path, scale: float
) -> Iterator[tuple[int, _Found]]:
    """Find the lifter in the frames of one shot; frames without him are left out."""
    turn = facing_turn(light.lifter.xy)
    gate = _Continuity()
    with Landmarker(model, "video", masks=True) as landmarker:
        for frame in frames:
            picture, corner = _lit(frame.image, light, frame.time_s, scale)
            for person in landmarker.find(picture, frame.time_s):
                xy = (person.xy + corner) / scale
                if light.is_lifter(xy, frame.time_s) and gate.lets_pass(xy, frame.time_s):
                    assert person.mask is not None
                    outline = back_outline(person.mask, person.xy, turn)
                    outline = (outline + corner) / scale
                    yield frame.index, _Found(xy, person.world, person.visibility, outline)


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


def _without_wrong_poses(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Make gaps of the frames in which the model saw a body that the lifter cannot have."""
    wrong = np.zeros(len(track.times), dtype=bool)
    for shot in shots:
        wrong[shot.frames] = turned_away(track.world[shot.frames])

    def with_gaps(values: FloatArray) -> FloatArray:
        return np.where(wrong.reshape(-1, *[1] * (values.ndim - 1)), np.nan, values)

    return replace(
        track,
        xy=with_gaps(track.xy),
        world=with_gaps(track.world),
        visibility=with_gaps(track.visibility),
        outline=with_gaps(track.outline),
    )


def _without_swaps(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Exchange the limbs back that the model exchanged, shot by shot, and count the frames."""
    xy, world, visibility = track.xy.copy(), track.world.copy(), track.visibility.copy()
    repaired = np.zeros(len(track.times), dtype=bool)
    for shot in shots:
        frames = shot.frames
        for limbs in (ARMS, LEGS):
            swapped = find_swaps(track.xy[frames], limbs)
            xy[frames] = swap_back(xy[frames], swapped, limbs)
            world[frames] = swap_back(world[frames], swapped, limbs)
            visibility[frames] = swap_back(visibility[frames], swapped, limbs)
            repaired[frames] |= swapped
    return replace(
        track,
        xy=xy,
        world=world,
        visibility=visibility,
        side_swaps_repaired=int(repaired.sum()),
    )

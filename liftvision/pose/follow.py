"""The second look through a clip: the lifter, frame by frame, and the outline of the back.

In each shot the model sees only the part of the picture in which the survey saw the lifter, with
everything beyond the lifter's surroundings blacked out: people behind cannot take over. A frame
in which the lifter is not found where the survey leads to is a gap.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.clip.clip import Shot
from liftvision.clip.naming import printable_name
from liftvision.clip.prefetch import prefetch
from liftvision.clip.probe import ClipInfo
from liftvision.clip.read import read_again
from liftvision.errors import NoPersonError, PersonChoiceError
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.legs import LEG_STATIONS
from liftvision.pose.lifter import PersonChoice, choose_lifter
from liftvision.pose.repair import repaired
from liftvision.pose.spotlight import Spotlight
from liftvision.pose.stretches import LitFrame, follow_side_by_side
from liftvision.pose.survey import ShotSurvey, Survey
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack

LIFTER_SIZE_PX = 280
"""The lifter's body size as it is shown to the model. It looks at a square nearly twice as
large, brought to 256 px, so more is thrown away; less loses hidden lifters a little sooner."""

MAX_MODEL_SIDE = 1600
"""Long side in px of the largest picture that is converted for the model."""


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
    frames = prefetch(_lit_frames(info, seen, spotlights, scale, advance))
    track = _empty_track(seen)
    follow_side_by_side(frames, model, scale, track, advance)
    return repaired(track, seen.clip.shots)


def _lit_frames(
    info: ClipInfo,
    seen: Survey,
    spotlights: list[Spotlight | None],
    scale: float,
    advance: Callable[[float], None],
) -> Iterator[LitFrame]:
    """Read the clip and show what the spotlights fall on; frames in the dark are left out."""
    size = (round(info.width * scale), round(info.height * scale))
    lit: dict[int, tuple[Shot, Spotlight]] = {
        index: (surveyed.shot, light)
        for surveyed, light in zip(seen.shots, spotlights, strict=True)
        if light is not None
        for index in range(surveyed.shot.start, surveyed.shot.stop)
    }
    with read_again(seen.clip, size) as reader:
        for frame in reader:
            if frame.index not in lit:
                advance(1)
                continue
            shot, light = lit[frame.index]
            picture, corner = _light_up(frame.image, light, frame.time_s, scale)
            yield LitFrame(shot, frame.index, frame.time_s, light, picture, corner)


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


def _light_up(
    image: Image, light: Spotlight, time_s: float, scale: float
) -> tuple[Image, FloatArray]:
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


def _empty_track(seen: Survey) -> PoseTrack:
    frames = seen.clip.frames
    return PoseTrack(
        times=seen.clip.times,
        xy=np.full((frames, LANDMARK_COUNT, 2), np.nan),
        world=np.full((frames, LANDMARK_COUNT, 3), np.nan),
        visibility=np.full((frames, LANDMARK_COUNT), np.nan),
        outline=np.full((frames, OUTLINE_POINTS, 2), np.nan),
        others_in_frame=max((shot.most_at_once for shot in seen.shots), default=1) - 1,
        side_swaps_repaired=0,
        legs=np.full((frames, 2, 2, LEG_STATIONS, 2), np.nan),
    )

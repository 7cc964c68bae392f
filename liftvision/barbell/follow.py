"""The bar, from the pictures and the pose: what follows it best in each shot.

The clip is read twice. First some frames of each shot, to find the near plate's rim, or in front
and rear views the plates at both ends; then all frames, to follow what was found, and to see from
the background how the camera moved.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from liftvision.barbell.ends.find import FoundEnds, faces_camera, find_ends
from liftvision.barbell.ends.trace import EndsPath, EndsTracer
from liftvision.barbell.plan import Plan, plan_shots
from liftvision.barbell.plate.bridge import bridge
from liftvision.barbell.plate.credible import LIKELY, POSSIBLE, behaviour, is_plate
from liftvision.barbell.plate.find import FoundPlate, find_plate
from liftvision.barbell.plate.search import plate_places
from liftvision.barbell.plate.trace import PlatePath, PlateTracer
from liftvision.barbell.point import PointTrack, follow_point, point_reach
from liftvision.barbell.stills import Stills
from liftvision.barbell.track import BAR_SOURCES, BarTrack, Rim, ShotBar
from liftvision.barbell.window import Window
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.clip.camera_tracker import CameraTracker
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.prefetch import prefetch
from liftvision.clip.read import Frame, read_again, read_chosen
from liftvision.pose.busy import busy_areas
from liftvision.pose.people import body_size
from liftvision.pose.track import PoseTrack

NO_PLATE = "no plate was seen to go with the hands"
POINT_ONLY = "no plate's rim lies around the given point: the point itself is followed"

Found: TypeAlias = FoundPlate | FoundEnds
Tracer: TypeAlias = PlateTracer | EndsTracer
Path: TypeAlias = PlatePath | EndsPath


def follow_bar(
    clip: Clip,
    pose: PoseTrack,
    *,
    at: tuple[float, float] | None,
    advance: Callable[[float], None],
) -> tuple[BarTrack, CameraMotion]:
    """Follow the bar through a clip whose pose is known, and the camera.

    Parameters
    ----------
    clip, pose
        As they were read and found.
    at
        Where the bar is in the first frame, px; found by itself where None.
    advance
        Told of each frame that is done, in parts.

    Raises
    ------
    ClipError
        The clip cannot be read any more.
    """
    point = None if at is None else _follow_given(clip, pose, at)
    plans = plan_shots(clip, pose, point)
    found, reasons = find_bars(clip, plans, advance)
    traced, camera = trace_bars(clip, pose, plans, found, advance)
    paths = {
        number: path
        for number, path in traced.items()
        if _is_bar(path, found[number], plans[number])
    }
    track = bar_from_wrists(pose, clip.shots, NO_PLATE)
    shots = [
        replace(shot, reason=reasons.get(number, shot.reason))
        for number, shot in enumerate(track.shots)
    ]
    for number, path in paths.items():
        plan, bar = plans[number], found[number]
        if isinstance(path, EndsPath) and isinstance(bar, FoundEnds):
            shots[number] = _put_ends(track, plan, path, bar)
        elif isinstance(path, PlatePath) and isinstance(bar, FoundPlate):
            shots[number] = _put_plate(track, pose, plan, path, bar)
    if point is not None and shots[0].source == "wrists":
        shots[0] = _put_point(track, clip.shots[0], point)
    return replace(track, shots=tuple(shots)), camera


def _follow_given(clip: Clip, pose: PoseTrack, at: tuple[float, float]) -> PointTrack:
    """Follow the point that was given through the first shot."""
    first = clip.shots[0]
    reach = point_reach(float(np.nanmedian(body_size(pose.xy[first.frames]))))
    with read_again(clip, (clip.width, clip.height)) as reader:
        return follow_point(islice(prefetch(reader), first.start, first.stop), at, reach)


def find_bars(
    clip: Clip, plans: Mapping[int, Plan], advance: Callable[[float], None]
) -> tuple[dict[int, Found], dict[int, str]]:
    """Look for the bar in the stills of each shot; give why not where there is none.

    What is given may still be something else than a bar, until it was followed.
    """
    found: dict[int, Found] = {}
    reasons: dict[int, str] = {}
    done = 0
    for number, frames in _stills(clip, plans):
        plan = plans[number]
        images = [plan.window.crop(frame.image) for frame in frames]
        indices = np.array([frame.index - plan.shot.start for frame in frames])
        hands = plan.window.inward(plan.hands[indices])
        seen = _look(Stills(indices, images, hands, plan.pointed_at), plan)
        if isinstance(seen, str):
            reasons[number] = seen
        else:
            found[number] = seen
        advance(0.5 * (plan.shot.stop - done))
        done = plan.shot.stop
    advance(0.5 * (clip.frames - done))
    return found, reasons


def _look(stills: Stills, plan: Plan) -> Found | str:
    """Look for the near plate, and for both ends where the view may show them."""
    plate = find_plate(stills, plan.window, plan.view) if plan.shows_rims else None
    if plate is not None and plate.support >= LIKELY:
        return plate
    ends = find_ends(stills, plan.window, plan.view) if faces_camera(plan.view) else NO_PLATE
    if isinstance(ends, str) and plate is not None and plate.support >= POSSIBLE:
        return plate
    return ends


def _stills(clip: Clip, plans: Mapping[int, Plan]) -> Iterator[tuple[int, list[Frame]]]:
    """Read the stills, shot by shot."""
    shot_of = {
        int(frame) + plan.shot.start: number
        for number, plan in plans.items()
        for frame in plan.stills
    }
    if not plans:
        return
    gathered: list[Frame] = []
    for frame in prefetch(read_chosen(clip, _picture(plans), shot_of)):
        if gathered and shot_of[gathered[0].index] != shot_of[frame.index]:
            yield shot_of[gathered[0].index], gathered
            gathered = []
        gathered.append(frame)
    if gathered:
        yield shot_of[gathered[0].index], gathered


def trace_bars(
    clip: Clip,
    pose: PoseTrack,
    plans: Mapping[int, Plan],
    found: Mapping[int, Found],
    advance: Callable[[float], None],
) -> tuple[dict[int, Path], CameraMotion]:
    """Follow what was found through all frames of its shot, and the camera through the clip."""
    if not plans:
        advance(0.5 * clip.frames)
        return {}, CameraMotion.standing(clip.times, (clip.width, clip.height))
    tracers = {number: _tracer(bar, plans[number]) for number, bar in found.items()}
    shot_of = {
        index: number
        for number in tracers
        for index in range(plans[number].shot.start, plans[number].shot.stop)
    }
    picture = _picture(plans)
    camera, busy = CameraTracker(clip, picture), busy_areas(clip, pose)
    with read_again(clip, picture) as reader:
        for frame in prefetch(reader):
            camera.look(frame.index, frame.image, busy[frame.index])
            number = shot_of.get(frame.index)
            if number is not None:
                tracers[number].look(frame.index - plans[number].shot.start, frame.image)
            advance(0.5)
    return {number: tracer.path() for number, tracer in tracers.items()}, camera.motion()


def _picture(plans: Mapping[int, Plan]) -> tuple[int, int]:
    """Give the size to which the clip's pictures are reduced, the same for all shots."""
    return next(iter(plans.values())).window.picture


def _tracer(found: Found, plan: Plan) -> Tracer:
    window = plan.window
    if isinstance(found, FoundEnds):
        return EndsTracer(found, window, plan.view, plan.times, plan.hands)
    places = plate_places(window.inward(plan.hands), plan.pointed_at, window, plan.view)
    return PlateTracer(found, window, plan.times, places + found.beside)


def _is_bar(path: Path, found: Found, plan: Plan) -> bool:
    """Decide whether what was followed is the bar; ends were judged when they were found."""
    if isinstance(found, FoundEnds) or isinstance(path, EndsPath):
        return True
    moving = slice(int(found.frames[0]), int(found.frames[-1]) + 1)
    px_per_m = plan.window.px_per_m / _zoom(plan.window)
    return is_plate(found.support, behaviour(path.centre[moving], plan.hands[moving], px_per_m))


def _put_plate(
    track: BarTrack, pose: PoseTrack, plan: Plan, path: PlatePath, found: FoundPlate
) -> ShotBar:
    """Put a plate's path into the track, in place, with its gaps bridged by the wrists."""
    frames = plan.shot.frames
    body_px = float(np.nanmedian(body_size(pose.xy[frames])))
    whole, bridged = bridge(path, plan.times, track.centre[frames], body_px)
    seen = np.isfinite(whole.centre[:, 0])
    track.centre[frames] = whole.centre
    track.error[frames] = whole.error
    track.score[frames] = np.where(bridged, np.nan, path.share)
    track.sources[frames] = np.where(seen, BAR_SOURCES.index("plate"), 0)
    track.sources[frames][bridged] = BAR_SOURCES.index("wrists")
    zoom = _zoom(plan.window)
    rim = Rim(
        half_width=found.plate.rim.half_width / zoom,
        half_height=found.plate.rim.half_height / zoom,
        tilt_deg=float(np.degrees(found.plate.rim.tilt)),
        size_error=found.size_error,
        support=found.support,
        radius=found.plate.rim.upright / zoom,
        offset_error=found.offset_error / zoom,
    )
    return ShotBar("plate", rim=rim)


def _put_ends(track: BarTrack, plan: Plan, path: EndsPath, found: FoundEnds) -> ShotBar:
    """Put the way of both ends into the track, in place."""
    frames = plan.shot.frames
    seen = np.isfinite(path.centre[:, 0])
    track.centre[frames] = path.centre
    track.error[frames] = np.where(seen, path.centre_error, np.nan)
    track.score[frames] = np.where(seen, path.share.mean(axis=1), np.nan)
    track.ends[frames] = path.ends
    track.sources[frames] = np.where(seen, BAR_SOURCES.index("ends"), 0)
    return ShotBar(
        "ends",
        end_height=found.height / _zoom(plan.window),
        end_height_error=found.height_error,
    )


def _put_point(track: BarTrack, shot: Shot, point: PointTrack) -> ShotBar:
    """Put a point that was given into the track, in place."""
    seen = np.isfinite(point.centre[:, 0])
    track.centre[shot.frames] = point.centre
    track.error[shot.frames] = point.error
    track.score[shot.frames] = np.nan
    track.sources[shot.frames] = np.where(seen, BAR_SOURCES.index("point"), 0)
    return ShotBar("point", reason=POINT_ONLY)


def _zoom(window: Window) -> float:
    """Give the px of the window for one of the clip."""
    return float(np.sqrt(window.zoom.prod()))

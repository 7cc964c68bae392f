"""From the raw pose to the motion: each shot cleaned, its view told, every column measured."""

from dataclasses import replace

import numpy as np
from scipy.ndimage import maximum_filter1d

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BAR_SOURCES, BarSource, BarTrack, ShotBar
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip
from liftvision.given import STANDARD_PLATE_M, Given
from liftvision.motion.cleaning import CUTOFF_HZ, clean, fill_short_gaps
from liftvision.motion.columns import ShotColumns, in_picture, measure_columns
from liftvision.motion.cutoff import residual_cutoff
from liftvision.motion.motion import UNITS, Motion
from liftvision.motion.scale import Scale, measure_scale
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.scale import UNSEEN
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View

FILLED_NOISE = 4.0
"""Noise of frames in a gap of up to 0.15 s, over that of the frames around it: a bar that speeds up
by 2 m/s² leaves the straight line by 6 mm."""


def see_shots(
    clip: Clip,
    pose: PoseTrack,
    bar: BarTrack,
    views: tuple[View, ...],
    given: Given,
    camera: CameraMotion | None = None,
) -> tuple[Seen, ...]:
    """Clean and scale what was seen of lifter and bar, shot by shot.

    Nothing is filtered, filled or scaled across a cut.

    Parameters
    ----------
    clip, pose, bar
        Of the same frames; pose and bar as a camera that stands still sees them.
    views
        Of each shot.
    given
        Sizes that the user knows.
    camera
        By whose motion they were steadied: what was in its pictures, is told there. None: it
        stood still.
    """
    camera = camera or CameraMotion.standing(clip.times, (clip.width, clip.height))
    shots = []
    for number, (shot, view) in enumerate(zip(clip.shots, views, strict=True)):
        frames = shot.frames
        landmarks = clean(clip.times[frames], pose.xy[frames])
        inside = in_picture(camera.shaken(landmarks, frames), camera.size)
        world = pose.world[frames]
        shot_seen = _seen(clip, landmarks, inside, world, bar, number, view, given)
        legs = None if pose.legs is None else pose.legs[frames]
        shots.append(replace(shot_seen, legs=legs))
    return tuple(shots)


def measure_motion(clip: Clip, shots: tuple[Seen, ...]) -> Motion:
    """Measure every column, with the angles of the landmarks as they are.

    Parameters
    ----------
    clip
        What was read.
    shots
        What was seen in each of its shots.
    """
    landmarks = np.full((clip.frames, LANDMARK_COUNT, 2), np.nan)
    values = {name: np.full(clip.frames, np.nan) for name in UNITS}
    errors = {name: np.full(clip.frames, np.nan) for name in UNITS}
    measured = []
    for shot, seen in zip(clip.shots, shots, strict=True):
        frames = shot.frames
        landmarks[frames] = seen.landmarks
        of_shot = measure_columns(seen)
        for name in UNITS:
            values[name][frames] = of_shot.values[name]
            errors[name][frames] = of_shot.errors[name]
        measured.append(of_shot)
    return Motion(
        times=clip.times,
        landmarks=landmarks,
        columns=values,
        errors=errors,
        not_measured=_reasons(values, measured, main_shot(clip, landmarks)),
        shots=clip.shots,
        views=tuple(seen.view for seen in shots),
        scales=tuple(seen.scale for seen in shots),
        feet=tuple(each.feet for each in measured),
    )


def _seen(
    clip: Clip,
    landmarks: FloatArray,
    inside: BoolArray,
    world: FloatArray,
    bar: BarTrack,
    number: int,
    view: View,
    given: Given,
) -> Seen:
    """Put together what was seen in one shot, the bar cleaned at its own cut-off."""
    frames = clip.shots[number].frames
    times, by = clip.times[frames], bar.shots[number]
    centre, noise = _bar_of(bar, frames, by.source)
    # Height is what the bar mostly does; both axes are filtered alike.
    cutoff_hz = CUTOFF_HZ if by.source == "wrists" else residual_cutoff(times, centre[:, 1])
    cleaned = clean(times, centre, cutoff_hz)
    cleaned[~np.isfinite(cleaned).all(axis=1)] = np.nan
    # The filter carries what is wrong in one frame into its neighbours.
    reach = (
        max(1, round(0.5 / cutoff_hz / float(np.median(np.diff(times))))) if len(times) > 1 else 1
    )
    scale = measure_scale(landmarks, world, by, view, given, max(clip.width, clip.height))
    return Seen(
        times=times,
        landmarks=landmarks,
        inside=inside,
        world=world,
        bar=cleaned,
        bar_noise=maximum_filter1d(noise, 2 * reach + 1, mode="nearest"),
        bar_cutoff_hz=cutoff_hz,
        by=by,
        view=view,
        scale=scale,
        plate_radius_m=_plate_radius_m(by, scale, given),
        size=(clip.width, clip.height),
    )


def _plate_radius_m(by: ShotBar, scale: Scale, given: Given) -> float:
    """Give the plates' radius as the bar is scaled, which need not be by them."""
    seen_px = by.rim.radius if by.rim is not None else by.end_height and 0.5 * by.end_height
    if seen_px is None or scale.bar.value is None:
        return 0.5 * (given.plate_diameter_m or STANDARD_PLATE_M)
    return seen_px * scale.bar.value


def _bar_of(bar: BarTrack, frames: slice, source: BarSource) -> tuple[FloatArray, FloatArray]:
    """Give the bar (T, 2) px of one shot and its noise (T,) px.

    The wrists bridge long gaps; in a short one the straight line between what was seen before and
    after it is nearer to the truth.
    """
    times, centre, noise = bar.times[frames], bar.centre[frames].copy(), bar.error[frames]
    if source != "wrists":
        bridged = bar.sources[frames] == BAR_SOURCES.index("wrists")
        seen = np.where(bridged[:, None], np.nan, centre)
        straight = np.stack([fill_short_gaps(times, axis) for axis in seen.T], axis=1)
        short = bridged & np.isfinite(straight).all(axis=1)
        centre[short] = straight[short]
        noise = np.where(short, np.nan, noise)
    known = np.isfinite(noise)
    filled = FILLED_NOISE * np.median(noise[known]) if known.any() else np.nan
    return centre, np.where(known, noise, filled)


def main_shot(clip: Clip, xy: FloatArray) -> int:
    """Give the number of the shot with the most frames in which the lifter was found."""
    seen = np.isfinite(xy[:, 0, 0])
    return int(np.argmax([seen[shot.frames].sum() for shot in clip.shots]))


def _reasons(
    values: dict[str, FloatArray], measured: list[ShotColumns], main: int
) -> dict[str, str]:
    """Collect why columns are NaN throughout, as the main shot says it."""
    absent = [name for name in UNITS if not np.isfinite(values[name]).any()]
    return {
        name: measured[main].reasons.get(name, UNSEEN) if measured else UNSEEN for name in absent
    }

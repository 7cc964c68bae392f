"""From the raw pose to the motion: each shot cleaned, its view told, every column measured."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.clip.clip import Clip
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean
from liftvision.motion.columns import UNSEEN, ShotColumns, measure_columns
from liftvision.motion.motion import UNITS, Motion
from liftvision.motion.scale import metres_per_px
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import estimate_view


def measure_motion(clip: Clip, pose: PoseTrack, bar: BarTrack) -> Motion:
    """Clean a pose and measure everything in it that landmarks alone can give.

    Shots are handled one by one: nothing is filtered, filled or scaled across a cut.
    """
    landmarks = np.full_like(pose.xy, np.nan)
    values = {name: np.full(clip.frames, np.nan) for name in UNITS}
    errors = {name: np.full(clip.frames, np.nan) for name in UNITS}
    views, scales, measured = [], [], []
    for shot in clip.shots:
        frames = shot.frames
        times = clip.times[frames]
        landmarks[frames] = clean(times, pose.xy[frames])
        view = estimate_view(pose.world[frames])
        scale = metres_per_px(pose.xy[frames], pose.world[frames])
        of_shot = measure_columns(
            times,
            landmarks[frames],
            pose.world[frames],
            clean(times, bar.centre[frames]),
            view,
            scale,
            (clip.width, clip.height),
        )
        for name in UNITS:
            values[name][frames] = of_shot.values[name]
            errors[name][frames] = of_shot.errors[name]
        views.append(view)
        scales.append(scale)
        measured.append(of_shot)
    main = main_shot(clip, pose.xy)
    return Motion(
        times=clip.times,
        landmarks=landmarks,
        columns=values,
        errors=errors,
        not_measured=_reasons(values, measured, main),
        shots=clip.shots,
        views=tuple(views),
        metres_per_px=scales[main] if scales else Measurement.not_measured("m", UNSEEN),
    )


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

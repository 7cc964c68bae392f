"""One rendered clip's bar, held against its truth: where, how large, how fast and when."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.barbell.track import BAR_SOURCES, BarSource, BarTrack
from liftvision.measurement import Measurement
from liftvision.reps.concentric import concentric_phase
from liftvision.reps.rep import Rep
from liftvision.selfcheck.compare import same_frames
from liftvision.selfcheck.rep_metrics import paired
from liftvision.selfcheck.true_rim import near_rim
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.truth.truth import TrueBar, Truth

Group: TypeAlias = Literal["side", "oblique", "frontal", "no plates"]

SIDE_WITHIN_DEG = 20.0
FRONTAL_WITHIN_DEG = 15.0
LEAST_IN_PICTURE = 0.5
"""A plate of which less is in the picture need not be found."""

ASTRAY = 0.5
"""A track that is on average further from the truth, in half heights, is on another thing."""

USUAL_ROWS = 720
EVENT_FPS = 30.0
EVENTS_JUDGED = ("lift_off_s", "knee_pass_s", "lockout_s")


@dataclass(frozen=True, eq=False)
class ClipScore:
    """The errors in one clip: measured minus true; NaN or empty where nothing was measured.

    Attributes
    ----------
    clip, group, yaw_deg
        Name, and from where it was filmed.
    source
        What most of its bar was taken from.
    due, found
        Frames in which enough of the plate is in the picture; and those of them in which it was
        found.
    astray
        Whether another thing was taken for the plate.
    trouble
        Why there is nothing of this clip: a refusal, or the end of a crash.
    px
        (N, 2) px scaled to 720 rows: error of the centre in each frame found.
    px_stated
        (N,) px likewise: the standard error that was stated.
    size, size_stated
        Error of the half height as a fraction, and what was stated.
    metres
        (M, 2) m: error of ``bar_x`` and ``bar_y`` in each frame that has both.
    metres_stated
        (M, 2) m: the standard errors stated.
    mean_velocity, peak_velocity
        (R, 2) m/s: error in each true rep, and what was stated.
    events
        For each of `EVENTS_JUDGED` (R,) frames at 30 fps: error in each rep that has one.
    """

    clip: str
    group: Group
    yaw_deg: float
    source: BarSource
    due: int = 0
    found: int = 0
    astray: bool = False
    trouble: str = ""
    px: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    px_stated: FloatArray = field(default_factory=lambda: np.empty(0))
    size: float = np.nan
    size_stated: float = np.nan
    metres: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    metres_stated: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    mean_velocity: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    peak_velocity: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    events: dict[str, FloatArray] = field(default_factory=dict)

    @property
    def offset_px(self) -> FloatArray:
        """The centre's constant error (2,) px."""
        return self.px.mean(axis=0) if len(self.px) else np.full(2, np.nan)

    @property
    def spread_px(self) -> FloatArray:
        """Standard deviation (2,) px of the centre's error about its constant part."""
        return self.px.std(axis=0) if len(self.px) else np.full(2, np.nan)

    @property
    def rmse_mm(self) -> FloatArray:
        """Root mean square (2,) mm of the path's errors, forward and up, with their constant."""
        return 1e3 * np.sqrt((self.metres**2).mean(axis=0)) if len(self.metres) else _nowhere()

    @property
    def path_rmse_mm(self) -> FloatArray:
        """The same about their constant: the path's shape."""
        return 1e3 * self.metres.std(axis=0) if len(self.metres) else _nowhere()


@dataclass(frozen=True, eq=False)
class _TruePlate:
    """What the track should give, frame by frame: (T, 2) px, (T,) px and (T,) whether it must."""

    centre: FloatArray
    half_height: FloatArray
    due: BoolArray


def score(bar: BarTrack, analysis: Analysis | None, truth: Truth, clip: Path) -> ClipScore:
    """Hold one clip's bar against its truth.

    Without an analysis only the track is judged; its path is scaled with its own rim, and has no
    constant error.
    """
    group, yaw = group_of(truth)
    plate = None if truth.bar is None else _true_plate(truth, truth.bar, group)
    if truth.bar is None or plate is None:
        by_plate = bar.source in ("plate", "ends")
        return ClipScore(clip.name, group, yaw, bar.source, astray=by_plate)
    frames = same_frames(truth.times, bar.times, clip.name)
    wanted: BarSource = "ends" if group == "frontal" else "plate"
    found = (frames >= 0) & (bar.sources[frames] == BAR_SOURCES.index(wanted))
    error_px = bar.centre[frames][found] - plate.centre[found]
    rows = USUAL_ROWS / min(truth.camera.size)
    size, size_stated = _size(bar, plate, frames, found)
    if analysis is None:
        metres = _plain_metres(bar, truth, truth.bar, frames, found)
        metres_stated = np.full_like(metres, np.nan)
    else:
        metres, metres_stated = _metres(analysis, truth, frames, found)
    reps = _reps(analysis, truth, truth.bar)
    return ClipScore(
        clip=clip.name,
        group=group,
        yaw_deg=yaw,
        source=bar.source,
        due=int(plate.due.sum()),
        found=int((plate.due & found).sum()),
        astray=_is_astray(bar, truth, truth.bar, frames),
        px=rows * error_px,
        px_stated=rows * np.hypot(bar.error[frames][found], _constant_error(bar)),
        size=size,
        size_stated=size_stated,
        metres=metres,
        metres_stated=metres_stated,
        mean_velocity=reps["mean_concentric_velocity"],
        peak_velocity=reps["peak_concentric_velocity"],
        events={event: EVENT_FPS * reps[event][:, 0] for event in EVENTS_JUDGED},
    )


def _constant_error(bar: BarTrack) -> float:
    """Give the stated error of the centre in px that is the same in all frames."""
    return next((shot.rim.offset_error for shot in bar.shots if shot.rim), 0.0)


def group_of(truth: Truth) -> tuple[Group, float]:
    """Give a clip's group, and the yaw from which it was filmed."""
    yaw = truth.recipe.camera.yaw_deg
    off_front = min(abs(yaw), 180.0 - abs(yaw))
    if truth.bar is None or truth.bar.plate_diameter_m is None:
        return "no plates", yaw
    if 90.0 - off_front <= SIDE_WITHIN_DEG:
        return "side", yaw
    return ("frontal" if off_front <= FRONTAL_WITHIN_DEG else "oblique"), yaw


def _true_plate(truth: Truth, bar: TrueBar, group: Group) -> _TruePlate | None:
    """Give the near plate, or in frontal views the middle of both ends."""
    rim = near_rim(bar, truth.camera)
    if rim is None:
        return None
    if group != "frontal":
        return _TruePlate(rim.centre, rim.half_height, rim.in_picture >= LEAST_IN_PICTURE)
    ends = np.stack([bar.left_end_px, bar.right_end_px], axis=1)
    inside = ((ends >= 0.0) & (ends <= np.array(truth.camera.size))).all(axis=(1, 2))
    return _TruePlate(ends.mean(axis=1), rim.half_height, np.asarray(inside))


def _is_astray(bar: BarTrack, truth: Truth, true: TrueBar, frames: IntArray) -> bool:
    """Tell whether what is followed as a plate, or as both ends, is something else."""
    kinds: tuple[tuple[BarSource, Group], ...] = (("plate", "side"), ("ends", "frontal"))
    for source, group in kinds:
        plate = _true_plate(truth, true, group)
        seen = (frames >= 0) & (bar.sources[frames] == BAR_SOURCES.index(source))
        if plate is not None and seen.any():
            off = np.linalg.norm(bar.centre[frames][seen] - plate.centre[seen], axis=1)
            if np.mean(off / plate.half_height[seen]) > ASTRAY:
                return True
    return False


def _size(
    bar: BarTrack, plate: _TruePlate, frames: IntArray, found: BoolArray
) -> tuple[float, float]:
    """Give the error of the half height as a fraction, and the stated one, of the first plate."""
    shot = next((shot for shot in bar.shots if shot.rim or shot.end_height), None)
    if shot is None or not found.any():
        return np.nan, np.nan
    true = float(np.median(plate.half_height[found]))
    if shot.rim is not None:
        return shot.rim.radius / true - 1.0, shot.rim.size_error
    assert shot.end_height is not None
    stated = np.nan if shot.end_height_error is None else shot.end_height_error
    return 0.5 * shot.end_height / true - 1.0, stated


def _metres(
    analysis: Analysis, truth: Truth, frames: IntArray, found: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Give errors and stated errors (M, 2) m of the bar's path, forward and up."""
    names = ("bar_x", "bar_y")
    true = np.stack([truth.columns[name] for name in names], axis=1)
    values = np.stack([analysis.motion.columns[name][frames] for name in names], axis=1)
    stated = np.stack([analysis.motion.errors[name][frames] for name in names], axis=1)
    error = values - true
    # Where forward is not measured, as in frontal views, up still is.
    kept = found & np.isfinite(error[:, 1])
    return error[kept], stated[kept]


def _plain_metres(
    bar: BarTrack, truth: Truth, true: TrueBar, frames: IntArray, found: BoolArray
) -> FloatArray:
    """Give errors (M, 2) m, about their mean, of a path that is scaled with the rim alone."""
    rim = next((shot.rim for shot in bar.shots if shot.rim), None)
    if rim is None or true.plate_diameter_m is None or not found.any():
        return np.empty((0, 2))
    metres_per_px = 0.5 * true.plate_diameter_m / rim.radius
    forward = 1.0 if truth.recipe.camera.yaw_deg > 0.0 else -1.0
    path = bar.centre[frames][found] * metres_per_px * [forward, -1.0]
    names = ("bar_x", "bar_y")
    error = path - np.stack([truth.columns[name][found] for name in names], axis=1)
    return np.asarray(error - error.mean(axis=0))


def _reps(analysis: Analysis | None, truth: Truth, bar: TrueBar) -> dict[str, FloatArray]:
    """Give for each metric and event (R, 2): the error in each true rep that has one, and stated.

    The true velocities are by the same rule, from the true height and speed.
    """
    errors: dict[str, list[tuple[float, float]]] = {
        name: []
        for name in ("mean_concentric_velocity", "peak_concentric_velocity", *EVENTS_JUDGED)
    }
    reps = () if analysis is None else truth.reps
    found = () if analysis is None else analysis.set.reps
    for true, rep in zip(reps, paired(reps, found), strict=True):
        for event in EVENTS_JUDGED:
            when = getattr(true, event)
            if when is not None:
                measured = np.nan if rep is None else _number(getattr(rep, event))
                errors[event].append((measured - when, np.nan))
        for name, value in _true_velocities(true, truth.times, bar).items():
            given = _metric(rep, name)
            errors[name].append((_number(given.value) - value, _number(given.error)))
    return {name: np.array(pairs).reshape(-1, 2) for name, pairs in errors.items()}


def _true_velocities(rep: TrueRep, times: FloatArray, bar: TrueBar) -> dict[str, float]:
    """Give mean and peak concentric velocity of a rep that was lifted up to the top."""
    if rep.lift_off_s is None or rep.lockout_s is None:
        return {}
    height, speed = bar.centre[:, 1], bar.velocity[:, 1]
    phase = concentric_phase(times, height, speed, rep.lift_off_s, rep.lockout_s)
    if phase is None:
        return {}
    return {
        "mean_concentric_velocity": phase.mean_velocity,
        "peak_concentric_velocity": phase.peak_velocity,
    }


def _metric(rep: Rep | None, name: str) -> Measurement:
    absent = Measurement.not_measured("m/s", "no such rep")
    return absent if rep is None else rep.metrics.get(name, absent)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _nowhere() -> FloatArray:
    return np.full(2, np.nan)

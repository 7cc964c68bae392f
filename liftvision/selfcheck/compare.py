"""Measured against true, frame by frame: the errors of every column in one clip."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.errors import TruthError
from liftvision.motion.back import Clothes
from liftvision.motion.columns import is_far_side
from liftvision.motion.motion import UNITS
from liftvision.pose.landmarks import SIDES, without_side
from liftvision.pose.view import ViewName
from liftvision.spine.calibration import LOOSE_FROM
from liftvision.synthetic.truth.truth import JOINTS, Truth

MIN_MATCHED = 0.95
"""With a smaller part of the frames in common, a truth is that of another clip."""

BODY = tuple(f"{joint}_{side}" for joint in ("shoulder", "hip", "knee", "ankle") for side in SIDES)
"""Joints that are in the picture where the lifter is."""


@dataclass(frozen=True, eq=False)
class MetricErrors:
    """The errors of one metric in one clip.

    Attributes
    ----------
    metric
        A column without its side, or a metric of the reps.
    unit
        ``deg``, ``m``, ``s``, ``m/s``, or ``1``.
    errors
        (N,) measured minus true, one for each value that could have been given; NaN where none
        was given.
    stated
        (N,) the standard error given with it; NaN where none was.
    """

    metric: str
    unit: str
    errors: FloatArray
    stated: FloatArray


@dataclass(frozen=True, eq=False)
class ClipErrors:
    """Everything that was compared in one clip, and under which conditions it was filmed.

    Attributes
    ----------
    clip
        Name of the file.
    view
        As the analysis tells it, right or wrong.
    plates
        Whether there are any on the bar.
    clothes
        Tight or loose.
    frames
        In which the lifter is in the picture.
    metrics
        One of each name.
    """

    clip: str
    view: ViewName
    plates: bool
    clothes: Clothes
    frames: int
    metrics: tuple[MetricErrors, ...]


def conditions(truth: Truth) -> tuple[bool, Clothes]:
    """Tell whether there are plates on the bar, and how the clothes sit."""
    plates = truth.bar is not None and truth.bar.plate_diameter_m is not None
    return plates, "loose" if truth.recipe.wardrobe.looseness >= LOOSE_FROM else "tight"


def in_picture(truth: Truth) -> BoolArray:
    """Tell in which frames (T,) the lifter's trunk and legs are truly within the picture."""
    body = truth.joints_px[:, [JOINTS.index(joint) for joint in BODY]]
    with np.errstate(invalid="ignore"):
        inside = (body >= 0.0) & (body <= np.array(truth.camera.size))
    return np.asarray(inside.all(axis=(1, 2)))


def same_frames(true_times: FloatArray, times: FloatArray, clip: str) -> IntArray:
    """Give for each true frame (T,) the index of the analysed one; -1 where there is none.

    Two frames are the same when their times differ by less than half a frame.

    Raises
    ------
    TruthError
        Too few frames are in both: the truth is of another clip.
    """
    after = np.clip(np.searchsorted(times, true_times), 1, len(times) - 1)
    nearer_before = true_times - times[after - 1] < times[after] - true_times
    nearest = np.where(nearer_before, after - 1, after)
    same = np.abs(times[nearest] - true_times) < 0.5 * float(np.median(np.diff(times)))
    if same.sum() < MIN_MATCHED * max(len(times), len(true_times)):
        raise TruthError(
            f"The truth of {clip} does not fit it: {len(true_times)} frames until "
            f"{true_times[-1]:.2f} s, and the clip has {len(times)} until {times[-1]:.2f} s.",
            "Render the clip again, or put back the truth that was written with it.",
        )
    return np.where(same, nearest, -1)


def column_errors(
    analysis: Analysis | None, truth: Truth, columns: Mapping[str, FloatArray], clip: str
) -> tuple[MetricErrors, ...]:
    """Compare every column that has a truth, in all frames in which the lifter is in the picture.

    Parameters
    ----------
    analysis
        None where the lifter was not found at all: then nothing was given.
    truth
        Of the clip.
    columns
        The true values (T,) of each column, after the landmarks' offsets.
    clip
        Its name.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    measured = {} if analysis is None else _at_true_frames(analysis, truth, clip)
    expected = in_picture(truth)
    found: dict[str, list[tuple[FloatArray, FloatArray]]] = {}
    for name, true in columns.items():
        if analysis is not None and is_far_side(name, analysis.view):
            continue
        values, stated = measured.get(name, (np.full(len(true), np.nan),) * 2)
        frames = expected & np.isfinite(true)
        pair = (values[frames] - true[frames], stated[frames])
        found.setdefault(without_side(name), []).append(pair)
    return tuple(
        MetricErrors(
            metric,
            unit_of(metric),
            np.concatenate([errors for errors, _ in sides]),
            np.concatenate([stated for _, stated in sides]),
        )
        for metric, sides in found.items()
    )


def unit_of(metric: str) -> str:
    """Give the unit of a column without its side; what is true only is an angle."""
    return UNITS.get(metric) or UNITS.get(f"{metric}_l", "deg")


def _at_true_frames(
    analysis: Analysis, truth: Truth, clip: str
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Give values and stated errors (T,) of each measured column, in the true frames."""
    frames = same_frames(truth.times, analysis.clip.times, clip)
    motion = analysis.motion
    return {
        name: (
            np.where(frames >= 0, motion.columns[name][frames], np.nan),
            np.where(frames >= 0, motion.errors[name][frames], np.nan),
        )
        for name in motion.columns
    }

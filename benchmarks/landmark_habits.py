"""Measure how each landmark errs: beside its place, with the posture, and around both.

Takes the clips of folders that are of the split ``train`` and show a lift from the side or
obliquely. A landmark, with the camera's motion taken out, is held against the true joint at the
landmark's mark, in metres at the joint's depth. Prints lines in the form of
``liftvision/body/trust.py``.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.console import Console

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.body.figure import POINTS
from liftvision.body.gather import uprightness
from liftvision.body.trust import ARMS, Habit
from liftvision.errors import LiftvisionError
from liftvision.motion.angles import MAX_OFF_SIDE_DEG, forward_scale
from liftvision.motion.floor import SIDE_WITHIN_DEG
from liftvision.native import quiet_native_output
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.view import off_side_deg
from liftvision.selfcheck.compare import conditions, in_picture, same_frames
from liftvision.selfcheck.landmark_offsets import (
    LANDMARK_OFFSETS,
    true_near_side,
    with_offsets,
)
from liftvision.selfcheck.run import analyzed
from liftvision.synthetic.truth.truth import JOINTS, TrueCamera, Truth
from liftvision.terminal import progress

LEAST_FRAMES = 20
MIN_CLIPS = 3
"""From fewer no habit is told."""

SAME_HEIGHT = 0.05
"""Frames whose heights differ by less, as parts of the whole way, are of one height."""

MOST_M = 0.6
"""With an offset or a swing of more than this the model marked something else."""

SPREAD = 1.48
"""Times the median distance from the median: the standard deviation of a normal distribution."""

IN_PICTURE = np.array([1.0, -1.0])
"""From px right and down to right and up."""


class Course(NamedTuple):
    """How one landmark errs in one clip, in m to the right and up in the picture.

    Attributes
    ----------
    offset, swing
        (2,) what is constant, and what goes with the posture.
    scatter
        (2,) root mean square of what is left.
    """

    offset: FloatArray
    swing: FloatArray
    scatter: FloatArray


@dataclass(frozen=True, eq=False)
class ClipCourses:
    """What was measured in one clip.

    Attributes
    ----------
    by_a_plate
        Whether it is seen from the side with a plate before the legs.
    forward
        M to the right for one m forward.
    near, far
        Of each joint of `figure.POINTS` that was seen in enough frames.
    """

    by_a_plate: bool
    forward: float
    near: Mapping[str, Course]
    far: Mapping[str, Course]


def main() -> int:
    """Print the habits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="clips with truth")
    parser.add_argument("--model", default="full")
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    chosen = parser.parse_args()
    console = Console(highlight=False, width=120)
    try:
        with quiet_native_output(), progress(quiet=False) as shown:
            clips = [
                courses(analysis, truth, clip.name)
                for folder in chosen.folders
                for clip, truth, analysis in analyzed(
                    folder, chosen.model, chosen.cache, shown, wanted=may_teach
                )
                if analysis is not None
            ]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    legs = [name for name in POINTS if name not in ARMS]
    by_a_plate = [clip for clip in clips if clip.by_a_plate]
    clear = [clip for clip in clips if not clip.by_a_plate]
    for title, joints, of in (
        ("ARMS", list(ARMS), clips),
        ("CLEAR", legs, clear),
        ("BY_A_PLATE", legs, by_a_plate),
    ):
        console.print(f"\n{title}, {len(of)} clips", markup=False)
        for line in habit_lines(joints, of):
            console.print(line, markup=False)
    return 0


def may_teach(truth: Truth) -> bool:
    """Tell whether a clip may be used: habits are not taken from clips that judge them."""
    off_side = off_side_deg(truth.recipe.camera.yaw_deg)
    return (
        truth.recipe.split == "train"
        and truth.bar is not None
        and bool(truth.reps)
        and off_side <= MAX_OFF_SIDE_DEG
    )


def courses(analysis: Analysis, truth: Truth, clip: str) -> ClipCourses:
    """Measure how the landmarks err in one clip, in the frames in which the bar is truly held.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    assert truth.bar is not None
    frames = same_frames(truth.times, analysis.clip.times, clip)
    judged = (frames >= 0) & truth.bar.held & in_picture(truth)
    marks_px, metres_per_px = seen_marks(truth)
    # Both as a camera would see them that stands still; the truth has its frames in other places.
    marks = np.full((analysis.clip.frames, *marks_px.shape[1:]), np.nan)
    marks[frames[frames >= 0]] = marks_px[frames >= 0]
    if analysis.camera is not None:
        marks = analysis.camera.steadied(marks)
    marks, landmarks = marks[frames[judged]], analysis.motion.landmarks[frames[judged]]
    upright = posture([landmarks[:, of_side("shoulder", side), 1] for side in SIDES])
    near = true_near_side(truth)
    found: dict[str, dict[str, Course]] = {side: {} for side in SIDES}
    for side in SIDES:
        for name in POINTS:
            at = JOINTS.index(f"{name}_{side}")
            off = landmarks[:, of_side(name, side)] - marks[:, at]
            course = course_of(off * IN_PICTURE * metres_per_px[judged, at, None], upright)
            if course is not None:
                found[side][name] = course
    yaw = truth.recipe.camera.yaw_deg
    return ClipCourses(
        by_a_plate=conditions(truth)[0] and off_side_deg(yaw) < SIDE_WITHIN_DEG,
        forward=forward_scale(yaw),
        near=found[near],
        far=found["l" if near == "r" else "r"],
    )


def seen_marks(truth: Truth) -> tuple[FloatArray, FloatArray]:
    """Give where the marks truly are (T, J, 2) px, and the metres per px (T, J) at their depth."""
    marks = with_offsets(truth.joints, LANDMARK_OFFSETS)
    camera: TrueCamera = truth.camera
    from_camera = np.einsum("tij,tkj->tki", camera.rotation, marks - camera.position[:, None])
    depth = from_camera[..., 2]
    middle = 0.5 * np.array(camera.size, dtype=np.float64)
    px = middle + camera.focal_px * from_camera[..., :2] / depth[..., None]
    return np.asarray(px), np.asarray(depth / camera.focal_px)


def posture(shoulders: Sequence[FloatArray]) -> FloatArray:
    """Give the posture (T,), -1 bent to 1 upright, from the shoulders' places (T,) px downward.

    It is that of the fit, which takes it from the landmarks.
    """
    up = -np.mean(shoulders, axis=0)
    if not np.isfinite(up).any():
        return np.full(len(up), np.nan)
    return uprightness(up)


def course_of(off: FloatArray, upright: FloatArray) -> Course | None:
    """Split the errors of a landmark into what is constant, what goes with posture, and the rest.

    Every height counts alike, however long the lifter stays there.

    Parameters
    ----------
    off
        (T, 2) m; NaN where unseen.
    upright
        (T,) posture, -1 to 1.
    """
    known = np.isfinite(off).all(axis=1) & np.isfinite(upright)
    if known.sum() < LEAST_FRAMES:
        return None
    off, upright = off[known], upright[known]
    alike = np.abs(upright[:, None] - upright) < 2.0 * SAME_HEIGHT
    weights = 1.0 / alike.sum(axis=1)
    roots = np.sqrt(weights)[:, None]
    terms = np.stack([np.ones_like(upright), upright], axis=1)
    amounts, *_ = np.linalg.lstsq(terms * roots, off * roots, rcond=None)
    if np.abs(amounts).max() > MOST_M:
        return None
    left = off - terms @ amounts
    scatter = np.sqrt(np.average(left**2, axis=0, weights=weights))
    return Course(amounts[0], amounts[1], scatter)


def habit(measured: Sequence[tuple[float, Course]]) -> Habit:
    """Give the habit of a landmark in cm from clips: m to the right for one forward, and course."""
    forward = np.array([[scale, 1.0] for scale, _ in measured])
    offset, offset_spread = _usual(np.array([course.offset for _, course in measured]), forward)
    swing, swing_spread = _usual(np.array([course.swing for _, course in measured]), forward)
    scatter = np.median([course.scatter for _, course in measured], axis=0)
    return Habit(offset, offset_spread, swing, swing_spread, _in_cm(scatter))


def _usual(
    values: FloatArray, forward: FloatArray
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give median and spread over clips of values (N, 2) that turn with `forward` (N, 2)."""
    usual = np.median(values / forward, axis=0)
    # The fit takes the spread as it is in the picture; only what is usual does it turn.
    spread = SPREAD * np.median(np.abs(values - usual * forward), axis=0)
    return _in_cm(usual), _in_cm(spread)


def _in_cm(metres: FloatArray) -> tuple[float, float]:
    # Adding nothing makes the negative zero that rounding leaves a plain one.
    return (round(100.0 * float(metres[0]), 1) + 0.0, round(100.0 * float(metres[1]), 1) + 0.0)


def habit_lines(joints: Sequence[str], clips: Sequence[ClipCourses]) -> Iterator[str]:
    """Give the lines of some joints, as they stand in the code."""
    for name in joints:
        measured: dict[str, list[tuple[float, Course]]] = defaultdict(list)
        for clip in clips:
            for side, of in (("near", clip.near), ("far", clip.far)):
                if name in of:
                    measured[side].append((clip.forward, of[name]))
        if min(len(measured[side]) for side in ("near", "far")) < MIN_CLIPS:
            yield f"    # {name}: seen in too few clips"
            continue
        yield f'    "{name}": ('
        yield from (f"        {_as_code(habit(measured[side]))}," for side in ("near", "far"))
        yield "    ),"


def _as_code(each: Habit) -> str:
    return f"Habit({', '.join(str(pair) for pair in each)})"


if __name__ == "__main__":
    sys.exit(main())

"""Measure how the pose model errs from the front and the rear, and where the legs' middles lie.

Takes the clips of folders that are of the split ``train`` and show a whole pull from the front or
the rear. What the fit is given is held against the true joints at the landmarks' marks, in metres
at the joint's depth. Prints lines in the form of ``liftvision/front/habits.py``.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from front_truth import begin_of, off_front_deg
from landmark_habits import MIN_CLIPS, Course, course_of, habit, seen_marks
from rich.console import Console

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray
from liftvision.errors import LiftvisionError
from liftvision.front.evidence import FrontEvidence, gather_front
from liftvision.front.figure import FRONT_POINTS
from liftvision.front.knees import knee_middles
from liftvision.given import Given
from liftvision.motion.frontal import MAX_OFF_FRONT_DEG
from liftvision.motion.seen import Seen
from liftvision.native import quiet_native_output
from liftvision.pipeline import find_pulled
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.selfcheck.compare import same_frames
from liftvision.selfcheck.run import analyzed
from liftvision.synthetic.truth.truth import JOINTS, Truth
from liftvision.terminal import progress

BEFORE_S, AFTER_S = 0.8, 0.3
"""Around each rep: the lifter stands at the bar."""

BENT, HALFWAY = -0.6, 0.4
"""Bent below this, -1 bent to 1 upright; halfway within so much of zero."""

LATE_S = np.arange(-0.05, 0.155, 0.005)
MOVES_PX = 8.0
"""Lateness shows in a joint that moves by more than this."""

Errors: TypeAlias = Mapping[str, FloatArray]
"""Of each joint (T, 2, 2) m: both sides, to the right and up in the picture; NaN unseen."""


@dataclass(frozen=True, eq=False)
class ClipHabits:
    """What was measured in one clip.

    Attributes
    ----------
    rear
        Whether it is filmed from behind.
    across
        M to the right for one m forward.
    landmarks
        Of each joint, of both sides, outward and up.
    middles
        Likewise of the middles of the knees, across only.
    hips, halfway, bent
        Median error to the right of both hips while bent, and of both knees' middles halfway and
        while bent; NaN where not seen.
    late
        For each joint by how many s it is drawn late, for each side and axis in which it moves.
    """

    rear: bool
    across: float
    landmarks: Mapping[str, Sequence[Course]]
    middles: Sequence[Course]
    hips: float
    halfway: float
    bent: float
    late: Mapping[str, Sequence[float]]


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
            found = [
                measured(analysis, truth, clip.name)
                for folder in chosen.folders
                for clip, truth, analysis in analyzed(
                    folder, chosen.model, chosen.cache, shown, wanted=may_teach
                )
                if analysis is not None
            ]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    for line in lines([clip for clip in found if clip is not None]):
        console.print(line, markup=False)
    return 0


def may_teach(truth: Truth) -> bool:
    """Tell whether a clip may be used: habits are not taken from clips that judge them."""
    return (
        truth.recipe.split == "train"
        and any(rep.lockout_s is not None for rep in truth.reps)
        and abs(off_front_deg(truth.recipe.camera.yaw_deg)) <= MAX_OFF_FRONT_DEG
    )


def measured(analysis: Analysis, truth: Truth, clip: str) -> ClipHabits | None:
    """Measure one clip; None where the lifter was taken to face the other way.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    yaw, rear = truth.recipe.camera.yaw_deg, abs(truth.recipe.camera.yaw_deg) > 90.0
    bar, camera, given = analysis.bar, analysis.camera, Given()
    seen = find_pulled(analysis.clip, analysis.pose, bar, camera, given).shots[0]
    if seen.view.yaw_deg is None or (abs(seen.view.yaw_deg) > 90.0) != rear:
        return None
    marks, metres = _true_places(analysis, truth, clip)
    judged = _at_the_bar(seen.times, truth) & np.isfinite(marks).all(axis=(1, 2))
    drawn = gather_front(replace(seen, legs=None), given)
    errors = _landmark_errors(drawn, seen, marks, metres, judged)
    middles = _middle_errors(drawn, seen, marks, metres, judged)
    outward = np.array([-1.0, 1.0] if rear else [1.0, -1.0])
    outward_up = np.stack([outward, np.ones(2)], axis=1)
    upright = drawn.upright
    both_hips, both_knees = errors["hip"][..., 0].mean(axis=1), middles.mean(axis=1)
    return ClipHabits(
        rear=rear,
        across=float(np.sin(np.radians(yaw))),
        landmarks={name: _courses(each * outward_up, upright) for name, each in errors.items()},
        middles=_courses(np.stack([middles * outward, 0.0 * middles], axis=-1), upright),
        hips=_median(both_hips[upright < BENT]),
        halfway=_median(both_knees[np.abs(upright) < HALFWAY]),
        bent=_median(both_knees[upright < BENT]),
        late={name: _lateness(seen, marks, name, judged) for name in ("shoulder", "hip", "knee")},
    )


def _true_places(analysis: Analysis, truth: Truth, clip: str) -> tuple[FloatArray, FloatArray]:
    """Give in each frame where the marks truly are (T, J, 2) px, steadied, and m per px (T, J)."""
    frames = same_frames(truth.times, analysis.clip.times, clip)
    known = frames >= 0
    px, metres_per_px = seen_marks(truth)
    marks = np.full((analysis.clip.frames, *px.shape[1:]), np.nan)
    metres = np.full(marks.shape[:2], np.nan)
    marks[frames[known]], metres[frames[known]] = px[known], metres_per_px[known]
    return analysis.camera.steadied(marks), metres


def _at_the_bar(times: FloatArray, truth: Truth) -> BoolArray:
    at = np.zeros(len(times), dtype=np.bool_)
    for rep in truth.reps:
        end = rep.lockout_s if rep.end_s is None else rep.end_s
        if end is not None:
            at |= (times >= begin_of(rep) - BEFORE_S) & (times <= end + AFTER_S)
    return at


def _landmark_errors(
    drawn: FrontEvidence, seen: Seen, marks: FloatArray, metres: FloatArray, judged: BoolArray
) -> Errors:
    errors, middle = {}, 0.5 * np.array(seen.size)
    for at, name in enumerate(FRONT_POINTS):
        joints = [JOINTS.index(f"{name}_{side}") for side in SIDES]
        true = (marks[:, joints] - middle) * np.array([1.0, -1.0])
        there = (drawn.trust[:, at] > 0.0) & judged[:, None, None]
        off = (drawn.places[:, at] - true) * metres[:, joints, None]
        errors[name] = np.where(there, off, np.nan)
    return errors


def _middle_errors(
    drawn: FrontEvidence, seen: Seen, marks: FloatArray, metres: FloatArray, judged: BoolArray
) -> FloatArray:
    """Give the errors (T, 2) m to the right of knees that both edges of a leg tell."""
    joints = [JOINTS.index(f"knee_{side}") for side in SIDES]
    if seen.legs is None:
        return np.full((len(seen.times), 2), np.nan)
    middles = knee_middles(
        seen.legs, marks[:, joints], drawn.upright, hands_inside=True, rear=drawn.rear
    )
    off = (middles.across - marks[:, joints, 0]) * metres[:, joints]
    return np.where(middles.by_both & judged[:, None], off, np.nan)


def _courses(errors: FloatArray, upright: FloatArray) -> list[Course]:
    """Split the errors (T, 2, 2) of both sides; without those that were seen too seldom."""
    sides = (course_of(errors[:, side], upright) for side in (0, 1))
    return [course for course in sides if course is not None]


def _lateness(seen: Seen, marks: FloatArray, name: str, judged: BoolArray) -> list[float]:
    found = []
    for side in SIDES:
        for axis in (0, 1):
            true = marks[:, JOINTS.index(f"{name}_{side}"), axis]
            drawn = seen.landmarks[:, of_side(name, side), axis]
            known = judged & np.isfinite(drawn)
            if known.sum() >= 20 and np.ptp(true[known]) > MOVES_PX:
                found.append(lateness(seen.times[known], drawn[known], true[known]))
    return found


def lateness(times: FloatArray, drawn: FloatArray, true: FloatArray) -> float:
    """Give by how many s a course is drawn late: shifted by it, it fits a line on the true best.

    Parameters
    ----------
    times
        (N,) s.
    drawn, true
        (N,) px.
    """
    left = []
    for late_s in LATE_S:
        before = np.interp(times - late_s, times, true)
        terms = np.stack([before, np.ones_like(before)], axis=1)
        amounts, *_ = np.linalg.lstsq(terms, drawn, rcond=None)
        left.append(float(np.sum((drawn - terms @ amounts) ** 2)))
    return float(LATE_S[int(np.argmin(left))])


def ahead(across: FloatArray, right: FloatArray) -> tuple[float, float]:
    """Give how far ahead something is marked, m, and its standard error: the slope over clips.

    Parameters
    ----------
    across
        (N,) m to the right for one m forward.
    right
        (N,) m that it is marked to the right of its place; NaN where not seen.
    """
    known = np.isfinite(right)
    if known.sum() < MIN_CLIPS:
        return np.nan, np.nan
    terms = np.stack([np.ones(known.sum()), across[known]], axis=1)
    amounts, *_ = np.linalg.lstsq(terms, right[known], rcond=None)
    left = right[known] - terms @ amounts
    variance = float(np.sum(left**2)) / max(len(left) - 2, 1)
    return float(amounts[1]), float(np.sqrt(variance * np.linalg.inv(terms.T @ terms)[1, 1]))


def lines(clips: Sequence[ClipHabits]) -> Iterator[str]:
    """Give what is printed: habits as they stand in the code, and what turning the camera shows."""
    for title, rear in (("FROM_THE_FRONT", False), ("FROM_THE_REAR", True)):
        chosen = [clip for clip in clips if clip.rear == rear]
        yield f"{title}, {len(chosen)} clips"
        for name in FRONT_POINTS:
            yield f'    "{name}": {_as_code([c for clip in chosen for c in clip.landmarks[name]])}'
    yield f"MIDDLE_OF_KNEE = {_as_code([c for clip in clips for c in clip.middles])}"
    for name in ("shoulder", "hip", "knee"):
        late = [each for clip in clips for each in clip.late[name]]
        yield f"DRAWN_LATE_S, {name}: {_median(np.array(late)):.3f}, median of {len(late)}"
    front = [clip for clip in clips if not clip.rear]
    yield "HIP_AHEAD_M = {:.2f} ± {:.2f}".format(*_slope(front, "hips"))
    bent, bent_error = _slope(clips, "bent")
    middle, middle_error = _slope(clips, "halfway")
    # Halfway half of what holds for the bent knee is in it already.
    halfway, halfway_error = 0.5 * bent - middle, np.hypot(0.5 * bent_error, middle_error)
    yield (
        f"KNEE_BEHIND_M = ({halfway:.2f}, {-bent:.2f}) ± ({halfway_error:.2f}, {bent_error:.2f})"
    )


def _slope(clips: Sequence[ClipHabits], name: str) -> tuple[float, float]:
    across = np.array([clip.across for clip in clips])
    return ahead(across, np.array([getattr(clip, name) for clip in clips]))


def _as_code(courses: Sequence[Course]) -> str:
    if len(courses) < 2 * MIN_CLIPS:
        return "seen in too few clips"
    found = habit([(1.0, course) for course in courses])
    return f"Habit({', '.join(str(pair) for pair in found)}),"


def _median(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else np.nan


if __name__ == "__main__":
    sys.exit(main())

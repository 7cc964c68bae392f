"""Knees whose plane, cave and stance are made up, so that what they truly do is known."""

import importlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.selfcheck.landmark_offsets import LANDMARK_OFFSETS, with_offsets
from liftvision.synthetic.truth.truth import JOINTS

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SHANK_M, THIGH_M = 0.42, 0.42
FRAMES = 61
SET_UP = np.arange(FRAMES) < 6


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


front_truth = module("front_truth")


def leg(
    outside_deg: Any, bend_deg: Any, ankle_left: float = 0.15
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give hip, knee, ankle (T, 3) m of a left leg under its hip, which bends by so much.

    The knee goes forward and outside in a plane turned outward by so many degrees.
    """
    outside, bend = np.broadcast_arrays(np.radians(outside_deg), np.radians(bend_deg))
    away, up = SHANK_M * np.sin(bend), SHANK_M * np.cos(bend)
    ankle = np.broadcast_to([ankle_left, 0.0, 0.0], (len(bend), 3))
    knee = ankle + np.stack([away * np.sin(outside), up, away * np.cos(outside)], axis=1)
    hip = ankle + np.stack([0.0 * up, 2.0 * up, 0.0 * up], axis=1)
    return hip, knee, ankle


STRAIGHTENS = np.linspace(50.0, 2.0, FRAMES)


def test_a_leg_that_straightens_in_its_plane_does_not_cave_in() -> None:
    """Though its projection angle goes inward by some 60 degrees."""
    course = front_truth.knee_course(*leg(40.0, STRAIGHTENS), SET_UP, 1.0)
    assert course.change == pytest.approx(np.zeros(FRAMES), abs=1e-9)
    assert course.inward == pytest.approx(np.zeros(FRAMES), abs=1e-12)
    assert np.ptp(course.angle) > 50.0
    assert course.angle[0] < course.angle[-1] < 0.0


def test_the_change_is_the_angle_against_that_of_a_knee_in_its_plane() -> None:
    bend = np.full(FRAMES, 40.0)
    outside = np.where(np.arange(FRAMES) < 20, 30.0, 10.0)
    course = front_truth.knee_course(*leg(outside, bend), SET_UP, 1.0)
    part = np.tan(np.radians(40.0))
    there, is_at = (
        2.0 * np.degrees(np.arctan(part * np.sin(np.radians(each)))) for each in (30.0, 10.0)
    )
    assert course.change[:20] == pytest.approx(np.zeros(20), abs=1e-9)
    assert course.change[20:] == pytest.approx(np.full(FRAMES - 20, there - is_at))
    assert course.angle[-1] == pytest.approx(-is_at)
    moved = SHANK_M * np.sin(np.radians(40.0)) * (np.sin(np.pi / 6.0) - np.sin(np.pi / 18.0))
    assert course.inward[-1] == pytest.approx(moved)


@given(outside=st.floats(-20.0, 60.0), caves=st.floats(0.0, 40.0))
def test_left_and_right_are_mirrored(outside: float, caves: float) -> None:
    turns = outside - caves * np.sin(np.linspace(0.0, np.pi, FRAMES)) * ~SET_UP
    hip, knee, ankle = leg(turns, STRAIGHTENS)
    left = front_truth.knee_course(hip, knee, ankle, SET_UP, 1.0)
    mirror = np.array([-1.0, 1.0, 1.0])
    right = front_truth.knee_course(hip * mirror, knee * mirror, ankle * mirror, SET_UP, -1.0)
    assert right.change == pytest.approx(left.change, abs=1e-9)
    assert right.angle == pytest.approx(left.angle, abs=1e-9)
    assert right.inward == pytest.approx(left.inward, abs=1e-12)


def lifter(left_deg: Any, right_deg: Any) -> Any:
    """Give the truth of a lifter whose knees stand in such planes; 30 frames a second."""
    joints = np.zeros((FRAMES, len(JOINTS), 3))
    mirror = np.array([-1.0, 1.0, 1.0])
    for side, turns, sign in (("l", left_deg, np.ones(3)), ("r", right_deg, mirror)):
        hip, knee, ankle = leg(turns, STRAIGHTENS)
        foot = np.array([0.05, -0.08, 0.18])
        for name, place in (
            ("hip", hip), ("knee", knee), ("ankle", ankle), ("heel", ankle + [0.0, -0.08, -0.05]),
            ("foot_index", ankle + foot), ("shoulder", hip + [0.1, 0.5, 0.2]),
            ("wrist", hip + [0.2, -0.1, 0.3]),
        ):  # fmt: skip
            joints[:, JOINTS.index(f"{name}_{side}")] = place * sign
    middle = 0.5 * (joints[:, JOINTS.index("hip_l")] + joints[:, JOINTS.index("hip_r")])
    for name, up in (("l5s1", 0.1), ("t12", 0.3), ("c7", 0.6)):
        joints[:, JOINTS.index(name)] = middle + [0.0, up, 0.0]
    rep = SimpleNamespace(number=1, start_s=0.0, lift_off_s=0.5, lockout_s=1.9)
    return SimpleNamespace(times=np.arange(FRAMES) / 30.0, joints=joints, reps=(rep,))


def test_each_knee_caves_in_by_itself() -> None:
    dip = 25.0 * np.exp(-(((np.arange(FRAMES) - 28) / 6.0) ** 2))
    truth = lifter(30.0 - dip, 30.0)
    caves = front_truth.true_caves(truth, truth.reps[0])
    assert caves is not None
    left, right = caves
    assert left.change > 10.0
    assert left.shift > 2.0
    assert left.separation > 3.0
    assert right.change < 1.5
    assert right.shift < 0.5
    assert right.separation == left.separation


def test_a_cave_counts_by_what_is_held() -> None:
    """A knee that is inward in one frame only does not cave in."""
    blink = np.where(np.arange(FRAMES) == 28, 25.0, 0.0)
    truth = lifter(30.0 - blink, 30.0)
    caves = front_truth.true_caves(truth, truth.reps[0])
    assert caves is not None
    assert caves[0].change < 1.5


def test_a_pull_that_is_not_in_the_clip_has_no_caves() -> None:
    truth = lifter(30.0, 30.0)
    assert front_truth.true_caves(truth, SimpleNamespace(lockout_s=None)) is None
    late = SimpleNamespace(start_s=9.0, lift_off_s=9.0, lockout_s=9.5)
    assert front_truth.true_caves(truth, late) is None


@pytest.mark.parametrize(
    ("yaw", "off"), [(0.0, 0.0), (12.0, 12.0), (-12.0, -12.0), (175.0, -5.0), (-172.0, 8.0)]
)
def test_yaw_is_told_off_the_front_or_the_rear(yaw: float, off: float) -> None:
    assert front_truth.off_front_deg(yaw) == pytest.approx(off)


def test_marks_are_those_of_the_landmarks() -> None:
    truth = lifter(30.0, 30.0)
    moved = with_offsets(truth.joints, LANDMARK_OFFSETS)
    marks = front_truth.true_marks(truth)
    assert marks["hip", "l"] == pytest.approx(moved[:, JOINTS.index("hip_l")])
    assert not np.allclose(marks["hip", "l"], truth.joints[:, JOINTS.index("hip_l")])

"""Habits of landmarks whose offset, swing and scatter are known."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from liftvision.body.figure import POINTS
from liftvision.body.trust import CLEAR, Habit
from liftvision.selfcheck.landmark_offsets import LANDMARK_OFFSETS, with_offsets
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.truth.truth import JOINTS

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def habits() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "landmark_habits", BENCHMARKS / "landmark_habits.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["landmark_habits"] = module
    spec.loader.exec_module(module)
    return module


def test_the_posture_goes_from_bent_to_upright(habits: ModuleType) -> None:
    left = np.linspace(500.0, 300.0, 201)
    upright = habits.posture([left, left + 8.0])
    assert upright[0] == -1.0
    assert upright[-1] == 1.0
    assert upright[100] == pytest.approx(0.0, abs=1e-9)
    unseen = np.full(5, np.nan)
    assert np.isnan(habits.posture([unseen, unseen])).all()


def test_offset_swing_and_scatter_come_out_as_they_went_in(habits: ModuleType) -> None:
    upright = np.linspace(-1.0, 1.0, 1000)
    noise = np.random.default_rng(2).normal(0.0, 1.0, (1000, 2)) * [0.02, 0.01]
    off = np.array([0.03, -0.01]) + upright[:, None] * [0.02, 0.05] + noise
    found = habits.course_of(off, upright)
    assert found.offset == pytest.approx([0.03, -0.01], abs=0.002)
    assert found.swing == pytest.approx([0.02, 0.05], abs=0.004)
    assert found.scatter == pytest.approx([0.02, 0.01], rel=0.1)


def test_a_long_stand_counts_no_more_than_a_short_one(habits: ModuleType) -> None:
    """Something that bends at the very top pulls the line less than its many frames would."""
    upright = np.linspace(-1.0, 1.0, 200)
    off = np.stack([0.02 * upright**2, 0.0 * upright], axis=1)
    once = habits.course_of(off, upright)
    waiting = np.ones(2000)
    stood = habits.course_of(
        np.concatenate([off, np.tile(off[-1], (2000, 1))]), np.concatenate([upright, waiting])
    )
    assert stood.offset == pytest.approx(once.offset, abs=0.002)
    assert stood.swing == pytest.approx(once.swing, abs=0.002)


def test_what_is_hardly_seen_or_far_astray_gives_nothing(habits: ModuleType) -> None:
    upright = np.linspace(-1.0, 1.0, 100)
    off = np.full((100, 2), np.nan)
    off[:19] = 0.01
    assert habits.course_of(off, upright) is None
    assert habits.course_of(np.full((100, 2), 0.9), upright) is None


def test_a_habit_is_forward_in_the_body_whichever_way_the_lifter_faces(habits: ModuleType) -> None:
    """From 30 degrees off the side the same offset is that much shorter in the picture."""
    scales = [1.0, -1.0, np.cos(np.radians(30.0))]
    scatter = np.array([0.004, 0.006])
    measured = [
        (scale, habits.Course(np.array([0.05 * scale, 0.02]), np.array([0.0, -0.01]), scatter))
        for scale in scales
    ]
    assert habits.habit(measured) == Habit(
        (5.0, 2.0), (0.0, 0.0), (0.0, -1.0), (0.0, 0.0), (0.4, 0.6)
    )


def test_the_spread_is_that_of_a_normal_distribution(habits: ModuleType) -> None:
    drawn = np.random.default_rng(3).normal(0.02, 0.03, (4001, 2))
    still = np.zeros(2)
    found = habits.habit([(1.0, habits.Course(offset, still, still)) for offset in drawn])
    assert found.offset == pytest.approx((2.0, 2.0), abs=0.2)
    assert found.offset_spread == pytest.approx((3.0, 3.0), abs=0.2)


def test_marks_are_where_the_camera_sees_them(habits: ModuleType) -> None:
    rotation = np.array([[0.0, 0.0, 1.0], [0.0, -1.0, 0.0], [1.0, 0.0, 0.0]])
    position = np.array([-4.0, 1.0, 0.2])
    rng = np.random.default_rng(4)
    joints = rng.uniform(-0.5, 1.5, (3, len(JOINTS), 3))
    camera = SimpleNamespace(
        position=np.tile(position, (3, 1)),
        rotation=np.tile(rotation, (3, 1, 1)),
        focal_px=900.0,
        size=(640, 360),
    )
    px, metres_per_px = habits.seen_marks(SimpleNamespace(joints=joints, camera=camera))
    marks = with_offsets(joints, LANDMARK_OFFSETS)
    seen = Camera(position=position, rotation=rotation, focal_px=900.0, size=(640, 360))
    assert px == pytest.approx(seen.project(marks))
    assert metres_per_px == pytest.approx((marks[..., 0] + 4.0) / 900.0)


def test_the_lines_are_code_that_gives_the_habits_back(habits: ModuleType) -> None:
    course = habits.Course(np.array([0.012, -0.03]), np.array([-0.0001, 0.0]), np.full(2, 0.011))
    clip = habits.ClipCourses(
        by_a_plate=False, forward=1.0, near=dict.fromkeys(POINTS, course), far={"hip": course}
    )
    code = "\n".join(habits.habit_lines(["hip"], [clip] * 3))
    (of_near, of_far) = eval(f"{{{code}}}", {"Habit": Habit})["hip"]  # noqa: S307
    assert of_near == of_far == Habit((1.2, -3.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (1.1, 1.1))
    assert "-0.0" not in code
    assert list(habits.habit_lines(["knee"], [clip] * 3)) == ["    # knee: seen in too few clips"]
    assert set(CLEAR) == set(POINTS)

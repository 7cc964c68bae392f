"""What real clips are said to show, by knees that are made up."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console

from liftvision.measurement import Measurement
from liftvision.reps.rep import KneeCave

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


real_fronts = module("real_fronts")
PERCENT = Measurement(3.0, 1.0, "%")


def knee(severity: Any) -> KneeCave:
    if severity is None:
        return KneeCave.not_measured("hidden")
    return KneeCave(Measurement(9.0, 4.5, "deg"), PERCENT, PERCENT, 1.0)


def rep(left: Any, right: Any, number: int = 1) -> Any:
    off, stance = Measurement(2.0, 1.0, "deg"), Measurement(0.3, 0.01, "m")
    knees = knee(left), knee(right)
    return real_fronts.RealRep(number, 1.0, off, knees, (left, right), stance)


def test_a_rep_caves_in_where_one_knee_does() -> None:
    assert rep("none", "mild").caves is True
    assert rep("none", None).caves is False
    assert rep(None, None).caves is None


@pytest.mark.parametrize(
    ("severities", "met"),
    [(("none",) * 3, True), (("none", "mild", "none"), False), (("none",) * 2, False)],
)
def test_every_rep_must_be_as_labelled(severities: tuple[str, ...], met: bool) -> None:
    reps = tuple(rep("none", each) for each in severities)
    clip = real_fronts.RealFront("front-three-reps", reps=reps)
    assert real_fronts.judge(Console(quiet=True), clip) is met


def test_a_rep_that_was_not_told_is_not_as_labelled() -> None:
    clip = real_fronts.RealFront("front-three-reps", reps=(rep(None, None),) * 3)
    assert not real_fronts.judge(Console(quiet=True), clip)
    assert "hidden" in real_fronts.remarks(clip)[1]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"file": "a.mp4", "deadlift": "yes", "view": "front"}, True),
        ({"file": "a.mp4", "deadlift": "yes", "view": "rear-oblique"}, True),
        ({"file": "a.mp4", "deadlift": "yes", "view": "side"}, False),
        ({"file": "a.mp4", "deadlift": "no", "view": "front"}, False),
        ({"file": "squat-front-knee-cave.mp4", "deadlift": "no", "view": "front"}, True),
    ],
)
def test_clips_from_the_front_or_the_rear_are_looked_at(row: Any, wanted: bool) -> None:
    assert real_fronts.is_front(row) is wanted

"""Aims that are met and missed by known sums."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from liftvision.body.calibration import FACTORS

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def body_aims() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module("body_aims")


@pytest.fixture
def good(body_aims: ModuleType) -> Any:
    """Give a sum that meets every aim for the knee behind plates."""
    return body_aims.Summary(
        clips=40, told_in=39, raw=22.5, mean=4.9, median=4.5, p90=7.9, worst=11.0, within=0.92,
        lift_off=6.0, bias=0.5, told=0.8, told_at_top=0.1, cover=0.9, cover_tight=0.91,
        cover_loose=0.88, tight=20, loose=19,
    )  # fmt: skip


def test_what_is_good_enough_misses_nothing(body_aims: ModuleType, good: Any) -> None:
    assert body_aims.missed(good, body_aims.AIMS["side, plates"]["knee_flexion"]) == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"mean": 5.1}, ["mean"]),
        ({"within": 0.85}, ["within"]),
        ({"lift_off": 7.5}, ["lift-off"]),
        ({"cover": 0.97}, ["cover"]),
        ({"cover_loose": 0.8}, ["cover loose"]),
        ({"cover_loose": 0.8, "loose": 3}, []),
        ({"mean": np.nan, "within": np.nan}, []),
        ({"mean": 6.0, "cover_tight": 0.5}, ["mean", "cover tight"]),
    ],
)
def test_each_aim_is_missed_by_itself(
    body_aims: ModuleType, good: Any, change: dict[str, float], names: list[str]
) -> None:
    aim = body_aims.AIMS["side, plates"]["knee_flexion"]
    assert body_aims.missed(replace(good, **change), aim) == names


def test_a_knee_behind_plates_that_were_not_found_must_not_be_told(
    body_aims: ModuleType, good: Any
) -> None:
    aim = body_aims.AIMS["side, plate lost"]["knee_flexion"]
    assert body_aims.missed(good, aim) == ["told"]
    assert body_aims.missed(replace(good, told=0.0), aim) == []


def test_only_what_could_be_missed_is_judged(body_aims: ModuleType, good: Any) -> None:
    few = replace(good, told_in=2)
    assert body_aims.is_judged(few, body_aims.Aim(mean=5.0))
    assert body_aims.is_judged(good, body_aims.Aim())
    assert not body_aims.is_judged(few, body_aims.Aim())
    assert not body_aims.is_judged(good, body_aims.Aim(cover=False))


def test_every_aim_is_of_a_group_and_an_angle_that_are_judged(body_aims: ModuleType) -> None:
    scores = sys.modules["body_scores"]
    assert set(body_aims.AIMS) == set(scores.GROUPS)
    assert all(set(of_group) <= set(scores.ANGLES) for of_group in body_aims.AIMS.values())
    assert set(scores.ANGLES) == set(FACTORS)

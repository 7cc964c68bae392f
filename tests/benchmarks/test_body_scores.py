"""Groups, frames and bands of clips that are known."""

import importlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def body_scores() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module("body_scores")


def truth_from(yaw_deg: float, plate_diameter_m: float | None) -> Any:
    """Give as much of a truth as tells its group."""
    return SimpleNamespace(
        recipe=SimpleNamespace(
            camera=SimpleNamespace(yaw_deg=yaw_deg), wardrobe=SimpleNamespace(looseness=0.0)
        ),
        bar=SimpleNamespace(plate_diameter_m=plate_diameter_m),
    )


@pytest.mark.parametrize(
    ("yaw_deg", "diameter", "followed", "group"),
    [
        (90.0, 0.45, True, "side, plates"),
        (-108.0, 0.45, True, "side, plates"),
        (75.0, 0.45, False, "side, plate lost"),
        (-90.0, None, False, "side, no plates"),
        (60.0, 0.45, True, "oblique"),
        (-130.0, None, False, "oblique"),
        (20.0, 0.45, True, "beyond"),
        (170.0, 0.45, True, "beyond"),
    ],
)
def test_a_clip_is_of_the_group_that_its_truth_tells(
    body_scores: ModuleType, yaw_deg: float, diameter: float | None, followed: bool, group: str
) -> None:
    assert body_scores.group_of(truth_from(yaw_deg, diameter), plate_followed=followed) == group


def test_the_top_is_the_last_twentieth_of_the_way(body_scores: ModuleType) -> None:
    height = np.linspace(0.2, 1.2, 200)
    assert body_scores.at_the_top(height).sum() == 10
    assert len(body_scores.at_the_top(np.empty(0))) == 0


def test_a_band_holds_what_lies_within_it(body_scores: ModuleType) -> None:
    errors = np.array([3.2, -3.2, 3.4, np.nan, 1.0])
    stated = np.array([2.0, 2.0, 2.0, np.nan, np.nan])
    angle = body_scores.AngleScore(errors, stated, errors, errors, errors)
    assert angle.told.tolist() == [True, True, True, False, True]
    # The last has a value without an error.
    assert angle.held.tolist() == [True, True, False, False]

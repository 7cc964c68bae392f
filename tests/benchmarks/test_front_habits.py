"""Habits from the front whose size is known."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


front_habits = module("front_habits")


@pytest.mark.parametrize("late_s", [-0.02, 0.0, 0.035, 0.1])
def test_lateness_is_found_whatever_offset_and_gain(late_s: float) -> None:
    times = np.linspace(0.0, 3.0, 91)
    drawn = 40.0 + 0.8 * 300.0 * np.sin(2.0 * (times - late_s))
    true = 300.0 * np.sin(2.0 * times)
    assert front_habits.lateness(times, drawn, true) == pytest.approx(late_s, abs=0.006)


def test_what_is_marked_ahead_shows_by_turning_the_camera() -> None:
    across = np.sin(np.radians([-14.0, -6.0, 1.0, 8.0, 13.0, 0.0]))
    right = 0.01 + 0.22 * across
    right[-1] = np.nan
    found, error = front_habits.ahead(across, right)
    assert found == pytest.approx(0.22)
    assert error == pytest.approx(0.0, abs=1e-9)
    assert np.isnan(front_habits.ahead(across[:2], right[:2])).all()

"""Differences against true ones that are known by hand."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from liftvision.comparison.averages import average
from liftvision.measurement import Measurement

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


differences = module("differences")


def means(measured: float, true: float) -> object:
    return differences.Means({"m": average([Measurement(measured, 3.0, "deg")])}, {"m": true})


def test_differences_are_in_their_own_errors() -> None:
    (held,) = differences.held_of([means(10.0, 12.0), means(30.0, 37.0)])
    error = 18.0**0.5
    assert held.measured == pytest.approx(20.0 / error)
    assert held.true == pytest.approx(25.0 / error)
    assert held.is_called


def test_what_is_known_of_one_clip_only_is_not_compared() -> None:
    lone = differences.Means({"m": average([Measurement(1.0, 3.0, "deg")])}, {})
    assert differences.held_of([means(1.0, 1.0), lone]) == []


def test_the_row_of_all_counts_what_is_right() -> None:
    held = [
        differences.Held("m", 2.0, 0.1),
        differences.Held("m", 0.1, 0.0),
        differences.Held("m", 5.0, 4.0),
        differences.Held("m", -2.0, 4.0),
    ]
    table = differences.differences_table(held)
    last = [list(column.cells)[-1] for column in table.columns]
    assert last == ["all", "4", "50.0", "50.0", "100.0", "25.0"]

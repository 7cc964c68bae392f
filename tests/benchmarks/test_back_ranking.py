"""Order, distance and scatter of values that are known."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.measurement import Measurement

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


back_ranking = module("back_ranking")
real_backs = module("real_backs")


@pytest.mark.parametrize(
    ("label", "judgement"),
    [
        ("bad: rounded back", "bad back"),
        ("bad: rounded lower back", "bad back"),
        ("bad: extreme rounding", "bad back"),
        ("bad: heels lift", ""),
        ("bad", ""),
        ("good", "good"),
        ("good: neutral back", "good"),
        ("good then bad", ""),
        ("", ""),
    ],
)
def test_a_label_judges_the_back_or_nothing(label: str, judgement: str) -> None:
    assert back_ranking.judgement_of(label) == judgement


VALUES = st.lists(st.integers(0, 60).map(float), min_size=1, max_size=12)


@given(bad=VALUES, good=VALUES)
def test_the_area_is_the_chance_of_the_right_order(bad: list[float], good: list[float]) -> None:
    chances = [1.0 if b > g else 0.5 if b == g else 0.0 for b in bad for g in good]
    area = back_ranking.area_under_curve(bad, good)
    assert area == pytest.approx(np.mean(chances))
    assert back_ranking.area_under_curve(good, bad) == pytest.approx(1.0 - area)


def test_without_both_there_is_no_area() -> None:
    assert np.isnan(back_ranking.area_under_curve([40.0], []))
    assert np.isnan(back_ranking.area_under_curve([], [40.0]))


def test_twins_are_compared_by_medians_and_by_every_rep() -> None:
    peaks = {
        "kettlebell-side-rounded": [45.0, 47.0, 60.0],
        "kettlebell-side-correct": [25.0, 27.0, 29.0],
    }
    (apart,) = back_ranking.twins_apart(peaks)
    assert apart.degrees == pytest.approx(20.0)
    assert not apart.overlap
    assert apart.is_right
    (apart,) = back_ranking.twins_apart(peaks | {"kettlebell-side-correct": [25.0, 27.0, 46.0]})
    assert apart.degrees == pytest.approx(20.0)
    assert not apart.is_right, "a good rep is more bent than a bad one"
    (apart,) = back_ranking.twins_apart(peaks | {"kettlebell-side-correct": [38.0]})
    assert apart.degrees == pytest.approx(9.0)
    assert not apart.is_right, "not far enough"


def test_only_oblique_twins_may_be_refused() -> None:
    refused: dict[str, list[float]] = {
        "oblique-round-back": [],
        "oblique-neutral-back": [20.0],
        "side-round-back-a": [50.0],
        "side-neutral-back-a": [],
    }
    found = {apart.twins.rounded: apart for apart in back_ranking.twins_apart(refused)}
    assert set(found) == {"oblique-round-back", "side-round-back-a"}
    assert found["oblique-round-back"].is_right
    assert not found["side-round-back-a"].is_right


def test_the_spread_is_that_between_reps() -> None:
    assert back_ranking.spread([20.0, 22.0, 24.0]) == pytest.approx(2.0)
    assert np.isnan(back_ranking.spread([20.0, 40.0]))


def back(*peaks: float | None, **known: Any) -> Any:
    """Give a clip of which each rep tells its peak or nothing."""
    reps = []
    for peak in peaks:
        refused = Measurement.not_measured("deg", "the back is hidden")
        told = refused if peak is None else Measurement(peak, 6.0, "deg")
        reps.append({metric: told for metric in real_backs.SHOWN.values()})
    return real_backs.RealBack(**({"clip": "a", "network": "n", "reps": tuple(reps)} | known))


def test_reps_that_tell_nothing_are_counted_with_the_reason() -> None:
    backs = [back(30.0, None, None), back(40.0, clip="b"), back(clip="c", trouble="no person")]
    assert real_backs.refusals(backs) == {
        "all refused (the back is hidden)": ["a (2 of 3 reps)"],
        "refused (no person)": ["c"],
    }


def test_the_table_has_a_row_for_each_rep_that_tells_anything_and_for_each_clip() -> None:
    backs = [back(30.0, None, 34.0), back(None, clip="b"), back(clip="c")]
    table = real_backs.values_table(backs, dict.fromkeys("abc", "good"))
    cells = {column.header: list(column.cells) for column in table.columns}
    assert cells["clip"] == ["a", "", "b", "c"]
    assert cells["rep"] == ["1", "3", "0 of 1", "0 of 0"]
    assert cells["peak"] == ["30±6", "34±6", "", ""]

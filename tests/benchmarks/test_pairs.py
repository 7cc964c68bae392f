"""Cut clips against the clip they were cut from, whose course is known; and sums by hand."""

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from liftvision.pairing.alignment import Alignment
from tests.stick_lifter import as_analysis, deadlift

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


pair_cuts, pair_scores = module("pair_cuts"), module("pair_scores")

FOUND = Alignment(0.5, 0.004, 0.0, 0.001, start_s=2.0, end_s=8.0)


def test_a_cut_shows_the_clip_at_its_own_times() -> None:
    whole = as_analysis(deadlift(2))
    cut = pair_cuts.Cut(1.3, 7.7, 50.0, clock=1e-3)
    part = pair_cuts.cut_out(whole, cut, np.random.default_rng(1))
    moments = np.array([cut.whole_s(time) for time in part.clip.times])
    assert moments.min() >= 1.28
    assert moments.max() <= 7.72
    assert part.clip.fps == pytest.approx(50.0, rel=0.1)
    expected = np.interp(moments, whole.clip.times, whole.pose.xy[:, 11, 1])
    np.testing.assert_allclose(part.pose.xy[:, 11, 1], expected, atol=1e-6)


def test_the_true_offset_is_that_of_two_cuts_and_of_their_clips() -> None:
    first, second = pair_cuts.Cut(1.0, 9.0, 30.0), pair_cuts.Cut(0.4, 9.0, 25.0)
    assert pair_cuts.true_offset_s(first, second, 0.045, FOUND) == pytest.approx(0.645)
    # In the middle, after 5.6 s of its own, a clock that is 0.1 % fast shows 5.6 ms more.
    fast = replace(second, clock=1e-3)
    true_s = pair_cuts.true_offset_s(first, fast, 0.0, FOUND)
    assert true_s == pytest.approx(0.6 + 0.0056)


@pytest.mark.parametrize("draw", [pair_cuts.long_cuts, pair_cuts.short_cuts])
@pytest.mark.parametrize("durations_s", [(5.0, 4.9), (21.0, 20.0)])
def test_cuts_are_of_the_clip(draw, durations_s: tuple[float, float]) -> None:
    chance = np.random.default_rng(3)
    for _ in range(50):
        for cut, duration_s in zip(draw(durations_s, chance), durations_s, strict=True):
            assert 0.0 <= cut.start_s < cut.end_s <= duration_s + 1e-9
            assert cut.end_s - cut.start_s >= min(3.5, 0.7 * duration_s)


def test_sums_over_pairs() -> None:
    def score(error_s: float):
        return pair_scores.PairScore("", True, "long", (30.0, 25.0), 0.5 - error_s, 0.0005, FOUND)

    refused = pair_scores.PairScore("", True, "long", (30.0, 25.0), np.nan, 0.0, None, "too short")
    sums = pair_scores.summary([score(0.003), score(-0.004), score(0.03), refused])
    assert (sums.pairs, sums.aligned) == (4, 3)
    assert sums.largest_s == pytest.approx(0.03)
    assert sums.rmse_s == pytest.approx(np.sqrt((9 + 16 + 900) / 3) / 1000)
    assert sums.within == pytest.approx((2 / 3, 1.0))
    # 1.645 standard errors of 4 ms are 6.6 ms.
    assert sums.in_band == pytest.approx(2 / 3)
    assert sums.drift_in_band == 1.0
    assert np.isnan(pair_scores.summary([refused]).largest_s)

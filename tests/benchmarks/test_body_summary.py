"""What made-up errors, whose outcome is known, come to."""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def body_summary() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module("body_summary")


def angle(errors: Any, stated: float = 2.0, true: float = 40.0, lift_off: Any = ()) -> Any:
    """Give the score of an angle with these errors; the landmarks' own are twice as large."""
    errors = np.array(errors, dtype=np.float64)
    return sys.modules["body_scores"].AngleScore(
        errors=errors,
        stated=np.where(np.isfinite(errors), stated, np.nan),
        raw=2.0 * errors,
        true=np.full(len(errors), true),
        lift_off=np.array(lift_off, dtype=np.float64),
    )


def clip(knee: Any, **known: Any) -> Any:
    """Give the score of a clip of which only the knee is of interest."""
    score = {
        "clip": "a",
        "group": "side, plates",
        "plates": True,
        "clothes": "tight",
        "condition": "plates",
        "top": np.zeros(len(knee.errors), dtype=np.bool_),
        "angles": {"knee_flexion": knee},
    }
    return sys.modules["body_scores"].BodyScore(**(score | known))


def test_a_group_comes_to_the_mean_over_clips_not_frames(body_summary: ModuleType) -> None:
    short = clip(angle([4.0] * 10, lift_off=[3.0]))
    long = clip(angle([-8.0] * 90, lift_off=[-4.0, np.nan]))
    found = body_summary.summary([short, long], "knee_flexion", 5.0)
    assert (found.clips, found.told_in) == (2, 2)
    assert found.mean == pytest.approx(6.0)
    assert found.median == pytest.approx(6.0)
    assert found.worst == pytest.approx(8.0)
    assert found.p90 == pytest.approx(7.6)
    assert found.raw == pytest.approx(12.0)
    assert found.bias == pytest.approx(-2.0)
    assert found.within == pytest.approx(0.5)
    assert found.lift_off == pytest.approx(np.sqrt(12.5))


def test_a_clip_in_which_nothing_is_told_counts_as_untold_only(body_summary: ModuleType) -> None:
    told = clip(angle([3.0, 3.0, np.nan, np.nan]))
    untold = clip(angle([np.nan] * 4))
    found = body_summary.summary([told, untold], "knee_flexion", None)
    assert (found.clips, found.told_in) == (2, 1)
    assert found.mean == pytest.approx(3.0)
    assert found.told == pytest.approx(0.25)
    assert np.isnan(found.within)
    nothing = body_summary.summary([untold], "knee_flexion", 5.0)
    assert np.isnan([nothing.mean, nothing.within, nothing.cover, nothing.lift_off]).all()


def test_what_is_told_at_the_top_is_counted_apart(body_summary: ModuleType) -> None:
    top = np.array([False, False, True, True])
    knee = angle([1.0, 1.0, 1.0, np.nan])
    found = body_summary.summary([clip(knee, top=top)], "knee_flexion", None)
    assert found.told == pytest.approx(0.75)
    assert found.told_at_top == pytest.approx(0.5)


def test_bands_hold_what_lies_within_them_by_clothes(body_summary: ModuleType) -> None:
    tight = clip(angle([3.2, -3.2, 3.4, np.nan], stated=2.0))
    loose = clip(angle([9.0], stated=2.0), clothes="loose")
    found = body_summary.summary([tight, loose], "knee_flexion", None)
    assert found.cover_tight == pytest.approx(2.0 / 3.0)
    assert found.cover_loose == 0.0
    assert found.cover == pytest.approx(0.5)
    assert (found.tight, found.loose) == (1, 1)


@pytest.mark.parametrize(
    ("error", "stated", "straight"),
    [(-20.0, 3.0, 1.0), (-20.0, 15.0, 0.0), (-10.0, 3.0, 0.0), (np.nan, 3.0, 0.0)],
)
def test_a_soft_lockout_may_be_unsure_or_untold_but_not_straight(
    body_summary: ModuleType, error: float, stated: float, straight: float
) -> None:
    knee = angle([0.0, error], stated=stated, true=22.0)
    top = np.array([False, True])
    (found,) = body_summary.soft_lockouts([clip(knee, top=top)])
    assert found.true_deg == pytest.approx(22.0)
    assert found.told == float(np.isfinite(error))
    assert found.told_straight == straight


def test_a_firm_lockout_is_no_soft_one(body_summary: ModuleType) -> None:
    knee = angle([0.0, -6.0], true=6.0)
    top = np.array([False, True])
    assert body_summary.soft_lockouts([clip(knee, top=top)]) == []
    bare = clip(angle([0.0], true=20.0), plates=False, top=top[1:])
    assert body_summary.soft_lockouts([bare]) == []


@pytest.mark.parametrize("times", [0.5, 1.0, 3.0])
def test_the_factor_that_is_needed_is_by_how_much_errors_are_understated(
    body_summary: ModuleType, times: float
) -> None:
    drawn = np.random.default_rng(1).normal(0.0, 2.0 * times, (10, 2000))
    clips = [clip(angle(errors, stated=2.0)) for errors in drawn]
    assert body_summary.factor_needed(clips, "knee_flexion") == pytest.approx(times, rel=0.03)


def test_a_long_clip_does_not_outweigh_a_short_one(body_summary: ModuleType) -> None:
    sure = clip(angle([0.1] * 9000, stated=2.0))
    unsure = clip(angle([6.58] * 10, stated=2.0))
    assert body_summary.factor_needed([sure, unsure], "knee_flexion") == pytest.approx(2.0)
    assert np.isnan(body_summary.factor_needed([], "knee_flexion"))

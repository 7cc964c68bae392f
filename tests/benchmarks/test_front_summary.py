"""What made-up errors of the frontal plane, whose outcome is known, come to."""

import importlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from liftvision.front.calibration import FACTORS
from liftvision.front.readout import FRONT_COLUMNS

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


front_scores = module("front_scores")
front_summary = module("front_summary")
front_aims = module("front_aims")
front_truth = module("front_truth")
front_tables = module("front_tables")
fronts = module("fronts")


def column(errors: Any, stated: float = 2.0) -> Any:
    errors = np.atleast_1d(np.asarray(errors, dtype=np.float64))
    return front_scores.ColumnScore(errors, np.full(len(errors), stated), errors, errors)


def leg(true: float, told: float | None, severity: str | None, side: str = "l") -> Any:
    value = np.nan if told is None else told
    percent = front_scores.Told(value / 5.0, 1.0, true / 5.0)
    return front_scores.LegScore(
        rep=1,
        side=side,
        true=front_truth.TrueCave(true, true / 5.0, true / 3.0, 40.0),
        severity=severity,
        change=front_scores.Told(value, 4.0, true),
        shift=percent,
        separation=percent,
        reason=None if severity else "hidden",
    )


def clip(name: str = "a", errors: Any = 0.0, **known: Any) -> Any:
    made = {
        "clip": name,
        "rear": False,
        "off_deg": 3.0,
        "columns": {each: column(errors) for each in FRONT_COLUMNS},
        "standing": {each: front_scores.Told(0.32, 0.01, 0.30) for each in front_scores.STANDING},
        "true_style": "sumo",
    }
    return front_scores.FrontScore(**(made | known))


def test_every_clip_weighs_the_same_and_sides_count_together() -> None:
    uneven = {name: column([3.0, -3.0] if name.endswith("_l") else 5.0) for name in FRONT_COLUMNS}
    found = front_summary.summary([clip(columns=uneven), clip("b", [1.0] * 9)], "fppa")
    assert (found.clips, found.told_in) == (2, 2)
    assert found.rmse == pytest.approx(np.sqrt(((9.0 + 9.0 + 25.0) / 3.0 + 1.0) / 2.0))
    assert found.bias == pytest.approx((5.0 / 3.0 + 1.0) / 2.0)
    # Two of three bands of 1.645 times 2 hold in the one clip, all in the other.
    assert found.cover == pytest.approx((2.0 / 3.0 + 1.0) / 2.0)


def test_what_was_refused_or_not_told_has_no_part() -> None:
    scores = [clip(errors=[1.0, np.nan]), clip("b", reason="too far off"), clip("c", [np.nan])]
    found = front_summary.summary(scores, "pelvis_shift")
    assert (found.clips, found.told_in) == (2, 1)
    assert found.rmse == pytest.approx(1.0)
    assert found.told == pytest.approx(0.25)
    assert np.isnan(front_summary.summary([], "fppa").rmse)


def test_groups_are_told_by_view_and_yaw() -> None:
    scores = [clip("a"), clip("b", off_deg=-12.0), clip("c", rear=True), clip("d", off_deg=10.0)]

    def names(view: str, near: bool) -> list[str]:
        return [each.clip for each in front_summary.of_group(scores, view, near=near)]

    assert names("front", near=True) == ["a", "d"]
    assert names("rear", near=True) == ["c"]
    assert names("both", near=False) == ["b"]


def test_caving_knees_are_counted_by_what_is_true() -> None:
    legs = (
        leg(20.0, 17.0, "severe"),
        leg(12.0, 4.0, "none", "r"),
        leg(2.0, 11.0, "mild"),
        leg(1.0, 2.0, "none", "r"),
        leg(8.0, 9.0, "none"),
        leg(30.0, None, None, "r"),
    )
    found = front_summary.caves([clip(legs=legs), clip("b", reason="no lift", legs=legs)])
    assert (found.legs, found.untold, found.caving, found.still) == (5, 1, 2, 2)
    assert found.found == pytest.approx(0.5)
    assert found.flagged == pytest.approx(0.5)
    assert found.bias == pytest.approx((-3.0 - 8.0 + 9.0 + 1.0 + 1.0) / 5.0)
    wrong = front_summary.wrong_legs([clip(legs=legs)])
    assert [each.true.change for _, each in wrong] == [12.0, 2.0]


def test_standing_is_compared_side_by_side() -> None:
    found = front_summary.standing([clip(), clip("b")], "toe_out")
    assert found.told == 4
    assert found.rmse == pytest.approx(0.02)
    assert found.bias == pytest.approx(0.02)
    assert found.cover == 0.0


def test_factors_make_bands_hold_what_they_should() -> None:
    errors = np.random.default_rng(4).normal(0.0, 6.0, 4000)
    legs = tuple(leg(0.0, each, "none") for each in errors[:400] / 6.0 * 8.0)
    needed = {
        each.name: each for each in front_summary.errors_needed([clip(errors=errors, legs=legs)])
    }
    # Stated as 2, truly 6; stated as 4, truly 8.
    assert needed["fppa"].needed == pytest.approx(3.0 * FACTORS["fppa"], rel=0.05)
    assert needed["knee cave, change"].needed == pytest.approx(2.0, rel=0.15)
    assert set(needed) >= set(FACTORS)


def test_an_aim_is_missed_beyond_its_bounds_only() -> None:
    aims = {aim.name: aim for aim in front_aims.AIMS}
    angle = aims["projection angle, RMSE °"]
    assert not angle.missed(angle.measure([clip(errors=2.9)]))
    assert angle.missed(angle.measure([clip(errors=3.1)]))
    far_off = clip(errors=9.0, off_deg=12.0)
    assert not angle.missed(angle.measure([far_off]))
    still = clip(off_deg=14.0, legs=(leg(2.0, 12.0, "moderate"),))
    caving = clip(off_deg=14.0, legs=(leg(20.0, 12.0, "moderate"),))
    assert front_aims.flagged_clips([still, caving, clip(legs=still.legs)]) == 1.0


def test_a_rep_is_one_that_was_pulled_at_the_same_time() -> None:
    true = SimpleNamespace(start_s=0.0, lift_off_s=1.0, lockout_s=2.0)
    same = SimpleNamespace(lift_off_s=1.3, lockout_s=2.2)
    later = SimpleNamespace(lift_off_s=2.5, lockout_s=3.0)
    assert front_scores.same_pull(true, same)
    assert not front_scores.same_pull(true, later)
    assert not front_scores.same_pull(true, SimpleNamespace(lift_off_s=None, lockout_s=2.0))
    assert not front_scores.same_pull(true, None)


def test_refusals_are_told_once_with_their_reason() -> None:
    scores = [
        clip("a", reason="too far off", off_deg=16.0),
        clip("b", reason="too far off", off_deg=-16.0),
        clip("c", trouble="nobody"),
        clip("d", legs=(leg(1.0, None, None), leg(1.0, None, None, "r"))),
    ]
    assert fronts.refusals(scores) == {
        "frontal plane refused (too far off)": ["a (+16°)", "b (-16°)"],
        "refused (nobody)": ["c (+3°)"],
        "knee cave not told (hidden)": ["d (+3°)"],
    }


def test_tables_can_be_made_of_nothing() -> None:
    for made in (front_tables.columns_table([]), front_tables.caves_table([])):
        assert made.row_count == 0
    aims, met = front_tables.aims_table([])
    assert met
    assert aims.row_count == len(front_aims.AIMS)


def test_the_documents_table_has_a_column_for_each_group_that_has_clips() -> None:
    legs = (leg(20.0, 17.0, "severe"), leg(2.0, 1.0, "none", "r"))
    scores = [clip(legs=legs), clip("b", reason="too far off", off_deg=14.0)]
    lines = front_tables.markdown_lines(scores)
    assert lines[0] == "|  | front, within 10° (1 of 1) | front and rear, beyond 10° (0 of 1) |"
    assert {line.count("|") for line in lines} == {4}
    assert any("found | 1 of 1 | -" in line for line in lines)
    assert any("flagged | 0 of 1 | -" in line for line in lines)

"""What made-up errors, whose outcome is known, come to."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
AT_SET_UP, AT_KNEE = "lumbar_flexion_at_set_up", "lumbar_flexion_at_knee_pass"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


back_scores = module("back_scores")
back_summary = module("back_summary")
back_aims = module("back_aims")
back_tables = module("back_tables")


def compared(errors: Any, true: Any = 30.0, stated: float = 5.0) -> Any:
    errors = np.atleast_1d(np.asarray(errors, dtype=np.float64))
    true = np.broadcast_to(np.asarray(true, dtype=np.float64), errors.shape)
    return back_scores.Compared(true + errors, np.full(len(errors), stated), true)


def clip(set_up: Any = 0.0, knee: Any = 0.0, true: Any = (30.0, 20.0), **known: Any) -> Any:
    """Give the score of a clip of which only lumbar flexion is of interest."""
    lean = known.pop("lean", (80.0, 60.0))
    made = {
        "clip": "a",
        "network": "built in",
        "own": False,
        "clothes": "tight",
        "lifter": back_scores.Lifter("female", 1.7, 0.3),
        "told_clothes": "tight",
        "compared": {AT_SET_UP: compared(set_up, true[0]), AT_KNEE: compared(knee, true[1])},
    }
    made["lean"] = {
        moment: np.full(len(made["compared"][name].told), each)
        for moment, name, each in zip(
            ("set_up", "knee_pass"), (AT_SET_UP, AT_KNEE), lean, strict=True
        )
    }
    return back_scores.BackScore(**(made | known))


def test_every_clip_weighs_the_same_however_many_reps_it_has() -> None:
    found = back_summary.summary([clip([4.0] * 9), clip(-8.0), clip(np.nan)], AT_SET_UP)
    assert (found.clips, found.told_in) == (3, 2)
    assert found.rmse == pytest.approx(np.sqrt((16.0 + 64.0) / 2.0))
    assert found.bias == pytest.approx(-2.0)
    assert found.cover == pytest.approx(1.0)


def test_nothing_told_comes_to_nothing() -> None:
    found = back_summary.summary([clip(np.nan), clip(compared={})], AT_SET_UP)
    assert (found.clips, found.told_in) == (2, 0)
    assert np.isnan([found.rmse, found.bias, found.cover]).all()
    assert np.isnan(back_summary.slope([]))
    assert np.isnan(back_summary.lean_effect([])).all()
    assert back_summary.group_biases([]) == []


def drawn_clips(shrunk: float, lean: float) -> list[Any]:
    """Give clips whose told flexion is shrunk, and grows with each degree of lean."""
    drawn = np.random.default_rng(3).uniform((0.0, 30.0), (60.0, 90.0), (20, 2))
    return [
        clip((shrunk - 1.0) * flexion + lean * trunk, np.nan, true=(flexion, 0.0), lean=(trunk, 50))
        for flexion, trunk in drawn
    ]


@given(shrunk=st.floats(0.2, 1.5))
def test_the_slope_is_by_how_much_flexion_is_shrunk(shrunk: float) -> None:
    assert back_summary.slope(drawn_clips(shrunk, 0.0)) == pytest.approx(shrunk)


@given(shrunk=st.floats(0.2, 1.5), lean=st.floats(-0.3, 0.3))
def test_what_lean_does_is_told_apart_from_what_flexion_does(shrunk: float, lean: float) -> None:
    found = back_summary.lean_effect(drawn_clips(shrunk, lean))
    assert found.effect == pytest.approx(20.0 * lean, abs=1e-6)
    assert found.error == pytest.approx(0.0, abs=1e-6)


def test_the_slope_is_of_ordinary_flexion_only() -> None:
    ordinary = [clip(0.0, np.nan, true=(flexion, 0.0)) for flexion in (0.0, 20.0, 40.0, 60.0)]
    beyond = [clip(-30.0, np.nan, true=(70.0, 0.0)), clip(30.0, np.nan, true=(-10.0, 0.0))]
    assert back_summary.slope(ordinary + beyond) == pytest.approx(1.0)


def test_the_lean_of_lifters_who_all_lean_alike_tells_nothing() -> None:
    alike = [clip(1.0, np.nan, true=(flexion, 0.0)) for flexion in (0.0, 20.0, 40.0, 60.0, 50.0)]
    assert np.isnan(back_summary.lean_effect(alike)).all()


def test_the_bias_is_that_of_each_sex_and_third() -> None:
    clips = [
        clip(bias, bias, lifter=back_scores.Lifter(sex, height, skin))
        for bias, sex, height, skin in (
            (6.0, "female", 1.50, 0.1),
            (4.0, "female", 1.55, 0.9),
            (1.0, "male", 1.70, 0.5),
            (-1.0, "male", 1.75, 0.2),
            (-2.0, "male", 1.90, 0.8),
            (-4.0, "male", 1.95, 0.6),
        )
    ]
    found = {group.name: group for group in back_summary.group_biases(clips)}
    assert found["female"].bias == pytest.approx(5.0)
    assert found["female"].error == pytest.approx(1.0)
    assert found["male"].bias == pytest.approx(-1.5)
    assert [found[name].bias for name in ("short", "middling", "tall")] == [5.0, 0.0, -3.0]
    assert [found[name].bias for name in ("light skin", "medium skin", "dark skin")] == [
        2.5, -1.5, 1.0,
    ]  # fmt: skip
    assert {group.clips for group in found.values()} == {2, 4}
    assert back_summary.worst_bias(clips) == pytest.approx(5.0)


def test_the_errors_needed_are_those_that_were_made() -> None:
    drawn = np.random.default_rng(5)

    def drawn_clip(clothes: str, bent: float, upright: float, change: float) -> Any:
        lean = np.repeat([60.0, 5.0, 27.0], 400)
        scale = np.repeat([bent, upright, 1000.0], 400)
        frames = back_scores.FrameErrors(drawn.normal(0.0, scale), np.full(1200, 5.0), lean)
        changes = drawn.normal(0.0, change, (40, 3))
        changes[0] = np.nan
        return clip(
            told_clothes=clothes,
            frames=dict.fromkeys(("lumbar_flexion", "pelvis_tilt", "hip_flexion"), frames),
            changes=changes,
        )

    clips = [drawn_clip("tight", 6.0, 2.0, 4.0) for _ in range(20)]
    clips += [drawn_clip("loose", 9.0, 3.0, 5.0) for _ in range(20)]
    needed = back_summary.errors_needed([*clips, clip(told_clothes=None)])
    found = {(each.table, each.name, each.clothes): each for each in needed}
    assert len(found) == len(needed) == 14
    for clothes, bent, upright, change in (("tight", 6.0, 2.0, 4.0), ("loose", 9.0, 3.0, 5.0)):
        for angle in ("lumbar_flexion", "pelvis_tilt", "hip_flexion"):
            assert found["BENT", angle, clothes].needed == pytest.approx(bent, rel=0.05)
            assert found["UPRIGHT", angle, clothes].needed == pytest.approx(upright, rel=0.05)
        assert found["CHANGE", "lumbar_flexion", clothes].needed == pytest.approx(change, rel=0.08)
        assert found["CHANGE", "lumbar_flexion", clothes].clips == 20


def test_clothes_are_judged_wrongly_where_judgement_and_truth_differ() -> None:
    clips = [clip(), clip(told_clothes="loose"), clip(told_clothes=None)]
    assert back_summary.wrong_clothes(clips) == [clips[1]]
    assert back_summary.of_clothes(clips, "loose") == []
    assert back_summary.of_clothes(clips, "all") == clips


def aim(name: str) -> Any:
    (found,) = [each for each in back_aims.AIMS if each.name == name and not each.own]
    return found


def test_aims_are_of_their_own_clothes() -> None:
    clips = [clip(7.0), clip(10.0, clothes="loose")]
    tight, loose = (aim(f"lumbar flexion at set-up, RMSE °, {kind}") for kind in ("tight", "loose"))
    assert tight.measure(clips) == pytest.approx(7.0)
    assert loose.measure(clips) == pytest.approx(10.0)
    assert not tight.missed(7.0) and tight.missed(8.1)
    assert not loose.missed(10.0) and loose.missed(11.1)


def test_bands_may_hold_neither_too_little_nor_too_much() -> None:
    held = aim("bands of lumbar flexion that hold, tight")
    assert [held.missed(value) for value in (0.8, 0.9, 1.0, np.nan)] == [True, False, True, False]
    few = [clip(1.0)] * (back_aims.MIN_CLIPS - 1)
    assert np.isnan(held.measure(few))
    assert held.measure([*few, clip(20.0, 20.0)]) == pytest.approx(0.8)


def test_every_aim_is_of_something_that_is_measured() -> None:
    names = [(each.name, each.own) for each in back_aims.AIMS]
    assert len(set(names)) == len(names)
    every = {name: compared(3.0) for name in back_scores.QUANTITIES}
    clips = []
    for number in range(2 * back_aims.MIN_CLIPS):
        # Flexion and lean of their own, or there is no slope.
        own = {AT_SET_UP: compared(3.0, 5.0 * number), AT_KNEE: compared(3.0, 2.0 * number)}
        lean = (80 + (7 * number) % 13, 60 + (5 * number) % 11)
        kind = ("tight", "loose")[number % 2]
        clips.append(clip(compared=every | own, lean=lean, clothes=kind))
    assert np.isfinite([each.measure(clips) for each in back_aims.AIMS]).all()


def test_several_networks_are_written_as_mean_and_range() -> None:
    assert back_tables.ranged([5.0, 7.0, 6.0], str) == "6.0 (5.0 to 7.0)"
    assert back_tables.ranged([5.0], str) == "5.0"
    assert back_tables.ranged([5.0, np.nan], lambda value: f"<{value}>") == "<nan>"


def test_the_table_of_aims_takes_the_mean_over_networks() -> None:
    good, bad = ([clip(error)] * 40 for error in (7.0, 8.5))
    table, _ = back_tables.aims_table({"a": good, "b": bad}, {})
    rows = dict(zip(table.columns[0].cells, table.columns[3].cells, strict=True))
    assert rows["lumbar flexion at set-up, RMSE °, tight"] == "met"
    assert rows["clips"] == "met"
    assert rows["lumbar share, RMSE %, own clips given"] == "not measured"
    _, met = back_tables.aims_table({"a": bad}, {})
    assert not met

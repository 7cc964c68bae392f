"""What is true of a finding's signs: what was dialled into the sample clips."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from liftvision.findings.rule_file import default_rules
from liftvision.synthetic.truth.truth_file import read_truth

ROOT = Path(__file__).parents[2]


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        return importlib.import_module(name)


finding_truth = module("finding_truth")
finding_scores = module("finding_scores")


def truth_of(clip):
    return read_truth(ROOT / "sample_videos" / f"{clip}.truth.json")


def metrics_of(clip):
    return finding_truth.true_metrics(truth_of(clip), 0, "l")


def grades_of(clip):
    truth = truth_of(clip)
    style = finding_scores.STYLES[truth.recipe.movement.lift]
    metrics = metrics_of(clip)
    return {
        rule.code: grade
        for rule in default_rules()
        if (grade := finding_scores.true_grade(rule, metrics, style))
    }


@pytest.mark.parametrize(
    ("clip", "metric", "dialled", "within"),
    [
        ("side-hips-shoot-up", "trunk_pitch", 13.0, 1.0),
        ("side-lean-back", "lean_back", 14.0, 1.5),
        ("side-spine-dominant", "lumbar_drift", 14.0, 1.5),
        ("side-bar-drift", "bar_over_midfoot", 0.03, 0.005),
        ("side-conventional", "trunk_pitch", 0.0, 0.5),
        ("side-conventional", "heel_rise", 0.0, 0.001),
        ("side-conventional", "bar_tilt_peak", 0.0, 0.1),
    ],
)
def test_what_was_dialled_is_true(clip, metric, dialled, within):
    assert metrics_of(clip)[metric].value == pytest.approx(dialled, abs=within)


def test_a_clean_clip_passes_no_limit_and_the_others_pass_those_of_their_faults():
    assert grades_of("side-conventional") == {}
    assert grades_of("side-hips-shoot-up") == {"hips_shoot_up": 2}
    # 37 % of becoming upright, 66 degrees of flexion, and 13 of drift.
    assert grades_of("side-spine-dominant") == {"spine_dominant": 2, "lumbar_drift": 1}
    knees = grades_of("front-knee-cave")
    assert knees["knee_cave_l"] == knees["knee_cave_r"] == 3


def test_a_rule_is_due_only_where_the_view_can_show_it():
    rules = {rule.code: rule for rule in default_rules()}
    assert finding_scores.in_view(rules["bar_drift"], -90.0)
    assert not finding_scores.in_view(rules["bar_drift"], 60.0)
    assert finding_scores.in_view(rules["bar_tilt"], 175.0)
    assert not finding_scores.in_view(rules["bar_tilt"], 160.0)


def test_a_clip_is_clean_where_nothing_is_true_and_silent_where_nothing_was_found():
    score = finding_scores.RuleScore("bar_drift", 0, True, 0)
    clean = finding_scores.ClipScore("a", (score,))
    assert clean.clean
    assert clean.silent
    found = finding_scores.RuleScore("bar_drift", 2, True, 1)
    loud = finding_scores.ClipScore("b", (score, found))
    assert not loud.clean
    assert not loud.silent

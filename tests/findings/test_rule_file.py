"""Rules: our own are whole and use no scare words; wrong ones are refused with their line."""

import os
from dataclasses import fields
from pathlib import Path

import pytest

from liftvision.errors import RulesError
from liftvision.findings.rule_file import default_rules, read_rules_text, rules_with
from liftvision.reps.metric_units import REP_METRIC_UNITS

CODES = (
    "spine_dominant", "lumbar_drift", "knee_cave_l", "knee_cave_r", "hips_shoot_up", "bar_drift",
    "bar_off_midfoot", "bar_wobble", "soft_lockout", "lean_back", "hip_shift", "bar_tilt",
    "heels_lift",
)  # fmt: skip
SCARE_WORDS = (
    "danger", "injur", "diagnos", "damage", "hernia", "risk", "harm", "hurt", "unsafe", "bad form",
    "wrong form", "wear and tear",
)  # fmt: skip


def rule(code, rules=None):
    return next(each for each in rules or default_rules() if each.code == code)


def test_there_is_a_rule_for_every_finding():
    assert {each.code for each in default_rules()} == set(CODES)


@pytest.mark.parametrize("each", default_rules(), ids=lambda each: each.code)
def test_no_rule_scares_anybody(each):
    texts = [getattr(each, field.name) for field in fields(each) if field.type == "str"]
    texts += [*each.drills, *(sign.says for sign in each.signs)]
    texts += [
        str(getattr(each, name)) for name in ("title", "praise", "compared", "meaning", "cue")
    ]
    said = " ".join(texts).lower()
    assert [word for word in SCARE_WORDS if word in said] == []


@pytest.mark.parametrize("each", default_rules(), ids=lambda each: each.code)
def test_every_limit_has_a_source_and_every_finding_a_cue(each):
    assert each.source and each.cue and each.drills
    assert "our own proposal" in each.source or each.strength in ("strong", "moderate")
    for sign in each.signs:
        assert "{value}" in sign.says
        assert all(metric in REP_METRIC_UNITS for metric in sign.metrics)


def test_two_signs_must_agree_on_the_back_and_on_a_knee():
    assert rule("spine_dominant").agree == 2
    assert rule("knee_cave_l").agree == rule("knee_cave_r").agree == 2


def test_only_what_is_named_is_replaced():
    rules = rules_with(
        '[bar_drift]\ncue = "Lats!"\n[bar_drift.signs.drift]\nlimits = [0.1, 0.2, 0.3]\n'
    )
    changed, own = rule("bar_drift", rules), rule("bar_drift")
    assert changed.cue == "Lats!"
    assert changed.signs[0].limits == (0.1, 0.2, 0.3)
    assert changed.signs[0].says == own.signs[0].says
    assert [each for each in rules if each.code != "bar_drift"] == [
        each for each in default_rules() if each.code != "bar_drift"
    ]


def test_a_rule_can_be_left_out_and_another_added():
    assert "heels_lift" not in [each.code for each in rules_with("[heels_lift]\nenabled = false\n")]
    added = """
        [slow]
        title = "Slow"
        praise = "Fast"
        view = "side"
        agree = 1
        strength = "heuristic"
        source = "me"
        compared = "from {mild} on"
        meaning = "none"
        cue = "faster"
        drills = []
        [slow.signs.speed]
        metric = "mean_concentric_velocity"
        limits = [-0.3, -0.2, -0.1]
        side = "below"
        says = "the bar rises at {value}"
    """
    assert rules_with(added)[-1].code == "slow"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[bar_drift]\ncue = 7\n", 2, "text"),
        ("\n\n[bar_drift.signs.drift]\nlimits = [0.3, 0.2, 0.1]\n", 4, "rising"),
        ("[bar_drift.signs.drift]\nlimits = [1, 2, inf]\n", 2, "rising"),
        (f"[bar_drift.signs.drift]\nlimits = [1, 2, {'9' * 400}]\n", 2, "rising"),
        ("[bar_drift.signs.drift]\nmetric = 'bar_drft'\n", 2, "no metric 'bar_drft'"),
        ("[bar_drift.signs.drift]\nmetric = [['bar_drift']]\n", 2, "no metric"),
        ("[bar_drfit]\nenabled = false\n", 1, "no such rule"),
        ("[bar_drift]\ncolour = 'red'\n", 2, "no such setting"),
        ("[bar_drift]\nagree = 2\n", 2, "whole number from 1 to 1"),
        ("[bar_drift]\nstrength = 'sure'\n", 2, "one of strong"),
        ("[bar_drift]\ncue = 'a {0.__class__}'\n", 2, "in braces"),
        ("[bar_drift]\nmeaning = 'a {mild!r:>999}'\n", 2, "in braces"),
        ("[bar_drift]\nneeds = ['heel']\n", 2, "no sign 'heel'"),
        ("[bar_drift]\nlasts_s = -1\n", 2, "0 to 60"),
        ("bar_drift = 3\n", 1, "table"),
        ("[nothing]\ntitle = 'a'\n", 1, "text"),
        ("['Bad Code']\ntitle = 'a'\n", 1, "small letters"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(text, line, what):
    with pytest.raises(RulesError, match=rf"line {line}, .*{what}"):
        rules_with(text)


def test_a_file_that_is_no_rules_is_refused(tmp_path: Path):
    path = tmp_path / "mine.toml"
    for content, what in (
        (b"[bar_drift\n", "not TOML.*line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b"#" * (2**20 + 1), "too large"),
    ):
        path.write_bytes(content)
        with pytest.raises(RulesError, match=what):
            read_rules_text(path)
    with pytest.raises(RulesError, match="No such file"):
        read_rules_text(tmp_path / "none.toml")
    with pytest.raises(RulesError, match="not a file"):
        read_rules_text(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(RulesError, match="not a file"):
        read_rules_text(tmp_path / "pipe.toml")

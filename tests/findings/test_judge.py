"""Judging: a finding is raised by the value less its error, in enough signs, where it lasts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.findings.judge import (
    HINGE_KNEE_DEG,
    NO_DEADLIFT,
    NO_REPS,
    NO_STYLE,
    review_of,
)
from liftvision.findings.rule import Rule, SignRule
from liftvision.findings.rule_file import default_rules
from liftvision.measurement import Measurement
from tests.stick_lifter import as_analysis, deadlift

ANALYSIS = as_analysis(deadlift(1))
PITCH = SignRule("pitch", ("trunk_pitch",), (5.0, 8.0, 12.0), "it tips by {value}")
RATIO = SignRule("ratio", ("hip_shoulder_rise",), (1.3, 1.6, 2.2), "they rise {value} times")
RULE = Rule(
    code="tips",
    title="It tips",
    praise="It does not tip",
    view="side",
    agree=2,
    strength="heuristic",
    source="made up",
    compared="from {mild} on",
    meaning="nothing",
    cue="stop it",
    drills=(),
    signs=(PITCH, RATIO),
)


def a_set(*reps, style="conventional"):
    """A motion, and a set whose reps have these metrics."""
    analysis = ANALYSIS
    rep = analysis.set.reps[0]
    made = tuple(
        replace(rep, number=number, metrics=metrics) for number, metrics in enumerate(reps, 1)
    )
    return analysis.motion, replace(analysis.set, reps=made, style=style)


def signs(pitch, ratio, error=1.0):
    metrics = {}
    if pitch is not None:
        metrics["trunk_pitch"] = Measurement(pitch, error, "deg")
    if ratio is not None:
        metrics["hip_shoulder_rise"] = Measurement(ratio, 0.1, "1")
    return metrics


def review(*reps, rules=(RULE,), style="conventional"):
    return review_of(*a_set(*reps, style=style), rules)


@pytest.mark.parametrize(
    ("pitch", "ratio", "severity"),
    [
        (5.9, 3.0, None),
        (6.0, 3.0, "mild"),
        (9.0, 3.0, "moderate"),
        (13.0, 3.0, "severe"),
        # The weaker of the two signs that must agree decides.
        (20.0, 1.45, "mild"),
        (20.0, 1.35, None),
    ],
)
def test_a_value_must_pass_its_limit_by_its_own_error(pitch, ratio, severity):
    findings = review(signs(pitch, ratio)).findings
    assert [each.severity for each in findings] == ([severity] if severity else [])


@given(st.floats(0.0, 30.0), st.floats(0.0, 5.0), st.floats(0.1, 6.0), st.floats(0.0, 3.0))
def test_a_larger_error_never_makes_a_finding_worse(pitch, ratio, error, more):
    def grade(error):
        found = review(signs(pitch, ratio, error)).findings
        return ("none", "mild", "moderate", "severe").index(found[0].severity) if found else 0

    assert grade(error + more) <= grade(error)


def test_a_sign_that_was_not_measured_does_not_agree():
    told = review(signs(20.0, None))
    assert told.findings == told.went_well == ()
    assert told.not_judged[0].code == "tips"


def test_why_it_was_not_judged_is_told():
    absent = Measurement.not_measured("deg", "filmed from the front")
    told = review({"trunk_pitch": absent, "hip_shoulder_rise": absent}).not_judged[0]
    assert told.reason == "filmed from the front"
    # The stick lifter is filmed from the side: to film from there again would not help.
    assert told.advice == ""
    motion, lifted = a_set({"trunk_pitch": absent, "hip_shoulder_rise": absent})
    front = replace(motion, views=(replace(motion.views[0], name="front"),))
    assert "from the side" in review_of(front, lifted, (RULE,)).not_judged[0].advice
    assert review().not_judged[0].reason == NO_REPS


def test_reps_are_named_with_their_severities_and_the_worst_leads():
    (found,) = review(signs(7.0, 3.0), signs(1.0, 1.0), signs(14.0, 3.0)).findings
    assert found.reps == (1, 3)
    assert found.severities == ("mild", "severe")
    assert found.severity == "severe"
    assert found.measured.value == 14.0
    assert found.seen.startswith("In reps 1 and 3 of 3, most in rep 3: it tips by 14.0 ± 1.0°")


def test_a_finding_of_one_rep_is_passed_over_where_more_are_asked_for():
    often = replace(RULE, least_reps=2)
    once = signs(14.0, 3.0)
    calm = signs(1.0, 1.0)
    assert review(once, calm, rules=(often,)).findings == ()
    assert review(once, once, rules=(often,)).findings != ()
    # A set of one rep has no second one.
    assert review(once, rules=(often,)).findings != ()


def test_of_equal_grades_the_rep_with_the_most_leads():
    (found,) = review(signs(13.5, 3.0), signs(19.0, 3.0), signs(15.0, 3.0)).findings
    assert found.measured.value == 19.0
    assert "most in rep 2" in found.seen


def test_nothing_is_praised_beside_what_contradicts_it():
    calm = signs(1.0, 1.0)
    contradicted = replace(RULE, code="calm", praise_unless=("loud",))
    loud = replace(RULE, code="loud", agree=1, signs=(replace(PITCH, limits=(-9.0, 0.1, 9.0)),))
    assert [each.code for each in review(calm, rules=(contradicted,)).went_well] == ["calm"]
    told = review(calm, rules=(contradicted, loud))
    assert [each.code for each in told.findings] == ["loud"]
    assert told.went_well == ()


def test_a_limit_of_nothing_can_be_praised():
    zero = replace(RULE, agree=1, signs=(replace(PITCH, limits=(0.0, 8.0, 12.0)),))
    assert [each.code for each in review(signs(-6.0, None), rules=(zero,)).went_well] == ["tips"]


def test_from_the_side_only_deadlifts_are_judged():
    motion, lifted = a_set({})
    squat = replace(lifted, lift="other")
    assert review_of(motion, squat, (RULE,)).not_judged[0].reason == NO_DEADLIFT


def test_severity_is_capped():
    capped = replace(RULE, at_most="mild")
    assert review(signs(20.0, 3.0), rules=(capped,)).findings[0].severity == "mild"


def test_only_what_is_clearly_below_is_praised():
    assert [each.code for each in review(signs(3.9, 1.0)).went_well] == ["tips"]
    assert "we speak of it from 5° on" in review(signs(3.9, 1.0)).went_well[0].text
    # 4.5 ± 1 may well be 5: neither a fault nor none.
    unclear = review(signs(4.5, 1.0))
    assert unclear.went_well == unclear.findings == unclear.not_judged == ()


def test_nothing_is_said_without_what_a_rule_needs():
    needy = replace(RULE, agree=1, needs=("pitch",))
    assert review(signs(None, 3.0), rules=(needy,)).not_judged[0].code == "tips"
    assert review(signs(1.0, 3.0), rules=(needy,)).findings != ()


def test_signs_to_either_side_and_below():
    either = replace(RULE, agree=1, signs=(replace(PITCH, side="either"),))
    below = replace(RULE, agree=1, signs=(replace(PITCH, side="below"),))
    minus = signs(-9.0, None)
    assert "by 9.0 ± 1.0°" in review(minus, rules=(either,)).findings[0].seen
    assert review(minus, rules=(below,)).findings[0].severity == "moderate"
    assert review(signs(9.0, None), rules=(below,)).findings == ()


def test_limits_follow_the_style_and_a_hinge_is_told_by_its_knees():
    hinge = replace(RULE, agree=1, signs=(replace(PITCH, styles={"romanian": (50.0, 60.0, 70.0)}),))
    tipped = signs(20.0, None)
    assert review(tipped, rules=(hinge,)).findings != ()
    assert review(tipped, rules=(hinge,), style="romanian").findings == ()

    def with_knees(degrees):
        knees = {"knee_flexion_at_lift_off": Measurement(degrees, 5.0, "deg")}
        return review({**tipped, **knees}, rules=(hinge,), style="unknown")

    assert with_knees(HINGE_KNEE_DEG - 1.0).findings == ()
    assert with_knees(HINGE_KNEE_DEG + 1.0).findings != ()
    untold = review(tipped, rules=(hinge,), style="unknown")
    assert untold.not_judged[0].reason == NO_STYLE


def test_it_must_last_where_it_is_a_curve():
    motion, lifted = a_set(signs(20.0, 3.0))
    rep = lifted.reps[0]
    blip = np.where(np.abs(motion.times - rep.lift_off_s - 0.2) < 0.04, 60.0, 40.0)
    long = np.where(motion.times > rep.lift_off_s + 0.1, 60.0, 40.0)
    lasting = replace(RULE, lasts_s=0.15)
    for lean, count in ((blip, 0), (long, 1)):
        moved = replace(motion, columns={**motion.columns, "trunk_lean": lean})
        assert len(review_of(moved, lifted, (lasting,)).findings) == count


def test_what_matters_most_comes_first():
    mild = replace(RULE, code="other", at_most="mild")
    found = review(signs(20.0, 3.0), rules=(mild, RULE)).findings
    assert [each.code for each in found] == ["tips", "other"]


def test_the_moment_is_within_the_rep():
    motion, lifted = a_set(signs(20.0, 3.0))
    (found,) = review_of(motion, lifted, (RULE,)).findings
    assert lifted.reps[0].lift_off_s <= found.time_s <= lifted.reps[0].lockout_s


def test_our_own_rules_say_nothing_of_an_empty_set():
    told = review(rules=default_rules())
    assert told.findings == told.went_well == ()
    assert len(told.not_judged) == len(default_rules())

"""How far knees cave in, by findings that are known, and by knees that liftvision's rules judge."""

from dataclasses import replace

import pytest

from liftvision.findings.judge import review_of
from liftvision.findings.knees import knee_severity
from liftvision.findings.review import Review
from liftvision.findings.rule_file import default_rules, rules_with
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import SIDES
from liftvision.reps.frontal_metrics import with_frontal_plane
from liftvision.reps.rep import KneeCave, Rep
from tests.findings.knee_findings import knee_found
from tests.reps.made_up_knees import fall_at, front_of, knees_of, no_fall, pulled
from tests.stick_lifter import deadlift, sample_motion, sample_set

PERCENT = Measurement(5.0, 1.0, "%")
KNEE = KneeCave(Measurement(14.0, 3.0, "deg"), PERCENT, PERCENT, 1.0)
HIDDEN = KneeCave.not_measured("the legs were hidden")


def rep(number: int, left: KneeCave = KNEE, right: KneeCave = KNEE) -> Rep:
    knees = {"l": left, "r": right}
    return Rep(number, True, 0.0, 0.5, 1.0, 1.5, 2.0, knee_cave=knees)


def test_each_knee_has_the_severity_of_its_own_finding_in_that_rep():
    review = Review((knee_found("r", {2: "severe"}), knee_found("l", {1: "mild", 3: "moderate"})))
    told = [[knee_severity(review, rep(number), side) for number in (1, 2, 3)] for side in SIDES]
    assert told == [["mild", "none", "moderate"], ["none", "severe", "none"]]


def test_another_finding_says_nothing_of_knees():
    other = replace(knee_found("l", {1: "severe"}), code="hip_shift")
    assert knee_severity(Review((other,)), rep(1), "l") == "none"


def test_of_a_knee_that_was_not_measured_nothing_is_said():
    review = Review((knee_found("l", {1: "mild"}),))
    assert knee_severity(review, rep(1, left=HIDDEN), "l") is None
    assert knee_severity(review, rep(1, left=HIDDEN), "r") == "none"
    assert knee_severity(review, replace(rep(1), knee_cave={}), "l") is None


@pytest.fixture(scope="module")
def lifted():
    """A stick lifter whose left knee alone falls in by 7 cm, and his motion."""
    stick = deadlift(1, yaw_deg=0.0)
    motion, lifted = sample_motion(stick), sample_set(stick)
    (pull,) = lifted.reps
    middle_s = 0.5 * (pull.lift_off_s + pull.lockout_s)
    fallen = fall_at(middle_s, 0.07, motion.times, 0.8), no_fall(motion.times)
    knees = knees_of(pulled(motion.times), (0.0, 0.0), fallen)
    reps = with_frontal_plane(replace(motion, fronts=(front_of(knees),)), lifted.reps)
    return motion, replace(lifted, reps=reps)


def test_the_rules_find_the_knee_that_fell(lifted):
    motion, lift = lifted
    review = review_of(motion, lift, default_rules())
    (pull,) = lift.reps
    assert knee_severity(review, pull, "l") in ("moderate", "severe")
    assert knee_severity(review, pull, "r") == "none"


def test_the_user_s_rules_count(lifted):
    motion, lift = lifted
    (pull,) = lift.reps
    for changed in (
        "[knee_cave_l]\nenabled = false",
        "[knee_cave_l.signs.shift]\nlimits = [40.0, 50.0, 60.0]",
    ):
        review = review_of(motion, lift, rules_with(changed))
        assert knee_severity(review, pull, "l") == "none"

"""Words: moments, limits and lists as people write them."""

import pytest

from liftvision.findings.review import Sign
from liftvision.findings.rule import Rule, SignRule
from liftvision.findings.wording import clock, exact, found, praised, reps_words
from liftvision.measurement import Measurement

SPEED = SignRule("speed", ("mean_concentric_velocity",), (-0.3, -0.2, -0.1), "{value}", "below")
LEAN = SignRule("lean", ("lean_back",), (5.0, 10.0, 15.0), "it leans {value} back")
SLOW = Rule(
    code="slow", title="Slow", praise="Fast", view="side", agree=1, strength="heuristic",
    source="made up", compared="from {mild} on", meaning="nothing", cue="faster", drills=(),
    signs=(SPEED, LEAN),
)  # fmt: skip


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(0.0, "0:00.0"), (4.24, "0:04.2"), (59.96, "1:00.0"), (125.5, "2:05.5"), (-0.1, "0:00.0")],
)
def test_a_moment_reads_as_in_a_player(time_s, text):
    assert clock(time_s) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(5.0, "deg", "5°"), (0.03, "m", "3\xa0cm"), (0.005, "m", "0.5\xa0cm"), (1.3, "1", "1.3"),
     (30.0, "%", "30\xa0%"), (750.0, "N", "750\xa0N"), (0.4, "m/s", "0.4\xa0m/s"),
     (1e-5, "m", "0.001\xa0cm"), (600.0, "W", "600\xa0W"), (1.0, "s", "1\xa0s")],
)  # fmt: skip
def test_a_limit_is_written_without_an_error(value, unit, text):
    assert exact(value, unit) == text


@pytest.mark.parametrize(
    ("numbers", "count", "words"),
    [
        ((1,), 1, "rep 1"),
        ((2,), 5, "rep 2"),
        ((1, 2), 2, "both reps"),
        ((1, 2, 3), 3, "all 3 reps"),
        ((1, 3), 3, "reps 1 and 3"),
        ((1, 2, 4), 5, "reps 1, 2 and 4"),
    ],
)
def test_reps_are_named(numbers, count, words):
    assert reps_words(numbers, count) == words


def judged_by(sign, metric, measured):
    """A finding in the only rep for which one sign speaks."""
    speaks = Sign(metric, measured, sign.limits[0])
    return found(
        SLOW,
        severity="mild",
        reps=[(1, "mild")],
        of_reps=1,
        worst_rep=1,
        time_s=1.0,
        signs=[(sign, speaks, sign.limits)],
    )


def test_a_value_that_is_too_small_is_told_as_it_is():
    text = praised(SLOW, SPEED, Measurement(0.46, 0.02, "m/s"), SPEED.limits).text
    assert text == "Fast: 0.46 ± 0.02\xa0m/s; we speak of it from 0.3\xa0m/s on."
    told = judged_by(SPEED, "mean_concentric_velocity", Measurement(0.15, 0.02, "m/s"))
    assert "0.15 ± 0.02" in told.seen
    assert told.compared == "from 0.3\xa0m/s on"


def test_the_limits_in_the_texts_are_those_of_the_first_sign_whichever_speaks():
    told = judged_by(LEAN, "lean_back", Measurement(8.0, 2.0, "deg"))
    assert "it leans 8 ± 2° back" in told.seen
    assert told.compared == "from 0.3\xa0m/s on"


def test_what_is_not_there_at_all_is_praised_without_a_number():
    assert praised(SLOW, LEAN, Measurement(-3.0, 2.0, "deg"), LEAN.limits).text == "Fast."
    some = praised(SLOW, LEAN, Measurement(1.0, 2.0, "deg"), LEAN.limits).text
    assert some == "Fast: it leans 1 ± 2° back; we speak of it from 5° on."

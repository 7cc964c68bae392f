"""Differences that are known are found with their sign and error, and what is alike is left alone.

Where chance is at work the truth is a thousand sets that were drawn with known errors.
"""

from dataclasses import replace
from math import hypot, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.comparison.averages import Average, average
from liftvision.comparison.changes import (
    beyond,
    change_of,
    changes_between,
    difference_of,
    expected_by_chance,
)
from liftvision.measurement import Measurement
from tests.comparison.made_sets import ABSENT, SHARE, made_set

TURNED = {"more": "less", "less": "more"}
T_95_OF_2 = 2.919986
"""Student's t of two degrees of freedom below which 95 % lie, from a table."""


def measured(*values, error=1.0, unit="deg"):
    return average([Measurement(value, error, unit) for value in values])


averages = st.builds(
    lambda values, error: measured(*values, error=error),
    st.lists(st.floats(-200.0, 200.0), min_size=1, max_size=6),
    st.floats(0.01, 50.0),
)


def test_a_known_difference_has_its_sign_and_its_error():
    first, other = measured(20.0, error=3.0), measured(32.0, error=4.0)
    difference = difference_of(first, other)
    assert difference.value == pytest.approx(12.0)
    assert difference.error == pytest.approx(5.0)
    assert change_of("m", first, other).verdict == "more"
    assert change_of("m", other, first).verdict == "less"


def test_below_1_645_errors_it_does_not_count():
    first = measured(0.0, error=3.0)
    assert not change_of("m", first, measured(8.2, error=4.0)).is_beyond
    assert change_of("m", first, measured(8.3, error=4.0)).is_beyond


def test_what_all_reps_share_does_not_average_out():
    one = difference_of(measured(10.0, error=2.0), measured(20.0, error=2.0))
    many = difference_of(measured(*[10.0] * 8, error=2.0), measured(*[20.0] * 8, error=2.0))
    assert many.error == pytest.approx(one.error)


def test_the_spread_of_reps_counts_and_shrinks_with_their_number():
    first, other = measured(8.0, 12.0, error=1.0), measured(18.0, 22.0, error=1.0)
    spread = sqrt(8.0)
    wanted = hypot(1.0, 1.0, spread * T_95_OF_2 / 1.645)
    assert difference_of(first, other).error == pytest.approx(wanted, rel=1e-3)
    longer = measured(*[8.0, 12.0] * 8, error=1.0), measured(*[18.0, 22.0] * 8, error=1.0)
    assert difference_of(*longer).error < 0.5 * wanted


def test_the_spread_of_one_set_stands_for_the_single_rep_of_the_other():
    alone = difference_of(measured(10.0), measured(20.0)).error
    beside_three = difference_of(measured(10.0), measured(14.0, 20.0, 26.0)).error
    assert beside_three > 3.0 * alone


@given(averages, averages)
def test_swapping_the_sets_turns_the_sign(first, other):
    there, back = change_of("m", first, other), change_of("m", other, first)
    assert there.difference.value == -back.difference.value
    assert there.difference.error == pytest.approx(back.difference.error)
    assert there.verdict == TURNED.get(back.verdict, back.verdict)


@given(averages)
def test_a_set_does_not_differ_from_itself(same):
    change = change_of("m", same, same)
    assert change.difference.value == 0.0
    assert change.verdict == "no difference beyond the error"


@pytest.mark.parametrize(("reps", "others"), [(1, 1), (2, 2), (3, 1), (3, 8), (10, 10)])
def test_what_did_not_change_is_called_different_in_one_of_ten(reps, others):
    random = np.random.default_rng(7)
    called = 0
    trials = 1000
    for _ in range(trials):
        drawn = []
        for count in (reps, others):
            shared = random.normal(0.0, 2.0)
            values = shared + random.normal(0.0, 0.0 if reps == 1 else 3.0, count)
            drawn.append(measured(*values, error=2.0))
        called += change_of("m", *drawn).is_beyond
    # Three standard deviations of chance around a tenth; fewer is careful, and no fault.
    assert called / trials < 0.13
    assert called / trials > 0.04


def test_of_many_alike_about_a_tenth_passes_and_none_is_sure():
    random = np.random.default_rng(3)
    surely = 0
    passed = []
    for _ in range(60):
        one = {f"m{i}": Measurement(random.normal(0.0, 1.0), 1.0, "deg") for i in range(40)}
        two = {f"m{i}": Measurement(random.normal(0.0, 1.0), 1.0, "deg") for i in range(40)}
        changes = changes_between(made_set(1, **one), made_set(1, **two))
        ours = [change for change in changes if change.metric in one]
        passed.append(sum(change.is_beyond for change in ours))
        surely += any(change.is_sure for change in ours)
    assert np.mean(passed) == pytest.approx(4.0, abs=0.8)
    assert surely / 60 < 0.25


def test_what_is_far_off_is_sure_and_comes_first():
    one = {"a": Measurement(0.0, 1.0, "deg"), "b": Measurement(0.0, 1.0, "deg")}
    two = {"a": Measurement(2.6, 1.0, "deg"), "b": Measurement(-30.0, 1.0, "deg")}
    changes = changes_between(made_set(1, **one), made_set(1, **two))
    assert [(each.metric, each.verdict, each.is_sure) for each in beyond(changes)] == [
        ("b", "less", True),
        ("a", "more", False),
    ]
    compared = [each for each in changes if each.verdict != "not comparable"]
    assert expected_by_chance(changes) == pytest.approx(0.1 * len(compared))


def test_equal_sets_have_nothing_beyond():
    changes = changes_between(made_set(3), made_set(3))
    assert beyond(changes) == ()
    assert any(each.verdict == "no difference beyond the error" for each in changes)


def test_what_one_set_lacks_is_not_comparable_and_says_why():
    changes = changes_between(made_set(2, x=Measurement(1.0, 0.1, "deg")), made_set(2, x=ABSENT))
    (change,) = [each for each in changes if each.metric == "x"]
    assert change.verdict == "not comparable"
    assert change.difference.reason == ABSENT.reason
    (missing,) = [
        each
        for each in changes_between(made_set(2), made_set(2, y=Measurement(1.0, 0.1, "deg")))
        if each.metric == "y"
    ]
    assert missing.verdict == "not comparable"
    assert missing.difference.reason


def test_numbers_by_two_rules_are_not_compared():
    one, two = measured(10.0), replace(measured(30.0), rule="without the start")
    change = change_of("m", one, two)
    assert change.verdict == "not comparable"
    assert "without the start" in change.difference.reason


def test_what_depends_on_the_number_of_reps_needs_the_same_number():
    loss = {"velocity_loss": Measurement(10.0, 1.0, "%")}
    two, three = (
        replace(each, set=replace(each.set, metrics=loss)) for each in (made_set(2), made_set(3))
    )
    (change,) = [e for e in changes_between(two, three) if e.metric == "velocity_loss"]
    assert change.verdict == "not comparable"
    assert "2 and 3" in change.difference.reason
    (alike,) = [e for e in changes_between(two, two) if e.metric == "velocity_loss"]
    assert alike.verdict == "no difference beyond the error"


def test_an_exact_number_differs_at_all_or_not():
    exact = Average(3.0, 0.0, None, 1, "1")
    assert change_of("m", exact, exact).verdict == "no difference beyond the error"
    assert change_of("m", exact, replace(exact, value=4.0)).verdict == "more"


def test_a_mean_is_over_the_reps_that_have_it():
    analysis = made_set(3)
    values = [Measurement(20.0, 4.0, "%"), Measurement.not_measured("%", "hidden"),
              Measurement(30.0, 6.0, "%")]  # fmt: skip
    reps = tuple(
        replace(rep, metrics={SHARE: value})
        for rep, value in zip(analysis.set.reps, values, strict=True)
    )
    lifted = replace(analysis, set=replace(analysis.set, reps=reps))
    (share,) = [each for each in changes_between(lifted, lifted) if each.metric == SHARE]
    assert share.first.value == pytest.approx(25.0)
    assert share.first.error == pytest.approx(5.0)
    assert share.first.spread == pytest.approx(sqrt(50.0))
    assert share.first.reps == 2

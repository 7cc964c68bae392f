"""Findings that appear, go away, or get milder or stronger."""

import pytest

from liftvision.comparison.comparison import compare
from liftvision.measurement import Measurement
from tests.comparison.made_sets import LEAN, SHARE, finding, made_set, praise, reviewed, unjudged

CODE = "spine_dominant"
LITTLE = {SHARE: Measurement(20.0, 3.0, "%")}
MUCH = {SHARE: Measurement(45.0, 3.0, "%")}


def change(one, two):
    (found,) = compare(one, two).against[0].findings
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, "mild", "new"),
        ("severe", None, "gone"),
        ("mild", "severe", "stronger"),
        ("severe", "moderate", "milder"),
        ("mild", "mild", "same"),
    ],
)
def test_the_kinds(before, after, kind):
    sets = [
        reviewed(made_set(2), *([finding(severity=severity)] if severity else []))
        for severity in (before, after)
    ]
    assert change(*sets).kind == kind


def test_what_nobody_could_look_for_is_neither_new_nor_gone():
    seen = reviewed(made_set(2), finding())
    hidden = reviewed(made_set(2), not_judged=[unjudged(CODE)])
    for pair in ((seen, hidden), (hidden, seen)):
        found = change(*pair)
        assert found.kind == "unknown"
        assert found.not_judged.reason == "the back was hidden"


def test_praise_comes_from_the_set_without_it():
    found = change(reviewed(made_set(2), finding()), reviewed(made_set(2), well=[praise(CODE)]))
    assert found.praise == f"Praise of {CODE}."


def test_whether_the_number_behind_it_changed():
    clear = change(made_set(2, **LITTLE), reviewed(made_set(2, **MUCH), finding()))
    assert clear.rests_on_number
    assert clear.number.verdict == "more"
    by_chance = change(made_set(2, **LITTLE), reviewed(made_set(2, **LITTLE), finding()))
    assert not by_chance.rests_on_number


def test_of_several_signs_the_one_that_changed_most_counts():
    lean = {LEAN: Measurement(40.0, 2.0, "deg")}, {LEAN: Measurement(60.0, 2.0, "deg")}
    one = reviewed(made_set(2, **LITTLE, **lean[0]), finding())
    two = reviewed(made_set(2, **LITTLE, **lean[1]), finding(severity="severe", metric=LEAN))
    assert change(one, two).number.metric == LEAN


def test_what_changed_comes_before_what_did_not():
    one = reviewed(made_set(2), finding("a"), finding("b"))
    two = reviewed(made_set(2), finding("a"), finding("c"))
    codes = [each.code for each in compare(one, two).against[0].findings]
    assert codes == ["c", "b", "a"]

"""What is said of a comparison, in plain words."""

import pytest

from liftvision.comparison.comparison import compare
from liftvision.measurement import Measurement
from liftvision.report.comparison.wording import signed, told
from tests.comparison.made_sets import SHARE, finding, made_set, praise, reviewed, unjudged

LITTLE = {SHARE: Measurement(20.0, 3.0, "%")}
MUCH = {SHARE: Measurement(45.0, 3.0, "%")}


def text(*sets) -> str:
    return "\n".join(told(compare(*sets))).replace("\N{NO-BREAK SPACE}", " ")


def test_what_changed_comes_with_both_values_and_the_difference():
    words = text(made_set(2, **LITTLE), made_set(2, **MUCH))
    assert (
        "Lumbar spine's share, lift-off to lockout: more, 20 ± 3 % to 45 ± 3 % (+25 ± 4 %; surely)"
    ) in words


def test_of_equal_sets_nothing_is_told():
    words = text(made_set(2), made_set(2))
    assert "B against A: no number differs by more than its error." in words
    assert "surely" not in words.casefold()


def test_a_new_finding_leads_and_says_what_is_behind_it():
    words = text(
        reviewed(made_set(2, **LITTLE), well=[praise("spine_dominant")]),
        reviewed(made_set(2, **MUCH), finding()),
    )
    assert "B against A: 1 finding new in B; 1 of" in words
    assert "new in B: Title of spine_dominant (moderate in B)" in words
    assert "That is more, by more than the error." in words


def test_a_finding_whose_number_did_not_change_may_be_chance():
    words = text(made_set(2, **LITTLE), reviewed(made_set(2, **LITTLE), finding()))
    assert "not clear of its error: it may be chance that the limit was passed in one" in words


def test_what_could_not_be_judged_is_not_gone():
    hidden = reviewed(made_set(2), not_judged=[unjudged("spine_dominant")])
    words = text(reviewed(made_set(2), finding()), hidden)
    assert "seen in one, not judged in the other: Title of spine_dominant (moderate in A)" in words
    assert "not judged: the back was hidden" in words
    assert "gone" not in words


def test_another_name_of_the_same_numbers_is_told_once():
    twice = {"mean_concentric_velocity": 0.5, "mean_propulsive_velocity": 0.5}
    sets = [
        made_set(
            2, **{name: Measurement(part * value, 0.01, "m/s") for name, value in twice.items()}
        )
        for part in (1.0, 0.5)
    ]
    words = text(*sets)
    assert "Mean concentric velocity: less" in words
    assert "Mean propulsive velocity" not in words


def test_how_many_chance_would_make():
    words = text(made_set(2), made_set(2))
    assert "would differ by more than its error by chance alone" in words


@pytest.mark.parametrize(
    ("value", "error", "written"),
    [
        (12.0, 3.0, "+12 ± 3°"),
        (-12.0, 3.0, "-12 ± 3°"),
        (0.2, 3.0, "0 ± 3°"),
        (-0.2, 3.0, "0 ± 3°"),
    ],
)
def test_differences_have_a_sign(value, error, written):
    assert signed(Measurement(value, error, "deg")) == written


def test_nobody_is_frightened():
    words = text(made_set(1, **LITTLE), reviewed(made_set(2, **MUCH), finding())).lower()
    for scare in ("danger", "injur", "damage", "diagnos", "unsafe", "harm", "risk"):
        assert scare not in words

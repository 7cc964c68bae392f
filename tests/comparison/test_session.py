"""What cannot be compared is refused in a sentence; what explains a difference is said."""

from dataclasses import replace

import pytest

import liftvision
from liftvision.comparison.comparison import compare
from liftvision.errors import ComparisonError, SavedAnalysisError
from liftvision.given import Given
from liftvision.pose.view import View
from tests.comparison.made_sets import made_set


def with_set(analysis, **changed):
    return replace(analysis, set=replace(analysis.set, **changed))


def test_one_set_is_too_few_and_seven_are_too_many():
    for count in (0, 1, 7):
        with pytest.raises(ComparisonError, match=f"{count} sets? cannot be compared"):
            compare(*(made_set(1) for _ in range(count)))


def test_the_same_twice_is_refused(tmp_path):
    same = made_set(1)
    with pytest.raises(ComparisonError, match="twice"):
        compare(same, same)
    (tmp_path / "a").mkdir()
    with pytest.raises(ComparisonError, match="a is given twice"):
        compare(tmp_path / "a", tmp_path / "b" / ".." / "a")


def test_a_set_without_reps_is_refused_with_its_reason():
    empty = with_set(made_set(1, name="empty.mp4"), reps=(), reason="nobody lifts.")
    with pytest.raises(ComparisonError, match=r"empty\.mp4 has no reps to compare: nobody lifts\."):
        compare(made_set(1), empty)


def test_different_lifts_are_refused():
    squat = with_set(made_set(1), lift="other")
    with pytest.raises(ComparisonError, match="different lifts: a deadlift and no deadlift"):
        compare(made_set(1), squat)


def test_a_folder_without_an_analysis_is_refused(tmp_path):
    with pytest.raises(SavedAnalysisError):
        compare(tmp_path, made_set(1))


def test_letters_follow_the_order():
    comparison = compare(*(made_set(1, name=f"{i}.mp4") for i in range(3)))
    assert [(s.letter, s.name) for s in comparison.sessions] == [
        ("A", "0.mp4"), ("B", "1.mp4"), ("C", "2.mp4"),
    ]  # fmt: skip
    assert [against.session.letter for against in comparison.against] == ["B", "C"]


def test_it_is_public():
    assert liftvision.compare is compare
    assert issubclass(liftvision.ComparisonError, liftvision.LiftvisionError)


def conditions(one, two):
    return " ".join(compare(one, two).against[0].conditions)


def test_alike_sets_of_known_load_have_no_conditions():
    one, two = (replace(made_set(2), given=Given(load_kg=100.0)) for _ in range(2))
    assert conditions(one, two) == ""


def test_load_style_view_side_and_reps_are_told():
    one = replace(made_set(2), given=Given(load_kg=100.0), view=View("side", 88.0, 3.0))
    two = with_set(
        replace(made_set(3), given=Given(load_kg=120.0), view=View("front-oblique", -50.0, 3.0)),
        style="sumo",
    )
    text = conditions(one, two)
    for part in (
        "100 kg in A and 120 kg in B",
        "A is a conventional deadlift and B a sumo one",
        "side in A and front-oblique in B",
        "A has 2 reps and B 3 reps",
    ):
        assert part in text


def test_the_near_leg_is_told():
    one, two = made_set(2), replace(made_set(2), view=View("side", -90.0, 3.0))
    assert "left leg" in conditions(one, two)
    assert "loads are not known" in conditions(one, two)


def test_two_single_reps_say_nothing_of_the_next():
    assert "whether the next ones will" in conditions(made_set(1), made_set(1))

"""The card in a notebook: what it says, and that nothing from outside gets into its HTML."""

import re
from dataclasses import replace
from pathlib import Path

from liftvision.explore.card import MOST_REPS
from tests.explore.found import FINDING, REVIEW
from tests.report.back_lifter import with_back
from tests.stick_lifter import as_analysis, deadlift


def text_of(analysis) -> str:
    """The words of a card, as they are read."""
    html = re.sub(r"<style>.*?</style>", "", analysis._repr_html_(), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(words.split())


def test_it_says_what_was_lifted_found_and_measured():
    text = text_of(replace(with_back(2), review=REVIEW))
    assert "2 reps of the" in text
    assert f"{FINDING.title} (moderate, at 1.7 s). {FINDING.seen} Try: {FINDING.cue}" in text
    assert "The bar goes up straight." in text
    assert "lift-off to lockout 26 ± 4 % 26 ± 4 %" in text


def test_each_reason_is_said_once():
    text = text_of(replace(with_back(1), review=REVIEW))
    told = "Whether the left knee falls in, the right knee falls in: needs a front view. Film"
    assert told in text
    assert text.count("needs a front view") == 1


def test_without_a_review_it_says_which_columns_lack():
    analysis = as_analysis(deadlift(1))
    reason = analysis.motion.not_measured["fppa_l"]
    assert reason in text_of(analysis)
    assert "What to look at" not in text_of(analysis)


def test_many_reps_do_not_widen_it():
    text = text_of(with_back(MOST_REPS + 1))
    assert f"rep {MOST_REPS}" in text
    assert f"rep {MOST_REPS + 1}" not in text
    assert "There are 1 more reps." not in text
    assert "One more rep is not shown." in text


def test_what_comes_from_outside_is_escaped():
    analysis = with_back(1)
    hostile = "<img src=x onerror=alert(1)>"
    analysis = replace(
        analysis,
        clip=replace(analysis.clip, path=Path(f"{hostile}.mp4")),
        review=replace(REVIEW, findings=(replace(FINDING, seen=hostile, cue=hostile),)),
        warnings=(hostile, "\ud800"),
    )
    html = analysis._repr_html_()
    assert "<img" not in html
    assert html.count("&lt;img") == 4
    assert "<script" not in html
    assert html.encode("utf-8")


def test_colours_come_from_the_page_around_it():
    html = with_back(1)._repr_html_()
    assert not re.search(r"(?<!-)\b(color|background): *(#|rgb\b|white|black)", html)


def test_in_a_prompt_it_is_one_line():
    line = repr(replace(with_back(2), review=REVIEW))
    assert line.startswith("<Analysis of ")
    assert line.endswith("1 finding.>")
    assert "\n" not in line
    nothing = deadlift(0)
    assert "finding" not in repr(as_analysis(nothing))

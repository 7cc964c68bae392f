"""Where and how gravely something was found, in words."""

from dataclasses import replace

from liftvision.findings.review import Finding, NotJudged, Review, Sign
from liftvision.measurement import Measurement
from liftvision.report.page.advice import (
    SEVERITY_WORDS,
    STRENGTH_WORDS,
    not_judged,
    worst_words,
)

FOUND = Finding(
    "soft_lockout", "Soft", "moderate", (1, 2, 3), ("mild", "moderate", "moderate"), 1.0,
    (Sign("knee_flexion_at_lockout", Measurement(12.0, 2.0, "deg"), 8.0),),
    "", "", "", "", (), "", "weak",
)  # fmt: skip


def test_where_the_severity_differs_the_worst_reps_are_named():
    assert worst_words(FOUND, 3) == "Moderate in reps 2 and 3."
    alike = replace(FOUND, severities=("moderate",) * 3)
    assert worst_words(alike, 3) == ""


def test_what_has_one_reason_is_told_once():
    unseen = ("filmed from the side", "Film from the front.")
    review = Review(
        not_judged=(
            NotJudged("knee_cave_l", "A knee that caves in", *unseen),
            NotJudged("heels_lift", "Heels that lift", "the feet were hidden", ""),
            NotJudged("knee_cave_r", "A knee that caves in", *unseen),
            NotJudged("bar_tilt", "A tilted bar", *unseen),
        )
    )
    told = [(each.title, each.reason, each.advice) for each in not_judged(review)]
    assert told == [
        ("A knee that caves in; A tilted bar", *unseen),
        ("Heels that lift", "the feet were hidden", ""),
    ]


def test_nobody_is_frightened():
    words = " ".join((*SEVERITY_WORDS.values(), *STRENGTH_WORDS.values())).lower()
    for scare in ("danger", "injur", "damage", "diagnos", "unsafe", "harm"):
        assert scare not in words

"""Figures that get worse are named; the published ones are held by the code as it is."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from liftvision.errors import TruthError
from liftvision.selfcheck.frozen import (
    PAGE_NAME,
    ROWS_NAME,
    TABLE_BEGINS,
    TABLE_ENDS,
    freeze,
    read_frozen,
    worsened,
)
from liftvision.selfcheck.table import Row

CHECKOUT = Path(__file__).parents[2]
ROW = Row("trunk_lean", "side", True, "tight", 3, 600, 5.0, 1.0, 9.0, 0.98, 0.66, "deg")
ABSENT = Row("fppa", "side", True, "tight", 3, 0, None, None, None, 0.0, None, "deg")


def test_the_same_figures_are_not_worse():
    assert worsened([ROW, ABSENT], [ROW, ABSENT]) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rmse": 5.9}, []),
        ({"rmse": 6.1}, ["rmse 6.1 °, was 5 °"]),
        ({"p95": 10.3}, []),
        ({"p95": 10.5}, ["p95 10.5 °, was 9 °"]),
        ({"coverage": 0.94}, []),
        ({"coverage": 0.92}, ["coverage 92%, was 98%"]),
        ({"bias": 9.0, "band_coverage": 0.1, "rmse": 1.0, "p95": 2.0, "coverage": 1.0}, []),
        ({"n": 0, "rmse": None, "p95": None, "coverage": 0.0}, ["coverage 0%, was 98%"]),
        ({"view": "front"}, ["no longer in the table"]),
    ],
)
def test_only_what_is_worse_by_more_than_the_margin_is_named(change, words):
    said = worsened([replace(ROW, **change)], [ROW])
    assert len(said) == len(words)
    for sentence, word in zip(said, words, strict=True):
        assert sentence == f"trunk_lean, side, plates, tight: {word}"


def test_what_is_new_or_better_is_not_worse():
    given = replace(ABSENT, n=10, rmse=50.0, p95=90.0, coverage=0.5)
    assert worsened([ROW, given], [ABSENT]) == []


def test_frozen_figures_come_back_and_the_page_keeps_its_words(tmp_path):
    page = tmp_path / PAGE_NAME
    page.write_text(f"Before.\n\n{TABLE_BEGINS}\nold\n{TABLE_ENDS}\n\nAfter.\n")
    for _ in range(2):
        freeze([ROW, ABSENT], tmp_path)
        assert read_frozen(tmp_path) == (ROW, ABSENT)
        text = page.read_text()
        assert text.startswith("Before.\n")
        assert text.endswith("\n\nAfter.\n")
        assert text.count("| trunk_lean | tight |") == 1
        assert "old" not in text


def test_a_page_without_a_place_for_the_table_is_refused(tmp_path):
    (tmp_path / PAGE_NAME).write_text("Nothing.\n")
    with pytest.raises(TruthError, match="no place for the table"):
        freeze([ROW], tmp_path)
    assert not (tmp_path / ROWS_NAME).exists()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"metric": "fppa"}]'])
def test_damaged_figures_are_refused(tmp_path, text):
    (tmp_path / ROWS_NAME).write_text(text)
    with pytest.raises(TruthError, match="holds no figures"):
        read_frozen(tmp_path)


def test_the_page_of_the_docs_has_a_place_for_the_table():
    text = (CHECKOUT / "docs" / PAGE_NAME).read_text("utf-8")
    assert text.index(TABLE_BEGINS) < text.index(TABLE_ENDS)


@pytest.mark.model
def test_no_published_figure_has_become_worse(full_model):
    docs, clips = CHECKOUT / "docs", CHECKOUT / "sample_videos"
    if not (docs / ROWS_NAME).is_file() or not any(clips.glob("*.mp4")):
        pytest.skip("there are no sample clips with published figures here")
    # In a process of its own, as a user runs it: whatever other tests have loaded does not matter.
    options = ["--clips", clips, "--model", full_model, "--json", "--quiet"]
    command = [sys.executable, "-m", "liftvision", "selfcheck", *map(str, options)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    now = [Row.from_json(row) for row in json.loads(done.stdout)]
    assert worsened(now, read_frozen(docs)) == []

"""Drawings and pictures of the documentation: whole, small, in words, and used."""

import importlib
import re
import xml.etree.ElementTree as ElementTree
from math import isclose
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SVG = "{http://www.w3.org/2000/svg}"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "tools"))
        return importlib.import_module(name)


DRAWINGS = module("drawings").all_drawings()
PAGES = {path: path.read_text() for path in [*DOCS.glob("*.md"), *(DOCS / "metrics").glob("*.md")]}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_can_be_read_in_light_in_dark_and_aloud(name):
    root = ElementTree.fromstring(DRAWINGS[name])
    assert root.findtext(f"{SVG}title")
    assert "prefers-color-scheme:dark" in (root.findtext(f"{SVG}style") or "")
    looks = {word for part in root for word in part.get("class", "").split()}
    style = root.findtext(f"{SVG}style") or ""
    assert all(f".{look}" in style for look in looks)
    assert len(DRAWINGS[name]) < 12_000


def across(text: ElementTree.Element) -> tuple[float, float]:
    """From where to where words go, with letters of a usual width."""
    letter = 6.6 if "small" in text.get("class", "") else 7.9
    x, width = float(text.get("x", -1)), letter * len(text.text or "")
    begin = {"start": x, "middle": x - width / 2.0, "end": x - width}[text.get("text-anchor", "")]
    return begin, begin + width


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_is_drawn_outside_the_paper(name):
    root = ElementTree.fromstring(DRAWINGS[name])
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for part in root.iter(f"{SVG}path"):
        if "faint" in part.get("class", ""):
            continue  # floors and plates may be cut
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", part.get("d", "")):
            assert 0.0 <= float(x) <= width
            assert 0.0 <= float(y) <= height
    for text in root.iter(f"{SVG}text"):
        begin, end = across(text)
        assert 0.0 <= begin < end <= width, text.text
        assert 10.0 <= float(text.get("y", -1)) <= height, text.text


def test_every_drawing_and_picture_is_on_a_page_and_described():
    shown = {
        (path.parent / link).resolve().relative_to(DOCS.resolve()).as_posix(): words
        for path, text in PAGES.items()
        for words, link in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)
    }
    there = set(DRAWINGS) | {f"film/{path.name}" for path in (DOCS / "film").glob("*.jpg")}
    assert there == set(shown)
    assert all(len(words) > 4 for words in shown.values())


def test_pictures_are_small_and_have_their_recipes():
    import tomllib

    recipes = tomllib.loads((DOCS / "film" / "pictures.toml").read_text())
    pictures = {path.stem: path for path in (DOCS / "film").glob("*.jpg")}
    assert set(pictures) == set(recipes) - {"all"}
    assert all(path.stat().st_size < 60_000 for path in pictures.values())


def test_the_drawn_angles_are_those_of_the_definitions():
    figures, svg = module("figures"), module("svg")
    body = figures.side_figure(shank_lean=14.0, knee_flexion=92.0, trunk_lean=55.0)
    assert isclose(90.0 - svg.direction(body.ankle, body.knee), 14.0)
    assert isclose(body.thigh_turn - body.shank_turn, 92.0)
    assert isclose(90.0 - svg.direction(body.hip, body.shoulder), 55.0)


def test_a_straight_leg_has_its_knee_on_the_line_from_hip_to_ankle():
    figures, svg = module("figures"), module("svg")
    body = figures.front_figure()
    for hip, knee, ankle in zip(body.hips, body.knees, body.ankles, strict=True):
        assert isclose(svg.direction(hip, knee), svg.direction(knee, ankle))

"""Links between the Markdown pages of the repository, and the check itself on pages of its own."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "docs/metrics", "models", "sample_videos", "notebooks")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).glob("*.md"))]
)


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs" / "tools"))
        return importlib.import_module(name)


links = module("links")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page):
    assert links.dead_links(page) == []


def test_the_pages_are_found():
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "CHANGELOG.md", "docs/film.md", "models/README.md"} <= names


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "other.md").write_text("# Angles: `a.csv`\n\n## Twice\n\n## Twice\n")
    return tmp_path / "page.md"


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[a](other.md)", []),
        ("[a](missing.md)", ["missing.md"]),
        ("![a](missing.png)", ["missing.png"]),
        ("[![a](missing.png)](other.md)", ["missing.png"]),
        ("[a](other.md#angles-acsv)", []),
        ("[a](other.md#angles)", ["other.md#angles"]),
        ("[a](other.md#twice-1)", []),
        ("[a](other.md#twice-2)", ["other.md#twice-2"]),
        ("## Here\n\n[a](#here) [b](#there)", ["#there"]),
        ("[a](https://example.org/missing)", []),
        ("`[a](missing.md)` and\n\n```\n[a](missing.md)\n```\n", []),
    ],
)
def test_dead_links_are_found_and_no_others(page, text, dead):
    page.write_text(text)
    assert links.dead_links(page) == dead

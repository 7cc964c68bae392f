"""The site: it builds without a warning, asks no other server for anything, and has every page."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs" / "tools"))
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("material", reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return folder


def test_the_site_has_a_page_for_every_markdown_file(site):
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert len(pages) > 20
    for page in pages:
        assert (site / page.with_suffix(".html")).is_file(), page
    assert (site / "CHANGELOG.html").is_file()
    assert (site / "models" / "back.html").is_file()


def test_no_page_loads_anything_from_another_server(site):
    loads = re.compile(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"?(?:https?:)?//|@import")
    sheets = re.compile(r"<link[^>]*rel=\"?(?:stylesheet|icon|preconnect)[^>]*href=\"?https?://")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not loads.search(text), page
        assert not sheets.search(text), page


def test_the_search_can_be_used_from_disk(site):
    assert (site / "search" / "search_index.js").read_text().startswith("var __index = ")
    assert "assets/iframe-worker.js" in (site / "index.html").read_text()


def test_the_reference_has_every_public_name(site):
    import liftvision

    reference = (site / "api.html").read_text()
    for name in set(liftvision.__all__) - {"__version__"}:
        assert re.search(rf"id=\"?liftvision\.(\w+\.)*{name}[\"> ]", reference), name


def test_tools_and_recipes_are_not_part_of_the_site(site):
    assert not list(site.rglob("*.py"))
    assert not list(site.rglob("*.toml"))


@pytest.mark.parametrize(
    ("page", "in_docs", "link", "turned"),
    [
        ("back.md", True, "../models/back.md", "models/back.md"),
        ("metrics/joints.md", True, "../body.md#errors", "../body.md#errors"),
        ("metrics/joints.md", True, "../../models/README.md", "../models/README.md"),
        ("models/back.md", False, "../docs/back.md", "../back.md"),
        ("CHANGELOG.md", False, "docs/film.md", "film.md"),
        ("back.md", True, "https://example.org/a", "https://example.org/a"),
        ("back.md", True, "#errors", "#errors"),
    ],
)
def test_links_of_the_repository_become_links_of_the_site(page, in_docs, link, turned):
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    with_site_links = module("site_pages").with_site_links
    assert (
        with_site_links(f"see [this]({link}).", page, in_docs=in_docs) == f"see [this]({turned})."
    )

"""Relative links of Markdown pages: where they lead, and which lead nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

FENCE = re.compile(r"^ *(```|~~~).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"!?\[(?:[^\[\]]|!?\[[^\]]*\]\([^)]*\))*\]\(([^)\s]+)(?: \"[^\"]*\")?\)")
IMAGE_IN_LINK = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
OWN_ANCHOR = re.compile(r"<a (?:id|name)=\"([^\"]+)\"")


def dead_links(page: Path) -> list[str]:
    """Give the relative links of a page that lead to no file, or to no heading of it."""
    return [link for link in dict.fromkeys(links(page)) if not _leads_somewhere(page, link)]


def links(page: Path) -> Iterator[str]:
    """Give the relative links and pictures of a page."""
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    for pattern in (LINK, IMAGE_IN_LINK):
        for found in pattern.finditer(text):
            if not urlsplit(found.group(1)).scheme:
                yield found.group(1)


def anchors(page: Path) -> set[str]:
    """Give what can follow the ``#`` in a link to a page."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found: set[str] = set(OWN_ANCHOR.findall(text))
    for heading in HEADING.findall(text):
        name, number = slug(heading), 0
        while (anchor := f"{name}-{number}" if number else name) in found:
            number += 1
        found.add(anchor)
    return found


def slug(heading: str) -> str:
    """Turn a heading into its anchor, as code hosts do."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-")


def _leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.exists():
        return False
    if not parts.fragment or target.suffix != ".md":
        return True
    return unquote(parts.fragment) in anchors(target)

"""Build hook: pages and files of the repository that lie outside ``docs`` become part of the site.

The README, the models' and the sample clips' pages stay where readers of the repository look for
them. Links between them and the pages in ``docs`` are written for the repository, and are turned
into links of the site here.
"""

import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

REPOSITORY = Path(__file__).parents[2]
OUTSIDE = (
    "CHANGELOG.md",
    "LICENSE",
    "models/README.md",
    "models/back.md",
    "sample_videos/README.md",
    "sample_videos/frames/*.jpg",
    "liftvision/report/analysis.schema.json",
    "liftvision/synthetic/truth/truth.schema.json",
    "notebooks/*.ipynb",
)
"""What is taken besides ``docs``."""

LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files of `OUTSIDE` by their paths in the repository."""
    for pattern in OUTSIDE:
        for path in sorted(REPOSITORY.glob(pattern)):
            name = path.relative_to(REPOSITORY).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Turn links of the repository into links of the site."""
    return with_site_links(markdown, page.file.src_uri, in_docs=_is_in_docs(page.file))


def with_site_links(markdown: str, page: str, *, in_docs: bool) -> str:
    """Give a page with its links to and from the outside turned into links of the site.

    Parameters
    ----------
    markdown
        The page, with links as the repository has them.
    page
        Its path in the site.
    in_docs
        Whether it comes from ``docs``.
    """
    place = posixpath.join("docs", page) if in_docs else page

    def turned(found: re.Match[str]) -> str:
        begin, target, anchor, end = found.groups()
        if urlsplit(target).scheme:
            return found.group()
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
        aim = aim.removeprefix("docs/")
        link = posixpath.relpath(aim, posixpath.dirname(page) or ".")
        return f"{begin}{link}{anchor or ''}{end}"

    return LINK.sub(turned, markdown)


def _is_in_docs(file: File) -> bool:
    return file.generated_by is None

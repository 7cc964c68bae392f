"""What every page shares: its frame, its policy, its data and scripts, and plotly beside it.

A page is a template that extends ``page/base.html.j2``. It loads nothing from a network: styles,
scripts and data are in it, videos, pictures and plotly lie beside it.
"""

import json
import shutil
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.report.words import capitalized, unit_words

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "liftvision.report"
"""Whose folder has the templates, styles and scripts of the pages."""

PLOTLY_NAME = "plotly.min.js"
"""The file beside a page that draws its curves."""

SHARED_STYLE = "page/page.css"
SHARED_SCRIPT = "page/charts.js"

DECIMALS = 4
"""Of the numbers in a page's data: a tenth of a millimetre, of a millisecond."""


def render_page(
    template: str,
    context: Mapping[str, object],
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    data: Mapping[str, object] | None = None,
) -> str:
    """Give a page as text.

    Everything in ``context`` and ``data`` may come from outside: it is escaped.

    Parameters
    ----------
    template
        Its file, from the folder of the report on; it extends ``page/base.html.j2``.
    context
        What the template shows.
    styles, scripts
        Files, from the same folder, that go into the page after the shared ones. With no
        ``data`` there is no script at all.
    data
        What the scripts show: JSON without NaN; see `numbers`.
    """
    style = "\n".join(_text(name) for name in (SHARED_STYLE, *styles))
    codes = [] if data is None else [_text(name) for name in (SHARED_SCRIPT, *scripts)]
    frame = {
        "style": style,
        "policy": policy(codes),
        "data": None if data is None else embedded(data),
        "scripts": codes,
        "plotly": PLOTLY_NAME,
    }
    return filled(PACKAGE, template, {**context, **frame})


def filled(package: str, template: str, context: Mapping[str, object]) -> str:
    """Give a template of a package with everything in ``context`` put in, escaped."""
    html = _environment(package).get_template(template).render(context)
    # A file name may hold bytes that are no text.
    return html.encode("utf-8", "replace").decode("utf-8")


def policy(scripts: Sequence[str]) -> str:
    """Give the Content-Security-Policy of a page with these scripts in it.

    Pictures, videos and plotly come from the page's own folder, a script in the page runs by its
    hash, and nothing else is loaded. Plotly makes ``<style>`` elements of its own, so these are
    allowed; a style can load nothing from elsewhere under this policy, either.
    """
    hashes = "".join(f" 'sha256-{_hash(script)}'" for script in scripts)
    rules = (
        "default-src 'none'",
        "img-src 'self' file:",
        "media-src 'self' file:",
        f"script-src 'self' file:{hashes}" if scripts else "script-src 'none'",
        "style-src 'unsafe-inline'",
        "style-src-attr 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def embedded(data: Mapping[str, object]) -> str:
    """Give data as JSON that cannot end the element it stands in.

    Raises
    ------
    ValueError
        There is a number that JSON does not have.
    """
    text = json.dumps(data, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def numbers(values: FloatArray, decimals: int = DECIMALS) -> list[float | None]:
    """Give an array (N,) as JSON has it: rounded, and null where it is NaN or infinite."""
    rounded = np.round(np.asarray(values, dtype=np.float64), decimals)
    return [value if np.isfinite(value) else None for value in rounded.tolist()]


def write_plotly(folder: Path) -> None:
    """Lay plotly beside a page.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    with as_file(files("plotly").joinpath("package_data", PLOTLY_NAME)) as source:
        shutil.copyfile(source, folder / PLOTLY_NAME)


@cache
def _environment(package: str) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"capitalized": capitalized, "unit_words": unit_words}
    return environment


def _text(name: str) -> str:
    return files(PACKAGE).joinpath(*name.split("/")).read_text("utf-8")


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode("ascii")

"""The report as a PDF, ``report.pdf``: printed by a browser, or by WeasyPrint where there is none.

On paper the page has pictures where it has curves and a video on the screen.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError

PDF_NAME = "report.pdf"
PAGE_NAME = "report.html"

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
"""Programs that print by themselves, by the names under which they are installed."""

LONGEST_S = 60.0
"""A browser that takes longer hangs."""

OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
    "--disable-extensions", "--disable-sync", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip
"""For a browser that only prints: no host's name is found, nothing is fetched."""

ADVICE = "Install Chromium, Chrome or Edge, or run pip install 'liftvision[pdf]'."

Printer: TypeAlias = Callable[[Path, Path], None]
"""Prints a page (first) into a file (second)."""


def find_printer() -> Printer:
    """Give what can print a page on this machine.

    Raises
    ------
    OutputError
        There is neither a browser nor WeasyPrint.
    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is not None:
        return lambda page, path: _print_by_browser(browser, page, path)
    if find_spec("weasyprint") is not None:
        return _print_by_weasyprint
    raise OutputError("No browser was found that makes a PDF.", ADVICE)


def write_pdf(folder: Path, printer: Printer | None = None) -> Path:
    """Print the report of an output folder into that folder, and give the file.

    The file appears when it is finished; nothing else is left behind.

    Parameters
    ----------
    folder
        What `report.folder.save` wrote.
    printer
        By what; None: as `find_printer` has it.

    Raises
    ------
    OutputError
        There is no printer, or it did not print.
    """
    printer = printer or find_printer()
    target = folder / PDF_NAME
    try:
        with tempfile.TemporaryDirectory(
            prefix="liftvision-", ignore_cleanup_errors=True
        ) as private:
            printed = Path(private) / PDF_NAME
            printer((folder / PAGE_NAME).resolve(), printed)
            if not printed.is_file() or printed.stat().st_size == 0:
                raise OutputError(f"{printable_name(target)} could not be printed.", ADVICE)
            # Not renamed: the folder may be on another disk than the private one.
            shutil.copyfile(printed, target)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise OutputError(
            f"{printable_name(target)} cannot be written: {reason}.", ADVICE
        ) from error
    return target


def _print_by_browser(browser: str, page: Path, path: Path) -> None:
    """Print with a browser that has a profile of its own beside the file, for a limited time."""
    command = [
        browser,
        *OPTIONS,
        f"--user-data-dir={path.parent / 'profile'}",
        f"--print-to-pdf={path}",
        page.as_uri(),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # As root, as in a container, a browser refuses to start with its sandbox.
        command.insert(1, "--no-sandbox")
    # What the browser keeps besides its profile goes into the private folder, too.
    private = {name: str(path.parent) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **private},
        start_new_session=True,
    ) as browsing:
        try:
            browsing.wait(LONGEST_S)
        except subprocess.TimeoutExpired as error:
            raise OutputError(
                f"{Path(browser).name} did not print within {LONGEST_S:.0f} s.",
                "Open report.html and print it there.",
            ) from error
        finally:
            _end(browsing)


def _end(browsing: "subprocess.Popen[bytes]") -> None:
    """End a browser with all that it started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(browsing.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
    else:
        browsing.kill()


def _print_by_weasyprint(page: Path, path: Path) -> None:
    """Print with WeasyPrint, which may read files and nothing else."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        # It loads Pango by itself, which is no part of it.
        raise OutputError(
            "WeasyPrint lacks Pango, with which it writes letters.", ADVICE
        ) from error

    fetcher = URLFetcher(allowed_protocols=("file",), allow_redirects=False)
    HTML(filename=str(page), url_fetcher=fetcher).write_pdf(str(path))

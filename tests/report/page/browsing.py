"""A real browser for tests of pages that open from the disk."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from liftvision.report.pdf import BROWSERS

LONGEST_S = 20.0
"""To wait for a browser on a busy machine."""


@contextmanager
def browser() -> Iterator:
    """A running Chromium; the test is skipped where there is none."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium, Chrome or Edge is on the path")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=["--mute-audio"])
        yield running
        running.close()


class Visit:
    """A page of a folder, with everything that it loaded and complained of.

    The browser is offline: a page that needs a network fails.
    """

    def __init__(self, running, file, *, width=1280, height=900, **options):
        self.file = file
        self.context = running.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        self.page = self.context.new_page()
        self.complaints, self.loaded = [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.loaded.append(request.url))
        self.page.goto(file.as_uri())

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def evaluate(self, script, *given):
        return self.page.evaluate(script, *given)

    def wait_for(self, script, *given):
        """Wait until an expression is true; the page's policy forbids that it asks itself."""
        end = time.monotonic() + LONGEST_S
        while not self.evaluate(script, *given):
            assert time.monotonic() < end, f"never came true: {script}"
            self.page.wait_for_timeout(30)

    def foreign(self):
        """What was asked for that does not lie beside the page."""
        beside = self.file.parent.as_uri()
        return [url for url in self.loaded if not url.startswith(beside)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

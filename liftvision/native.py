"""What comes with native libraries: their chatter, and the system libraries they need."""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from typing import TextIO

from liftvision.errors import SystemLibraryError

STANDARD_ERROR = 2

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1 libgles2",
    "libGLESv2.so.2": "libegl1 libgles2",
    "libGL.so.1": "libgl1",
    "libxcb.so.1": "libxcb1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""The Debian packages that bring each system library that MediaPipe or OpenCV loads."""


@contextlib.contextmanager
def quiet_native_output() -> Iterator[None]:
    """Hide what native code writes to standard error; Python's own ``sys.stderr`` still shows.

    MediaPipe, TensorFlow Lite and FFmpeg write straight to file descriptor 2. It is pointed at
    nothing for as long as the context lasts, and ``sys.stderr`` at a copy of the real one.
    """
    try:
        real = os.dup(STANDARD_ERROR)
    except OSError:  # a process without standard error: nothing can be seen anyway
        yield
        return
    python_stderr = sys.stderr
    shown = _shown_stderr(python_stderr, real)
    try:
        _point_at_nothing()
        sys.stderr = shown
        yield
    finally:
        sys.stderr = python_stderr
        os.dup2(real, STANDARD_ERROR)
        os.close(real)


@contextlib.contextmanager
def system_libraries() -> Iterator[None]:
    """Turn the bare error of a library that the machine lacks into one that says what to do.

    Raises
    ------
    SystemLibraryError
        The code inside could not load MediaPipe or OpenCV for want of a system library.
    """
    try:
        yield
    except (OSError, ImportError) as error:
        missing = re.search(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object", str(error))
        if missing is None:
            raise
        library = missing.group(1)
        package = DEBIAN_PACKAGES.get(library)
        advice = f"Install the package of your system that has {library}"
        raise SystemLibraryError(
            f"This machine lacks the system library {library}, which MediaPipe or OpenCV needs.",
            f"{advice} (Debian, Ubuntu: apt-get install {package})." if package else f"{advice}.",
        ) from error


def _shown_stderr(python_stderr: TextIO, real: int) -> TextIO:
    """Give a stream that reaches the real standard error, or Python's where it is another."""
    try:
        python_stderr.flush()
        if python_stderr.fileno() != STANDARD_ERROR:
            return python_stderr
    except (AttributeError, OSError, ValueError):  # no stream, closed, or without a descriptor
        return python_stderr
    # Its own descriptor, never closed here: a log handler made meanwhile may hold the stream.
    return os.fdopen(
        os.dup(real), "w", encoding=python_stderr.encoding, errors="backslashreplace", buffering=1
    )


def _point_at_nothing() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, STANDARD_ERROR)
    os.close(nothing)

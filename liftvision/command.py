"""What all commands do alike: their common options, quiet libraries, errors as sentences."""

import contextlib
import logging
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from liftvision.errors import LiftvisionError, SavedAnalysisError

INTERNAL_ERROR = 1
INTERRUPTED = 130

ENDING = ".liftvision"
"""Of the folder that an analysis is written to by default."""

MODEL_NAMES = ("lite", "full", "heavy")


def complete_model() -> list[str]:
    """Give the names of the pose models to the shell."""
    return list(MODEL_NAMES)


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks and all libraries' logs.")]
Model = Annotated[
    str,
    typer.Option(
        metavar="NAME|PATH",
        help="Pose model: lite, full, heavy, or the path of a .task file.",
        autocompletion=complete_model,
    ),
]


@contextlib.contextmanager
def errors_shown(debug: bool) -> Iterator[None]:
    """Turn what goes wrong into a sentence and an exit code; with debug, a traceback too."""
    from liftvision import terminal

    try:
        yield
    except LiftvisionError as error:
        _show_traceback(debug)
        terminal.say(f"error: {error}")
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        _show_traceback(debug)
        terminal.say("interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:  # the last line of defence against a traceback
        if isinstance(error, typer.Exit | BrokenPipeError):
            raise
        _show_traceback(debug)
        kind = type(error).__name__
        terminal.say(
            f"error: liftvision failed ({kind}: {error}). "
            + ("Please report it." if debug else "Run it again with --debug, and report it.")
        )
        raise typer.Exit(INTERNAL_ERROR) from None


def _show_traceback(debug: bool) -> None:
    if debug:
        traceback.print_exc()


@contextlib.contextmanager
def libraries_quiet(debug: bool) -> Iterator[None]:
    """Keep the libraries' logs and warnings from the user, unless asked for."""
    if debug:
        yield
        return
    from liftvision.native import quiet_native_output

    # With a handler of its own, the root logger no longer falls back to standard error.
    silent = logging.NullHandler()
    logging.getLogger().addHandler(silent)
    try:
        with quiet_native_output(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.getLogger().removeHandler(silent)


def folder_of(clip: Path) -> Path:
    """Give the folder that the analysis of a clip is written to by default."""
    return Path(f"{clip.stem}{ENDING}")


def analysis_folder(path: Path) -> Path:
    """Give the folder of an analysis; for a clip, that of its analysis here, made or not.

    Raises
    ------
    SavedAnalysisError
        There is no such folder and no such clip.
    """
    from liftvision.clip.naming import printable_name

    if path.is_dir():
        return path
    if path.is_file():
        return folder_of(path)
    raise SavedAnalysisError(
        f"There is no {printable_name(path)}.", "Give folders of saved analyses, or clips."
    )

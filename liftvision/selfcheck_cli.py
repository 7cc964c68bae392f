"""``liftvision selfcheck``: how wrong the numbers are, on clips whose truth is known."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from liftvision.command import Debug, Model, Quiet, errors_shown, libraries_quiet


def selfcheck(
    clips: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of clips NAME.mp4, each with its NAME.truth.json.",
            show_default="sample_videos",
        ),
    ] = None,
    model: Model = "full",
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep poses here, to find them again the next time."),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="Compare with the body's joints, not with where landmarks lie on them."
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Write the rows to standard output, nothing else.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Measure how wrong the numbers are, on clips whose truth is known."""
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.selfcheck.clips import sample_folder
        from liftvision.selfcheck.display import show_errors
        from liftvision.selfcheck.run import check_clips
        from liftvision.selfcheck.table import rows_of

        folder = sample_folder() if clips is None else clips
        with terminal.progress(quiet) as progress:
            checked = check_clips(folder, model=model, raw=raw, cache=cache, progress=progress)
        rows = rows_of(checked)
        if json:
            _write_rows([row.as_json() for row in rows])
        elif not quiet:
            show_errors(rows, checked)


def _write_rows(rows: list[dict[str, object]]) -> None:
    import json

    json.dump(rows, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")

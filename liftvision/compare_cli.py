"""``liftvision compare``: sets beside each other, what changed by more than the error."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from liftvision.command import Debug, Quiet, analysis_folder, errors_shown, libraries_quiet

if TYPE_CHECKING:
    from liftvision.comparison.comparison import Comparison
    from liftvision.progress import Progress


def compare(
    sets: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER|CLIP...",
            help="Two to six: the folders of analyses, or clips. Of a clip the analysis in "
            "CLIP-NAME.liftvision here is taken, and made where there is none. The others are "
            "compared with the first.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for page, videos and tables.")
    ] = Path("compare.liftvision"),
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the comparison of other clips, too.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Write the comparison to standard output, nothing else.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare sets or sessions: what changed by more than the error, curves, videos in step."""
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.comparison.comparison import comparison_of
        from liftvision.comparison.session import sessions_of
        from liftvision.report.comparison.folder import PAGE_NAME, check_output, save
        from liftvision.report.comparison.wording import told

        folders = [analysis_folder(path) for path in sets]
        _check(folders, out)
        clips = [_clip_path(given, folder) for given, folder in zip(sets, folders, strict=True)]
        check_output(out, clips, overwrite=overwrite)
        with terminal.progress(quiet) as progress:
            for clip, folder in zip(sets, folders, strict=True):
                if not folder.is_dir():
                    if not quiet:
                        terminal.say(f"{clip.name} is not analysed yet: into {folder}")
                    _analyze(clip, folder, progress)
            comparison = comparison_of(sessions_of(folders, progress))
            save(comparison, out, overwrite=overwrite, progress=progress)
        if json:
            _write_document(comparison)
        elif not quiet:
            for line in told(comparison):
                terminal.show(line)
            terminal.show(f"page: {out / PAGE_NAME}")


def _clip_path(given: Path, folder: Path) -> str:
    """Give the path of the clip of a set, as its comparison records it.

    Raises
    ------
    SavedAnalysisError
        The folder holds no analysis.
    """
    from liftvision.report.saved import read_document

    if not folder.is_dir():
        return str(given.absolute())
    clip = read_document(folder).get("clip")
    path = clip.get("path", "") if isinstance(clip, dict) else ""
    return str(Path(str(path)).absolute())


def _check(folders: list[Path], out: Path) -> None:
    """Make sure, before the long work, that the sets can be compared at all."""
    from liftvision.clip.naming import printable_name
    from liftvision.comparison.session import check_count, check_folders
    from liftvision.errors import OutputError

    check_count(len(folders))
    check_folders(folders)
    for folder in folders:
        if folder.resolve() == out.resolve():
            raise OutputError(
                f"{printable_name(out)} is one of the sets.", "Choose another folder with --out."
            )


def _analyze(clip: Path, folder: Path, progress: "Progress") -> None:
    """Analyse a clip as ``liftvision analyze`` does without options."""
    from liftvision.pipeline import analyze
    from liftvision.report.folder import check_output, save

    check_output(folder, clip)
    save(analyze(clip, progress=progress), folder, progress=progress)


def _write_document(comparison: "Comparison") -> None:
    from json import dump

    from liftvision.report.comparison.tables import to_document

    dump(to_document(comparison), sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")

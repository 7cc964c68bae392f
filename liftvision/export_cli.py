"""``liftvision export``: saved analyses as files of other programs."""

from pathlib import Path
from typing import Annotated

import typer

from liftvision.command import ENDING, Debug, Quiet, analysis_folder, errors_shown, libraries_quiet

EVERY = "csv,parquet,trc,mot,sto,c3d,netcdf"


def export(
    analyses: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER|CLIP...",
            help="Saved analyses: their folders, or the clips whose CLIP-NAME.liftvision is here.",
            show_default=False,
        ),
    ],
    formats: Annotated[
        str,
        typer.Option("--format", "-f", metavar="F,F,...", help=f"Any of {EVERY}; or all."),
    ] = "csv",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the files; of several analyses, each gets one of its own in it.",
            show_default="CLIP-NAME.export",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the export of another clip, too.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write saved analyses as tables, OpenSim, C3D or movement files; no clip is needed."""
    names = [name.strip() for name in (EVERY if formats == "all" else formats).split(",")]
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision.formats.export import check_formats

        wanted = check_formats(names)
        for folder, target in _targets(analyses, out).items():
            _export_one(folder, target, wanted, overwrite=overwrite, quiet=quiet)


def _targets(analyses: list[Path], out: Path | None) -> dict[Path, Path]:
    """Give for each analysis' folder the folder to write.

    Raises
    ------
    SavedAnalysisError
        There is no such folder, or two of them would be written to the same one.
    """
    from liftvision.clip.naming import printable_name
    from liftvision.errors import SavedAnalysisError

    folders = list(dict.fromkeys(_made(analysis_folder(path), path) for path in analyses))
    targets: dict[Path, Path] = {}
    for folder in folders:
        name = folder.resolve().name.removesuffix(ENDING)
        several = Path(f"{name}.export") if out is None else out / name
        target = several if out is None or len(folders) > 1 else out
        if target in targets.values():
            raise SavedAnalysisError(
                f"Two of the analyses are named {printable_name(Path(name))}.",
                "Export them one by one, each with its own --out.",
            )
        targets[folder] = target
    return targets


def _made(folder: Path, path: Path) -> Path:
    """Give the folder of an analysis that was made."""
    from liftvision.clip.naming import printable_name
    from liftvision.errors import SavedAnalysisError

    if folder.is_dir():
        return folder
    name = printable_name(path)
    raise SavedAnalysisError(
        f"There is no analysis of {name} here.",
        f"Make it with: liftvision analyze {name}; or give the folder of its analysis.",
    )


def _export_one(
    folder: Path, target: Path, formats: tuple[str, ...], *, overwrite: bool, quiet: bool
) -> None:
    from liftvision import terminal
    from liftvision.analysis import Analysis
    from liftvision.clip.naming import printable_name
    from liftvision.formats.export import check_export, export
    from liftvision.report.saved import read_document

    clip = Path(str(read_document(folder).get("clip", {}).get("path", "")))
    check_export(target, clip, overwrite=overwrite)
    with terminal.progress(quiet) as progress:
        progress.stage(f"measuring {printable_name(folder.resolve())}", None)
        analysis = Analysis.load(folder)
        exported = export(analysis, target, formats, overwrite=overwrite, progress=progress)
    if quiet:
        return
    for file in exported.files:
        terminal.show(f"{target / file}")
    for name, notes in exported.notes.items():
        for note in notes:
            terminal.show(f"note: {name}: {note}")
    for name, reason in exported.left_out.items():
        terminal.show(f"note: {name} was not written: {reason}.")

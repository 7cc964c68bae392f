"""One saved analysis as files of other programs, in a folder of their own.

The folder is written whole or not at all. ``export.json`` in it says of which clip it is and what
could not be written: by it an earlier export is told from anybody else's folder.
"""

import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from liftvision.clip.naming import printable_name
from liftvision.errors import FormatError, OutputError
from liftvision.output_folder import (
    check_foreign,
    check_parent,
    recorded,
    translated,
    written_whole,
)
from liftvision.progress import NoProgress, Progress

if TYPE_CHECKING:
    from liftvision.analysis import Analysis

Write = Callable[["Analysis", Path], tuple[str, ...]]
"""Writes a file or a folder's tables, and gives in sentences what is not in it."""

RECORD_NAME = "export.json"
RECORD_KEY = "liftvision_export"


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    files
        Names of its files in the folder.
    needs
        Modules that have to be installed.
    """

    files: tuple[str, ...]
    needs: tuple[str, ...] = ()


FORMATS: dict[str, Format] = {
    "csv": Format(("motion.csv", "metrics.csv")),
    "parquet": Format(("motion.parquet", "metrics.parquet"), ("pyarrow",)),
    "trc": Format(("markers.trc",)),
    "mot": Format(("angles.mot",)),
    "sto": Format(("angles.sto",)),
    "c3d": Format(("motion.c3d",), ("ezc3d",)),
    "netcdf": Format(("pose.nc",), ("xarray", "netCDF4")),
}
"""Every format that can be written, by its name."""

FILE_NAMES = (*(file for each in FORMATS.values() for file in each.files), RECORD_NAME)


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes
    ----------
    folder
        Where.
    files
        Names of the files in it, without the record.
    notes
        Of each format what is not in it, in sentences.
    left_out
        Of each format that was asked for and not written, why.
    """

    folder: Path
    files: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, str]


def export(
    analysis: "Analysis",
    out_dir: Path,
    formats: Sequence[str] = ("csv",),
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write an analysis in other programs' formats into a folder.

    A format of which the clip shows nothing, such as markers of a view that is neither from the
    side nor from the front, is left out with the reason.

    Parameters
    ----------
    analysis
        What to write.
    out_dir
        The folder; made with its parents. An earlier export of the same clip is replaced.
    formats
        Names from `FORMATS`.
    overwrite
        Replace the export of another clip, too. A folder with any other file is never touched.
    progress
        Told of each format.

    Raises
    ------
    FormatError
        There is no such format, a library for it is missing, or none of them could be written.
    OutputError
        The folder may not be replaced, or cannot be written.
    """
    from liftvision.formats.uniform import AbsentError

    told = progress or NoProgress()
    wanted = check_formats(formats)
    check_export(out_dir, analysis.clip.path, overwrite=overwrite)
    notes: dict[str, tuple[str, ...]] = {}
    left_out: dict[str, str] = {}
    told.stage("export", len(wanted))
    with written_whole(out_dir) as part:
        for name in wanted:
            try:
                notes[name] = _write(name, analysis, part)
            except AbsentError as absent:
                left_out[name] = str(absent)
            told.advance()
        if not notes:
            raise _nothing(analysis, left_out)
        files = tuple(file for name in notes for file in FORMATS[name].files)
        exported = Exported(out_dir, files, notes, left_out)
        _write_record(exported, analysis, part / RECORD_NAME)
    return exported


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Give the formats, each once, after making sure that they can be written here.

    Raises
    ------
    FormatError
        There is no such format, none was named, or a library for one is missing.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        problem = f"There is no format {unknown[0][:20]!r}." if unknown else "No format was named."
        raise FormatError(problem, f"Choose from {', '.join(FORMATS)}.")
    for name in formats:
        for module in FORMATS[name].needs:
            if importlib.util.find_spec(module) is None:
                raise FormatError(
                    f"To write {name}, the package {module} is missing.",
                    "Install it with: pip install 'liftvision[formats]'.",
                )
    return tuple(dict.fromkeys(formats))


def check_export(out_dir: Path, clip: Path, *, overwrite: bool = False) -> None:
    """Make sure, before the work, that `export` will be allowed to write its folder.

    Raises
    ------
    OutputError
        It holds what is not an export, or, unless overwriting, that of another clip.
    """
    with translated(out_dir):
        target = out_dir.resolve()
        if target.exists():
            _check_replaceable(target, clip, overwrite)
        check_parent(target)


def _check_replaceable(target: Path, clip: Path, overwrite: bool) -> None:
    if not check_foreign(target, _is_ours, "an export") or overwrite:
        return
    name = printable_name(target)
    of = recorded(target / RECORD_NAME, RECORD_KEY, "clip")
    if of != str(clip.absolute()):
        what = printable_name(Path(of)) if isinstance(of, str) else "files that cannot be told"
        raise OutputError(
            f"{name} holds the export of something else: {what}.",
            "Choose another folder with --out, or replace it with --overwrite.",
        )


def _is_ours(path: Path) -> bool:
    return path.name in FILE_NAMES and path.is_file()


def _write(name: str, analysis: "Analysis", folder: Path) -> tuple[str, ...]:
    """Write one format into a folder."""
    if name in ("csv", "parquet"):
        from liftvision.formats import tables

        return (tables.write_csv if name == "csv" else tables.write_parquet)(analysis, folder)
    (file,) = FORMATS[name].files
    return _writer(name)(analysis, folder / file)


def _writer(name: str) -> Write:
    """Give what writes a format that is a single file; its library is loaded only now."""
    if name == "trc":
        from liftvision.formats.trc import write_trc as write
    elif name == "mot":
        from liftvision.formats.storage import write_mot as write
    elif name == "sto":
        from liftvision.formats.storage import write_sto as write
    elif name == "c3d":
        from liftvision.formats.c3d import write_c3d as write
    else:
        from liftvision.formats.netcdf import write_netcdf as write
    return write


def _nothing(analysis: "Analysis", left_out: Mapping[str, str]) -> FormatError:
    reasons = "; ".join(f"{name}: {reason}" for name, reason in left_out.items())
    return FormatError(
        f"Nothing of {printable_name(analysis.clip.path)} can be written ({reasons}).",
        "Choose another format, such as csv.",
    )


def _write_record(exported: Exported, analysis: "Analysis", path: Path) -> None:
    import liftvision

    record = {
        RECORD_KEY: {"clip": str(analysis.clip.path.absolute())},
        "liftvision_version": liftvision.__version__,
        "files": list(exported.files),
        "notes": {name: list(notes) for name, notes in exported.notes.items()},
        "left_out": dict(exported.left_out),
        "not_measured": dict(analysis.joined_motion.not_measured),
    }
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="ascii")

"""The folder of a comparison: written whole or not at all, and never over what is not ours."""

from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.comparison.comparison import Comparison
from liftvision.errors import OutputError
from liftvision.output_folder import (
    check_foreign,
    check_parent,
    recorded,
    translated,
    written_whole,
)
from liftvision.progress import NoProgress, Progress
from liftvision.report.comparison.page import render_comparison
from liftvision.report.comparison.tables import RECORD_KEY, comparison_table, to_document
from liftvision.report.comparison.videos import VIDEO_NAMES, copy_videos
from liftvision.report.document import write_document
from liftvision.report.page.render import PLOTLY_NAME, write_plotly
from liftvision.report.tables import write_table

PAGE_NAME, TABLE_NAME, DOCUMENT_NAME = "comparison.html", "comparison.csv", "comparison.json"
FILE_NAMES = (PAGE_NAME, TABLE_NAME, DOCUMENT_NAME, PLOTLY_NAME, *VIDEO_NAMES)
"""Every file that the folder of a comparison may hold."""

STEPS = 3


def save(
    comparison: Comparison,
    out_dir: Path,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write page, table, document and copies of the videos into a folder, and give the folder.

    Parameters
    ----------
    comparison
        What to write.
    out_dir
        The folder; made with its parents. An earlier comparison of the same clips is replaced.
    overwrite
        Replace a comparison of other clips, too. A folder with any other file is never touched.
    progress
        Told of the files.

    Raises
    ------
    OutputError
        The folder may not be replaced, or cannot be written.
    """
    told = progress or NoProgress()
    document = to_document(comparison)
    check_output(out_dir, document[RECORD_KEY]["clips"], overwrite=overwrite)
    told.stage("comparison", STEPS)
    with written_whole(out_dir) as part:
        copy_videos(comparison.sessions, part)
        told.advance()
        write_table(comparison_table(comparison), part / TABLE_NAME)
        write_document(document, part / DOCUMENT_NAME)
        told.advance()
        write_plotly(part)
        (part / PAGE_NAME).write_text(render_comparison(comparison), encoding="utf-8")
        told.advance()
    return out_dir


def check_output(out_dir: Path, clips: list[str], *, overwrite: bool = False) -> None:
    """Make sure, before the work, that `save` will be allowed to write its folder.

    Parameters
    ----------
    out_dir
        The folder.
    clips
        Absolute paths of the clips that are compared.
    overwrite
        As in `save`.

    Raises
    ------
    OutputError
        It holds what is no comparison, or, unless overwriting, one of other clips.
    """
    with translated(out_dir):
        target = out_dir.resolve()
        if target.exists():
            _check_replaceable(target, clips, overwrite=overwrite)
        check_parent(target)


def _check_replaceable(target: Path, clips: list[str], *, overwrite: bool) -> None:
    if not check_foreign(target, _is_ours, "a comparison") or overwrite:
        return
    if recorded(target / DOCUMENT_NAME, RECORD_KEY, "clips") != clips:
        raise OutputError(
            f"{printable_name(target)} holds the comparison of other clips.",
            "Choose another folder with --out, or replace it with --overwrite.",
        )


def _is_ours(path: Path) -> bool:
    return path.name in FILE_NAMES and path.is_file()

"""The folder of a comparison: written whole or not at all, and never over what is not ours."""

import json
from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.comparison.comparison import Comparison
from liftvision.errors import OutputError
from liftvision.output_folder import ANOTHER_FOLDER, check_parent, translated, written_whole
from liftvision.progress import NoProgress, Progress
from liftvision.report.comparison.page import render_comparison
from liftvision.report.comparison.tables import RECORD_KEY, comparison_table, to_document
from liftvision.report.comparison.videos import VIDEO_NAMES, copy_videos
from liftvision.report.document import write_document
from liftvision.report.page.render import PLOTLY_NAME, write_plotly

PAGE_NAME, TABLE_NAME, DOCUMENT_NAME = "comparison.html", "comparison.csv", "comparison.json"
FILE_NAMES = (PAGE_NAME, TABLE_NAME, DOCUMENT_NAME, PLOTLY_NAME, *VIDEO_NAMES)
"""Every file that the folder of a comparison may hold."""

LARGEST_DOCUMENT_BYTES = 2**24
DECIMALS = 6
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
        table = comparison_table(comparison).round(DECIMALS)
        table.to_csv(part / TABLE_NAME, index=False, lineterminator="\n")
        write_document(document, part / DOCUMENT_NAME)
        told.advance()
        write_plotly(part)
        (part / PAGE_NAME).write_text(render_comparison(comparison), encoding="utf-8")
        told.advance()
    return out_dir


def check_output(out_dir: Path, clips: list[str] | None, *, overwrite: bool = False) -> None:
    """Make sure, before the work, that `save` will be allowed to write its folder.

    Parameters
    ----------
    out_dir
        The folder.
    clips
        Paths of the clips that are compared; None: not known yet, and any earlier comparison may
        be of the same.
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


def _check_replaceable(target: Path, clips: list[str] | None, *, overwrite: bool) -> None:
    name = printable_name(target)
    if not target.is_dir():
        raise OutputError(f"{name} is a file, not a folder.", ANOTHER_FOLDER)
    found = sorted(target.iterdir())
    foreign = [path for path in found if path.name not in FILE_NAMES or not path.is_file()]
    if foreign:
        what = printable_name(foreign[0])
        raise OutputError(f"{name} holds something that is no comparison: {what}.", ANOTHER_FOLDER)
    if not found or overwrite or clips is None:
        return
    if _recorded_clips(target) != clips:
        raise OutputError(
            f"{name} holds the comparison of other clips.",
            "Choose another folder with --out, or replace it with --overwrite.",
        )


def _recorded_clips(folder: Path) -> list[str] | None:
    """Give the paths of the clips that a comparison is of; None where that cannot be told."""
    try:
        with (folder / DOCUMENT_NAME).open("rb") as file:
            document = json.loads(file.read(LARGEST_DOCUMENT_BYTES))
        clips = document[RECORD_KEY]["clips"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError, IndexError):
        return None
    return clips if isinstance(clips, list) else None

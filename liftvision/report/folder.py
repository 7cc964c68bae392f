"""The output folder: written whole or not at all, and never over what is not ours."""

from pathlib import Path

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError, SavedAnalysisError
from liftvision.output_folder import (
    ANOTHER_FOLDER,
    check_foreign,
    check_parent,
    translated,
    written_whole,
)
from liftvision.progress import NoProgress, Progress
from liftvision.report.page.render import PLOTLY_NAME
from liftvision.report.page.still import STILL_NAME
from liftvision.report.pdf import PAGE_NAME, PDF_NAME
from liftvision.report.saved import (
    BAR_NAME,
    CAMERA_NAME,
    DOCUMENT_NAME,
    OWN_BACK_NAME,
    POSE_NAME,
    read_document,
)
from liftvision.report.saved_pair import SECOND_NAME

OVERLAY_NAME = "overlay.mp4"
TRACK_NAMES = (DOCUMENT_NAME, POSE_NAME, BAR_NAME, CAMERA_NAME, OWN_BACK_NAME)
"""What a measurement anew needs; the folder of a second clip holds nothing else."""

FILE_NAMES = (
    OVERLAY_NAME, *TRACK_NAMES, "angles.csv", "reps.csv", "curves.png", "bar_path.png",
    PAGE_NAME, PLOTLY_NAME, STILL_NAME, PDF_NAME,
)  # fmt: skip
"""Every file that an output folder may hold; with two clips there is the folder of the second."""

REPORT_FILES = 5
"""Files that the progress of a report counts besides the tracks: tables, pictures and page."""


def save(
    analysis: Analysis,
    out_dir: Path,
    *,
    overlay: bool = True,
    overlay_long_side: int | None = 1280,
    blur_faces: bool = False,
    raw_angles: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write everything about an analysis into a folder, and give the folder.

    The files are made in a hidden folder beside it, which takes its name when all are done; an
    error or an interruption leaves what was there before.

    Parameters
    ----------
    analysis
        What to write.
    out_dir
        The folder; made with its parents. An earlier analysis of the same clip is replaced.
    overlay
        Whether to write the overlay video, for which the clip is read again.
    overlay_long_side
        As in `write_overlay`; that of two clips beside each other is half as long again.
    blur_faces
        Whether the overlay covers faces; see `report.face_blur`.
    raw_angles
        Whether the table of angles has those of the landmarks alone, too; see `angles_table`.
    overwrite
        Replace the analysis of another clip, too. A folder with any other file is never touched.
    progress
        Told of the overlay's frames, then of the other files.

    Raises
    ------
    OutputError
        The folder may not be replaced, or cannot be written.
    ClipError
        The clip cannot be read again for the overlay.
    """
    check_output(out_dir, analysis.clip.path, overwrite=overwrite)
    if analysis.second is not None:
        check_output(out_dir, analysis.second.analysis.clip.path, overwrite=True)
    with written_whole(out_dir) as part:
        told = progress or NoProgress()
        _write_files(analysis, part, told, raw_angles=raw_angles, overlay=overlay)
        # The overlay comes last: what fails for want of room fails before its long work.
        if overlay:
            overlay_path = part / OVERLAY_NAME
            _write_overlay(analysis, overlay_path, overlay_long_side, told, blur_faces=blur_faces)
            _write_still(analysis, part)
    return out_dir


def check_output(out_dir: Path, clip_path: Path, *, overwrite: bool = False) -> None:
    """Make sure, before the long work, that `save` will be allowed to write its folder.

    Raises
    ------
    OutputError
        As `save`; also where the folder holds the clip itself.
    """
    with translated(out_dir):
        target, clip = out_dir.resolve(), clip_path.resolve()
        name = printable_name(target)
        if clip == target or target in clip.parents:
            raise OutputError(f"The output folder {name} would hold the clip.", ANOTHER_FOLDER)
        if target.exists():
            _check_replaceable(target, clip, overwrite)
        check_parent(target)


def _check_replaceable(target: Path, clip: Path, overwrite: bool) -> None:
    """Refuse a folder with anything but an earlier analysis, of this clip unless overwriting."""
    name = printable_name(target)
    if not check_foreign(target, _is_ours, "liftvision's") or overwrite:
        return
    try:
        saved = Path(read_document(target)["clip"]["path"])
        is_same = saved.resolve() == clip
    except (SavedAnalysisError, KeyError, TypeError, ValueError):
        raise OutputError(
            f"{name} holds files of an analysis that cannot be told.",
            "Choose another folder with --out, or replace them with --overwrite.",
        ) from None
    if not is_same:
        raise OutputError(
            f"{name} holds the analysis of another clip: {printable_name(saved)}.",
            "Choose another folder with --out, or replace it with --overwrite.",
        )


def _is_ours(path: Path) -> bool:
    """Tell whether something in an output folder can only be what was written there."""
    if path.name == SECOND_NAME and path.is_dir() and not path.is_symlink():
        return all(each.name in TRACK_NAMES and each.is_file() for each in path.iterdir())
    return path.name in FILE_NAMES and path.is_file()


def _write_files(
    analysis: Analysis, folder: Path, progress: Progress, *, raw_angles: bool, overlay: bool
) -> None:
    """Write every file but the overlay; ``overlay``: whether there will be one."""
    from liftvision.report.bar_path import write_bar_path
    from liftvision.report.html import render_report
    from liftvision.report.page.render import write_plotly
    from liftvision.report.plots import write_curves
    from liftvision.report.tables import angles_table, reps_table, write_table

    progress.stage("report", len(TRACK_NAMES) + REPORT_FILES)
    _write_tracks(analysis, folder)
    progress.advance(len(TRACK_NAMES))
    if analysis.second is not None:
        (folder / SECOND_NAME).mkdir()
        _write_tracks(analysis.second.analysis, folder / SECOND_NAME)
    tables = {
        "angles.csv": angles_table(analysis, raw=raw_angles),
        "reps.csv": reps_table(analysis),
    }
    for name, table in tables.items():
        write_table(table, folder / name)
        progress.advance()
    write_curves(analysis, folder / "curves.png")
    progress.advance()
    write_bar_path(analysis, folder / "bar_path.png")
    progress.advance()
    write_plotly(folder)
    page = render_report(analysis, overlay=overlay)
    (folder / PAGE_NAME).write_text(page, encoding="utf-8")
    progress.advance()


def _write_tracks(analysis: Analysis, folder: Path) -> None:
    """Write the document, and all that a measurement anew needs."""
    from liftvision.report.document import to_document, write_document

    write_document(to_document(analysis), folder / DOCUMENT_NAME)
    analysis.pose.save(folder / POSE_NAME)
    analysis.bar.save(folder / BAR_NAME)
    analysis.camera.save(folder / CAMERA_NAME)
    if analysis.own_back is not None:
        analysis.own_back.save(folder / OWN_BACK_NAME)


def _write_overlay(
    analysis: Analysis,
    path: Path,
    long_side: int | None,
    progress: Progress,
    *,
    blur_faces: bool = False,
) -> None:
    """Write the overlay of a clip, or of two beside each other."""
    from liftvision.report.overlay import write_overlay
    from liftvision.report.side_by_side import LONGER, write_side_by_side

    if analysis.second is None:
        write_overlay(analysis, path, long_side=long_side, blur_faces=blur_faces, progress=progress)
        return
    longer = None if long_side is None else round(LONGER * long_side)
    write_side_by_side(analysis, path, long_side=longer, blur_faces=blur_faces, progress=progress)


def _write_still(analysis: Analysis, folder: Path) -> None:
    """Write the picture of the overlay that stands for it on paper."""
    from liftvision.report.page.moments import telling_moment
    from liftvision.report.page.still import write_still

    time_s = telling_moment(analysis).time_s - float(analysis.clip.times[0])
    write_still(folder / OVERLAY_NAME, time_s, folder / STILL_NAME)

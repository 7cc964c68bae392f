"""The self-check: every clip of a folder analysed and held against its truth."""

from collections.abc import Callable, Iterator
from pathlib import Path

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.errors import NoPersonError
from liftvision.pose.model_files import resolve
from liftvision.progress import NoProgress, Progress
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.selfcheck.compare import ClipErrors, column_errors, conditions, in_picture
from liftvision.selfcheck.landmark_offsets import corrected_columns
from liftvision.selfcheck.rep_metrics import rep_errors
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path


def check_clips(
    folder: Path,
    *,
    model: str = "full",
    raw: bool = False,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[ClipErrors, ...]:
    """Analyse every clip of a folder and compare it with its truth.

    `table.rows_of` makes the table of it.

    Parameters
    ----------
    folder
        Holds clips ``NAME.mp4`` and their truth ``NAME.truth.json``.
    model
        ``lite``, ``full``, ``heavy``, or the path of a ``.task`` file.
    raw
        Compare with the joints of the body themselves, without the landmarks' offsets.
    cache
        Folder in which poses are kept for the next time.
    progress
        Told how far the work is.

    Raises
    ------
    TruthError
        The folder holds no clips, or one without its own truth.
    ClipError, ModelError, SystemLibraryError, OutputError, SavedAnalysisError
        As `liftvision.analyze`, `save` and `Analysis.load` raise them.
    """
    return tuple(
        compare(analysis, truth, printable_name(clip), raw=raw)
        for clip, truth, analysis in analyzed(folder, model, cache, progress or NoProgress())
    )


def analyzed(
    folder: Path,
    model: str,
    cache: Path | None,
    progress: Progress,
    wanted: Callable[[Truth], bool] = lambda truth: True,
) -> Iterator[tuple[Path, Truth, Analysis | None]]:
    """Give each wanted clip with its truth and its analysis; None where nobody was found.

    Every truth is read before the first clip is analysed: what is missing shows at once.
    """
    truths = {clip: read_truth(truth_path(clip)) for clip in clips_in(folder)}
    clips = {clip: truth for clip, truth in truths.items() if wanted(truth)}
    model_file = resolve(model, progress)
    progress.stage(f"checking {len(clips)} clip{'s' * (len(clips) != 1)}", len(clips))
    for clip, truth in clips.items():
        try:
            analysis = analyze_cached(
                clip, model=model, model_file=model_file, cache=cache, progress=NoProgress()
            )
        except NoPersonError:
            analysis = None
        yield clip, truth, analysis
        progress.advance()


def compare(analysis: Analysis | None, truth: Truth, clip: str, *, raw: bool = False) -> ClipErrors:
    """Compare an analysis with the truth, frame by frame and rep by rep.

    Parameters
    ----------
    analysis
        None where the lifter was not found at all.
    truth
        Of the same clip.
    clip
        Its name.
    raw
        As in `check_clips`.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    columns = truth.columns if raw else corrected_columns(truth)
    plates, clothes = conditions(truth)
    return ClipErrors(
        clip=clip,
        view="unknown" if analysis is None else analysis.view.name,
        plates=plates,
        clothes=clothes,
        frames=int(in_picture(truth).sum()),
        metrics=(
            *column_errors(analysis, truth, columns, clip),
            *rep_errors(analysis, truth, columns),
        ),
    )

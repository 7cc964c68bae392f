"""Poses that were found before, so that a second check needs no inference."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from liftvision.analysis import Analysis
from liftvision.barbell.follow import follow_bar
from liftvision.pipeline import analyze, measure
from liftvision.progress import Progress
from liftvision.report.saved import DOCUMENT_NAME, read_saved

KEY_DIGITS = 24

POSE_ROOMS = ("clip", "pose")
"""The rooms whose code decides what a pose is; another state of it makes another pose."""


def analyze_cached(
    clip: Path, *, model: str, model_file: Path, cache: Path | None, progress: Progress
) -> Analysis:
    """Analyse a clip, with the pose from the cache where it is there, else putting it there.

    The bar is followed and everything measured anew.

    Parameters
    ----------
    clip
        The video.
    model, model_file
        Name of the pose model, and its file.
    cache
        Folder that holds a saved analysis for each pose; made when needed. None: no cache.
    progress
        Told how far the work is.

    Raises
    ------
    NoPersonError
        Nobody is in the clip.
    ClipError, ModelError, SystemLibraryError, OutputError, SavedAnalysisError
        As `liftvision.analyze`, `save` and `Analysis.load` raise them.
    """
    if cache is None:
        return analyze(clip, model=model, progress=progress)
    folder = cache / f"{clip.stem}-{_key(clip, model_file)}"
    if (folder / DOCUMENT_NAME).is_file():
        saved, pose, _, document = read_saved(folder)
        known = replace(saved, path=clip)
        progress.stage("following the bar", known.frames)
        bar, camera = follow_bar(known, pose, at=None, advance=progress.advance)
        created = document["created"]
        return measure(known, pose, bar, camera=camera, model=model, created=created)
    analysis = analyze(clip, model=model, progress=progress)
    analysis.save(folder, overlay=False, progress=progress)
    return analysis


def _key(clip: Path, model_file: Path) -> str:
    """Give what tells one pose from another: the clip, the model, and the code between them."""
    package = Path(__file__).parents[1]
    code = [path for room in POSE_ROOMS for path in sorted((package / room).glob("*.py"))]
    digest = sha256()
    for path in (clip, model_file, *code):
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:KEY_DIGITS]

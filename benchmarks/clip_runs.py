"""What benches over many clips share: options, processes, saved poses, and how numbers read."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np

from liftvision.analysis import Analysis
from liftvision.barbell.follow import follow_bar
from liftvision.pipeline import analyze, measure
from liftvision.report.saved import DOCUMENT_NAME, read_saved

Given = TypeVar("Given")
Result = TypeVar("Result")


def clip_options(description: str | None, *, folders: bool) -> argparse.ArgumentParser:
    """Give a parser of the options that every such bench has.

    Parameters
    ----------
    description
        The bench's own.
    folders
        Whether it takes folders of rendered clips.
    """
    parser = argparse.ArgumentParser(description=description)
    if folders:
        parser.add_argument("folders", type=Path, nargs="+", help="clips with truth")
    parser.add_argument("--only", default="", help="only clips whose name contains this")
    parser.add_argument("--model", default="full", help="pose model")
    parser.add_argument("--jobs", type=int, default=2, help="clips analysed at one time")
    cache_help = "folder in which poses are kept"
    if not folders:
        cache_help += "; that of real_clips.py will do"
    parser.add_argument("--cache", type=Path, help=cache_help)
    return parser


def in_processes(
    look_at: Callable[[Given], Result], clips: Sequence[Given], jobs: int
) -> Iterator[Result]:
    """Look at every clip, several at one time; give the results in order.

    Parameters
    ----------
    look_at
        Of one clip; can be pickled.
    clips
        The clips, or their names.
    jobs
        How many at one time.
    """
    # One thread for each job: several would only wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Spawned, not forked: the native libraries' threads do not survive a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        started = [pool.submit(look_at, clip) for clip in clips]
        for number, (clip, job) in enumerate(zip(clips, started, strict=True), 1):
            result = job.result()
            print(f"{number}/{len(started)} {Path(str(clip)).name}", file=sys.stderr, flush=True)
            yield result


def real_analysis(path: Path, model: str, cache: Path | None) -> Analysis:
    """Analyse a clip, with the pose from the cache where it is there, else putting it there."""
    folder = None if cache is None else cache / f"{path.stem}-{model}"
    if folder is not None and (folder / DOCUMENT_NAME).is_file():
        saved, pose, *_ = read_saved(folder)
        clip = replace(saved, path=path)
        bar, camera = follow_bar(clip, pose, at=None, advance=lambda _: None)
        return measure(clip, pose, bar, camera=camera, model=model)
    analysis = analyze(path, model=model)
    if folder is not None:
        analysis.save(folder, overlay=False)
    return analysis


def number(value: float) -> str:
    """Write a number with one decimal, a dash for NaN."""
    return _formatted(value, lambda known: f"{known:.1f}")


def signed(value: float) -> str:
    """Write a number with its sign and one decimal, a dash for NaN."""
    return _formatted(value, lambda known: f"{known:+.1f}")


def percent(value: float) -> str:
    """Write a share in whole percent, a dash for NaN."""
    return _formatted(value, lambda known: f"{known:.0%}")


def _formatted(value: float, form: Callable[[float], str]) -> str:
    return form(value) if np.isfinite(value) else "-"

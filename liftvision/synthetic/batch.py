"""Many clips of one random set, several at a time, each complete or not there at all.

Each clip is made by a process of its own in a hidden folder and gets its name when it is
finished: video and recipe first, the truth last. A clip with its truth is therefore whole, and
the next run passes over it.
"""

import contextlib
import itertools
import multiprocessing
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.errors import LiftvisionError, OutputError
from liftvision.processes import is_alive, processors
from liftvision.progress import NoProgress, Progress
from liftvision.synthetic.recipes.random_recipes import Wishes, random_recipe
from liftvision.synthetic.recipes.recipe import Recipe, Split
from liftvision.synthetic.recipes.recipe_file import write_recipe
from liftvision.synthetic.truth.truth_file import truth_path

Make = Callable[[Recipe, Path], object]
"""Renders a recipe to a video, and writes the truth beside it."""

THREAD_VARIABLES = ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""How many threads the software renderer and the arrays' libraries start."""

WORK_FOLDER = re.compile(r"\.liftvision-synth-(\d+)")


@dataclass(frozen=True)
class BatchResult:
    """What came of a set.

    Attributes
    ----------
    made, kept
        Names of the clips that were made now, and of those that were there.
    failed
        Why a clip could not be made, by its name.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    failed: Mapping[str, str]


@dataclass(frozen=True)
class _Job:
    """A clip in the making."""

    name: str
    process: BaseProcess
    verdict: Connection


def render_many(
    count: int,
    split: Split,
    seed: int,
    out: Path,
    make: Make,
    *,
    jobs: int | None = None,
    wishes: Wishes | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> BatchResult:
    """Render the first clips of a random set into a folder.

    Clip 3 of the training set of seed 7 is ``train-7-0003.mp4``, with ``train-7-0003.toml`` and
    ``train-7-0003.truth.json``. One that is there is kept. One that fails does not stop the
    others. An error or an interruption leaves whole clips only.

    Parameters
    ----------
    count
        How many clips the set has.
    split, seed, wishes
        As in `random_recipe`.
    out
        The folder; made with its parents.
    make
        Makes one clip, in another process: a function of a module.
    jobs
        How many clips at a time; None: as many as there are processors, which they share.
    overwrite
        Make the clips anew that are there.
    progress
        Told of each finished clip.

    Raises
    ------
    OutputError
        The folder cannot be written, or holds a clip of the same name by another recipe.
    """
    progress = NoProgress() if progress is None else progress
    recipes = {
        f"{split}-{seed}-{index:04d}": random_recipe(split, seed, index, wishes)
        for index in range(count)
    }
    texts = {name: write_recipe(recipe) for name, recipe in recipes.items()}
    with _translated(out), _work_folder(out) as work:
        kept = tuple(
            name
            for name, text in texts.items()
            if not overwrite and _is_there(out / f"{name}.mp4", text)
        )
        todo = {name: recipe for name, recipe in recipes.items() if name not in kept}
        verdicts = {}
        progress.stage(f"rendering {len(todo)} clips", len(todo))
        with contextlib.closing(_rendered(todo, make, _job_count(jobs, len(todo)), work)) as ended:
            for name, why in ended:
                verdicts[name] = why or _put_in_place(work / name, out)
                progress.advance()
    failed = {name: verdicts[name] for name in todo if verdicts[name]}
    return BatchResult(tuple(name for name in todo if name not in failed), kept, failed)


def _job_count(jobs: int | None, clips: int) -> int:
    return max(1, min(processors() if jobs is None else jobs, clips))


def _is_there(clip: Path, recipe_text: str) -> bool:
    """Tell whether a clip is there and whole, by this very recipe."""
    if not (truth_path(clip).is_file() and clip.is_file()):
        return False
    beside = clip.with_suffix(".toml")
    if beside.is_file() and beside.read_text("utf-8", "replace") == recipe_text:
        return True
    raise OutputError(
        f"{printable_name(clip)} is there, but by another recipe.",
        "Choose another folder with --out, or make the clips anew with --overwrite.",
    )


def _rendered(
    todo: Mapping[str, Recipe], make: Make, jobs: int, work: Path
) -> Generator[tuple[str, str]]:
    """Keep so many jobs running until all is done, and end them all on the way out.

    Yields
    ------
    The name of each clip that came to its end, and why it failed; empty if it did not.
    """
    waiting = iter(todo.items())
    running: dict[object, _Job] = {}
    try:
        with _threads_shared(max(1, processors() // jobs)):
            for name, recipe in itertools.islice(waiting, jobs):
                job = _started(name, recipe, make, work)
                running[job.process.sentinel] = job
            while running:
                for sentinel in wait([job.process.sentinel for job in running.values()]):
                    job = running.pop(sentinel)
                    yield job.name, _verdict(job)
                    for name, recipe in itertools.islice(waiting, 1):
                        job = _started(name, recipe, make, work)
                        running[job.process.sentinel] = job
    finally:
        for job in running.values():
            job.process.kill()
            job.process.join()


def _started(name: str, recipe: Recipe, make: Make, work: Path) -> _Job:
    folder = work / name
    folder.mkdir()
    # A fresh interpreter: a graphics context does not survive a fork.
    context = multiprocessing.get_context("spawn")
    verdict, told = context.Pipe(duplex=False)
    clip = folder / f"{name}.mp4"
    process = context.Process(target=_make_one, args=(make, recipe, clip, told), daemon=True)
    process.start()
    told.close()
    return _Job(name, process, verdict)


def _make_one(make: Make, recipe: Recipe, clip: Path, told: Connection) -> None:
    """Make one clip, and tell how it went: nothing, or what went wrong."""
    import signal

    # Ctrl-C reaches all processes of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        make(recipe, clip)
        clip.with_suffix(".toml").write_text(write_recipe(recipe), encoding="utf-8")
    except LiftvisionError as error:
        told.send(str(error))
    except BaseException as error:
        told.send(f"{type(error).__name__}: {error}")
        raise
    else:
        told.send("")


def _verdict(job: _Job) -> str:
    """Give why a job that came to its end failed; empty if it did not."""
    job.process.join()
    with job.verdict, contextlib.suppress(EOFError):
        if job.verdict.poll():
            return str(job.verdict.recv())
    return f"its process ended with {job.process.exitcode}"


def _put_in_place(folder: Path, out: Path) -> str:
    """Give a clip's files their names, the truth last; say why where one is missing."""
    clip = folder / f"{folder.name}.mp4"
    files = [clip, clip.with_suffix(".toml"), truth_path(clip)]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        return f"{missing[0]} was not written"
    # An old truth must not stand beside a new video.
    truth_path(out / clip.name).unlink(missing_ok=True)
    for path in files:
        path.replace(out / path.name)
    shutil.rmtree(folder, ignore_errors=True)
    return ""


@contextlib.contextmanager
def _threads_shared(threads: int) -> Iterator[None]:
    """Let the processes that are started meanwhile use so many threads each."""
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(threads)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """Give a hidden folder within the folder; removed in the end, as are those of killed runs."""
    out.mkdir(parents=True, exist_ok=True)
    for left in out.iterdir():
        match = WORK_FOLDER.fullmatch(left.name)
        if match is not None and left.is_dir() and not is_alive(int(match[1])):
            shutil.rmtree(left, ignore_errors=True)
    work = out / f".liftvision-synth-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def _translated(out: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise OutputError(
            f"{printable_name(out)} cannot be written: {reason}.",
            "Choose another folder with --out.",
        ) from error

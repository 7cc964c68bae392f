"""The bar in rendered clips, held against their truth, in one table and against the aims.

Takes folders of clips with their truth. In frames in which at least half of the near plate is in
the picture it should be found; its centre is compared with that of the ellipse which the rim truly
is in the picture, its size with that ellipse, path and velocities with those of the bar. The exit
code says whether the aims are met.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from plate_scores import EVENTS_JUDGED, ClipScore, Group, group_of, score
from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.barbell.follow import follow_bar
from liftvision.barbell.track import BarTrack
from liftvision.clip.clip import Clip
from liftvision.errors import LiftvisionError
from liftvision.given import STANDARD_PLATE_M, Given
from liftvision.native import quiet_native_output
from liftvision.pipeline import measure
from liftvision.pose.model_files import resolve
from liftvision.pose.track import PoseTrack
from liftvision.progress import NoProgress
from liftvision.report.saved import read_saved
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

SHARE = 0.9
"""An aim is met when so many of the clips, reps or values meet it."""

MIN_FOUND = 0.98
COVERED_BY = 2.0
"""A stated standard error covers the true error within so many of itself."""

GROUPS: tuple[Group, ...] = ("side", "oblique", "frontal", "no plates")


@dataclass(frozen=True)
class Aim:
    """One thing that is to be small.

    Attributes
    ----------
    name, unit
        For the table.
    most
        The aim, for each group that has one.
    of
        Gives the values (N,) of a clip: one for the clip, or one for each rep.
    """

    name: str
    unit: str
    most: dict[Group, float]
    of: Callable[[ClipScore], FloatArray]


def _one(value: float) -> FloatArray:
    return np.array([value])


def _size_beyond(clip: ClipScore) -> FloatArray:
    """Give the size's error in %; one within its stated error counts as none."""
    covered = abs(clip.size) <= clip.size_stated
    return _one(0.0 if covered else 100.0 * abs(clip.size))


def _event_errors(event: str, clip: ClipScore) -> FloatArray:
    """Give by how many frames each rep's event is off."""
    return np.abs(clip.events.get(event, np.empty(0)))


AIMS = (
    Aim("centre, spread", "px", {"side": 0.5}, lambda clip: _one(clip.spread_px.max())),
    Aim("centre, offset", "px", {"side": 1.5}, lambda clip: _one(np.abs(clip.offset_px).max())),
    Aim("size", "%", {"side": 2.0, "oblique": 2.0}, lambda clip: _one(100.0 * abs(clip.size))),
    Aim("size or its stated error", "%", {"side": 2.0, "oblique": 2.0}, _size_beyond),
    Aim("height", "mm", {"side": 5.0, "oblique": 10.0}, lambda clip: _one(clip.rmse_mm[1])),
    Aim("height, path only", "mm", {}, lambda clip: _one(clip.path_rmse_mm[1])),
    Aim("forward", "mm", {}, lambda clip: _one(clip.rmse_mm[0])),
    Aim("forward, path only", "mm", {"side": 5.0}, lambda clip: _one(clip.path_rmse_mm[0])),
    Aim(
        "mean concentric velocity",
        "m/s",
        {"side": 0.02, "oblique": 0.02},
        lambda clip: np.abs(clip.mean_velocity[:, 0]),
    ),
    Aim(
        "peak concentric velocity",
        "m/s",
        {"side": 0.05, "oblique": 0.05},
        lambda clip: np.abs(clip.peak_velocity[:, 0]),
    ),
    *(
        Aim(
            event.removesuffix("_s").replace("_", " "),
            "frames",
            {"side": 1.0, "oblique": 1.0},
            partial(_event_errors, event),
        )
        for event in EVENTS_JUDGED
    ),
)


def main() -> int:
    """Print the tables."""
    options = _arguments()
    # One thread for each job: several would only wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    console = Console(width=190, highlight=False)
    try:
        resolve(options.model)
        clips = [clip for folder in options.folders for clip in clips_in(folder)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    clips = [clip for clip in clips if options.only in clip.name]
    scores = list(_scores(clips, options))
    scores.sort(key=lambda clip: (GROUPS.index(clip.group), clip.clip))
    console.print(_clips_table(scores))
    console.print(_explanation())
    met = True
    for group in GROUPS:
        of_group = [clip for clip in scores if clip.group == group]
        if of_group:
            met &= _print_group(console, group, of_group)
    return 0 if met else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="clips with truth")
    parser.add_argument("--only", default="", help="only clips whose name contains this")
    parser.add_argument("--model", default="full", help="pose model")
    parser.add_argument("--jobs", type=int, default=2, help="clips analysed at one time")
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    parser.add_argument(
        "--any-pose",
        action="store_true",
        help="take a clip's newest pose in the cache by the clip's name only, even if another "
        "state of the code found it",
    )
    parser.add_argument(
        "--track-only", action="store_true", help="judge the track alone, not what is made of it"
    )
    return parser.parse_args()


def _scores(clips: Sequence[Path], options: argparse.Namespace) -> Iterator[ClipScore]:
    # Spawned, not forked: the native libraries' threads do not survive a fork.
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(judge, clip, options) for clip in clips]
        for number, job in enumerate(jobs, 1):
            result = job.result()
            print(f"{number}/{len(jobs)} {result.clip}", file=sys.stderr, flush=True)
            yield result


def judge(clip: Path, options: argparse.Namespace) -> ClipScore:
    """Analyse one clip and hold its bar against the truth; a crash is a finding too."""
    truth = read_truth(truth_path(clip))
    try:
        with quiet_native_output():
            bar, analysis = _analysed(clip, _given(truth), options)
            return score(bar, analysis, truth, clip)
    except LiftvisionError as error:
        trouble = str(error)
    except Exception:  # noqa: BLE001 - a crash is what a bench is to find
        trouble = traceback.format_exc().strip().splitlines()[-1]
    group, yaw = group_of(truth)
    return ClipScore(clip.name, group, yaw, "none", trouble=trouble)


def _given(truth: Truth) -> Given:
    """Give what a user would have to say: the diameter of plates that are not the usual ones."""
    diameter = None if truth.bar is None else truth.bar.plate_diameter_m
    if diameter is None or np.isclose(diameter, STANDARD_PLATE_M):
        return Given()
    return Given(plate_diameter_m=diameter)


def _analysed(
    clip: Path, given: Given, options: argparse.Namespace
) -> tuple[BarTrack, Analysis | None]:
    """Give a clip's bar, and its analysis unless only the track is wanted."""
    saved = _any_saved(clip, options.cache) if options.any_pose and options.cache else None
    if saved is not None:
        known, pose = saved
        bar, camera = follow_bar(known, pose, at=None, advance=lambda _: None)
        return bar, None if options.track_only else measure(
            known, pose, bar, camera=camera, given=given
        )
    analysis = analyze_cached(
        clip,
        model=options.model,
        model_file=resolve(options.model),
        cache=options.cache,
        progress=NoProgress(),
    )
    if options.track_only:
        return analysis.bar, None
    if given != analysis.given:
        analysis = measure(
            analysis.clip, analysis.pose, analysis.bar, camera=analysis.camera, given=given
        )
    return analysis.bar, analysis


def _any_saved(clip: Path, cache: Path) -> tuple[Clip, PoseTrack] | None:
    """Read the newest saved pose of a clip's name; None where there is none."""
    folders = sorted(cache.glob(f"{clip.stem}-*"), key=lambda folder: folder.stat().st_mtime)
    if not folders:
        return None
    known, pose, *_ = read_saved(folders[-1])
    return replace(known, path=clip), pose


def _clips_table(scores: Sequence[ClipScore]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("clip", "view"):
        table.add_column(heading, no_wrap=True)
    for heading in (
        "yaw", "source", "found", "offset px", "spread px", "px held", "size %", "stated",
        "up mm", "path", "fwd mm", "path", "mean v", "peak v", "lift-off", "knee", "lockout", "",
    ):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    for clip in scores:
        table.add_row(
            clip.clip.removesuffix(".mp4"),
            clip.group,
            f"{clip.yaw_deg:.0f}",
            clip.source,
            f"{clip.found / clip.due:.0%}" if clip.due else "-",
            _pair(clip.offset_px, "+.2f"),
            _pair(clip.spread_px, ".2f"),
            _percent(np.linalg.norm(clip.px, axis=1) <= COVERED_BY * clip.px_stated),
            _signed(100.0 * clip.size, 1),
            f"{100.0 * clip.size_stated:.1f}",
            *(
                f"{value:.1f}"
                for axis in (1, 0)
                for value in (clip.rmse_mm[axis], clip.path_rmse_mm[axis])
            ),
            _list(clip.mean_velocity[:, 0], 3),
            _list(clip.peak_velocity[:, 0], 3),
            *(_list(clip.events.get(event, np.empty(0)), 1) for event in EVENTS_JUDGED),
            clip.trouble[:40] or ("ASTRAY" if clip.astray else ""),
        )
    return table


def _explanation() -> str:
    return (
        "px at 720 rows, x then y; the picture's edges are 0 and its size, so that a track that "
        "counts from the middle of the first px has an offset of -0.5 for that alone.\n"
        f"px held: frames whose centre lies within {COVERED_BY:.0f} stated standard errors. "
        "up, fwd: RMSE of bar_y and bar_x, and without their constant (path).\n"
        "Plates of another diameter than 450 mm are given (--plate-diameter). "
        "mean v, peak v in m/s, lift-off, knee, lockout in frames at 30 fps: measured minus true, "
        "rep by rep; nan: not measured."
    )


def _print_group(console: Console, group: Group, clips: Sequence[ClipScore]) -> bool:
    """Print what the clips of one group come to; tell whether its aims are met."""
    astray = sum(clip.astray for clip in clips)
    met = astray == 0
    console.print(
        f"\n[bold]{group}[/bold], {len(clips)} clips; on another thing: {astray} (aim: 0)"
    )
    if group == "no plates":
        return met
    found = sum(clip.found for clip in clips) / max(1, sum(clip.due for clip in clips))
    judged = group != "frontal"
    met &= found >= MIN_FOUND or not judged
    console.print(f"found in {found:.1%} of the frames that show it (aim: {MIN_FOUND:.0%})")
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("error", "unit", "n", "absent", "median", "worst", "aim", "within aim", ""):
        table.add_column(heading, justify="left" if heading in ("error", "unit") else "right")
    for aim in AIMS:
        values = np.concatenate([aim.of(clip) for clip in clips])
        met &= _add_aim(table, aim, group, values)
    console.print(table)
    return met & _print_held(console, clips, judged)


def _add_aim(table: Table, aim: Aim, group: Group, values: FloatArray) -> bool:
    """Add a row on one aim; what was not measured does not meet it."""
    seen = values[np.isfinite(values)]
    most = aim.most.get(group)
    within = (
        float(np.mean(np.nan_to_num(values, nan=np.inf) <= (most or 0.0))) if len(values) else 1
    )
    reached = most is None or within >= SHARE
    table.add_row(
        aim.name,
        aim.unit,
        str(len(values)),
        str(len(values) - len(seen)),
        f"{np.median(seen):.3f}" if len(seen) else "-",
        f"{seen.max():.3f}" if len(seen) else "-",
        "" if most is None else f"{most:g}",
        "" if most is None or not len(values) else f"{within:.0%}",
        "" if most is None or not len(values) else ("met" if reached else "MISSED"),
    )
    return reached


def _print_held(console: Console, clips: Sequence[ClipScore], judged: bool) -> bool:
    """Print how often stated errors cover the true ones; tell whether often enough."""
    metres = np.concatenate([np.hstack([clip.metres, clip.metres_stated]) for clip in clips])
    kinds = {
        "centre px": (
            np.concatenate([np.abs(clip.px).ravel() for clip in clips]),
            np.concatenate([np.repeat(clip.px_stated, 2) for clip in clips]),
        ),
        "size": tuple(np.array([[clip.size, clip.size_stated] for clip in clips]).T),
        "height": (metres[:, 1], metres[:, 3]),
        "forward": (metres[:, 0], metres[:, 2]),
        "mean velocity": tuple(np.concatenate([clip.mean_velocity for clip in clips]).T),
        "peak velocity": tuple(np.concatenate([clip.peak_velocity for clip in clips]).T),
    }
    met = True
    parts = []
    for name, (error, stated) in kinds.items():
        both = np.isfinite(error) & np.isfinite(stated)
        if not both.any():
            parts.append(f"{name} -")
            continue
        share, once = (
            float(np.mean(np.abs(error[both]) <= times * stated[both])) for times in (COVERED_BY, 1)
        )
        met &= share >= SHARE
        parts.append(f"{name} {share:.0%} ({once:.0%})")
    console.print(
        f"stated errors cover the true ones within {COVERED_BY:.0f} of them "
        f"(within 1), aim {SHARE:.0%}: {', '.join(parts)}"
    )
    return met or not judged


def _pair(values: FloatArray, form: str) -> str:
    return ", ".join(format(value, form) for value in values)


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}"


def _list(values: FloatArray, digits: int) -> str:
    return " ".join(_signed(float(value), digits) for value in values)


def _percent(values: FloatArray) -> str:
    return f"{np.mean(values):.0%}" if len(values) else "-"


if __name__ == "__main__":
    sys.exit(main())

"""The bar in every labelled real clip: what it was followed by, and whether that is right.

The clips lie beside the checkout in ``../shared/clips``. Centres and sizes are held against those
that were judged by eye (``plate_centres.csv``); a clip that is not listed there shows no plate that
could be followed. ``--sheets`` writes frames of every clip with the bar drawn on them. The exit
code says whether the aims are met.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from contact_sheet import SheetRow, write_sheets
from labelled_clips import CLIPS, label_rows
from plate_labels import Agreement, PlateLabel, agreement, read_labels
from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.barbell.follow import find_bars, follow_bar, trace_bars
from liftvision.barbell.plan import plan_shots
from liftvision.barbell.plate import credible
from liftvision.barbell.plate.credible import Behaviour
from liftvision.barbell.plate.find import FoundPlate
from liftvision.barbell.plate.trace import PlatePath
from liftvision.barbell.track import BAR_SOURCES, BarTrack
from liftvision.clip.clip import Clip, Shot
from liftvision.errors import LiftvisionError
from liftvision.measurement import Measurement
from liftvision.native import quiet_native_output
from liftvision.pipeline import analyze, measure
from liftvision.pose.scale import model_scale
from liftvision.pose.track import PoseTrack
from liftvision.report.saved import read_saved

SHORTEST_SHOT = 10
MIN_OBLIQUE = 7
ON_THE_PLATE = ("right", "gaps", "inexact")


@dataclass(frozen=True)
class Candidate:
    """A plate that was found in a shot's stills and followed, whether or not it was accepted.

    Attributes
    ----------
    support, runner_up
        Evidence for its outline, and for the next best contender's.
    behaved
        How it went while the hands moved.
    """

    support: float
    runner_up: float
    behaved: Behaviour

    @property
    def margin(self) -> float:
        """By how much the thresholds of `credible.is_plate` are passed; refused below 1.

        The easiest of its three levels counts, and of each what is passed the least. What is
        missing to 1 of agreement and of the frames seen may be so many times larger.
        """
        agreement, seen = 1.0 - self.behaved.agreement, 1.0 - self.behaved.seen
        sure = self.support / credible.SURE
        likely = min(
            self.support / credible.LIKELY,
            _ratio(1.0 - credible.GOES, agreement),
            _ratio(1.0 - credible.MOSTLY, seen),
        )
        possible = min(
            self.support / credible.POSSIBLE,
            _ratio(1.0 - credible.GOES_CLOSELY, agreement),
            _ratio(credible.SMOOTH_M, self.behaved.roughness_m),
            _ratio(1.0 - credible.SEEN, seen),
        )
        return max(sure, likely, possible)


def _ratio(most: float, value: float) -> float:
    return most / value if value > 0.0 else np.inf


@dataclass(frozen=True)
class ShotResult:
    """What the bar was followed by in one shot, and how it agrees with what was judged by eye.

    Attributes
    ----------
    shot
        Its number in the clip, from 0.
    view, source
        As they were found.
    candidate
        The plate that was followed at first; None where nothing looked like one.
    half_height_px, half_height_m
        Of the rim that is followed; the second by the body's scale.
    scale_mm
        mm per px in the bar's plane, with its error.
    stature_m
        By the plate's scale.
    found
        Part of the frames from lift-off to lockout in which it was seen; None without reps.
    agreement
        With the labels.
    reason
        Why it is not a better source.
    """

    shot: int
    view: str
    source: str
    candidate: Candidate | None
    half_height_px: float | None
    half_height_m: float | None
    scale_mm: Measurement | None
    stature_m: Measurement | None
    found: float | None
    agreement: Agreement
    reason: str


@dataclass(frozen=True)
class ClipResult:
    """The shots of one clip; a refusal or a crash gives its message."""

    file: str
    shots: tuple[ShotResult, ...] = ()
    row: SheetRow | None = None
    trouble: str = ""
    view: str = field(default="")


def main() -> int:
    """Print the tables and write the sheets."""
    options = _arguments()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    views = {row["file"]: row["view"] for row in label_rows(options.only)}
    files = list(views)
    results = []
    for result in _results(files, options):
        results.append(replace(result, view=views[result.file]))
        print(f"{len(results)}/{len(files)} {result.file}", file=sys.stderr, flush=True)
    console = Console(width=190, highlight=False)
    console.print(_table(results))
    for result in results:
        if result.trouble:
            console.print(f"{result.file}: {result.trouble}", markup=False)
    _print_margin(console, results)
    if options.sheets:
        rows = [result.row for result in results if result.row]
        for path in write_sheets(rows, options.sheets):
            console.print(f"wrote {path}", markup=False)
    return _print_totals(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only clips whose name contains this")
    parser.add_argument("--jobs", type=int, default=2, help="clips analysed at one time")
    parser.add_argument("--model", default="full", help="pose model")
    parser.add_argument("--sheets", type=Path, help="folder to write contact sheets to")
    parser.add_argument(
        "--cache", type=Path, help="folder in which poses are kept; that of real_clips.py will do"
    )
    return parser.parse_args()


def _results(files: Sequence[str], options: argparse.Namespace) -> Iterator[ClipResult]:
    # Spawned, not forked: the native libraries' threads do not survive a fork.
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(look_at, file, options.model, options.cache) for file in files]
        for job in jobs:
            yield job.result()


def look_at(file: str, model: str, cache: Path | None) -> ClipResult:
    """Follow the bar of one clip; a refusal and a crash are findings too."""
    try:
        with quiet_native_output():
            return _result(file, model, cache)
    except LiftvisionError as error:
        return ClipResult(file, trouble=str(error))
    except Exception:  # noqa: BLE001 - a crash is what this bench is to find
        return ClipResult(file, trouble=traceback.format_exc())


def _result(file: str, model: str, cache: Path | None) -> ClipResult:
    clip, pose = _posed(CLIPS / file, model, cache)
    candidates = _candidates(clip, pose)
    bar, camera = follow_bar(clip, pose, at=None, advance=lambda _: None)
    analysis = measure(clip, pose, bar, camera=camera)
    labels = [label for label in read_labels() if label.file == file]
    shots = tuple(
        _shot(analysis, number, labels, candidates.get(number))
        for number, shot in enumerate(clip.shots)
        if shot.stop - shot.start >= SHORTEST_SHOT
    )
    marks = {label.time_s: np.array([label.x, label.y]) for label in labels}
    words = "; ".join(f"{each.source} {_support(each)} {each.agreement.verdict}" for each in shots)
    return ClipResult(file, shots, SheetRow(f"{file}: {words}", analysis, marks))


def _posed(path: Path, model: str, cache: Path | None) -> tuple[Clip, PoseTrack]:
    """Give a clip's pose, from the cache where it is there, else putting it there."""
    folder = None if cache is None else cache / f"{path.stem}-{model}"
    if folder is not None and folder.exists():
        clip, pose, *_ = read_saved(folder)
        return replace(clip, path=path), pose
    analysis = analyze(path, model=model)
    if folder is not None:
        analysis.save(folder, overlay=False)
    return analysis.clip, analysis.pose


def _candidates(clip: Clip, pose: PoseTrack) -> dict[int, Candidate]:
    """Find and follow a plate in each shot as `follow_bar` does, before any is refused."""
    plans = plan_shots(clip, pose, None)
    found, _ = find_bars(clip, plans, lambda _: None)
    plates = {number: bar for number, bar in found.items() if isinstance(bar, FoundPlate)}
    candidates = {}
    paths, _ = trace_bars(clip, pose, plans, plates, lambda _: None)
    for number, path in paths.items():
        if isinstance(path, PlatePath):
            plate, plan = plates[number], plans[number]
            moving = slice(int(plate.frames[0]), int(plate.frames[-1]) + 1)
            px_per_m = plan.window.px_per_m / float(np.sqrt(plan.window.zoom.prod()))
            behaved = credible.behaviour(path.centre[moving], plan.hands[moving], px_per_m)
            candidates[number] = Candidate(plate.support, plate.runner_up, behaved)
    return candidates


def _shot(
    analysis: Analysis,
    number: int,
    labels: Sequence[PlateLabel],
    candidate: Candidate | None,
) -> ShotResult:
    shot = analysis.clip.shots[number]
    times = analysis.clip.times[shot.frames]
    bar = analysis.bar
    here = [label for label in labels if times[0] <= label.time_s <= times[-1]]
    followed = bar.shots[number]
    half_height = followed.rim.radius if followed.rim else None
    body = model_scale(analysis.pose.xy[shot.frames], analysis.pose.world[shot.frames]).value
    scales = analysis.motion.scales
    scale = scales[number] if number < len(scales) else None
    return ShotResult(
        shot=number,
        view=analysis.motion.views[number].name,
        source=followed.source,
        candidate=candidate,
        half_height_px=half_height,
        half_height_m=half_height * body if half_height and body else None,
        scale_mm=scale.bar if scale else None,
        stature_m=scale.stature if scale else None,
        found=_found_share(analysis, shot, bar),
        agreement=agreement(bar, number, here),
        reason=followed.reason,
    )


def _found_share(analysis: Analysis, shot: Shot, bar: BarTrack) -> float | None:
    """Give in what part of the frames from lift-off to lockout the plate was seen."""
    times = analysis.clip.times
    lifting = np.zeros(len(times), dtype=bool)
    for rep in analysis.set.reps:
        if rep.lift_off_s is not None and rep.lockout_s is not None:
            lifting |= (times >= rep.lift_off_s) & (times <= rep.lockout_s)
    lifting = lifting[shot.frames]
    if not lifting.any():
        return None
    by_plate = [BAR_SOURCES.index(source) for source in ("plate", "ends", "point")]
    return float(np.isin(bar.sources[shot.frames][lifting], by_plate).mean())


def _table(results: Sequence[ClipResult]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("clip", "view", "source", "verdict"):
        table.add_column(heading, no_wrap=True)
    for heading in (
        "off px", "size", "", "support", "next", "rim px", "body m", "mm/px", "stature m", "seen",
    ):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        for shot in result.shots:
            agreed = shot.agreement
            table.add_row(
                result.file + (f" #{shot.shot + 1}" if len(result.shots) > 1 else ""),
                shot.view,
                shot.source,
                agreed.verdict,
                " ".join(f"{off:.0f}" for off in agreed.off),
                _decimals(agreed.size),
                {None: "", True: "", False: "WRONG SIZE"}[agreed.size_right],
                _support(shot),
                "" if shot.candidate is None else _decimals(shot.candidate.runner_up),
                _decimals(shot.half_height_px, 1),
                _decimals(shot.half_height_m, 3),
                _measured(shot.scale_mm, 1e3),
                _measured(shot.stature_m, 1.0),
                "" if shot.found is None else f"{shot.found:.0%}",
            )
    return table


def _print_margin(console: Console, results: Sequence[ClipResult]) -> None:
    """Print what was looked at in order of its margin, and where the line of acceptance runs."""
    looked_at = sorted(
        (
            (shot.candidate.margin, result.file, shot.candidate, shot.agreement.verdict)
            for result in results
            for shot in result.shots
            if shot.candidate is not None
        ),
        key=lambda each: -each[0],
    )
    console.print("what was looked at, by how much it passes the thresholds of credible.py:")
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("margin", "support", "with hands", "rough mm", "seen"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    table.add_column("clip", no_wrap=True)
    for number, (margin, file, candidate, verdict) in enumerate(looked_at):
        table.add_row(
            f"{margin:.2f}",
            f"{candidate.support:.3f}",
            f"{candidate.behaved.agreement:.3f}",
            f"{1e3 * candidate.behaved.roughness_m:.1f}",
            f"{candidate.behaved.seen:.0%}",
            verdict,
            file,
            # Refused below the line.
            end_section=margin >= 1.0
            and any(each[0] < 1.0 for each in looked_at[number + 1 :][:1]),
        )
    console.print(table)
    followed = [margin for margin, *_, verdict in looked_at if verdict in ON_THE_PLATE]
    rest = [margin for margin, *_, verdict in looked_at if verdict == "nothing there"]
    console.print(
        f"least margin of a plate that is followed {min(followed, default=np.nan):.2f}, most where "
        f"there is none {max(rest, default=np.nan):.2f}"
    )


def _print_totals(results: Sequence[ClipResult]) -> int:
    """Print the sums against the aims; give the exit code."""
    labelled = {label.file for label in read_labels() if label.plate == "near"}
    deadlifts = [result for result in results if not result.file.startswith(("negative", "squat"))]
    side = [each for each in deadlifts if each.view == "side" and each.file in labelled]
    oblique = [each for each in deadlifts if "oblique" in each.view]
    oblique = [each for each in oblique if not each.file.startswith(("kettlebell", "fragment"))]
    sizes = [
        shot.agreement.size_right
        for result in results
        for shot in result.shots
        if shot.agreement.size_right is not None
    ]
    wrong = sum(shot.agreement.verdict == "WRONG" for each in results for shot in each.shots)
    troubles = sum(bool(result.trouble) for result in results)
    print(f"side clips right      {sum(map(_is_right, side))} of {len(side)} (aim: all)")
    print(f"oblique clips right   {sum(map(_is_right, oblique))} of {len(oblique)} "
          f"(aim: {MIN_OBLIQUE} of 8)")  # fmt: skip
    print(f"sizes right           {sum(sizes)} of {len(sizes)} (aim: all)")
    print(f"on another thing      {wrong} (aim: 0)")
    print(f"refused or crashed    {troubles}")
    met = (
        all(map(_is_right, side))
        and len(oblique) - sum(map(_is_right, oblique)) <= 8 - MIN_OBLIQUE
        and all(sizes)
        and wrong == 0
    )
    return 0 if met else 1


def _is_right(result: ClipResult) -> bool:
    """Tell whether the bar was followed at every labelled moment of a clip."""
    verdicts = {shot.agreement.verdict for shot in result.shots}
    followed = {"right", "inexact"}
    return bool(verdicts & followed) and verdicts <= {*followed, "nothing there"}


def _support(shot: ShotResult) -> str:
    return "" if shot.candidate is None else _decimals(shot.candidate.support)


def _decimals(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _measured(value: Measurement | None, times: float) -> str:
    if value is None or value.value is None:
        return ""
    error = "" if value.error is None else f" ±{value.error * times:.2f}"
    return f"{value.value * times:.2f}{error}"


if __name__ == "__main__":
    sys.exit(main())

"""The fitted body's angles in rendered clips, held against their truth, and against the aims.

Takes folders of clips with their truth; those without a bar are passed over. Angles are compared
with those of the true joints at the landmarks' marks, in the frames in which the lifter truly holds
the bar and is in the picture. Nothing is given about a clip, not even the diameter of its plates.
The exit code says whether the aims are met.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from body_aims import AIMS, Aim, is_judged, missed
from body_scores import ANGLES, BAND_HOLDS, GROUPS, BodyScore, group_of, score
from body_summary import STRAIGHT_DEG, Summary, factor_needed, rmse, soft_lockouts, summary
from clip_runs import clip_options, in_processes, number, percent, signed
from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.body.calibration import FACTORS, Condition, condition_seen
from liftvision.body.measure import measure_bodies
from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.pipeline import find_pulled
from liftvision.pose.model_files import resolve
from liftvision.progress import NoProgress
from liftvision.reps.at_the_bar import at_the_bar
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.selfcheck.compare import conditions
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

MOST_YAW_DEG = 3.0
MOST_MS = 6.0

CONDITIONS: tuple[Condition, ...] = ("plates", "clear", "oblique")


def main() -> int:
    """Print the tables."""
    options = _arguments()
    console = Console(width=190, highlight=False)
    try:
        resolve(options.model)
        clips = [clip for folder in options.folders for clip in clips_in(folder)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    clips = [clip for clip in clips if options.only in clip.name]
    judge_one = partial(judge, model=options.model, cache=options.cache)
    judged = in_processes(judge_one, clips, options.jobs)
    scores = [score for score in judged if score is not None]
    scores.sort(key=lambda clip: (GROUPS.index(clip.group), clip.clip))
    if options.each:
        console.print(clips_table(scores))
    met = _print_angles(console, scores)
    met &= _print_rest(console, scores)
    if options.calibrate:
        console.print(calibration_table(scores))
    return 0 if met else 1


def _arguments() -> argparse.Namespace:
    parser = clip_options(__doc__, folders=True)
    parser.add_argument("--each", action="store_true", help="also print a row for each clip")
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="also print by what the stated errors would have to be multiplied",
    )
    return parser.parse_args()


def judge(clip: Path, model: str, cache: Path | None) -> BodyScore | None:
    """Analyse one clip and hold its angles against the truth; None without a bar.

    A crash is a finding too.
    """
    truth = read_truth(truth_path(clip))
    if truth.bar is None:
        return None
    crashed = False
    try:
        with quiet_native_output():
            analysis = analyze_cached(
                clip, model=model, model_file=resolve(model), cache=cache, progress=NoProgress()
            )
            return score(analysis, truth, clip.stem, *timed_fit(analysis))
    except LiftvisionError as error:
        trouble = str(error)
    except Exception:  # noqa: BLE001 - a crash is what a bench is to find
        trouble, crashed = traceback.format_exc().strip().splitlines()[-1], True
    plates, clothes = conditions(truth)
    group = group_of(truth, plate_followed=False)
    return BodyScore(clip.stem, group, plates, clothes, trouble=trouble, crashed=crashed)


def timed_fit(analysis: Analysis) -> tuple[Condition, float]:
    """Fit the body once more; give under which condition it was filmed, and ms a frame.

    The time is that of the processor, all cores together: others at work do not lengthen it.
    """
    clip, given = analysis.clip, analysis.given
    _, _, shots, motion, lifts = find_pulled(
        clip, analysis.pose, analysis.bar, analysis.camera, given
    )
    frames, styles = at_the_bar(motion, lifts)
    before = time.process_time()
    measure_bodies(motion, shots, frames, styles, given)
    condition = condition_seen(shots[0].view, has_plate=shots[0].by.rim is not None)
    return condition, 1e3 * (time.process_time() - before) / clip.frames


def clips_table(scores: Sequence[BodyScore]) -> Table:
    """Give a row for each clip: RMSE of the landmarks and of what was told, and bias."""
    table = Table(box=box.SIMPLE_HEAD, title="raw → told RMSE, bias, share of frames told; degrees")
    for heading in ("clip", "group", "clothes"):
        table.add_column(heading, no_wrap=True)
    for heading in (*map(_plain, ANGLES), "yaw", "ms"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clip in scores:
        cells = [
            f"{rmse(angle.raw):.0f} → {rmse(angle.errors):.1f} "
            f"{signed(_mean(angle.errors))} {np.mean(angle.told):4.0%}"
            for angle in clip.angles.values()
            if len(angle.errors)
        ]
        cells += [""] * (len(ANGLES) - len(cells))
        table.add_row(
            clip.clip, clip.group, clip.clothes, *cells, signed(clip.yaw_error_deg),
            f"{clip.fit_ms:.1f}",
        )  # fmt: skip
    return table


def _print_angles(console: Console, scores: Sequence[BodyScore]) -> bool:
    """Print the table of the angles; tell whether their aims are met."""
    table = Table(
        box=box.SIMPLE_HEAD, title="RMSE in each clip, degrees; cover: of the 90 % bands, %"
    )
    for heading in ("group", "angle"):
        table.add_column(heading, no_wrap=True)
    for heading in (
        "clips", "raw", "mean", "median", "p90", "worst", "within", "lift-off", "bias", "told",
        "at top", "cover", "tight", "loose",
    ):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("aim met")
    met = True
    for group in GROUPS:
        of_group = [clip for clip in scores if clip.group == group]
        for name in ANGLES if of_group else ():
            aim = AIMS[group].get(name, Aim())
            result = summary(of_group, name, aim.clip)
            misses = missed(result, aim)
            kept = "met" if is_judged(result, aim) else ""
            met &= not misses
            table.add_row(
                group if name == ANGLES[0] else "", _plain(name), *_cells(result, aim),
                f"MISSED: {', '.join(misses)}" if misses else kept,
                end_section=name == ANGLES[-1],
            )  # fmt: skip
    console.print(table)
    return met


def _cells(result: Summary, aim: Aim) -> tuple[str, ...]:
    limit = "" if aim.clip is None else f" ≤ {aim.clip:g}"
    return (
        f"{result.told_in}/{result.clips}",
        *(number(value) for value in (result.raw, result.mean, result.median)),
        *(number(value) for value in (result.p90, result.worst)),
        f"{percent(result.within)}{limit}",
        number(result.lift_off),
        signed(result.bias),
        *(percent(value) for value in (result.told, result.told_at_top, result.cover)),
        *(percent(value) for value in (result.cover_tight, result.cover_loose)),
    )


def _print_rest(console: Console, scores: Sequence[BodyScore]) -> bool:
    """Print yaw, soft lockouts, time and what was refused; tell whether the aims are met."""
    yaws = {
        group: np.array([clip.yaw_error_deg for clip in scores if clip.group == group])
        for group in GROUPS
    }
    parts = [f"{group} {rmse(yaw):.1f}" for group, yaw in yaws.items() if np.isfinite(yaw).any()]
    console.print(f"yaw, RMSE in degrees (aim: {MOST_YAW_DEG:g} with plates): {', '.join(parts)}")
    met = not rmse(yaws["side, plates"]) > MOST_YAW_DEG
    met &= _print_soft(console, scores) and _print_time(console, scores)
    return _print_refused(console, scores) and met


def _print_soft(console: Console, scores: Sequence[BodyScore]) -> bool:
    soft = soft_lockouts(scores)
    wrong = [clip for clip in soft if clip.told_straight > 0.0]
    told = float(np.mean([clip.told for clip in soft])) if soft else np.nan
    console.print(
        f"soft lockouts with plates: {len(soft)}, their knee told in {percent(told)} of the "
        f"frames at the top; told as straight (< {STRAIGHT_DEG:g}) with a band that excludes the "
        f"truth: {len(wrong)} (aim: 0)"
    )
    for clip in wrong:
        console.print(
            f"  {clip.clip} ({clip.group}): truly {clip.true_deg:.0f} degrees, told straight in "
            f"{clip.told_straight:.0%} of the frames at the top"
        )
    return not wrong


def _print_time(console: Console, scores: Sequence[BodyScore]) -> bool:
    timed = [clip for clip in scores if clip.condition is not None]
    if not timed:
        return True
    median = float(np.median([clip.fit_ms for clip in timed]))
    shortest = min(timed, key=lambda clip: clip.frames)
    console.print(
        f"fit: {median:.1f} ms of processor time a frame, median over clips; {shortest.fit_ms:.1f} "
        f"in the shortest, of {shortest.frames} frames (aim: at most {MOST_MS:g})"
    )
    return max(median, shortest.fit_ms) <= MOST_MS


def _print_refused(console: Console, scores: Sequence[BodyScore]) -> bool:
    """Print what was refused and why; tell whether nothing crashed."""
    said: dict[str, list[str]] = {}
    for clip in scores:
        for what in _refusals(clip):
            said.setdefault(what, []).append(clip.clip)
    for what, clips in said.items():
        console.print(f"{what}: {', '.join(clips)}", markup=False)
    return not any(clip.crashed for clip in scores)


def _refusals(clip: BodyScore) -> list[str]:
    """Say what was refused in a clip, and why."""
    if clip.trouble:
        return [f"{'CRASHED' if clip.crashed else 'refused'} ({clip.trouble})"]
    angles_of: dict[str, list[str]] = {}
    for name, why in clip.reasons.items():
        angles_of.setdefault(why, []).append(_plain(name))
    said = [
        f"{clip.group}, {', '.join(angles) if len(angles) < len(ANGLES) else 'all'} refused ({why})"
        for why, angles in angles_of.items()
    ]
    if clip.condition is None and not said:
        said.append(f"{clip.group}, no body fitted (the angles are the landmarks')")
    return said


def calibration_table(scores: Sequence[BodyScore]) -> Table:
    """Give the factors that bands of 90 % need to hold 90 % of the frames.

    Which angles are told depends on the factors: after a change they are to be found anew.
    """
    table = Table(box=box.SIMPLE_HEAD, title=f"factors such that bands hold {BAND_HOLDS:.0%}")
    for heading in ("angle", "condition", "clips", "present", "times", "new"):
        table.add_column(heading, justify="left" if heading in ("angle", "condition") else "right")
    for name in ANGLES:
        for condition in CONDITIONS:
            clips = [clip for clip in scores if clip.condition == condition]
            count = sum(bool(clip.angles[name].told.any()) for clip in clips)
            present, times = FACTORS[name][condition], factor_needed(clips, name)
            row = (f"{present:.2f}", f"{times:.2f}", f"{present * times:.2f}")
            table.add_row(name, condition, str(count), *row)
    return table


def _plain(angle: str) -> str:
    return angle.removesuffix("_flexion").removesuffix("_dorsiflexion").replace("_", " ")


def _mean(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan


if __name__ == "__main__":
    sys.exit(main())

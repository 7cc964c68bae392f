"""Hips and lumbar spine in rendered clips, held against their truth, and against the aims.

Takes folders of clips with their truth; those without a lift, and those filmed more than 15 degrees
off the side, are passed over. Where clips of the same lifter standing and touching the toes lie
beside ``lift-NAME.mp4``, as ``standing-NAME.mp4`` and ``toe_touch-NAME.mp4``, the lift is read a
second time with them given. The exit code says whether the aims are met.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import cache as cache_calls
from functools import partial
from pathlib import Path

from back_reading import add_networks, network_name, own_back, read_again, reading_with
from back_scores import QUANTITIES, BackScore, lifter_of, score
from back_summary import LEANS_MORE_DEG, WORN, lean_effect, of_clothes, slope, wrong_clothes
from back_tables import (
    ByNetwork,
    aims_table,
    biases_table,
    calibration_table,
    clips_table,
    hundredths,
    plain,
    quantities_table,
    ranged,
)
from clip_runs import clip_options, in_processes, number, signed
from rich.console import Console

from liftvision.analysis import Analysis
from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.pose.model_files import resolve
from liftvision.pose.view import off_side_deg
from liftvision.progress import NoProgress
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.selfcheck.compare import conditions
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

MOST_OFF_SIDE_DEG = 15.0
LIFT, STANDING, TOE_TOUCH = "lift-", "standing-", "toe_touch-"
"""What names of clips begin with, where the same lifter's others lie beside them."""


def main() -> int:
    """Print the tables."""
    options = _arguments()
    console = Console(width=190, highlight=False)
    try:
        resolve(options.model)
        found = [clip for folder in options.folders for clip in clips_in(folder)]
        clips = [clip for clip in found if options.only in clip.name and is_lift(clip)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    networks = options.networks or [None]
    judge_one = partial(judge, model=options.model, cache=options.cache, networks=networks)
    judged = in_processes(judge_one, clips, options.jobs)
    scores = [each for of_clip in judged for each in of_clip]
    for own in (False, True):
        if chosen := by_network(scores, own=own):
            print_scores(console, chosen, own=own, options=options)
    aims, met = aims_table(by_network(scores, own=False), by_network(scores, own=True))
    console.print(aims)
    return 0 if met and not any(each.crashed for each in scores) else 1


def _arguments() -> argparse.Namespace:
    parser = clip_options(__doc__, folders=True)
    add_networks(parser)
    parser.add_argument("--each", action="store_true", help="also print a row for each clip")
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="also print what the standard errors would have to be",
    )
    return parser.parse_args()


def is_lift(clip: Path) -> bool:
    """Tell whether a clip is to be judged: reps, filmed from about the side."""
    if clip.name.startswith((STANDING, TOE_TOUCH)):
        return False
    truth = read_truth(truth_path(clip))
    return bool(truth.reps) and off_side_deg(truth.recipe.camera.yaw_deg) <= MOST_OFF_SIDE_DEG


def judge(
    clip: Path, model: str, cache: Path | None, networks: Sequence[Path | None]
) -> list[BackScore]:
    """Read one clip with each network, and with the lifter's own clips where there are any."""
    truth = read_truth(truth_path(clip))
    load = cache_calls(partial(_analysis, model=model, cache=cache))
    beside = own_clips(clip)
    ways = [[], beside] if beside else [[]]
    return [_read(load, clip, truth, weights, way) for weights in networks for way in ways]


def own_clips(clip: Path) -> list[Path]:
    """Give the clips of the same lifter standing and touching the toes; empty without the first."""
    if not clip.name.startswith(LIFT):
        return []
    standing, toe_touch = (
        clip.with_name(kind + clip.name.removeprefix(LIFT)) for kind in (STANDING, TOE_TOUCH)
    )
    return [each for each in (standing, toe_touch) if each.is_file() and standing.is_file()]


def _analysis(clip: Path, model: str, cache: Path | None) -> Analysis:
    return analyze_cached(
        clip, model=model, model_file=resolve(model), cache=cache, progress=NoProgress()
    )


def _read(
    load: Callable[[Path], Analysis],
    clip: Path,
    truth: Truth,
    weights: Path | None,
    beside: Sequence[Path],
) -> BackScore:
    """Read one clip with one network; a refusal and a crash are findings too."""
    name, own, crashed = network_name(weights), bool(beside), False
    try:
        with quiet_native_output():
            analysis, others = load(clip), [load(each) for each in beside]
            with reading_with(weights):
                if own or weights is not None:
                    analysis = read_again(analysis, own_back(*others) if own else None)
        return score(analysis, truth, clip.stem, name, own=own)
    except LiftvisionError as error:
        trouble = str(error)
    except Exception:  # noqa: BLE001 - a crash is what a bench is to find
        trouble, crashed = traceback.format_exc().strip().splitlines()[-1], True
    clothes, lifter = conditions(truth)[1], lifter_of(truth)
    return BackScore(clip.stem, name, own, clothes, lifter, trouble=trouble, crashed=crashed)


def by_network(scores: Sequence[BackScore], *, own: bool) -> dict[str, list[BackScore]]:
    """Sort those scores that have the lifter's own clips, or those that do not, by network."""
    found: dict[str, list[BackScore]] = {}
    for each in scores:
        if each.own == own:
            found.setdefault(each.network, []).append(each)
    return found


def print_scores(
    console: Console, scores: ByNetwork, *, own: bool, options: argparse.Namespace
) -> None:
    """Print everything that came of some clips but the aims."""
    given = "the lifter's own clips given" if own else "nothing given"
    clips = sorted({each.clip for of_network in scores.values() for each in of_network})
    networks = ", ".join(scores)
    console.rule(f"{given}: {len(clips)} clips, network {networks}", align="left")
    if options.each:
        for of_network in scores.values():
            console.print(clips_table(of_network))
    console.print(quantities_table(scores))
    print_rest(console, scores)
    console.print(biases_table(scores))
    print_refused(console, scores)
    if options.calibrate:
        for name, of_network in scores.items():
            console.print(calibration_table(name, of_network))


def print_rest(console: Console, scores: ByNetwork) -> None:
    """Print slope, the effect of lean, and clothes judged wrongly."""
    for clothes in WORN:
        chosen = [of_clothes(each, clothes) for each in scores.values()]
        if not any(chosen):
            continue
        slopes = ranged([slope(each) for each in chosen], hundredths)
        effects = [lean_effect(each) for each in chosen]
        lean = ranged([each.effect for each in effects], signed)
        error = ranged([each.error for each in effects], number)
        console.print(
            f"lumbar flexion, {clothes}: slope of told on true {slopes}; the same spine with "
            f"{LEANS_MORE_DEG:g} degrees more lean: {lean} ± {error} degrees"
        )
    for network, each in scores.items():
        wrong = [f"{clip.clip} ({clip.clothes})" for clip in wrong_clothes(each)]
        judged = sum(clip.told_clothes is not None for clip in each)
        said = f": {', '.join(wrong)}" if wrong else ""
        console.print(f"clothes judged wrongly, {network}: {len(wrong)} of {judged}{said}")


def print_refused(console: Console, scores: ByNetwork) -> None:
    """Print what was refused and why, with how often."""
    for network, each in scores.items():
        said: dict[str, list[str]] = {}
        for clip in each:
            for what in refusals(clip):
                said.setdefault(what, []).append(clip.clip)
        for what, clips in sorted(said.items(), key=lambda each: -len(each[1])):
            console.print(f"{network}: {len(clips)} {what}: {', '.join(clips)}", markup=False)


def refusals(clip: BackScore) -> list[str]:
    """Say what was refused in a clip, and why."""
    if clip.trouble:
        return [f"{'CRASHED' if clip.crashed else 'refused'} ({clip.trouble})"]
    of_reason: dict[str, list[str]] = {}
    for name, why in clip.reasons.items():
        of_reason.setdefault(why, []).append(plain(name))
    return [
        f"{', '.join(names) if len(names) < len(QUANTITIES) else 'all'} refused ({why})"
        for why, names in of_reason.items()
    ]


if __name__ == "__main__":
    sys.exit(main())

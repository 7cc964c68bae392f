"""Hips and lumbar spine in rendered clips, held against their truth, and against the aims.

Takes folders of clips with their truth; those without a lift, and those filmed more than 15 degrees
off the side, are passed over. Where clips of the same lifter standing and touching the toes lie
beside ``lift-NAME.mp4``, as ``standing-NAME.mp4`` and ``toe_touch-NAME.mp4``, the lift is read a
second time with them given. The exit code says whether the aims are met.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache as cache_calls
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
from back_aims import AIMS
from back_reading import (
    add_networks,
    network_name,
    own_back,
    read_again,
    reading_with,
)
from back_scores import QUANTITIES, BackScore, lifter_of, score
from back_summary import (
    CLOTHES,
    Summary,
    errors_needed,
    group_biases,
    in_clothes,
    lean_effect,
    slope,
    summary,
    wrong_clothes,
)
from clip_runs import clip_options, in_processes, number, percent, signed
from rich import box
from rich.console import Console
from rich.table import Table

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

ByNetwork: TypeAlias = Mapping[str, Sequence[BackScore]]


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
    clips = [clip for clip in clips if options.only in clip.name and is_lift(clip)]
    networks = options.networks or [None]
    judge_one = partial(judge, model=options.model, cache=options.cache, networks=networks)
    scores = [
        score for of_clip in in_processes(judge_one, clips, options.jobs) for score in of_clip
    ]
    for own in (False, True):
        found = by_network(scores, own=own)
        if any(found.values()):
            print_scores(console, found, own=own, options=options)
    met = print_aims(console, by_network(scores, own=False), by_network(scores, own=True))
    return 0 if met and not any(score.crashed for score in scores) else 1


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
    """Tell whether a clip may be judged: of a bent lifter, from about the side, with a bar."""
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
    return [
        _read(load, clip, truth, weights, own)
        for weights in networks
        for own in ([], beside)
        if own or own is not beside
    ]


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


def clips_table(scores: Sequence[BackScore]) -> Table:
    """Give a row for each clip: told and true values of its first rep that was told."""
    table = Table(box=box.SIMPLE_HEAD, title="told/true of the first rep, degrees and %")
    for heading in ("clip", "clothes", "judged", "zero"):
        table.add_column(heading, no_wrap=True)
    for name in QUANTITIES:
        table.add_column(_plain(name).replace(" at ", "\n"), justify="right")
    for each in sorted(scores, key=lambda each: (each.clothes, each.clip)):
        cells = [
            f"{_whole(compared.told[0])}/{_whole(compared.true[0])}"
            for compared in each.compared.values()
        ]
        head = (each.clip, each.clothes, each.told_clothes or "-", each.zero or "-")
        table.add_row(*head, *cells)
    return table


def quantities_table(scores: ByNetwork) -> Table:
    """Give RMSE, bias and cover of every quantity, by clothes and together."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title="degrees, shares in %; cover: of the 90 % bands; each clip weighs the same",
    )
    for heading in ("clothes", "what"):
        table.add_column(heading, no_wrap=True)
    for heading in ("told in", "RMSE", "bias", "cover"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clothes in (*CLOTHES, "all"):
        for name in QUANTITIES:
            found = [
                summary([c for c in each if clothes in ("all", c.clothes)], name)
                for each in scores.values()
            ]
            last = name == QUANTITIES[-1]
            table.add_row(clothes, _plain(name), *_summary_cells(found), end_section=last)
    return table


def _summary_cells(found: Sequence[Summary]) -> tuple[str, ...]:
    return (
        f"{ranged([each.told_in for each in found], lambda n: f'{n:.0f}')}/{found[0].clips}",
        ranged([each.rmse for each in found], number),
        ranged([each.bias for each in found], signed),
        ranged([each.cover for each in found], percent),
    )


def ranged(values: Sequence[float], form: Callable[[float], str]) -> str:
    """Write the mean over networks, and where they differ the range."""
    if not np.isfinite(values).all():
        return form(np.nan)
    texts = sorted({form(value): value for value in values}.items(), key=lambda each: each[1])
    mean = form(float(np.mean(values)))
    return mean if len(texts) == 1 else f"{mean} ({texts[0][0]} to {texts[-1][0]})"


def print_rest(console: Console, scores: ByNetwork) -> None:
    """Print slope, the effect of lean, and clothes judged wrongly."""
    for name, measure in (("slope of told on true", slope), ("20° more lean", lean_effect)):
        parts = [
            f"{clothes} {ranged([measure(in_clothes(each, clothes)) for each in scores.values()], _hundredths)}"
            for clothes in CLOTHES
        ]
        every = ranged([measure(each) for each in scores.values()], _hundredths)
        console.print(f"lumbar flexion, {name}: {every}; {', '.join(parts)}")
    for network, each in scores.items():
        wrong = [f"{clip.clip} ({clip.clothes})" for clip in wrong_clothes(each)]
        judged = sum(clip.told_clothes is not None for clip in each)
        said = f": {', '.join(wrong)}" if wrong else ""
        console.print(f"clothes judged wrongly, {network}: {len(wrong)} of {judged}{said}")


def biases_table(scores: ByNetwork) -> Table:
    """Give the bias in each group of lifters."""
    table = Table(
        box=box.SIMPLE_HEAD, title="bias of lumbar flexion at set-up and knee pass, degrees"
    )
    for heading in ("network", "lifters", "clips", "bias"):
        table.add_column(heading, justify="left" if heading in ("network", "lifters") else "right")
    for network, each in scores.items():
        for group in group_biases(each):
            bias = f"{signed(group.bias)} ± {number(group.error)}"
            table.add_row(network, group.name, str(group.clips), bias)
    return table


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
        of_reason.setdefault(why, []).append(_plain(name))
    return [
        f"{', '.join(names) if len(names) < len(QUANTITIES) else 'all'} refused ({why})"
        for why, names in of_reason.items()
    ]


def calibration_table(network: str, scores: Sequence[BackScore]) -> Table:
    """Give the standard errors that bands of 90 % need to hold 90 %."""
    table = Table(box=box.SIMPLE_HEAD, title=f"{network}: standard errors, degrees")
    for heading in ("table", "angle", "judged"):
        table.add_column(heading)
    for heading in ("clips", "present", "needed"):
        table.add_column(heading, justify="right")
    for each in errors_needed(scores):
        row = (each.table, each.name, each.clothes, str(each.clips))
        table.add_row(*row, number(each.present), number(each.needed))
    return table


def print_aims(console: Console, scores: ByNetwork, own: ByNetwork) -> bool:
    """Print what the aims come to, the mean over networks; tell whether none is missed."""
    table = Table(box=box.SIMPLE_HEAD, title="aims")
    for heading in ("what", "found", "aim", ""):
        table.add_column(heading, no_wrap=True)
    misses = 0
    for aim in AIMS:
        values = [aim.measure(each) for each in (own if aim.own else scores).values()]
        value = float(np.mean(values)) if values else np.nan
        missed = aim.missed(value)
        misses += missed
        state = "MISSED" if missed else "met" if np.isfinite(value) else "not measured"
        name = f"{aim.name}, own clips given" if aim.own else aim.name
        table.add_row(name, ranged(values, _hundredths) if values else "-", aim.bounds, state)
    console.print(table)
    return not misses


def _plain(quantity: str) -> str:
    return quantity.replace("_flexion", "").replace("_tilt", "").replace("_", " ")


def _whole(value: float) -> str:
    return f"{value:.0f}" if np.isfinite(value) else "-"


def _hundredths(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "-"


if __name__ == "__main__":
    sys.exit(main())

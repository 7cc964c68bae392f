"""Hips and lumbar spine in every labelled real clip: what is told, and whether it is in order.

The clips lie beside the checkout in ``../shared/clips``. No true angles are known of them; what
labels say is which backs are rounded, and which lifts are good. The exit code says whether the aims
are met, and whether nothing crashed.
"""

import argparse
import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from back_ranking import (
    MIN_APART_DEG,
    MOST_SPREAD_DEG,
    Judgement,
    area_under_curve,
    judgement_of,
    spread,
    twins_apart,
)
from back_reading import add_networks, network_name, read_again, reading_with
from clip_runs import clip_options, in_processes, number, real_analysis, signed
from labelled_clips import CLIPS, label_rows
from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.errors import LiftvisionError
from liftvision.measurement import Measurement
from liftvision.native import quiet_native_output

PEAK, SHARE = "lumbar_flexion_peak", "lumbar_share"
SHOWN = {
    "lift-off": "lumbar_flexion_at_lift_off",
    "knee": "lumbar_flexion_at_knee_pass",
    "peak": PEAK,
    "share %": SHARE,
}
"""Metrics of a rep, by their title."""

MIN_AREA = {PEAK: 0.98, SHARE: 0.9}
LITERATURE_DEG = 33.0
"""Lumbar flexion from start to lockout at 70 % of the maximum (Bengtsson et al. 2022)."""


@dataclass(frozen=True)
class RealBack:
    """One clip, read by one network.

    Attributes
    ----------
    clip
        Its name without ending.
    network
        The network's.
    views
        Name and yaw of each shot.
    backs
        What was seen of the back in each shot: clothes and zero, or why not.
    reps
        For each rep all of `SHOWN`; for a lift that is no deadlift none.
    trouble, crashed
        The message of a refusal, or of a crash; whether it was the latter.
    """

    clip: str
    network: str
    views: str = ""
    backs: str = ""
    reps: tuple[dict[str, Measurement], ...] = ()
    trouble: str = ""
    crashed: bool = False

    def told(self, metric: str) -> list[float]:
        """Give a metric of those reps that tell it."""
        values = [rep[metric].value for rep in self.reps]
        return [value for value in values if value is not None]


def main() -> int:
    """Print the tables."""
    options = _arguments()
    rows = label_rows(options.only)
    labels = {Path(row["file"]).stem: row["label"] for row in rows}
    networks = options.networks or [None]
    look = partial(look_at, model=options.model, cache=options.cache, networks=networks)
    read = list(in_processes(look, [row["file"] for row in rows], options.jobs))
    console = Console(width=190, highlight=False)
    met = True
    for of_network in zip(*read, strict=True):
        console.rule(f"network {of_network[0].network}", align="left")
        met &= print_backs(console, of_network, labels)
    return 0 if met else 1


def _arguments() -> argparse.Namespace:
    parser = clip_options(__doc__, folders=False)
    add_networks(parser)
    return parser.parse_args()


def look_at(
    file: str, model: str, cache: Path | None, networks: Sequence[Path | None]
) -> list[RealBack]:
    """Read one clip with each network; a refusal and a crash are findings too."""
    clip, names = Path(file).stem, [network_name(weights) for weights in networks]
    try:
        with quiet_native_output():
            analysis = real_analysis(CLIPS / file, model, cache)
            return [_read(clip, analysis, weights) for weights in networks]
    except LiftvisionError as error:
        return [RealBack(clip, name, trouble=str(error)) for name in names]
    except Exception:  # noqa: BLE001 - a crash is what this bench is to find
        trouble = traceback.format_exc()
        return [RealBack(clip, name, trouble=trouble, crashed=True) for name in names]


def _read(clip: str, analysis: Analysis, weights: Path | None) -> RealBack:
    with reading_with(weights):
        found = analysis if weights is None else read_again(analysis, None)
    return back_of(clip, found, network_name(weights))


def back_of(clip: str, analysis: Analysis, network: str) -> RealBack:
    """Give what an analysis tells of the back."""
    views = [
        view.name if view.yaw_deg is None else f"{view.name} {view.yaw_deg:.0f}"
        for view in analysis.motion.views
    ]
    backs = [
        back.reason or " ".join(filter(None, (back.route, back.clothes, back.zero)))
        for back in analysis.motion.backs
    ]
    unknown = Measurement.not_measured("", f"the lift is taken for {analysis.set.lift}")
    reps = tuple(
        {metric: rep.metrics.get(metric, unknown) for metric in SHOWN.values()}
        for rep in analysis.set.reps
    )
    return RealBack(clip, network, _distinct(views), _distinct(backs), reps)


def _distinct(words: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def print_backs(console: Console, backs: Sequence[RealBack], labels: dict[str, str]) -> bool:
    """Print everything of one network; tell whether the aims are met."""
    console.print(values_table(backs, labels))
    for what, clips in refusals(backs).items():
        console.print(f"{len(clips)} {what}: {', '.join(clips)}", markup=False)
    met = not any(back.crashed for back in backs)
    met &= _print_areas(console, backs, labels)
    met &= _print_twins(console, backs)
    return _print_spread(console, backs, labels) and met


def values_table(backs: Sequence[RealBack], labels: dict[str, str]) -> Table:
    """Give a row for each rep that tells anything, and for each clip."""
    table = Table(box=box.SIMPLE_HEAD, title="lumbar flexion, degrees")
    for heading in ("clip", "label"):
        table.add_column(heading, no_wrap=True)
    table.add_column("view", max_width=24)
    table.add_column("back", max_width=48)
    table.add_column("rep", justify="right")
    for heading in SHOWN:
        table.add_column(heading, justify="right", no_wrap=True)
    for back in backs:
        why = (back.trouble.strip()[-90:] or back.backs).partition(":")[0]
        rows = [
            (str(place), *map(_measured, rep.values()))
            for place, rep in enumerate(back.reps, 1)
            if any(each.value is not None for each in rep.values())
        ] or [(f"0 of {len(back.reps)}",)]
        table.add_row(back.clip, labels[back.clip], back.views, why, *rows[0])
        for row in rows[1:]:
            table.add_row("", "", "", "", *row)
    return table


def _measured(value: Measurement) -> str:
    if value.value is None:
        return "-"
    return f"{value.value:.0f}" + ("" if value.error is None else f"±{value.error:.0f}")


def refusals(backs: Sequence[RealBack]) -> dict[str, list[str]]:
    """Give for each thing that was refused, with the reason, the clips and how many reps."""
    said: dict[str, list[str]] = {}
    for back in backs:
        if back.trouble:
            what = "crashed" if back.crashed else "refused"
            said.setdefault(f"{what} ({back.trouble.strip()})", []).append(back.clip)
        refused: dict[str, Counter[str]] = {}
        for rep in back.reps:
            for title, metric in SHOWN.items():
                if rep[metric].value is None:
                    refused.setdefault(str(rep[metric].reason), Counter())[title] += 1
        for why, counted in refused.items():
            titles = "all" if len(counted) == len(SHOWN) else ", ".join(counted)
            reps = f"{max(counted.values())} of {len(back.reps)} reps"
            said.setdefault(f"{titles} refused ({why})", []).append(f"{back.clip} ({reps})")
    return said


def _print_areas(console: Console, backs: Sequence[RealBack], labels: dict[str, str]) -> bool:
    """Print how well bad and good backs are told apart, by the median over the reps of a clip."""
    met = True
    for metric, least in MIN_AREA.items():
        medians: dict[Judgement, list[float]] = {"bad back": [], "good": [], "": []}
        for back in backs:
            if told := back.told(metric):
                medians[judgement_of(labels[back.clip])].append(float(np.median(told)))
        bad, good = medians["bad back"], medians["good"]
        area = area_under_curve(bad, good)
        met &= not area < least
        console.print(
            f"{metric}: area under the curve {area:.3f} (aim: ≥ {least:g}); {len(bad)} bad backs "
            f"{_listed(bad)}, {len(good)} good lifts {_listed(good)}"
        )
    return met


def _print_twins(console: Console, backs: Sequence[RealBack]) -> bool:
    found = twins_apart({back.clip: back.told(PEAK) for back in backs})
    for each in found:
        told = "refused" if each.degrees is None else f"{signed(each.degrees)} degrees"
        if each.degrees is not None:
            told += ", reps overlap" if each.overlap else ", no rep overlaps"
        console.print(
            f"{each.twins.rounded} against {each.twins.neutral}: {told} (aim: "
            f"≥ {MIN_APART_DEG:g}, no overlap) {'met' if each.is_right else 'MISSED'}"
        )
    return all(each.is_right for each in found)


def _print_spread(console: Console, backs: Sequence[RealBack], labels: dict[str, str]) -> bool:
    """Print how far reps of one set are apart, and what good lifts come to."""
    spreads = {back.clip: spread(back.told(PEAK)) for back in backs}
    told = {clip: value for clip, value in spreads.items() if np.isfinite(value)}
    said = ", ".join(f"{clip} {number(value)}" for clip, value in told.items())
    console.print(f"peak, sd between reps of a set (aim: ≤ {MOST_SPREAD_DEG:g}): {said or '-'}")
    good = [
        float(np.median(values))
        for back in backs
        if judgement_of(labels[back.clip]) == "good" and (values := back.told(SHOWN["lift-off"]))
    ]
    median = number(float(np.median(good))) if good else "-"
    console.print(
        f"good lifts, median at lift-off: {median} degrees (literature: {LITERATURE_DEG:g}): "
        f"{_listed(good)}"
    )
    return all(value <= MOST_SPREAD_DEG for value in told.values())


def _listed(values: Sequence[float]) -> str:
    return "[" + " ".join(f"{value:.0f}" for value in sorted(values)) + "]"


if __name__ == "__main__":
    sys.exit(main())

"""Differences between rendered clips, as `compare` measures them, held against the true ones.

Takes folders of clips with their truth, and compares every clip from the side with every other one.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from clip_runs import clip_options, in_processes
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.comparison.averages import Average, averages
from liftvision.comparison.changes import COUNTS_FROM, change_of
from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.pose.model_files import resolve
from liftvision.progress import NoProgress
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.selfcheck.landmark_offsets import corrected_columns
from liftvision.selfcheck.rep_metrics import paired, true_angles, true_metrics
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

ALIKE, APART = 0.2, 3.0
"""True differences of so many errors and fewer are none; of so many and more must be found."""


@dataclass(frozen=True)
class Means:
    """A clip's metrics as measured, and the true ones of the same reps."""

    measured: dict[str, Average]
    true: dict[str, float]


@dataclass(frozen=True)
class Held:
    """A difference held against the true one, both in errors of the difference."""

    metric: str
    measured: float
    true: float

    @property
    def is_called(self) -> bool:
        """Whether it is called more or less."""
        return abs(self.measured) >= COUNTS_FROM


def main() -> int:
    """Print how often differences are right, metric by metric and of all together."""
    options = clip_options(__doc__, folders=True).parse_args()
    console = Console(width=120, highlight=False)
    try:
        resolve(options.model)
        found = [clip for folder in options.folders for clip in clips_in(folder)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    clips = [clip for clip in found if options.only in clip.name]
    look = partial(means_of_clip, model=options.model, cache=options.cache)
    means = [each for each in in_processes(look, clips, options.jobs) if each is not None]
    console.print(differences_table(held_of(means)))
    return 0


def means_of_clip(clip: Path, model: str, cache: Path | None) -> Means | None:
    """Analyse a clip; None where it is not from the side, or no rep was found."""
    try:
        with quiet_native_output():
            analysis = analyze_cached(
                clip, model=model, model_file=resolve(model), cache=cache, progress=NoProgress()
            )
    except LiftvisionError as error:
        print(f"{clip.name}: {error}", file=sys.stderr)
        return None
    if analysis.view.name != "side" or not analysis.set.reps:
        return None
    return means_of(analysis, read_truth(truth_path(clip)))


def means_of(analysis: Analysis, truth: Truth) -> Means:
    """Give the means over the reps that were found and truly took place."""
    columns, near = corrected_columns(truth), analysis.view.near_side or "l"
    reps, known = [], []
    for place, rep in enumerate(paired(truth.reps, analysis.set.reps)):
        if rep is not None:
            reps.append(rep)
            known.append(true_metrics(truth, place) | true_angles(truth, place, columns, near))
    measured = averages(replace(analysis, set=replace(analysis.set, reps=tuple(reps))))
    true = {}
    for name, average in measured.items():
        values = [
            of_rep[name]
            for rep, of_rep in zip(reps, known, strict=True)
            if name in of_rep and name in rep.metrics and rep.metrics[name].value is not None
        ]
        if values and len(values) == average.reps:
            true[name] = fmean(values)
    return Means(measured, true)


def held_of(means: Sequence[Means]) -> list[Held]:
    """Compare every clip with every other one, in what is known of both."""
    held = []
    for one, two in combinations(means, 2):
        for name in one.true.keys() & two.true.keys():
            difference = change_of(name, one.measured[name], two.measured[name]).difference
            if difference.value is not None and difference.error:
                true = two.true[name] - one.true[name]
                held.append(Held(name, *(np.array([difference.value, true]) / difference.error)))
    return held


def differences_table(held: Sequence[Held]) -> Table:
    """Give a row a metric and one for all, as parts of what there is."""
    table = Table(title="differences against the truth")
    for heading in ("metric", "differences", "in band of 90 %", "called though alike",
                    "found where apart", "wrong sign"):  # fmt: skip
        table.add_column(heading, justify="left" if heading == "metric" else "right")
    for name in [*sorted({each.metric for each in held}), "all"]:
        some = [each for each in held if name in ("all", each.metric)]
        alike = [each for each in some if abs(each.true) < ALIKE]
        apart = [each for each in some if abs(each.true) > APART]
        table.add_row(
            name,
            str(len(some)),
            part([abs(each.measured - each.true) < COUNTS_FROM for each in some]),
            part([each.is_called for each in alike]),
            part([each.is_called for each in apart]),
            part([each.is_called and each.measured * each.true < 0.0 for each in some]),
        )
    return table


def part(true: Sequence[bool]) -> str:
    """Write which part of a list is true, in per cent."""
    return f"{100.0 * fmean(true):.1f}" if true else "-"


if __name__ == "__main__":
    sys.exit(main())

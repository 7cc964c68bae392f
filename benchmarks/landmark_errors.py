"""Measure the standard errors of the angles that plain landmarks give, view by view.

Takes the clips of a folder that are of the splits ``train`` and ``validation``; those of ``test``
judge the result. The analysis states an error that is made of the landmarks' own and of what a
wrong view does. The landmarks' own is chosen such that 68 % of the values lie within the whole,
each clip weighing the same.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from liftvision.arrays import FloatArray
from liftvision.errors import LiftvisionError
from liftvision.motion.columns import LANDMARK_ERROR
from liftvision.native import quiet_native_output
from liftvision.selfcheck.compare import ClipErrors, MetricErrors
from liftvision.selfcheck.run import analyzed, compare
from liftvision.synthetic.truth import Truth
from liftvision.terminal import progress

WITHIN_ONE_ERROR = 0.683
MIN_CLIPS = 5
"""From fewer no error is told."""

ANGLES = (*LANDMARK_ERROR, "ankle_dorsiflexion")


def main() -> int:
    """Print a row for each angle and view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="clips with truth")
    parser.add_argument("--model", default="full")
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    try:
        with quiet_native_output(), progress(quiet=False) as shown:
            clips = [
                compare(analysis, truth, clip.name)
                for clip, truth, analysis in analyzed(
                    chosen.folder, chosen.model, chosen.cache, shown, wanted=may_fit
                )
            ]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    console.print(table(clips))
    return 0


def may_fit(truth: Truth) -> bool:
    """Tell whether a clip may be used to fit something."""
    return truth.recipe.split in ("train", "validation")


def table(clips: Sequence[ClipErrors]) -> Table:
    """Give the landmarks' own standard error and the RMSE of each angle in each view."""
    found: dict[tuple[str, str, str], list[MetricErrors]] = defaultdict(list)
    for clip in clips:
        for each in clip.metrics:
            if each.metric in ANGLES and np.isfinite(each.errors).any():
                for plates in ("all", "plates" if clip.plates else "none"):
                    found[each.metric, clip.view, plates].append(each)
    shown = Table("angle", "view", "plates", "clips", "standard error", "RMSE")
    for (metric, view, plates), errors in sorted(found.items()):
        if len(errors) >= MIN_CLIPS:
            figures = (f"{own_error(errors):.3g}", f"{rmse(errors):.3g}")
            shown.add_row(metric, view, plates, str(len(errors)), *figures)
    return shown


def own_error(clips: Sequence[MetricErrors]) -> float:
    """Give the error L of the landmarks with which 68 % of the values lie within the whole.

    With what the view does, Y, the whole is the root of L² + Y², and an error e lies within it
    where e² - Y² is at most L².
    """
    beyond = [np.sqrt(np.maximum(0.0, off**2 - _from_view(each) ** 2)) for each, off in _off(clips)]
    weights = np.concatenate([np.full(len(each), 1.0 / len(each)) for each in beyond])
    values = np.concatenate(beyond)
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / len(clips)
    return float(values[order][np.searchsorted(share, WITHIN_ONE_ERROR)])


def rmse(clips: Sequence[MetricErrors]) -> float:
    """Give the root mean square error, each clip weighing the same."""
    return float(np.sqrt(np.mean([np.mean(off**2) for _, off in _off(clips)])))


def _off(clips: Sequence[MetricErrors]) -> list[tuple[MetricErrors, FloatArray]]:
    return [(each, each.errors[np.isfinite(each.errors)]) for each in clips]


def _from_view(each: MetricErrors) -> FloatArray:
    """Give the part of the stated errors that the view makes; nothing where none is stated."""
    stated = each.stated[np.isfinite(each.errors)]
    from_landmarks = LANDMARK_ERROR.get(each.metric, 0.0)
    return np.sqrt(np.maximum(0.0, np.nan_to_num(stated) ** 2 - from_landmarks**2))


if __name__ == "__main__":
    sys.exit(main())

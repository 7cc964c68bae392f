"""Measure the standard errors of what plain landmarks give, view by view.

Takes the clips of a folder that are of the splits ``train`` and ``validation``; those of ``test``
judge the result. The analysis states an error that is made of the landmarks' own and of what a
wrong view does. The landmarks' own is chosen such that 68 % of the values lie within the whole,
each clip weighing the same.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from liftvision.arrays import FloatArray
from liftvision.errors import LiftvisionError
from liftvision.motion.landmark_errors import FAMILY, landmark_error
from liftvision.motion.motion import UNITS
from liftvision.native import quiet_native_output
from liftvision.pose.landmarks import without_side
from liftvision.pose.view import ViewName
from liftvision.selfcheck.compare import ClipErrors, MetricErrors
from liftvision.selfcheck.run import analyzed, compare
from liftvision.synthetic.truth.truth import Truth
from liftvision.terminal import progress

WITHIN_ONE_ERROR = 0.683
MIN_CLIPS = 5
"""From fewer no error is told."""

METRICS = (
    *dict.fromkeys(without_side(name) for name in UNITS),
    "concentric_duration",
    "eccentric_duration",
)


def main() -> int:
    """Print a row for each metric and view."""
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


@dataclass(frozen=True, eq=False)
class Off:
    """How far off a metric was in one clip.

    Attributes
    ----------
    errors, from_view
        (N,) measured minus true, and the part of the stated errors that the view makes.
    """

    errors: FloatArray
    from_view: FloatArray


def table(clips: Sequence[ClipErrors]) -> Table:
    """Give the landmarks' own standard error and the RMSE of each metric in each view."""
    found: dict[tuple[str, str, str], list[Off]] = defaultdict(list)
    for clip in clips:
        for each in clip.metrics:
            if each.metric in METRICS and np.isfinite(each.errors).any():
                family = FAMILY.get(clip.view, "unknown")
                for plates in ("all", "plates" if clip.plates else "none"):
                    found[each.metric, family, plates].append(_off(each, clip.view))
    shown = Table("metric", "view", "plates", "clips", "standard error", "RMSE")
    for (metric, view, plates), clips_off in sorted(found.items()):
        if len(clips_off) >= MIN_CLIPS:
            figures = (f"{own_error(clips_off):.3g}", f"{rmse(clips_off):.3g}")
            shown.add_row(metric, view, plates, str(len(clips_off)), *figures)
    return shown


def _off(each: MetricErrors, view: ViewName) -> Off:
    given = np.isfinite(each.errors)
    stated = np.nan_to_num(each.stated[given])
    from_landmarks = landmark_error(each.metric, view)
    # Where no error of the landmarks is known, all that is stated was measured at one go.
    known = not np.isnan(from_landmarks)
    from_view = np.sqrt(np.maximum(0.0, stated**2 - from_landmarks**2)) if known else 0.0 * stated
    return Off(each.errors[given], from_view)


def own_error(clips: Sequence[Off]) -> float:
    """Give the error L of the landmarks with which 68 % of the values lie within the whole.

    With what the view does, Y, the whole is the root of L² + Y², and an error e lies within it
    where e² - Y² is at most L².
    """
    beyond = [np.sqrt(np.maximum(0.0, clip.errors**2 - clip.from_view**2)) for clip in clips]
    weights = np.concatenate([np.full(len(each), 1.0 / len(each)) for each in beyond])
    values = np.concatenate(beyond)
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / len(clips)
    return float(values[order][np.searchsorted(share, WITHIN_ONE_ERROR)])


def rmse(clips: Sequence[Off]) -> float:
    """Give the root mean square error, each clip weighing the same."""
    return float(np.sqrt(np.mean([np.mean(clip.errors**2) for clip in clips])))


if __name__ == "__main__":
    sys.exit(main())

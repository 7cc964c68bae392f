"""Measure where the pose model's landmarks lie on the body, on lifters who stand still.

Takes the clips of a folder that are of the split ``train`` and show quiet standing without a bar;
there must be some from the side and some from the front. Prints a table, and the lines that go
into ``liftvision/selfcheck/landmark_offsets.py``.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.selfcheck.compare import same_frames
from liftvision.selfcheck.landmark_offsets import MeasuredOffset, measure_offsets
from liftvision.selfcheck.run import analyzed
from liftvision.synthetic.truth.truth import Truth
from liftvision.terminal import progress


def main() -> int:
    """Print the offsets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="clips with truth")
    parser.add_argument("--model", default="full")
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    try:
        with quiet_native_output(), progress(quiet=False) as shown:
            clips = [
                (truth, landmarks_at_truth(analysis, truth, clip.name))
                for clip, truth, analysis in analyzed(
                    chosen.folder, chosen.model, chosen.cache, shown, wanted=is_quiet_standing
                )
                if analysis is not None
            ]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    measured = measure_offsets(clips)
    console.print(f"{len(clips)} clips of quiet standing")
    if any(np.isnan(each.offset).any() for each in measured.values()):
        console.print("too few: every landmark must be seen from the side and from the front")
        return 1
    console.print(table(measured))
    for joint, each in measured.items():
        forward, up, outward = each.offset
        console.print(f'    "{joint}": ({forward:.3f}, {up:.3f}, {outward:.3f}),', markup=False)
    return 0


def is_quiet_standing(truth: Truth) -> bool:
    """Tell whether a clip may be used."""
    return truth.recipe.split == "train" and truth.recipe.movement.lift == "standing"


def landmarks_at_truth(analysis: Analysis, truth: Truth, clip: str) -> FloatArray:
    """Give the raw landmarks (T, 33, 2) px in the true frames."""
    frames = same_frames(truth.times, analysis.clip.times, clip)
    return np.where((frames >= 0)[:, None, None], analysis.pose.xy[frames], np.nan)


def table(measured: Mapping[str, MeasuredOffset]) -> Table:
    """Give the offsets in millimetres with their standard errors."""
    shown = Table("landmark", "forward", "up", "outward", "limbs", title="mm from the joint")
    for joint, each in measured.items():
        amounts = [
            f"{1e3 * value:+.0f} ± {1e3 * error:.0f}"
            for value, error in zip(each.offset, each.error, strict=True)
        ]
        shown.add_row(joint, *amounts, str(each.limbs))
    return shown


if __name__ == "__main__":
    sys.exit(main())

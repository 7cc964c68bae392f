"""The frontal plane in rendered clips, held against its truth, and against the aims.

Takes folders of clips with their truth; those without a whole pull, and those filmed more than 17
degrees off the front or the rear, are passed over. Columns are compared with those of the true
joints at the landmarks' marks, from lift-off to lockout. The exit code says whether the aims are
met.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clip_runs import clip_options, in_processes, number
from front_scores import FrontScore, is_rear, score
from front_summary import CAVES_NOT_DEG, wrong_legs
from front_tables import (
    aims_table,
    calibration_table,
    caves_table,
    clips_table,
    columns_table,
    leg_in_words,
    markdown_lines,
    standing_table,
)
from front_truth import off_front_deg
from rich.console import Console

from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.pose.model_files import resolve
from liftvision.progress import NoProgress
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

MOST_OFF_DEG = 17.0
"""Off the front or the rear: the limit of what is measured, and 2 degrees more."""


def main() -> int:
    """Print the tables."""
    options = _arguments()
    console = Console(width=190, highlight=False)
    try:
        resolve(options.model)
        found = [clip for folder in options.folders for clip in clips_in(folder)]
        clips = [clip for clip in found if options.only in clip.name and is_front(clip)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    judge_one = partial(judge, model=options.model, cache=options.cache)
    scores = list(in_processes(judge_one, clips, options.jobs))
    if options.each:
        console.print(clips_table(scores))
    console.print(columns_table(scores))
    console.print(standing_table(scores))
    console.print(caves_table(scores))
    print_rest(console, scores)
    if options.calibrate:
        console.print(calibration_table(scores))
    if options.markdown:
        print("\n".join(markdown_lines(scores)))
    aims, met = aims_table(scores)
    if options.aims:
        console.print(aims)
    return 0 if (met or not options.aims) and not any(clip.crashed for clip in scores) else 1


def _arguments() -> argparse.Namespace:
    parser = clip_options(__doc__, folders=True)
    parser.add_argument("--each", action="store_true", help="also print a row for each clip")
    parser.add_argument("--aims", action="store_true", help="also print and judge the aims")
    parser.add_argument(
        "--markdown", action="store_true", help="also print the table of docs/front.md"
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="also print the factors of the stated errors with which bands of 90 %% hold 90 %%",
    )
    return parser.parse_args()


def is_front(clip: Path) -> bool:
    """Tell whether a clip is to be judged: a whole pull, filmed from about the front or rear."""
    truth = read_truth(truth_path(clip))
    pulled = any(rep.lockout_s is not None for rep in truth.reps)
    return pulled and abs(off_front_deg(truth.recipe.camera.yaw_deg)) <= MOST_OFF_DEG


def judge(clip: Path, model: str, cache: Path | None) -> FrontScore:
    """Analyse one clip and hold it against its truth; a refusal and a crash are findings too."""
    truth, crashed = read_truth(truth_path(clip)), False
    try:
        with quiet_native_output():
            analysis = analyze_cached(
                clip, model=model, model_file=resolve(model), cache=cache, progress=NoProgress()
            )
        return score(analysis, truth, clip.stem)
    except LiftvisionError as error:
        trouble = str(error)
    except Exception:  # noqa: BLE001 - a crash is what a bench is to find
        trouble, crashed = traceback.format_exc().strip().splitlines()[-1], True
    return _without_analysis(clip, truth, trouble, crashed=crashed)


def _without_analysis(clip: Path, truth: Truth, trouble: str, *, crashed: bool) -> FrontScore:
    off = off_front_deg(truth.recipe.camera.yaw_deg)
    return FrontScore(clip.stem, is_rear(truth), off, trouble=trouble, crashed=crashed)


def print_rest(console: Console, scores: Sequence[FrontScore]) -> None:
    """Print legs told wrongly, what is true of knees that do not cave in, styles and refusals."""
    for clip, leg in wrong_legs(scores):
        console.print(
            f"wrong: {clip.clip}, rep {leg.rep}, {leg_in_words(leg)}; shift "
            f"{number(leg.shift.true)}/{number(leg.shift.value)} %"
        )
    still = [leg.true for clip in scores for leg in clip.legs if leg.true.change < CAVES_NOT_DEG]
    if still:
        plain, held = ([getattr(each, name) for each in still] for name in ("plain", "change"))
        console.print(
            f"{len(still)} knees that truly do not cave in: their projection angle goes inward by "
            f"{min(plain):.0f} to {max(plain):.0f} degrees, against the plane of the set-up by "
            f"{min(held):.0f} to {max(held):.0f}"
        )
    print_styles(console, scores)
    for what, clips in refusals(scores).items():
        console.print(f"{len(clips)} {what}: {', '.join(clips)}", markup=False)


def print_styles(console: Console, scores: Sequence[FrontScore]) -> None:
    """Print how many styles were told rightly."""
    judged = [clip for clip in scores if not clip.trouble]
    right = sum(clip.style == clip.true_style for clip in judged)
    wrong = [
        f"{clip.clip} ({clip.true_style}, told {clip.style})"
        for clip in judged
        if clip.style not in ("unknown", clip.true_style)
    ]
    unknown = len(judged) - right - len(wrong)
    console.print(
        f"styles: {right} right, {unknown} unknown, {len(wrong)} wrong: {', '.join(wrong) or '-'}",
        markup=False,
    )


def refusals(scores: Sequence[FrontScore]) -> dict[str, list[str]]:
    """Give for each thing that was refused, with the reason, the clips."""
    said: dict[str, list[str]] = {}
    for clip in scores:
        off = f"{clip.clip} ({clip.off_deg:+.0f}°)"
        if clip.trouble:
            what = "crashed" if clip.crashed else "refused"
            said.setdefault(f"{what} ({clip.trouble})", []).append(off)
        elif clip.reason is not None:
            said.setdefault(f"frontal plane refused ({clip.reason})", []).append(off)
        else:
            for reason in dict.fromkeys(leg.reason for leg in clip.legs if leg.reason is not None):
                said.setdefault(f"knee cave not told ({reason})", []).append(off)
    return said


if __name__ == "__main__":
    sys.exit(main())

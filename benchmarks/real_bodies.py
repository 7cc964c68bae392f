"""The fitted body on every labelled real clip: what was fitted, or why not.

The clips lie beside the checkout in ``../shared/clips``. No true angles are known of them; what
can be held against something are the two kettlebell lifts that were filmed by two cameras at the
same time. ``--sheets`` writes frames of every clip with the body drawn on them. The exit code says
whether those views agree, and whether nothing crashed.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from body_sheet import draw_row, moments, write_sheets
from clip_runs import clip_options, in_processes, real_analysis
from labelled_clips import CLIPS, label_rows
from rich import box
from rich.console import Console
from rich.table import Table
from view_agreement import (
    JUDGED,
    MOST_APART_DEG,
    ToldAngles,
    agreements_table,
    near_column,
    told_angles,
    view_agreements,
)

from liftvision.analysis import Analysis
from liftvision.arrays import Image
from liftvision.errors import LiftvisionError
from liftvision.measurement import Measurement
from liftvision.motion.angles import MAX_OFF_SIDE_DEG
from liftvision.motion.measure import main_shot
from liftvision.native import quiet_native_output
from liftvision.pose.view import off_side_deg

PAIRS = (
    ("kettlebell-side-correct.mp4", "kettlebell-oblique-correct.mp4"),
    ("kettlebell-side-rounded.mp4", "kettlebell-oblique-rounded.mp4"),
)
"""Clips of one lift with one clock."""

IN_SHORT = ("knee", "hip", "trunk")
SHORTEST_SHOT = 10
NOT_LOOKED_FOR = "none looked for in this view"
SHOWN = ("lift_off_s", "knee_pass_s", "lockout_s")


@dataclass(frozen=True, eq=False)
class ClipResult:
    """What came out of one clip.

    Attributes
    ----------
    file
        Its name.
    cells
        Its row in the table, after the name.
    angles
        For a clip of `PAIRS`.
    picture
        Its row of a sheet; None where none is wanted.
    trouble
        The message of a refusal, or of a crash.
    crashed
        Whether it was the latter.
    """

    file: str
    cells: tuple[str, ...] = ()
    angles: ToldAngles | None = None
    picture: Image | None = None
    trouble: str = ""
    crashed: bool = False


def main() -> int:
    """Print the tables and write the sheets."""
    options = _arguments()
    files = [row["file"] for row in label_rows(options.only)]
    draw = options.sheets is not None
    look_at_one = partial(look_at, model=options.model, cache=options.cache, draw=draw)
    results = list(in_processes(look_at_one, files, options.jobs))
    console = Console(width=220, highlight=False)
    console.print(_clips_table(results))
    for result in results:
        if result.trouble:
            console.print(f"{result.file}: {result.trouble}", markup=False)
    if options.sheets:
        rows = [result.picture for result in results if result.picture is not None]
        for path in write_sheets(rows, options.sheets):
            console.print(f"wrote {path}", markup=False)
    agreed = _print_pairs(console, results)
    return 0 if agreed and not any(result.crashed for result in results) else 1


def _arguments() -> argparse.Namespace:
    parser = clip_options(__doc__, folders=False)
    parser.add_argument("--sheets", type=Path, help="folder to write contact sheets to")
    return parser.parse_args()


def look_at(file: str, model: str, cache: Path | None, draw: bool) -> ClipResult:
    """Fit a body in one clip; a refusal and a crash are findings too."""
    try:
        with quiet_native_output():
            return result_of(file, real_analysis(CLIPS / file, model, cache), draw=draw)
    except LiftvisionError as error:
        return ClipResult(file, trouble=str(error))
    except Exception:  # noqa: BLE001 - a crash is what this bench is to find
        return ClipResult(file, trouble=traceback.format_exc(), crashed=True)


def result_of(file: str, analysis: Analysis, *, draw: bool) -> ClipResult:
    """Give what is shown of an analysis."""
    cells = _cells(analysis)
    picture = None
    if draw:
        shot = judged_shot(analysis)
        view, yaw, source, reps, state, *_ = cells
        caption = (f"{file}   {view} {yaw}   bar by {source}   reps {reps}", state)
        notes = [_note(analysis, moment.frame, shot) for moment in moments(analysis)]
        picture = draw_row(analysis, caption, notes)
    paired = any(file in pair for pair in PAIRS)
    return ClipResult(file, cells, told_angles(analysis) if paired else None, picture)


def judged_shot(analysis: Analysis) -> int:
    """Give the number of the shot of the first rep; without a rep, of the longest one."""
    for rep in analysis.set.reps[:1]:
        seen = [each for each in (rep.lift_off_s, rep.lockout_s, rep.start_s) if each is not None]
        frame = _frame_at(analysis, seen[0]) if seen else 0
        for number, shot in enumerate(analysis.clip.shots):
            if shot.start <= frame < shot.stop:
                return number
    return main_shot(analysis.clip, analysis.pose.xy)


def state_of(analysis: Analysis, shot: int) -> str:
    """Say in words whether a body was fitted in a shot, or why not."""
    motion = analysis.motion
    refused = motion.refused[shot] if motion.refused else None
    if refused is not None:
        return f"refused: {refused}"
    view = motion.views[shot]
    if view.yaw_deg is None or off_side_deg(view.yaw_deg) > MAX_OFF_SIDE_DEG:
        return NOT_LOOKED_FOR
    if motion.joints is not None and np.isfinite(motion.joints[motion.shots[shot].frames]).any():
        return "fitted"
    knee = near_column("knee", view.near_side)
    why = motion.not_measured.get(knee) or motion.partly.get(knee) or "no reason is given"
    return f"no leg: {why}"


def _cells(analysis: Analysis) -> tuple[str, ...]:
    shot = judged_shot(analysis)
    motion, view = analysis.motion, analysis.motion.views[shot]
    stature = motion.scales[shot].stature if shot < len(motion.scales) else None
    angles = []
    for event in SHOWN:
        time_s = next((getattr(rep, event) for rep in analysis.set.reps), None)
        frame = None if time_s is None else _frame_at(analysis, time_s)
        angles.append(_angles_at(analysis, frame, shot))
    yaw = "-" if view.yaw_deg is None else f"{view.yaw_deg:.0f}"
    error = "" if view.error_deg is None else f"±{view.error_deg:.0f}"
    return (
        view.name,
        yaw + error,
        analysis.bar.shots[shot].source,
        str(len(analysis.set.reps)),
        _states(analysis),
        _measured(stature),
        *(" ".join(each.values()) for each in angles),
    )


def _states(analysis: Analysis) -> str:
    """Say what became of each shot, where it is not the same of all."""
    shots = enumerate(analysis.clip.shots)
    long = {number for number, shot in shots if shot.stop - shot.start >= SHORTEST_SHOT}
    states = {number + 1: state_of(analysis, number) for number in sorted(long)}
    if len(set(states.values())) <= 1:
        return next(iter(states.values()), "-")
    return "; ".join(f"#{number} {state}" for number, state in states.items())


def _frame_at(analysis: Analysis, time_s: float) -> int:
    return int(np.abs(analysis.clip.times - time_s).argmin())


def _angles_at(analysis: Analysis, frame: int | None, shot: int) -> dict[str, str]:
    """Give each judged angle in a frame with its standard error, in whole degrees, or a dash."""
    near = analysis.motion.views[shot].near_side
    told = {}
    for angle in JUDGED:
        name = near_column(angle, near)
        if frame is None or name not in analysis.motion.columns:
            told[angle] = "-"
            continue
        value = float(analysis.motion.columns[name][frame])
        error = float(analysis.motion.errors[name][frame])
        told[angle] = f"{value:.0f}±{error:.0f}" if np.isfinite(value) else "-"
    return told


def _note(analysis: Analysis, frame: int | None, shot: int) -> str:
    # The letters of a picture have no plus-minus sign.
    told = [words.split("±")[0] for words in _angles_at(analysis, frame, shot).values()]
    return " ".join(f"{name} {value}" for name, value in zip(IN_SHORT, told, strict=True))


def _measured(value: Measurement | None) -> str:
    if value is None or value.value is None:
        return "-"
    return f"{value.value:.2f}" + ("" if value.error is None else f"±{value.error:.2f}")


def _clips_table(results: Sequence[ClipResult]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="knee, trunk-thigh and trunk lean of the first rep")
    table.add_column("clip", no_wrap=True)
    for heading in ("view", "yaw", "bar", "reps"):
        table.add_column(heading, no_wrap=True)
    table.add_column("body", max_width=48)
    for heading in ("stature m", "lift-off", "knee pass", "lockout"):
        table.add_column(heading, no_wrap=True)
    for result in results:
        if result.cells:
            table.add_row(result.file, *result.cells)
    return table


def _print_pairs(console: Console, results: Sequence[ClipResult]) -> bool:
    """Print how far the views of each pair are apart; tell whether the aims are met.

    A pair of which a clip was not asked for is passed over.
    """
    looked_at = {result.file: result for result in results}
    met = True
    lifts = {}
    for pair in PAIRS:
        if all(file in looked_at for file in pair):
            first, second = (looked_at[file].angles for file in pair)
            if first is None or second is None:
                met = False
                continue
            lifts[Path(pair[0]).stem] = view_agreements(first, second)
    if lifts:
        console.print(agreements_table(lifts))
        print(f"aim: at most {MOST_APART_DEG:g} degrees over the whole and in each rep")
    return met and all(each.is_right for lift in lifts.values() for each in lift)


if __name__ == "__main__":
    sys.exit(main())

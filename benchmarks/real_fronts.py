"""The frontal plane on labelled real clips: knees that cave in, and knees that do not.

The clips lie beside the checkout in ``../shared/clips``. No true angles are known of them; what
labels say is in which reps the knees cave in. Squats are analysed as any lift. The exit code says
whether what labels say was found, and whether nothing crashed.
"""

import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from clip_runs import clip_options, in_processes, number
from labelled_clips import CLIPS, label_rows
from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.analysis import Analysis
from liftvision.barbell.follow import follow_bar
from liftvision.errors import LiftvisionError
from liftvision.findings.knees import KneeSeverity, knee_severity
from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.native import quiet_native_output
from liftvision.pipeline import analyze, measure
from liftvision.pose.landmarks import SIDES
from liftvision.report.saved import DOCUMENT_NAME, read_saved
from liftvision.reps.rep import KneeCave, Rep

ANY_LIFT = frozenset({"squat-front-knee-cave"})
"""What is no deadlift, but goes down and up on both legs."""

CAVES: Mapping[str, tuple[bool, ...]] = {
    "squat-front-knee-cave": (True, True, True, False, False, False),
    "front-three-reps": (False, False, False),
}
"""Rep by rep whether a knee caves in, where labels say so."""

VIEWS = ("front", "rear")
"""Labels of clips that are looked at begin with one of these, or name one."""


@dataclass(frozen=True)
class RealRep:
    """One rep: when it goes up, both knees, and the metrics of how the lifter stands.

    Attributes
    ----------
    number
        From 1.
    begin_s
        Lift-off, or where that was not seen the start; None without either.
    off_front
        Of the shot it lies in.
    knees
        Left and right.
    severities
        How far each caves in by liftvision's rules; None where that was not measured.
    stance
        Distance of the ankles.
    """

    number: int
    begin_s: float | None
    off_front: Measurement
    knees: tuple[KneeCave, ...]
    severities: tuple[KneeSeverity | None, ...]
    stance: Measurement

    @property
    def caves(self) -> bool | None:
        """Whether a knee is told to cave in; None where neither was told."""
        told = [severity for severity in self.severities if severity is not None]
        return any(severity != "none" for severity in told) if told else None


@dataclass(frozen=True)
class RealFront:
    """One clip.

    Attributes
    ----------
    clip
        Its name without ending.
    fronts
        Of each shot its view and why the frontal plane was not measured there.
    style
        With how sure it is.
    reps
        Of the set.
    trouble, crashed
        The message of a refusal, or of a crash; whether it was the latter.
    """

    clip: str
    fronts: str = ""
    style: str = ""
    reps: tuple[RealRep, ...] = ()
    trouble: str = ""
    crashed: bool = False


def main() -> int:
    """Print the table."""
    options = clip_options(__doc__, folders=False).parse_args()
    files = [row["file"] for row in label_rows(options.only) if is_front(row)]
    look = partial(look_at, model=options.model, cache=options.cache)
    found = list(in_processes(look, files, options.jobs))
    console = Console(width=190, highlight=False)
    console.print(reps_table(found))
    for clip in found:
        for line in remarks(clip):
            console.print(line, markup=False)
    met = [judge(console, clip) for clip in found if clip.clip in CAVES]
    return 0 if all(met) and not any(clip.crashed for clip in found) else 1


def is_front(row: Mapping[str, str]) -> bool:
    """Tell whether a labelled clip shows the lifter from about the front or rear somewhere."""
    lifted = row["deadlift"] == "yes" or Path(row["file"]).stem in ANY_LIFT
    return lifted and any(view in row["view"] for view in VIEWS)


def look_at(file: str, model: str, cache: Path | None) -> RealFront:
    """Analyse one clip; a refusal and a crash are findings too."""
    clip = Path(file).stem
    given = Given(lift="any") if clip in ANY_LIFT else Given()
    try:
        with quiet_native_output():
            return front_of(clip, _analysis(CLIPS / file, model, cache, given))
    except LiftvisionError as error:
        return RealFront(clip, trouble=str(error))
    except Exception:  # noqa: BLE001 - a crash is what this bench is to find
        return RealFront(clip, trouble=traceback.format_exc(), crashed=True)


def _analysis(path: Path, model: str, cache: Path | None, given: Given) -> Analysis:
    """Analyse a clip, with the pose from the cache where that has the legs' edges."""
    folder = None if cache is None else cache / f"{path.stem}-{model}"
    if folder is not None and (folder / DOCUMENT_NAME).is_file():
        saved, pose, *_ = read_saved(folder)
        if pose.legs is not None:
            clip = replace(saved, path=path)
            bar, camera = follow_bar(clip, pose, at=None, advance=lambda _: None)
            return measure(clip, pose, bar, camera=camera, given=given, model=model)
    analysis = analyze(path, model=model, given=given)
    if folder is not None:
        analysis.save(folder, overlay=False, overwrite=True)
    return analysis


def front_of(clip: str, analysis: Analysis) -> RealFront:
    """Give what an analysis tells of the frontal plane."""
    motion = analysis.motion
    shots = [
        f"{view.name} {'' if view.yaw_deg is None else f'{view.yaw_deg:.0f}'}: "
        f"{front.reason or 'measured'}"
        for view, front in zip(motion.views, motion.fronts, strict=True)
    ]
    lifted = analysis.set
    sure = "" if lifted.style_confidence is None else f" {lifted.style_confidence:.0%}"
    reps = tuple(_rep(analysis, rep) for rep in lifted.reps)
    return RealFront(clip, "; ".join(dict.fromkeys(shots)), f"{lifted.style}{sure}", reps)


def _rep(analysis: Analysis, rep: Rep) -> RealRep:
    motion = analysis.motion
    begin_s = rep.start_s if rep.lift_off_s is None else rep.lift_off_s
    frame = 0 if begin_s is None else int(np.argmin(np.abs(motion.times - begin_s)))
    at = next(number for number, shot in enumerate(motion.shots) if shot.start <= frame < shot.stop)
    front = motion.fronts[at]
    return RealRep(
        rep.number,
        begin_s,
        front.off_front,
        tuple(rep.knee_cave[side] for side in SIDES),
        tuple(knee_severity(analysis.review, rep, side) for side in SIDES),
        front.stance_width,
    )


def reps_table(clips: Sequence[RealFront]) -> Table:
    """Give a row for each rep of which anything of the frontal plane was told."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title="knees: change against the plane of the set-up, degrees, shift in % of the leg, and "
        "severity; yaw off the front or the rear; stance in cm",
    )
    for heading in ("clip", "style", "rep"):
        table.add_column(heading, no_wrap=True)
    for heading in ("from s", "yaw", "stance", "left", "right"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clip in clips:
        head = (clip.clip, clip.style)
        for rep in clip.reps:
            if rep.stance.value is None:
                continue
            table.add_row(
                *head,
                str(rep.number),
                number(np.nan if rep.begin_s is None else rep.begin_s),
                _measured(rep.off_front),
                _measured(rep.stance, 100.0),
                *map(_knee, rep.knees, rep.severities),
            )
            head = ("", "")
    return table


def remarks(clip: RealFront) -> list[str]:
    """Say what was refused in a clip, and why."""
    if clip.trouble:
        return [f"{clip.clip}: {'crashed' if clip.crashed else 'refused'} ({clip.trouble.strip()})"]
    said = [f"{clip.clip}: {clip.style}; {clip.fronts}; {len(clip.reps)} reps"]
    for rep in clip.reps:
        reasons = {knee.change.reason for knee in rep.knees if not knee.is_measured}
        if rep.stance.value is not None and reasons:
            said.append(f"  rep {rep.number}: {', '.join(sorted(filter(None, reasons)))}")
    return said


def judge(console: Console, clip: RealFront) -> bool:
    """Print whether the reps that should be flagged are, and no others; tell whether it is so."""
    found = tuple(rep.caves for rep in clip.reps)
    right = found == CAVES[clip.clip]
    words = {True: "yes", False: "no", None: "not told"}
    console.print(
        f"{clip.clip}, knees cave in, rep by rep: {', '.join(words[each] for each in found)}; "
        f"labelled: {', '.join(words[each] for each in CAVES[clip.clip])}; "
        f"{'met' if right else 'MISSED'}"
    )
    return right


def _knee(knee: KneeCave, severity: KneeSeverity | None) -> str:
    if severity is None:
        return "-"
    return f"{_measured(knee.change)}° {_measured(knee.shift)} % {severity}"


def _measured(value: Measurement, times: float = 1.0) -> str:
    if value.value is None:
        return "-"
    error = "" if value.error is None else f"±{times * value.error:.0f}"
    return f"{times * value.value:.0f}{error}"


if __name__ == "__main__":
    sys.exit(main())

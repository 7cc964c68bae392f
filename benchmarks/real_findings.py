"""What is found in every labelled real clip, against its label.

The clips lie beside the checkout in ``../shared/clips``. At most one clip in ten that is labelled
good may raise anything but mild; one that is labelled with a fault must raise it where it could be
judged. The exit code says whether that holds.
"""

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from clip_runs import clip_options, in_processes, real_analysis
from labelled_clips import CLIPS, label_rows
from rich.console import Console
from rich.table import Table

from liftvision.errors import LiftvisionError
from liftvision.findings.review import Finding, Review
from liftvision.native import quiet_native_output

FAULTS = {
    "round": ("spine_dominant",),
    "drifts": ("bar_drift", "bar_off_midfoot"),
    "over-extends": ("lean_back",),
    "heels": ("heels_lift",),
}
"""Words of a label, and the findings that say the same."""

MOST_GOOD = 0.1


@dataclass(frozen=True)
class RealReview:
    """One clip: its label, its review, and why there is none."""

    clip: str
    label: str
    reps: int = 0
    review: Review = field(default_factory=Review)
    trouble: str = ""
    crashed: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The findings of which one must be raised; empty where the label names none."""
        return tuple(code for word, codes in FAULTS.items() if word in self.label for code in codes)

    @property
    def judged(self) -> bool:
        """Whether one of them could be judged."""
        unjudged = {each.code for each in self.review.not_judged}
        return bool(set(self.asked) - unjudged) and self.reps > 0

    @property
    def raised(self) -> bool:
        """Whether one of them was raised."""
        return any(each.code in self.asked for each in self.review.findings)


def main() -> int:
    """Print the table."""
    options = clip_options(__doc__, folders=False).parse_args()
    rows = [row for row in label_rows(options.only) if row["deadlift"] == "yes"]
    look = partial(look_at, model=options.model, cache=options.cache)
    clips = list(in_processes(look, [(row["file"], row["label"]) for row in rows], options.jobs))
    console = Console(width=170, highlight=False)
    console.print(table_of(clips))
    return 0 if print_aims(console, clips) and not any(clip.crashed for clip in clips) else 1


def look_at(clip: tuple[str, str], model: str, cache: Path | None) -> RealReview:
    """Analyse one clip; a refusal and a crash are findings too."""
    file, label = clip
    try:
        with quiet_native_output():
            analysis = real_analysis(CLIPS / file, model, cache)
        return RealReview(file, label, len(analysis.set.reps), analysis.review)
    except LiftvisionError as error:
        return RealReview(file, label, trouble=str(error))
    except Exception:  # noqa: BLE001 - a crash is what this bench is to find
        return RealReview(file, label, trouble=traceback.format_exc(), crashed=True)


def table_of(clips: Sequence[RealReview]) -> Table:
    """Give a row a clip: its label, what was found, and what went well."""
    table = Table(title="findings in labelled clips")
    for heading in ("clip", "label", "found", "well", "not judged"):
        table.add_column(heading)
    for clip in clips:
        table.add_row(
            clip.clip,
            clip.label,
            clip.trouble or "; ".join(in_short(each) for each in clip.review.findings) or "-",
            str(len(clip.review.went_well)),
            str(len(clip.review.not_judged)),
        )
    return table


def in_short(finding: Finding) -> str:
    """Name a finding, its severity and its reps."""
    reps = ", ".join(map(str, finding.reps))
    return f"{finding.code} {finding.severity} (rep {reps})"


def print_aims(console: Console, clips: Sequence[RealReview]) -> bool:
    """Print how the aims are met; give whether they are."""
    good = [clip for clip in clips if clip.label.startswith("good") and clip.reps]
    loud = [clip for clip in good if any(f.severity != "mild" for f in clip.review.findings)]
    asked = [clip for clip in clips if clip.asked and clip.judged]
    missed = [clip.clip for clip in asked if not clip.raised]
    console.print(
        f"{len(good)} clips labelled good, more than mild in {len(loud)}: "
        f"{', '.join(clip.clip for clip in loud) or '-'}"
    )
    console.print(
        f"{len(asked)} clips labelled with a fault that could be judged, raised in "
        f"{len(asked) - len(missed)}; missed: {', '.join(missed) or '-'}"
    )
    return len(loud) <= MOST_GOOD * len(good) and not missed


if __name__ == "__main__":
    sys.exit(main())

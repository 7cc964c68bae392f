"""The analysis of two clips of one set, from that of each."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from liftvision.clip.naming import printable_name
from liftvision.errors import PairError
from liftvision.pairing.align import align
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.merge import merged_set
from liftvision.pairing.second import SecondClip
from liftvision.pose.heading import wrapped
from liftvision.progress import Progress

if TYPE_CHECKING:
    from liftvision.analysis import Analysis

SAME_VIEW_DEG = 20.0
"""Views that differ by less show the same."""


def paired(first: "Analysis", second: "Analysis", alignment: Alignment | None = None) -> "Analysis":
    """Give the analysis of the first clip with what the second one sees better.

    Parameters
    ----------
    first, second
        Of each clip by itself.
    alignment
        Of the clips, where it is known; found where None.

    Raises
    ------
    PairError
        A clip shows no lift, or they are not of the same set.
    """
    for each in (first, second):
        if not each.set.reps:
            raise PairError(
                f"{printable_name(each.clip.path)} shows no lift, so the clips cannot be laid over "
                f"each other: {each.set.reason.rstrip('.')}.",
                "Show the whole lifter in both clips, or analyse one of them alone.",
            )
    found = align(first, second) if alignment is None else alignment
    if second.own_rules != first.own_rules:
        # Knees that cave in are shown in both pictures.
        second = second.judged(first.own_rules)
    both = replace(
        first,
        set=merged_set(first.set, second.set, found),
        second=SecondClip(second, found),
        warnings=tuple(dict.fromkeys((*first.warnings, *_warnings(first, second)))),
    )
    return both.judged(first.own_rules)


def _warnings(first: "Analysis", second: "Analysis") -> list[str]:
    name = printable_name(second.clip.path)
    told = [f"{name}: {warning}" for warning in second.warnings]
    one, other = first.view.yaw_deg, second.view.yaw_deg
    if one is not None and other is not None:
        apart = abs(float(wrapped(np.asarray(one - other))))
        if apart < SAME_VIEW_DEG:
            told.append(
                "Both clips are filmed from the same side: one of them from the front or the rear "
                "would show more."
            )
    return told


class OfClip:
    """Progress of one of two clips: its stages are named with the file."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, name

    def stage(self, name: str, total: float | None) -> None:
        """Begin a stage."""
        self._progress.stage(f"{self._name}: {name}", total)

    def advance(self, steps: float = 1) -> None:
        """Go on."""
        self._progress.advance(steps)

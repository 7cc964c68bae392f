"""Whether labelled real backs come in the right order: rounded ones above good ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

Judgement: TypeAlias = Literal["bad back", "good", ""]

MIN_APART_DEG = 10.0
"""By so much at least a rounded back should be more bent than its neutral twin."""

MOST_SPREAD_DEG = 2.5
"""Standard deviation between the reps of one set."""

FEWEST_REPS = 3
"""Of fewer no standard deviation is told."""


@dataclass(frozen=True)
class Twins:
    """Two clips that differ in the back before all.

    Attributes
    ----------
    rounded, neutral
        Names of the clips, without ending.
    may_be_refused
        Whether nothing need be told of them.
    """

    rounded: str
    neutral: str
    may_be_refused: bool = False


TWINS = (
    Twins("side-round-back-a", "side-neutral-back-a"),
    Twins("side-round-back-b", "side-neutral-back-a"),
    Twins("oblique-round-back", "oblique-neutral-back", may_be_refused=True),
    Twins("kettlebell-side-rounded", "kettlebell-side-correct"),
)


@dataclass(frozen=True)
class Apart:
    """How far twins are apart.

    Attributes
    ----------
    twins
        Which.
    degrees
        Median peak of the rounded less that of the neutral; None where either is not told.
    overlap
        Whether any rep of the neutral one has a peak as high as one of the rounded; so, too,
        where either is not told.
    """

    twins: Twins
    degrees: float | None
    overlap: bool

    @property
    def is_right(self) -> bool:
        """Whether they are as far apart as they should be, in all reps."""
        if self.degrees is None:
            return self.twins.may_be_refused
        return self.degrees >= MIN_APART_DEG and not self.overlap


def judgement_of(label: str) -> Judgement:
    """Tell what a label of ``labels.csv`` says of the back; what is bad otherwise says nothing."""
    if label.startswith("bad") and "round" in label:
        return "bad back"
    return "good" if label.partition(":")[0] == "good" else ""


def area_under_curve(bad: Sequence[float], good: Sequence[float]) -> float:
    """Give the chance that a bad one is above a good one; ties count half. NaN without either."""
    if not bad or not good:
        return np.nan
    differences = np.subtract.outer(np.array(bad), np.array(good))
    return float(np.mean(0.5 * (np.sign(differences) + 1.0)))


def twins_apart(peaks: Mapping[str, Sequence[float]]) -> list[Apart]:
    """Compare those of `TWINS` of which both clips were looked at.

    Parameters
    ----------
    peaks
        For each clip, by its name without ending, the peaks of its reps that were told.
    """
    found = []
    for twins in TWINS:
        if twins.rounded not in peaks or twins.neutral not in peaks:
            continue
        rounded, neutral = peaks[twins.rounded], peaks[twins.neutral]
        if not rounded or not neutral:
            found.append(Apart(twins, None, overlap=True))
            continue
        degrees = float(np.median(rounded) - np.median(neutral))
        found.append(Apart(twins, degrees, overlap=min(rounded) <= max(neutral)))
    return found


def spread(peaks: Sequence[float]) -> float:
    """Give the standard deviation between reps; NaN for fewer than `FEWEST_REPS`."""
    return float(np.std(peaks, ddof=1)) if len(peaks) >= FEWEST_REPS else np.nan

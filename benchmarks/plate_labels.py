"""What was judged by eye of the plates in the real clips, and how a track agrees with it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from liftvision.barbell.track import BAR_SOURCES, BarSource, BarTrack

LABELS = Path(__file__).with_name("plate_centres.csv")

Plate: TypeAlias = Literal["near", "far", "middle"]
Verdict: TypeAlias = Literal[
    "right", "gaps", "inexact", "far plate", "WRONG", "refused", "nothing there"
]

ELSEWHERE = 2.0
"""A centre that is further off, in tolerances, is on another thing."""

FOLLOWED_BY: dict[Plate, BarSource] = {"near": "plate", "far": "plate", "middle": "ends"}


@dataclass(frozen=True)
class PlateLabel:
    """One row of ``plate_centres.csv``; its header says what the columns are."""

    file: str
    time_s: float
    plate: Plate
    x: float
    y: float
    tolerance_px: float
    half_height_px: float | None
    size_tolerance_px: float | None
    note: str


def read_labels(path: Path = LABELS) -> list[PlateLabel]:
    """Read all rows."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [_label(row) for row in rows]


def _label(row: dict[str, str]) -> PlateLabel:
    plate = row["plate"]
    if plate not in FOLLOWED_BY:
        raise ValueError(f"{LABELS.name} has a plate '{plate}'")
    return PlateLabel(
        file=row["file"],
        time_s=float(row["time_s"]),
        plate=plate,
        x=float(row["x"]),
        y=float(row["y"]),
        tolerance_px=float(row["tolerance_px"]),
        half_height_px=float(row["half_height_px"]) if row["half_height_px"] else None,
        size_tolerance_px=float(row["size_tolerance_px"]) if row["size_tolerance_px"] else None,
        note=row["note"],
    )


@dataclass(frozen=True)
class Agreement:
    """How a track agrees with the labels of one shot.

    Attributes
    ----------
    verdict
        ``right``: at every labelled moment within its tolerance; ``gaps``: so where it was seen;
        ``inexact``: on the plate, but beyond the tolerance; ``far plate``: it follows the plate
        at the far end; ``WRONG``: another thing; ``refused``: a plate is there and none is
        followed; ``nothing there``: none is there and none is followed.
    off
        For each label of the plate that is followed, the distance in px; NaN where not seen.
    size
        Half height over the nearest of those judged, None where it cannot be compared.
    size_right
        Whether it lies between the smallest and the largest judged, with their tolerance.
    """

    verdict: Verdict
    off: tuple[float, ...] = ()
    size: float | None = None
    size_right: bool | None = None


def agreement(bar: BarTrack, shot: int, labels: Sequence[PlateLabel]) -> Agreement:
    """Hold the track of one shot against the labels that lie in it."""
    source = bar.shots[shot].source
    if source not in FOLLOWED_BY.values():
        return Agreement("refused" if labels else "nothing there")
    results = [
        _against(bar, shot, [label for label in labels if label.plate == plate])
        for plate, by in FOLLOWED_BY.items()
        if by == source
    ]
    for plate_number, result in enumerate(results):
        if result.verdict != "WRONG":
            return Agreement("far plate", result.off) if plate_number == 1 else result
    return results[0]


def _against(bar: BarTrack, shot: int, labels: Sequence[PlateLabel]) -> Agreement:
    """Hold the track against the labels of one plate; without any it is on another thing."""
    seen_by = BAR_SOURCES.index(bar.shots[shot].source)
    off = []
    for label in labels:
        frame = int(np.abs(bar.times - label.time_s).argmin())
        centre = bar.centre[frame] if bar.sources[frame] == seen_by else np.full(2, np.nan)
        off.append(float(np.hypot(*(centre - [label.x, label.y]))))
    tolerances = [
        each / label.tolerance_px
        for each, label in zip(off, labels, strict=True)
        if np.isfinite(each)
    ]
    verdict: Verdict = "right" if len(tolerances) == len(labels) else "gaps"
    worst = max(tolerances, default=0.0)
    if not labels or worst > ELSEWHERE:
        verdict = "WRONG"
    elif worst > 1.0:
        verdict = "inexact"
    size, size_right = _size(bar, shot, labels)
    return Agreement(verdict, tuple(off), size, size_right)


def _size(
    bar: BarTrack, shot: int, labels: Sequence[PlateLabel]
) -> tuple[float | None, bool | None]:
    judged = [
        (label.half_height_px, label.size_tolerance_px or 0.0)
        for label in labels
        if label.half_height_px is not None
    ]
    followed = bar.shots[shot]
    if followed.rim is not None:
        half_height = followed.rim.radius
    elif followed.end_height is not None:
        half_height = 0.5 * followed.end_height
    else:
        return None, None
    if not judged:
        return None, None
    nearest = min((each for each, _ in judged), key=lambda each: abs(each - half_height))
    least = min(each - tolerance for each, tolerance in judged)
    most = max(each + tolerance for each, tolerance in judged)
    return half_height / nearest, least <= half_height <= most

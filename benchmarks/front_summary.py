"""What the frontal planes of many clips come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from body_scores import BAND
from body_summary import band_quantile, rmse
from front_scores import STANDING, FrontScore, LegScore

from liftvision.arrays import FloatArray
from liftvision.front.calibration import FACTORS
from liftvision.front.readout import FRONT_COLUMNS
from liftvision.pose.landmarks import without_side

View: TypeAlias = Literal["front", "rear", "both"]
VIEWS: tuple[View, ...] = get_args(View)

NEAR_DEG = 10.0
"""Within so much of the front or the rear a clip is filmed as it should be."""

CAVES_DEG, CAVES_NOT_DEG = 10.0, 6.0
"""True changes from which on a knee should be found, and below which it should not be flagged."""

COLUMNS = tuple(dict.fromkeys(without_side(name) for name in FRONT_COLUMNS))
STANDS = tuple(dict.fromkeys(without_side(name) for name in STANDING))
"""Both without their side: the sides count together."""


CAVE = ("change", "shift", "separation")
"""What is told of a knee that caves in."""


@dataclass(frozen=True)
class Summary:
    """What one column comes to; NaN where no clip told it. Each clip weighs the same.

    Attributes
    ----------
    clips, told_in
        How many there are, and in how many of them it was told.
    rmse, median, p90, bias
        Root mean square error from lift-off to lockout, its median over clips and what nine of ten
        clips stay below, and the mean error.
    everywhere, change
        RMSE in all frames in which it was told, and of the change from the set-up.
    told, cover
        Part of the frames in which it was told, and of the bands that hold the truth.
    """

    clips: int
    told_in: int
    rmse: float
    median: float
    p90: float
    bias: float
    everywhere: float
    change: float
    told: float
    cover: float


def of_group(scores: Sequence[FrontScore], view: View, *, near: bool) -> list[FrontScore]:
    """Give the clips of a view that are, or are not, within `NEAR_DEG` of the front or the rear."""
    return [
        clip
        for clip in scores
        if (view == "both" or clip.rear == (view == "rear"))
        and (abs(clip.off_deg) <= NEAR_DEG) == near
    ]


def summary(scores: Sequence[FrontScore], column: str) -> Summary:
    """Give what a column, both sides together, comes to in the clips that were measured."""
    measured = [clip for clip in scores if clip.measured and clip.columns]
    errors, stated, everywhere, change = (
        [joined(clip, column, part) for clip in measured]
        for part in ("errors", "stated", "everywhere", "change")
    )
    each = np.array([rmse(clip) for clip in errors])
    told = each[np.isfinite(each)]
    pairs = [(known(clip), known(clip / error)) for clip, error in zip(errors, stated, strict=True)]
    return Summary(
        clips=len(measured),
        told_in=len(told),
        rmse=_root(told),
        median=float(np.median(told)) if len(told) else np.nan,
        p90=float(np.quantile(told, 0.9)) if len(told) else np.nan,
        bias=_mean([float(np.mean(clip)) for clip, _ in pairs if len(clip)]),
        everywhere=_root(np.array([rmse(clip) for clip in everywhere])),
        change=_root(np.array([rmse(clip) for clip in change])),
        told=_mean([float(np.isfinite(clip).mean()) for clip in errors if len(clip)]),
        cover=_mean([float(np.mean(np.abs(each) <= BAND)) for _, each in pairs if len(each)]),
    )


@dataclass(frozen=True)
class Standing:
    """What one of `STANDS` comes to: how many were told, RMSE, bias, and bands that hold."""

    told: int
    rmse: float
    bias: float
    cover: float


def standing(scores: Sequence[FrontScore], name: str) -> Standing:
    """Give what one thing of how the lifter stands, both sides together, comes to."""
    errors, ratios = _of_standing(scores, name)
    return Standing(
        told=len(errors),
        rmse=rmse(errors),
        bias=_mean(list(errors)),
        cover=_mean([float(abs(ratio) <= BAND) for ratio in ratios]),
    )


@dataclass(frozen=True)
class Caves:
    """How knees that cave in are told from those that do not.

    Attributes
    ----------
    legs, untold
        How many legs were told of, and of how many nothing was.
    caving, found
        How many of the former truly cave in by `CAVES_DEG` or more, and the part that is flagged.
    still, flagged
        How many truly do so by less than `CAVES_NOT_DEG`, and the part that is flagged.
    error, bias
        RMSE and mean error of the change, degrees.
    cover
        Part of its bands that hold the truth.
    """

    legs: int
    untold: int
    caving: int
    found: float
    still: int
    flagged: float
    error: float
    bias: float
    cover: float


def caves(scores: Sequence[FrontScore]) -> Caves:
    """Give how well caving knees are told, among the clips whose frontal plane was measured."""
    legs = [leg for clip in scores if clip.measured for leg in clip.legs]
    told = [leg for leg in legs if leg.severity is not None]
    caving = [leg.flagged for leg in told if leg.true.change >= CAVES_DEG]
    still = [leg.flagged for leg in told if leg.true.change < CAVES_NOT_DEG]
    errors = np.array([leg.change.error for leg in told])
    return Caves(
        legs=len(told),
        untold=len(legs) - len(told),
        caving=len(caving),
        found=_mean([float(each) for each in caving]),
        still=len(still),
        flagged=_mean([float(each) for each in still]),
        error=rmse(errors),
        bias=_mean(list(errors)),
        cover=_mean([float(abs(leg.change.error) <= BAND * leg.change.stated) for leg in told]),
    )


def wrong_legs(scores: Sequence[FrontScore]) -> list[tuple[FrontScore, LegScore]]:
    """Give the legs that cave in and are not flagged, and those that do not and are."""
    return [
        (clip, leg)
        for clip in scores
        if clip.measured
        for leg in clip.legs
        if leg.severity is not None
        and (
            (leg.true.change >= CAVES_DEG and not leg.flagged)
            or (leg.true.change < CAVES_NOT_DEG and leg.flagged)
        )
    ]


@dataclass(frozen=True)
class Needed:
    """The factor that makes bands of 90 % hold 90 %.

    Attributes
    ----------
    name
        In `liftvision.front.calibration`; those of `liftvision.reps.knee_cave` have 1 at present.
    clips
        That it was measured on.
    present, needed
        As it stands, and as it should be.
    """

    name: str
    clips: int
    present: float
    needed: float


def errors_needed(scores: Sequence[FrontScore]) -> list[Needed]:
    """Give all factors of `front.calibration`, and those for knees that cave in, measured anew."""
    measured = [clip for clip in scores if clip.measured and clip.columns]
    found = []
    for name in FACTORS:
        ratios = [_ratios(clip, name) for clip in measured]
        times = band_quantile(ratios)
        clips = sum(bool(len(each)) for each in ratios)
        found.append(Needed(name, clips, FACTORS[name], FACTORS[name] * times))
    for name in CAVE:
        ratios = [
            known(np.array([getattr(leg, name).ratio for leg in clip.legs])) for clip in measured
        ]
        clips = sum(bool(len(each)) for each in ratios)
        found.append(Needed(f"knee cave, {name}", clips, 1.0, band_quantile(ratios)))
    return found


def _ratios(clip: FrontScore, name: str) -> FloatArray:
    """Give errors over stated errors (N,) of a column or of how the lifter stands."""
    if name in COLUMNS:
        return known(joined(clip, name, "errors") / joined(clip, name, "stated"))
    return _of_standing([clip], name)[1]


def known(values: FloatArray) -> FloatArray:
    """Give the values that are there, without NaN."""
    return np.asarray(values[np.isfinite(values)])


def joined(clip: FrontScore, column: str, part: str) -> FloatArray:
    """Give one part of a column, both sides together."""
    sides = [each for name, each in clip.columns.items() if without_side(name) == column]
    return np.concatenate([getattr(each, part) for each in sides])


def _of_standing(scores: Sequence[FrontScore], name: str) -> tuple[FloatArray, FloatArray]:
    """Give errors, and errors over stated ones, (N,) of those that were told."""
    told = [
        each
        for clip in scores
        if clip.measured
        for stand, each in clip.standing.items()
        if without_side(stand) == name and np.isfinite(each.value)
    ]
    errors = np.array([each.error for each in told])
    return errors, np.array([each.ratio for each in told])


def _root(values: FloatArray) -> float:
    """Give the root of the mean square over clips, NaN without any."""
    return float(np.sqrt(_mean(list(known(values) ** 2))))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else np.nan

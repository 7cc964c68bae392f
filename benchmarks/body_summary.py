"""What the fitted bodies of a group of clips come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from body_scores import BAND, BAND_HOLDS, BodyScore, Group

from liftvision.arrays import BoolArray, FloatArray

SOFT_FROM_DEG, STRAIGHT_DEG = 10.0, 5.0
"""A knee that is truly bent by more than the first at the top must not be told as less than the
second with a band that excludes the truth."""


@dataclass(frozen=True)
class Summary:
    """What one angle comes to in a group of clips: degrees, or shares; NaN without any.

    Attributes
    ----------
    clips, told_in
        How many there are, and in how many of them the angle was told at all.
    raw, mean, median, p90, worst
        RMSE in each clip: of the landmarks' own angle the mean over clips; of the one told the
        mean over the clips that have one, median, 90th percentile, and largest.
    within
        Share of the clips whose RMSE is within the limit.
    lift_off
        Root mean square error at lift-off, each clip weighing the same.
    bias
        Mean error, each clip weighing the same.
    told, told_at_top
        Share of frames in which the angle was told, of all and of those at the top; mean over
        clips.
    cover, cover_tight, cover_loose
        Share of the told frames whose band holds the truth: of all clips, of those with tight
        clothes and of those with loose ones.
    tight, loose
        How many clips with each told the angle.
    """

    clips: int
    told_in: int
    raw: float
    mean: float
    median: float
    p90: float
    worst: float
    within: float
    lift_off: float
    bias: float
    told: float
    told_at_top: float
    cover: float
    cover_tight: float
    cover_loose: float
    tight: int
    loose: int


def summary(scores: Sequence[BodyScore], angle: str, limit: float | None) -> Summary:
    """Give what an angle comes to in some clips; without a limit `within` is NaN."""
    given = [clip for clip in scores if angle in clip.angles]
    told = [clip for clip in given if clip.angles[angle].told.any()]
    each = [clip.angles[angle] for clip in told]
    rmses = np.array([rmse(one.errors) for one in each])
    tight, loose = ([clip for clip in told if clip.clothes == kind] for kind in ("tight", "loose"))
    return Summary(
        clips=len(given),
        told_in=len(told),
        raw=_over(np.mean, [rmse(clip.angles[angle].raw) for clip in given]),
        mean=_over(np.mean, rmses),
        median=_over(np.median, rmses),
        p90=_over(lambda values: np.quantile(values, 0.9), rmses),
        worst=_over(np.max, rmses),
        within=np.nan if limit is None else _over(np.mean, rmses <= limit),
        lift_off=rmse(np.array([rmse(one.lift_off) for one in each])),
        bias=_over(np.mean, [_over(np.mean, one.errors) for one in each]),
        told=_over(np.mean, [_over(np.mean, clip.angles[angle].told) for clip in given]),
        told_at_top=_over(
            np.mean, [_over(np.mean, clip.angles[angle].told[clip.top]) for clip in given]
        ),
        cover=_cover(told, angle),
        cover_tight=_cover(tight, angle),
        cover_loose=_cover(loose, angle),
        tight=len(tight),
        loose=len(loose),
    )


def rmse(errors: FloatArray) -> float:
    """Give the root mean square of the errors (N,) that are not NaN; NaN without any."""
    return float(np.sqrt(_over(np.mean, np.square(errors))))


def _over(
    of: Callable[[FloatArray], np.floating | float],
    values: Sequence[float] | FloatArray | BoolArray,
) -> float:
    """Give a statistic of those values that are not NaN; NaN without any."""
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    return float(of(known)) if len(known) else np.nan


def _cover(scores: Sequence[BodyScore], angle: str) -> float:
    held = [clip.angles[angle].held for clip in scores]
    return _over(np.mean, np.concatenate(held)) if held else np.nan


@dataclass(frozen=True)
class SoftLockout:
    """A clip whose lifter truly does not straighten the knees.

    Attributes
    ----------
    clip, group
        Name, and how it was filmed.
    true_deg
        Median of the true knee flexion at the top.
    told
        Share of the frames at the top in which the knee was told.
    told_straight
        Share of them in which it was told as straight with a band that excludes the truth.
    """

    clip: str
    group: Group
    true_deg: float
    told: float
    told_straight: float


def soft_lockouts(scores: Sequence[BodyScore]) -> list[SoftLockout]:
    """Find the soft lockouts among the clips with plates."""
    found = []
    for clip in scores:
        if not clip.plates or "knee_flexion" not in clip.angles or not clip.top.any():
            continue
        knee = clip.angles["knee_flexion"]
        soft = clip.top & (knee.true > SOFT_FROM_DEG)
        if np.median(knee.true[clip.top]) <= SOFT_FROM_DEG:
            continue
        excluded = np.zeros(len(soft), dtype=np.bool_)
        excluded[knee.told] = ~knee.held
        with np.errstate(invalid="ignore"):
            straight = excluded & (knee.errors + knee.true < STRAIGHT_DEG)
        found.append(
            SoftLockout(
                clip=clip.clip,
                group=clip.group,
                true_deg=float(np.median(knee.true[clip.top])),
                told=float(np.mean(knee.told[soft])),
                told_straight=float(np.mean(straight[soft])),
            )
        )
    return found


def factor_needed(scores: Sequence[BodyScore], angle: str) -> float:
    """Give by what the stated errors have to be multiplied so that the bands hold what they should.

    Each clip weighs the same. NaN where the angle was told in none.
    """
    told = [clip.angles[angle] for clip in scores if angle in clip.angles]
    return band_quantile([(each.errors / each.stated)[each.told] for each in told])


def band_quantile(errors: Sequence[FloatArray]) -> float:
    """Give the standard error whose bands hold as many errors as they should.

    Parameters
    ----------
    errors
        For each clip its errors (N,); each clip weighs the same. NaN where no clip has any.
    """
    known = [np.abs(each) for each in errors if len(each)]
    if not known:
        return np.nan
    weights = np.concatenate([np.full(len(each), 1.0 / len(each)) for each in known])
    values = np.concatenate(known)
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / len(known)
    at = min(int(np.searchsorted(share, BAND_HOLDS)), len(values) - 1)
    return float(values[order][at]) / BAND

"""What the backs of many clips come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from back_curves import ANGLES
from back_scores import BackScore
from body_summary import band_quantile

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.back import Clothes
from liftvision.spine.calibration import BENT, BENT_DEG, CHANGE, UPRIGHT, UPRIGHT_DEG

Worn: TypeAlias = Clothes | Literal["all"]
"""Clothes that sit so, or whichever."""

CLOTHES: tuple[Clothes, ...] = get_args(Clothes)
WORN: tuple[Worn, ...] = (*CLOTHES, "all")

SLOPE_FROM_DEG, SLOPE_TO_DEG = 0.0, 60.0
JUDGED_AT = ("set_up", "knee_pass")
"""Where slope and bias of lumbar flexion are judged."""

LEANS_MORE_DEG = 20.0
FEWEST_VALUES = 4
"""From fewer no slope is told."""


@dataclass(frozen=True)
class Summary:
    """What one quantity comes to; NaN without any clip that told it. Each clip weighs the same.

    Attributes
    ----------
    clips, told_in
        How many there are, and in how many of them it was told at all.
    rmse, bias
        Root mean square error, and mean error.
    cover
        Share of the values whose band holds the truth.
    """

    clips: int
    told_in: int
    rmse: float
    bias: float
    cover: float


def summary(scores: Sequence[BackScore], *quantities: str) -> Summary:
    """Give what some quantities together come to."""
    of_clips = [_joined(clip, quantities) for clip in scores]
    told = [(errors, held) for errors, held in of_clips if len(errors)]
    return Summary(
        clips=len(scores),
        told_in=len(told),
        rmse=float(np.sqrt(_mean([float(np.mean(errors**2)) for errors, _ in told]))),
        bias=_mean([float(np.mean(errors)) for errors, _ in told]),
        cover=_mean([float(np.mean(held)) for _, held in told]),
    )


def of_clothes(scores: Sequence[BackScore], clothes: Worn) -> list[BackScore]:
    """Give the clips in which the clothes truly are so, or all of them."""
    return [clip for clip in scores if clothes in ("all", clip.clothes)]


def wrong_clothes(scores: Sequence[BackScore]) -> list[BackScore]:
    """Give the clips in which the clothes were judged wrongly."""
    return [clip for clip in scores if clip.told_clothes not in (None, clip.clothes)]


def slope(scores: Sequence[BackScore]) -> float:
    """Give by how many degrees told lumbar flexion rises with each degree of the true one.

    Least squares over set-ups and knee passes; NaN of too few.
    """
    told, true, _ = _lumbar(scores)
    inside = (true >= SLOPE_FROM_DEG) & (true <= SLOPE_TO_DEG)
    if inside.sum() < FEWEST_VALUES or np.ptp(true[inside]) == 0.0:
        return np.nan
    return float(np.polyfit(true[inside], told[inside], 1)[0])


class LeanEffect(NamedTuple):
    """By how many degrees told lumbar flexion changes with lean, and the standard error of that."""

    effect: float
    error: float


def lean_effect(scores: Sequence[BackScore]) -> LeanEffect:
    """Give by how much told lumbar flexion changes where the same spine leans by 20 degrees more.

    By least squares of the error on true flexion and true lean at set-up and knee pass: what lean
    does beside flexion. NaN of too few. The error counts every value as one of its own, though
    those of one lifter go together: it is rather too small.
    """
    told, true, lean = _lumbar(scores)
    known = np.stack([np.ones(len(true)), true, lean], axis=1)
    if len(told) < FEWEST_VALUES or np.linalg.matrix_rank(known) < known.shape[1]:
        return LeanEffect(np.nan, np.nan)
    errors = told - true
    inverse = np.linalg.inv(known.T @ known)
    found = inverse @ known.T @ errors
    variance = float(np.sum((errors - known @ found) ** 2)) / (len(errors) - known.shape[1])
    per_degree, error = float(found[2]), float(np.sqrt(variance * inverse[2, 2]))
    return LeanEffect(LEANS_MORE_DEG * per_degree, LEANS_MORE_DEG * error)


@dataclass(frozen=True)
class GroupBias:
    """Mean error of lumbar flexion at set-up and knee pass in one group of lifters, degrees.

    Attributes
    ----------
    name
        Of the group.
    clips
        That told it.
    bias, error
        Each clip weighing the same, and its standard error from the scatter between clips.
    """

    name: str
    clips: int
    bias: float
    error: float


def group_biases(scores: Sequence[BackScore]) -> list[GroupBias]:
    """Give the bias by sex, and by thirds of stature and of skin tone."""
    names = tuple(f"lumbar_flexion_at_{moment}" for moment in JUDGED_AT)
    told = [clip for clip in scores if len(_joined(clip, names)[0])]
    bias = np.array([float(_joined(clip, names)[0].mean()) for clip in told])
    groups = {
        sex: np.array([clip.lifter.sex == sex for clip in told]) for sex in ("female", "male")
    }
    groups |= _thirds(("short", "middling", "tall"), [clip.lifter.height_m for clip in told])
    groups |= _thirds(
        ("light skin", "medium skin", "dark skin"), [c.lifter.skin_tone for c in told]
    )
    return [_group_bias(name, bias[members]) for name, members in groups.items() if members.any()]


def worst_bias(scores: Sequence[BackScore]) -> float:
    """Give the largest bias of any group, without its sign; NaN without groups."""
    return max((abs(group.bias) for group in group_biases(scores)), default=np.nan)


@dataclass(frozen=True)
class Needed:
    """The standard error that bands of 90 % need to hold 90 %, each clip weighing the same.

    Attributes
    ----------
    table, name, clothes
        Where it stands in `liftvision.spine.calibration`; clothes as they were judged.
    clips
        That it was measured on.
    present, needed
        In degrees; NaN without a clip.
    """

    table: str
    name: str
    clothes: Clothes
    clips: int
    present: float
    needed: float


def errors_needed(scores: Sequence[BackScore]) -> list[Needed]:
    """Give all standard errors of `liftvision.spine.calibration`, measured anew."""
    needed = []
    for angle, clothes in product(ANGLES, CLOTHES):
        judged = [clip.frames[angle] for clip in scores if clip.told_clothes == clothes]
        for table, present, is_meant in (("BENT", BENT, _bent), ("UPRIGHT", UPRIGHT, _upright)):
            off = [each.errors[is_meant(each.lean)] for each in judged]
            needed.append(_needed(table, angle, clothes, off, present[angle][clothes]))
    for clothes in CLOTHES:
        off = [clip.changes.ravel() for clip in scores if clip.told_clothes == clothes]
        known = [each[np.isfinite(each)] for each in off]
        needed.append(_needed("CHANGE", "lumbar_flexion", clothes, known, CHANGE[clothes]))
    return sorted(needed, key=lambda each: each.table)


def _needed(
    table: str, name: str, clothes: Clothes, off: Sequence[FloatArray], present: float
) -> Needed:
    clips = sum(bool(len(each)) for each in off)
    return Needed(table, name, clothes, clips, present, band_quantile(off))


def _bent(lean: FloatArray) -> BoolArray:
    return np.asarray(lean >= BENT_DEG)


def _upright(lean: FloatArray) -> BoolArray:
    return np.asarray(lean <= UPRIGHT_DEG)


def _joined(clip: BackScore, quantities: Sequence[str]) -> tuple[FloatArray, BoolArray]:
    """Give errors, and whether bands hold the truth, (M,) of some quantities together."""
    each = [clip.compared[name] for name in quantities if name in clip.compared]
    if not each:
        return np.empty(0), np.empty(0, dtype=np.bool_)
    return (
        np.concatenate([compared.errors for compared in each]),
        np.concatenate([compared.held for compared in each]),
    )


def _lumbar(scores: Sequence[BackScore]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give told and true lumbar flexion and true lean (M,) at set-ups and knee passes."""
    values = [
        row
        for clip in scores
        if clip.compared
        for moment in JUDGED_AT
        for row in zip(
            clip.compared[f"lumbar_flexion_at_{moment}"].told,
            clip.compared[f"lumbar_flexion_at_{moment}"].true,
            clip.lean[moment],
            strict=True,
        )
    ]
    table = np.array(values, dtype=np.float64).reshape(-1, 3)
    told, true, lean = table[np.isfinite(table).all(axis=1)].T
    return told, true, lean


def _thirds(names: Sequence[str], values: Sequence[float]) -> dict[str, BoolArray]:
    """Tell which clips are in the lowest, middle and highest third."""
    place = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    third = 3 * place // max(len(values), 1)
    return {name: np.asarray(third == number) for number, name in enumerate(names)}


def _group_bias(name: str, bias: FloatArray) -> GroupBias:
    error = float(bias.std(ddof=1) / np.sqrt(len(bias))) if len(bias) > 1 else np.nan
    return GroupBias(name, len(bias), float(bias.mean()), error)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else np.nan

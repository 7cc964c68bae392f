"""What both ends of the bar look like, learned from the stills of a shot.

Patches around one end, from frames in which the bar is at different heights, are laid over each
other: the plates stay, the background changes. On the mean of their edges the plates' outline is
fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.edges import edge_field
from liftvision.barbell.ends.outline import EndStack, axis_row, fit_outlines
from liftvision.barbell.ends.patch import FURTHEST_PX, Levels, Mean, cut, find_shift
from liftvision.barbell.ends.snap import End, describe_end, measure_end

PATCH_M = (0.26, 0.34)
"""Half the width and half the height of a patch."""

ROUNDS = 3
"""Of laying patches over each other."""

NOISE = 6.0
"""Grey levels by which a px may change and still count fully."""

LIKE = 0.5
"""A correlation below which two pictures do not show the same."""

FEWEST_STILLS = 5
"""In which both ends must be seen."""

LEAST_SHARE = 0.45
"""Stills in which less of the outline is seen are left out."""


@dataclass(frozen=True, eq=False)
class LearnedEnds:
    """Both ends, the picture's left one first.

    Attributes
    ----------
    ends
        What they look like.
    places
        (S, 2, 2) px, where they are in the stills; NaN where not seen.
    support
        Mean evidence for both outlines.
    """

    ends: tuple[End, End]
    places: FloatArray
    support: float


def learn(
    images: Sequence[Image],
    centres: FloatArray,
    half_height: float,
    px_per_m: float,
    ratio: float,
) -> LearnedEnds | None:
    """Learn both ends from stills, and place them in them.

    Parameters
    ----------
    images
        S pictures of the window.
    centres
        (S, 2, 2) px, where the picture's left and right end are in each, to within some px.
    half_height
        Of the plates, px, roughly.
    px_per_m
        Of the window, in the body's plane.
    ratio
        Of the right end's height to the left end's, as the view makes expect.

    Returns
    -------
    None where the ends are not seen in a few stills at least.
    """
    whole = round(PATCH_M[0] * px_per_m), round(PATCH_M[1] * px_per_m)
    middle = np.array(whole, dtype=np.float64)
    core = round(0.6 * half_height), round(1.1 * half_height)
    mask = np.ones((2 * core[1] + 1, 2 * core[0] + 1), np.float32)
    places = [_align(images, centres[:, end], mask) for end in (0, 1)]
    for _ in range(2):
        if min(np.isfinite(at[:, 0]).sum() for at in places) < FEWEST_STILLS:
            return None
        stacks = [_stack(images, at, whole, px_per_m) for at in places]
        fits = fit_outlines(stacks, ratio)
        ends = [
            describe_end(stack.field, fit.centre, fit.outline, px_per_m)
            for stack, fit in zip(stacks, fits, strict=True)
        ]
        starts = [at + fit.centre - middle for at, fit in zip(places, fits, strict=True)]
        places = [place_end(images, at, end) for at, end in zip(starts, ends, strict=True)]
    support = float(np.mean([fit.support for fit in fits]))
    found = np.stack(places, axis=1)
    if np.isfinite(found).all(axis=(1, 2)).sum() < FEWEST_STILLS:
        return None
    return LearnedEnds((ends[0], ends[1]), found, support)


def place_end(images: Sequence[Image], starts: FloatArray, end: End) -> FloatArray:
    """Measure an end in stills (S, 2) px; NaN where it is not seen."""
    places = np.full(starts.shape, np.nan)
    for number, (image, start) in enumerate(zip(images, starts, strict=True)):
        if np.isfinite(start).all():
            snapped = measure_end(image, start, end)
            if snapped.share >= LEAST_SHARE:
                places[number] = snapped.centre
    return places


def _align(images: Sequence[Image], centres: FloatArray, mask: Levels) -> FloatArray:
    """Lay the patches of one end over each other; give their places (S, 2)."""
    places = centres.copy()
    halves = mask.shape[1] // 2, mask.shape[0] // 2
    for _ in range(ROUNDS):
        mean = _mean_of(images, places, mask)
        shifts = [
            find_shift(mean, cut(image, place, halves))
            for image, place in zip(images, places, strict=True)
        ]
        moved = np.stack([shift.offset for shift in shifts])
        good = np.array([shift.likeness > LIKE for shift in shifts])
        good &= np.abs(moved).max(axis=1) < FURTHEST_PX
        moved -= np.median(moved[good], axis=0) if good.any() else 0.0
        places = np.where(good[:, None], places + moved, places)
    return places


def _mean_of(images: Sequence[Image], places: FloatArray, mask: Levels) -> Mean:
    """Lay patches as large as a mask over each other as they are."""
    halves = mask.shape[1] // 2, mask.shape[0] // 2
    patches = np.stack(
        [cut(image, place, halves) for image, place in zip(images, places, strict=True)]
    )
    seen = np.isfinite(patches[..., 0]).mean(axis=0)
    # Where a px is outside the picture in every frame there is nothing to take a median of.
    patches[:, seen == 0.0] = 0.0
    # The median that leaves out what is not seen takes several times as long.
    median = np.median if seen.min() == 1.0 else np.nanmedian
    middle = median(patches, axis=0)
    change = median(np.abs(patches - middle), axis=0).mean(axis=-1)
    weight = mask * seen / (1.0 + (change / NOISE) ** 2)
    return Mean(np.asarray(middle, np.float32), np.asarray(weight, np.float32))


def _stack(
    images: Sequence[Image], places: FloatArray, halves: tuple[int, int], px_per_m: float
) -> EndStack:
    """Give mean edges and steadiness around an end; no edges where it is often not seen."""
    shape = 2 * halves[1] + 1, 2 * halves[0] + 1
    total = np.zeros(shape, np.complex64)
    outside = np.zeros(shape)
    seen = np.flatnonzero(np.isfinite(places[:, 0]))
    images, places = [images[int(number)] for number in seen], places[seen]
    for image, place in zip(images, places, strict=True):
        patch = cut(image, place, halves)
        outside += ~np.isfinite(patch[..., 0])
        total += edge_field(np.nan_to_num(patch).astype(np.uint8))
    border = cv2.dilate((outside > 0.5 * len(images)).astype(np.uint8), np.ones((7, 7), np.uint8))
    total[border > 0] = 0.0
    steady = _mean_of(images, places, np.ones(shape, np.float32)).weight
    field = np.asarray(total / len(images), np.complex64)
    return EndStack(field, cv2.blur(steady, (3, 3)), axis_row(field, px_per_m), px_per_m)

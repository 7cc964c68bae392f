"""The outer rim of the near plate, told from a stack of pictures laid over each other.

A plate has many rings: hub, dish, printed lines, the rim. They are told apart by what lies on
both sides. Inside the rim all belongs to the plate and hardly changes over time; outside, the
background passes behind. The rim is the ring with edges along it and this change across it.

Plates are thick, and often there are several. Seen from beside or above, the outline of the
whole is the front face on one side and the rearmost rim on the other, and both are seen there.
So two ellipses are fitted, of which the second is the first shifted along the bar.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.rim_evidence import (
    ACROSS_PX,
    Maps,
    evidence,
    maps_of,
    ring_evidence,
    sleeve_evidence,
)
from liftvision.barbell.plate.slant import ANY_SLANT, Slant, disc_ellipse
from liftvision.barbell.plate.stack import Stack

THIN, THICK = 0.12, 1.2
"""Thickness of what is on the sleeve, in radii of the plate: one of 27 mm, and 270 mm in all."""

USUAL_THICKNESS, THICKNESS_SPREAD = 0.4, 0.3
"""Of what is on the sleeve, in radii: one or two plates."""

UNLIKELY = 0.02
"""Evidence lost for a slant or thickness one standard error off the expected."""

FREEDOM = 2.0
"""It grows with the square for thicknesses, and for slants as if these were of Student's
distribution with so many degrees of freedom: now and then a yaw is quite wrong."""

RING_WEIGHT = 1.2
"""Of rings within the front face."""

SLEEVE_WEIGHT = 0.4
"""Of the sleeve, radii long, against the outline."""

MOST_SLEEVE = 1.0
"""A sleeve that is seen so well is one for sure."""

SLEEVE = 0.2, 3.5
SLEEVE_RADIUS = 0.1, 0.24
"""Its length and radius in radii of the plate: 50 mm before 450 mm, and before 200 mm."""

SIZES = np.geomspace(0.65, 2.3, 40)
"""What is tried for the rim, against the start."""

FACE_WEIGHT, CHANGE_WEIGHT = 0.1, 0.7
"""Of the front face's edge before the rear rim, and of change, against that of the outline. The
face's edge weighs little: inner rings pass for it."""

OUTER = 0.55
"""An outer ring with at least this part of the best evidence is preferred: painted rings within
a rim leave it 0.6 and more, beyond a rim nothing has as much."""

WORTH = 0.45
"""Peaks of the profile with this part of the highest are looked at more closely."""

APART = 1.08
"""Two rings whose radii differ by less are taken for the same."""

SIZE_ERROR, SLANTED_ERROR = 0.018, 0.05
"""Standard error of the radius as a fraction, seen along the bar and for a slant of 1: on 23
rendered plates (12 from the side, 11 oblique) 96 % lay within two of them. Iron plates seen from
above are found too large now and then, those whose bevel is the clearer edge too small."""

STEEPER = np.array([0.0, -0.12])
"""Cameras that look down more than expected are another start of the search."""

OFFSET_ERROR, SLANTED_OFFSET_ERROR = 0.009, 0.022
"""Standard error of the centre along either axis, in radii, likewise: the same in all pictures of
a shot, for the slant and thickness of what is on the sleeve are told alike by all of them."""

POPULATION, ELITE, GENERATIONS = 240, 24, 12
"""Of the search for the best shape."""


@dataclass(frozen=True, eq=False)
class _Allowed:
    """Limits of the sine of the angle between bar and line of sight, and its likely direction."""

    limits: tuple[float, float]
    slant: Slant


@dataclass(frozen=True, eq=False)
class StackedRim:
    """The outer rim of the plate's front face on a stack.

    Attributes
    ----------
    offset
        (2,) patch px of its centre from the middle.
    ellipse
        In patch px.
    radius
        Patch px, of the plate if it were seen along the bar.
    slant
        (2,) how the bar points (`slant`).
    behind
        (2,) patch px from its centre to that of the rearmost rim.
    size_error
        One standard error of the half height as a fraction of it.
    offset_error
        One standard error of the centre along either axis, patch px.
    support
        How well edges run along the outline, 0 to 1.
    change
        How much more changes outside of it than inside, -1 to 1.
    sizes, profile
        (N,) half heights in patch px, and the evidence for the best ellipse of each.
    """

    offset: FloatArray
    ellipse: Ellipse
    radius: float
    slant: FloatArray
    behind: FloatArray
    size_error: float
    offset_error: float
    support: float
    change: float
    sizes: FloatArray
    profile: FloatArray


def fit_rim(
    stack: Stack, start: Ellipse, aspects: tuple[float, float], slant: Slant | None = None
) -> StackedRim | None:
    """Find the plate's outer rim near the middle of a stack; None where there is no ellipse.

    Parameters
    ----------
    stack
        Of at least a few patches.
    start
        The rim of the coarse search, patch px; it may be an inner ring.
    aspects
        Least and greatest half width over half height that the view allows.
    slant
        How the bar is expected to point; anyhow without.
    """
    maps = maps_of(stack)
    limits = _sine(min(aspects[1], 1.0)), _sine(aspects[0])
    allowed = _Allowed(limits, slant or ANY_SLANT)
    begun = float(np.clip(_sine(min(start.half_width / start.half_height, 1.0)), *limits))
    sizes = start.half_height * SIZES
    sizes = sizes[sizes < stack.half - 2.0 * ACROSS_PX]
    best = [_best_of_size(maps, size, begun, allowed) for size in sizes]
    profile = np.array([worth for worth, _ in best])
    found = [_polish(maps, best[index][1], allowed) for index in _peaks(profile)]
    if not found:
        return None
    shape = _outermost(found)
    edge, _, change = evidence(maps, shape[None], allowed.slant.sight)
    sine = float(np.hypot(*shape[3:5]))
    return StackedRim(
        offset=shape[:2],
        ellipse=disc_ellipse(shape[2], shape[3:5], allowed.slant.sight),
        radius=float(shape[2]),
        slant=shape[3:5],
        behind=shape[2] * shape[5] * shape[3:5],
        size_error=float(np.hypot(SIZE_ERROR, SLANTED_ERROR * sine)),
        offset_error=float(shape[2] * np.hypot(OFFSET_ERROR, SLANTED_OFFSET_ERROR * sine)),
        support=float(edge[0]),
        change=float(change[0]),
        sizes=sizes,
        profile=profile,
    )


def _outermost(found: list[tuple[float, FloatArray]]) -> FloatArray:
    """Give the best shape, or the best of those rings that lie clearly around it."""
    most, best = max(found, key=lambda each: each[0])
    around = [each for each in found if each[0] >= OUTER * most and each[1][2] > APART * best[2]]
    return max(around, key=lambda each: each[0])[1] if around else best


def _sine(aspect: float) -> float:
    """Give the sine of the angle between the bar and the line of sight."""
    return float(np.sqrt(1.0 - aspect**2))


def _total(maps: Maps, shapes: FloatArray, allowed: _Allowed) -> FloatArray:
    """Give the evidence (N,) for shapes (N, 9); nothing for what no plate looks like."""
    edge, face, change = evidence(maps, shapes, allowed.slant.sight)
    slant, thick, bevel = np.hypot(shapes[:, 3], shapes[:, 4]), shapes[:, 5], shapes[:, 6]
    bad = _beyond(slant, *allowed.limits) + _beyond(thick, THIN, THICK)
    bad += 3.0 * _beyond(bevel, 0.93, 1.0) + _beyond(shapes[:, 7], *SLEEVE)
    bad += 3.0 * _beyond(shapes[:, 8], *SLEEVE_RADIUS)
    unlikely = (shapes[:, 3:5] - allowed.slant.expected) / allowed.slant.error
    unusual = (thick - USUAL_THICKNESS) / THICKNESS_SPREAD
    doubt = FREEDOM * np.log1p(unlikely**2 / FREEDOM).sum(axis=1) + unusual**2
    loss = 3.0 * bad + UNLIKELY * doubt
    sleeve = np.minimum(sleeve_evidence(maps, shapes), MOST_SLEEVE)
    seen = edge + FACE_WEIGHT * face + CHANGE_WEIGHT * change + SLEEVE_WEIGHT * sleeve
    seen += RING_WEIGHT * ring_evidence(maps, shapes, allowed.slant.sight)
    return np.asarray(seen - loss)


def _beyond(values: FloatArray, least: float, most: float) -> FloatArray:
    return np.maximum(least - values, 0.0) + np.maximum(values - most, 0.0)


def _best_of_size(
    maps: Maps, size: float, slant: float, allowed: _Allowed
) -> tuple[float, FloatArray]:
    """Give the evidence for the best flat plate of a radius, and its shape."""
    shapes = np.array(
        [
            (x, y, size, turned, 0.0, 0.0, 1.0, 1.0, 0.1)
            for turned in np.clip(slant + np.array([-0.1, 0.0, 0.1]), *allowed.limits)
            for x in (-6.0, -3.0, 0.0, 3.0, 6.0)
            for y in (-6.0, -3.0, 0.0, 3.0, 6.0)
        ]
    )
    edge, _, change = evidence(maps, shapes, allowed.slant.sight)
    total = edge + CHANGE_WEIGHT * change
    return float(total.max()), shapes[total.argmax()]


def _peaks(profile: FloatArray) -> IntArray:
    """Give the indices of the peaks worth a closer look."""
    padded = np.concatenate([[-np.inf], profile, [-np.inf]])
    peak = (profile >= padded[:-2]) & (profile > padded[2:]) & (profile > WORTH * profile.max())
    return np.asarray(np.flatnonzero(peak), dtype=np.int64)


def _polish(maps: Maps, shape: FloatArray, allowed: _Allowed) -> tuple[float, FloatArray]:
    """Give the evidence for the best shape near one, and it."""
    size, slant = shape[2], max(shape[3], 0.2)
    spread = np.array([0.08 * size, 0.08 * size, 0.05 * size, 0.1, 0.1, 0.3, 0.015, 0.8, 0.04])
    towards = [allowed.slant.expected, allowed.slant.expected + STEEPER]
    if allowed.slant is ANY_SLANT:
        towards = [np.array([right, down]) for right in (-slant, slant) for down in (0.0, -0.25)]
    found = []
    for right, down in towards:
        start = np.array([*shape[:3], right, down, 0.5, 0.97, 1.5, 0.13])
        found.append(_cross_entropy(maps, start, spread, allowed))
    return max(found, key=lambda each: each[0])


def _cross_entropy(
    maps: Maps, start: FloatArray, spread: FloatArray, allowed: _Allowed
) -> tuple[float, FloatArray]:
    """Search by drawing shapes around the best of the last drawing (cross-entropy method)."""
    random = np.random.default_rng(0)
    mean, best, best_shape = start, -np.inf, start
    for _ in range(GENERATIONS):
        shapes = mean + spread * random.standard_normal((POPULATION, len(start)))
        total = _total(maps, shapes, allowed)
        order = np.argsort(-total)[:ELITE]
        if total[order[0]] > best:
            best, best_shape = float(total[order[0]]), shapes[order[0]]
        mean = 0.2 * mean + 0.8 * shapes[order].mean(axis=0)
        spread = 0.2 * spread + 0.8 * (shapes[order].std(axis=0) + 1e-3)
    return best, best_shape

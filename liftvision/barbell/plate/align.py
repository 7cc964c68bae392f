"""Pictures of one plate laid over each other until they agree, and its rim on their mean.

Where the plate is in each picture is known to some px, its size perhaps not at all: an inner
ring may have been taken for the rim. So first whatever is round about the place is brought to
coincide: each picture is laid on the mean of all, which grows sharper each time (congealing).
Only on the sharp mean is it decided which ring is the rim.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField, edge_field
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.pattern import Pattern, bare_rim, stacked_pattern
from liftvision.barbell.plate.rim import StackedRim, fit_rim
from liftvision.barbell.plate.slant import Growth, Slant
from liftvision.barbell.plate.snap import Snapped, snap
from liftvision.barbell.plate.stack import Patch, Stack, moved_onto, within

ROUNDS = 3
"""Times that the pictures are laid on their mean; a further one moves them by less than 0.1 px."""

AROUND = 1.2
"""The mean is judged this far around, in half heights of the start."""

LITTLE = 0.2
"""A picture in which no more than this part of the outline is seen hardly counts."""

STRETCH = 0.06
"""Standard deviation of the plate's size over the pictures, before it is known."""

CLEAR = 0.5
"""A picture in which less of the outline is seen says nothing of its size."""

FEWEST_SIZES, LEAST_RISE = 6, 0.3
"""Of pictures that say how the size goes with the height; and how far apart, in half heights, the
plate lies in them, as a standard deviation."""

SAME_SIZE = np.array([0.01, 0.02])
"""Error of widths and of heights that all pictures of one height share: the rear of thick plates
comes out above the lower they are."""


@dataclass(frozen=True, eq=False)
class AlignedPlate:
    """What pictures of one plate have in common.

    Attributes
    ----------
    rim
        Its outer rim; the offset is taken into the offsets, and so is (0, 0).
    pattern
        By which it is found in any other picture (`snap.snap`).
    offsets
        (S, 2) patch px of the rim's centre from the middle of each patch.
    shares
        (S,) the part of the outline that was seen in each.
    growth
        How its outline changes with the height; None where that was not seen.
    """

    rim: StackedRim
    pattern: Pattern
    offsets: FloatArray
    shares: FloatArray
    growth: Growth | None


def align(
    patches: Sequence[Patch],
    start: Ellipse,
    aspects: tuple[float, float],
    slant: Slant | None = None,
) -> AlignedPlate | None:
    """Lay patches over each other and fit the rim; None where there is no ellipse.

    Parameters
    ----------
    patches
        S of them, of one size, a plate within some px of the middle of each; large enough for
        the largest rim that may be found.
    start
        The ring that was found, patch px; perhaps not the rim.
    aspects
        Least and greatest half width over half height that the view allows.
    slant
        How the bar is expected to point (`slant.expected_slant`); anyhow without.
    """
    fields = [edge_field(patch.image) for patch in patches]
    edges = [within(patch, field) for patch, field in zip(patches, fields, strict=True)]
    still = [Snapped(np.zeros(2), 1.0, np.inf, np.zeros(2)) for _ in patches]
    on_rim = [snap(field, np.zeros(2), bare_rim(start)) for field in fields]
    scales = np.ones((len(patches), 2))
    # A wrong ring may lead each picture astray in another way: then the path itself is better.
    found = max(
        (still, on_rim), key=lambda each: _sharpness(_mean_field(edges, each, scales), start)
    )
    growth = None
    for _ in range(ROUNDS):
        pattern = stacked_pattern(_mean_field(edges, found, scales), np.zeros(2), start)
        found = [
            snap(field, each.offset, replace(pattern, rim=_scaled(start, scale)), STRETCH)
            for field, each, scale in zip(fields, found, scales, strict=True)
        ]
        growth = _growth(patches, found, start, scales)
        if growth is not None:
            scales = _scales(patches, found, growth)
    if growth is not None and slant is not None:
        slant = slant.with_growth(growth)
    rim = fit_rim(_laid(patches, edges, found, scales), start, aspects, slant)
    if rim is None:
        return None
    moved = [
        replace(each, offset=each.offset + rim.offset * scale)
        for each, scale in zip(found, scales, strict=True)
    ]
    field = _mean_field(edges, moved, scales)
    return AlignedPlate(
        rim=rim,
        pattern=stacked_pattern(field, np.zeros(2), rim.ellipse),
        offsets=np.array([each.offset for each in moved]),
        shares=np.array([each.share for each in moved]),
        growth=growth,
    )


def _scaled(rim: Ellipse, scale: FloatArray) -> Ellipse:
    return replace(
        rim, half_width=rim.half_width * scale[0], half_height=rim.half_height * scale[1]
    )


def _scales(patches: Sequence[Patch], found: Sequence[Snapped], growth: Growth) -> FloatArray:
    """Give how much larger (S, 2) than on average the plate is in each picture."""
    y = _heights(patches, found)
    return np.asarray(1.0 + growth.rate * (y - np.median(y))[:, None])


def _heights(patches: Sequence[Patch], found: Sequence[Snapped]) -> FloatArray:
    """Give where (S,) px down the picture the plate is."""
    return np.array(
        [patch.in_picture(each.offset)[1] for patch, each in zip(patches, found, strict=True)]
    )


def _growth(
    patches: Sequence[Patch], found: Sequence[Snapped], start: Ellipse, scales: FloatArray
) -> Growth | None:
    """Tell how the plate's size goes with its height; None where the pictures do not say."""
    clear = np.array([each.share >= CLEAR for each in found])
    y = _heights(patches, found)
    spread = float(y[clear].std()) if clear.sum() >= FEWEST_SIZES else 0.0
    if spread < LEAST_RISE * start.half_height:
        return None
    down = y[clear] - y[clear].mean()
    sizes = scales * (1.0 + np.array([each.stretch for each in found]))
    stretch = np.log(sizes)[clear]
    weight = np.ones_like(stretch)
    for _ in range(4):
        mean = (weight * stretch).sum(axis=0) / weight.sum(axis=0)
        centre = (weight * down[:, None]).sum(axis=0) / weight.sum(axis=0)
        away = down[:, None] - centre
        slope = (weight * away * (stretch - mean)).sum(axis=0) / (weight * away**2).sum(axis=0)
        miss = stretch - mean - slope * away
        usual = 1.5 * np.median(np.abs(miss), axis=0) + 1e-4
        weight = 1.0 / np.maximum(1.0, np.abs(miss) / usual) ** 2
    error = np.hypot(usual / np.sqrt(clear.sum()), SAME_SIZE) / spread
    return Growth(slope, error)


def _sharpness(field: EdgeField, start: Ellipse) -> float:
    """Tell how much of the edges around the start is left on the mean."""
    half = field.shape[0] // 2
    reach = round(AROUND * start.half_height)
    middle = slice(max(half - reach, 0), half + reach + 1)
    return float((np.abs(field[middle, middle]) ** 2).mean())


def _mean_field(
    edges: Sequence[NDArray[np.float32]], found: Sequence[Snapped], scales: FloatArray
) -> EdgeField:
    """Lay edges (`stack.within`) over each other where the plate was found in each."""
    total = np.zeros_like(edges[0])
    for layers, each, scale in zip(edges, found, scales, strict=True):
        total += _weight(each) * moved_onto(layers, each.offset, scale)
    seen = np.maximum(total[..., 2], 1e-6)
    return np.asarray((total[..., 0] + 1j * total[..., 1]) / seen, np.complex64)


def _laid(
    patches: Sequence[Patch],
    edges: Sequence[NDArray[np.float32]],
    found: Sequence[Snapped],
    scales: FloatArray,
) -> Stack:
    """Lay patches over each other where the plate was found in each."""
    stack = Stack((patches[0].image.shape[0] - 1) // 2)
    for patch, layers, each, scale in zip(patches, edges, found, scales, strict=True):
        stack.add(patch, layers, each.offset, _weight(each), scale)
    return stack


def _weight(found: Snapped) -> float:
    return max(0.05, found.share - LITTLE)

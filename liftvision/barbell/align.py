"""Pictures of one plate laid over each other until they agree, and its rim on their mean.

Where the plate is in each picture is known to some px, its size perhaps not at all: an inner
ring may have been taken for the rim. So first whatever is round about the place is brought to
coincide: each picture is laid on the mean of all, which grows sharper each time (congealing).
Only on the sharp mean is it decided which ring is the rim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField, edge_field
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.pattern import Pattern, bare_rim, stacked_pattern
from liftvision.barbell.rim import StackedRim, fit_rim
from liftvision.barbell.slant import Slant
from liftvision.barbell.snap import Snapped, snap
from liftvision.barbell.stack import Patch, Stack

ROUNDS = 3
"""Times that the pictures are laid on their mean; a further one moves them by less than 0.1 px."""

AROUND = 1.2
"""The mean is judged this far around, in half heights of the start."""

LITTLE = 0.2
"""A picture in which no more than this part of the outline is seen hardly counts."""


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
    stack
        Of all patches, about the rim's centre.
    """

    rim: StackedRim
    pattern: Pattern
    offsets: FloatArray
    shares: FloatArray
    stack: Stack


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
    still = [Snapped(np.zeros(2), 1.0, np.inf) for _ in patches]
    on_rim = [snap(field, np.zeros(2), bare_rim(start)) for field in fields]
    # A wrong ring may lead each picture astray in another way: then the path itself is better.
    found = max((still, on_rim), key=lambda each: _sharpness(_laid(patches, fields, each), start))
    for _ in range(ROUNDS):
        stack = _laid(patches, fields, found)
        pattern = stacked_pattern(stack.field, np.zeros(2), start)
        found = [
            snap(field, each.offset, pattern) for field, each in zip(fields, found, strict=True)
        ]
    rim = fit_rim(_laid(patches, fields, found), start, aspects, slant)
    if rim is None:
        return None
    return _about_rim(patches, fields, found, rim)


def _about_rim(
    patches: Sequence[Patch],
    fields: Sequence[EdgeField],
    found: Sequence[Snapped],
    rim: StackedRim,
) -> AlignedPlate:
    """Lay the patches over each other once more, about the rim."""
    moved = [Snapped(each.offset + rim.offset, each.share, each.error) for each in found]
    stack = _laid(patches, fields, moved)
    pattern = stacked_pattern(stack.field, np.zeros(2), rim.ellipse)
    return AlignedPlate(
        rim=rim,
        pattern=pattern,
        offsets=np.array([each.offset for each in moved]),
        shares=np.array([each.share for each in moved]),
        stack=stack,
    )


def _sharpness(stack: Stack, start: Ellipse) -> float:
    """Tell how much of the edges around the start is left on the mean."""
    reach = round(AROUND * start.half_height)
    middle = slice(max(stack.half - reach, 0), stack.half + reach + 1)
    return float((np.abs(stack.field[middle, middle]) ** 2).mean())


def _laid(patches: Sequence[Patch], fields: Sequence[EdgeField], found: Sequence[Snapped]) -> Stack:
    """Lay patches over each other where the plate was found in each."""
    stack = Stack((patches[0].image.shape[0] - 1) // 2)
    for patch, field, each in zip(patches, fields, found, strict=True):
        stack.add(patch, field, each.offset, max(0.05, each.share - LITTLE))
    return stack

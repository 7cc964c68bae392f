"""The near plate of a shot: found in the stills, its outer rim fitted, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.barbell.edges import edge_field
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.align import AlignedPlate, align
from liftvision.barbell.plate.search import OFF_SIDE_DEG, YAW_TOLERANCE_DEG, RingPath, search_rings
from liftvision.barbell.plate.slant import USUAL_FOCAL, expected_slant
from liftvision.barbell.plate.snap import snap
from liftvision.barbell.plate.stack import Patch, cut_patch
from liftvision.barbell.plate.turned import TurnedPlate
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import Window
from liftvision.pose.view import View, off_side_deg

SHARE = 0.5
"""With less of the outline seen in a frame, the plate counts as hidden there."""

CLEARLY = 0.65
"""With less than this part of the share that is usual in a shot, another thing may be seen: wrong
places have 0.4 to 0.6 of it, right ones 0.85 and more, and less only where something or the
picture's edge hides them."""

MOST_HALF_HEIGHT_M = 0.37
"""Of a rim, in the body's plane: 450 mm so near that it looks 1.65 times as large as there."""

LARGEST_OUTER = 1.45
"""An outer rim is at most this many times as large as the ring that was found within it."""

CONTENDERS = 3
"""Rings whose stacks are looked at."""

CONTENDS = 0.5
"""A ring with less than this part of the best one's score is none of them."""

ALIKE = 1.2
"""Rings whose sizes differ by less, at the same place, are one contender."""

FEWEST_GOOD = 6
"""Stills that show the plate, of which a rim can be fitted."""

MARGIN_PX = 14
"""Of a patch around the largest outer rim."""

OTHER_FOCALS = (np.inf, 0.5)
"""Focal lengths that are tried against the usual one: an outline that does not change at all, and
a picture with bars at its sides or a camera of a wide angle."""

BETTER_SHARE = 0.01
"""By how much more of the outline must be seen with another focal length, to be believed."""


@dataclass(frozen=True, eq=False)
class FoundPlate:
    """The near plate as the stills show it.

    Attributes
    ----------
    plate
        What it looks like, px of the window.
    size_error
        Of the rim, as a fraction.
    offset_error
        px of the window: standard error of the centre along either axis that all frames share.
    support
        Evidence for it, 0 to 1.
    frames, centres
        (S,) and (S, 2) px of the window: where it is in the stills.
    shares
        (S,) the part of the outline that is seen in each.
    beside
        (2,) px of the window; see `RingPath`.
    runner_up
        Support of the next best contender, elsewhere or of another size; 0 without one.
    """

    plate: TurnedPlate
    size_error: float
    offset_error: float
    support: float
    frames: IntArray
    centres: FloatArray
    shares: FloatArray
    beside: FloatArray
    runner_up: float

    @property
    def shown(self) -> BoolArray:
        """(S,) in which stills it was seen clearly enough to say where it is."""
        usual = float(np.percentile(self.shares, 75.0))
        return np.asarray(self.shares >= max(SHARE, CLEARLY * usual))


def find_plate(stills: Stills, window: Window, view: View) -> FoundPlate | None:
    """Find the near plate in the stills of a shot; None where nothing looks like one.

    What is given may still be something else: see `credible.is_plate`.
    """
    fitted = []
    for path in _contenders(search_rings(stills, window, view)):
        aligned = _align(stills, path, window, view)
        most = MOST_HALF_HEIGHT_M * window.px_per_m
        if aligned is not None and aligned.rim.ellipse.half_height <= most:
            fitted.append((aligned, path))
    if not fitted:
        return None
    fitted.sort(key=lambda each: -_weight(each[0]))
    aligned, path = fitted[0]
    centres = path.centres + aligned.offsets
    plate, shares = _turned(aligned, _patches(stills, path), centres, window)
    return FoundPlate(
        plate=plate,
        size_error=aligned.rim.size_error,
        offset_error=aligned.rim.offset_error,
        support=aligned.rim.support,
        frames=stills.frames,
        centres=centres,
        shares=shares,
        beside=path.beside,
        runner_up=max((other.rim.support for other, _ in fitted[1:]), default=0.0),
    )


def _contenders(paths: list[RingPath]) -> list[RingPath]:
    """Give the best rings that are not the same one again, a little larger or smaller."""
    chosen: list[RingPath] = []
    for path in paths:
        if len(chosen) == CONTENDERS or path.score < CONTENDS * paths[0].score:
            break
        if not any(_alike(path, other) for other in chosen):
            chosen.append(path)
    return chosen


def _alike(path: RingPath, other: RingPath) -> bool:
    ratio = path.ring.half_height / other.ring.half_height
    apart = np.median(np.linalg.norm(path.centres - other.centres, axis=1))
    return bool(1.0 / ALIKE < ratio < ALIKE and apart < 0.3 * other.ring.half_height)


def _weight(aligned: AlignedPlate) -> float:
    # A mean over n places of an edge is worth the square root of n.
    return float(aligned.rim.support * np.sqrt(aligned.rim.ellipse.half_height))


def _aspects(view: View) -> tuple[float, float]:
    """Give the least and greatest half width over half height that a view allows."""
    if view.yaw_deg is None:
        return float(np.cos(np.radians(OFF_SIDE_DEG[-1]))), 1.05
    off = off_side_deg(view.yaw_deg)
    most = min(off + YAW_TOLERANCE_DEG, OFF_SIDE_DEG[-1] + 4.0)
    least = max(0.0, off - YAW_TOLERANCE_DEG)
    return float(np.cos(np.radians(most))), float(np.cos(np.radians(least))) + 0.05


def _align(stills: Stills, path: RingPath, window: Window, view: View) -> AlignedPlate | None:
    """Lay the stills over each other and fit the rim; again without those that do not show it."""
    patches = _patches(stills, path)
    place = np.median(path.centres, axis=0)
    slant = expected_slant(view, place + window.low, window.picture)
    start = Ellipse(path.ring.half_width, path.ring.half_height)
    aligned = align(patches, start, _aspects(view), slant)
    if aligned is None:
        return None
    good = aligned.shares >= SHARE
    if good.all() or good.sum() < FEWEST_GOOD:
        return aligned
    chosen = [patch for patch, is_good in zip(patches, good, strict=True) if is_good]
    again = align(chosen, start, _aspects(view), slant)
    if again is None:
        return aligned
    offsets, shares = aligned.offsets.copy(), aligned.shares.copy()
    offsets[good], shares[good] = again.offsets, again.shares
    return replace(again, offsets=offsets, shares=shares)


def _patches(stills: Stills, path: RingPath) -> list[Patch]:
    half = round(LARGEST_OUTER * path.ring.half_height + MARGIN_PX)
    return [
        cut_patch(image, centre, 1.0, half)
        for image, centre in zip(stills.images, path.centres, strict=True)
    ]


def _turned(
    aligned: AlignedPlate, patches: Sequence[Patch], centres: FloatArray, window: Window
) -> tuple[TurnedPlate, FloatArray]:
    """Decide how the outline changes with its place; give also the shares seen (S,)."""
    usual_px = USUAL_FOCAL * max(window.picture)
    usual = TurnedPlate(
        aligned.pattern,
        np.median(centres, axis=0),
        aligned.rim.radius,
        aligned.rim.slant,
        0.5 * np.array(window.picture) - window.low,
        usual_px,
    )
    fields = [edge_field(patch.image) for patch in patches]

    def shares_of(plate: TurnedPlate) -> FloatArray:
        found = zip(fields, aligned.offsets, centres, strict=True)
        return np.array([snap(each, near, plate.at(centre)).share for each, near, centre in found])

    best, shares = usual, shares_of(usual)
    for factor in OTHER_FOCALS:
        plate = replace(usual, focal_px=factor * usual_px)
        seen = shares_of(plate)
        if seen.mean() > shares.mean() + BETTER_SHARE:
            best, shares = plate, seen
    return best, shares

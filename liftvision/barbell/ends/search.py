"""Which two things beside the lifter are the bar's ends: what goes with the hands on both sides.

In front and rear views plates are narrow upright ovals left and right of the hands. Of one frame
racks, doors and people show plenty of those. But laid over each other with the hands in one place
the frames keep only what moves as the hands do: what stands still cancels, because how often it
would be met by chance is known exactly and taken off. Lengths are px of a coarse picture, or
metres in the body's plane.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, IntArray
from liftvision.barbell.edges import EdgeField, edge_field
from liftvision.barbell.rings import Ring, RingFinder
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import Window
from liftvision.pose.view import View

Map: TypeAlias = NDArray[np.float32]

COARSE_PX_PER_M = 64.0

HALF_HEIGHTS_M = np.geomspace(0.12, 0.27, 6)
"""Of plates, as far away as the body: 450 mm are 0.225 m, nearer by half the bar or with the
body's scale 8 % wrong 0.19 to 0.27; 10 kg of cast iron about half of it."""

ASPECTS = (0.14, 0.28, 0.5)
"""Width over height: a plate 0.7 m beside the axis of a camera 3.5 m away shows 0.2 of its width
as an inner face, and its thickness; turned by 20 degrees 0.5 at one end."""

SLACK = 2
"""The hands of the pose may be this many px from where they keep on the bar."""

REACH_M = 1.15
ABOVE_M, BELOW_M = 0.2, 0.35
"""How far beside, above and below the hands an end may be."""

SLEEVE_M = 0.6
HANDS_OFF_M = 0.12
"""Plates begin 0.655 m from the bar's middle; the hands' middle is near it."""

NARROWEST_M, WIDEST_M = 1.15, 2.0
"""Distance between both plates, the outermost faces included."""

LOPSIDED_M = 0.25
SLANTED_M = 0.2
"""Off the middle, or higher than the other, by this much makes a pair half as credible."""

USUAL_DISTANCE_M = 3.5
HALF_BAR_M = 0.72

DENSITY_M = 0.06
"""Frames whose hands are at heights closer than this show the same twice."""

PEAKS = 8
PEAK_APART = 3


@dataclass(frozen=True, eq=False)
class RoughEnds:
    """The bar's ends in the stills, roughly.

    Attributes
    ----------
    half_height
        Of the plates' outline, px of the window.
    centres
        (S, 2, 2) px of the window: the picture's left end and its right end.
    evidence
        (S, 2) for each end in each still, -1 to 1, less what stands still there.
    score
        Mean evidence over the stills, 0 to 1; by which pairs are compared.
    """

    half_height: float
    centres: FloatArray
    evidence: FloatArray
    score: float


@dataclass(frozen=True)
class _Pair:
    """Where the ends are from the middle of the hands, coarse px."""

    left: tuple[int, int]
    right: tuple[int, int]
    score: float


def search_ends(stills: Stills, window: Window, view: View) -> RoughEnds | None:
    """Find both ends of the bar in stills in which the hands move; None where nothing pairs up.

    What is given may still have too low a score: where there is no bar, something else does
    best.
    """
    size, zoom = coarse_size(window)
    fields = [edge_field(resized(image, size)) for image in stills.images]
    hands = (stills.hands + 0.5) * zoom - 0.5
    weights = _even_heights(hands)
    best: tuple[float, float, _Pair, Map] | None = None
    for half_height_m in HALF_HEIGHTS_M:
        maps = _maps(fields, half_height_m)
        maps -= np.tensordot(weights, maps, axes=1)
        pair = _best_pair(_laid_over(_with_slack(maps), hands, weights), view)
        if pair is None:
            continue
        # A small ring fits somewhere into most outlines; only a large one proves a large plate.
        worth = pair.score * (half_height_m / 0.2) ** 0.75
        if best is None or worth > best[0]:
            best = worth, half_height_m, pair, maps
    if best is None:
        return None
    _, half_height_m, pair, maps = best
    centres, evidence = _nearby(maps, hands, pair)
    return RoughEnds(
        half_height=half_height_m * window.px_per_m,
        centres=(centres + 0.5) / zoom - 0.5,
        evidence=evidence,
        score=pair.score,
    )


def coarse_size(window: Window) -> tuple[tuple[int, int], FloatArray]:
    """Give the coarse picture's width and height, and how much of the window's that is."""
    wanted = COARSE_PX_PER_M / window.px_per_m
    width, height = (max(16, round(side * wanted)) for side in window.size)
    return (width, height), np.array([width, height]) / np.array(window.size)


def resized(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Reduce a picture of the window to the coarse one."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _even_heights(hands: FloatArray) -> Map:
    """Weigh frames (S,) so that every height of the hands counts the same."""
    apart = (hands[:, None, 1] - hands[None, :, 1]) / (DENSITY_M * COARSE_PX_PER_M)
    weights = 1.0 / np.exp(-0.5 * apart**2).sum(axis=1)
    return np.asarray(weights / weights.sum(), dtype=np.float32)


def _maps(fields: list[EdgeField], half_height_m: float) -> Map:
    """Give how well an oval of this height sits (S, H, W) at each place."""
    height, width = fields[0].shape
    half_height = half_height_m * COARSE_PX_PER_M
    finder = RingFinder(height, width, half_height)
    rings = [Ring(max(1.2, aspect * half_height), half_height) for aspect in ASPECTS]
    maps = np.empty((len(fields), height, width), np.float32)
    for number, field in enumerate(fields):
        spectrum = finder.spectrum(field)
        maps[number] = np.maximum.reduce([finder.support(spectrum, ring) for ring in rings])
    return maps


def _with_slack(maps: Map) -> Map:
    """Give at each place the best of the places around it."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * SLACK + 1, 2 * SLACK + 1))
    return np.stack([cv2.dilate(each, disc) for each in maps]).astype(np.float32)


def _laid_over(maps: Map, hands: FloatArray, weights: Map) -> Map:
    """Give the mean of the maps with the hands in one place: row ABOVE_M, the middle column."""
    reach, above, below = (round(each * COARSE_PX_PER_M) for each in (REACH_M, ABOVE_M, BELOW_M))
    mean = np.zeros((above + below + 1, 2 * reach + 1), np.float32)
    for each, (across, down), weight in zip(maps, np.round(hands), weights, strict=True):
        moved = np.array([[1.0, 0.0, reach - across], [0.0, 1.0, above - down]])
        mean += weight * cv2.warpAffine(each, moved, mean.shape[::-1], flags=cv2.INTER_NEAREST)
    return mean


def _best_pair(mean: Map, view: View) -> _Pair | None:
    """Choose the two places of a mean map, one on each side, that are most like a bar's ends."""
    above, reach = round(ABOVE_M * COARSE_PX_PER_M), mean.shape[1] // 2
    yaw = np.radians(view.yaw_deg or 0.0)
    inner = max(2, round((SLEEVE_M * abs(np.cos(yaw)) - HANDS_OFF_M) * COARSE_PX_PER_M))
    # The nearer end is further from the middle of the picture of the bar.
    nearer = -(HALF_BAR_M**2) * np.cos(yaw) * np.sin(yaw) / USUAL_DISTANCE_M * COARSE_PX_PER_M
    narrowest = NARROWEST_M * abs(np.cos(yaw)) * COARSE_PX_PER_M
    best = None
    for left_x, left_y, left in _peaks(mean[:, : reach - inner + 1]):
        for right_x, right_y, right in _peaks(mean[:, reach + inner :]):
            across = left_x - reach, right_x + inner
            apart, slant = across[1] - across[0], right_y - left_y
            if not narrowest <= apart <= WIDEST_M * COARSE_PX_PER_M:
                continue
            off = (0.5 * (across[0] + across[1]) - nearer) / (LOPSIDED_M * COARSE_PX_PER_M)
            score = (0.5 * (left + right) + 0.5 * min(left, right)) / 1.5
            score /= 1.0 + off**2 + (slant / (SLANTED_M * COARSE_PX_PER_M)) ** 2
            if best is None or score > best.score:
                best = _Pair((across[0], left_y - above), (across[1], right_y - above), score)
    return best


def _peaks(mean: Map) -> list[tuple[int, int, float]]:
    """Give column, row and value of the highest places above zero, some px apart."""
    left = mean.copy()
    found = []
    for _ in range(PEAKS):
        row, column = (int(i) for i in np.unravel_index(int(left.argmax()), left.shape))
        if left[row, column] <= 0.0:
            break
        found.append((column, row, float(left[row, column])))
        rows = slice(max(0, row - PEAK_APART), row + PEAK_APART + 1)
        left[rows, max(0, column - PEAK_APART) : column + PEAK_APART + 1] = 0.0
    return found


def _nearby(maps: Map, hands: FloatArray, pair: _Pair) -> tuple[FloatArray, FloatArray]:
    """Give the best place (S, 2, 2) near where each end should be, and how good it is (S, 2)."""
    centres = np.empty((len(maps), 2, 2))
    evidence = np.full((len(maps), 2), -1.0)
    for end, offset in enumerate((pair.left, pair.right)):
        for number, expected in enumerate(np.round(hands + np.array(offset)).astype(np.int64)):
            centres[number, end] = expected
            low = np.maximum(0, expected - 2 * SLACK)
            near = maps[
                number, low[1] : max(0, expected[1] + 2 * SLACK + 1),
                low[0] : max(0, expected[0] + 2 * SLACK + 1),
            ]  # fmt: skip
            if near.size:
                row, column = np.unravel_index(int(near.argmax()), near.shape)
                centres[number, end] = low + (column, row)
                evidence[number, end] = near[row, column]
    return centres, evidence


def frames_held(evidence: FloatArray) -> IntArray:
    """Give the numbers of the stills in which both ends show where the hands put them."""
    both = evidence.min(axis=1)
    return np.flatnonzero(both > 0.4 * np.quantile(both, 0.9))

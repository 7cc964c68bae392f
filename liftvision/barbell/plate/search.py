"""Which ring around the hands is the plate: found in a few frames of a shot in which they move.

Every ring that a plate may show is looked for in all of these frames; the one wins whose edges
are seen best along a way that goes with the hands. Lengths are px of the coarse picture, half as
large as that of the window, or metres in the body's plane.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.barbell.candidates import best_places, best_way
from liftvision.barbell.edges import edge_field
from liftvision.barbell.rings import Ring, RingFinder
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import Window
from liftvision.pose.view import View, off_side_deg

Map: TypeAlias = NDArray[np.float32]

COARSE = 0.5
"""Size of the coarse picture to that of the window."""

HALF_HEIGHTS_M = np.geomspace(0.125, 0.34, 14)
"""Of plates, in the body's plane: 450 mm 2.5 to 6 m away make 0.25 to 0.31, 8 % either way;
10 kg of cast iron a little more than half of it."""

OFF_SIDE_DEG = (0.0, 20.0, 31.0, 41.0, 50.0, 58.0, 66.0)
"""How far from the side a plate may be turned, in steps that its width tells apart."""

YAW_TOLERANCE_DEG = 32.0
"""The pose's yaw is wrong by 6 degrees, now and then by 25."""

PLATE_BESIDE_M = 0.75
"""From the lifter's middle to the outer face of the plates: 0.66 m (inner end of the sleeve) and
the plates."""

USUAL_PARALLAX = 1.2
"""The near plate's px per m over the body's, seen from the side at 4 m."""

GRIP_BELOW_M = 0.09
"""The bar hangs in the fingers, so far below the middle of the landmarks of the hands."""

HANDS_MATTER = 0.35
"""Most of a candidate's support that being far from the hands takes."""

HAND_ERROR_M = 0.3
"""How far from where the hands put it a plate is far away."""

ELSEWHERE_MATTERS = 0.4
ELSEWHERE_M = (0.6, 0.9)
"""What more is lost between these distances: the far plate is seen better than the near one now
and then, and stands this far off in an oblique view."""

STEP_PRICE = 0.02
STEP_FREE = 2.0
STEP_MOST = 0.4
"""Support lost for each coarse px that the hands' motion does not explain, after the first ones,
and at most."""

USUAL_HALF_HEIGHT_M = 0.27
SIZE_SPREAD = 0.35
SIZE_MATTERS = 0.05

CANDIDATES = 8


@dataclass(frozen=True, eq=False)
class RingPath:
    """A ring, and where it is in the stills.

    Attributes
    ----------
    ring
        px of the window.
    centres
        (S, 2) px of the window.
    support
        (S,) how well edges run along the ring, -1 to 1.
    beside
        (2,) px of the window, from where the hands put a plate seen from the side to where this
        one is put.
    score
        By which rings are compared.
    """

    ring: Ring
    centres: FloatArray
    support: FloatArray
    beside: FloatArray
    score: float


def search_rings(stills: Stills, window: Window, view: View) -> list[RingPath]:
    """Look for every ring that the view allows; give them all, the best first."""
    px_per_m = COARSE * window.px_per_m
    fields = [edge_field(_coarse(image)) for image in stills.images]
    height, width = fields[0].shape
    finder = RingFinder(height, width, float(HALF_HEIGHTS_M[-1] * px_per_m))
    spectra = [finder.spectrum(field) for field in fields]
    expected = COARSE * plate_places(stills.hands, stills.pointed_at, window, view)
    down, right = np.mgrid[:height, :width].astype(np.float32)
    found = []
    for off_deg, sides in _turns(view).items():
        away = USUAL_PARALLAX * PLATE_BESIDE_M * np.sin(np.radians(off_deg)) * px_per_m
        besides = [np.array([0.0 if stills.pointed_at else side * away, 0.0]) for side in sides]
        priors = [
            [_near(right, down, place + beside, px_per_m) for place in expected]
            for beside in besides
        ]
        for half_height in HALF_HEIGHTS_M * px_per_m:
            ring = Ring(float(half_height * np.cos(np.radians(off_deg))), float(half_height))
            maps = [finder.support(spectrum, ring) for spectrum in spectra]
            for beside, prior in zip(besides, priors, strict=True):
                found.append(_follow(ring, maps, prior, expected, beside, px_per_m))
    return sorted(found, key=lambda path: -path.score)


def plate_places(hands: FloatArray, pointed_at: bool, window: Window, view: View) -> FloatArray:
    """Give where hands on the bar put a plate seen from the side, (S, 2) px of the window.

    The plate is nearer to the camera than the hands: it lies further from the picture's middle.
    What was pointed at is the plate itself.
    """
    if pointed_at:
        return hands
    middle = 0.5 * np.array(window.picture) - window.low
    turned = 1.0 if view.yaw_deg is None else abs(np.sin(np.radians(view.yaw_deg)))
    parallax = 1.0 + (USUAL_PARALLAX - 1.0) * turned
    grip = hands + [0.0, GRIP_BELOW_M * window.px_per_m]
    return np.asarray(middle + parallax * (grip - middle))


def _coarse(image: Image) -> Image:
    return np.asarray(
        cv2.resize(image, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_AREA), np.uint8
    )


def _turns(view: View) -> dict[float, list[float]]:
    """Give the turns off the side, degrees, that a view allows, and on which sides the plate is.

    The side is 1 where the near plate is to the right of the hands, -1 to the left.
    """
    if view.yaw_deg is None:
        return {off: [-1.0, 1.0] if off else [1.0] for off in OFF_SIDE_DEG}
    off = off_side_deg(view.yaw_deg)
    # Facing the camera's right, the near side is the right one: it comes forward, to the
    # picture's left, when the lifter turns to the camera.
    side = -float(np.sign(view.yaw_deg) * np.sign(90.0 - abs(view.yaw_deg))) or 1.0
    return {
        turn: [side, -side] if 0.0 < turn <= YAW_TOLERANCE_DEG - off else [side]
        for turn in OFF_SIDE_DEG
        if abs(turn - off) <= YAW_TOLERANCE_DEG
    }


def _near(right: Map, down: Map, place: FloatArray, px_per_m: float) -> Map:
    """Give what being away from a place costs, (H, W), 0 or less."""
    away = np.hypot(right - place[0], down - place[1]) / px_per_m
    cost = HANDS_MATTER * np.minimum(1.0, (away / HAND_ERROR_M) ** 2)
    near, far = ELSEWHERE_M
    cost += ELSEWHERE_MATTERS * np.clip((away - near) / (far - near), 0.0, 1.0)
    return np.asarray(-cost, dtype=np.float32)


def _follow(
    ring: Ring,
    maps: Sequence[Map],
    prior: Sequence[Map],
    expected: FloatArray,
    beside: FloatArray,
    px_per_m: float,
) -> RingPath:
    """Follow one ring through the stills."""
    pairs = [best_places(each + near, CANDIDATES) for each, near in zip(maps, prior, strict=True)]
    places = np.array([place for place, _ in pairs])
    worth = np.array([value for _, value in pairs])
    motion = np.diff(expected, axis=0, prepend=expected[:1])
    allowed = np.full(len(maps), STEP_FREE)
    way = best_way(places, worth, motion, allowed, STEP_PRICE, STEP_MOST)
    frames = np.arange(len(maps))
    centres = places[frames, way]
    steps = np.linalg.norm(np.diff(centres, axis=0) - motion[1:], axis=1)
    moving = np.minimum(STEP_MOST, STEP_PRICE * np.maximum(0.0, steps - STEP_FREE)).sum()
    total = float(worth[frames, way].sum() - moving) / len(maps)
    rounded = np.rint(centres).astype(int)
    support = np.array([each[y, x] for each, (x, y) in zip(maps, rounded, strict=True)])
    size = np.log(ring.half_height / px_per_m / USUAL_HALF_HEIGHT_M) / SIZE_SPREAD
    # A mean over n places of an edge is worth the square root of n.
    girth = np.sqrt(ring.girth / (HALF_HEIGHTS_M[-1] * px_per_m))
    score = total * girth - SIZE_MATTERS * size**2
    scale = 1.0 / COARSE
    return RingPath(
        ring=Ring(ring.half_width * scale, ring.half_height * scale),
        centres=(centres + 0.5) * scale - 0.5,
        support=support,
        beside=beside * scale,
        score=float(score),
    )

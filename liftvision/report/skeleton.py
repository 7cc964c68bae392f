"""The lifter's skeleton on the picture of one frame."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.pose.landmarks import LIMB_LINES, SIDES, Landmark, Side, of_side
from liftvision.pose.view import View
from liftvision.report import drawing
from liftvision.report.colours import (
    FAR,
    HALO,
    KNEE,
    LEFT,
    NEAR,
    RIGHT,
    TRUNK_THIGH,
    Colour,
)
from liftvision.report.layout import Layout

Lines: TypeAlias = Sequence[tuple[str, str]]
"""Names of the joints between which they are drawn."""

LegColours: TypeAlias = Mapping[Side, Colour | None]
"""Of each leg; None where it was not measured."""

SIDE_COLOURS: dict[Side, Colour] = {"l": LEFT, "r": RIGHT}
JOINT_DOTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot_index")
JOINT_COLOURS = {"knee": KNEE, "hip": TRUNK_THIGH}
LEG_LINES = tuple(ends for ends in LIMB_LINES if ends[0] in ("hip", "knee", "ankle", "heel"))
BODY_LINES = (*(ends for ends in LIMB_LINES if ends not in LEG_LINES), ("shoulder", "ear"))
BELOW_HIP = ("knee", "ankle", "foot_index")


def is_frontal(view: View) -> bool:
    """Whether left and right lie beside each other in the picture, not behind each other."""
    return view.name in ("front", "rear", "unknown") or view.near_side is None


def draw_skeleton(
    image: Image,
    xy: FloatArray,
    view: View,
    layout: Layout,
    *,
    legs_measured: bool = True,
    legs: LegColours | None = None,
) -> None:
    """Draw the skeleton of one frame.

    Parameters
    ----------
    image
        The picture, changed in place.
    xy
        (33, 2) px of this picture; NaN where unseen.
    view
        From the side the near limbs are drawn strong and over the far ones; from the front or
        the rear left and right have their own colours.
    layout
        The sizes.
    legs_measured
        Otherwise, from the side, the near leg is only dashed, and the far one is not drawn.
    legs
        From the front or the rear, the colour of each leg; one with None was not measured and is
        only dashed. By default those of the sides.
    """
    if is_frontal(view):
        _draw_across(image, xy, layout)
        for side in SIDES:
            _draw_beside(image, xy, side, (legs or SIDE_COLOURS)[side], layout)
        return
    near: Side = "r" if view.near_side == "r" else "l"
    _draw_from_the_side(image, xy, near, layout, legs_measured)


def _draw_beside(
    image: Image, xy: FloatArray, side: Side, leg: Colour | None, layout: Layout
) -> None:
    """Draw one half of a body that is seen from the front or the rear."""
    dots = dict.fromkeys(JOINT_DOTS, SIDE_COLOURS[side])
    _draw_limbs(image, xy, BODY_LINES, side, SIDE_COLOURS[side], layout)
    if leg is None:
        for start, stop in LEG_LINES:
            ends = xy[of_side(start, side)], xy[of_side(stop, side)]
            drawing.dashes(image, *ends, FAR, layout.thin_line)
        dots = {joint: colour for joint, colour in dots.items() if joint not in BELOW_HIP}
    else:
        _draw_limbs(image, xy, LEG_LINES, side, leg, layout)
        dots |= dict.fromkeys(BELOW_HIP, leg)
    _draw_joints(image, xy, side, dots, layout)


def _draw_from_the_side(
    image: Image, xy: FloatArray, near: Side, layout: Layout, legs_measured: bool
) -> None:
    far: Side = "l" if near == "r" else "r"
    lines = (*BODY_LINES, *LEG_LINES) if legs_measured else BODY_LINES
    for start, stop in lines:
        ends = xy[of_side(start, far)], xy[of_side(stop, far)]
        drawing.line(image, *ends, FAR, layout.thin_line)
    _draw_across(image, xy, layout)
    dots = {joint: JOINT_COLOURS.get(joint, NEAR) for joint in JOINT_DOTS}
    if not legs_measured:
        for start, stop in LEG_LINES:
            ends = xy[of_side(start, near)], xy[of_side(stop, near)]
            drawing.dashes(image, *ends, FAR, layout.thin_line)
        dots = {joint: colour for joint, colour in dots.items() if joint not in BELOW_HIP}
    _draw_limbs(image, xy, lines, near, NEAR, layout)
    _draw_joints(image, xy, near, dots, layout)


def _draw_across(image: Image, xy: FloatArray, layout: Layout) -> None:
    for joint in ("shoulder", "hip"):
        ends = xy[of_side(joint, "l")], xy[of_side(joint, "r")]
        drawing.line(image, *ends, FAR, layout.thin_line)


def _draw_limbs(
    image: Image, xy: FloatArray, lines: Lines, side: Side, colour: Colour, layout: Layout
) -> None:
    for thickness, ink in ((layout.line + 2, HALO), (layout.line, colour)):
        for start, stop in lines:
            ends = xy[of_side(start, side)], xy[of_side(stop, side)]
            drawing.line(image, *ends, ink, thickness)


def _draw_joints(
    image: Image, xy: FloatArray, side: Side, colours: dict[str, Colour], layout: Layout
) -> None:
    for joint, colour in colours.items():
        large = joint in JOINT_COLOURS
        radius = layout.line * (1.5 if large else 1.0)
        drawing.dot(image, xy[of_side(joint, side)], radius, colour, max(1, layout.line // 2))


def is_seen(xy: FloatArray) -> bool:
    """Whether anything of the lifter's trunk and legs is there to be drawn, of (33, 2)."""
    return bool(np.isfinite(xy[Landmark.SHOULDER_L : Landmark.FOOT_INDEX_R + 1]).all(axis=1).any())
